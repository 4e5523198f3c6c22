"""A change in per cent between two periods that names no rows, against the one figure of each period in the same paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, PeopleRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.measures.record.arithmetic.periods import TWO_YEARS, YEAR, period_key
from dayops_dash.measures.record.arithmetic.stated.changes import PERCENT, StatedNumber, change_sums, unit_of
from dayops_dash.measures.record.arithmetic.sum import Sum
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

CHANGE = re.compile(
    r"^(?:change|growth|increase|rise|fall|drop|reduction|decrease|decline)s?(?: in (?:the )?(?:number|people|numbers))?$",
    re.IGNORECASE,
)
OF_CHANGE = words_of("change changes growth increase rise fall drop reduction decrease decline number numbers")
ALIKE = ("document_id", "client_group", "provider_kind", "service_id", "breakdown", "group", "place", "base")
Figures = PeopleRow | ContextRow


def unlinked_sums(council: Council) -> Iterator[Sum]:
    """Hold each change that links to no figures against those of its own two periods, where the paper gives one of each."""
    tables: tuple[Literal["people", "context"], ...] = ("people", "context")
    for table in tables:
        rows: tuple[Figures, ...] = council.rows(table)
        for row in rows:
            periods = _periods(row.period)
            percent = PERCENT.match(unit_of(row)) and CHANGE.match(row.measure.strip())
            if not percent or len(periods) != 2 or row.change_from or wording.missing(row.value):
                continue
            before, after = ([r for r in rows if _is_of(r, row) and period_key(r.period) == one] for one in periods)
            if len(before) == len(after) == 1:
                stated, first, then = (StatedNumber(r, float(r.value), unit_of(r)) for r in (row, before[0], after[0]))
                yield from change_sums(stated, first, then)


def _periods(period: str) -> list[str]:
    """Return the two periods of "2023/24 to 2025/26" or "from 2019 to 2022"; [] for one, or more."""
    named = [period_key(found[0]) for found in TWO_YEARS.finditer(period)]
    years = [year for year in named if "/" in year]
    if len(years) < 2:
        years = YEAR.findall(period)
    return years if len(years) == 2 and years[0] < years[1] else []


def _is_of(row: Figures, change: Figures) -> bool:
    """Whether a row counts, without a hedge of its kind, just those whose change is told."""
    if wording.missing(row.value) or PERCENT.match(unit_of(row)) or row.measure == change.measure or not row.value:
        return False
    alike = all(_of(row, column) == _of(change, column) for column in ALIKE if column in row)
    return alike and words_of(row.subject) == words_of(change.subject) - OF_CHANGE


def _of(row: Figures, column: str) -> str:
    cell = text_of(row, column).casefold()
    return group_of(cell) if column == "client_group" else cell
