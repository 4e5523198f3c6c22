"""A due date in words: as written, with what it was before and who gave its days."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset.dates import Interval
from dayops_dash.measures.plan.due import GIVEN
from dayops_dash.measures.plan.line import Line


def due_words(line: Line) -> str:
    """Return a due date as written, with "interval given by the council" behind one that was typed by hand."""
    return f"{line.due_as_written} ({GIVEN})" if line.due_details.given_by_council else line.due_as_written


def former_words(line: Line) -> str:
    """Return the date that a due date was moved from, as written; "" where it was not moved."""
    formerly = line.due_details.formerly_as_written
    return f"“{formerly}”" if formerly else ""


def days_words(line: Line) -> str:
    """Return the days of a due date where its words alone do not say them: typed by hand, or of a school's year."""
    details = line.due_details
    if details.given_by_council:
        return f"{_from_to(line.due)} ({GIVEN})"
    return f"{_from_to(line.due)} ({details.remark})" if details.remark else ""


def _from_to(due: Interval) -> str:
    """From 1 April 2024 to 31 March 2025; from 1 April 2024; until 31 March 2025"""
    if due.earliest and due.earliest == due.latest:
        return wording.day(due.earliest)
    parts = (
        f"from {wording.day(due.earliest)}" if due.earliest else "",
        f"{'to' if due.earliest else 'until'} {wording.day(due.latest)}" if due.latest else "",
    )
    return wording.capital(" ".join(part for part in parts if part))
