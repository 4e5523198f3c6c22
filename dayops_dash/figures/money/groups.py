"""Spend, people and providers by group of people, for each kind of provider."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow, SpendRow
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.money.split import basis_words, goes_to, pounds
from dayops_dash.figures.shared.grid import Cell, Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.look import PROVIDER_COLOUR
from dayops_dash.figures.shared.model import Chart, Figure, Panel, sources
from dayops_dash.figures.shared.parts import Part, Whole, parts_chart
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures import people
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.money.spend import Group

TOGETHER = "All groups together"
SLIM, CLOSE = 18, 14  # pixels of a bar and between bars, where there are many


def groups_figure(council: Council) -> Figure | None:
    """Spend, people and providers by client group, under each kind of provider; None where no paper gives groups."""
    found = money.headline(council)
    by_part = [(p, money.groups(council, p.provider_kind)) for p in found.parts] if found else []
    told = [(part, groups) for part, groups in by_part if groups]
    if not found or not any(g.spend for _, groups in told for g in groups):
        return None
    told = sorted(told, key=lambda one: not any(g.spend for g in one[1]))  # what can be drawn comes first
    rows = [r for _, groups in told for g in groups for r in g.rows]
    words = _groups_words(told)
    return Figure(
        "groups",
        _groups_title(told),
        f"{wording.capital(basis_words(found.total))}, by group of people and who provides, {council.short_title}",
        words,
        _groups_grid(council, told),
        chart=Chart(parts_chart(_bars(told), bar=SLIM, gap=CLOSE), f"Bars. {words} {_spoken(told)}"),
        panels=tuple(_silent_panel(part, groups) for part, groups in told if not any(g.spend for g in groups)),
        notes=row_notes((*(part for part, _ in told), *rows)),
        sources=sources(council, [*(part for part, _ in told), *rows]),
    )


GroupsByPart = Sequence[tuple[SpendRow, tuple[Group, ...]]]


def _groups_title(told: GroupsByPart) -> str:
    part, groups = told[0]
    top = groups[0]
    assert top.spend
    share = top.spend.amount_gbp / part.amount_gbp * 100
    whose = wording.provider(part.provider_kind)
    year = top.spend.financial_year or part.financial_year
    when = f"in {year}" if year else "(year not stated)"
    return f"{share:.0f}% of {whose} {part.basis} {when} was for {wording.uncapital(top.client_group)}"


def _groups_words(told: GroupsByPart) -> str:
    silent = [goes_to(part.provider_kind) for part, groups in told if not any(g.spend for g in groups)]
    one = f"For {wording.listed(silent)} the paper gives one amount for all groups together." if silent else ""
    return f"{one} Cost per person is not worked out by group or by who provides: people may use both, and needs differ.".strip()


def _reach(group: Group) -> str:
    reached = _counted(group.people, "person", "people") if group.people else ""
    noun = ("centre", "centres") if group.kind == ProviderKind.INTERNAL else ("provider", "providers")
    sites = _counted(group.providers, *noun) if group.providers else ""
    return ", ".join(part for part in (reached, sites) if part)


def _counted(row: PeopleRow, one: str, many: str) -> str:
    """Return a count with the paper's hedge and its noun: about 20 people"""
    number = int(row.value)
    return f"{wording.hedged(f'{number:,}', row.qualifier)} {one if number == 1 else many}"


def _bars(told: GroupsByPart) -> list[Whole]:
    """Return a bar for each group that has an amount, and one for each kind of provider whose groups have none."""
    bars = []
    for part, groups in told:
        colour, heading = PROVIDER_COLOUR[part.provider_kind], f"{_named(part.provider_kind)}: {pounds(part)}"
        spent = [(g.client_group, g.spend, _reach(g)) for g in groups if g.spend]
        for name, row, reach in spent or [(TOGETHER, part, "")]:
            words = ", ".join(w for w in (pounds(row), reach) if w)
            bars.append(Whole(heading, (Part(name, row.amount_gbp, words, colour),)))
            heading = ""
    return bars


def _named(kind: str) -> str:
    return wording.capital(wording.provider(kind))


def _spoken(told: GroupsByPart) -> str:
    return "; ".join(f"{p.name}: {p.words}" for whole in _bars(told) for p in whole.parts) + "."


def _silent_panel(part: SpendRow, groups: tuple[Group, ...]) -> Panel:
    """People and places of groups whose spend the paper does not give."""
    title = f"{_named(part.provider_kind)}: spend by group not stated"
    return Panel(title, items=tuple(f"{g.client_group}: {_reach(g)}" for g in groups))


def _groups_grid(council: Council, told: GroupsByPart) -> Grid:
    return grid_of(
        [one for part, groups in told for one in (*groups, _together(council, part))],
        GridColumn("client_group", "Group", lambda g: g.client_group),
        GridColumn("who_provides", "Who provides", lambda g: _named(g.kind)),
        GridColumn("amount_gbp", "Amount", lambda g: _amount(g.spend), Kind.MONEY),
        GridColumn("people", "People", lambda g: _number(g.people), Kind.COUNT),
        GridColumn("providers", "Centres or providers", lambda g: _number(g.providers), Kind.COUNT),
    )


def _amount(row: SpendRow | None) -> Cell:
    return hedged(row.amount_gbp, row.qualifier) if row else None


def _number(row: PeopleRow | None) -> Cell:
    return hedged(row.value, row.qualifier) if row else None


def _together(council: Council, part: SpendRow) -> Group:
    """Return all groups of a kind of provider together."""
    reach = (people.of_kind(council, part.provider_kind, measure) for measure in (people.PEOPLE, people.PROVIDERS))
    return Group(part.provider_kind, TOGETHER, part, *reach)
