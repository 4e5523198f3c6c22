"""Savings: planned and delivered by year as steps to their sum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import SavingsRow
from dayops_dash.dataset.vocabulary import Qualifier, SavingKind
from dayops_dash.dataset.written import HEDGES
from dayops_dash.figures.shared.grid import Grid, GridColumn, Heading, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Bar, Figure, Panel, sources
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures.money import savings
from dayops_dash.measures.money.savings import Year

AMOUNT = Heading("amount_gbp", "Amount", Kind.MONEY)
NONE_DELIVERED = "No paper known on this day reports what was saved."


def savings_figure(council: Council) -> Figure | None:
    """Savings in each year, as steps to their sum; None where no paper gives one in pounds."""
    years = savings.years(council)
    rows = [r for kind in (SavingKind.PLANNED, SavingKind.DELIVERED) for r in _rows(council, kind)]
    if not rows:
        return None
    whole = [r for r in rows if r not in savings.in_year(council, SavingKind(r.kind))]
    return Figure(
        "savings",
        _title(council, years),
        f"Savings by year, pounds, {_cash_basis(rows)}{council.short_title}",
        " ".join(
            part
            for part in (
                _delivered_words(council, years),
                against_plan_words(council),
                _read_words(rows),
                _whole_words(whole),
            )
            if part
        ),
        _grid(council, years, whole),
        panels=_panels(council, years),
        notes=row_notes(rows),
        sources=sources(council, rows),
    )


def _rows(council: Council, kind: SavingKind) -> tuple[SavingsRow, ...]:
    return (*savings.totals(council, kind), *savings.in_year(council, kind))


def _cash_basis(rows: Sequence[SavingsRow]) -> str:
    said = dict.fromkeys(r.cash_basis for r in rows if r.cash_basis)
    return "".join(f"{wording.uncapital(words)}, " for words in said)


def _title(council: Council, years: Sequence[Year]) -> str:
    planned = savings.plan(council)
    delivered = [y for y in years if y.delivered is not None]
    if delivered:
        span = delivered[0].year if len(delivered) == 1 else f"{delivered[0].year} to {delivered[-1].year}"
        added = " (added up here)" if len(delivered) > 1 else ""
        return f"{wording.capital(saved(council, *delivered))} saved of {aimed_at(council, *delivered)} planned, {span}{added}"
    if planned is None:
        return "Savings are reported, none aimed at in pounds"
    last = years[-1] if years else None
    rest = f", {wording.money(last.planned)} of it in {last.year}" if last and len(years) > 1 else ""
    span = f" for {planned.span}" if planned.span else ""
    return f"{wording.money(planned.pounds)} of savings aimed at{span}{rest}"


def saved(council: Council, *years: Year) -> str:
    """Return what was saved in some years, added up, with the hedge of its amounts: £267,000; about £267,000"""
    return _hedged_sum(council, SavingKind.DELIVERED, {y.year: y.delivered for y in years})


def aimed_at(council: Council, *years: Year) -> str:
    """Return the same of what was planned for some years."""
    return _hedged_sum(council, SavingKind.PLANNED, {y.year: y.planned for y in years})


def against_plan_words(council: Council) -> str:
    """Return how all that is reported as saved stands to what was planned for the same years, in a sentence.

    "" where a year has no plan or no report, or an amount is hedged, which leaves the difference open.
    """
    both = [y for y in savings.years(council) if y.delivered is not None]
    done, due = sum(y.delivered or 0.0 for y in both), sum(y.planned or 0.0 for y in both)
    exact = (saved(council, *both), aimed_at(council, *both)) == (wording.money(done), wording.money(due))
    if not both or not exact or not all(y.planned for y in both):
        return ""
    if done == due:
        return "That is just what was planned."
    return (
        f"That is {wording.money(abs(due - done))} {'less' if done < due else 'more'} than planned (our calculation)."
    )


def _hedged_sum(council: Council, kind: SavingKind, years: Mapping[str, float | None]) -> str:
    rows = savings.in_year(council, kind)
    hedges = {r.qualifier for r in rows if r.financial_year in years and r.qualifier in HEDGES}
    hedge = "" if not hedges else hedges.pop() if len(hedges) == 1 else Qualifier.ABOUT
    return wording.as_hedged(wording.money(sum(amount or 0.0 for amount in years.values())), hedge)


def _delivered_words(council: Council, years: Sequence[Year]) -> str:
    both = [y for y in years if y.delivered is not None and y.planned]
    if not any(y.delivered is not None for y in years):
        return NONE_DELIVERED
    said = [_against_plan(council, y) for y in both]
    return f"Delivered against plan, {wording.listed(said)}." if said else ""


def _against_plan(council: Council, year: Year) -> str:
    """in 2024/25 £95,000 of £120,000 (79%); without the share where either is hedged"""
    done, due = saved(council, year), aimed_at(council, year)
    exact = (done, due) == (wording.money(year.delivered), wording.money(year.planned))
    share = f" ({(year.delivered or 0) / (year.planned or 1) * 100:.0f}%)" if exact else ""
    return f"in {year.year} {done} of {due}{share}"


def _read_words(rows: Sequence[SavingsRow]) -> str:
    cash = any("not incremental" in r.cash_basis for r in rows)
    return "Not incremental: each amount is read as the saving of that year alone." if cash else ""


def _whole_words(whole: Sequence[SavingsRow]) -> str:
    said = [
        f"{wording.money(r.amount_gbp)} {r.kind}" + (f" for {r.financial_year}" if r.financial_year else "")
        for r in whole
    ]
    return f"Printed as a total: {wording.listed(said)}." if said else ""


def _panels(council: Council, years: Sequence[Year]) -> tuple[Panel, ...]:
    """Return what is planned and what is delivered as steps on one scale: each year begins where the one before it ended."""
    full = max((v for y in years for v in (y.planned_so_far, y.delivered_so_far) if v), default=0.0)
    shown = [_shown(council, year) for year in years]
    lists = (
        ("Planned", [(y.year, y.planned, y.planned_so_far) for y in shown]),
        ("Delivered", [(y.year, y.delivered, y.delivered_so_far) for y in shown]),
    )
    return tuple(
        Panel(name, bars=_steps([(year, v, so_far) for year, v, so_far in found if v is not None], full))
        for name, found in lists
        if full and any(v is not None for _, v, _ in found)
    )


def _steps(found: Sequence[tuple[str, float, float | None]], full: float) -> tuple[Bar, ...]:
    """Return a bar for each year, and one for all of them together where there are several; ``full`` is the longest, in pounds."""
    ends = [so_far or 0.0 for _, _, so_far in found]
    bars = [
        Bar(year, amount / full * 100, AMOUNT.shown(amount), start=(end - amount) / full * 100)
        for (year, amount, _), end in zip(found, ends, strict=True)
    ]
    if len(found) > 1:
        total = found[-1][2]
        bars.append(Bar("Together", ends[-1] / full * 100, AMOUNT.shown(total), "added up here"))
    return tuple(bars)


def _shown(council: Council, year: Year) -> Year:
    """Return a year with the hedge of its amounts, and of those that are added up to it."""
    planned, delivered = (
        {r.financial_year: r.qualifier for r in savings.in_year(council, kind) if r.qualifier}
        for kind in (SavingKind.PLANNED, SavingKind.DELIVERED)
    )

    def so_far(of: Mapping[str, str]) -> str:
        return next((hedge for name, hedge in of.items() if name <= year.year), "")

    return Year(
        year.year,
        hedged(year.planned, planned.get(year.year, "")),
        hedged(year.delivered, delivered.get(year.year, "")),
        hedged(year.planned_so_far, so_far(planned)),
        hedged(year.delivered_so_far, so_far(delivered)),
    )


def _grid(council: Council, years: Sequence[Year], whole: Sequence[SavingsRow]) -> Grid:
    return grid_of(
        [*(_shown(council, year) for year in years), *map(_printed_total, whole)],
        GridColumn("financial_year", "Year", lambda y: y.year or "not stated"),
        GridColumn("planned_gbp", "Planned or aimed at", lambda y: y.planned, Kind.MONEY),
        GridColumn("delivered_gbp", "Delivered", lambda y: y.delivered, Kind.MONEY),
        GridColumn("planned_so_far_gbp", "Planned, added up", lambda y: y.planned_so_far, Kind.MONEY),
        GridColumn("delivered_so_far_gbp", "Delivered, added up", lambda y: y.delivered_so_far, Kind.MONEY),
    )


def _printed_total(row: SavingsRow) -> Year:
    """Return a total of several years as the table has it: a line as any year's, with nothing added up."""
    amount = hedged(row.amount_gbp, row.qualifier)
    planned, delivered = (amount if row.kind == k else None for k in (SavingKind.PLANNED, SavingKind.DELIVERED))
    return Year(f"Printed total, {row.financial_year or 'years not stated'}", planned, delivered, None, None)
