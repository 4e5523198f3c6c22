"""One file written whole: beside where it will be, to the disk, and then put in its place."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

BESIDE = ".writing-"  # begins the name of a file that is being written


def replace_file(path: Path, content: bytes) -> None:
    """Write ``content`` beside ``path`` and to the disk, then put it in its place: a reader never meets half a file.

    The old file stays whole where the disk is full or the power fails. What a killed process left beside it is taken away by the
    next writer (``locking.writing``).
    """
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f"{BESIDE}{path.name}.", delete=False) as beside:
        try:
            beside.write(content)
            beside.flush()
            os.fsync(beside.fileno())
            Path(beside.name).chmod(0o644)
            Path(beside.name).replace(path)
        except OSError:
            Path(beside.name).unlink(missing_ok=True)
            raise
    sync_folder(path.parent)


def write_through(path: Path, content: bytes) -> None:
    """Write a file and bring it to the disk."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def copy_file(path: Path, target: Path) -> None:
    """Copy a file beside another and to the disk, then put it in its place, a megabyte at a time: it may be too large to be held."""
    beside = target.with_name(f"{BESIDE}{target.name}")
    with path.open("rb") as source, beside.open("wb") as out:
        shutil.copyfileobj(source, out, 1_000_000)
        out.flush()
        os.fsync(out.fileno())
    beside.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Bring to the disk which files a folder holds, where the system can."""
    with contextlib.suppress(OSError, AttributeError):  # Windows has no such call
        opened = os.open(folder, os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
