"""Figures of a scenario: what the mix costs, which mixes would do, what matters most, and every assumption behind it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.scenario.charts import ENDS_SAID, MARK, mix_chart, range_chart, swing_chart
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Chart, Figure, Source, sources
from dayops_dash.measures.scenario import costs
from dayops_dash.measures.scenario.assumptions import amount_words, hedge_of
from dayops_dash.measures.scenario.costs import Cost, Mix, SavingVerdict, Start, Swing
from dayops_dash.measures.scenario.mix import Assumption, AssumptionBasis, Level, Scenario
from dayops_dash.wording import about_money as pounds

RANGES = "Low and high put every assumption at its cheaper and at its dearer end; the middle is no forecast."
WHOLE_PEOPLE = "People are rounded to whole ones, so they may not add up to the total."
SHARING = "Where people share support, its price is split evenly between them: that is assumed here."


def cost_figure(council: Council, lender: Council, shown: Scenario, found: Cost, start: Start | None) -> Figure:
    """What the mix costs a year, from low to high, beside today's cost and the cost with the saving wanted."""
    today, most = shown.at("today").central, costs.wanted(shown)
    title = f"This mix costs about {pounds(found.central)} a year, from {pounds(found.low)} to {pounds(found.high)}"
    verdict = costs.verdict(found, most)
    words = f"{title}. {_beside_today(found, today)} {_beside_target(verdict, most, start, shown)}".strip()
    marks = [(today, "In the papers"), (most, "With the saving wanted")]
    lines = [(float(value), f"{label} {wording.money(value)}") for value, label in marks if value is not None]
    return Figure(
        "cost",
        title,
        f"Yearly cost in pounds, worked out here, {council.short_title}; prices of {lender.short_title}",
        words,
        _cost_grid(shown, found, today, most),
        chart=Chart(range_chart(found, lines), words),
        notes=(RANGES, WHOLE_PEOPLE, *([SHARING] if any(x.shared for x in shown.levels) else [])),
        sources=_sources(council, lender, shown),
    )


def _beside_today(found: Cost, today: float | None) -> str:
    if today is None:
        return "No paper states the present cost."
    if found.high <= today:
        return f"All of that is below the papers' {wording.money(today)}."
    if found.low >= today:
        return f"All of that is above the papers' {wording.money(today)}."
    return f"The papers' {wording.money(today)} lies within that range, so it may cost more or less."


def _beside_target(verdict: SavingVerdict, most: float | None, start: Start | None, shown: Scenario) -> str:
    """Return whether the saving is met; that this cannot be said where the papers' own cost is missed by more than it."""
    if most is None:
        return "No amount of saving is stated to compare with."
    if costs.misses_by_more(start, shown):
        return (
            f"Whether the saving wanted, a cost of {wording.money(most)}, is met cannot be said from these assumptions."
        )
    return f"The saving wanted, a cost of {wording.money(most)}, is met {verdict}."


class CostLine(NamedTuple):
    """A line of the table of costs: a level of support, the whole mix, or an amount to compare with."""

    name: str
    share: float | None = None
    people: float | None = None
    low: float | None = None
    central: float | None = None
    high: float | None = None
    beside: float | None = None


def _cost_grid(shown: Scenario, found: Cost, today: float | None, most: float | None) -> Grid:
    ends = [costs.by_level(shown, costs.values_at(shown, end)) for end in costs.ENDS]
    values = costs.values_at(shown, "central")
    shares = [*(values[f"share{x.number}"] for x in shown.levels[:-1]), shown.last_share]
    lines = [
        CostLine(x.title, share, round(values["people"] * share / 100), *(end[place] for end in ends))
        for place, (x, share) in enumerate(zip(shown.levels, shares, strict=True))
    ]
    lines.append(CostLine("This mix", 100.0, values["people"], found.low, found.central, found.high))
    lines += [CostLine("In the papers", beside=today)] if today is not None else []
    lines += [CostLine("With the saving wanted", beside=most)] if most is not None else []
    return grid_of(
        lines,
        GridColumn("level", "Level", lambda x: x.name),
        GridColumn("share_pct", "Share of people", lambda x: x.share, Kind.PERCENT),
        GridColumn("people", "People", lambda x: x.people, Kind.COUNT),
        GridColumn("low_gbp", "Low, a year", lambda x: x.low, Kind.ABOUT_MONEY),
        GridColumn("central_gbp", "Middle, a year", lambda x: x.central, Kind.ABOUT_MONEY),
        GridColumn("high_gbp", "High, a year", lambda x: x.high, Kind.ABOUT_MONEY),
        GridColumn("beside_gbp", "To compare, a year", lambda x: x.beside, Kind.MONEY),
    )


