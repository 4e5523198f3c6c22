"""Sums that the papers' own numbers fail: worked out again in any dataset, shown, and never settled here.

A finding is no fault of the dataset, whose rows hold what the papers print. It says where the print does not add up, or
where two statements cannot both be. ``CHECKS`` lists what is looked for; each check is a function of a council.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.measures.record.arithmetic.across import across_sums
from dayops_dash.measures.record.arithmetic.answers import answer_sums
from dayops_dash.measures.record.arithmetic.areas import area_sums
from dayops_dash.measures.record.arithmetic.bounds import bound_sums
from dayops_dash.measures.record.arithmetic.dates import date_sums
from dayops_dash.measures.record.arithmetic.scores import score_sums
from dayops_dash.measures.record.arithmetic.sentences.counted import counted_sums
from dayops_dash.measures.record.arithmetic.sentences.fractions import fraction_sums
from dayops_dash.measures.record.arithmetic.sentences.groups import group_sums
from dayops_dash.measures.record.arithmetic.sentences.heads import head_sums
from dayops_dash.measures.record.arithmetic.sentences.hours import hour_sums
from dayops_dash.measures.record.arithmetic.sentences.ordered import ordered_sums
from dayops_dash.measures.record.arithmetic.sentences.rates import sentence_rate_sums
from dayops_dash.measures.record.arithmetic.sentences.shares import share_sums
from dayops_dash.measures.record.arithmetic.sentences.since import since_sums
from dayops_dash.measures.record.arithmetic.sentences.spans import span_sums
from dayops_dash.measures.record.arithmetic.sentences.totals import total_sums
from dayops_dash.measures.record.arithmetic.sentences.twice import twice_sums
from dayops_dash.measures.record.arithmetic.sentences.worked import worked_sums
from dayops_dash.measures.record.arithmetic.stated.answered import answered_sums
from dayops_dash.measures.record.arithmetic.stated.asked import asked_sums
from dayops_dash.measures.record.arithmetic.stated.averages import average_sums
from dayops_dash.measures.record.arithmetic.stated.budgeted import budgeted_sums
from dayops_dash.measures.record.arithmetic.stated.each import each_sums
from dayops_dash.measures.record.arithmetic.stated.listed import listed_sums
from dayops_dash.measures.record.arithmetic.stated.one_row import one_row_sums
from dayops_dash.measures.record.arithmetic.stated.parts import part_sums
from dayops_dash.measures.record.arithmetic.stated.provided import provided_sums
from dayops_dash.measures.record.arithmetic.stated.rates import rate_sums
from dayops_dash.measures.record.arithmetic.stated.replies import reply_sums
from dayops_dash.measures.record.arithmetic.stated.targets import target_sums
from dayops_dash.measures.record.arithmetic.stated.told import told_sums
from dayops_dash.measures.record.arithmetic.stated.unlinked import unlinked_sums
from dayops_dash.measures.record.arithmetic.sum import Sum
from dayops_dash.measures.record.arithmetic.tables import (
    level_sums,
    linked_sums,
    parts_against_total,
    savings_sums,
    table_sums,
)
from dayops_dash.measures.record.arithmetic.twins import twin_sums
from dayops_dash.measures.record.arithmetic.updates import progress_sums
from dayops_dash.measures.record.arithmetic.years import growth_sums, length_sums

__all__ = ["CHECKS", "failed", "parts_against_total", "sums", "table_sums"]

CHECKS: tuple[Callable[[Council], Iterator[Sum]], ...] = (
    linked_sums,
    savings_sums,
    level_sums,
    answer_sums,
    twin_sums,
    across_sums,
    bound_sums,
    growth_sums,
    length_sums,
    area_sums,
    score_sums,
    date_sums,
    progress_sums,
    part_sums,
    asked_sums,
    each_sums,
    provided_sums,
    told_sums,
    unlinked_sums,
    rate_sums,
    answered_sums,
    reply_sums,
    listed_sums,
    average_sums,
    budgeted_sums,
    target_sums,
    one_row_sums,
    total_sums,
    group_sums,
    head_sums,
    sentence_rate_sums,
    since_sums,
    counted_sums,
    fraction_sums,
    share_sums,
    span_sums,
    twice_sums,
    worked_sums,
    hour_sums,
    ordered_sums,
)


@per_council
def sums(council: Council) -> tuple[Sum, ...]:
    """Return every sum that the rows known on the as-at date allow, worked out again, check by check."""
    return tuple(one for check in CHECKS for one in check(council))


def failed(council: Council) -> tuple[Sum, ...]:
    """Return the sums that do not hold."""
    return tuple(s for s in sums(council) if s.grade)
