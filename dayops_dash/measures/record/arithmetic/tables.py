"""Sums within one table and of levels and savings: parts against totals, changes and shares against their figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, LevelsRow, PeopleRow, ProjectionsRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Accumulation, ConflictGrade
from dayops_dash.dataset.written import Range, exactly, numbers_in, range_of, spelled_in, step_of
from dayops_dash.measures.record.arithmetic.periods import years_long
from dayops_dash.measures.record.arithmetic.stated.changes import StatedNumber, change_sums, unit_of
from dayops_dash.measures.record.arithmetic.sum import (
    ALL,
    SLACK,
    Sum,
    as_printed,
    compare,
    name,
    percentage,
    share_of,
)

LinkedTable = Literal["spend", "savings", "people", "context", "projections"]  # its rows name each other
LinkedRow = SpendRow | SavingsRow | PeopleRow | ContextRow | ProjectionsRow
APART = ("provider_kind", "client_group", "service_id", "age_band", "place")  # by which parts are told from their whole
COUNTED = ("people", "providers", "centres", "centres or providers", "services", "day services")
AMOUNT: Mapping[LinkedTable, str] = MappingProxyType(
    {"spend": "amount_gbp", "savings": "amount_gbp", "people": "value", "context": "value", "projections": "value"}
)


PERCENT = re.compile(r"(?<![\d.,])(\d+(?:\.\d+)?) ?(?:%|per ?cent)", re.IGNORECASE)


@dataclass(frozen=True)
class Numbered:
    """A row with its key and its number: None where it states none, for a percentage of savings that percentage."""

    key: str
    row: LinkedRow
    number: float | None

    @property
    def printed(self) -> str:
        return as_printed(self.row, self.number)

    @property
    def range(self) -> Range:
        """What the row's hedge leaves open of its number."""
        return range_of(self.number or 0, self.row.qualifier)


def linked_sums(council: Council) -> Iterator[Sum]:
    """Sums between rows of one table that name each other: part of, share of, change from."""
    for table in AMOUNT:
        yield from table_sums(council, table)


def table_sums(council: Council, table: LinkedTable) -> list[Sum]:
    """Return the sums within one table: parts against totals, changes and shares against their figures."""
    rows = _numbered(council, table)
    known = {r.key: r for r in rows}
    return [*_totals(rows, known), *_changes(rows, known), *_shares(rows, known)]


def parts_against_total(council: Council, table: LinkedTable, key: str) -> Sum | None:
    """Return the sum of the parts of one row against the row; None where it has no parts."""
    rows = _numbered(council, table)
    return next(_totals(rows, {r.key: r for r in rows if r.key == key}), None)


def _numbered(council: Council, table: LinkedTable) -> list[Numbered]:
    key, column = TABLES[table].key, AMOUNT[table]
    return [Numbered(text_of(row, key), row, _number(row, column)) for row in council.rows(table)]


def _number(row: LinkedRow, column: str) -> float | None:
    """A percentage row of savings has its number in another column; one of spend has it in its words alone."""
    value = number_of(row, column)
    if wording.missing(value) and isinstance(row, SpendRow):
        return _percent_in(row)
    if wording.missing(value) and isinstance(row, SavingsRow):
        value = row.share_pct
    return None if wording.missing(value) else value


def _percent_in(row: SpendRow) -> float | None:
    """Return the one percentage that the words of a share or a change state: 68%, or half."""
    if not (row.share_part or row.change_from):
        return None
    found = PERCENT.findall(row.as_written) or ([] if numbers_in(row.as_written) else spelled_in(row.as_written))
    return float(found[0]) if len(found) == 1 and not row.part_of else None


def _totals(rows: Sequence[Numbered], known: Mapping[str, Numbered]) -> Iterator[Sum]:
    """Parts against their total. Off by no more than rounding allows: rounding, else a conflict."""
    for key, whole in known.items():
        parts = [r for r in rows if r.row.part_of == key and r.number is not None]
        if parts and whole.number is not None:
            together = _total(whole, parts)
            apart = [_total(whole, own) for own in _breakdowns(whole, parts)] if together.grade else []
            yield from apart if any(one.grade is not ConflictGrade.CONFLICT for one in apart) else [together]


def _breakdowns(whole: Numbered, parts: Sequence[Numbered]) -> list[list[Numbered]]:
    """Return the parts by what tells them from the whole: who provides, for whom. Each is all of it where none has one part."""
    found: dict[tuple[str, ...], list[Numbered]] = {}
    for part in parts:
        apart = (c for c in APART if c in part.row and text_of(part.row, c) != text_of(whole.row, c))
        own = text_of(part.row, "breakdown") if "breakdown" in part.row else ""
        found.setdefault((*apart, own), []).append(part)
    return list(found.values()) if len(found) > 1 and all(len(own) > 1 for own in found.values()) else []


