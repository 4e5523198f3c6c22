"""The map of areas: one equal hexagon an area, or true boundaries where a council has added them. Drawn once, shown anywhere.

Names and values stand on the map, so that colour only repeats what is written. Tile positions are this project's own layout:
neighbours stay near, and small urban areas can be read.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, radians, sqrt
from typing import Any

import altair as alt

from dayops_dash.figures.shared.look import BLUE, INK, RULE, TURQUOISE, Inline, haloed, specification

MOST_WIDE = 860  # pixels that true boundaries may take on a wide screen
ROOM = 704  # pixels that a tablet held upright leaves a map
LEAST, MOST = 74, 122  # pixels across a hexagon: less, and names cannot be read
HEXAGON = "M0,-1L0.866,-0.5L0.866,0.5L0,1L-0.866,0.5L-0.866,-0.5Z"
SMALL = 12  # pixels of a name in a hexagon of the least size
TINTS = (0.0, 0.16, 0.32, 0.5)  # of a colour: pale enough for the ink upon it
BROAD = 0.5  # of its size: a letter of a name, across
TYPE, WALL_TYPE = (
    13,
    31,
)  # pixels of a name on true boundaries, on a page and on a wall, of which the map takes 51% of the height
MOST_LINES = 3  # of a name
TALL = 620  # pixels of a map of true boundaries


@dataclass(frozen=True)
class MapTile:
    """One area on the map: what is written on it, what is spoken, and how strong its tint is, from 0 to 3.

    ``amount`` is the number that a height stands for; 0 where there is none, or where it is hidden.
    """

    code: str
    name: str
    value: str
    spoken: str
    tint: int
    lower: bool = False  # tinted in the other colour: fewer, where more and fewer are two things
    column: int = 0
    row: int = 0
    longitude: float = 0.0
    latitude: float = 0.0
    amount: float = 0.0


@dataclass(frozen=True)
class MapFit:
    """A place that a whole map is fitted to: the least size of type there, as a part of the map's height and of its width."""

    of_height: float
    of_width: float

    def size(self, wide: float, tall: float) -> float:
        """Return the size of type, in the drawing's own pixels, that can be read there."""
        return max(self.of_height * tall, self.of_width * wide)


WALL = MapFit(
    0.039, 0.022
)  # a fortieth of the whole screen, of which the map takes 68% of the height and at most 70% of the width
PHONE = MapFit(0.0, 0.037)  # 12.5 pixels of 340
MOST_NOTED = 6  # areas that a map names which cannot name them all


def tile_map(tiles: Sequence[MapTile], chosen: str, fit: MapFit | None = None) -> dict[str, Any]:
    """Return the hexagons with their names and values; the chosen one ringed.

    Where the whole is to ``fit`` a wall or a telephone and no type that can be read there fits each hexagon, only what the map is
    about is written: the few that are tinted, else the ends of the scale.
    """
    columns, rows = max(t.column for t in tiles) + 1, max(t.row for t in tiles) + 1
    across = min(MOST, max(LEAST, ROOM / (columns + 0.6)))
    radius = across / sqrt(3)
    wide, tall = (columns + 0.6) * across, (rows - 1) * radius * 1.5 + 2 * radius + 4
    size = fit.size(wide, tall) if fit else max(SMALL, across / 8)
    every = [_placed(t, across, radius, rows, size) for t in tiles]
    few = bool(fit) and not all(_fits_within(one, across, radius, size) for one in every)
    noted = _noted(tiles, every, size, chosen) if few else {t.code for t in tiles}
    data = [one if one["choice_area"] in noted else {**one, "name": "", "value": ""} for one in every]
    base = alt.Chart(Inline(values=data)).encode(
        alt.X("x:Q", scale=_plain(wide), axis=None),
        alt.Y("y:Q", scale=_plain(tall, down=True), axis=None),
    )
    look: dict[str, Any] = {"shape": HEXAGON, "size": (2 * radius * 0.97) ** 2, "strokeWidth": 1.2, "cursor": "pointer"}
    shapes = base.mark_point(**look, stroke=RULE, opacity=1).encode(
        fill=_fill(), fillOpacity=alt.FillOpacity("tint:Q", scale=None), description=alt.Description("spoken:N")
    )
    layers: list[alt.Chart] = [shapes]
    ringed = ([chosen] if any(t.code == chosen for t in tiles) else []) + (sorted(noted) if few else [])
    for code in dict.fromkeys(ringed):
        ring = base.transform_filter(f"datum.choice_area === '{code}'")
        broad = 4 if code == chosen else 2.5
        layers.append(ring.mark_point(**{**look, "strokeWidth": broad}, stroke=INK, fill=None, opacity=1, aria=False))
    layers += _words(base, size, haloed_too=few)
    return {**specification(alt.layer(*layers), width=wide, height=tall), "autosize": {"type": "pad"}}


