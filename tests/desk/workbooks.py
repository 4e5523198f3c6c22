"""Workbooks as officers fill them in, for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook

from dayops_dash.desk.returns.make import HEADER_ROW, IDENTITY, Workbook

Cells = Mapping[str, Any]  # by heading


def filled_in(workbook: Workbook, rows: Mapping[str, Cells], sheet: str = "Actions") -> bytes:
    """Return a workbook with cells filled in, by the identity of their row and their heading, as a spreadsheet saves it."""
    book = load_workbook(io.BytesIO(workbook.content))
    table = book[sheet]
    columns = {cell.value: cell.column for cell in table[HEADER_ROW]}
    places = {table.cell(row, columns[IDENTITY]).value: row for row in range(HEADER_ROW + 1, table.max_row + 1)}
    for key, cells in rows.items():
        for heading, value in cells.items():
            table.cell(places[key], columns[heading]).value = value
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
