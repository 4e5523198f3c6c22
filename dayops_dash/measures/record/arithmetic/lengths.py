"""How many years: the length that a paper states in words or as a number, against the years that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, ProjectionsRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import Accumulation, ConflictGrade
from dayops_dash.dataset.written import SPELLED, numbers_in, spelled_in
from dayops_dash.measures.record.arithmetic.periods import TWO_YEARS, years_long
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed, name

YEARS = rf"(\d{{1,2}}|{'|'.join(SPELLED)})[ -](?:financial )?years?\b"
OVER = re.compile(rf"\b(?:next|coming|following|(?:over|across|within|during) the) {YEARS}", re.IGNORECASE)
OVER_SAVED = re.compile(
    rf"{OVER.pattern}|\b(?:over|across|within) {YEARS}", re.IGNORECASE
)  # of people it may be an age
AHEAD = "time ahead"  # the measure of a number of years that a paper looks ahead
Spanning = SavingsRow | SpendRow | ProjectionsRow


def length_sums(council: Council) -> Iterator[Sum]:
    """Hold each length in years against the years that it is said of."""
    yield from _strategies(council)
    spanning: tuple[Spanning, ...] = (
        *council.rows("savings"),
        *council.rows("spend"),
        *council.rows("projections"),
    )
    for row in spanning:
        yield from _in_words(row)
    for ahead in council.rows("context"):
        if ahead.measure == AHEAD and ahead.unit == "years" and not wording.missing(ahead.value):
            yield from _ahead(ahead, [row for row in spanning if _of_one_thing(ahead, row)])


def _strategies(council: Council) -> Iterator[Sum]:
    """How many years a strategy is for, against the years in its name."""
    for row in council.rows("context"):
        years = TWO_YEARS.search(f"{row.subject} {row.period}")
        if wording.missing(row.value) or row.unit != "years" or not row.measure.startswith("length") or not years:
            continue
        apart = int(years[1][:2] + years[2][-2:]) - int(years[1])
        grade = None if float(row.value) in (apart, apart + 1) else ConflictGrade.CONFLICT
        words = f"{years[1]} to {years[1][:2]}{years[2][-2:]} is {apart} years"
        yield Sum(grade, f"{row.subject}: how long", as_printed(row), words, row.document_id, row.locator)


def _period(row: Spanning) -> str:
    return text_of(row, "period" if "period" in row else "financial_year")


def _in_words(row: Spanning) -> Iterator[Sum]:
    """£250,000 over the next three years: as many years as the row's own period has."""
    pattern = OVER_SAVED if isinstance(row, SavingsRow) else OVER
    found = ["".join(groups) for groups in (match.groups("") for match in pattern.finditer(row.as_written))]
    long = years_long(_period(row))
    one_year = long == (1,) and not (isinstance(row, SavingsRow) and row.accumulation == Accumulation.TOTAL)
    if len(found) != 1 or not long or one_year:
        return
    stated = int(found[0]) if found[0].isdigit() else SPELLED[found[0].casefold()]
    grade = None if stated in long else ConflictGrade.CONFLICT
    title = f"{name(row)}: how many years"
    yield Sum(grade, title, as_printed(row), _years_of(_period(row), long), row.document_id, row.locator)


def _years_of(period: str, long: tuple[int, ...]) -> str:
    """2021/22 to 2023/24 is 3 years; 2020 to 2035 is 15 or 16 years"""
    return f"{period} is {' or '.join(map(str, long))} {'year' if long == (1,) else 'years'}"


def _of_one_thing(ahead: ContextRow, row: Spanning) -> bool:
    """Whether a row has years and stands at one place with a length, and is of what that is said of."""
    here, there = ({part.strip() for part in r.locator.split(";")} for r in (ahead, row))
    saving = (
        isinstance(row, SavingsRow) and row.accumulation == Accumulation.TOTAL and "saving" in ahead.subject.casefold()
    )
    same = saving or ahead.subject.casefold() == row.subject.casefold()
    return same and row.document_id == ahead.document_id and bool(here & there) and bool(years_long(_period(row)))


def _ahead(ahead: ContextRow, rows: list[Spanning]) -> Iterator[Sum]:
    """A time ahead against the years of the figures that stand with it: it must fit one of them."""
    if not rows:
        return
    fits = any(ahead.value in years_long(_period(row)) for row in rows)
    row, title = rows[0], f"{ahead.subject}: how many years ahead"
    words = f"{as_printed(row)}: {_years_of(_period(row), years_long(_period(row)))}"
    place = (ahead.document_id, ahead.locator, row.document_id, row.locator)
    stated = {*(n.value for n in numbers_in(ahead.as_written)), *spelled_in(ahead.as_written)}
    printed = ahead.as_written if ahead.value in stated else f"{wording.plain(ahead.value)} years"
    yield Sum(None if fits else ConflictGrade.CONFLICT, title, printed, words, *place)
