"""Whether the rows of some files can be read at all: a quick look at what every page relies on, far less than check."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash.dataset.checks.files import FORMS
from dayops_dash.dataset.files.table_file import cells
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES


def refuse_unreadable(files: Mapping[str, bytes], council: str) -> None:
    """Raise DatasetError where a row names a paper or another row that is not there, or a number or a day is none."""
    rows = {n: cells(t, files[t.path], council) for n, t in TABLES.items() if t.path in files}
    keys = {name: {row[0] for row in found} for name, found in rows.items()}
    for name, found in rows.items():
        _refuse_table(TABLES[name], found, keys, council)


def _refuse_table(table: Table, found: Sequence[Sequence[str]], keys: Mapping[str, set[str]], council: str) -> None:
    for place, column in enumerate(table.columns):
        held = {row[place] for row in found} - {""}
        known = keys.get(column.refers_to, set()) if column.refers_to else {*column.choices}
        wrong = held - known if known or column.refers_to else set()
        if column.kind != "string":
            wrong = {cell for cell in held if not FORMS[column.kind][0].fullmatch(cell)}
        if wrong:
            raise DatasetError(f"{council}: {table.path} cannot be read. Run check {council}.")