def mixes_figure(
    council: Council, lender: Council, shown: Scenario, every: Sequence[Mix], start: Start | None
) -> Figure:
    """Which mixes would meet the saving wanted: one mark for each mix of the first two levels."""
    most = costs.wanted(shown)
    key = ", ".join(f"{MARK[v]} {v}" for v in SavingVerdict if any(m.verdict == v for m in every))
    first, second = shown.levels[0].title, shown.levels[1].title
    rest = wording.listed([x.title for x in shown.levels[2:]])
    title = mixes_title(shown, every, start)
    marks = f"Each mark is a mix, {costs.STEP} points apart; everyone else is at {rest}." if rest else ""
    words = " ".join(part for part in (f"{title}.", _met_words(every) if most is not None else "", marks) if part)
    return Figure(
        "mixes",
        title,
        f"Whether a mix costs at most {wording.money(most)} a year: {key}"
        if most is not None
        else "Yearly cost by mix",
        words,
        _mix_grid(shown, every),
        chart=Chart(mix_chart(first, second, shown, every), words) if len(shown.levels) > 2 else None,
        notes=(RANGES,),
        sources=_papers(council, lender, shown),
    )


def mixes_title(shown: Scenario, every: Sequence[Mix], start: Start | None) -> str:
    """Return the finding: how many mixes would do; where the middle is far from today's cost, why they look so."""
    if costs.wanted(shown) is None:
        return f"What {len(every)} mixes would cost: no saving is stated to compare with"
    middle = sum(m.verdict in (SavingVerdict.ALWAYS, SavingVerdict.CENTRAL) for m in every)
    number = f"{middle or 'None'} of {len(every)} mixes"
    if not start or not start.apart:
        return f"{number} meet the saving at middle values"
    if not shown.assumes_often:
        return f"{number} look cheap enough at the numbers chosen"
    if start.share < 0:
        price = " and a price" if shown.reads_a_price else ""
        return f"{number} look cheap enough because days a week{price} are assumed"
    return f"{'Only ' if middle else ''}{number} look cheap enough, with days a week assumed"


def _met_words(every: Sequence[Mix]) -> str:
    middle = sum(m.verdict in (SavingVerdict.ALWAYS, SavingVerdict.CENTRAL) for m in every)
    sure = sum(m.verdict is SavingVerdict.ALWAYS for m in every)
    return f"{middle or 'None'} cost little enough at middle values, {sure or 'none'} at the high end."


def _mix_grid(shown: Scenario, every: Sequence[Mix]) -> Grid:
    return grid_of(
        every,
        GridColumn("mix", "Mix", lambda m: " / ".join(wording.plain(share, 0) for share in m.shares)),
        *(_share_column(place, level) for place, level in enumerate(shown.levels)),
        *(_end_column(end, label) for end, label in zip(costs.ENDS, ENDS_SAID, strict=True)),
        GridColumn("meets", "Meets the saving", lambda m: str(m.verdict)),
    )


def _share_column(place: int, level: Level) -> GridColumn[Mix]:
    return GridColumn(f"share{level.number}_pct", level.title, lambda m: m.shares[place], Kind.PERCENT)


def _end_column(end: str, label: str) -> GridColumn[Mix]:
    costs_of = {"low": lambda m: m.cost.low, "central": lambda m: m.cost.central, "high": lambda m: m.cost.high}
    return GridColumn(f"{end}_gbp", label, costs_of[end], Kind.ABOUT_MONEY)


