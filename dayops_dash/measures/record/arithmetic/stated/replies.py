"""How many recommendations were accepted or rejected, as a paper says, against its own answers to each; and numbers of one row in words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow
from dayops_dash.dataset.vocabulary import ConflictGrade, Response
from dayops_dash.dataset.written import Range, range_of
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, number_of_words
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed

ACCEPTED = re.compile(r"\b(?:accepted|agreed|supported)\b", re.IGNORECASE)
REJECTED = re.compile(r"\b(?:rejected|not accepted|not agreed|declined|refused)\b", re.IGNORECASE)
IN_PART = re.compile(r"\b(?:part(?:ly|ially)?|some)\b", re.IGNORECASE)
OWN = re.compile(rf"(?<![\w.,£/–-])(?P<number>{NUMBER}) recommendations?\b(?! that| which| of)", re.IGNORECASE)


def reply_sums(council: Council) -> Iterator[Sum]:
    """Hold numbers of answers against the answers, and the number that a row states against its own words."""
    yield from _in_own_words(council)
    for row in council.rows("context"):
        words = f"{row.subject} {row.measure}"
        asked = row.unit == "recommendations" and not wording.missing(row.value) and not IN_PART.search(words)
        if asked and (REJECTED.search(words) or ACCEPTED.search(words)):
            yield from _held(council, row, rejected=bool(REJECTED.search(words)))


def _in_own_words(council: Council) -> Iterator[Sum]:
    """Hold the number of a row that stands for several recommendations against a number of them in its own summary."""
    for row in council.rows("recommendations"):
        found = OWN.search(row.summary) if row.number_stated is not None else None
        if found:
            grade = None if number_of_words(found["number"]) == row.number_stated else ConflictGrade.CONFLICT
            title = f"{row.committee}: how many recommendations"
            yield Sum(grade, title, found[0], f"{row.number_stated}, stated for the same", row.document_id, row.locator)


def _held(council: Council, row: ContextRow, *, rejected: bool) -> Iterator[Sum]:
    """Hold a number against the answers of the same paper, where it answers each recommendation that it lists."""
    answers = {r.recommendation_id: r for r in council.rows("recommendations") if r.document_id == row.document_id}
    told = {key: r.response for key, r in answers.items() if r.number_stated is None}
    told |= {
        r.recommendation_id: r.response
        for r in council.rows("recommendation_updates")
        if r.document_id == row.document_id
    }
    if not told or "" in told.values() or Response.NONE_STATED in told.values() or row.value > len(told):
        return  # a list may leave some out
    sure = sum(one == (Response.REJECTED if rejected else Response.ACCEPTED) for one in told.values())
    partly = sum(one == Response.IN_PART for one in told.values())
    gap = range_of(row.value, row.qualifier).gap(Range(sure, sure + partly))
    first = next(iter(answers.values()), None)
    place = (first.document_id, first.locator) if first else ()
    beside = f"; {partly} in part" if partly else ""
    words = f"{sure} of the {len(told)} answered in it{beside}"
    title = f"{row.subject}: how many {'rejected' if rejected else 'accepted'}"
    yield Sum(
        ConflictGrade.CONFLICT if gap else None, title, as_printed(row), words, row.document_id, row.locator, *place
    )
