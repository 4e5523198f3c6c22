"""A due date in words: what it was before, and the days that it means."""

from __future__ import annotations

from dayops_dash.measures.plan.due import GIVEN, days_meant
from dayops_dash.measures.plan.line import Line


def former_words(line: Line) -> str:
    """Return the date that a due date was moved from, as written; "" where it was not moved."""
    formerly = line.due_details.formerly_as_written
    return f"“{formerly}”" if formerly else ""


def days_words(line: Line) -> str:
    """Return the days of a due date where its words alone do not say them: typed by hand, or of a school's year."""
    details = line.due_details
    if details.given_by_council:
        return f"{days_meant(line.due)} ({GIVEN})"
    return f"{days_meant(line.due)} ({details.remark})" if details.remark else ""