def _placed(tile: MapTile, across: float, radius: float, rows: int, size: float) -> dict[str, Any]:
    odd = tile.row % 2
    lines = _wrapped(tile.name, max(9, int(across / size * 1.75)))
    down = (rows - 1 - tile.row) * radius * 1.5 + radius + 2
    return {
        **_told(tile),
        "x": (tile.column + 0.55 + 0.5 * odd) * across,
        "y": down,
        "name": "\n".join(lines),
        "name_y": down - (len(lines) * (size + 2) + (size + 4 if tile.value else 0)) / 2,
        "value_y": down + (len(lines) * (size + 2) - (size + 4)) / 2 + 3,
    }


def _wrapped(name: str, letters: int) -> list[str]:
    """Return a name in lines of about so many letters, three at most, so that the value has room."""
    lines = textwrap.wrap(name, letters, break_long_words=False)
    return lines if len(lines) <= MOST_LINES else _wrapped(name, letters + 1)


def _told(tile: MapTile) -> dict[str, Any]:
    """Return what every drawing of an area holds. ``choice_area`` is what a click puts into the address."""
    told = {"choice_area": tile.code, "value": tile.value, "spoken": tile.spoken, "tint": TINTS[tile.tint]}
    return {**told, "colour": TURQUOISE if tile.lower else BLUE}


def _fill() -> alt.Fill:
    return alt.Fill("colour:N", scale=None)


def _plain(length: float, *, down: bool = False) -> alt.Scale:
    return alt.Scale(domain=[length, 0] if down else [0, length], nice=False, zero=False)


def _fits_within(placed: Mapping[str, Any], across: float, radius: float, size: float) -> bool:
    """Whether a name and a value stand within their hexagon, in type of some size."""
    lines = [*placed["name"].split("\n"), *([placed["value"]] if placed["value"] else [])]
    return bool(max(map(len, lines)) * size * BROAD <= across and len(lines) * (size + 2) <= radius * 1.75)


def _noted(tiles: Sequence[MapTile], placed: Sequence[Mapping[str, Any]], size: float, chosen: str) -> set[str]:
    """Return the areas that are named where not all can be: the one chosen, few that are tinted, else the ends of the scale.

    One whose words would meet another's is left out.
    """
    tinted = [t.code for t in tiles if t.tint]
    ordered = [t.code for t in sorted(tiles, key=lambda t: -t.amount) if t.amount]
    ends = [code for pair in zip(ordered, reversed(ordered), strict=True) for code in pair][:MOST_NOTED]
    wanted = [*([chosen] if chosen else []), *(tinted if 0 < len(tinted) <= MOST_NOTED else ends)]
    by_code, kept = {one["choice_area"]: one for one in placed}, list[Mapping[str, Any]]()
    for one in (by_code[code] for code in wanted if code in by_code):
        if not any(_meet(one, other, size) for other in kept):
            kept.append(one)
    return {one["choice_area"] for one in kept}


def _meet(one: Mapping[str, Any], other: Mapping[str, Any], size: float) -> bool:
    """Whether the words of two areas would touch."""
    (wide, tall), (other_wide, other_tall) = _extent(one, size), _extent(other, size)
    across, down = (abs(one[axis] - other[axis]) for axis in ("x", "y"))
    return bool(across < (wide + other_wide) / 2 and down < (tall + other_tall) / 2)


def _extent(placed: Mapping[str, Any], size: float) -> tuple[float, float]:
    lines = placed["name"].split("\n")
    return max(map(len, lines)) * size * BROAD + size / 2, (len(lines) + 1) * (size + 2)


