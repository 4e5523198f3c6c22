"""A share of the spend that names no rows, against the amounts of its paper: 75% of the budget, of £12.5m in £18.4m."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, SpendRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range, as_stated, numbers_in, range_of, spelled_in, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed, name, share_of
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

OF_SPEND = re.compile(
    r"(?:about |over |under |nearly |almost )*(?P<share>\d+(?:\.\d+)? ?(?:%|per cent)|half|[a-z]+ (?:third|quarter|fifth)s?)"
    r" of (?:the |this |that |our |all |its )?(?:total |whole |overall )?(?:budget|spend|spending|expenditure|costs?)",
    re.IGNORECASE,
)
SHARE = re.compile(
    r"(?:share|percentage|proportion) of (?:the )?(?:total |whole )?(?:spend|spending|budget|expenditure)",
    re.IGNORECASE,
)


def budgeted_sums(council: Council) -> Iterator[Sum]:
    """Hold each share of spend that links to nothing against the one amount of its subject and that amount's total."""
    amounts = [row for row in council.rows("spend") if not wording.missing(row.amount_gbp) and row.amount_gbp > 0]
    totals = {row.spend_id: row for row in amounts}
    parts = [
        (row, totals[row.part_of])
        for row in amounts
        if row.part_of in totals and not totals[row.part_of].part_of and not group_of(row.client_group)
    ]
    for row in council.rows("spend"):
        found = OF_SPEND.fullmatch(row.as_written.strip()) if wording.missing(row.amount_gbp) else None
        if found and not (row.share_part or row.change_from):
            share = numbers_in(found["share"])[0].value if found["share"][0].isdigit() else _spelled(found["share"])
            yield from _held(row, row.financial_year, share, parts)
    for one in council.rows("context"):
        if (
            one.unit == "%"
            and SHARE.fullmatch(one.measure.strip())
            and not (one.share_part or wording.missing(one.value))
        ):
            yield from _held(one, one.period, one.value, parts)


def _spelled(words: str) -> float:
    return next(iter(spelled_in(words)), 0.0)


def _held(
    row: SpendRow | ContextRow, period: str, share: float, parts: list[tuple[SpendRow, SpendRow]]
) -> Iterator[Sum]:
    its = [(part, whole) for part, whole in parts if _is_of(row, period, part)]
    if len(its) != 1 or not share:
        return
    part, whole = its[0]
    could_be = share_of(_rounded(part), _rounded(whole))
    stated = as_stated(share, row.as_written, row.qualifier)
    grade = None if could_be.gap(stated) <= step_of(row.as_written, share) / 2 + SLACK else ConflictGrade.CONFLICT
    words = f"{as_printed(part)} of {as_printed(whole)} is {part.amount_gbp / whole.amount_gbp * 100:.2f}%"
    place = (row.document_id, row.locator, part.document_id, part.locator)
    yield Sum(grade, f"{name(row)}: the percentage against the amounts", as_printed(row), words, *place)


def _is_of(row: SpendRow | ContextRow, period: str, part: SpendRow) -> bool:
    """Whether an amount is of just what a share is of: one paper, year and subject, and of spend one provider and group too."""
    alike = row.document_id == part.document_id and period_key(period) == period_key(part.financial_year)
    if isinstance(row, SpendRow):
        alike = alike and row.provider_kind == part.provider_kind and row.basis == part.basis
        alike = alike and group_of(row.client_group) == group_of(part.client_group)
    return alike and words_of(row.subject) == words_of(part.subject)


def _rounded(row: SpendRow) -> Range:
    stated, half = range_of(row.amount_gbp, row.qualifier), step_of(row.as_written, row.amount_gbp) / 2
    return Range(max(0.0, stated.low - half), stated.high + half)
