"""Sums across tables and rows that do not name each other: prices, plans, series, groups, numbers of things that are listed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, LevelFiguresRow, PeopleRow, ProjectionsRow, SavingsRow
from dayops_dash.dataset.vocabulary import Accumulation, ConflictGrade, LevelKind, SavingKind
from dayops_dash.dataset.written import exactly, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import YEAR, financial_years
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum, as_printed, name

JUMP = 5
PRICES = ("price per hour", "session length", "price per session")
ONE_GROUP_EACH = (
    "sex",
    "age",
    "age band",
    "ethnicity",
    "ethnic group",
    "hours",
    "working hours",
    "contract",
)  # breakdowns in which each person is once
EVERYBODY = ("sex", "age", "age band")  # breakdowns that leave nobody out
LISTED = {"levels": LevelKind.LEVEL, "tiers": LevelKind.TIER}  # units of a number that says how many rows there are


def across_sums(council: Council) -> Iterator[Sum]:
    """Hold figures of several rows or tables against each other where their subjects make it certain."""
    yield from _session_prices(council)
    yield from _plans(council)
    yield from _series(council)
    yield from _groups(council)
    yield from _listed(council)


def _session_prices(council: Council) -> Iterator[Sum]:
    """A price an hour times the hours of a session, against the price of a session."""
    by_level: dict[tuple[str, str], dict[str, LevelFiguresRow]] = {}
    for row in council.rows("level_figures"):
        if row.measure in PRICES and not wording.missing(row.value) and wording.missing(row.value_to):
            by_level.setdefault((row.level_id, row.document_id), {})[row.measure] = row
    for found in by_level.values():
        if len(found) < len(PRICES):
            continue
        hour, hours, session = (found[measure] for measure in PRICES)
        worked_out = float(hour.value) * float(hours.value)
        slack = step_of(hour.as_written, hour.value) / 2 * float(hours.value)
        could_be = range_of(hour.value, hour.qualifier) * range_of(hours.value, hours.qualifier)
        gap = could_be.gap(range_of(session.value, session.qualifier))
        grade = None if gap <= SLACK else ConflictGrade.ROUNDING if gap <= slack else ConflictGrade.CONFLICT
        words = f"{as_printed(hour)} an hour for {wording.plain(hours.value)} hours is {wording.money(worked_out)}"
        place = (session.document_id, session.locator, hour.document_id, hour.locator)
        yield Sum(grade, "The price of a session against its hours", as_printed(session), words, *place)


def _plans(council: Council) -> Iterator[Sum]:
    """The total of a plan of savings against its years, where one paper gives them all and does not link them."""
    rows = [r for r in council.rows("savings") if not wording.missing(r.amount_gbp) and not r.part_of]
    linked = {r.part_of for r in council.rows("savings")}
    papers = {r.document_id: r.published_on for r in council.rows("documents")}
    for whole in rows:
        years = financial_years(str(whole.financial_year))
        if whole.accumulation != Accumulation.TOTAL or whole.saving_id in linked or not years:
            continue
        parts = _years_of(whole, rows, papers)
        if [r.financial_year for r in sorted(parts, key=lambda r: str(r.financial_year))] == years:
            total = sum(float(r.amount_gbp) for r in parts)
            slack = sum(step_of(r.as_written, r.amount_gbp) for r in (*parts, whole)) / 2
            could_be = sum((range_of(r.amount_gbp, r.qualifier) for r in parts), exactly(0))
            gap = could_be.gap(range_of(whole.amount_gbp, whole.qualifier))
            grade = None if gap <= SLACK else ConflictGrade.ROUNDING if gap <= slack else ConflictGrade.CONFLICT
            words = f"{' + '.join(as_printed(r) for r in parts)} = {wording.money(total)}"
            one_paper = {r.document_id for r in parts} == {whole.document_id}
            if grade is ConflictGrade.CONFLICT and not one_paper:
                grade, words = ConflictGrade.DEFINITION, f"{words}; an earlier year may have been revised"
            title = f"{name(whole)}: the years against the {'plan' if whole.kind == SavingKind.PLANNED else 'total'}"
            yield Sum(grade, title, as_printed(whole), words, whole.document_id, whole.locator)


def _years_of(whole: SavingsRow, rows: Sequence[SavingsRow], papers: Mapping[str, date | None]) -> list[SavingsRow]:
    """Return the years of a total: those of its own paper, and of what was delivered those of earlier papers too."""
    alike = [
        r
        for r in rows
        if r.accumulation == Accumulation.IN_YEAR and r.kind == whole.kind and r.subject == whole.subject
    ]
    own = [r for r in alike if r.document_id == whole.document_id]
    told = {r.financial_year for r in own}
    day = papers.get(whole.document_id)
    if whole.kind != SavingKind.DELIVERED or not day:
        return own
    years = financial_years(str(whole.financial_year))
    earlier = [r for r in alike if (on := papers.get(r.document_id)) and on < day and r.financial_year not in told]
    return own + [r for r in earlier if r.financial_year in years]


def _series(council: Council) -> Iterator[Sum]:
    """Counts of one population by year: one that is five times its neighbour, or a fifth, may be a slip in printing."""
    series: dict[tuple[str, ...], list[ProjectionsRow]] = {}
    for row in council.rows("projections"):
        if row.unit != "%" and YEAR.fullmatch(row.period) and not wording.missing(row.value):
            of = tuple(str(row[c]) for c in ("subject", "age_band", "place", "unit", "document_id"))
            series.setdefault(of, []).append(row)
    for rows in series.values():
        ordered = sorted(rows, key=lambda r: r.period)
        for one, other in pairwise(ordered):
            low, high = sorted((float(one.value), float(other.value)))
            if low and high / low >= JUMP:
                words = f"{as_printed(other)} in {other.period}: it may be a slip in printing"
                place = (one.document_id, one.locator, other.document_id, other.locator)
                yield Sum(ConflictGrade.DEFINITION, f"{name(one)}: a jump in a series", as_printed(one), words, *place)


def _groups(council: Council) -> Iterator[Sum]:
    """People by sex, age or ethnicity against all of them: shares of no more than 100%, counts of no more than the whole."""
    groups: dict[tuple[str, ...], list[PeopleRow]] = {}
    rows = [r for r in council.rows("people") if not wording.missing(r.value)]
    for row in rows:
        if row.breakdown in ONE_GROUP_EACH and row.group and not row.part_of:
            of = ("breakdown", "base", "period", "unit", "measure", "provider_kind", "client_group", "document_id")
            groups.setdefault(tuple(str(row[c]) for c in of), []).append(row)
    for (breakdown, base, *_), members in groups.items():
        if len(members) > 1 and len({r.group for r in members}) == len(members):
            yield from _more_than_all(breakdown, base, members, rows)
    yield from _two_breakdowns(
        {of: members for of, members in groups.items() if of[0] in EVERYBODY and len(members) > 1}
    )


def _two_breakdowns(groups: Mapping[tuple[str, ...], Sequence[PeopleRow]]) -> Iterator[Sum]:
    """The same people by sex and by age: two counts of all of them, though some may be missing from one."""
    for (of, one), (of_other, other) in combinations(groups.items(), 2):
        if of[0] == of_other[0] or of[1:] != of_other[1:] or one[0].unit == "%":
            continue
        sums = [sum((range_of(r.value, r.qualifier) for r in rows), exactly(0)) for rows in (one, other)]
        grade = ConflictGrade.DEFINITION if sums[0].gap(sums[1]) > SLACK else None
        words = [
            f"{' + '.join(as_printed(r) for r in rows)} = {sum(float(r.value) for r in rows):,.0f}"
            for rows in (one, other)
        ]
        may = "; some people may be missing from one of the two" if grade else ""
        place = (one[0].document_id, one[0].locator, other[0].document_id, other[0].locator)
        title = f"{of[1] or 'People'} by {of[0]} and by {of_other[0]}: the groups together"
        yield Sum(grade, title, words[0], f"{words[1]}{may}", *place)


def _more_than_all(breakdown: str, base: str, members: Sequence[PeopleRow], rows: Sequence[PeopleRow]) -> Iterator[Sum]:
    total = sum(float(r.value) for r in members)
    least = sum(range_of(r.value, r.qualifier).low for r in members)
    one = members[0]
    words = " + ".join(as_printed(r) for r in members)
    slack = sum(step_of(r.as_written, r.value) for r in members) / 2
    title = f"{base or 'People'} by {breakdown}: the groups together"
    if one.unit == "%":
        grade = ConflictGrade.CONFLICT if least > ALL + slack + SLACK else None
        sides = ("at most 100%", f"{words} = {wording.percent(total)}")
        yield Sum(grade, title, *sides, one.document_id, one.locator)
        return
    same = ("period", "unit", "measure", "provider_kind", "client_group", "document_id")
    for whole in rows:
        of_all = not whole.breakdown and whole.period and whole.subject in (base, *_subjects(members))
        if of_all and all(whole[c] == one[c] for c in same):
            most = range_of(whole.value, whole.qualifier).high
            grade = ConflictGrade.CONFLICT if least > most + SLACK else None
            place = (whole.document_id, whole.locator, one.document_id, one.locator)
            yield Sum(grade, title, f"{as_printed(whole)} in all", f"{words} = {wording.plain(total)}", *place)


def _subjects(members: Sequence[PeopleRow]) -> set[str]:
    """Return what the groups are groups of: the first group's subject, and what stands before a colon in all of them."""
    before = {r.subject.partition(":")[0] for r in members}
    return {members[0].subject, *(before if len(before) == 1 else ())}


