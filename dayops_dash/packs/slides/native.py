"""Which figures become a chart that can be edited in PowerPoint, and what that chart holds: cells of the figure's own table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.shared.grid import Cell, Grid, HedgedNumber, Kind
from dayops_dash.figures.shared.look import BLUE, GREY, ORANGE, PINK, PROVIDER_COLOUR, TURQUOISE
from dayops_dash.figures.shared.model import Figure

MOST_BARS = 12
FEWEST = 2  # one bar alone compares nothing
SERIES_COLOURS = (BLUE, TURQUOISE, PINK, ORANGE, GREY)
AGREEMENT_COLOURS = (BLUE, TURQUOISE, GREY, ORANGE, PINK)
PARTS_COLOURS = tuple(
    PROVIDER_COLOUR[kind]
    for kind in (ProviderKind.INTERNAL, ProviderKind.EXTERNAL, ProviderKind.DIRECT_PAYMENT, ProviderKind.COMMUNITY)
)
POUNDS = '[>=1000000]£0.0#,,"m";£#,##0'
SHARE = '[>=1]0"%";General"%"'  # whole; the sheet behind the chart has the decimals
FORMATS = {  # of the numbers on a chart, as a spreadsheet writes them
    Kind.MONEY: POUNDS,
    Kind.ABOUT_MONEY: POUNDS,
    Kind.PERCENT: SHARE,
    Kind.COUNT: "#,##0",
}
AS_WRITTEN = "General"


class NativeShape(StrEnum):
    BARS = "bars"
    STACKED = "stacked bars"
    PARTS = "one bar and its parts"


@dataclass(frozen=True)
class Plan:
    """How a table is drawn: the columns that name a bar, the columns of numbers, and which rows are meant.

    Only rows with a number in ``where`` are drawn, and, of rows that differ in ``within``, the largest group.
    """

    shape: NativeShape
    label: tuple[str, ...]
    numbers: tuple[str, ...]
    where: str = ""
    within: tuple[str, ...] = ()
    colours: tuple[str, ...] = SERIES_COLOURS
    largest_first: bool = False
    projected: bool = False


@dataclass(frozen=True)
class ChartSeries:
    name: str
    values: tuple[float | None, ...]
    colour: str


@dataclass(frozen=True)
class Drawing:
    """An editable chart: its bars by name, and the numbers of each series, in the bars' order.

    ``left`` bars are not drawn. Those that are ``projected`` are outlines, for nobody has counted them.
    """

    shape: NativeShape
    title: str
    bars: tuple[str, ...]
    series: tuple[ChartSeries, ...]
    number_format: str
    left: int = 0
    projected: bool = False


PLANS: dict[str, tuple[Plan, ...]] = {  # by figure, the first that there are numbers for
    "standing": (Plan(NativeShape.BARS, ("stands",), ("intentions",)),),
    "split": (Plan(NativeShape.PARTS, ("who_provides",), ("amount_gbp",), where="share_pct", colours=PARTS_COLOURS),),
    "savings": (
        Plan(NativeShape.BARS, ("financial_year",), ("planned_gbp", "delivered_gbp"), where="planned_so_far_gbp"),
        Plan(NativeShape.BARS, ("financial_year",), ("planned_gbp", "delivered_gbp"), where="delivered_so_far_gbp"),
    ),
    "cost": (Plan(NativeShape.BARS, ("level",), ("low_gbp", "central_gbp", "high_gbp"), where="high_gbp"),),
    "agreement": (
        Plan(
            NativeShape.STACKED,
            ("statement",),
            ("strongly_agree", "agree", "dont_know", "disagree", "strongly_disagree"),
            colours=AGREEMENT_COLOURS,
        ),
    ),
    "answers": (Plan(NativeShape.BARS, ("question", "answer"), ("share_pct",), where="share_pct", largest_first=True),),
    "attendance": (
        Plan(NativeShape.BARS, ("period",), ("people",), where="people", within=("subject", "place_counted")),
    ),
    "projections": (
        Plan(
            NativeShape.BARS, ("period",), ("people",), where="people", within=("subject", "age_band"), projected=True
        ),
        Plan(NativeShape.BARS, ("subject", "period"), ("growth_pct",), where="growth_pct", projected=True),
    ),
}


def drawing(figure: Figure) -> Drawing | None:
    """Return the editable chart of a figure; None where it has no plan, or fewer than two bars to compare."""
    for plan in PLANS.get(figure.figure_id, ()):
        if found := _drawn(figure.grid, plan):
            return found
    return None


def _drawn(grid: Grid, plan: Plan) -> Drawing | None:
    places = {heading.code: place for place, heading in enumerate(grid.headings)}
    wanted = {*plan.label, *plan.numbers, *plan.within, *([plan.where] if plan.where else [])}
    if not wanted <= set(places):
        return None
    rows = [row for row in grid.rows if not plan.where or _number(row[places[plan.where]]) is not None]
    group, rows = _largest(rows, [places[code] for code in plan.within])
    numbers = [code for code in plan.numbers if any(_number(row[places[code]]) is not None for row in rows)]
    if len(rows) < FEWEST or not numbers:
        return None
    if plan.largest_first:
        rows = sorted(rows, key=lambda row: -(_number(row[places[numbers[0]]]) or 0))
    shown = rows[:MOST_BARS]
    bars = tuple(
        _bar_name([str(row[places[code]]) for code in plan.label], [row[places[code]] for code in numbers])
        for row in shown
    )
    series = tuple(
        ChartSeries(
            grid.headings[places[code]].label,
            tuple(_number(row[places[code]]) for row in shown),
            plan.colours[plan.numbers.index(code) % len(plan.colours)],
        )
        for code in numbers
    )
    if plan.shape is NativeShape.PARTS:
        bars, series = _as_parts(bars, series[0], plan.colours)
    kind = grid.headings[places[numbers[0]]].kind
    return Drawing(
        plan.shape, group, bars, series, FORMATS.get(kind, AS_WRITTEN), len(rows) - len(shown), plan.projected
    )


def _bar_name(labels: Sequence[str], cells: Sequence[Cell]) -> str:
    """Return what stands at a bar, with the hedge of its number, which a chart's own label cannot hold: March 2023, about"""
    hedge = next((cell.qualifier for cell in cells if isinstance(cell, HedgedNumber)), "")
    return ", ".join([*labels, *([hedge] if hedge else [])])


def _as_parts(
    bars: tuple[str, ...], numbers: ChartSeries, colours: Sequence[str]
) -> tuple[tuple[str, ...], tuple[ChartSeries, ...]]:
    """Return one bar whose series are what were bars."""
    parts = zip(bars, numbers.values, strict=True)
    return (numbers.name,), tuple(
        ChartSeries(name, (value,), colours[place % len(colours)]) for place, (name, value) in enumerate(parts)
    )


def _largest(rows: Sequence[tuple[Cell, ...]], within: Sequence[int]) -> tuple[str, list[tuple[Cell, ...]]]:
    """Return the largest group of rows alike in some columns, the first of equals, and what the rows are of."""
    if not within or not rows:
        return "", list(rows)
    groups = Counter(tuple(row[place] for place in within) for row in rows)
    ((alike, _),) = groups.most_common(1)
    named = [str(cell) for cell in alike if cell]
    named = [name for at, name in enumerate(named) if not any(name in earlier for earlier in named[:at])]
    return ", ".join(named), [row for row in rows if tuple(row[place] for place in within) == alike]


def _number(cell: Cell) -> float | None:
    return float(cell) if isinstance(cell, int | float) and cell == cell else None
