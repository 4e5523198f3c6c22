"""A dataset as one workbook (.xlsx) with a sheet for each table: the cells of each as the text that its CSV file would hold."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.delimited import MAX_ROWS, trimmed
from dayops_dash.dataset.files.folder_files import names_in
from dayops_dash.dataset.files.text_file import WORKBOOK, TextError, kind_of
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

LARGEST = 500_000_000  # bytes that a workbook may unpack to
AS_TEXT = "Give the column the format Text, and type it again."


@dataclass(frozen=True)
class SheetFault:
    """A cell that a workbook keeps otherwise than it was typed; ``column`` is the name above it, ``row`` 0 for a whole sheet."""

    table: str
    row: int
    column: str
    found: str
    expected: str
    do: str


@dataclass
class Book:
    """What a workbook holds: the CSV file of each table, what is wrong with its cells, and sheets that are no table's."""

    files: dict[str, bytes] = field(default_factory=dict)
    faults: list[SheetFault] = field(default_factory=list)
    other_sheets: list[str] = field(default_factory=list)


def workbook_of(folder: Path) -> Path | None:
    """Return the workbook that holds a folder's tables: its only one, where the folder has no table as CSV."""
    if any((folder / table.path).exists() for table in TABLES.values()):
        return None
    try:
        workbooks = [name for name in names_in(folder) if name.lower().endswith(".xlsx") and name[0] not in ".~"]
    except TextError:
        return None
    return folder / workbooks[0] if len(workbooks) == 1 else None


def read_book(content: bytes, file: str, *, formulas: bool = False) -> Book:
    """Return the tables of a workbook. With ``formulas`` a formula that has no value yet is a fault; it takes twice as long.

    Raises TextError where the file is no workbook that can be read.
    """
    from openpyxl import load_workbook  # a third of a second to import, and only a workbook needs it

    _refuse(content, file)
    book = Book()
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        typed = load_workbook(io.BytesIO(content), read_only=True) if formulas else None
        for sheet in values.worksheets:
            table = TABLES.get(sheet.title)
            if table is None:
                book.other_sheets.append(sheet.title)
                continue
            beside = _cells(typed[sheet.title]) if typed else None
            book.files[table.path] = _as_csv(list(_rows(_cells(sheet), beside, table, book.faults)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, EOFError) as error:
        if isinstance(error, TextError):
            raise
        raise _unreadable(file, f"a workbook that cannot be read ({type(error).__name__})") from error
    except zipfile.BadZipFile as error:
        raise _unreadable(file, "a workbook that is cut short") from error
    return book


def _refuse(content: bytes, file: str) -> None:
    kind = kind_of(content)
    if kind != WORKBOOK:
        raise _unreadable(file, kind or "a file that is no workbook")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > LARGEST:
            raise _unreadable(file, "a workbook that unpacks to more than 500 MB")


def _unreadable(file: str, found: str) -> TextError:
    return TextError(file, 0, found, "a workbook (.xlsx)", "Open it in a spreadsheet and save it anew as .xlsx.")


def _cells(sheet: Any) -> Iterator[Sequence[Any]]:
    sheet.reset_dimensions()  # a file may state them wrongly
    return iter(sheet.iter_rows())


def _rows(
    cells: Iterator[Sequence[Any]], typed: Iterator[Sequence[Any]] | None, table: Table, faults: list[SheetFault]
) -> Iterator[list[str]]:
    """Yield a sheet's rows as text, the header first; blank rows at the end are left out."""
    names: list[str] = []
    blank = 0
    for number, row in enumerate(cells, 1):
        beside = next(typed, ()) if typed else ()
        if number == 1:
            names = [str(cell.value or "") for cell in row]
            yield trimmed(names)
            continue
        if number > MAX_ROWS + blank + 1:
            expected, do = f"at most {MAX_ROWS:,} rows in a table", "Delete rows that do not belong there."
            faults.append(SheetFault(table.name, number, "", "more rows", expected, do))
            return
        texts = [_text(cell, number, names, table, faults) for cell in row]
        _find_formulas(beside, row, number, names, table, faults)
        if not any(cell.strip() for cell in texts):
            blank += 1
            continue
        yield from ([""] * len(names) for _ in range(min(blank, MAX_ROWS)))
        blank = 0
        yield [*texts, *[""] * (len(trimmed(names)) - len(texts))]


def _find_formulas(
    typed: Sequence[Any], values: Sequence[Any], number: int, names: list[str], table: Table, faults: list[SheetFault]
) -> None:
    for place, (cell, value) in enumerate(zip(typed, values, strict=False)):
        if cell.value is not None and value.value is None:
            do = "Open the workbook in a spreadsheet, let it calculate, and save it; or paste the values."
            name = _name(names, place)
            faults.append(SheetFault(table.name, number, name, "a formula without its value", "a value", do))


def _name(names: list[str], place: int) -> str:
    return names[place] if place < len(names) and names[place] else f"number {place + 1}"


def _text(cell: Any, number: int, names: list[str], table: Table, faults: list[SheetFault]) -> str:
    """Return a cell as text. A cell of text that the spreadsheet has made a date or a decimal is a fault: it was typed otherwise."""
    value = cell.value
    if value is None or isinstance(value, str):
        if cell.data_type == "e":
            name = _name(names, cell.column - 1)
            faults.append(SheetFault(table.name, number, name, f"the error {value}", "a value", "Mend the formula."))
        return value or ""
    name = _name(names, cell.column - 1)
    column = table.by_name.get(name)
    is_text = column is not None and column.kind == "string"
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    text = _plain(value, percent="%" in (cell.number_format or ""))
    if is_text and isinstance(value, date):
        found = f"a date, {text}, which may have been typed as {text} or as {value:%B %Y}"
        faults.append(SheetFault(table.name, number, name, found, "the words as they were typed", AS_TEXT))
    if is_text and "." in text and isinstance(value, float):
        found = f"the number {text}, which may have been typed as {text} or as {text}0"
        faults.append(SheetFault(table.name, number, name, found, "the words as they were typed", AS_TEXT))
    return text


def _plain(value: Any, *, percent: bool) -> str:
    """Return a number in plain digits, one shown in per cent as it is shown; a day as 2023-03-13; else the value's own text."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        number = round(Decimal(repr(value)) * (100 if percent else 1), 10)
        plain = f"{number:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode(errors="replace")
