"""How money moved between kinds of provider, as soon as papers give two periods on one basis."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.money.split import goes_to, pounds
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.look import PROVIDER_COLOUR
from dayops_dash.figures.shared.model import Chart, Figure, sources
from dayops_dash.figures.shared.parts import Part, Whole, parts_chart
from dayops_dash.measures.money import spend
from dayops_dash.measures.money.spend import SpendPeriod


def shift_figure(council: Council) -> Figure | None:
    """Each kind of provider's share, a bar for each period; None where only one period is given."""
    found = spend.periods(council)
    kinds = spend.shared_kinds(found)
    if len(found) < 2 or len(kinds) < 2:
        return None
    rows = [r for period in found for r in period.rows]
    alone = sorted({r.provider_kind for r in rows} - set(kinds))
    left = f" {wording.capital(wording.listed([wording.provider(k) for k in alone]))} cannot be compared: not given in every period."
    words = f"{_words(found, kinds)}{left if alone else ''}"
    return Figure(
        "shift",
        _title(found, kinds),
        f"Share of {rows[0].basis} by who provides, {found[0].year} to {found[-1].year}, {council.short_title}",
        words,
        _grid(found, kinds),
        chart=Chart(parts_chart([_bar(period, kinds) for period in found]), f"Stacked bars. {words}"),
        notes=(
            "Shares are worked out here, of the kinds of provider that every period gives. "
            "Amounts on another basis, or with transport or food counted otherwise, are left out.",
        ),
        sources=sources(council, rows),
    )


def share(period: SpendPeriod, kinds: Sequence[ProviderKind], kind: ProviderKind) -> float:
    """Return a kind's share of the kinds that are compared, per cent."""
    whole = sum(period.amount(k) or 0.0 for k in kinds)
    return (period.amount(kind) or 0.0) / whole * 100 if whole else 0.0


def _moves(found: Sequence[SpendPeriod], kinds: Sequence[ProviderKind]) -> list[tuple[float, ProviderKind]]:
    """Return each kind with its change of share in points, the widest move first."""
    moved = [(share(found[-1], kinds, k) - share(found[0], kinds, k), k) for k in kinds]
    return sorted(moved, key=lambda move: -abs(move[0]))


def _title(found: Sequence[SpendPeriod], kinds: Sequence[ProviderKind]) -> str:
    change, kind = _moves(found, kinds)[0]
    first, last = (f"{share(period, kinds, kind):.0f}%" for period in (found[0], found[-1]))
    who = wording.capital(goes_to(kind))
    if first == last:
        return f"The split hardly moved: {goes_to(kind)} stayed at {last}"
    return f"{who} {'rose' if change > 0 else 'fell'} from {first} to {last}, {found[0].year} to {found[-1].year}"


def _words(found: Sequence[SpendPeriod], kinds: Sequence[ProviderKind]) -> str:
    said = [
        f"{goes_to(k)} {'up' if change > 0 else 'down'} {abs(change):.0f} points" for change, k in _moves(found, kinds)
    ]
    return f"From {found[0].year} to {found[-1].year}: {wording.listed(said)}."


def _bar(period: SpendPeriod, kinds: Sequence[ProviderKind]) -> Whole:
    rows = {r.provider_kind: r for r in period.rows}
    shares = {kind: share(period, kinds, kind) for kind in kinds}
    names = {kind: wording.capital(wording.provider(kind)) for kind in kinds}
    parts = (Part(names[k], shares[k], f"{pounds(rows[k])}, {shares[k]:.0f}%", PROVIDER_COLOUR[k]) for k in kinds)
    return Whole(period.year, tuple(parts))


def _grid(found: Sequence[SpendPeriod], kinds: Sequence[ProviderKind]) -> Grid:
    return grid_of(
        [
            (period, hedged(row.amount_gbp, row.qualifier), ProviderKind(row.provider_kind))
            for period in found
            for row in period.rows
        ],
        GridColumn("financial_year", "Year", lambda x: x[0].year),
        GridColumn("who_provides", "Who provides", lambda x: wording.capital(wording.provider(x[2]))),
        GridColumn("amount_gbp", "Amount", lambda x: x[1], Kind.MONEY),
        GridColumn(
            "share_pct",
            "Share of those compared",
            lambda x: round(share(x[0], kinds, x[2]), 1) if x[2] in kinds else None,
            Kind.PERCENT,
        ),
    )
