"""A copy of a workbook that was sent, with what is wrong said in words beside each cell: for its sender to mend."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import xlsxwriter

from dayops_dash import wording
from dayops_dash.desk.proposal import Proposal, ProposalState
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.returns.make import CREATED, SAFE
from dayops_dash.desk.returns.opened import MOST_COLUMNS, MOST_ROWS, open_workbook

LEADS = {ProposalState.UNREADABLE: "CANNOT BE READ", ProposalState.NEEDS_PERSON: "A PERSON DECIDES"}
LONGEST_CELL = 32_000


def marked(content: bytes, file: str, proposals: Sequence[Proposal]) -> bytes:
    """Return a copy of a workbook with a column of words after each column that has a fault or a conflict."""
    own = [one for one in proposals if one.place.file == file and (one.state in LEADS or one.warnings)]
    opened = open_workbook(content, file)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, SAFE)
    book.set_properties({"title": "What to look at", "author": "", "created": CREATED})
    formats = {
        "plain": book.add_format({"text_wrap": True, "valign": "top"}),
        "bold": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        "fault": book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFF2CC", "bold": True}),
    }
    _list(book, formats, own)
    for form in FORMS.values():
        here = [one for one in own if one.place.sheet == form.sheet]
        if here:
            opened.sheets[form.sheet].reset_dimensions()
            rows = opened.sheets[form.sheet].iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
            _copy(book.add_worksheet(form.sheet), formats, list(rows), here)
    book.close()
    return out.getvalue()


def words(one: Proposal) -> str:
    """Return what is to be said of a proposal beside its cell."""
    lead = LEADS.get(one.state, "NOTE")
    return wording.clean(f"{lead}: {' '.join((one.reason, *one.warnings)).strip()}")[:LONGEST_CELL]


def _list(book: Any, formats: dict[str, Any], own: Sequence[Proposal]) -> None:
    sheet = book.add_worksheet("What to look at")
    for column, (heading, width) in enumerate((("Where", 26), ("Row", 44), ("Cell", 24), ("What is wrong", 80))):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats["bold"])
    for down, one in enumerate(own, 1):
        cells = (f"{one.place.sheet}, {one.place.column}{one.place.row}", one.label, one.heading, words(one))
        for across, cell in enumerate(cells):
            sheet.write_string(down, across, wording.clean(cell), formats["plain"])
    sheet.freeze_panes(1, 0)


def _copy(sheet: Any, formats: dict[str, Any], rows: list[tuple[Any, ...]], here: Sequence[Proposal]) -> None:
    from openpyxl.utils import column_index_from_string

    faults = {(one.place.row, column_index_from_string(one.place.column)): words(one) for one in here}
    beside = sorted({column for _, column in faults})
    first = min(row for row, _ in faults)
    for number, row in enumerate(rows, 1):
        shift = 0
        for place, value in enumerate(row, 1):
            across = place - 1 + shift
            sheet.write_string(number - 1, across, _text(value), formats["bold" if number < 4 else "plain"])
            if number == 1:
                sheet.set_column(across, across, 20)
            if place in beside:
                shift += 1
                if number == 1:
                    sheet.set_column(across + 1, across + 1, 44)
                if (number, place) in faults:
                    sheet.write_string(number - 1, across + 1, faults[number, place], formats["fault"])
                elif number == min(3, first - 1):
                    sheet.write_string(number - 1, across + 1, "What is wrong with the cell before", formats["bold"])


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        value = value.date()
    text = wording.day(value) if isinstance(value, date) else "" if value is None else str(value)
    return wording.clean(text)[:LONGEST_CELL]
