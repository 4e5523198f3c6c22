"""Years: how long a plan or a strategy is against the years that it names, and growth against the figures of its own years."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, ProjectionsRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Accumulation, ConflictGrade
from dayops_dash.dataset.written import SPELLED, exactly, numbers_in, range_of, spelled_in
from dayops_dash.measures.record.arithmetic.periods import TWO_YEARS, YEAR, years_in, years_long
from dayops_dash.measures.record.arithmetic.stated.changes import StatedNumber, change_sums, unit_of
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed, name
from dayops_dash.measures.record.arithmetic.tables import AMOUNT, LinkedRow, LinkedTable

YEARS = rf"(\d{{1,2}}|{'|'.join(SPELLED)})[ -](?:financial )?years?\b"
OVER = re.compile(rf"\b(?:next|coming|following|(?:over|across|within|during) the) {YEARS}", re.IGNORECASE)
OVER_SAVED = re.compile(
    rf"{OVER.pattern}|\b(?:over|across|within) {YEARS}", re.IGNORECASE
)  # of people it may be an age
AHEAD = "time ahead"  # the measure of a number of years that a paper looks ahead
Spanning = SavingsRow | SpendRow | ProjectionsRow
Counts = dict[tuple[str, ...], ProjectionsRow]


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
        fits = _is_one_of(row, (apart, apart + 1))
        grade = None if fits else ConflictGrade.CONFLICT
        words = f"{years[1]} to {years[1][:2]}{years[2][-2:]} is {apart} years"
        yield Sum(grade, f"{row.subject}: how long", as_printed(row), words, row.document_id, row.locator)


def _is_one_of(row: ContextRow, lengths: tuple[int, ...]) -> bool:
    """Whether a number of years, with what its hedge leaves open, is one of these."""
    stated = range_of(row.value, row.qualifier)
    return any(stated.gap(exactly(length)) == 0 for length in lengths)


def _period(row: Spanning | LinkedRow) -> str:
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
    fits = any(_is_one_of(ahead, years_long(_period(row))) for row in rows)
    row, title = rows[0], f"{ahead.subject}: how many years ahead"
    words = f"{as_printed(row)}: {_years_of(_period(row), years_long(_period(row)))}"
    place = (ahead.document_id, ahead.locator, row.document_id, row.locator)
    stated = {*(n.value for n in numbers_in(ahead.as_written)), *spelled_in(ahead.as_written)}
    printed = ahead.as_written if ahead.value in stated else f"{wording.plain(ahead.value)} years"
    yield Sum(None if fits else ConflictGrade.CONFLICT, title, printed, words, *place)


def growth_sums(council: Council) -> Iterator[Sum]:
    """Hold a growth against the figures of the years that it is from and to, whether the rows are linked or not."""
    counts = _counts(council)
    for row in council.rows("projections"):
        if row.unit == "%" and not row.change_from and not wording.missing(row.value):
            yield from _of_its_years(row, counts)
    for table in AMOUNT:
        yield from _years_of_links(council, table, counts)


def _counts(council: Council) -> Counts:
    rows = (r for r in council.rows("projections") if r.unit != "%" and r.value and not wording.missing(r.value))
    return {(*_of(row), row.period): row for row in rows}


def _of(row: ProjectionsRow) -> tuple[str, ...]:
    return (row.subject, row.age_band, row.place, row.document_id)


def _figures(row: ProjectionsRow, counts: Counts) -> tuple[ProjectionsRow, ProjectionsRow] | None:
    """Return the figures of the two years of a growth; None where its period is not two years or one has no figure."""
    years = YEAR.findall(row.period)
    if len(years) != 2:
        return None
    before, after = (counts.get((*_of(row), year)) for year in years)
    return (before, after) if before and after else None


def _change(before: ProjectionsRow, after: ProjectionsRow) -> float:
    return abs(after.value / before.value - 1) * 100


def _of_its_years(row: ProjectionsRow, counts: Counts) -> Iterator[Sum]:
    """A growth that names no rows, against the figures of its years."""
    if found := _figures(row, counts):
        stated, before, after = (StatedNumber(one, float(one.value), unit_of(one)) for one in (row, *found))
        yield from change_sums(stated, before, after)


def _years_of_links(council: Council, table: LinkedTable, counts: Counts) -> Iterator[Sum]:
    """A change from one year to another whose two figures are of other years."""
    rows: tuple[LinkedRow, ...] = council.rows(table)
    known = {text_of(row, TABLES[table].key): row for row in rows}
    for row in rows:
        before, after = known.get(row.change_from), known.get(row.change_to)
        if not before or not after:
            continue
        years, of = YEAR.findall(_period(row)), [years_in(_period(r)) for r in (before, after)]
        if len(years) != 2 or 1 in years_long(_period(row)) or not all(of):
            continue
        if years[0] in of[0] and years[1] in of[1]:
            continue
        words = f"{as_printed(before)} to {as_printed(after)} is from {of[0][0]} to {of[1][-1]}"
        found = _figures(row, counts) if isinstance(row, ProjectionsRow) else None
        if found:
            words += f"; from {years[0]} to {years[1]} it is {_change(*found):.2f}%"
        place = (row.document_id, row.locator, after.document_id, after.locator)
        printed = f"{as_printed(row)}, {_period(row)}"
        yield Sum(ConflictGrade.CONFLICT, f"{name(row)}: the years of its figures", printed, words, *place)
