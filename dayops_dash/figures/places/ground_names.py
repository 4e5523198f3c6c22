"""Names on the map on the ground: each where it lies on no other name and no other hexagon, as the map opens; else on hover only."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import pydeck as pdk

from dayops_dash.figures.places.tile_map import MapTile

SIZE = 13  # pixels of the type
ACROSS, DOWN = 0.56 * SIZE, 1.05 * SIZE  # pixels of a character and of a line
WRAP_AT = 14  # characters of a line
GAP = 4  # pixels between a hexagon and its name
METRES_A_PIXEL = 78_271.5  # at the equator, before any zoom
INK, EDGE = [11, 12, 12, 255], [255, 255, 255, 255]


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels: its left and top, right and bottom."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles share any of their ground."""
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


def names(tiles: Sequence[MapTile], *, zoom: float, radius: float) -> pdk.Layer:
    """Return the names that have room at a zoom, beside hexagons of ``radius`` metres, or within true boundaries where it is 0.

    Ink on a pale edge can be read on any colour of either scheme.
    """
    return pdk.Layer(
        "TextLayer", placed(tiles, zoom=zoom, radius=radius), id="names", get_position="position", get_text="name",
        character_set=pdk.types.String("auto"),  # only letters that names have are drawn beforehand: the map is there sooner
        get_size=SIZE, get_color=INK, get_text_anchor="anchor", get_alignment_baseline="baseline",
        get_pixel_offset="offset", font_family=pdk.types.String("Arial, sans-serif"), font_weight=600,
        font_settings={"sdf": True, "radius": 12}, outline_width=6, outline_color=EDGE,
    )  # fmt: skip


def placed(tiles: Sequence[MapTile], *, zoom: float, radius: float) -> list[dict[str, Any]]:
    """Return a row for each name that has room: to the right of its hexagon, to the left, under it or over it."""
    scale = 2**zoom / METRES_A_PIXEL / cos(radians(tiles[0].latitude))
    half = radius * scale
    where = {
        t.code: (t.longitude * 111_320 * cos(radians(t.latitude)) * scale, -t.latitude * 111_320 * scale) for t in tiles
    }
    hexagons = {code: Box(x - half, y - half, x + half, y + half) for code, (x, y) in where.items()}
    rows: list[dict[str, Any]] = []
    taken: list[Box] = []
    for tile in sorted(tiles, key=lambda t: len(t.name)):
        others = [box for code, box in hexagons.items() if code != tile.code and radius] + taken
        lines = textwrap.wrap(tile.name, WRAP_AT)
        for anchor, baseline, offset, box in _sides(lines, *where[tile.code], half):
            if not any(box.meets(other) for other in others):
                position, name = [tile.longitude, tile.latitude], "\n".join(lines)
                rows.append(
                    {"position": position, "name": name, "anchor": anchor, "baseline": baseline, "offset": offset}
                )
                taken.append(box)
                break
    return rows


def _sides(lines: Sequence[str], x: float, y: float, half: float) -> list[tuple[str, str, list[float], Box]]:
    wide, high = max(map(len, lines)) * ACROSS, len(lines) * DOWN
    middle = Box(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)
    if not half or wide < 1.6 * half:
        return [("middle", "center", [0, 0], middle)]
    off = half + GAP
    return [
        ("start", "center", [off, 0], Box(x + off, y - high / 2, x + off + wide, y + high / 2)),
        ("end", "center", [-off, 0], Box(x - off - wide, y - high / 2, x - off, y + high / 2)),
        ("middle", "top", [0, off], Box(x - wide / 2, y + off, x + wide / 2, y + off + high)),
        ("middle", "bottom", [0, -off], Box(x - wide / 2, y - off - high, x + wide / 2, y - off)),
    ]
