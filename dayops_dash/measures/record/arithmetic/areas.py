"""Sums over areas and over counts prepared from records: residents by age, wards that are counted, groups against all."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreaFindingsRow, ReachRow
from dayops_dash.dataset.vocabulary import AreaFinding, ConflictGrade, Shorthand
from dayops_dash.measures.record.arithmetic.sum import Sum

ROUNDED_TO = (5, 10, 100, 1000)  # what protected numbers may be rounded to (rules of the domain, section 4)
HIDDEN = (Shorthand.HIDDEN, Shorthand.LOW, Shorthand.NOT_AVAILABLE)  # a number is there, and not shown
ReachKey = tuple[tuple[str, str, str], str, str, str]  # measure, day and paper; area; breakdown; group


def area_sums(council: Council) -> Iterator[Sum]:
    """Hold areas against their residents, findings against each other, and counts by area and group against all."""
    yield from _residents(council)
    yield from _findings(council)
    yield from _reached(council)


def _residents(council: Council) -> Iterator[Sum]:
    for row in council.rows("areas"):
        older, everyone = row.aged_65_and_over, row.population
        if older is not None and everyone is not None and older > everyone:
            sides = (f"{older:,} aged 65 and over", f"{everyone:,} residents in all")
            place = (row.document_id, row.locator)
            yield Sum(ConflictGrade.CONFLICT, f"{row.area_name}: residents by age", *sides, *place)


def _findings(council: Council) -> Iterator[Sum]:
    """One area that papers call both over-represented and under-represented in one measure."""
    names = {r.area_code: r.area_name for r in council.rows("areas")}
    seen: dict[tuple[str, str], AreaFindingsRow] = {}
    for row in council.rows("area_findings"):
        one = seen.setdefault((row.area_code, row.measure), row)
        if {one.finding, row.finding} == set(AreaFinding):
            title = f"{names[row.area_code]}: {row.measure}"
            place = (one.document_id, one.locator, row.document_id, row.locator)
            yield Sum(ConflictGrade.CONFLICT, title, str(one.finding), str(row.finding), *place)


def _reached(council: Council) -> Iterator[Sum]:
    """Cells of a table of counts against its margins: groups of an area against the area, areas of a group against the group."""
    wholes: dict[ReachKey, ReachRow] = {}
    lines: dict[tuple[ReachKey, str], list[ReachRow]] = {}
    for row in council.rows("reach"):
        key = (row.measure, str(row.snapshot_on), row.document_id)
        area, breakdown, group = str(row.area_code), str(row.breakdown), str(row.group)
        wholes[(key, area, breakdown, group)] = row
        if breakdown:
            lines.setdefault(((key, area, "", ""), breakdown), []).append(row)
        if area:
            lines.setdefault(((key, "", breakdown, group), "area"), []).append(row)
    for (cell, by), rows in lines.items():
        if whole := wholes.get(cell):
            yield from _margin(whole, rows, by)


def _margin(whole: ReachRow, rows: list[ReachRow], by: str) -> Iterator[Sum]:
    """One margin against its cells; cells that are hidden only leave room above the ones that are shown."""
    if wording.missing(whole.value):
        return
    values = [float(r.value) for r in rows if not wording.missing(r.value)]
    total, everyone = sum(values), float(whole.value)
    complete = not any(r.shorthand in HIDDEN for r in rows)
    gap = abs(total - everyone) if complete else max(0.0, total - everyone)
    size = max((s for s in ROUNDED_TO if all(v % s == 0 for v in (*values, everyone))), default=0)
    of = ", ".join(part for part in (whole.area_code, whole.group) if part)
    yield Sum(
        None if gap <= size / 2 * (len(values) + 1) else ConflictGrade.CONFLICT,
        f"{wording.capital(whole.measure)}{' (' + of + ')' if of else ''} by {by}: the parts against all",
        f"{wording.plain(everyone)} in all",
        f"the parts{'' if complete else ' that are shown'} add up to {wording.plain(total)}",
        whole.document_id,
        whole.locator,
        rows[0].document_id,
        rows[0].locator,
    )
