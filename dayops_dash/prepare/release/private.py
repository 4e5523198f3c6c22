"""Files that only their owner may read, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from dayops_dash.dataset.writing.whole import PRIVATE, put_file


def replace_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all, whoever could read what was there. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    put_file(path, content, mode=PRIVATE)
