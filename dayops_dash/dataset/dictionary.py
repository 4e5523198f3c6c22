"""The data dictionary: every table and column of a prepared dataset, in words."""

from __future__ import annotations

from dayops_dash.dataset.schema import Column, Table
from dayops_dash.dataset.tables import TABLES

HEAD = """# The tables of a prepared dataset

Written by `python -m dayops_dash tables > docs/tables.md`. A council has a file for each table that has rows. Every row
ends with its paper, the place in it, who may see it, and a note. Text is UTF-8; an empty cell is not stated; a percentage
is 68, not 0.68; money is plain pounds.
"""


def dictionary() -> str:
    """Return the dictionary as Markdown: one section a table, one line a column."""
    return "\n".join([HEAD, *(_section(table) for table in TABLES.values())])


def _section(table: Table) -> str:
    lines = [
        f"## {table.name}: {table.title}",
        "",
        table.description,
        "",
        "| Column | Kind | Meaning |",
        "| --- | --- | --- |",
    ]
    return "\n".join([*lines, *(_line(table, column) for column in table.columns), ""])


def _line(table: Table, column: Column) -> str:
    kind = f"key of {column.refers_to}" if column.refers_to else "one of a list" if column.choices else column.kind
    kind = "key" if column.name == table.key else kind
    needed = ", required" if column.required else ""
    choices = f" One of: {', '.join(column.choices)}." if column.choices else ""
    return f"| {column.name} | {kind}{needed} | {column.description}{choices} |"
