"""The files of a folder, read without trust: what is no plain file of the folder is refused by what it is, and never opened."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from dayops_dash.dataset.files.delimited import MAX_BYTES, too_large
from dayops_dash.dataset.files.text_file import TextError

KINDS = (
    (stat.S_ISDIR, "a folder", "Move it away, and put the file in its place."),
    (stat.S_ISFIFO, "a pipe", "Remove it, and put the file in its place."),
    (stat.S_ISSOCK, "a socket", "Remove it, and put the file in its place."),
    (stat.S_ISCHR, "a device", "Remove it, and put the file in its place."),
    (stat.S_ISBLK, "a device", "Remove it, and put the file in its place."),
)
FILE = "a file"


def read_bytes(path: Path) -> bytes:
    """Return what a file of a folder holds.

    Raises TextError where it is a folder, a pipe, a device, a link that leads out of its folder, too large, or may not be read.
    """
    _refuse_link(path)
    try:
        _refuse_kind(path, path.stat())
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            _refuse_kind(path, os.fstat(handle))  # what was looked at may be another by now
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, TextError):
            raise
        raise TextError(path.name, 0, _why(error), FILE, "Check that it is there and who may read it.") from error


def is_there(path: Path) -> bool:
    """Return whether a folder has anything of a name: a link that leads nowhere too."""
    try:
        path.lstat()
    except (OSError, ValueError):
        return False
    return True


def names_in(folder: Path) -> list[str]:
    """Return the names of all that a folder holds, in order. Raises TextError where it cannot be listed."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise TextError(folder.name, 0, _why(error), "a folder", "Check its name and who may read it.") from error


def _refuse_link(path: Path) -> None:
    if not path.is_symlink():
        return
    try:
        target, folder = path.resolve(strict=True), path.parent.resolve(strict=True)
    except (OSError, RuntimeError) as error:
        raise TextError(path.name, 0, "a link that leads nowhere", FILE, "Put the file itself there.") from error
    if folder not in target.parents:
        raise TextError(
            path.name, 0, "a link that leads out of the folder", FILE, "Put a copy of the file itself there."
        )


def _refuse_kind(path: Path, status: os.stat_result) -> None:
    for is_kind, kind, do in KINDS:
        if is_kind(status.st_mode):
            raise TextError(path.name, 0, kind, FILE, do)
    if status.st_size > MAX_BYTES:
        raise too_large(path.name, status.st_size)


def _why(error: Exception) -> str:
    if isinstance(error, PermissionError):
        return "a file that may not be read"
    return f"no file that can be read ({getattr(error, 'strerror', None) or type(error).__name__})"
