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
LETTER = 6.4  # pixels of a letter of a name on true boundaries
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


def tile_map(tiles: Sequence[MapTile], chosen: str) -> dict[str, Any]:
    """Return the hexagons with their names and values; the chosen one ringed."""
    columns, rows = max(t.column for t in tiles) + 1, max(t.row for t in tiles) + 1
    across = min(MOST, max(LEAST, ROOM / (columns + 0.6)))
    radius = across / sqrt(3)
    size = max(SMALL, across / 8)
    data = [_placed(t, across, radius, rows, size) for t in tiles]
    base = alt.Chart(Inline(values=data)).encode(
        alt.X("x:Q", scale=_plain((columns + 0.6) * across), axis=None),
        alt.Y("y:Q", scale=_plain((rows - 1) * radius * 1.5 + 2 * radius + 4, down=True), axis=None),
    )
    look: dict[str, Any] = {"shape": HEXAGON, "size": (2 * radius * 0.97) ** 2, "strokeWidth": 1.2, "cursor": "pointer"}
    shapes = base.mark_point(**look, stroke=RULE, opacity=1).encode(
        fill=_fill(), fillOpacity=alt.FillOpacity("tint:Q", scale=None), description=alt.Description("spoken:N")
    )
    layers: list[alt.Chart] = [shapes]
    if any(t.code == chosen for t in tiles):
        ring = base.transform_filter(f"datum.choice_area === '{chosen}'")
        layers.append(ring.mark_point(**{**look, "strokeWidth": 4}, stroke=INK, fill=None, opacity=1, aria=False))
    layers += _words(base, size)
    properties = {"width": (columns + 0.6) * across, "height": (rows - 1) * radius * 1.5 + 2 * radius + 4}
    return {**specification(alt.layer(*layers), **properties), "autosize": {"type": "pad"}}


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


def _words(base: alt.Chart, size: float) -> list[alt.Chart]:
    """Return names and values. They are spoken once, with the shape, and a click upon them is a click on it."""
    look: dict[str, Any] = {
        "baseline": "top",
        "lineBreak": "\n",
        "lineHeight": size + 2,
        "aria": False,
        "cursor": "pointer",
    }
    name = base.mark_text(**look, fontSize=size, color=INK).encode(alt.Y("name_y:Q"), text=alt.Text("name:N"))
    value = base.mark_text(**look, fontSize=size + 2, fontWeight=700, color=INK).encode(
        alt.Y("value_y:Q"), text=alt.Text("value:N")
    )
    return [name, value]


def boundary_map(tiles: Sequence[MapTile], shapes: Mapping[str, Mapping[str, Any]], chosen: str) -> dict[str, Any]:
    """Return true boundaries with names and values at their centres; names of small areas are spoken and in the table."""
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
            **{f: w if _fits(w, shapes[t.code], drawn_wide) else "" for f, w in (("name", t.name), ("value", t.value))},
        }
        for t in tiles
        if t.code in shapes
    ]
    for field, dy, weight in (("name", -8, 400), ("value", 9, 700)):
        layers += _at_centres(points, field, dy if any(p["value"] for p in points) else 0, weight)
    return specification(alt.layer(*layers).project("mercator"), width="container", height=TALL)


def _at_centres(points: Sequence[dict[str, Any]], field: str, dy: int, weight: int) -> tuple[alt.Chart, alt.Chart]:
    """Return words at the centres, and what keeps borders off their letters."""
    base = alt.Chart(Inline(values=list(points))).encode(
        longitude=alt.Longitude("lon:Q"), latitude=alt.Latitude("lat:Q"), text=alt.Text(f"{field}:N")
    )
    return haloed(base, width=4, fontSize=13, fontWeight=weight, dy=dy, cursor="pointer")


def _wide(shapes: Mapping[str, Mapping[str, Any]]) -> float:
    """Return how many pixels a degree east takes where the whole fills the drawing's height or width."""
    ends = [_bounds(g) for g in shapes.values()]
    west, south, east, north = (pick(e[i] for e in ends) for i, pick in enumerate((min, min, max, max)))
    flat = cos(radians((south + north) / 2))
    return min(TALL / max(north - south, 1e-6) * flat, MOST_WIDE / max(east - west, 1e-6))


def _fits(words: str, geometry: Mapping[str, Any], pixels_a_degree: float) -> bool:
    """Whether words fit an area's own width; what does not is spoken, in the list and in the table."""
    west, _, east, _ = _bounds(geometry)
    return len(words) * LETTER < (east - west) * pixels_a_degree


def _bounds(geometry: Mapping[str, Any]) -> tuple[float, float, float, float]:
    rings = (
        geometry["coordinates"] if geometry["type"] == "Polygon" else [r for p in geometry["coordinates"] for r in p]
    )
    points = [p for ring in rings for p in ring]
    east, north = [p[0] for p in points], [p[1] for p in points]
    return min(east), min(north), max(east), max(north)
