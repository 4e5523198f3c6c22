"""One writer of a council's data at a time: a second waits a little, then is told who writes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dayops_dash.dataset.files.replacing import BESIDE, sync_folder, write_through
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import VERSIONS

ASIDE, READY = f"{BESIDE}set", f"{BESIDE}whole"  # files that go into place together, and the mark that all are there
WAIT = 30.0  # seconds that a second writer waits for the first


class BusyError(DatasetError):
    """Somebody else is writing. Nothing has changed."""


def put_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Put several files into a folder together. Call it with the folder locked.

    All are written aside first, and then moved one by one. Where a process ends in between, the next writer moves the rest
    (``sweep``), so that the folder never stays half of one state and half of another. Raises OSError where the disk cannot
    be written; then nothing has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    aside = folder / ASIDE
    shutil.rmtree(aside, ignore_errors=True)
    try:
        aside.mkdir()
        for name, content in {**files, READY: b""}.items():  # the mark last: with it the set is whole
            write_through(aside / name, content)
        sync_folder(aside)
    except OSError:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _move(aside, folder)


def _move(aside: Path, folder: Path) -> None:
    for path in sorted(aside.iterdir()):
        if path.name != READY:
            into_place(path, folder)
    sync_folder(folder)
    shutil.rmtree(aside)


def into_place(path: Path, folder: Path) -> None:
    path.replace(folder / path.name)


def sweep(home: Path) -> None:
    """Finish or take away what a writer left that ended before it was done. Call it with the council locked."""
    if (home / ASIDE / READY).is_file():
        _move(home / ASIDE, home)
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
    with locked(home.with_name(f".{home.name}.lock"), home.name, wait):
        sweep(home)
        yield


@contextmanager
def locked(lock: Path, name: str, wait: float = WAIT) -> Iterator[None]:
    """Hold a lock while its block runs; ``name`` is what messages call the thing locked."""
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file_lock = FileLock(lock, timeout=wait, mode=0o600)
        file_lock.acquire()
    except Timeout:
        raise BusyError(
            f"Nothing was changed: {name} is being written by somebody else. Try again when they are done."
        ) from None
    except PermissionError as error:
        raise BusyError(f"Nothing was changed: {lock.parent} cannot be written ({error.strerror}).") from error
    try:
        yield
    finally:
        file_lock.release()
