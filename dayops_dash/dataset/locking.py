"""One writer of a council's data at a time: a second waits a little, then is told who writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dayops_dash.dataset.package import BESIDE
from dayops_dash.dataset.text_file import DatasetError
from dayops_dash.dataset.versions import VERSIONS

WAIT = 30.0  # seconds that a second writer waits for the first


class BusyError(DatasetError):
    """Somebody else is writing. Nothing has changed."""


def sweep(home: Path) -> None:
    """Take away what a writer left half written that ended before it was done. Call it with the council locked."""
    for folder in (home, home / VERSIONS):
        for left in folder.glob(f"{BESIDE}*") if folder.is_dir() else ():
            if left.is_dir():
                shutil.rmtree(left, ignore_errors=True)
            else:
                left.unlink(missing_ok=True)


@contextmanager
def writing(home: Path, wait: float = WAIT) -> Iterator[None]:
    """Keep every other writer of a council out meanwhile. The lock lies beside the folder and is freed when a process ends.

    Raises BusyError where another writer does not finish in time, or where the lock cannot be made.
    """
    home = home.absolute()
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(home.with_name(f".{home.name}.lock"), timeout=wait):
            sweep(home)
            yield
    except Timeout:
        raise BusyError(
            f"Nothing was changed: {home.name} is being written by somebody else. Try again when they are done."
        ) from None
    except PermissionError as error:
        raise BusyError(f"Nothing was changed: {home.parent} cannot be written ({error.strerror}).") from error
