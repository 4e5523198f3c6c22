"""The zoomable map: the same areas placed on the ground, loaded only when chosen. It asks nothing of the outside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pydeck as pdk

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.places.areas import tiles_of
from dayops_dash.figures.places.ground_names import names
from dayops_dash.figures.places.tile_map import MapTile
from dayops_dash.measures import places as measure
from dayops_dash.measures.places import Layer

BLUE, TURQUOISE, SITE = [18, 67, 109], [40, 161, 151], [128, 22, 80]  # the colours of look.py
GREY = [140, 148, 154]  # of an area that its value sets no colour for
LINE = [110, 118, 125]  # seen on a pale page and on a dark one
RADIUS_SHARE = 0.42  # of the distance to the nearest neighbour, at the median
TALLEST = 6_000  # metres of the largest number, where height is asked for
TOOLTIP = {"text": "{spoken}"}
HEIGHTS = {  # of the layers that have a number
    Layer.REACHED: "people reached; none where the count is hidden",
    Layer.OLDER: "the share aged 65 and over",
    Layer.POPULATION: "residents",
    Layer.SITES: "the number of services that papers place there",
}
AREAS, SITES = "areas", "sites"  # the layers' names


def ground_map(council: Council, layer: Layer, chosen: str = "", *, height: bool = False) -> pdk.Deck:
    """Return the areas on the ground with one layer's values; ``height`` raises them by their numbers. No basemap is asked for."""
    tiles = tiles_of(council, layer)
    shapes = council.dataset.boundaries(measure.vintage(council, layer))
    radius = 0.0 if shapes else _radius(tiles)
    base = (
        _true(tiles, shapes.shapes, chosen, height=height) if shapes else _columns(tiles, chosen, radius, height=height)
    )
    middle = [sum(values) / len(tiles) for values in zip(*((t.longitude, t.latitude) for t in tiles), strict=True)]
    zoom = _zoom(tiles)
    view = pdk.ViewState(longitude=middle[0], latitude=middle[1], zoom=zoom, pitch=45 if height else 0)
    named = names(tiles, zoom=zoom, radius=radius)
    # map_style is left alone: with it, even as None, the front end fetches a basemap from the internet
    return pdk.Deck([base, *_sites(council, tiles), named], initial_view_state=view, map_provider=None, tooltip=TOOLTIP)


def area_picked(council: Council, layer: Layer, picked: Mapping[str, Sequence[int]]) -> str:
    """Return the code of the area that a click chose; "" for none."""
    tiles, indices = tiles_of(council, layer), picked.get(AREAS) or []
    return tiles[indices[0]].code if indices and indices[0] < len(tiles) else ""


def _row(tile: MapTile, chosen: str, largest: float) -> dict[str, Any]:
    strong = (60 + tile.tint * 55) / 255
    ink = GREY if not tile.tint else TURQUOISE if tile.lower else BLUE
    return {
        "code": tile.code,
        "spoken": tile.spoken,
        "colour": [round(255 - (255 - part) * strong) for part in ink],  # opaque: the same on a dark page
        "line": LINE,
        "line_width": 4 if tile.code == chosen else 1,
        "height": tile.amount / largest * TALLEST if largest else 0,
    }


def _largest(tiles: Sequence[MapTile], *, height: bool) -> float:
    """Return the number that stands tallest; 0 where no height is asked for."""
    return max((t.amount for t in tiles), default=0.0) if height else 0.0


def _columns(tiles: Sequence[MapTile], chosen: str, radius: float, *, height: bool) -> pdk.Layer:
    largest = _largest(tiles, height=height)
    rows = [{**_row(t, chosen, largest), "position": [t.longitude, t.latitude]} for t in tiles]
    return pdk.Layer(
        "ColumnLayer",
        rows,
        id=AREAS,
        get_position="position",
        get_fill_color="colour",
        get_line_color="line",
        get_elevation="height",
        disk_resolution=6,
        radius=radius,
        extruded=height,
        stroked=True,
        get_line_width="line_width * 40",
        pickable=True,
        auto_highlight=True,
    )


def _true(tiles: Sequence[MapTile], shapes: Mapping[str, Any], chosen: str, *, height: bool) -> pdk.Layer:
    largest = _largest(tiles, height=height)
    features = [
        {
            "type": "Feature",
            "geometry": shapes.get(t.code, {"type": "Polygon", "coordinates": []}),
            **_row(t, chosen, largest),
        }
        for t in tiles
    ]
    return pdk.Layer(
        "GeoJsonLayer",
        {"type": "FeatureCollection", "features": features},
        id=AREAS,
        get_fill_color="colour",
        get_line_color="line",
        get_line_width="line_width",
        line_width_units=pdk.types.String("pixels"),
        get_elevation="height",
        extruded=height,
        pickable=True,
        auto_highlight=True,
    )


def _sites(council: Council, tiles: Sequence[MapTile]) -> list[pdk.Layer]:
    """Return the services that papers place in an area, at its centre: no paper gives an address."""
    where = {t.code: t for t in tiles}
    rows = [
        {"position": [where[code].longitude, where[code].latitude], "spoken": f"{row.title}, in {where[code].name}"}
        for code, found in measure.sites(council).items()
        for row in found
        if code in where
    ]
    if not rows:
        return []
    point = pdk.Layer(
        "ScatterplotLayer", rows, id=SITES, get_position="position", get_fill_color=[*SITE, 255], radius_min_pixels=6,
        radius_max_pixels=9, get_radius=60, pickable=True,
    )  # fmt: skip
    return [point]


def _radius(tiles: Sequence[MapTile]) -> float:
    """Return a radius in metres that leaves most hexagons apart."""
    gaps = (
        sorted(min(_metres(t, o) for m, o in enumerate(tiles) if m != n) for n, t in enumerate(tiles))
        if len(tiles) > 1
        else [4000]
    )
    return max(150.0, gaps[len(gaps) // 2] * RADIUS_SHARE)


def _metres(one: MapTile, other: MapTile) -> float:
    return float(
        (((one.longitude - other.longitude) * 68_000) ** 2 + ((one.latitude - other.latitude) * 111_200) ** 2) ** 0.5
    )


def _zoom(tiles: Sequence[MapTile]) -> float:
    wide = max(t.longitude for t in tiles) - min(t.longitude for t in tiles)
    high = max(t.latitude for t in tiles) - min(t.latitude for t in tiles)
    return next(
        (zoom for zoom, span in ((11.0, 0.12), (10.3, 0.25), (9.5, 0.5), (8.6, 1.0)) if max(wide, high) < span), 8.0
    )


def caption(council: Council, layer: Layer, *, height: bool = False) -> str:
    """Return the words for the map: what it shows, what its heights and points are, and that the same stands in the table."""
    word = council.dataset.area_word
    told = [f"Map of {wording.count(len(tiles_of(council, layer)), word)} on the ground."]
    told += [f"Height is {HEIGHTS[layer]}."] if height else []
    told += ["Points are services, at the middle of their area."] if measure.sites(council) else []
    told += ["A name is left out where there is no room for it."]
    return " ".join([*told, "Hover or tap for a name; the same values are in the table below."])
