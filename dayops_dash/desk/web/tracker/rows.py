"""The rows of a tracker that proposals stand in, as they are written in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash.desk.imports.files.colours import colour_words
from dayops_dash.desk.imports.files.tracker_file import TrackerCell
from dayops_dash.desk.imports.table import TrackerGuess
from dayops_dash.desk.proposal import Proposal
from dayops_dash.desk.web.cells import cell_text, row_place


def tracker_rows(tables: Sequence[TrackerGuess], proposals: Sequence[Proposal]) -> Mapping[str, list[list[str]]]:
    """Return the rows that proposals stand in: of each cell its letter, its heading, its text, and what its column is."""
    rows: dict[str, list[list[str]]] = {}
    by_sheet = {one.sheet.title: one for one in tables}
    for one in proposals:
        place = row_place(one.place.file, one.place.sheet, one.place.row)
        mapped = by_sheet.get(one.place.sheet)
        if mapped and one.place.row and place not in rows and one.place.row <= len(mapped.sheet.rows):
            row = mapped.sheet.rows[one.place.row - 1]
            rows[place] = [
                [column.letter, column.heading, _text(row[column.place]), str(column.field)]
                for column in mapped.columns
                if column.place < len(row)
            ]
    return rows


def _text(cell: TrackerCell) -> str:
    """Return what a cell holds, and its fill where it has no words."""
    return f"[{colour_words(cell.colour)}]" if cell.is_empty and cell.colour else cell.share or cell_text(cell.value)
