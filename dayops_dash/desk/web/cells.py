"""Cells of what was brought in, as the desk shows them to the officer: what is a person's is left out."""

from __future__ import annotations

import json
from datetime import date, datetime, time

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal

NOT_SHOWN = "(not shown)"  # in place of a cell that holds what is a person's
LONGEST_CELL = 300


def cell_text(value: object) -> str:
    """Return a cell's value as text."""
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return wording.day(value)
    text = " ".join(str(value).split()) if value is not None else ""
    if is_personal(text):
        return NOT_SHOWN
    return f"{text[:LONGEST_CELL]}…" if len(text) > LONGEST_CELL else text


def row_place(file: str, sheet: str, row: int) -> str:
    """Return by what a row is known among those that are kept."""
    return json.dumps([file, sheet, row])
