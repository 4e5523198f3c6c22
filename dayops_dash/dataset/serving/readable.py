"""Whether the rows of some files can be read at all: a quick look at what every page relies on, far less than check."""

from __future__ import annotations

from collections.abc import Mapping

from dayops_dash.dataset.checks.files import FORMS
from dayops_dash.dataset.files.table_file import cells
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.tables import TABLES


def refuse_unreadable(files: Mapping[str, bytes], council: str) -> None:
    """Raise DatasetError where a row names a paper that is not there, or a number or day cannot be read: no table could be read then."""
    rows = {n: cells(t, files[t.path], council) for n, t in TABLES.items() if t.path in files}
    papers = {row[0] for row in rows.get(PAPERS, [])}
    for name, table_rows in rows.items():
        for place, column in enumerate(TABLES[name].columns):
            values = {row[place] for row in table_rows} - {""}
            unknown = values - papers if column.refers_to == PAPERS else set()
            if unknown or not all(FORMS[column.kind][0].fullmatch(cell) for cell in values):
                raise DatasetError(f"{council}: {TABLES[name].path} cannot be read. Run check {council}.")