def _words(base: alt.Chart, size: float, *, haloed_too: bool = False) -> list[alt.Chart]:
    """Return names and values. They are spoken once, with the shape, and a click upon them is a click on it."""
    look: dict[str, Any] = {"baseline": "top", "lineBreak": "\n", "lineHeight": size + 2, "cursor": "pointer"}
    name = base.encode(alt.Y("name_y:Q"), text=alt.Text("name:N"))
    value = base.encode(alt.Y("value_y:Q"), text=alt.Text("value:N"))
    looks = ((name, {**look, "fontSize": size}), (value, {**look, "fontSize": size + 2, "fontWeight": 700}))
    drawn = [haloed(words, width=6, **how) for words, how in looks]
    return [layer for pair in drawn for layer in (pair if haloed_too else pair[1:])]


def boundary_map(
    tiles: Sequence[MapTile], shapes: Mapping[str, Mapping[str, Any]], chosen: str, *, on_wall: bool = False
) -> dict[str, Any]:
    """Return true boundaries with names and values at their centres; names of small areas are spoken and in the table."""
    size = WALL_TYPE if on_wall else TYPE
    features = [
        {"type": "Feature", "geometry": shapes[t.code], **_told(t), "name": t.name} for t in tiles if t.code in shapes
    ]
    base = alt.Chart(Inline(values=features))
    look: dict[str, Any] = {"stroke": INK, "strokeWidth": 0.8, "cursor": "pointer"}
    drawn = base.mark_geoshape(**look).encode(
        fill=_fill(), fillOpacity=alt.FillOpacity("tint:Q", scale=None), description=alt.Description("spoken:N")
    )
    layers: list[alt.Chart] = [drawn]
    if chosen in shapes:
        ring = base.transform_filter(f"datum.choice_area === '{chosen}'")
        layers.append(ring.mark_geoshape(fill=None, stroke=INK, strokeWidth=4, aria=False))
    drawn_wide = _wide(shapes)
    points = [
        {
            **_told(t),
            "lon": t.longitude,
            "lat": t.latitude,
            **{
                f: w if _fits(w, shapes[t.code], drawn_wide, size) else ""
                for f, w in (("name", t.name), ("value", t.value))
            },
        }
        for t in tiles
        if t.code in shapes
    ]
    for field, dy, weight in (("name", -0.62 * size, 400), ("value", 0.7 * size, 700)):
        layers += _at_centres(points, field, dy if any(p["value"] for p in points) else 0, weight, size)
    return specification(alt.layer(*layers).project("mercator"), width="container", height=TALL)


def _at_centres(
    points: Sequence[dict[str, Any]], field: str, dy: float, weight: int, size: float
) -> tuple[alt.Chart, alt.Chart]:
    """Return words at the centres, and what keeps borders off their letters."""
    base = alt.Chart(Inline(values=list(points))).encode(
        longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"), text=alt.Text(f"{field}:N")
    )
    return haloed(base, width=4, fontSize=size, fontWeight=weight, dy=dy, cursor="pointer")


def _wide(shapes: Mapping[str, Mapping[str, Any]]) -> float:
    """Return how many pixels a degree east takes where the whole fills the drawing's height or width."""
    ends = [_bounds(g) for g in shapes.values()]
    west, south, east, north = (pick(e[i] for e in ends) for i, pick in enumerate((min, min, max, max)))
    flat = cos(radians((south + north) / 2))
    return min(TALL / max(north - south, 1e-6) * flat, MOST_WIDE / max(east - west, 1e-6))


def _fits(words: str, geometry: Mapping[str, Any], pixels_a_degree: float, size: float) -> bool:
    """Whether words fit an area's own width; what does not is spoken, in the list and in the table."""
    west, _, east, _ = _bounds(geometry)
    return len(words) * BROAD * size < (east - west) * pixels_a_degree


def _bounds(geometry: Mapping[str, Any]) -> tuple[float, float, float, float]:
    rings = (
        geometry["coordinates"] if geometry["type"] == "Polygon" else [r for p in geometry["coordinates"] for r in p]
    )
    points = [p for ring in rings for p in ring]
    east, north = [p[0] for p in points], [p[1] for p in points]
    return min(east), min(north), max(east), max(north)
