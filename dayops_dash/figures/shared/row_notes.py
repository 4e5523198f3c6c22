"""What the dataset notes of rows, as a figure prints it: each note says of which rows it is."""

from __future__ import annotations

from collections.abc import Iterable

from dayops_dash import wording
from dayops_dash.dataset.rows import ReportedRow

MOST_NAMED = 2  # rows that a note names; more are counted


def row_notes(rows: Iterable[ReportedRow], name: str = "subject") -> tuple[str, ...]:
    """Return what the dataset notes of rows, each note once and led by the rows that it is of, as a column names them."""
    told: dict[str, dict[str, None]] = {}
    every: dict[str, None] = {}
    for row in rows:
        every[str(row[name])] = None
        if row.note:
            told.setdefault(str(row.note), {})[str(row[name])] = None
    if len(every) == 1:
        return tuple(told)
    return tuple(f"{_led_by(list(names))}: {note}" for note, names in told.items())


def _led_by(names: list[str]) -> str:
    more = len(names) - MOST_NAMED
    return wording.listed(names if more <= 0 else [*names[:MOST_NAMED], f"{more} more"])
