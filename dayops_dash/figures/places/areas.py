"""Figures of areas: the map of one layer with its table, and whether a ward's count is more than chance."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.boundaries import Boundaries
from dayops_dash.dataset.row_types import AreasRow
from dayops_dash.dataset.vocabulary import AreaFinding
from dayops_dash.figures.places.area_table import STANDING_MARK, area_grid, area_sources
from dayops_dash.figures.places.tile_map import PHONE, WALL, MapTile, boundary_map, tile_map
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.shared.paper_words import said_in
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import AgainstChance, Layer, Reached

LAYER_NAMES = {
    Layer.REACHED: "People reached",
    Layer.PAPER: "What the paper says",
    Layer.OLDER: "Aged 65 and over",
    Layer.POPULATION: "Residents",
    Layer.SITES: "Services and sites",
}
OWN_TILES = (
    "Each hexagon is one area, equal in size; where they stand is this project's own layout, near their true places."
)
NOT_RANKED = "Areas are in the order of their names, never ranked: more people reached may mean more need."
BY_DEPRIVATION = "The table is in the order of deprivation, 1 the most deprived, and nothing is ranked: more reached may mean more need."
NOT_NAMED = "Not stated means that the paper does not mention the area: it does not mean as expected."
MARKS = "≈ is within what chance gives; [c] is hidden, to protect people; [x] is not available."
MOST_WORDS = 16  # of a title
CHANCE = "Higher or lower: beyond what chance gives in 99.8% of cases; possibly: in 95%."


def map_figure(council: Council, layer: Layer, chosen: str = "") -> Figure:
    """The map of one layer, with every area's value in its table. ``chosen`` is the code of the area to be ringed."""
    ordered, vintage = measure.by_deprivation(council, layer), measure.vintage(council, layer)
    every = ordered or measure.areas(council, layer)
    title, words, _, notes = _LAYERS[layer](council)
    tiles = tiles_of(council, layer)
    word = council.dataset.area_word
    shapes = council.dataset.boundaries(vintage)
    shape = f"Boundaries: {shapes.source}, {shapes.licence}." if shapes else OWN_TILES
    return Figure(
        "area-map",
        title,
        f"{LAYER_NAMES[layer]} by {word}, {council.short_title}{expected_words(council, layer)}; boundaries: {vintage}",
        words,
        area_grid(council, layer, every, ordered=bool(ordered)),
        chart=_drawn(tiles, shapes, chosen, f"Map. {words}"),
        notes=(*notes, shape, BY_DEPRIVATION if ordered else NOT_RANKED),
        sources=area_sources(council, layer, every),
    )


def _drawn(tiles: Sequence[MapTile], shapes: Boundaries | None, chosen: str, told: str) -> Chart:
    """Return the map for a page, a telephone and a wall."""
    if shapes:
        wall = boundary_map(tiles, shapes.shapes, chosen, on_wall=True)
        return Chart(boundary_map(tiles, shapes.shapes, chosen), told, wall=wall)
    return Chart(tile_map(tiles, chosen), told, tile_map(tiles, chosen, PHONE), wall=tile_map(tiles, chosen, WALL))


def expected_words(council: Council, layer: Layer = Layer.REACHED) -> str:
    """Return what is expected of an area, to go on a subtitle; "" of a layer that compares nothing with it."""
    if layer is not Layer.REACHED or measure.shared_out(council) is None:
        return ""
    return f"; expected: by each {council.dataset.area_word}'s share of residents"


def tiles_of(council: Council, layer: Layer) -> list[MapTile]:
    """Return every area with what one layer writes on it, in the order of names."""
    cell = _LAYERS[layer](council)[2]
    return [_tile(a, *cell(a)) for a in measure.areas(council, layer)]


def _tile(area: AreasRow, value: str, spoken: str, tint: int, lower: bool = False, amount: float = 0.0) -> MapTile:
    name = str(area.area_name)
    column, row = area.tile_column or 0, area.tile_row or 0
    longitude, latitude = (0.0 if wording.missing(degrees) else degrees for degrees in (area.longitude, area.latitude))
    said = f"{name}: {spoken}"
    return MapTile(area.area_code, name, value, said, tint, lower, column, row, longitude, latitude, amount)


HIDDEN = "hidden: too few to show, or so that those cannot be worked out"
TileCells = Callable[[AreasRow], tuple[Any, ...]]
LayerWords = tuple[str, str, TileCells, tuple[str, ...]]


