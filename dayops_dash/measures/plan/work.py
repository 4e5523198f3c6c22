"""The work of a plan as a director sorts it: by the quarter in which it is due, by who owns it, and how many days late it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

MONTHS = 3


@dataclass(frozen=True, order=True)
class Quarter:
    """A quarter of a year, by its first day."""

    first: date

    @classmethod
    def of(cls, day: date) -> Quarter:
        return cls(date(day.year, (day.month - 1) // MONTHS * MONTHS + 1, 1))

    @property
    def key(self) -> str:
        """Its first month, for an address: 2026-10."""
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        return self.following.first - timedelta(days=1)

    @property
    def following(self) -> Quarter:
        year, month = divmod(self.first.month - 1 + MONTHS, 12)
        return Quarter(date(self.first.year + year, month + 1, 1))

    @property
    def words(self) -> str:
        """October to December 2026"""
        return f"{self.first:%B} to {wording.month(self.last)}"


def quarter_of(line: Line) -> Quarter | None:
    """Return the quarter in which the time of a line ends, or begins where it has no end; None where it has no date."""
    day = line.due.latest or line.due.earliest
    return Quarter.of(day) if day else None


def by_quarter(lines: Sequence[Line]) -> dict[Quarter | None, list[Line]]:
    """Return lines by quarter, the earliest first; those without a date last, under None."""
    found: dict[Quarter | None, list[Line]] = {}
    for line in sorted(lines, key=lambda line: (quarter_of(line) or Quarter(date.max), line.title)):
        found.setdefault(quarter_of(line), []).append(line)
    return found


def by_owner(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Return lines by the role that owns them: who has most overdue first, then who has most; those of nobody last, under ""."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        found.setdefault(line.owner_role, []).append(line)

    def key(owner: str) -> tuple[bool, int, int, str]:
        return not owner, -sum(x.standing is Standing.PAST for x in found[owner]), -len(found[owner]), owner

    return {owner: found[owner] for owner in sorted(found, key=key)}


def days_late(line: Line, as_at: date) -> int | None:
    """Return how many days ago the last day of an overdue line's date was; None where it is not overdue, or its days are vague."""
    if line.standing is not Standing.PAST or line.due.outer_latest is None or line.due_sense == DueSense.VAGUE:
        return None
    return (as_at - line.due.outer_latest).days
