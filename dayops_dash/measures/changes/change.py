"""What a change is: its kind, what was said before and what is said now, and where."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class ChangeKind(StrEnum):
    """What sort of change, in the order in which a member would want to know. The last are only seen looking back."""

    COMPLETED = "Reported complete"
    REOPENED = "No longer complete"
    DROPPED = "No line in the latest paper"
    LATER = "Date moved later"
    PASSED = "Became overdue"
    COMPLETION = "Completion date changed"
    STATUS = "Status changed"
    VAGUER = "Date vaguer"
    RISK_UP = "Risk score higher"
    RISK_SHIFTED = "Risk scored otherwise"
    RISK_NEW = "New risk"
    OPENED = "Conflict in the papers"
    REVISED = "Figure revised"
    MEASURE = "Measure moved"
    EARLIER = "Date moved earlier"
    FIRMER = "Date firmer"
    AGAIN = "Reported again"
    RISK_DOWN = "Risk score lower"
    CLOSED = "Conflict settled"
    POINT = "Point to note in the papers"
    POINT_CLOSED = "Point to note settled"
    TAKEN_UP = "Taken up as a new line"
    NEW = "New"
    PUT_BACK = "No longer taken up"
    GONE = "Not yet there"
    RISK_GONE = "Risk not yet there"
    AHEAD = "Not yet overdue"

    @property
    def opposite(self) -> ChangeKind:
        """The kind of the same change looked at from the other day."""
        return OPPOSITE.get(self, self)


PAIRS = (
    (ChangeKind.COMPLETED, ChangeKind.REOPENED),
    (ChangeKind.DROPPED, ChangeKind.AGAIN),
    (ChangeKind.LATER, ChangeKind.EARLIER),
    (ChangeKind.PASSED, ChangeKind.AHEAD),
    (ChangeKind.VAGUER, ChangeKind.FIRMER),
    (ChangeKind.RISK_UP, ChangeKind.RISK_DOWN),
    (ChangeKind.RISK_NEW, ChangeKind.RISK_GONE),
    (ChangeKind.OPENED, ChangeKind.CLOSED),
    (ChangeKind.POINT, ChangeKind.POINT_CLOSED),
    (ChangeKind.TAKEN_UP, ChangeKind.PUT_BACK),
    (ChangeKind.NEW, ChangeKind.GONE),
)
OPPOSITE = {**dict(PAIRS), **{other: one for one, other in PAIRS}}
ORDER = tuple(ChangeKind)


POINTS = ("Conflict", "Point")  # how the kinds begin that are of what papers disagree on


@dataclass(frozen=True)
class Side:
    """What is said on one of the two days, and where: a paper's id and the place in it, "" where no paper says it."""

    words: str = ""
    document_id: str = ""
    locator: str = ""


NOTHING = Side()


@dataclass(frozen=True)
class Change:
    """One change: of what, what was said before, what is said now. ``key`` is the row's own, within its kind."""

    kind: ChangeKind
    key: str
    what: str
    before: Side
    now: Side
    note: str = ""
    rank: int = 0  # within its kind, what matters most first
    of_risk: bool = False

    @property
    def thing(self) -> tuple[str, str]:
        """What it is a change of: one thing may change in several ways, and is one thing; of a risk, each score is a way."""
        if self.of_risk:
            return "Risk", self.key.partition("|")[0]
        return next((start for start in ("Figure", "Measure", *POINTS) if self.kind.startswith(start)), ""), self.key

    @property
    def mirrored(self) -> Change:
        """The same change looked at from the other day."""
        return replace(self, kind=self.kind.opposite, before=self.now, now=self.before)
