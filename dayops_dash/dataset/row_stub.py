"""The types of rows as mypy reads them (``row_types.pyi``), written from the schema."""

from __future__ import annotations

from collections.abc import Iterable

from dayops_dash.dataset.rows import PAPERS, type_name
from dayops_dash.dataset.schema import Column, Table

HEAD = """# Written by `python -m dayops_dash tables --types > dayops_dash/dataset/row_types.pyi`, from the schema.
# Text is never missing ("" is empty), and an absent number is NaN: what may be None says so.
from datetime import date
from typing import Final, Literal, overload

from dayops_dash.dataset.rows import ReportedRow, Row
"""
TYPES = {"string": "str", "number": "float", "integer": "int", "date": "date"}
NEVER_NONE = ("string", "number")
OF_EVERY_ROW = ("document_id", "locator", "visibility", "note")  # declared by Row


def stub(tables: Iterable[Table]) -> str:
    """Return the stub: a class for each table with its columns, then ``rows`` for each table's name."""
    tables = tuple(tables)
    return "\n".join([HEAD, *map(_type, tables), "class TypedRows:", *map(_door, tables), _ANY_TABLE])


def _type(table: Table) -> str:
    base = "Row" if table.name == PAPERS else "ReportedRow"
    own = [f"    {c.name}: Final[{_python(c)}]" for c in table.columns if c.name not in OF_EVERY_ROW]
    return "\n".join([f"class {type_name(table)}({base}):", *own, ""])


def _python(column: Column) -> str:
    plain = TYPES[column.kind]
    return plain if column.required or column.kind in NEVER_NONE else f"{plain} | None"


def _door(table: Table) -> str:
    returned = f"tuple[{type_name(table)}, ...]"
    return f'    @overload\n    def rows(self, name: Literal["{table.name}"]) -> {returned}: ...'


_ANY_TABLE = """    def rows_of_any(self, name: str) -> tuple[Row, ...]: ...
"""
