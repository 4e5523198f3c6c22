"""How an intention stands: what was reported, how it stands against its date, how old the evidence is.

Rules of the domain, section 2. The three are kept apart. "On track" is never derived: only a council may report it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dayops_dash.dataset.dates import Interval
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Status",
    what="How a piece of work stands against its due date.",
    why="A report's own word says nothing of dates.",
    how=(
        "The due date as written becomes the days that it can mean, and the as-at date is set against them. What the council "
        "reported, what follows from the date, and how old the report is stay three things."
    ),
    limits=(
        "“On track” is never worked out: only a council may say it. A season is meant loosely. A date is read only where every "
        "word around it is understood; an interval that the council gives itself is marked so."
    ),
    source="ISO 8601-2 for dates that are not exact",
    also=("plan.due",),
)


class Derived(StrEnum):
    """How an intention stands against its due date."""

    COMPLETE_ON_TIME = "Complete, on time"
    COMPLETE_LATE = "Complete, late"
    COMPLETE_UNSURE = "Complete, timing not known"
    COMPLETE_UNDATED = "Complete, date not given"
    COMPLETE_NO_DUE = "Complete, no due date given"
    NOT_YET_DUE = "Not yet due"
    IN_DUE_PERIOD = "Due now"
    OVERDUE = "Overdue"
    PASSED_NO_UPDATE = "Overdue, no update since"
    NO_DATE = "No date set"
    BEGUN = "Should be under way, no end date"
    BEGUN_NO_UPDATE = "Should be under way, no end date, no update since"
    CONDITIONAL = "No date set, depends on a condition"
    CONDITIONAL_AHEAD = "Depends on a condition, timescale ahead"
    CONDITIONAL_BEGUN = "Depends on a condition, timescale begun"
    CONDITIONAL_PASSED = "Depends on a condition, timescale passed"
    NOT_UNDERSTOOD = "No date set, its words are not understood"


class Standing(StrEnum):
    """The few classes that a councillor counts. Each intention is in exactly one.

    In the order in which they are told: what is done, what needs attention, what is ahead, what nobody can follow.
    """

    COMPLETE = "Complete"
    PAST = "Overdue"
    DUE_NOW = "Due now"
    BEGUN = "Should be under way, no end date"
    NOT_YET = "Not yet due"
    CONDITIONAL = "Depends on a condition"
    NO_DATE = "No date set"
    NOT_REPORTED = "No update published"


DEFINITE = {Derived.COMPLETE_ON_TIME, Derived.COMPLETE_LATE, Derived.OVERDUE}
NO_INTERVAL = Interval(None, None, None)
NO_DEADLINE = (DueSense.CONDITIONAL, DueSense.START)


@dataclass(frozen=True)
class LastReport:
    """The last report of an intention: whether it said complete, on what day, and when the work was completed."""

    complete: bool
    reported_on: date
    completed: Interval = NO_INTERVAL


def derive(due: Interval, sense: DueSense | None, evidence: LastReport | None, as_at: date) -> Derived:
    """Return how an intention stands on ``as_at`` against its due interval (both ends in it; ``None`` is open).

    A season's outer end is used before anything is called late, its inner end before anything is called on time. What is
    due only on a condition has no deadline to be late against, though its timescale can pass; nor has what only starts,
    whatever end is typed for it.
    """
    if evidence and evidence.complete:
        return _complete(NO_INTERVAL if sense in NO_DEADLINE else due, evidence.completed)
    if sense is DueSense.CONDITIONAL:
        return _conditional(due, as_at)
    if sense is DueSense.NOT_UNDERSTOOD:
        return Derived.NOT_UNDERSTOOD
    if due.earliest is None and due.latest is None:
        return Derived.NO_DATE
    if _before(as_at, due):
        return Derived.NOT_YET_DUE
    if due.outer_latest is None or sense is DueSense.START:
        begun = evidence and due.earliest and evidence.reported_on >= due.earliest
        return Derived.BEGUN if begun else Derived.BEGUN_NO_UPDATE
    if as_at <= due.outer_latest:
        return Derived.IN_DUE_PERIOD
    return Derived.OVERDUE if evidence and evidence.reported_on > due.outer_latest else Derived.PASSED_NO_UPDATE


def _conditional(due: Interval, as_at: date) -> Derived:
    if due.earliest is None and due.latest is None:
        return Derived.CONDITIONAL
    if due.outer_latest is not None:
        return Derived.CONDITIONAL_PASSED if as_at > due.outer_latest else Derived.CONDITIONAL_AHEAD
    begun = due.earliest is not None and as_at >= due.earliest
    return Derived.CONDITIONAL_BEGUN if begun else Derived.CONDITIONAL_AHEAD


def _before(as_at: date, due: Interval) -> bool:
    """A deadline ("by the end of March 2026") has no first day: until its last day has come it is not yet due."""
    if due.earliest is None:
        assert due.latest is not None
        return as_at < due.latest
    return as_at < due.earliest


def _complete(due: Interval, completed: Interval) -> Derived:
    if completed.earliest is None and completed.latest is None:
        return Derived.COMPLETE_UNDATED
    if due.latest is None or due.outer_latest is None:
        return Derived.COMPLETE_NO_DUE
    if completed.latest and completed.latest <= due.latest:
        return Derived.COMPLETE_ON_TIME
    if completed.earliest and completed.earliest > due.outer_latest:
        return Derived.COMPLETE_LATE
    return Derived.COMPLETE_UNSURE


def standing(derived: Derived, *, passed_over: bool) -> Standing:
    """Return the class that an intention is counted in.

    ``passed_over`` says that it has neither a status nor a date and that a later paper reported on others and not on it.
    """
    if passed_over:
        return Standing.NOT_REPORTED
    if derived.startswith("Complete"):
        return Standing.COMPLETE
    if derived in (Derived.OVERDUE, Derived.PASSED_NO_UPDATE):
        return Standing.PAST
    if derived is Derived.IN_DUE_PERIOD:
        return Standing.DUE_NOW
    if derived in (Derived.BEGUN, Derived.BEGUN_NO_UPDATE):
        return Standing.BEGUN
    if derived in (Derived.CONDITIONAL_AHEAD, Derived.CONDITIONAL_BEGUN, Derived.CONDITIONAL_PASSED):
        return Standing.CONDITIONAL
    return Standing.NOT_YET if derived is Derived.NOT_YET_DUE else Standing.NO_DATE
