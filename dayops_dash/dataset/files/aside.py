"""A folder of a run's own for what it works on meanwhile: gone at the end, or with the next run where a process was killed.

It may hold records of people or exempt rows, so what is left of a killed process must not lie about until the machine is cleaned.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from uuid import uuid4

from filelock import FileLock, Timeout

NAME, LOCK = "dayops-aside-", ".lock"


@contextmanager
def folder_aside() -> Iterator[Path]:
    """Yield an empty folder for its owner alone, among the machine's temporary files, and take it away at the end.

    A lock beside it is freed when the process ends in any way, by which the next run knows what nobody works in any more.
    """
    where = Path(tempfile.gettempdir())
    sweep_once(where)
    folder = where / f"{NAME}{uuid4().hex}"
    with FileLock(f"{folder}{LOCK}", mode=0o600):
        try:
            folder.mkdir(mode=0o700)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            with suppress(OSError):
                Path(f"{folder}{LOCK}").unlink()


@cache
def sweep_once(where: Path) -> None:
    """Take away the folders that no process works in, once in each run."""
    for path in where.glob(f"{NAME}*{LOCK}"):
        with suppress(OSError, Timeout), FileLock(path, timeout=0):
            shutil.rmtree(path.with_suffix(""), ignore_errors=True)
            path.unlink()