def _total(whole: Numbered, parts: Sequence[Numbered]) -> Sum:
    total = sum(part.number or 0 for part in parts)
    gap = sum((part.range for part in parts), exactly(0)).gap(whole.range)
    slack = sum(step_of(r.row.as_written, r.number or 0) for r in (*parts, whole)) / 2
    holds = gap <= SLACK * max(1.0, abs(total))
    rounded = gap <= slack and not all(_counted(r) for r in (*parts, whole))
    grade = None if holds else ConflictGrade.ROUNDING if rounded else ConflictGrade.CONFLICT
    words = f"{' + '.join(part.printed for part in parts)} = {wording.plain(total)}"
    title = f"{name(whole.row)}: the parts against the total"
    return Sum(grade, title, whole.printed, words, whole.row.document_id, whole.row.locator)


def _counted(one: Numbered) -> bool:
    """Whether a number is a count of people or providers, of which one is one, and not a rounded or worked out one."""
    whole = one.number is not None and float(one.number).is_integer()
    own = isinstance(one.row, PeopleRow) and one.row.unit in COUNTED and not one.row.qualifier
    return own and whole and step_of(one.row.as_written, one.number or 0) == 1


def _changes(rows: Sequence[Numbered], known: Mapping[str, Numbered]) -> Iterator[Sum]:
    """A stated growth or fall against its two figures."""
    for each in rows:
        figures = [_figure(one) for one in (each, known.get(each.row.change_from), known.get(each.row.change_to))]
        stated, before, after = figures
        if stated and before and after:
            yield from change_sums(stated, before, after)


def _figure(one: Numbered | None) -> StatedNumber | None:
    return None if one is None or one.number is None else StatedNumber(one.row, one.number, unit_of(one.row))


def _shares(rows: Sequence[Numbered], known: Mapping[str, Numbered]) -> Iterator[Sum]:
    """A percentage against the part and the whole that it is of."""
    for each in rows:
        part, whole = known.get(each.row.share_part), known.get(each.row.share_of)
        if each.number is not None and part and whole and whole.number and part.number is not None:
            share = part.number / whole.number * 100
            stated = percentage(each.row, each.number)
            could_be = share_of(part.range, whole.range)
            yield from compare(stated, could_be, f"{part.printed} of {whole.printed} is {share:.2f}%")


def level_sums(council: Council) -> Iterator[Sum]:
    """Shares of people by level of one model, where every level has one: together they are all."""
    models: dict[str, list[LevelsRow]] = {}
    for level in council.rows("levels"):
        models.setdefault(level.model, []).append(level)
    held = {r.level_id: r for r in council.rows("level_figures") if r.measure == "share of people"}
    for model, levels in models.items():
        rows = [held[level.level_id] for level in levels if level.level_id in held]
        if len(rows) < 2 or len(rows) < len(levels):
            continue
        total = sum(float(row.value) for row in rows)
        slack = sum(step_of(row.as_written, float(row.value)) for row in rows) / 2
        gap = sum((range_of(row.value, row.qualifier) for row in rows), exactly(0)).gap(exactly(ALL))
        yield Sum(
            None if gap <= slack + SLACK else ConflictGrade.CONFLICT,
            f"{model}: the shares of people together",
            "each person at one level, so 100%",
            f"{' + '.join(wording.percent(float(row.value)) for row in rows)} = {wording.percent(total)}",
            rows[0].document_id,
            rows[0].locator,
        )


def savings_sums(council: Council) -> Iterator[Sum]:
    """A saving, and its own percentage, against the spend that it is of."""
    spend = {r.spend_id: r for r in council.rows("spend")}
    for row in council.rows("savings"):
        whole = spend.get(row.share_of_spend_id)
        if not whole or not whole.amount_gbp or wording.missing(whole.amount_gbp):
            continue
        if wording.missing(row.amount_gbp):
            continue
        yield from _more_than_spent(row, whole)
        if wording.missing(row.share_pct):
            continue
        share = row.amount_gbp / whole.amount_gbp * 100
        stated = percentage(row, row.share_pct)
        could_be = share_of(range_of(row.amount_gbp, row.qualifier), range_of(whole.amount_gbp, whole.qualifier))
        yield from compare(stated, could_be, f"{wording.money(row.amount_gbp)} of {as_printed(whole)} is {share:.2f}%")


def _more_than_spent(row: SavingsRow, whole: SpendRow) -> Iterator[Sum]:
    """A saving of more than the spend that it is a share of, in as many years as it has."""
    years = max(years_long(text_of(row, "financial_year")), default=0)
    years = 1 if row.accumulation == Accumulation.IN_YEAR else years
    most = range_of(whole.amount_gbp, whole.qualifier).high * years
    if years and range_of(row.amount_gbp, row.qualifier).low > most * (1 + SLACK):
        words = f"{as_printed(whole)} is the whole spend{f' of each of {years} years' if years > 1 else ''}"
        place = (row.document_id, row.locator, whole.document_id, whole.locator)
        yield Sum(
            ConflictGrade.CONFLICT, f"{name(row)}: a saving of more than the spend", as_printed(row), words, *place
        )
