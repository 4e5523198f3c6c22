"""One way to write what is no council's data: a file or a folder, by one writer at a time, whole or not at all.

It is written beside, brought to the disk, and put in place in one step. Where a process ends before that, the old one stays as it was, and
the next writer takes away what was left. After an error nothing is left.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.replacing import BESIDE, sync_folder
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.writing.exchange import exchanged
from dayops_dash.dataset.writing.locking import WAIT, locked

MARK = "made-by-dayops.json"  # says that a folder was made here and may be replaced
READY = ".ready.json"  # in a folder that is whole, and lists its files, while they are moved one by one
READABLE, PRIVATE = 0o644, 0o600  # who may read a file: everybody, or its owner


class NotWrittenError(DatasetError):
    """Something that was not written; what was there is as it was. The message says why."""


@contextmanager
def alone(path: Path, purpose: str = "write", wait: float = WAIT, *, shared: bool = False) -> Iterator[None]:
    """Keep out every other process of this user that writes to a path for a purpose. Raises BusyError where one does not finish.

    What copies of the server share (``shared``) is kept by a lock beside it: each of them may have temporary files of its own.
    """
    if shared:
        lock = path.with_name(f".{path.name.lstrip('.')}-{purpose}.lock")
    else:
        user = getattr(os, "getuid", lambda: "")()
        name = hashlib.sha256(f"{purpose} {path}".encode()).hexdigest()[:16]
        lock = Path(tempfile.gettempdir()) / f"dayops-{user}-{name}.lock"
    with locked(lock, path.name, wait):
        yield


@contextmanager
def whole_file(path: Path, *, mode: int = READABLE) -> Iterator[Path]:
    """Yield a file to write to, and put it in the place of ``path`` at the end. Raises OSError; then what was there is as it was.

    Until then only its owner may read it. A device or a pipe is written to as it is.
    """
    path = path.resolve()
    if path.exists() and not path.is_file() and not path.is_dir():
        yield path
        return
    with alone(path):
        beside = path.with_name(f"{BESIDE}{path.name}")
        for left in (beside, *path.parent.glob(f"{BESIDE}{path.name}.*")):
            left.unlink(missing_ok=True)
        try:
            os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE))
            yield beside
            _sync(beside)
            beside.chmod(mode)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
        sync_folder(path.parent)


def put_file(path: Path, content: bytes, *, mode: int = READABLE) -> None:
    """Write a file whole or not at all. Raises OSError."""
    with whole_file(path, mode=mode) as beside:
        beside.write_bytes(content)


@contextmanager
def new_folder(out: Path, *, replaces: bool = False) -> Iterator[Path]:
    """Yield an empty folder, and put it in the place of ``out`` in one step once it is full.

    ``out`` is not there or empty, but where the new one ``replaces`` it. Raises NotWrittenError where another was first to fill it.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with alone(out):
        beside = out.with_name(f"{BESIDE}{out.name}")
        if (beside / READY).is_file():
            _move_files(beside, out)
        shutil.rmtree(beside, ignore_errors=True)
        if not replaces and out.exists() and any(out.iterdir()):
            raise NotWrittenError(f"{out} is not empty: somebody else has just filled it. Name a new folder.")
        try:
            beside.mkdir()
            yield beside
            _sync_all(beside)
            _into_place(beside, out)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
        sync_folder(out.parent)


@contextmanager
def whole_folder(out: Path, about: dict[str, Any]) -> Iterator[Path]:
    """Yield an empty folder, and put it in the place of ``out`` once it is full; after an error ``out`` is as it was.

    A folder that is there already is replaced only if it is empty or was written in this way. ``about`` is kept in it. Raises
    NotWrittenError where there is something else, or the disk cannot be written.
    """
    if out.exists() and not (out.is_dir() and ((out / MARK).is_file() or not any(out.iterdir()))):
        raise NotWrittenError(
            f"{out.absolute()} holds something that was not made by this command. Name a new or an empty folder."
        )
    try:
        with new_folder(out, replaces=True) as beside:
            yield beside
            (beside / MARK).write_text(json.dumps(about, indent=2, ensure_ascii=False) + "\n", "utf-8")
    except OSError as error:
        raise NotWrittenError(f"Nothing was written: {out.name} cannot be written ({error.strerror}).") from error


def _into_place(beside: Path, out: Path) -> None:
    if not out.exists() or not any(out.iterdir()):
        if out.exists():
            out.rmdir()  # of nothing: some systems do not rename onto it
        beside.replace(out)
    elif not exchanged(beside, out):
        _move_files(beside, out)


def _move_files(beside: Path, out: Path) -> None:
    """Replace a folder's files one by one, each in one step, where the system cannot exchange folders.

    Where a process ends in between, the next writer moves the rest, so that nothing is ever lost.
    """
    ready = beside / READY
    if not ready.is_file():
        names = sorted(path.relative_to(beside).as_posix() for path in beside.rglob("*") if path.is_file())
        ready.with_suffix(".new").write_text(json.dumps(names), "utf-8")
        _sync(ready.with_suffix(".new"))
        ready.with_suffix(".new").replace(ready)
    wanted = json.loads(ready.read_text("utf-8"))
    for name in wanted:
        if (beside / name).is_file():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).replace(out / name)
    for path in sorted(out.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(out).as_posix() not in wanted:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_all(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)
        else:
            sync_folder(path)
    sync_folder(folder)
