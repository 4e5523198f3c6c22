"""A line of the plan: an intention, with what the papers have said of it and how it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.dates import Interval
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.measures.plan.due import GIVEN, DueDetails, day_as_printed, days_meant
from dayops_dash.measures.plan.status import Derived, Standing

OWN_REFERENCE = re.compile(r"\w{1,4}(?:\(\w{1,4}\))*")


@dataclass(frozen=True)
class Statement:
    """One time that a paper said something of an intention. Text is "" where the paper says none."""

    reported_on: date | None
    document_id: str
    locator: str
    reported_status: str
    status_as_written: str
    due_as_written: str
    completed_as_written: str
    completion_test: str
    note: str
    complete_pct: float | None = None
    rag_as_written: str = ""
    judged: str = ""
    next_steps: str = ""

    @property
    def gives_status(self) -> bool:
        """Whether it says how the intention stands, in a word that may be none of ours."""
        return bool(self.reported_status or self.status_as_written)

    @property
    def due_quoted(self) -> str:
        """The due date in the paper's words, in quotation marks; what is printed in figures also as the day that it is."""
        return day_as_printed(self.due_as_written, quoted=True)

    @property
    def place(self) -> tuple[str, str]:
        """Where it stands: the paper's id, and the place in it."""
        return self.document_id, self.locator


@dataclass(frozen=True)
class Line:
    """One intention as at a date: reported, derived and unknown kept apart.

    ``days_since_evidence`` is None where no paper gave a status; ``last_heard`` is when a paper last gave its status, or else
    its date, in words as exact as the paper's own day ("" for neither). ``taken_up_as`` names the intentions of a later paper that a
    strategy's intention is reported or restated as; ``takes_up`` is the other way round; ``depends_on`` what it waits for;
    ``readings`` those of them that no paper states and we read so; ``proposed`` whether no paper says that it was agreed.
    """

    intention_id: str
    parent_id: str
    kind: str
    reference: str
    title: str
    summary: str
    theme: str
    priority: str
    owner_role: str
    document_id: str
    locator: str
    note: str
    reported_status: str
    status_as_written: str
    reported_on: date | None
    completed_as_written: str
    completion_test: str
    due_as_written: str
    due_sense: str
    due_details: DueDetails
    due: Interval
    completed: Interval
    derived: Derived
    standing: Standing
    days_since_evidence: int | None
    last_heard: str
    history: tuple[Statement, ...]
    taken_up_as: tuple[str, ...]
    takes_up: tuple[str, ...]
    depends_on: tuple[str, ...]
    readings: tuple[str, ...]
    proposed: bool

    @property
    def place(self) -> tuple[str, str]:
        """Where it is stated: the paper's id, and the place in it."""
        return self.document_id, self.locator

    def places_of(self, *names: str) -> tuple[tuple[str, str], ...]:
        """Return where each of some things stands that is said of the line: in the last statement that says it, else in its own place.

        A name is that of a statement's field, or "status".
        """
        fields = ["gives_status" if name == "status" else name for name in names]
        last = (next((said for said in reversed(self.history) if getattr(said, field)), None) for field in fields)
        return tuple(dict.fromkeys(said.place if said else self.place for said in last)) or (self.place,)

    @property
    def dated(self) -> bool:
        """Whether a paper gives it a date that a day can be held against: "when it is possible" is none."""
        return bool(self.due.earliest or self.due.latest)

    @property
    def reported(self) -> bool:
        """Whether any paper says how it stands, in a word that may be none of ours."""
        return bool(self.reported_status or self.status_as_written)

    @property
    def followed(self) -> bool:
        """Whether any paper gives it a status or a date of its own, one that we cannot read among them."""
        return bool(self.reported or self.dated or self.due_sense == DueSense.NOT_UNDERSTOOD)

    @property
    def spoken_of(self) -> bool:
        """Whether any paper gives it a status, or words of its own about when."""
        return bool(self.reported or self.due_as_written)

    @property
    def due_words(self) -> str:
        """The due date as written, and, where the council gave its days by hand, those days and that it gave them."""
        return self._with_given_days(day_as_printed(self.due_as_written))

    @property
    def due_quoted(self) -> str:
        """The same with the paper's words in quotation marks; "" where there is no date."""
        return self._with_given_days(day_as_printed(self.due_as_written, quoted=True)) if self.due_as_written else ""

    def _with_given_days(self, written: str) -> str:
        if not self.due_details.given_by_council:
            return written
        return f"{written} ({GIVEN}: {wording.uncapital(days_meant(self.due))})"

    @property
    def label(self) -> str:
        """The title after the plan's own reference, as a, 10 or 1e(i); the number of a paragraph is none."""
        return f"{self.reference}. {self.title}" if OWN_REFERENCE.fullmatch(self.reference) else self.title