def _paper(council: Council) -> LayerWords:
    said, word = measure.findings(council), council.dataset.area_word
    over, under = measure.over_and_under(council)
    names = [wording.listed([str(a.area_name) for a in side]) for side in (over, under)]
    named = f"{names[0]} over-represented; {names[1]} under-represented"
    left = len(measure.areas(council, Layer.PAPER)) - len(over) - len(under)
    words = f"As examples the paper names {named}. It says nothing of the other {wording.count(left, word)} by name."

    def cell(area: AreasRow) -> tuple[str, str, int, bool]:
        finding = str(said[area.area_code].finding) if area.area_code in said else ""
        marks: dict[str, tuple[str, int, bool]] = {
            AreaFinding.OVER: ("▲ over", 2, False),
            AreaFinding.UNDER: ("▼ under", 2, True),
        }
        value, tint, lower = marks.get(finding, ("", 0, False))
        return value, finding or NOT_STATED.casefold(), tint, lower

    paper = next((str(row.document_id) for row in said.values()), "")
    lead = f"{said_in(council, paper).removesuffix(' said')} suggested" if paper else "No paper suggests"
    sides = ((over, "over-represented"), (under, "under-represented"))
    parts = [f"{which} ({wording.spelled(len(side))} named)" for side, which in sides if side]
    title = f"{lead} that some {word}s are {wording.listed(parts, 'or')}"
    notes = tuple(dict.fromkeys(str(r.note) for r in said.values() if r.note))
    said_of_all = (
        f"{said_in(council, r.document_id)} of {wording.uncapital(r.subject.partition(',')[0])}: {wording.uncapital(r.statement)}"
        for r in measure.statements(council)
    )
    return title, words, cell, (*said_of_all, NOT_NAMED, *notes)


CENSUS = re.compile(r"^Census (\d{4})$")


def _older(council: Council) -> LayerWords:
    shares = {a.area_code: measure.older_share(a) for a in measure.areas(council)}
    known = sorted(round(share) for share in shares.values() if share is not None)
    whole = measure.older_share_of_all(council)
    assert whole is not None
    word = council.dataset.area_word
    title = f"In {_when(council)}, {known[0]}% to {known[-1]}% were 65 or over, by {word}; {whole:.0f}% in all"
    words = f"{title}. Stronger tints are higher shares."

    def cell(area: AreasRow) -> tuple[str, str, int, bool, float]:
        share = shares[area.area_code]
        printed = None if share is None else round(share)  # the tint is of what is printed: alike numbers look alike
        said = "not stated" if printed is None else f"{printed}%"
        return said, f"{said} aged 65 or over", _tint(printed, known), False, share or 0.0

    return title, words, cell, (_period(council),)


def _population(council: Council) -> LayerWords:
    counts = {a.area_code: a.population for a in measure.areas(council)}
    known = sorted(n for n in counts.values() if n is not None)
    word = council.dataset.area_word
    title = f"In {_when(council)}, {known[0]:,} to {known[-1]:,} residents, by {word}; {sum(known):,} in all"

    def cell(area: AreasRow) -> tuple[str, str, int, bool, float]:
        known = counts[area.area_code] or 0
        said = f"{known:,}" if known else "not stated"
        return said, f"{said} residents", 0, False, known

    return title, f"{title}.", cell, (_period(council),)


def _sites(council: Council) -> LayerWords:
    found, word = measure.sites(council), council.dataset.area_word
    total = sum(len(rows) for rows in found.values())
    title = f"{wording.count(total, 'service')} are placed in {wording.count(len(found), word)}"

    def cell(area: AreasRow) -> tuple[str, str, int, bool, float]:
        mine = found.get(area.area_code, ())
        said = ", ".join(str(r.title) for r in mine) or "none placed here by a paper"
        return (str(len(mine)) if mine else ""), said, 2 if mine else 0, False, len(mine)

    return title, f"{title}. Others may be there: papers place few services in an area.", cell, ()


def _reached(council: Council) -> LayerWords:
    by_code = {r.area.area_code: r for r in measure.reached(council)}
    counts = {s: sum(r.standing == s for r in by_code.values()) for s in AgainstChance}
    told = [f"{n} {HIDDEN if s is AgainstChance.HIDDEN else s}" for s, n in counts.items() if n]
    words = " ".join(
        filter(None, (f"People reached against expected: {wording.listed(told)}.", _unplaced(council), MARKS))
    )

    def cell(area: AreasRow) -> tuple[str, str, int, bool, float]:
        mine = by_code.get(area.area_code)
        if mine is None:
            return "", "no count", 0, False, 0
        strong = mine.standing in (AgainstChance.HIGHER, AgainstChance.LOWER)
        lower = mine.standing is AgainstChance.LOWER
        value = STANDING_MARK[mine.standing] if mine.people is None else f"{mine.people} {STANDING_MARK[mine.standing]}"
        return value, _reached_words(mine), 3 if strong else 0, lower, mine.people or 0

    return reached_title(council), words, cell, (_expected(council), CHANCE, *_protected(council))


