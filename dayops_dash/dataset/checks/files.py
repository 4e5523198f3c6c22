"""Checks of a table's file before any cell is read as a value: the encoding, the header, the shape, hostile cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.problem import Note, Problem, of_file, shown
from dayops_dash.dataset.files.delimited import SEPARATORS, Delimited, read_delimited, trimmed
from dayops_dash.dataset.files.header import Header, match
from dayops_dash.dataset.files.text_file import without_mark
from dayops_dash.dataset.schema import MAX_TEXT, Table

FORMS = {  # what a cell of each kind looks like; parsers also take NaN, 1_000, ５ and 2023-3-1, each in its own way
    "string": (re.compile(r".*", re.DOTALL), "text"),
    "number": (re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?"), "a plain number such as 18400000 or 4.5"),
    "integer": (re.compile(r"-?[0-9]{1,15}"), "a whole number"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a date as 2023-03-13"),
}
MARKS_OF_PUBLISHED_FILES = {("outcome_values", "as_written")}  # "#N/A" is one of the marks of official statistics
SHEET_ERROR = re.compile(
    r"#(?:REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|N/A|SPILL!|CALC!|GETTING_DATA)|#{3,}", re.IGNORECASE
)
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff\ufffd]")


@dataclass(frozen=True)
class ReadTable:
    """A table's rows as far as they could be read, in the order of the schema: the first of ``rows`` is row 2 of the file.

    ``bad_rows`` are those whose cells cannot be told apart. ``absent`` are columns that must be there and are not. ``whole`` is
    whether the file could be read to its end.
    """

    rows: tuple[list[str], ...]
    bad_rows: frozenset[int]
    absent: frozenset[str]
    whole: bool
    problems: tuple[Problem, ...]
    notes: tuple[Note, ...] = ()


def check_file(table: Table, content: bytes, place: str, *, as_described: bool = False) -> ReadTable:
    """Return a table's rows with what is wrong with its file as a file; ``place`` names the file in messages.

    With ``as_described`` the descriptor was made of these very bytes, and a last row without a line end is no sign of a cut.
    """
    if not without_mark(content).strip():
        empty = Problem(place, 0, "", "an empty file", "a header row", "Add the header, or remove the file.")
        return ReadTable((), frozenset(), frozenset(), False, (empty,))
    read = read_delimited(content, table.path, table.by_name)
    problems = [of_file(read.fault, place)] if read.fault else []
    if not read.rows:
        return ReadTable((), frozenset(), frozenset(), False, tuple(problems))
    notes = _notes(read, place)
    header = match(read.rows[0], table)
    problems += [Problem(place, 1, fault.column, fault.found, fault.expected, fault.do) for fault in header.faults]
    if not header.known:
        return ReadTable((), frozenset(), frozenset(), False, tuple(problems), notes)
    if not (read.fault or as_described or content.endswith((b"\n", b"\r"))):
        do = "The file may be cut short: compare it with its source, then end it with a new line, or describe it as it is."
        found, expected = "no line end after the last row", "a whole last row"
        problems.append(Problem(place, len(read.rows), "", found, expected, do))
    shape = list(_shape(place, read, header))
    bad = frozenset(problem.row for problem in shape if problem.row > 1)
    rows = tuple(header.cells(row) for row in read.rows[1:])
    problems += [*shape, *_cells(place, rows, bad, table)]
    return ReadTable(rows, bad, header.absent, read.fault is None, tuple(problems), notes)


def _notes(read: Delimited, place: str) -> tuple[Note, ...]:
    if not read.read_as:
        return ()
    said = f"read {', '.join(read.read_as)}; what is published is plain UTF-8 with commas."
    return (Note(place, 0, "", "", "", said),)


def _shape(file: str, read: Delimited, header: Header) -> Iterator[Problem]:
    width, most = header.width, len(read.rows[0])
    if len(read.rows) == 1 and not read.fault:
        yield Problem(file, 1, "", "a header and no rows", "at least one row", "Add rows, or remove the file.")
    for number, row in enumerate(read.rows[1:], 2):
        if not row:
            yield Problem(file, number, "", "a blank row", "no blank rows", "Remove the row.")
        elif len(row) < width or len(row) > most or len(trimmed(row)) > width:
            kind = "too few" if len(row) < width else "too many"
            found = f"{len(row)} cells, {kind}{_by_another_separator(row, read.separator, width)}"
            do = "Quote cells that hold commas; the row may be cut short."
            yield Problem(file, number, "", found, f"{width} cells", do)


def _by_another_separator(row: list[str], separator: str, width: int) -> str:
    """Return that a row has the right number of cells when another separator is taken; "" where none gives it."""
    for one, name in SEPARATORS.items():
        if one != separator and len(separator.join(row).split(one)) == width:
            return f" ({len(row)} by {SEPARATORS[separator]}, {width} by {name})"
    return ""


def _cells(file: str, rows: tuple[list[str], ...], bad: frozenset[int], table: Table) -> Iterator[Problem]:
    for number, row in enumerate(rows, 2):
        if number in bad:
            continue
        for column, cell in zip(table.columns, row, strict=True):
            if cell:
                own = (table.name, column.name) in MARKS_OF_PUBLISHED_FILES and SHEET_ERROR.fullmatch(cell)
                for found, expected, do in () if own else _cell(cell, column.kind):
                    yield Problem(file, number, column.name, found, expected, do)


def _cell(cell: str, kind: str) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with one cell: what was found, what was expected, what to do."""
    if len(cell) > MAX_TEXT:
        yield shown(cell), f"at most {MAX_TEXT:,} characters", "Shorten it."
        return
    if cell != cell.strip():
        yield shown(cell), "no spaces at either end", "Trim it."
    if cell.startswith(wording.FORMULA) and kind not in ("number", "integer"):
        yield shown(cell), "text that a spreadsheet cannot take for a formula", "Begin it with another character."
    if SHEET_ERROR.fullmatch(cell.strip()):
        yield (
            shown(cell),
            "what the paper says, not an error of the spreadsheet",
            "Mend the formula, or type the cell anew.",
        )
        return
    form, expected = FORMS[kind]
    if not form.fullmatch(cell):
        yield shown(cell), expected, "Retype the cell."
    if CONTROL.search(cell):
        yield shown(cell), "no control or replacement characters", "Retype it."
    if is_personal(cell):
        yield "an address or a number of a person", "roles, not people's addresses or numbers", "Take it out."
