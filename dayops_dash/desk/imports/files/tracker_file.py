"""A tracker that somebody holds, opened without trust: each sheet as rows of cells, with fills, and merged cells filled down."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from dayops_dash.dataset.checks.files import SHEET_ERROR
from dayops_dash.dataset.files.delimited import SEPARATORS, text_of
from dayops_dash.dataset.files.text_file import WORKBOOK, TextError, kind_of, printable
from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.desk.imports.files.colours import colour_of
from dayops_dash.desk.imports.files.project_xml import project_rows
from dayops_dash.desk.returns.opened import (
    FAULTS,
    LARGEST,
    MOST_COLUMNS,
    MOST_ROWS,
    PASSWORD,
    NotAReturn,
    refuse_unsafe,
)

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})"')
MOST_MERGED = 20_000
MOST_SHEETS = 60
LONGEST = 3 * MAX_TEXT  # characters of a cell that are looked at: a longer one is at fault, whatever it says
AGAIN = "Copy the rows that matter into a new workbook."


@dataclass(frozen=True)
class TrackerCell:
    """A cell: its value, type and number format as openpyxl gives them, its fill ("" for none), whether it is of a merged one,
    and whether it is struck through.
    """

    value: Any = None
    data_type: str = "s"
    number_format: str = "General"
    colour: str = ""
    is_merged: bool = False
    is_struck: bool = False

    @property
    def words(self) -> str:
        """Its text on one line; "" for what is no text."""
        return " ".join(self.value.split()) if isinstance(self.value, str) else ""

    @property
    def share(self) -> str:
        """A number that is shown as a percentage, as it is shown; "" for anything else."""
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        return f"{self.value * 100:.10g}%" if is_number and "%" in self.number_format else ""

    @property
    def is_empty(self) -> bool:
        return self.value is None or (isinstance(self.value, str) and not self.value.strip())


@dataclass(frozen=True)
class TrackerSheet:
    """A sheet: its title ("" for a file without sheets), its rows, and the day from which its serial days count."""

    title: str
    rows: tuple[tuple[TrackerCell, ...], ...] = field(repr=False)
    epoch: Any = field(default=None, repr=False)


@dataclass(frozen=True)
class OpenedTracker:
    """A tracker's file: its name, the sheets that can be seen, and what is to be said of it."""

    file: str
    sheets: tuple[TrackerSheet, ...]
    notes: tuple[str, ...] = ()


def open_tracker(content: bytes, file: str) -> OpenedTracker:
    """Return a tracker: an Excel workbook, a CSV file, or the XML of MS Project, by its bytes and not by its name.

    Macros are never run, links never followed, formulas never worked out. Raises NotAReturn for anything else.
    """
    name = printable(file)
    if len(content) > LARGEST:
        raise NotAReturn(f"{name}: more than {LARGEST // 1_000_000} MB, which no tracker needs. {AGAIN}")
    kind = kind_of(content)
    if kind == WORKBOOK:
        return _workbook(content, name)
    if kind == "an XML file":
        return OpenedTracker(name, (TrackerSheet("", _text_rows(project_rows(content, name))),))
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        do = "Open it, take the password off (File, Info, Protect Workbook), and save it as .xlsx."
        raise NotAReturn(f"{name}: {PASSWORD}. {do}")
    try:
        rows = _delimited(content, name)
    except TextError as error:
        raise NotAReturn(str(error)) from error
    return OpenedTracker(name, (TrackerSheet("", _text_rows(rows)),), _other_name(name))


def _other_name(name: str) -> tuple[str, ...]:
    """Return what is to be said of a text that has the name of a workbook."""
    called_so = name.casefold().endswith((".xlsx", ".xlsm", ".xls"))
    return ("It is text, not an Excel workbook, whatever its name says.",) if called_so else ()


def refuse_unreadable(content: bytes, file: str) -> None:
    """Raise NotAReturn for what ``open_tracker`` would refuse, as far as that can be seen without reading a workbook's cells."""
    if kind_of(content) == WORKBOOK:
        refuse_unsafe(content, printable(file), AGAIN)
    else:
        open_tracker(content, file)


def _text_rows(rows: Sequence[Sequence[str]]) -> tuple[tuple[TrackerCell, ...], ...]:
    return tuple(tuple(_bounded(TrackerCell(cell)) for cell in row[:MOST_COLUMNS]) for row in rows[:MOST_ROWS])