def _expected(council: Council) -> str:
    """Return of which total the expected counts are shares, with its numbers as published."""
    total = measure.shared_out(council)
    if total is None:
        return "Nothing is expected of an area: how many people are reached in all is hidden."
    (whole, left), word = total, council.dataset.area_word
    share = f"Expected: the {word}'s share of all residents, of"
    if left is None:
        return f"{share} all {whole:,} people reached. How many of them are in no known {word} is not shown, so they are shared out too."
    known = f"{whole:,} people reached in all less {left:,} in no known {word}"
    return f"{share} {whole - left:,} people: {known}." if left else f"{share} all {whole:,} people reached."


def _unplaced(council: Council) -> str:
    """Return how many people are in no known area, where that is told and not none."""
    left = measure.unplaced(council)
    return (
        f"{left[0]:,} of {left[1]:,} people are in no known {council.dataset.area_word} and not compared."
        if left and left[0]
        else ""
    )


def _protected(council: Council) -> list[str]:
    """Return how the counts were protected, as their documents say."""
    counted = {r.row.document_id for r in measure.reached(council)}
    return [str(d.note) for d in council.rows("documents") if d.document_id in counted and d.note]


def reached_title(council: Council) -> str:
    """More than expected in Eastfleet and Gorse Hill, fewer in Netherby Cross; the numbers of each where they are many."""
    every = measure.reached(council)
    found = {
        s: [str(r.area.area_name) for r in every if r.standing == s]
        for s in (AgainstChance.HIGHER, AgainstChance.LOWER)
    }
    more, fewer = found.values()
    if all(r.people is None for r in every) and any(r.standing is AgainstChance.HIDDEN for r in every):
        return f"Too few people are reached to show how many in any {council.dataset.area_word}"
    if not more and not fewer:
        return f"No {council.dataset.area_word} differed from what was expected by more than chance{_on(every)}"
    day = _on(every)
    title = _beyond(wording.listed(more), wording.listed(fewer))
    if len(title.split()) + bool(day) <= MOST_WORDS:
        return title + day
    word = council.dataset.area_word
    return _beyond(*(wording.count(len(names), word) if names else "" for names in (more, fewer))) + day


def _on(every: Sequence[Reached]) -> str:
    """Return the day of counts behind a title: (31 March 2026)"""
    days = sorted(r.row.snapshot_on for r in every if r.row.snapshot_on)
    return f" ({wording.day(days[-1])})" if days else ""


def _beyond(more: str, fewer: str) -> str:
    told = [f"{what} in {where}" for what, where in (("more", more), ("fewer", fewer)) if where]
    first, *rest = told
    return wording.capital(", ".join([first.replace(" in ", " people were reached than expected in ", 1), *rest]))


def _reached_words(mine: Reached) -> str:
    unknown = "a number that is not available" if mine.standing is AgainstChance.NOT_AVAILABLE else "a hidden number"
    count = unknown if mine.people is None else wording.count(mine.people, "person", "people")
    said = "" if mine.people is None else f", {mine.standing}"
    return f"{count} reached, {mine.expected:.1f} expected{said}" if mine.expected else f"{count} reached"


_LAYERS: dict[Layer, Callable[[Council], LayerWords]] = {
    Layer.REACHED: _reached,
    Layer.PAPER: _paper,
    Layer.OLDER: _older,
    Layer.POPULATION: _population,
    Layer.SITES: _sites,
}


def _tint(value: float | None, known: Sequence[float]) -> int:
    """Return 0 to 3 by thirds of the way from the least to the most: for the eye only, since each value is written."""
    if value is None:
        return 0
    way = (value - min(known)) / (max(known) - min(known) or 1)
    return 1 + (way > 1 / 3) + (way > 2 / 3)


def _when(council: Council) -> str:
    """Return of when residents were counted, to follow "in": mid-2020; the 2021 Census"""
    found = [CENSUS.sub(r"the \1 Census", period) for period in measure.residents_of(council)]
    return wording.listed(found) or "a year not stated"


def _period(council: Council) -> str:
    found = dict.fromkeys(f"{a.population_source} ({a.population_period})" for a in measure.areas(council))
    return f"Residents: {'; '.join(found)}."
