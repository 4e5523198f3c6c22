"""The rows of a published ASCOF file, a CSV file or a workbook: its header found, titles and notes round the table set aside."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain, islice
from pathlib import Path
from typing import Any

from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.files.text_file import WORKBOOK, DatasetError, decoded, kind_of

NEEDED = (
    "geographical code",
    "geographical description",
    "geographical level",
    "ons code",
    "ascof measure code",
    "disaggregation level",
    "measure type",
    "measure value",
)
GROUP, DESCRIPTION = "measure group", "measure group description"
KNOWN = {re.sub(r"\W", "", name): name for name in (*NEEDED, GROUP, DESCRIPTION)}
FORMER = {"onsareacode": "ons code", "disaggregation": "disaggregation level"}  # a column's name in another file
ENOUGH = 5  # columns of these make a row the header
WITHIN = 60  # rows: titles above the header are fewer
LARGEST = 1_000_000_000  # bytes that a workbook may unpack to
CODE_LIKE = re.compile(r"\d{1,6}|[A-Za-z]{1,3}|[ENSWK]\d+")
HEADING = re.compile(
    r"_|\b(?:area|authority|code|council|date|group|id|level|measure|name|period|region|type|value|year)\b", re.I
)
RECORD = re.compile(r"^\d+$|\d{3}|\d[/.:-]\d|@")  # what a column's name does not hold
FEW = 4  # cells: a row of the table has more of them filled, a note fewer
REMEDIES = (  # by what a file is
    ("cut short", "Download it again."),
    ("ZIP", "Unpack it first."),
    ("compressed", "Unpack it first."),
    ("page", "Download the file itself, not the page about it."),
    ("PDF", "Download the file of the data, not the report."),
    ("workbook", "Open it in a spreadsheet and save it as a workbook (.xlsx) or as 'CSV UTF-8'."),
    ("spreadsheet", "Open it in a spreadsheet and save it as a workbook (.xlsx) or as 'CSV UTF-8'."),
    ("UTF", "Open it in a spreadsheet and save it as 'CSV UTF-8'."),
    ("", "Is it the right file?"),
)
FILE = "the published CSV file or workbook of all measures"


class FileError(DatasetError):
    """A published file that is not as expected; the message names file, row and column, and what was expected."""


def wrong(path: Path, row: int, column: str, found: str, expected: str, do: str = "Nothing was changed.") -> FileError:
    return FileError(str(Problem(path.name, row, column, found, expected, do)))


Row = tuple[int, list[str]]
Line = tuple[int, dict[str, str]]


@dataclass
class AscofTable:
    """A file's table: the columns by their plain names, the lines below, the sheet that it is on ("" in a CSV file).

    ``lines`` can be read once; then ``notes`` says how many rows round the table were set aside.
    """

    columns: list[str]
    lines: Iterator[Line] = field(default_factory=lambda: iter(()))
    sheet: str = ""
    notes: int = 0


@contextmanager
def open_table(path: Path) -> Iterator[AscofTable]:
    """Yield a published file's table, and close the file afterwards. Raises FileError that says what the file is where it has none."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise wrong(path, 0, "", f"no file that can be read ({error.strerror})", FILE) from error
    kind = kind_of(content)
    if kind == WORKBOOK:
        yield from _in_workbook(path, content)
    elif kind:
        do = next(do for sign, do in REMEDIES if sign in kind)
        raise wrong(path, 0, "", kind, FILE, f"{do} Nothing was changed.")
    else:
        yield _in_csv(path, content)


def _in_csv(path: Path, content: bytes) -> AscofTable:
    text = decoded(content, path.name, windows=True)
    if not text.strip():
        raise wrong(path, 0, "", "an empty file", "a header row")
    rows = _csv_rows(path, text)
    first = list(islice(rows, WITHIN))
    header = next((at for at, (_, row) in enumerate(first) if is_header(row)), None)
    if header is None:
        raise wrong(
            path, 0, "", _what_text(first), f"{FILE}, with the columns {_all_columns()}", "Is it the right file?"
        )
    return _table(path, chain(first[header:], rows), above=header)


def _csv_rows(path: Path, text: str) -> Iterator[Row]:
    csv.field_size_limit(max(len(text) + 1, csv.field_size_limit()))
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from enumerate(rows, 1)
    except csv.Error as error:
        raise wrong(path, rows.line_num, "", f"text that is no CSV ({error})", "every quote closed") from error


def _what_text(rows: Sequence[Row]) -> str:
    """Return what a text file without the table's header seems to be. Cells that may be of a person's record are not shown."""
    first = next((row for _, row in rows if any(cell.strip() for cell in row)), [])
    parted = {";": "semicolons", "\t": "tabs", "|": "bars"}
    other = next((spoken for sign, spoken in parted.items() if is_header(sign.join(first).split(sign))), "")
    if other:
        return f"columns parted by {other} and not by commas"
    names = [cell.strip() for cell in first if cell.strip()]
    if len(names) < 2:
        return "text in one column"
    if len(set(names)) == len(first) and HEADING.search(" ".join(names)) and not any(map(RECORD.search, names)):
        return f"a table with the columns {_some(names)}"
    return f"{len(first)} columns without a header that is known"


def _some(names: Iterable[str], most: int = 8) -> str:
    shortened = [shown(name.strip(), 40) for name in names if name.strip()]
    return ", ".join(shortened[:most]) + (f" and {len(shortened) - most} more" if len(shortened) > most else "")


