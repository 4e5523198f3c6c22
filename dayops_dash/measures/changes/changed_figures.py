"""Figures that a later paper gives otherwise, and measures of outcome that have moved on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council
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
from dayops_dash.dataset.written import step_of
from dayops_dash.measures import outcomes
from dayops_dash.measures.changes.change import Change, ChangeKind, Side

FigureRow = SpendRow | SavingsRow | PeopleRow | ContextRow | ProjectionsRow | LevelFiguresRow | OutcomeValuesRow
FigureTable = Literal["spend", "savings", "people", "context", "projections", "level_figures", "outcome_values"]
SAME: dict[
    tuple[FigureTable, str], tuple[str, ...]
] = {  # what makes two rows the same quantity, by table and its column of values
    ("spend", "amount_gbp"): (
        "subject",
        "financial_year",
        "basis",
        "provider_kind",
        "client_group",
        "transport_included",
        "food_included",
    ),
    ("savings", "amount_gbp"): ("subject", "kind", "financial_year", "accumulation", "cash_basis"),
    ("savings", "share_pct"): ("subject", "kind", "financial_year", "accumulation", "cash_basis"),
    ("people", "value"): (
        "subject",
        "measure",
        "period",
        "unit",
        "provider_kind",
        "client_group",
        "service_id",
        "breakdown",
        "group",
        "base",
    ),
    ("context", "value"): ("subject", "measure", "place", "period", "unit"),
    ("projections", "value"): ("subject", "age_band", "period", "kind", "unit", "place"),
    ("level_figures", "value"): ("level_id", "measure", "unit"),
    ("level_figures", "value_to"): ("level_id", "measure", "unit"),
    ("outcome_values", "value"): ("outcome_id", "role", "period", "place", "unit"),
}
Figures = dict[tuple[str, ...], FigureRow]


def figure_changes(before: Council, now: Council) -> Iterator[Change]:
    """Yield the figures revised, then the measures moved."""
    for table, column in SAME:
        yield from _revised(before, now, table, column)
    yield from _measures(before, now)


def _revised(before: Council, now: Council, table: FigureTable, column: str) -> Iterator[Change]:
    old, new = _figures(before, table, column), _figures(now, table, column)
    names = _names(now, before) if table == "outcome_values" else {}
    for key in old.keys() & new.keys():
        one, other = old[key], new[key]
        if not _same(one, other, column):
            what = _title(other, key, names)
            yield Change(
                ChangeKind.REVISED, "|".join((table, column, *key)), what, _side(one, column), _side(other, column)
            )


def _figures(council: Council, table: FigureTable, column: str) -> Figures:
    """Return the latest paper's row of each quantity; of two in one paper the first."""
    rows = [r for r in council.rows(table) if not wording.missing(r[column])]
    rows.sort(key=lambda r: r.reported_on or date.min, reverse=True)
    found: Figures = {}
    for row in rows:
        found.setdefault(tuple(text_of(row, c) for c in SAME[table, column]), row)
    return found


def _same(one: FigureRow, other: FigureRow, column: str) -> bool:
    """Whether two values are one: printed more roughly in one of the papers than in the other."""
    step = max(step_of(r.as_written, number_of(r, column)) if r.as_written else 0.0 for r in (one, other))
    gap = abs(number_of(one, column) - number_of(other, column))
    return gap == 0 or (step > 1 and gap <= step / 2)


def _title(row: FigureRow, key: tuple[str, ...], names: dict[str, str]) -> str:
    what = text_of(row, "subject") or names.get(key[0]) or f"{text_of(row, 'level_id')} {text_of(row, 'measure')}"
    when = text_of(row, "period") or text_of(row, "financial_year")
    return f"{what}, {when}" if when else what


def _side(row: FigureRow, column: str) -> Side:
    value, unit_of = number_of(row, column), text_of(row, "unit")
    money = column == "amount_gbp" or unit_of == "GBP"
    said = wording.money(value) if money else wording.plain(value)
    unit = "%" if column == "share_pct" or unit_of == "%" else ""
    return Side(row.as_written or said + unit, row.document_id, row.locator)


def _names(*councils: Council) -> dict[str, str]:
    return {r.outcome_id: r.title for council in councils for r in council.rows("outcomes")}


def _measures(before: Council, now: Council) -> Iterator[Change]:
    """Yield the measures whose latest number is of another period than it was."""
    old, new = _latest(before), _latest(now)
    for key in old.keys() & new.keys():
        (title, one), (_, other) = old[key], new[key]
        if one.period != other.period:
            yield Change(ChangeKind.MEASURE, key, title, _valued(one), _valued(other))


def _latest(council: Council) -> dict[str, tuple[str, OutcomeValuesRow]]:
    every = (*outcomes.aims(council), *outcomes.national(council))
    found = ((aim, outcomes.latest(aim)) for aim in every)
    return {aim.row.outcome_id: (aim.row.title, row) for aim, row in found if row}


def _valued(row: OutcomeValuesRow) -> Side:
    unit = "%" if row.unit == "%" else f" {row.unit}".rstrip()
    said = str(row.as_written) or f"{wording.plain(float(row.value))}{unit}"
    return Side(f"{said} ({row.period})" if row.period else said, row.document_id, row.locator)
