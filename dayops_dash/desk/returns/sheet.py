"""The rows of one sheet that somebody filled in: found by their identity, wherever they now stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from dayops_dash.desk.cell import EMPTY, CellContent, read_cell
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.form import SheetForm
from dayops_dash.desk.returns.make import IDENTITY
from dayops_dash.desk.returns.opened import FAULTS, MOST_COLUMNS, MOST_ROWS, NotAReturn, OpenedReturn

HEAD_WITHIN = 30  # rows in which the headings are looked for


@dataclass(frozen=True)
class FilledRow:
    """A row: its identity, its number in the sheet, and each cell that is asked for, with the letter of its column."""

    key: str
    number: int
    cells: Mapping[str, CellContent]
    letters: Mapping[str, str]
    twins: tuple[int, ...] = ()  # other rows of the sheet with its identity

    @property
    def is_filled(self) -> bool:
        return any(read != EMPTY for read in self.cells.values())


@dataclass
class Filled:
    """What a sheet holds: its rows, the headings that it lacks, and rows that are filled in and have no identity or one twice."""

    rows: list[FilledRow] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def filled(opened: OpenedReturn, form: SheetForm, data: HeldVersion, on: date) -> Filled:
    """Return the rows of a form's sheet; none where the workbook has no such sheet. Raises NotAReturn where it cannot be read."""
    filled_sheet = Filled()
    if form.sheet not in opened.sheets:
        return filled_sheet
    try:
        rows = _all_rows(opened.sheets[form.sheet])
        head = next((i for i, row in enumerate(rows[:HEAD_WITHIN]) if IDENTITY in map(_words, row)), None)
        if head is None:
            filled_sheet.faults.append(f"sheet {form.sheet}: no column is headed “{IDENTITY}”. Fill in a new copy.")
            return filled_sheet
        columns = {_words(cell): place for place, cell in enumerate(rows[head]) if _words(cell)}
        filled_sheet.faults += [
            f"sheet {form.sheet}: the column “{asked.heading}” is gone; nothing of it is read."
            for asked in form.asked
            if asked.heading not in columns
        ]
        _read_rows(filled_sheet, opened, form, data, on, rows[head + 1 :], head + 2, columns)
    except FAULTS as error:
        reason = (
            f"{opened.file}, sheet {form.sheet}: the sheet cannot be read. Open it in Excel and save it anew as .xlsx."
        )
        raise NotAReturn(reason) from error
    return filled_sheet


def _all_rows(sheet: Any) -> list[tuple[Any, ...]]:
    sheet.reset_dimensions()  # a file may state them wrongly
    return list(sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS))


def _words(cell: Any) -> str:
    return " ".join(str(cell.value).split()) if isinstance(cell.value, str) else ""


def _read_rows(
    filled_sheet: Filled,
    opened: OpenedReturn,
    form: SheetForm,
    data: HeldVersion,
    on: date,
    rows: list[tuple[Any, ...]],
    first: int,
    columns: Mapping[str, int],
) -> None:
    from openpyxl.utils import get_column_letter

    places = {asked.name: columns[asked.heading] for asked in form.asked if asked.heading in columns}
    letters = {name: get_column_letter(place + 1) for name, place in places.items()}
    for number, row in enumerate(rows, first):
        cells = {
            name: read_cell(row[place], form.column(name).entry, form.choices(data, name), on, opened.epoch)
            for name, place in places.items()
            if place < len(row)
        }
        place = columns[IDENTITY]
        key = _words(row[place]) if place < len(row) else ""
        one = FilledRow(key, number, cells, letters)
        if key:  # also where another row has it: a person decides (see ``merge.together``)
            filled_sheet.rows.append(one)
        elif one.is_filled:
            reason = f"sheet {form.sheet}, row {number}: it has no identity, so nobody can tell which it is about."
            filled_sheet.faults.append(f"{reason} Copy what it says to the row of the action.")
    numbers: dict[str, list[int]] = {}
    for one in filled_sheet.rows:
        numbers.setdefault(one.key, []).append(one.number)
    filled_sheet.rows = [
        replace(one, twins=tuple(other for other in numbers[one.key] if other != one.number))
        for one in filled_sheet.rows
    ]