def _listed(council: Council) -> Iterator[Sum]:
    """The number of levels, tiers or wards that a paper states against those that it lists."""
    for row in council.rows("context"):
        if wording.missing(row.value):
            continue
        listed = _number_listed(council, row)
        if listed:
            number, where = listed
            holds = range_of(row.value, row.qualifier).gap(exactly(number)) == 0
            grade = None if holds else ConflictGrade.CONFLICT
            title = f"{row.subject}: how many {row.unit}"
            yield Sum(grade, title, as_printed(row), f"{number} {where}", row.document_id, row.locator)


def _number_listed(council: Council, row: ContextRow) -> tuple[int, str] | None:
    unit = str(row.unit)
    if unit in LISTED:
        models: dict[tuple[str, str], int] = {}
        for level in council.rows("levels"):
            if level.kind == LISTED[unit]:
                models[level.model, level.document_id] = models.get((level.model, level.document_id), 0) + 1
        return (next(iter(models.values())), "are listed") if len(models) == 1 else None
    if unit == "wards" and row.place == council.short_title:
        wards: dict[str, int] = {}
        for area in council.rows("areas"):
            if area.area_type == "ward":
                wards[area.boundary_vintage] = wards.get(area.boundary_vintage, 0) + 1
        return (next(iter(wards.values())), "wards in the official list") if len(wards) == 1 else None
    return None
