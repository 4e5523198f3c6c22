"""When people were asked, as a title says it: answers of years ago are not of today; and shares as the paper hedges them."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.paper_words import when_said
from dayops_dash.measures.voices import said as measure
from dayops_dash.measures.voices.said import Answer

MOST_WORDS = 16  # of a title


def held_words(council: Council, engagement_id: str) -> str:
    """Return when people were asked, as written; that it is not dated, and the year of its paper, where no paper says."""
    row = next(e for e in measure.engagements(council) if e.engagement_id == engagement_id)
    return str(row.held_as_written or printed_words(council, row.document_id))


def printed_words(council: Council, document_id: str) -> str:
    """Return of what gives no date that it is undated, and when its paper was printed, as far as that is known."""
    printed = when_said(council, document_id)
    return f"undated, printed {printed}" if printed else "undated"


def with_date(title: str, council: Council, engagement_id: str) -> str:
    """Return a title with when people were asked behind it; with its year alone where that would be too long."""
    when = held_words(council, engagement_id)
    whole = f"{title} ({when})"
    return whole if len(whole.split()) <= MOST_WORDS else f"{title} ({when.split()[-1]})"


def share_words(answer: Answer) -> str:
    """Return an answer's share with the paper's hedge: about 60%"""
    return wording.hedged(wording.percent(answer.share), answer.qualifier)
