"""The day that a figure is true of: its tense, how old the evidence is, and what is different today."""

from __future__ import annotations

from enum import Enum

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis


class Tense(Enum):
    """How the day shown stands to today, which decides the verbs. Each holds the forms for one and for several."""

    THEN = (
        {"be": "was", "have": "had", "under": "have been", "depend": "depended", "due": "within its dates"},
        {"be": "were", "have": "had", "under": "have been", "depend": "depended", "due": "within their dates"},
    )
    NOW = (
        {"be": "is", "have": "has", "under": "be", "depend": "depends", "due": "due now"},
        {"be": "are", "have": "have", "under": "be", "depend": "depend", "due": "due now"},
    )
    AHEAD = (
        {"be": "will be", "have": "will have", "under": "be", "depend": "will depend", "due": "within its dates"},
        {"be": "will be", "have": "will have", "under": "be", "depend": "will depend", "due": "within their dates"},
    )

    def verbs(self, number: int) -> dict[str, str]:
        """Return the forms of "be", "have", "be" after "should", "depend" and what follows "be" of what is due, for a number of things."""
        return self.value[number != 1]

    @property
    def can(self) -> str:
        return "could" if self is Tense.THEN else "can"


def tense(council: Council) -> Tense:
    """Return how the day shown stands to today."""
    if council.is_today:
        return Tense.NOW
    return Tense.THEN if council.as_at < council.today else Tense.AHEAD


def opening(council: Council) -> str:
    """Return words that begin a sentence with the day that it is true of: "On 13 March 2023, "."""
    day = wording.day(council.as_at)
    if council.is_today:
        return f"Today, {day}, "
    return f"On {day}, " if council.as_at < council.today else f"By {day}, if nothing more is published, "


def on_day(council: Council) -> str:
    """Return the day that a title is true of: "on 13 March 2023"; "by 5 January 2027" where that is still to come."""
    return f"{'by' if council.as_at > council.today else 'on'} {wording.day(council.as_at)}"


def evidence_words(council: Council) -> str:
    """Return the latest paper's date and its age on the day shown, or today where that is later; "" where there is no paper.

    For lines that name the day shown: "Latest paper: 13 March 2023, 3 years 8 months earlier".
    """
    if tense(council) is Tense.THEN:
        return _latest_paper(council, f"before {wording.day(council.today)}")
    return _latest_paper(council, "earlier")


def evidence_today(council: Council) -> str:
    """Return the same for a reader of this moment: "Latest paper: 13 March 2023, 3 years 8 months ago"."""
    return _latest_paper(council, "before the day shown" if tense(council) is Tense.AHEAD else "ago")


def _latest_paper(council: Council, since: str) -> str:
    paper, latest = council.latest_paper, council.latest_report_on
    if paper is None or latest is None:
        return ""
    dated = f"Latest {'return' if paper.kind == DocumentKind.RETURN else 'paper'}: {council.dated(paper.document_id)}"
    days = (max(council.as_at, council.today) - latest).days
    if days <= 0:
        return f"{dated}, the same day"
    at_least = "at least " if paper.published_basis == PublishedBasis.INFERRED else ""  # counted from its last day
    return f"{dated}, {at_least}{wording.age(days)} {since}"


def unread_words(council: Council) -> str:
    """Return that there are newer papers which are not read here; "" where none is known of. The title of the latest follows it."""
    papers = council.unread_papers
    if not papers:
        return ""
    newest = wording.day(papers[0].meeting_on)
    if len(papers) == 1:
        return f"A newer paper, of {newest}, is not read here"
    return f"{len(papers)} newer papers are not read here, the latest of {newest}"


def no_paper_words(council: Council) -> tuple[str, str]:
    """Return that no paper held here was published by the day shown, and which is the first, as exactly as it gives its date."""
    said = f"No paper of {council.short_title} held here is counted as published by {wording.day(council.as_at)}."
    first = min(council.dataset.report_dates, default=None)
    if first is None:
        return said, ""
    paper = council.on(first).latest_paper
    assert paper is not None
    if paper.published_basis == PublishedBasis.INFERRED:
        return (
            said,
            f"The first gives no date. It is taken to be of {first.year}, and counted from {wording.day(first)}.",
        )
    online = paper.first_published_on
    early = f"; it says that it was first published on {wording.day(online)}" if online and online < first else ""
    return said, f"The first is of {council.on(first).dated(paper.document_id)}{early}."
