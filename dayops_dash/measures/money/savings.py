"""Savings: planned and delivered by year, added up apart from that, and what a quoted percentage may be of."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import SavingsRow, SpendRow
from dayops_dash.dataset.vocabulary import Accumulation, SavingKind
from dayops_dash.dataset.written import step_of
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Savings",
    what="Savings planned and delivered, by year and added up.",
    why="Plans promise them.",
    how="In-year amounts and totals stay apart; a quoted percentage is tried on each base that it could mean.",
    limits="What was delivered is known only where a paper reports it.",
)

SLACK = 1e-9


@per_council
def _known(council: Council) -> tuple[SavingsRow, ...]:
    """Return rows with an amount; of one that a later paper gives anew, only the later."""
    rows = [r for r in council.rows("savings") if not wording.missing(r.amount_gbp)]
    same = ("subject", "kind", "financial_year", "accumulation")
    by_paper = sorted(rows, key=lambda r: (r.reported_on is not None, r.reported_on))
    return tuple({tuple(r[c] for c in same): r for r in by_paper}.values())


def in_year(council: Council, kind: SavingKind) -> tuple[SavingsRow, ...]:
    """Return the savings of single years, planned or delivered, by year."""
    rows = (r for r in _known(council) if (r.kind, r.accumulation) == (kind, Accumulation.IN_YEAR))
    return tuple(sorted(rows, key=lambda r: str(r.financial_year)))


def totals(council: Council, kind: SavingKind) -> tuple[SavingsRow, ...]:
    """Return the savings of several years together, planned or delivered, as papers give them; largest first."""
    rows = (r for r in _known(council) if r.kind == kind and r.accumulation != Accumulation.IN_YEAR)
    return tuple(sorted(rows, key=lambda r: -r.amount_gbp))


@dataclass(frozen=True)
class SavingsPlan:
    """What is to be saved in all, in pounds, the years that it covers and the rows that say so.

    ``printed``: a paper gives the total; else the years are added up here. ``years`` are those with an amount of their own.
    """

    pounds: float
    years: tuple[str, ...]
    span: str
    rows: tuple[SavingsRow, ...]
    printed: bool


def plan(council: Council) -> SavingsPlan | None:
    """Return what is planned in all: the paper's total, else its years added up; None where nothing is planned in pounds."""
    whole, single = totals(council, SavingKind.PLANNED), in_year(council, SavingKind.PLANNED)
    rows = whole[:1] or single
    if not rows:
        return None
    parts = [r for r in single if r.part_of == whole[0].saving_id] if whole else single
    years = tuple(dict.fromkeys(str(r.financial_year) for r in parts if r.financial_year))
    span = str(whole[0].financial_year) if whole else " to ".join(dict.fromkeys((*years[:1], *years[-1:])))
    return SavingsPlan(sum(float(r.amount_gbp) for r in rows), years, span, tuple(rows), bool(whole))


def delivered_by(council: Council, financial_year: str) -> tuple[SavingsRow, ...]:
    """Return the savings reported as delivered in single years up to one, of which a cost of that year is free already."""
    return tuple(r for r in in_year(council, SavingKind.DELIVERED) if str(r.financial_year) <= financial_year)


def per_person(council: Council) -> tuple[SavingsRow, ...]:
    """Return savings given for each person, which are no part of a plan."""
    return tuple(r for r in _known(council) if r.kind == SavingKind.PER_PERSON)


@dataclass(frozen=True)
class Year:
    """A year's planned and delivered saving in pounds, None where not stated; ``so_far`` adds up those of the years to it."""

    year: str
    planned: float | None
    delivered: float | None
    planned_so_far: float | None
    delivered_so_far: float | None


def years(council: Council) -> tuple[Year, ...]:
    """Return every year with a planned or delivered saving, in order."""
    planned = _by_year(in_year(council, SavingKind.PLANNED))
    delivered = _by_year(in_year(council, SavingKind.DELIVERED))
    names = sorted({*planned, *delivered})
    return tuple(Year(n, planned.get(n), delivered.get(n), _so_far(planned, n), _so_far(delivered, n)) for n in names)


def _by_year(rows: tuple[SavingsRow, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows:
        year = str(row.financial_year)
        found[year] = found.get(year, 0.0) + float(row.amount_gbp)
    return found


def _so_far(amounts: dict[str, float], year: str) -> float | None:
    return sum(a for y, a in amounts.items() if y <= year) if year in amounts else None


@dataclass(frozen=True)
class Base:
    """What a saving may be a share of: rows of ``spend``, ``times`` a number of years; the share it gives; whether it fits."""

    saving: SavingsRow
    spend: SpendRow
    times: int
    share: float
    fits: bool

    @property
    def amount(self) -> float:
        return float(self.spend.amount_gbp) * self.times


def quoted(council: Council) -> tuple[SavingsRow, ...]:
    """Return planned savings that are printed with a percentage beside the pounds."""
    return tuple(r for r in _known(council) if r.kind == SavingKind.PLANNED and not wording.missing(r.share_pct))


def bases(council: Council, row: SavingsRow) -> tuple[Base, ...]:
    """Return each base that a quoted percentage could mean: the whole, its parts, the whole over the plan's years, and the
    last year's saving against the whole. None of it settles which the paper meant.
    """
    found = money.headline(council)
    if not found:
        return ()
    mine = [r for r in in_year(council, SavingKind.PLANNED) if r.part_of == row.saving_id]
    tried = [(row, found.total, 1), *((row, part, 1) for part in found.parts)]
    if len(mine) > 1:
        tried += [(row, found.total, len(mine)), (mine[-1], found.total, 1)]
    return tuple(_base(row, *one) for one in tried)


def _base(quoted_row: SavingsRow, saving: SavingsRow, spend: SpendRow, times: int) -> Base:
    """The share fits where it rounds to what is printed."""
    share = saving.amount_gbp / (spend.amount_gbp * times) * 100
    printed = quoted_row.share_pct
    half = step_of(quoted_row.as_written, printed) / 2
    return Base(saving, spend, times, share, abs(share - printed) <= half + SLACK)