def swings_figure(council: Council, lender: Council, shown: Scenario, every: Sequence[Swing], found: Cost) -> Figure:
    """What each assumption alone does to the yearly cost, the widest first."""
    widest = every[0]
    title = f"What matters most is {_inside(widest.label)}"
    words = (
        f"With all else at the middle values, {_inside(widest.label)} from {widest.low_words} to {widest.high_words} moves the "
        f"yearly cost between {pounds(widest.at_low)} and {pounds(widest.at_high)}."
    )
    return Figure(
        "swings",
        title,
        f"Yearly cost with one assumption at either end, the others at the middle ({pounds(found.central)})",
        words,
        grid_of(
            every,
            GridColumn("assumption", "Assumption", lambda s: s.label),
            GridColumn("low", "Low end", lambda s: s.low_words),
            GridColumn("high", "High end", lambda s: s.high_words),
            GridColumn("at_low_gbp", "Cost at the low end", lambda s: s.at_low, Kind.ABOUT_MONEY),
            GridColumn("at_high_gbp", "Cost at the high end", lambda s: s.at_high, Kind.ABOUT_MONEY),
        ),
        chart=Chart(swing_chart(every, found.central), words),
        notes=("An assumption whose two ends are the same is not drawn. They may also move together.",),
        sources=_papers(council, lender, shown),
    )


def _inside(label: str) -> str:
    """Return an assumption's name inside a sentence: a level keeps its own capitals."""
    return label if ": " in label else f"{wording.uncapital(label)}"


class AssumptionLine(NamedTuple):
    """A line of the table of assumptions, its ends as a reader sees them."""

    label: str
    low: str
    central: str
    high: str
    basis: AssumptionBasis
    why: str
    place: str


def _assumed(a: Assumption) -> AssumptionLine:
    low, central, high = (amount_words(value, a.unit) for value in (a.low, a.central, a.high))
    return AssumptionLine(a.label, low, central, high, a.basis, a.why, _place(a))


def assumptions_figure(council: Council, lender: Council, shown: Scenario) -> Figure:
    """Every assumption with its ends and where it comes from."""
    stated = sum(a.basis is AssumptionBasis.STATED for a in shown.assumptions)
    chosen = sum(a.basis is AssumptionBasis.CHOSEN for a in shown.assumptions)
    own = f", {chosen} chosen by you" if chosen else ""
    last = shown.levels[-1]
    printed = last.share if last.share and last.share.value == shown.last_share else None
    left = amount_words(shown.last_share, "%")
    basis, why = (
        (AssumptionBasis.STATED, hedge_of(printed)) if printed else (AssumptionBasis.WORKED_OUT, "what is left of 100%")
    )
    place = printed.locator if printed else ""
    lines = [*map(_assumed, shown.assumptions)]
    lines.append(AssumptionLine(f"{last.title}: share of people", left, left, left, basis, why, place))
    return Figure(
        "assumptions",
        f"{stated + bool(printed)} of {len(shown.assumptions) + 1} assumptions are stated in a paper{own}",
        "Every number that the scenario rests on, with the ends between which it may lie",
        "Change any of them above: the page, its address and its print change with it.",
        grid_of(
            lines,
            GridColumn("assumption", "Assumption", lambda x: x.label),
            GridColumn("low", "Low", lambda x: x.low),
            GridColumn("central", "Middle", lambda x: x.central),
            GridColumn("high", "High", lambda x: x.high),
            GridColumn("basis", "Basis", lambda x: str(x.basis)),
            GridColumn("why", "Note", lambda x: x.why),
            GridColumn("place", "Place in paper", lambda x: x.place, Kind.PLACE),
        ),
        grid_first=True,
        sources=_sources(council, lender, shown),
    )


def _place(a: Assumption) -> str:
    return a.place.locator if a.place else ""


def _sources(council: Council, lender: Council, shown: Scenario) -> tuple[Source, ...]:
    own = [a.place for a in shown.assumptions if a.place and a.code in ("people", "today", "target")]
    lent = [a.place for a in shown.assumptions if a.place and a.code not in ("people", "today", "target")]
    return tuple(dict.fromkeys((*sources(council, own), *sources(lender, lent))))


def _papers(council: Council, lender: Council, shown: Scenario) -> tuple[Source, ...]:
    """Return the papers without their places, which stand beside each assumption."""
    return tuple(dict.fromkeys(place.paper for place in _sources(council, lender, shown)))
