"""The table of a map's areas: each with its residents and what the layer shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreasRow
from dayops_dash.figures.shared.grid import Grid, Heading, Kind
from dayops_dash.figures.shared.model import Source, sources
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import Layer, Reached, Standing

STANDING_MARK = {
    Standing.HIGHER: "▲ higher",
    Standing.MAYBE_HIGHER: "△ possibly",
    Standing.NEITHER: "≈",
    Standing.MAYBE_LOWER: "▽ possibly",
    Standing.LOWER: "▼ lower",
    Standing.TOO_FEW: "[c]",
    Standing.NOT_AVAILABLE: "[x]",
}


def area_grid(council: Council, layer: Layer, every: Sequence[AreasRow], *, ordered: bool) -> Grid:
    """Return every number known of each area, the layer's own columns first."""
    own = (
        _REACHED_HEADS
        if layer is Layer.REACHED
        else (Heading("finding", "Paper's finding"),)
        if layer is Layer.PAPER
        else ()
    )
    said, by_code = measure.findings(council), {r.area.area_code: r for r in measure.reached(council)}
    found, placed = [], measure.sites(council)
    for a in every:
        code = a.area_code
        cells: tuple[Any, ...] = ()
        if layer is Layer.REACHED:
            cells = _reached_cells(by_code.get(code))
        elif layer is Layer.PAPER:
            cells = (str(said[code].finding) if code in said else "not named",)
        share = measure.older_share(a)
        names = "; ".join(str(r.title) for r in placed.get(code, ()))
        place = (a.deprivation_order,) if ordered else ()
        rest = (a.population, a.aged_65_and_over, None if share is None else round(share, 1), names, code)
        found.append((a.area_name, *place, *cells, *rest))
    first = (Heading("area", wording.capital(council.dataset.area_word)), *(_ORDER if ordered else ()))
    return Grid((*first, *own, *_HEADS), tuple(found))


_ORDER = (Heading("deprivation_order", "Deprivation, 1 the most", Kind.COUNT),)


_HEADS = (
    Heading("population", "Residents", Kind.COUNT),
    Heading("aged_65_and_over", "Aged 65 and over", Kind.COUNT),
    Heading("aged_65_and_over_pct", "Share aged 65 and over", Kind.PERCENT),
    Heading("sites", "Services placed here"),
    Heading("area_code", "Official code"),
)


_REACHED_HEADS = (
    Heading("people", "People reached", Kind.COUNT),
    Heading("expected", "Expected", Kind.COUNT),
    Heading("index", "Reached / expected", Kind.COUNT),
    Heading("index_low", "95% interval, low", Kind.COUNT),
    Heading("index_high", "95% interval, high", Kind.COUNT),
    Heading("standing", "Against chance"),
)


def _reached_cells(mine: Reached | None) -> tuple[Any, ...]:
    if mine is None:
        return ("", None, None, None, None, "no count")
    low, high = (round(mine.interval.low, 2), round(mine.interval.high, 2)) if mine.interval else (None, None)
    index = None if mine.index is None else round(mine.index, 2)
    people = STANDING_MARK[mine.standing] if mine.people is None else mine.people
    return (people, round(mine.expected, 1) if mine.expected else None, index, low, high, str(mine.standing))


def area_sources(council: Council, layer: Layer, every: Sequence[AreasRow]) -> tuple[Source, ...]:
    papers = dict.fromkeys(Source(council.document_title(a.document_id), "") for a in every)
    reached = [r.row for r in measure.reached(council)][:1] if layer is Layer.REACHED else []
    own = (*reached, *(measure.findings(council).values() if layer is Layer.PAPER else ()))
    return (*sources(council, own), *papers)
