"""Checks of cells against the Table Schema, by the frictionless library, in our words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from dayops_dash.dataset.checks.files import FORMS, ReadTable
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.schema import IDENTIFIER
from dayops_dash.dataset.tables import TABLES

if TYPE_CHECKING:
    from frictionless import Field, Schema

MISSING_KEY = "Correct it, or add the row to"
KEY_WORDS = "a key of the form day-centres-2023: small letters, figures and hyphens"


def check_structure(tables: Mapping[str, ReadTable]) -> Iterator[Problem]:
    """Yield every cell and key of the tables that breaks the schema. Rows whose cells cannot be told apart are passed over."""
    for name, read in tables.items():
        for error in _errors(name, read):
            if error.type == "primary-key" and '"None"' in error.note:
                continue  # an empty key is told as a required cell
            problem = _problem(name, error)
            if problem.row not in read.bad_rows and problem.column not in read.absent:
                yield problem
    yield from _dangling(tables)


def _errors(name: str, read: ReadTable) -> Iterator[Any]:
    """Yield what frictionless finds in the rows of a table, every column of which is there."""
    from frictionless import Dialect  # over a second to import, and only this command needs it
    from frictionless.resources import TableResource

    header = [column.name for column in TABLES[name].columns]
    resource = TableResource(data=[header, *read.rows], dialect=Dialect(header=True), schema=_schema(name))
    with resource:
        for row in resource.row_stream:
            yield from row.errors


@cache
def _schema(name: str) -> Schema:
    """Return the Table Schema of a table without its links to others (see ``_dangling``), as frictionless holds it.

    It is shared by all checks: frictionless only reads it, where every column of a table is there in its order. So its fields stand for
    their own copies, of which frictionless makes two a column for each table that it opens: that was most of its time.
    """
    from frictionless import Schema

    schema = Schema.from_descriptor(TABLES[name].descriptor(set()))
    for field in schema.fields:
        object.__setattr__(field, "to_copy", partial(_itself, field))
    return schema


def _itself(field: Field) -> Field:
    return field


def _dangling(tables: Mapping[str, ReadTable]) -> Iterator[Problem]:
    """Yield cells that name no row of another table of the folder, as far as that table could be read.

    frictionless finds the same, but reads the other table anew for each table that refers to it, which is most of its time.
    """
    whole = {name: read for name, read in tables.items() if read.whole and TABLES[name].key not in read.absent}
    keys = {name: {row[0] for row in read.rows} for name, read in whole.items()}
    for name, read in tables.items():
        links = [(place, column) for place, column in enumerate(TABLES[name].columns) if column.refers_to in keys]
        for place, column in links:
            if column.name in read.absent:
                continue
            known, other = keys[column.refers_to], TABLES[column.refers_to]
            for number, row in enumerate(read.rows, 2):
                if row[place] and row[place] not in known and number not in read.bad_rows:
                    expected, do = f"a {other.key} that {other.path} has", f"{MISSING_KEY} {other.path}."
                    yield Problem(TABLES[name].path, number, column.name, shown(row[place]), expected, do)


def check_references(tables: Mapping[str, ReadTable], there: Collection[str]) -> Iterator[Problem]:
    """Yield columns that name rows of a table that the folder has not: pages look those rows up."""
    for name, read in tables.items():
        for place, column in enumerate(TABLES[name].columns):
            other = column.refers_to
            if not other or other in there or other == name:
                continue
            filled = next((number for number, row in enumerate(read.rows, 2) if row[place]), 0)
            if filled:
                found = f"{shown(read.rows[filled - 2][place])}, though there is no table {other}"
                do = f"Add {TABLES[other].path}, or empty the column."
                expected = f"a {TABLES[other].key} that {TABLES[other].path} has"
                yield Problem(TABLES[name].path, filled, column.name, found, expected, do)


def _problem(name: str, error: Any) -> Problem:
    table, kind = TABLES[name], error.type
    row = int(getattr(error, "row_number", 0) or 0)
    field = str(getattr(error, "field_name", "") or "")
    found = shown(getattr(error, "cell", "")) if hasattr(error, "cell") else error.note
    if kind == "primary-key":
        return Problem(
            table.path,
            row,
            table.key,
            f"a key that another row has ({error.note})",
            "each key once",
            "Give the row a key of its own.",
        )
    column = table.by_name.get(field)
    if kind == "type-error" and column:
        return Problem(table.path, row, field, found, FORMS[column.kind][1], "Retype the cell.")
    if kind in ("constraint-error", "unique-error") and column:
        return _constraint(table.path, row, field, found, error.note)
    return Problem(table.path, row, field, error.note or error.message, "a row that fits the schema", "Mend the row.")


def _constraint(path: str, row: int, field: str, found: str, note: str) -> Problem:
    column = next(t for t in TABLES.values() if t.path == path).by_name[field]
    if '"required"' in note:
        return Problem(path, row, field, "an empty cell", column.description.rstrip("."), "Fill the cell.")
    if '"enum"' in note:
        return Problem(path, row, field, found, f"one of: {', '.join(column.choices)}", "Use one of these words.")
    if '"pattern"' in note:
        return Problem(
            path,
            row,
            field,
            found,
            KEY_WORDS if column.pattern == IDENTIFIER else f"a key of the form {column.pattern}",
            "Retype the key.",
        )
    if '"minimum"' in note:
        return Problem(path, row, field, found, f"at least {column.minimum:g}", "Correct the number.")
    return Problem(path, row, field, found, note, "Correct the cell.")
