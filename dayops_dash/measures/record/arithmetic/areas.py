"""Sums over areas and over counts prepared from records: residents by age, wards that are counted, groups against all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreaFindingsRow, AreasRow, ContextRow, ProjectionsRow, ReachRow
from dayops_dash.dataset.vocabulary import AreaFinding, ConflictGrade, Shorthand
from dayops_dash.dataset.written import exactly, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import YEAR
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed

ROUNDED_TO = (5, 10, 100, 1000)  # what protected numbers may be rounded to (rules of the domain, section 4)
HIDDEN = (Shorthand.HIDDEN, Shorthand.LOW, Shorthand.NOT_AVAILABLE)  # a number is there, and not shown
OLDER = re.compile(r"\b65 (?:years )?(?:and over|or over|and older|or older|\+)|\b65\+|\bover 65", re.IGNORECASE)
RESIDENTS = ("population", "residents")  # the measure of a row of context that gives a council's own total
OLDER_RESIDENTS = tuple(f"{measure} aged 65 and over" for measure in RESIDENTS)
FAR = 0.1  # of a council's total: further apart than two estimates of one year
ReachKey = tuple[tuple[str, str, str], str, str, str]  # measure, day and paper; area; breakdown; group


def area_sums(council: Council) -> Iterator[Sum]:
    """Hold areas against their residents, findings against each other, and counts by area and group against all."""
    yield from _residents(council)
    yield from _totals(council)
    yield from _reached_of_residents(council)
    yield from _findings(council)
    yield from _reached(council)


def _residents(council: Council) -> Iterator[Sum]:
    for row in council.rows("areas"):
        older, everyone = row.aged_65_and_over, row.population
        if older is not None and everyone is not None and older > everyone:
            sides = (f"{older:,} aged 65 and over", f"{everyone:,} residents in all")
            place = (row.document_id, row.locator)
            yield Sum(ConflictGrade.CONFLICT, f"{row.area_name}: residents by age", *sides, *place)


def _totals(council: Council) -> Iterator[Sum]:
    """Residents of all areas of one vintage against the council's total, where a row states one for the same time."""
    by_vintage: dict[tuple[str, str, str], list[AreasRow]] = {}
    for row in council.rows("areas"):
        by_vintage.setdefault((row.area_type, row.boundary_vintage, row.population_period), []).append(row)
    stated: tuple[ContextRow | ProjectionsRow, ...] = (*council.rows("context"), *council.rows("projections"))
    for (kind, _, period), rows in by_vintage.items():
        for total in stated:
            if total.place != council.short_title or total.unit != "people" or wording.missing(total.value):
                continue
            if isinstance(total, ContextRow):
                yield from _stated_total(rows, total, kind, period)
            elif YEAR.findall(total.period) == YEAR.findall(period) and total.period.isdigit():
                yield from _other_estimate(rows, total, kind)


def _stated_total(rows: Sequence[AreasRow], total: ContextRow, kind: str, period: str) -> Iterator[Sum]:
    """A total of the same estimates, which the areas must make but for its rounding."""
    everyone, older = total.measure.casefold() in RESIDENTS, total.measure.casefold() in OLDER_RESIDENTS
    residents = [row.population if everyone else row.aged_65_and_over for row in rows]
    if not (everyone or older) or total.period != period or None in residents:
        return
    added = sum(n for n in residents if n is not None)
    digits = f"{total.value:.0f}"
    size = max(step_of(total.as_written, total.value), 10.0 ** (len(digits) - len(digits.rstrip("0"))))
    gap = exactly(added).gap(range_of(total.value, total.qualifier))
    holds = gap <= (size / 2 if size > 1 else 0) + SLACK
    yield _against_total(rows, total, kind, added, None if holds else ConflictGrade.CONFLICT)


def _other_estimate(rows: Sequence[AreasRow], total: ProjectionsRow, kind: str) -> Iterator[Sum]:
    """Residents aged 65 and over of another estimate of the same year: near, and seldom the same."""
    residents = [row.aged_65_and_over for row in rows]
    whole = OLDER.search(total.age_band) and {*re.findall(r"\d+", f"{total.subject} {total.age_band}")} == {"65"}
    everyone = "population" in total.subject.casefold() or "residents" in total.subject.casefold()
    if not whole or not everyone or None in residents:
        return
    added = sum(n for n in residents if n is not None)
    far = exactly(added).gap(range_of(total.value, total.qualifier)) > FAR * total.value
    yield _against_total(rows, total, kind, added, ConflictGrade.DEFINITION if far else None)


def _against_total(
    rows: Sequence[AreasRow], total: ContextRow | ProjectionsRow, kind: str, added: int, grade: ConflictGrade | None
) -> Sum:
    words = f"the {len(rows)} areas ({kind}) add up to {added:,}"
    words += "; it may be another estimate" if grade is ConflictGrade.DEFINITION else ""
    place = (total.document_id, total.locator, rows[0].document_id, rows[0].locator)
    return Sum(grade, f"{total.subject}: the areas against all", as_printed(total, total.value), words, *place)


def _reached_of_residents(council: Council) -> Iterator[Sum]:
    """More people of an area with support than live there."""
    areas = {row.area_code: row for row in council.rows("areas") if row.population is not None}
    for row in council.rows("reach"):
        area = areas.get(row.area_code)
        if not area or area.population is None or row.unit != "people" or wording.missing(row.value):
            continue
        if row.value > area.population:
            place = (row.document_id, row.locator, area.document_id, area.locator)
            sides = (f"{wording.plain(row.value)} people", f"{area.population:,} residents in all")
            yield Sum(ConflictGrade.CONFLICT, f"{area.area_name}: {row.measure} against residents", *sides, *place)


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
