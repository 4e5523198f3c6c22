"""A workbook that somebody sent, opened without trust: what it is by its bytes, its sheets, and the stamp that we put into it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.text_file import WORKBOOK, DatasetError, kind_of, printable
from dayops_dash.desk.returns.make import SCHEMA, STAMP

LARGEST = 20_000_000  # bytes of a workbook that somebody sends
LARGEST_UNPACKED = 100_000_000
CHUNK = 1_000_000  # bytes of a part that are looked through at once
MOST_PARTS = 2_000
MOST_ROWS, MOST_COLUMNS = 5_000, 100  # of a sheet that are looked at
OWN = "If it is a tracker of your own, begin another draft with it alone. If it is a workbook that you were sent, fill in a new copy of it."
PASSWORD = "an Excel workbook with a password, or of the old kind (.xls)"
FAULTS = (
    *(OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, EOFError),
    *(zipfile.BadZipFile, RuntimeError, NotImplementedError, MemoryError, RecursionError),
)


class NotAReturn(DatasetError):
    """A file that cannot be read as a return. The message names the file, and says why and what to do."""


@dataclass(frozen=True)
class OpenedReturn:
    """A returns workbook: its file's name, the council, version and owner of its stamp, and its sheets by title.

    ``base`` is what each cell said when it was made, by form, row and cell. ``notes`` are what its sender should be told.
    """

    file: str
    council: str
    version: str
    owner: str
    base: Mapping[tuple[str, str, str], str]
    sheets: Mapping[str, Any] = field(repr=False)
    epoch: Any = field(repr=False)
    notes: tuple[str, ...] = ()


def read_file(path: Path) -> bytes:
    """Return a file's bytes. Raises NotAReturn where there is none, or it is too large."""
    name = printable(path.name)
    try:
        if not path.is_file():
            raise NotAReturn(f"{name}: there is no such file. Check its name.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise NotAReturn(f"{name}: the file cannot be read ({error.strerror}).") from error
    if len(content) > LARGEST:
        raise NotAReturn(too_large(name))
    return content


def too_large(name: str) -> str:
    """Return why a file over the limit is refused, and what to do."""
    reason = f"more than {LARGEST // 1_000_000} MB, which no return or tracker needs"
    return f"{printable(name)}: {reason}. Take pictures and other sheets out of it, and save it anew."


def open_workbook(content: bytes, file: str) -> OpenedReturn:
    """Return a workbook that was sent. Macros are never run, links never followed, formulas never worked out.

    Raises NotAReturn where it is no workbook, has a password, is too large, or was not made by ``returns make``.
    """
    from openpyxl import load_workbook

    name = printable(file)
    notes = refuse_unsafe(content, name)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheets = {sheet.title: sheet for sheet in book.worksheets}
        stated = {str(one.name): str(one.value) for one in book.custom_doc_props.props}
        hidden = _rows(sheets[STAMP], 100_000) if STAMP in sheets else []
    except FAULTS as error:
        raise NotAReturn(f"{name}: the workbook cannot be read. Open it in Excel and save it anew as .xlsx.") from error
    stamp = _stamp(hidden, stated, name)
    base = {(row[0], row[1], row[2]): row[3] for row in hidden[5:] if len(row) > 3}
    return OpenedReturn(name, stamp["council"], stamp["version"], stamp["owner"], base, sheets, book.epoch, notes)


def refuse_unsafe(
    content: bytes, name: str, again: str = "Fill in a new copy of the workbook that you were sent."
) -> tuple[str, ...]:
    """Raise NotAReturn for what is no workbook or would unpack to too much; return notes on one that is."""
    kind = kind_of(content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        do = "Open it, take the password off (File, Info, Protect Workbook), and save it as .xlsx."
        raise NotAReturn(f"{name}: {PASSWORD}. {do}")
    if kind != WORKBOOK:
        reason = kind or "text, or a file of another kind"
        though = ", whatever its name says" if name.casefold().endswith((".xlsx", ".xlsm")) else ""
        raise NotAReturn(f"{name}: it is {reason}, not an Excel workbook (.xlsx){though}. Save it as .xlsx.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                reason = f"it unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB, which no return or tracker needs"
                raise NotAReturn(f"{name}: {reason}. {again}")
            if any(part.filename.endswith((".xml", ".rels")) and _has_doctype(archive, part) for part in parts):
                raise NotAReturn(f"{name}: it holds a document type, which Excel never writes. Save it anew in Excel.")
    except FAULTS as error:
        raise NotAReturn(f"{name}: the workbook is cut short or damaged. Ask for it again.") from error
    macros = any("vbaProject" in part.filename for part in parts)
    return ("It holds macros. They were not run.",) if macros else ()


def _has_doctype(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Return whether a part of a workbook declares a document type, by which a small file can name a huge one or another file."""
    tail = b""
    with archive.open(part) as file:
        while read := file.read(CHUNK):
            if b"<!DOCTYPE" in tail + read:
                return True
            tail = read[-len(b"<!DOCTYPE") :]
    return False


def _rows(sheet: Any, most: int) -> list[tuple[str, ...]]:
    sheet.reset_dimensions()
    rows = sheet.iter_rows(max_row=most, max_col=4, values_only=True)
    return [tuple("" if cell is None else str(cell) for cell in row) for row in rows]


def _stamp(hidden: list[tuple[str, ...]], stated: Mapping[str, str], name: str) -> dict[str, str]:
    """Return the council, version and owner that a workbook was made for: by its hidden sheet, else by its properties."""
    inside = {row[0]: row[1] for row in hidden[:4] if len(row) > 1}
    outside = {key.removeprefix("dayops "): value for key, value in stated.items() if key.startswith("dayops ")}
    stamp = {key: inside.get(key) or outside.get(key, "") for key in ("council", "version", "schema", "owner")}
    if not stamp["council"] or not stamp["version"]:
        raise NotAReturn(f"{name}: it was not made by 'returns make', or its hidden sheet {STAMP!r} is gone. {OWN}")
    for key in ("council", "version") if inside and outside else ():
        if outside.get(key) and inside.get(key) != outside[key]:
            reason = "its two stamps differ: sheets of two workbooks were put together"
            raise NotAReturn(f"{name}: {reason}. Fill in each workbook by itself.")
    if stamp["schema"] not in ("", SCHEMA):
        raise NotAReturn(f"{name}: it was made by another version of this product. Make new ones, and copy the cells.")
    return stamp