def _all_columns() -> str:
    return ", ".join([*NEEDED, GROUP, DESCRIPTION])


def _in_workbook(path: Path, content: bytes) -> Iterator[AscofTable]:
    from openpyxl import load_workbook  # a third of a second to import, and only a workbook needs it

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(part.file_size for part in archive.infolist()) > LARGEST:
                raise wrong(path, 0, "", "a workbook that unpacks to over 1 GB", FILE, "Save its table as 'CSV UTF-8'.")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        with closing(book):
            yield _of_sheets(path, [(sheet.title, _sheet_rows(sheet)) for sheet in book.worksheets])
    except FileError:
        raise
    except Exception as error:  # the library raises many kinds on a broken part
        do = "Open it in a spreadsheet and save the table as 'CSV UTF-8'. Nothing was changed."
        raise wrong(path, 0, "", f"a workbook that cannot be read ({type(error).__name__})", FILE, do) from error


def _of_sheets(path: Path, sheets: Sequence[tuple[str, Iterator[Row]]]) -> AscofTable:
    with_header: list[tuple[str, Iterator[Row], int]] = []
    for title, rows in sheets:
        first = list(islice(rows, WITHIN))
        header = next((at for at, (_, row) in enumerate(first) if is_header(row)), None)
        if header is not None:
            with_header.append((title, chain(first[header:], rows), header))
    if len(with_header) != 1:
        titles = _some(title for title, *_ in (with_header or sheets))
        what = (
            f"{len(with_header)} sheets with the table: {titles}"
            if with_header
            else f"an Excel workbook with the sheets {titles}, none with that table"
        )
        do = (
            "Keep one."
            if with_header
            else "It may be the tables beside the file: take the one called open data or CSV."
        )
        raise wrong(path, 0, "", what, f"one sheet with the columns {_all_columns()}", f"{do} Nothing was changed.")
    title, rows, above = with_header[0]
    return _table(path, rows, above=above, sheet=title)


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    sheet.reset_dimensions()  # some programs state them wrongly, and rows would be left out
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, [_cell_text(cell) for cell in row]


def _cell_text(cell: Any) -> str:
    """Return a cell as a CSV file would have it: 5.1 for what is stored as 5.0999999999999996, 5.1% for a share shown in per cent."""
    value = cell.value
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return str(value)
    percent = "%" in (cell.number_format or "")
    plain = f"{Decimal(f'{value * 100 if percent else value:.12g}'):f}"
    return f"{plain}%" if percent else plain


def is_header(row: Sequence[str]) -> bool:
    return len({_plain(name) for name in row} & set(NEEDED)) >= ENOUGH


def _plain(name: str) -> str:
    """Return a column's name as ``NEEDED`` has it, however it is parted: GeographicalCode, Measure_Value, ONS Area Code."""
    squeezed = re.sub(r"[\W_]", "", name.lower())
    return FORMER.get(squeezed) or KNOWN.get(squeezed, " ".join(name.lower().split()))


def _table(path: Path, rows: Iterator[Row], *, above: int, sheet: str = "") -> AscofTable:
    number, header = next(rows)
    columns = _columns(path, number, header)
    table = AscofTable(columns, sheet=sheet, notes=above)
    table.lines = _lines(path, rows, table, padded=bool(sheet))
    return table


def _columns(path: Path, number: int, row: Sequence[str]) -> list[str]:
    columns = [_plain(name) for name in row]
    while columns and not columns[-1]:
        columns.pop()
    for name in NEEDED:  # the file of 2014-15 has the areas' names in a column that is called their level
        if name not in columns and name != "geographical description":
            raise wrong(path, number, name, "no such column", f"the columns {_all_columns()}")
    for name, written in zip(columns, row, strict=False):
        if name not in (*NEEDED, GROUP, DESCRIPTION) or columns.count(name) > 1:
            what = "a column that is not known, or twice"
            raise wrong(path, number, written.strip()[:60], what, f"the columns {_all_columns()}")
    return columns


def _lines(path: Path, rows: Iterator[Row], table: AscofTable, *, padded: bool) -> Iterator[Line]:
    """Yield each line of the table with its row; notes below it are counted. Raises FileError for a row that is cut short."""
    width, code = len(table.columns), table.columns.index("geographical code")
    codes: set[str] = set()
    blank, note = False, 0
    for number, row in rows:
        filled = [cell for cell in map(str.strip, row) if cell]
        if not filled:
            blank = True
            continue
        if (
            (len(row) == width or padded or not any(row[width:]))
            and len(row) >= (1 if padded else width)
            and len(filled) >= FEW
        ):
            if note:
                raise wrong(
                    path,
                    number,
                    "",
                    f"a row of the table below a note (row {note})",
                    "notes only above or below the table",
                )
            cells = [*row[:width], *[""] * (width - len(row))]
            codes.add(cells[code])
            blank = False
            yield number, dict(zip(table.columns, cells, strict=True))
        elif blank or note or not _begins_a_row(filled[0], codes):
            note = note or number
            table.notes += 1
        else:
            raise wrong(
                path,
                number,
                "",
                f"{len(filled) if padded else len(row)} cells",
                f"{width} cells",
                "The file may be cut short.",
            )


def _begins_a_row(first: str, codes: set[str]) -> bool:
    """Return whether a row's first cell is of the table, and not the words of a note."""
    return bool(CODE_LIKE.fullmatch(first)) or any(known.startswith(first) for known in (*codes, "England"))
