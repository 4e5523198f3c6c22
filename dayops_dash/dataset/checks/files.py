"""Checks of a folder's files before any cell is read as a value: the descriptor, the encoding, the shape, hostile cells."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.package import DESCRIPTOR, describe, read_descriptor
from dayops_dash.dataset.schema import MAX_TEXT, Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.text_file import TextError, decoded, without_mark

FORMS = {  # what a cell of each kind looks like; parsers also take NaN, 1_000, ５ and 2023-3-1, each in its own way
    "string": (re.compile(r".*", re.DOTALL), "text"),
    "number": (re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?"), "a plain number such as 18400000 or 4.5"),
    "integer": (re.compile(r"-?[0-9]{1,15}"), "a whole number"),
    "date": (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), "a date as 2023-03-13"),
}
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffd]")


def check_descriptor(folder: Path) -> Iterator[Problem]:
    """Yield what is wrong with the descriptor, and files that no table has."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        yield Problem(
            DESCRIPTOR, 0, "", "no such file", "a descriptor", f"Run: python -m dayops_dash describe {folder.name}"
        )
        return
    try:
        stated = read_descriptor(path.read_bytes())
    except TextError as error:
        found = f"{error.found}{f' in line {error.line}' if error.line else ''}"
        yield Problem(DESCRIPTOR, 0, "", found, "a JSON object", "Mend it, or delete it and run describe.")
        return
    for field, kind in (("title", str), ("licenses", list), ("dayops", dict)):
        if not stated.get(field) or not isinstance(stated[field], kind):
            found = shown(stated[field]) if stated.get(field) else "nothing"
            yield Problem(DESCRIPTOR, 0, field, found, f"the council's {field}", f"Add {field}, then run describe.")
    if stated != describe(folder):
        yield Problem(
            DESCRIPTOR,
            0,
            "",
            "tables or columns that differ from the schema",
            "what describe writes",
            f"Run: python -m dayops_dash describe {folder.name}",
        )
    known = {table.path for table in TABLES.values()}
    for stray in sorted(p.name for p in folder.glob("*.csv") if p.name not in known):
        yield Problem(
            stray, 0, "", "a file that no table has", "one of the tables of the schema", "Rename or remove it."
        )
    if not (folder / TABLES["documents"].path).exists():
        yield Problem("documents.csv", 0, "", "no such file", "the papers that rows come from", "Add documents.csv.")


def check_file(path: Path, table: Table) -> tuple[list[Problem], bool]:
    """Return what is wrong with a CSV file as a file, and whether its cells can be checked against the schema."""
    rows, problems = _read(path)
    if not problems:
        problems = list(_header(path.name, rows[0], table))
    if problems:
        return problems, False
    shape = list(_shape(path.name, rows, table))
    return [*_cut_short(path, len(rows)), *shape, *_cells(path.name, rows, table)], not shape


def _read(path: Path) -> tuple[list[list[str]], list[Problem]]:
    """Return a CSV file's rows, header first; or why they cannot be read."""
    content = path.read_bytes()
    if not without_mark(content).strip():
        return [], [Problem(path.name, 0, "", "an empty file", "a header row", "Add the header, or remove the file.")]
    try:
        text = decoded(content, path.name)
    except TextError as error:
        return [], [Problem(path.name, error.line, "", error.found, error.expected, error.do)]
    csv.field_size_limit(max(len(text) + 1, 131_072))  # so that one huge cell is named below, not a parser's limit
    rows: list[list[str]] = []
    try:
        rows.extend(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        found, do = f"text that is no CSV ({error})", "Mend the quotes; the file may be cut short."
        return [], [Problem(path.name, len(rows) + 1, "", found, "every quote closed", do)]
    return rows, []


def _cut_short(path: Path, rows: int) -> Iterator[Problem]:
    if not path.read_bytes().endswith(b"\n"):
        do = "The file may be cut short: compare it with its source, then end it with a new line."
        yield Problem(path.name, rows, "", "no line end after the last row", "a whole last row", do)


def _header(file: str, header: list[str], table: Table) -> Iterator[Problem]:
    expected = [column.name for column in table.columns]
    for name in [n for n in expected if n not in header]:
        yield Problem(
            file,
            1,
            name,
            "no such column",
            f"the columns {', '.join(expected)}",
            f"Add the column {name}; its cells may be empty unless required.",
        )
    for name in [n for n in header if n not in expected]:
        yield Problem(
            file,
            1,
            name[:60],
            "a column that the schema has not",
            f"the columns {', '.join(expected)}",
            "Rename or remove it.",
        )
    for name in sorted({n for n in header if header.count(n) > 1}):
        yield Problem(file, 1, name, "the column twice", "each column once", "Remove one of them.")
    if sorted(header) == sorted(expected) and header != expected:
        yield Problem(file, 1, "", "columns in another order", ", ".join(expected), "Put the columns in this order.")


def _shape(file: str, rows: list[list[str]], table: Table) -> Iterator[Problem]:
    width = len(table.columns)
    if len(rows) == 1:
        yield Problem(file, 1, "", "a header and no rows", "at least one row", "Add rows, or remove the file.")
    for number, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            yield Problem(file, number, "", "a blank row", "no blank rows", "Remove the row.")
        elif len(row) != width:
            kind = "too few" if len(row) < width else "too many"
            yield Problem(
                file,
                number,
                "",
                f"{len(row)} cells, {kind}",
                f"{width} cells",
                "Quote cells that hold commas; the row may be cut short.",
            )


def _cells(file: str, rows: list[list[str]], table: Table) -> Iterator[Problem]:
    for number, row in enumerate(rows[1:], 2):
        for column, cell in zip(table.columns, row, strict=False):
            if not cell:
                continue
            if len(cell) > MAX_TEXT:
                yield Problem(file, number, column.name, shown(cell), f"at most {MAX_TEXT:,} characters", "Shorten it.")
                continue
            if cell != cell.strip():
                yield Problem(file, number, column.name, shown(cell), "no spaces at either end", "Trim it.")
            if cell.startswith(wording.FORMULA) and column.kind not in ("number", "integer"):
                yield Problem(
                    file,
                    number,
                    column.name,
                    shown(cell),
                    "text that a spreadsheet cannot take for a formula",
                    "Begin it with another character.",
                )
            form, expected = FORMS[column.kind]
            if not form.fullmatch(cell):
                yield Problem(file, number, column.name, shown(cell), expected, "Retype the cell.")
            if CONTROL.search(cell):
                yield Problem(
                    file, number, column.name, shown(cell), "no control or replacement characters", "Retype it."
                )
            if is_personal(cell):
                yield Problem(
                    file, number, column.name, shown(cell), "roles, not people's addresses or numbers", "Take it out."
                )
