"""An amount for each person against the amount and the people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, PeopleRow, SpendRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed, name
from dayops_dash.measures.record.arithmetic.words import words_of

WHO = frozenset({"people", "use"})  # of "people who use day opportunities": the spend is on day opportunities
EACH = re.compile(  # a mean of all, for a year: no median, no week, no net cost
    r"(?:(?:average|mean|yearly|annual) )*(?:spend|spending|costs?|expenditure|budget) "
    r"(?:(?:per|a|each|for each) (?:person|head|customer|user))(?:,? (?:(?:a|per|each) year|per annum|yearly|annually))?",
    re.IGNORECASE,
)
OTHER_TIME = re.compile(r"\b(?:week|day|month|session|hour|visit|night)(?:s|ly)?\b|\bdaily\b|\bmedian\b", re.IGNORECASE)


def each_sums(council: Council) -> Iterator[Sum]:
    """Spend for each person, where one paper gives the spend and the people of one subject and period as well."""
    for row in council.rows("context"):
        each = row.unit == "GBP" and EACH.fullmatch(row.measure.strip()) and not OTHER_TIME.search(row.as_written)
        if not each or wording.missing(row.value):
            continue
        spends = [
            r
            for r in council.rows("spend")
            if _of_one(r, r.financial_year, row) and not r.part_of and not wording.missing(r.amount_gbp)
        ]
        people = [
            r
            for r in council.rows("people")
            if _of_one(r, r.period, row)
            and r.unit == "people"
            and not (r.group or r.part_of)
            and not wording.missing(r.value)
        ]
        if len(spends) == 1 and len(people) == 1 and people[0].value:
            yield _held(row, spends[0], people[0])


def _of_one(row: SpendRow | PeopleRow, period: str, of: ContextRow) -> bool:
    alike = words_of(row.subject) - WHO == words_of(of.subject) - WHO and period_key(period) == period_key(of.period)
    return alike and row.document_id == of.document_id


def _held(row: ContextRow, spend: SpendRow, people: PeopleRow) -> Sum:
    money, heads = range_of(spend.amount_gbp, spend.qualifier), range_of(people.value, people.qualifier)
    half = step_of(spend.as_written, spend.amount_gbp) / 2
    could_be = Range((money.low - half) / heads.high, (money.high + half) / heads.low)
    gap = could_be.gap(range_of(row.value, row.qualifier))
    grade = None if gap <= step_of(row.as_written, row.value) / 2 + SLACK else ConflictGrade.CONFLICT
    each = wording.money(spend.amount_gbp / people.value)
    words = f"{as_printed(spend)} for {as_printed(people)} people is {each}"
    place = (row.document_id, row.locator, spend.document_id, spend.locator)
    return Sum(grade, f"{name(row)}: an amount for each person", as_printed(row), words, *place)
