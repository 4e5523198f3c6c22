"""The table of a map's areas: each with its residents and what the layer shows of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreasRow
from dayops_dash.figures.shared.grid import Cell, Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Source, source_at, sources
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import AgainstChance, Layer, Reached

STANDING_MARK = {
    AgainstChance.HIGHER: "▲ higher",
    AgainstChance.MAYBE_HIGHER: "△ possibly",
    AgainstChance.NEITHER: "≈",
    AgainstChance.MAYBE_LOWER: "▽ possibly",
    AgainstChance.LOWER: "▼ lower",
    AgainstChance.HIDDEN: "[c]",
    AgainstChance.NOT_AVAILABLE: "[x]",
}


def area_grid(council: Council, layer: Layer, every: Sequence[AreasRow], *, ordered: bool) -> Grid:
    """Return every number known of each area, the layer's own columns first."""
    placed = measure.sites(council)
    order = GridColumn[AreasRow](
        "deprivation_order", "Deprivation, 1 the most", lambda a: a.deprivation_order, Kind.COUNT
    )
    return grid_of(
        every,
        GridColumn("area", wording.capital(council.dataset.area_word), lambda a: a.area_name),
        *([order] if ordered else []),
        *_own_columns(council, layer),
        GridColumn("population", "Residents", lambda a: a.population, Kind.COUNT),
        GridColumn("aged_65_and_over", "Aged 65 and over", lambda a: a.aged_65_and_over, Kind.COUNT),
        GridColumn(
            "aged_65_and_over_pct",
            "Share aged 65 and over",
            lambda a: _rounded(measure.older_share(a), 1),
            Kind.PERCENT,
        ),
        GridColumn("sites", "Services placed here", lambda a: "; ".join(r.title for r in placed.get(a.area_code, ()))),
        GridColumn("area_code", "Official code", lambda a: a.area_code),
    )


def _own_columns(council: Council, layer: Layer) -> tuple[GridColumn[AreasRow], ...]:
    """Return the columns that one layer has and no other."""
    if layer is Layer.PAPER:
        said = measure.findings(council)

        def finding(area: AreasRow) -> str:
            return said[area.area_code].finding if area.area_code in said else NOT_STATED.casefold()

        return (GridColumn("finding", "Paper's finding", finding),)
    if layer is not Layer.REACHED:
        return ()
    by_code = {r.area.area_code: r for r in measure.reached(council)}

    def of(cell: Callable[[Reached], Cell], otherwise: Cell = None) -> Callable[[AreasRow], Cell]:
        return lambda area: cell(by_code[area.area_code]) if area.area_code in by_code else otherwise

    return (
        GridColumn("people", "People reached", of(_people, ""), Kind.COUNT),
        GridColumn("expected", "Expected", of(lambda r: round(r.expected, 1) if r.expected else None), Kind.COUNT),
        GridColumn("index", "Reached / expected", of(lambda r: _rounded(r.index, 2)), Kind.COUNT),
        GridColumn(
            "index_low", "95% interval, low", of(lambda r: round(r.interval.low, 2) if r.interval else None), Kind.COUNT
        ),
        GridColumn(
            "index_high",
            "95% interval, high",
            of(lambda r: round(r.interval.high, 2) if r.interval else None),
            Kind.COUNT,
        ),
        GridColumn("standing", "Against chance", of(lambda r: str(r.standing), "no count")),
    )


def _people(reached: Reached) -> Cell:
    return STANDING_MARK[reached.standing] if reached.people is None else reached.people


def _rounded(number: float | None, digits: int) -> float | None:
    return None if number is None else round(number, digits)


def area_sources(council: Council, layer: Layer, every: Sequence[AreasRow]) -> tuple[Source, ...]:
    papers = dict.fromkeys(source_at(council, a.document_id) for a in every)
    reached = [r.row for r in measure.reached(council)][:1] if layer is Layer.REACHED else []
    own = (*reached, *(measure.findings(council).values() if layer is Layer.PAPER else ()))
    return (*sources(council, own), *papers)
