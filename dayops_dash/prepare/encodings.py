"""Files that a spreadsheet wrote as Windows-1252: read as what they are, from a copy in UTF-8 for as long as they are needed.

Which encoding a file is in, and where two readings are possible, is decided as for the tables of a dataset (``delimited.text_of``).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.files.delimited import text_of
from dayops_dash.dataset.files.text_file import BEGINNINGS, WINDOWS, TextError, without_mark
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.file_faults import SAVE

BLOCK = 16_000_000  # bytes
ODD = "a character that is not UTF-8"


@contextmanager
def as_unicode(asked: Asked) -> Iterator[tuple[Asked, tuple[str, ...]]]:
    """Give what is asked with its files in UTF-8, and what is to be told of those that were not.

    Raises RecordsError where a file may be in either encoding.
    """
    if asked.unicode:
        yield asked, ()
        return
    with folder_aside() as work:  # for its owner alone: it may hold records
        far = asked.engine.startswith("spark://")  # whose workers do not see this folder
        asked_of: dict[str, Path | None] = {
            "records": None if far else asked.records,
            "postcodes": None if far else asked.postcodes,
            "areas": asked.areas,
            "words": asked.words,
        }
        copies = {name: unicode_copy(path, work / name) for name, path in asked_of.items()}
        changed: dict[str, Any] = {name: path for name, path in copies.items() if path != asked_of[name]}
        yield replace(asked, **changed), tuple(f"{path.name} is read as Windows-1252." for path in changed.values())


def unicode_copy(path: Path | None, into: Path) -> Path | None:
    """Return a file's copy in UTF-8 in a folder that is made, or the path itself where it needs none or is no such text."""
    if path is None or path.suffix.lower() == ".parquet" or not path.is_file():
        return path
    try:
        if not _is_windows(path):
            return path
    except OSError:
        return path  # told where it is read
    into.mkdir(parents=True, exist_ok=True)
    copy = into / path.name
    with copy.open("wb") as out:
        for number, block in enumerate(_blocks(path)):
            out.write((block if number else without_mark(block)).decode(WINDOWS).encode())
    return copy


def _is_windows(path: Path) -> bool:
    """Return whether a file is Windows-1252. Raises RecordsError where some of it is UTF-8 and some is not."""
    unicode = windows = False
    line = 0
    for block in _blocks(path):
        if not line and (b"\0" in block or block.startswith(tuple(begins for begins, _ in BEGINNINGS))):
            return False  # no text, which is told where it is read
        if not block.isascii():
            is_windows = _is_windows_block(block, path.name, line)
            windows, unicode = windows or is_windows, unicode or not is_windows
        line += block.count(b"\n")
    if windows and unicode:
        raise RecordsError(f"{path.name} has rows in UTF-8 and rows with {ODD}. {SAVE}")
    return windows


def _is_windows_block(block: bytes, name: str, above: int) -> bool:
    """Return whether a block is Windows-1252. What is told of one that may not be holds nothing of it: it may be of a person."""
    try:
        return text_of(block, name)[1] == "as Windows-1252"
    except TextError as error:
        raise RecordsError(
            f"{name}, line {above + error.line}: it has {ODD}, and may not be Windows-1252. {SAVE}"
        ) from None


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield a file in blocks of whole lines."""
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block + file.readline()
