"""Growth from one year to another: against the figures of its own years, and the years of the figures that it names."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ProjectionsRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.periods import YEAR, years_in, years_long
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed, compare, name, percentage
from dayops_dash.measures.record.arithmetic.tables import AMOUNT, LinkedRow, LinkedTable

Counts = dict[tuple[str, ...], ProjectionsRow]


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
        before, after = found
        change = _change(before, after)
        words = f"{as_printed(before)} to {as_printed(after)} is {change:.2f}%"
        yield from compare(percentage(row, row.value), change, words)


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


def _period(row: LinkedRow) -> str:
    return text_of(row, "period" if "period" in row else "financial_year")
