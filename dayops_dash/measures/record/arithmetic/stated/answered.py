"""How many answered, in figures of a paper, against the engagement of that name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, EngagementsRow, PeopleRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import HEDGES, range_of
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import words_of

HOW_MANY = re.compile(
    r"(?:number of )?(?:(?:responses|respondents|replies|answers)(?: received)?"
    r"|people who (?:answered|responded|replied|took part))",
    re.IGNORECASE,
)


def answered_sums(council: Council) -> Iterator[Sum]:
    """Hold each number of responses against that of the one engagement whose title is its subject."""
    titles: dict[frozenset[str], list[EngagementsRow]] = {}
    for engagement in council.rows("engagements"):
        if not wording.missing(engagement.responses):
            titles.setdefault(words_of(engagement.title), []).append(engagement)
    rows: tuple[ContextRow | PeopleRow, ...] = (*council.rows("context"), *council.rows("people"))
    for row in rows:
        its = titles.get(words_of(row.subject), [])
        if (
            HOW_MANY.fullmatch(row.measure.strip())
            and len(its) == 1
            and not wording.missing(row.value)
            and row.unit != "%"
        ):
            yield _held(row, its[0])


def _held(row: ContextRow | PeopleRow, engagement: EngagementsRow) -> Sum:
    stated, held = (
        range_of(n, q) for n, q in ((row.value, row.qualifier), (engagement.responses or 0, engagement.qualifier))
    )
    same_paper = row.document_id == engagement.document_id
    apart = stated.gap(held) > 0
    grade = (ConflictGrade.CONFLICT if same_paper else ConflictGrade.DEFINITION) if apart else None
    other = f"{engagement.responses:,}"
    if engagement.qualifier in HEDGES:
        other = wording.as_hedged(other, engagement.qualifier)
    may = "" if same_paper or not apart else "; a later paper may have counted on"
    place = (row.document_id, row.locator, engagement.document_id, engagement.locator)
    return Sum(grade, f"{engagement.title}: how many answered", as_printed(row), f"{other}{may}", *place)
