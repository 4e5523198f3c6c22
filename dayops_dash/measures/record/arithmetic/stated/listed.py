"""How many actions, intentions, risks or recommendations a paper says that there are, against those that are listed.

A list may quote only some, so a difference is told as one of definition, and not at all where most would be left out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import period_named
from dayops_dash.dataset.row_types import ContextRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import exactly, range_of
from dayops_dash.measures.record.arithmetic.periods import days
from dayops_dash.measures.record.arithmetic.stated.asked import SOME
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import words_of

RISK = "risk"
OF_ALL = words_of(  # words that leave nothing out of a list
    "this our council strategy plan action register appendix annex report paper table number numbers total overall list listed"
)
Place = tuple[str, str]  # paper and locator


def listed_sums(council: Council) -> Iterator[Sum]:
    """Hold each number of things against the rows that list such things."""
    for row in council.rows("context"):
        if wording.missing(row.value) or "number" not in f"{row.measure} {row.subject}".casefold():
            continue
        noun = row.unit.casefold().strip().removesuffix("s")
        if noun == "recommendation":
            counts, place = _asked_on_its_day(council, row)
        else:
            counts, place = _of_its_paper(council, row, noun)
        if counts and min(counts) > 0:
            yield from _held(row, counts, place)


def _of_its_paper(council: Council, row: ContextRow, noun: str) -> tuple[set[int], Place]:
    """Return how many of a paper's intentions, or risks, are of a kind: all of them, and without the parts of others."""
    its = [r for r in council.rows("intentions") if r.document_id == row.document_id and r.kind.split()[-1] == noun]
    risks = [r for r in council.rows("risks") if r.document_id == row.document_id] if noun == RISK else []
    kind = words_of(" ".join((*(r.kind for r in its), *(f"{r.kind}s" for r in its), row.unit, council.short_title)))
    more = {word for word in words_of(f"{row.subject} {row.measure}") - kind - OF_ALL if len(word) > 1}
    if more or not (its or risks):
        return set(), ("", "")
    first = (its or risks)[0]
    counts = {len(its), sum(not r.parent_id for r in its)} - {0} if its else {len(risks)}
    return counts, (first.document_id, first.locator)


def _asked_on_its_day(council: Council, row: ContextRow) -> tuple[set[int], Place]:
    """Return how many recommendations a committee made on the day that a row names, where another paper lists them."""
    named = period_named(row.period) if row.period else None
    words = f"{row.subject} {row.measure} {row.as_written}"
    its = [
        r
        for r in council.rows("recommendations")
        if r.document_id != row.document_id
        and r.number_stated is None
        and r.committee
        and r.committee.casefold() in row.subject.casefold()
        and named
        and named.earliest
        and days(r.made_edtf) == named
    ]
    if not its or SOME.search(words) or len({(r.committee, r.document_id) for r in its}) > 1:
        return set(), ("", "")
    return {len(its)}, (its[0].document_id, its[0].locator)


def _held(row: ContextRow, counts: set[int], place: Place) -> Iterator[Sum]:
    gap = min(range_of(row.value, row.qualifier).gap(exactly(count)) for count in counts)
    if gap >= min(counts):
        return  # it only quotes some
    grade = ConflictGrade.DEFINITION if gap else None
    listed = " or ".join(f"{count}" for count in sorted(counts))
    may = "; some may be left out of the list, or be counted apart" if gap else ""
    title = f"{row.subject}: how many {row.unit}"
    yield Sum(grade, title, as_printed(row), f"{listed} are listed{may}", row.document_id, row.locator, *place)
