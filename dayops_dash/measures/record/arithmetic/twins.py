"""Two figures for one thing: the same subject, period, unit and group with different numbers in two places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.row_types import (
    ContextRow,
    LevelFiguresRow,
    OutcomeValuesRow,
    PeopleRow,
    ProjectionsRow,
    SavingsRow,
    SpendRow,
)
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.vocabulary import ConflictGrade, ProviderKind, Qualifier, ValueRole
from dayops_dash.dataset.written import HEDGES, exactly, numbers_in, range_of, step_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

WIDER = {"funded", "council", "both", "kinds", "kind", "provider", "providers", "added", "total", "whole", "overall"}
WIDER |= {"number", "commissioned"}
ANY_PROVIDER = (ProviderKind.ALL, ProviderKind.BOTH)
USE_BOTH = "use both"
NOT_COUNTED = (Qualifier.PROJECTED, Qualifier.ESTIMATED, Qualifier.ASSUMED)
FigureTable = Literal["people", "context", "projections", "spend", "savings", "level_figures", "outcome_values"]
FigureRow = PeopleRow | ContextRow | ProjectionsRow | SpendRow | SavingsRow | LevelFiguresRow | OutcomeValuesRow
TABLES: tuple[FigureTable, ...] = (
    "people",
    "context",
    "projections",
    "spend",
    "savings",
    "level_figures",
    "outcome_values",
)
LINKS = ("part_of", "share_part", "share_of", "change_from", "change_to", "comparator_of")
UNIT = {"spend": "GBP", "savings": "GBP"}
Papers = dict[str, date | None]
APART = 0.02  # of a number: nearer than this two are one where either is "about"
SAME = "the same figure in another place"
REVISED = "the later paper may have revised it, or counted differently"
CHANGED = "it may be counted differently, or have changed between the papers"


@dataclass(frozen=True)
class Stated:
    """A number with what it is of. ``kind`` must be equal between two; ``words`` may differ by what ``WIDER`` lists."""

    table: FigureTable
    row: FigureRow
    value: float
    words: frozenset[str]
    kind: tuple[str, ...]
    period: str
    wider: frozenset[str]

    @property
    def printed(self) -> str:
        return as_printed(self.row, self.value)


def twin_sums(council: Council) -> Iterator[Sum]:
    """Hold every figure against each other figure of the same thing. What a row of ``conflicts`` tells is not told again."""
    typed = _typed(council)
    papers = {r.document_id: r.published_on for r in council.rows("documents")}
    groups: dict[tuple[str, ...], list[Stated]] = {}
    for table in TABLES:
        for one in _stated(council, table):
            groups.setdefault(one.kind, []).append(one)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield from _twins(one, other, papers, typed)


def _stated(council: Council, table: FigureTable) -> Iterator[Stated]:
    column = "amount_gbp" if table in UNIT else "value"
    place = words_of(council.short_title)
    of_all = {_of_all(row) for row in council.rows_of_any(table) if row.get("provider_kind") == ProviderKind.ALL}
    for row in council.rows(table):
        if wording.missing(row[column]) or row.qualifier in NOT_COUNTED:
            continue
        period = period_key(text_of(row, "period") or text_of(row, "financial_year"))
        measure = text_of(row, "measure").partition(",")[0]
        words = words_of(f"{_subject(row, table)} {measure}")
        yield Stated(table, row, number_of(row, column), words, _kind(row, table, of_all), period, place | WIDER)


def _of_all(row: Row) -> tuple[str, ...]:
    """Return what a figure is of but for who provides: beside one of all providers, one of both kinds is another thing."""
    period = text_of(row, "period") or text_of(row, "financial_year")
    return (text_of(row, "document_id"), text_of(row, "subject"), text_of(row, "measure"), period)


def _provider(row: Row, of_all: set[tuple[str, ...]]) -> str:
    """Return who provides: of both kinds together is of all, unless it is the people who use both, who are a part of all."""
    provider = text_of(row, "provider_kind") if "provider_kind" in row else ProviderKind.ALL
    if provider == ProviderKind.BOTH and (text_of(row, "part_of") or _of_all(row) in of_all):
        return USE_BOTH
    return str(ProviderKind.ALL if provider in ANY_PROVIDER else provider)


def _subject(row: FigureRow, table: FigureTable) -> str:
    """Return what a row is of: its subject, else the key of what it belongs to, which no other subject has."""
    return text_of(row, "subject") or text_of(row, "level_id") or text_of(row, "outcome_id")


def _kind(row: FigureRow, table: FigureTable, of_all: set[tuple[str, ...]]) -> tuple[str, ...]:
    """Return what must be equal between two figures of one thing."""
    group = text_of(row, "client_group")
    own = {
        "people": ("service_id", "breakdown", "group", "base"),
        "spend": ("basis", "transport_included", "food_included"),
        "savings": ("kind", "accumulation", "cash_basis"),
        "projections": ("age_band",),
        "level_figures": ("level_id",),
        "outcome_values": ("outcome_id", "place"),
    }
    cells = [text_of(row, c).casefold() for c in own.get(table, ())]
    unit = UNIT.get(table) or text_of(row, "unit").casefold()
    if table == "projections":
        cells.append(text_of(row, "kind"))
    if table in ("people", "context") and unit == "people" and not any(cells):
        cells = []
    where = text_of(row, "place").casefold() if table in ("context", "projections") else ""
    return (
        unit,
        _provider(row, of_all),
        group_of(group),
        where if table != "context" or unit != "people" else "",
        *cells,
    )


def _twins(one: Stated, other: Stated, papers: Papers, typed: list[set[tuple[str, float]]]) -> Iterator[Sum]:
    same_paper = one.row.document_id == other.row.document_id
    undated = _undated(one, papers) and _undated(other, papers)
    if not (one.period == other.period or (undated and not same_paper)) or _linked(one, other):
        return
    if _of_two_times(one, other):
        return
    if (one.words ^ other.words) - one.wider or not (one.words and other.words) or _role_apart(one, other):
        return
    if one.table in ("savings",) and not same_paper:  # a later paper's saving replaces an earlier one
        return
    if _agree(one, other):
        yield _sum(one, other, None, SAME)
    elif not _told(one, other, typed):
        exact = one.words == other.words and one.period == other.period
        same_row = exact and one.table == other.table
        if papers[one.row.document_id] == papers[other.row.document_id]:  # one paper, or two of one day
            grade = ConflictGrade.CONFLICT if exact else ConflictGrade.DEFINITION
            yield _sum(one, other, grade, SAME if exact else "it may be counted differently")
        else:
            yield _sum(
                one, other, ConflictGrade.DEFINITION, REVISED if exact and one.period else CHANGED, superseded=same_row
            )


def _sum(one: Stated, other: Stated, grade: ConflictGrade | None, why: str, *, superseded: bool = False) -> Sum:
    title = text_of(one.row, "subject") or text_of(one.row, "measure") or text_of(one.row, "role")
    title = f"{title}: {_of_when(one, other)}"
    place = (one.row.document_id, one.row.locator, other.row.document_id, other.row.locator)
    return Sum(grade, title, one.printed, f"{other.printed}: {why}", *place, superseded=superseded)


def _of_when(one: Stated, other: Stated) -> str:
    """two figures for one thing, of 2022/23; figures of April 2022 and March 2023, where each has a time of its own"""
    first, then = (text_of(s.row, "period") or text_of(s.row, "financial_year") for s in (one, other))
    if one.period == other.period or not (first and then):
        when = first or then
        return f"two figures for one thing{', ' + when if when else ''}"
    return f"figures of {first} and {then}"


def _undated(one: Stated, papers: Papers) -> bool:
    """Whether the paper gives no day for a figure: none, or only its own month."""
    on = papers[one.row.document_id]
    return one.period == "" or bool(on and one.period == period_key(f"{on:%B %Y}"))


def _of_two_times(one: Stated, other: Stated) -> bool:
    """Whether two exact counts have a month each: two counts, and not two figures for one thing. "About" is no count of a day."""
    rough = all(stated.row.qualifier in HEDGES for stated in (one, other))
    return bool(one.period and other.period) and one.period != other.period and not rough


def _role_apart(one: Stated, other: Stated) -> bool:
    """A target and a value of one year are two things; a change and a count never meet, by their units."""
    roles = {row.role for row in (one.row, other.row) if isinstance(row, OutcomeValuesRow)}
    return len(roles & {ValueRole.TARGET, ValueRole.COMPARATOR}) == 1 and len(roles) == 2


def _linked(one: Stated, other: Stated) -> bool:
    keys = [next(iter(stated.row.values())) for stated in (one, other)]
    return one.table == other.table and any(
        stated.row.get(link) == key for stated, key in ((one, keys[1]), (other, keys[0])) for link in LINKS
    )


def _agree(one: Stated, other: Stated) -> bool:
    """Whether two numbers are one but for rounding and what "about", "at least" and "at most" leave open."""
    low, high = sorted((one, other), key=lambda stated: stated.value)
    if high.row.qualifier in (Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return True
    if low.row.qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return True
    if {q == Qualifier.ABOUT for q in (one.row.qualifier, other.row.qualifier)} == {True, False}:  # beside an exact one
        rough, exact = (one, other) if one.row.qualifier == Qualifier.ABOUT else (other, one)
        left_open = range_of(rough.value, rough.row.qualifier)
        return left_open.gap(exactly(exact.value)) <= _slack(exact) + SLACK
    return high.value - low.value <= max(_slack(one), _slack(other)) + SLACK


def _slack(one: Stated) -> float:
    """Return how far off a printed number may be: half of its last digit, or of its last that is not 0 where it is "about".

    Two that are "about" are told apart from nearer than a sum is called wrong: 1,300 and 1,400 are two figures.
    """
    printed = step_of(one.row.as_written, one.value)
    if one.row.qualifier not in HEDGES and one.row.qualifier != Qualifier.AVERAGE:
        return printed / 2 if printed != 1 else 0.0
    digits = f"{one.value:.0f}"
    last = max(printed, 10.0 ** (len(digits) - len(digits.rstrip("0"))))
    return float(max(last / 2, APART * one.value))


def _typed(council: Council) -> list[set[tuple[str, float]]]:
    """Return the figures that rows of ``conflicts`` set against each other, those that share one joined."""
    joined: list[set[tuple[str, float]]] = []
    for row in council.rows("conflicts"):
        sides = {(row.document_id, n.value) for n in numbers_in(row.says)}
        sides |= {(row.other_document_id, n.value) for n in numbers_in(row.other_says)}
        for known in [k for k in joined if k & sides]:
            joined.remove(known)
            sides |= known
        joined.append(sides)
    return joined


def _told(one: Stated, other: Stated, typed: list[set[tuple[str, float]]]) -> bool:
    both = {(stated.row.document_id, stated.value) for stated in (one, other)}
    return any(both <= known for known in typed)
