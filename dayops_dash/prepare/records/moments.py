"""Moments as cells give them: when a file was submitted, and for which period. There are few, so they are read in Python."""

from __future__ import annotations

from datetime import date, datetime, time

from dayops_dash.prepare.records.fields import FIRST_DAY, LAST_DAY

# as spreadsheets write them, beside ISO 8601
DAYS = ("%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d %B %Y")
TIMES = ("", " %H:%M", " %H:%M:%S", " %H:%M:%S.%f")


def moment_of(cell: object) -> datetime | None:
    """Return the moment that a cell gives; None where it gives none, or one of a year that cannot be meant."""
    if isinstance(cell, datetime):
        moment = cell.replace(tzinfo=None)
    elif isinstance(cell, date):
        moment = datetime.combine(cell, time())
    else:
        moment = _moment_written("" if cell is None else str(cell).strip())
    return moment if FIRST_DAY <= moment.date() <= LAST_DAY else None


def _moment_written(words: str) -> datetime:
    """Return the moment that words give; ``datetime.min`` where they give none."""
    try:
        return datetime.fromisoformat(words).replace(tzinfo=None)
    except ValueError:
        pass
    for form in (f"{day}{hour}" for day in DAYS for hour in TIMES):
        try:
            return datetime.strptime(words, form)
        except ValueError:
            continue
    return datetime.min