def _bounded(cell: TrackerCell) -> TrackerCell:
    """Return a cell, or in place of one with too long a text one that says so, and that is read as an error is."""
    if isinstance(cell.value, str) and len(cell.value) > LONGEST:
        return TrackerCell(f"more than {LONGEST:,} characters", "e")
    if isinstance(cell.value, str) and SHEET_ERROR.fullmatch(cell.value.strip()):
        return replace(cell, data_type="e")
    return cell


def _delimited(content: bytes, name: str) -> list[list[str]]:
    text = _utf16(content) or text_of(content, name)[0]
    if not text.strip():
        raise NotAReturn(f"{name}: the file is empty. Save the tracker anew.")
    best: list[list[str]] = []
    fault = ""
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
        except csv.Error as error:
            fault = str(error)
            continue
        best = max(best, rows, key=_fit)
    if not best:
        raise NotAReturn(f"{name}: it is no CSV ({fault}). Open it where it was made, and save it as .xlsx.")
    if len(best) > MOST_ROWS:
        raise NotAReturn(f"{name}: it has more than {MOST_ROWS:,} rows, which no tracker needs. {AGAIN}")
    return best


def _utf16(content: bytes) -> str:
    """Return the text of a file that Excel saved as "Unicode text"; "" for any other."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) and not content.startswith(b"\xff\xfe\x00\x00"):
        return content.decode("utf-16", errors="replace")
    return ""


def _fit(rows: Sequence[Sequence[str]]) -> int:
    """Return how well a separator parts a file: the cells of the rows that have the commonest length."""
    lengths = [len(row) for row in rows if len(row) > 1]
    return max((length * lengths.count(length) for length in set(lengths)), default=0)


def _workbook(content: bytes, name: str) -> OpenedTracker:
    from openpyxl import load_workbook

    notes = list(refuse_unsafe(content, name, AGAIN))
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        seen = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:MOST_SHEETS]
        hidden = len(book.worksheets) - len(seen)
        notes += [f"{hidden} of its sheets cannot be seen in Excel, and were not read."] if hidden else []
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            sheets = tuple(_sheet(sheet, archive, book.epoch) for sheet in seen)
    except FAULTS as error:
        raise NotAReturn(f"{name}: the workbook cannot be read. Open it in Excel and save it anew as .xlsx.") from error
    full = [sheet.title for sheet in sheets if len(sheet.rows) > MOST_ROWS]
    if full:
        raise NotAReturn(f"{name}: a sheet has more than {MOST_ROWS:,} rows, which no tracker needs. {AGAIN}")
    return OpenedTracker(name, sheets, tuple(notes))


def _sheet(sheet: Any, archive: zipfile.ZipFile, epoch: Any) -> TrackerSheet:
    sheet.reset_dimensions()  # a file may state them wrongly
    rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS)]
    for row in rows:
        while row and row[-1].is_empty and not row[-1].colour:
            row.pop()
    while rows and all(cell.is_empty for cell in rows[-1]):
        rows.pop()
    part = archive.read(sheet._worksheet_path)  # merged ranges are not kept when a sheet is read as it streams
    for number, merged in enumerate(MERGED.finditer(part)):
        if number < MOST_MERGED:
            _fill_down(rows, merged[1].decode())
    return TrackerSheet(sheet.title, tuple(map(tuple, rows)), epoch)


def _cell(cell: Any) -> TrackerCell:
    if cell.value is None and not getattr(cell, "has_style", False):
        return TrackerCell()
    return _bounded(
        TrackerCell(
            cell.value, cell.data_type, cell.number_format or "", colour_of(cell.fill), is_struck=_is_struck(cell)
        )
    )


def _is_struck(cell: Any) -> bool:
    return bool(cell.value is not None and cell.font and cell.font.strike)


def _fill_down(rows: list[list[TrackerCell]], merged: str) -> None:
    """Say what a merged cell says in each of its rows, in its first column: what is merged over columns is a title."""
    from openpyxl.utils.cell import range_boundaries

    left, top, _, bottom = (int(one or 0) for one in range_boundaries(merged))
    if bottom == top or top > len(rows) or left > len(rows[top - 1]):
        return
    first = replace(rows[top - 1][left - 1], is_merged=True)
    for row in rows[top : min(bottom, len(rows))]:
        row.extend(TrackerCell() for _ in range(left - len(row)))
        row[left - 1] = first
