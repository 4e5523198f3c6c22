"""An amount for each person against the amount and the people."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, PeopleRow, SpendRow
from dayops_dash.dataset.vocabulary import ConflictGrade, ProviderKind
from dayops_dash.dataset.written import Range, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.stated.provided import PROVIDERS
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed, name
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

WHO = frozenset({"people", "use"})  # of "people who use day opportunities": the spend is on day opportunities
PER = r"(?:,? (?:(?:a|per|each) year|per annum|yearly|annually))?"
EACH = re.compile(  # a mean of all, for a year: no median, no week, no net cost
    r"(?:(?:average|mean|yearly|annual) )*(?:spend|spending|costs?|expenditure|budget) "
    rf"(?:(?:per|a|each|for each) (?:person|head|customer|user)){PER}"
    rf"|(?:per|for each) (?:person|head|customer|user){PER}",
    re.IGNORECASE,
)
OTHER_TIME = re.compile(r"\b(?:week|day|month|session|hour|visit|night)(?:s|ly)?\b|\bdaily\b|\bmedian\b", re.IGNORECASE)


@dataclass(frozen=True)
class Each:
    """An amount for each person: its row, what it is spent on, when, and how much it is."""

    row: ContextRow | SpendRow
    key: str
    subject: str
    period: str
    value: float


def each_sums(council: Council) -> Iterator[Sum]:
    """Spend for each person, where one paper gives the spend and the people of one subject and period as well."""
    for row in _each(council):
        every = [r for r in council.rows("spend") if r.spend_id != row.key and _is_spend(r, row)]
        spends = [r for r in every if not r.part_of] or [r for r in every if not group_of(r.client_group)]
        for spend in spends if len(spends) == 1 else ():
            people = [r for r in council.rows("people") if _is_people(r, row, spend)]
            if len(people) == 1 and people[0].value:
                both = [
                    r
                    for r in council.rows("people")
                    if r.part_of == people[0].part_of != "" and _use_both(r, people[0])
                ]
                yield _held(row, spend, people[0], sum(r.value for r in both))


def _is_spend(spend: SpendRow, row: Each) -> bool:
    return _of_one(spend, spend.financial_year, row) and not wording.missing(spend.amount_gbp)


def _is_people(people: PeopleRow, row: Each, spend: SpendRow) -> bool:
    """Whether people are those of a spend: of its subject, or of the whole's by the same provider where it is a part."""
    plain = people.unit == "people" and not people.group and not wording.missing(people.value)
    if spend.part_of:
        own = words_of(people.subject) - WHO
        alike = own in (words_of(row.subject) - WHO, words_of(row.subject) - WHO - PROVIDERS)
        same = people.document_id == row.row.document_id and period_key(people.period) == period_key(row.period)
        return plain and alike and same and bool(people.part_of) and people.provider_kind == spend.provider_kind
    return plain and not people.part_of and _of_one(people, people.period, row)


def _use_both(row: PeopleRow, people: PeopleRow) -> bool:
    """Whether a part of the same whole is those who use this kind of provider and another: they may be counted in it."""
    alike = (
        row.period == people.period and row.document_id == people.document_id and row.provider_kind == ProviderKind.BOTH
    )
    return (
        alike
        and people.provider_kind in (ProviderKind.INTERNAL, ProviderKind.EXTERNAL)
        and not wording.missing(row.value)
    )


def _each(council: Council) -> Iterator[Each]:
    """Yield the amounts for each person, of context and of spend, whose subject then says so: "Day opportunities, cost per person"."""
    for row in council.rows("context"):
        if OTHER_TIME.search(row.as_written):
            continue
        if row.unit == "GBP" and EACH.fullmatch(row.measure.strip()) and not wording.missing(row.value):
            yield Each(row, "", row.subject, row.period, row.value)
    for spend in council.rows("spend"):
        subject, _, measure = spend.subject.partition(",")
        if (
            measure
            and not OTHER_TIME.search(spend.as_written)
            and EACH.fullmatch(measure.strip())
            and not wording.missing(spend.amount_gbp)
        ):
            yield Each(spend, spend.spend_id, subject, spend.financial_year, spend.amount_gbp)


def _of_one(row: SpendRow | PeopleRow, period: str, of: Each) -> bool:
    alike = words_of(row.subject) - WHO == words_of(of.subject) - WHO and period_key(period) == period_key(of.period)
    return alike and row.document_id == of.row.document_id


def _held(each: Each, spend: SpendRow, people: PeopleRow, both: float) -> Sum:
    row = each.row
    money, heads = range_of(spend.amount_gbp, spend.qualifier), range_of(people.value, people.qualifier)
    half = step_of(spend.as_written, spend.amount_gbp) / 2
    could_be = Range((money.low - half) / (heads.high + both), (money.high + half) / heads.low)
    gap = could_be.gap(range_of(each.value, row.qualifier))
    grade = None if gap <= step_of(row.as_written, each.value) / 2 + SLACK else ConflictGrade.CONFLICT
    per_head = wording.money(spend.amount_gbp / people.value)
    words = f"{as_printed(spend)} for {as_printed(people)} people is {per_head}"
    place = (row.document_id, row.locator, spend.document_id, spend.locator)
    return Sum(grade, f"{name(row)}: an amount for each person", as_printed(row), words, *place)
