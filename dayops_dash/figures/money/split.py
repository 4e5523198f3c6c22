"""Where the money goes: the headline amount and who provides for it, with its basis and the check of its parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import SavingsRow, SpendRow
from dayops_dash.dataset.vocabulary import Included, ProviderKind
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.look import PROVIDER_COLOUR, QUIET
from dayops_dash.figures.shared.model import Chart, Figure, Panel, sources
from dayops_dash.figures.shared.parts import Part, Whole, parts_chart
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.money.spend import Headline
from dayops_dash.measures.record.arithmetic.checks import parts_against_total

MEANS = (
    "Council-run: services of the council or of a company that it owns. "
    "Independent sector: private, voluntary and charity providers."
)
GOES_TO: Mapping[str, str] = {
    ProviderKind.INTERNAL: "council-run services",
    ProviderKind.EXTERNAL: "the independent sector",
    ProviderKind.DIRECT_PAYMENT: "direct payments",
    ProviderKind.COMMUNITY: "the community",
}
ONE_PERIOD = "The papers give this split for one period only, so no shift over time can be shown."


def pounds(row: SavingsRow | SpendRow) -> str:
    """Return an amount in the one shape for reading, with its hedge: £3.7m; about £3.7m"""
    return wording.as_hedged(wording.money(row.amount_gbp), row.qualifier)


def printed_otherwise(row: SavingsRow | SpendRow) -> str:
    """Return an amount as the paper prints it, with its hedge; "" where it prints what is read here."""
    printed = wording.as_hedged(row.as_written, row.qualifier) if row.as_written else ""
    return "" if printed == pounds(row) else printed


def basis_words(row: SpendRow) -> str:
    """budget for 2022/23; spend, year not stated"""
    year = row.financial_year
    return f"{row.basis} for {year}" if year else f"{row.basis}, year not stated"


def goes_to(kind: str) -> str:
    """Return what money for a kind of provider goes to."""
    return GOES_TO.get(kind, wording.provider(kind))


def split_title(found: Headline) -> str:
    """Return the finding: the share of the largest part."""
    total = found.total
    if not found.parts:
        return f"{pounds(total)}, not split by who provides"
    if found.rest < 0:
        return f"The parts add up to more than the {pounds(total)} printed"
    largest, year = found.parts[0], total.financial_year
    share, goes = f"{found.share(largest):.0f}%", goes_to(largest.provider_kind)
    if not found.exact:
        of = f"{pounds(total)} of {total.basis}{f' for {year}' if year else ' (year not stated)'}"
        return f"{wording.capital(pounds(largest))} of {of} {'was for' if money.is_budget(total) else 'went to'} {goes}"
    if money.is_budget(total):
        return f"{share} of the budget {f'for {year}' if year else '(year not stated)'} was for {goes}"
    return f"{share} of spend {f'in {year}' if year else '(year not stated)'} was on {goes}"


def split_figure(council: Council) -> Figure | None:
    """The headline amount in one bar, council-run and independent, with its basis; None where no amount is given."""
    found = money.headline(council)
    if not found:
        return None
    beside = [row for row in money.beside(council) if _of_its_year(row, found.total)]
    again = money.restated(council, found)
    words = _split_words(council, found, beside)
    return Figure(
        "split",
        split_title(found),
        f"{wording.capital(basis_words(found.total))}, pounds, {council.short_title}",
        words,
        _split_grid(found, beside),
        chart=Chart(parts_chart(_bars(found, beside)), f"Stacked bar. {words}"),
        panels=(_basis_panel(found.total), _sum_panel(council, found, again)),
        notes=(MEANS, *row_notes((found.total, *found.parts, *beside))),
        sources=sources(council, [found.total, *found.parts, *beside]),
    )


def _of_its_year(row: SpendRow, total: SpendRow) -> bool:
    """Whether an amount beside a total can be of the same year: the total or it gives none, or both give one."""
    return not (row.financial_year and total.financial_year) or row.financial_year == total.financial_year


def _bars(found: Headline, beside: Sequence[SpendRow]) -> list[Whole]:
    parts = [
        Part(
            wording.capital(wording.provider(p.provider_kind)),
            p.amount_gbp,
            f"{pounds(p)}, {found.share(p):.0f}%" if found.exact else pounds(p),
            PROVIDER_COLOUR[p.provider_kind],
        )
        for p in found.parts
    ]
    if not found.parts:
        parts = [Part("Not split by who provides", found.total.amount_gbp, pounds(found.total), QUIET)]
    if found.rest > 0:
        parts.append(Part("Not accounted for", found.rest, wording.money(found.rest), QUIET))
    more = [
        Whole(
            "Not in the total",
            (Part(_beside_name(r), r.amount_gbp, pounds(r), PROVIDER_COLOUR[r.provider_kind], outside=True),),
        )
        for r in beside
    ]
    return [Whole(f"{pounds(found.total)} in all", tuple(parts)), *more]


def _beside_name(row: SpendRow) -> str:
    return f"{wording.capital(wording.provider(row.provider_kind))}, {row.financial_year or 'year not stated'}"


def _split_words(council: Council, found: Headline, beside: Sequence[SpendRow]) -> str:
    said = [f"{pounds(p)} for {goes_to(p.provider_kind)}" for p in found.parts]
    parts = [f"Of {pounds(found.total)}, {wording.listed(said)}." if said else ""]
    if found.rest > 0:
        parts.append(f"{wording.money(found.rest)} is in no part that the paper gives.")
    for row in beside:
        what = wording.provider(row.provider_kind)
        when = row.financial_year or "year not stated"
        parts.append(f"A further {pounds(row)} for {what} ({when}) is not in the total.")
    parts.append(ONE_PERIOD if found.parts and len(money.periods(council)) < 2 else "")
    return " ".join(part for part in parts if part) or f"{pounds(found.total)}, not split further."


class SplitLine(NamedTuple):
    """A row of the table of the split: what it is called, the row of ``spend``, and its share of the total."""

    name: str
    row: SpendRow
    share: float | None = None


def _share(found: Headline, part: SpendRow) -> float | None:
    return round(found.share(part), 1) if found.exact else None


def _split_grid(found: Headline, beside: Sequence[SpendRow]) -> Grid:
    return grid_of(
        [
            *(SplitLine(wording.capital(wording.provider(p.provider_kind)), p, _share(found, p)) for p in found.parts),
            SplitLine("Total", found.total),
            *(SplitLine(f"Not in the total: {wording.provider(r.provider_kind)}", r) for r in beside),
        ],
        GridColumn("who_provides", "Who provides", lambda a: a.name),
        GridColumn("amount_gbp", "Amount", lambda a: hedged(a.row.amount_gbp, a.row.qualifier), Kind.MONEY),
        GridColumn("as_written", "As printed", lambda a: printed_otherwise(a.row)),
        GridColumn("share_pct", "Share, worked out here", lambda a: a.share, Kind.PERCENT),
        GridColumn("basis", "Basis", lambda a: a.row.basis),
        GridColumn("financial_year", "Year", lambda a: a.row.financial_year or "not stated"),
        GridColumn("place", "Place in paper", lambda a: a.row.locator, Kind.PLACE),
    ).without_empty("as_written")


COVERED: Mapping[str, str] = {
    Included.YES: "in the amount",
    Included.NO: "not in the amount",
    Included.NOT_STATED: "not stated",
}


def _basis_panel(total: SpendRow) -> Panel:
    items = (
        wording.capital(basis_words(total)),
        f"Transport: {COVERED[total.transport_included]}",
        f"Food: {COVERED[total.food_included]}",
    )
    return Panel("What the amount covers", items=items)


def _to_the_pound(row: SpendRow) -> str:
    """Return an amount of which no pound is left out, where two would else look alike."""
    return wording.as_hedged(wording.exact_money(row.amount_gbp), row.qualifier)


def _sum_panel(council: Council, found: Headline, again: Sequence[SpendRow]) -> Panel:
    check = parts_against_total(council, "spend", found.total.spend_id)
    items = []
    if check:
        added = sum(p.amount_gbp for p in found.parts)
        exact = bool(check.grade) and wording.money(added) == wording.money(found.total.amount_gbp)
        said = _to_the_pound if exact else pounds
        total = f"the total printed is {said(found.total)}"
        verdict = "the parts make the whole" if found.exact else f"{total}, which agrees"
        joined = " + ".join(said(p) for p in found.parts)
        summed = wording.exact_money(added) if exact else wording.money(added)
        items.append(f"{joined} = {summed}{f'. {wording.capital(total)}' if check.grade else f': {verdict}'}")
        low, high = (f"{share:.0f}" for share in money.share_range(found, found.parts[0]))
        if low != high and found.exact:
            items.append(f"The amounts are rounded, so {found.share(found.parts[0]):.0f}% may be {low}% to {high}%")
    items += [f"Also printed, more roundly: {pounds(r)}" for r in again]
    return Panel("Do the parts make the whole?", items=tuple(items or ["No parts are given to add up"]))
