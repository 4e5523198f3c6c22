"""Checks of cells against the Table Schema, by the frictionless library, in our words."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from dayops_dash.dataset.checks.files import FORMS
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.package import resources
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.text_file import MARK, without_mark

EVERY = 100_000  # frictionless stops at 1,000 errors unless told


def check_structure(folder: Path, readable: set[str]) -> Iterator[Problem]:
    """Yield every cell and key of the tables in ``readable`` that breaks the schema."""
    from frictionless import Checklist, Package  # over a second to import, and only this command needs it

    tables = [r for r in resources(folder) if r["name"] in readable]
    for resource in tables:
        links = resource["schema"].get("foreignKeys", [])
        resource["schema"]["foreignKeys"] = [k for k in links if k["reference"]["resource"] in ("", *readable)]
    if not tables:
        return
    with _without_marks(folder, [r["path"] for r in tables]) as base:
        package = Package.from_descriptor({"name": "council", "resources": tables}, basepath=str(base))
        report = package.validate(Checklist(), limit_errors=EVERY, limit_rows=None)
    for error in report.errors:
        yield Problem(folder.name, 0, "", error.message, "a package that frictionless can read", "Run describe.")
    for task in report.tasks:
        table = TABLES[task.name]
        for error in task.errors:
            if error.type != "primary-key" or '"None"' not in error.note:  # an empty key is told as a required cell
                yield _problem(table.name, error)


@contextmanager
def _without_marks(folder: Path, names: Sequence[str]) -> Iterator[Path]:
    """Yield a folder with the files, none of them with a byte order mark: frictionless takes one off, and not a second."""
    if not any((folder / name).read_bytes().startswith(MARK) for name in names):
        yield folder
        return
    with tempfile.TemporaryDirectory() as elsewhere:
        for name in names:
            (Path(elsewhere) / name).write_bytes(without_mark((folder / name).read_bytes()))
        yield Path(elsewhere)


def _problem(name: str, error: Any) -> Problem:
    table, kind = TABLES[name], error.type
    row = int(getattr(error, "row_number", 0) or 0)
    field = str(getattr(error, "field_name", "") or "")
    found = shown(getattr(error, "cell", "")) if hasattr(error, "cell") else error.note
    if kind == "foreign-key":
        return _dangling(name, error, row)
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
        return Problem(path, row, field, found, f"a key of the form {column.pattern}", "Retype the key.")
    if '"minimum"' in note:
        return Problem(path, row, field, found, f"at least {column.minimum:g}", "Correct the number.")
    return Problem(path, row, field, found, note, "Correct the cell.")


def _dangling(name: str, error: Any, row: int) -> Problem:
    table = TABLES[name]
    field = next(iter(getattr(error, "field_names", [])), "")
    other = TABLES[table.by_name[field].refers_to] if field in table.by_name else table
    found = ", ".join(shown(cell) for cell in getattr(error, "field_cells", [])) or error.note
    return Problem(
        table.path,
        row,
        field,
        found,
        f"a {other.key} that {other.path} has",
        f"Correct it, or add the row to {other.path}.",
    )
