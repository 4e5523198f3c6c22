"""True boundaries that a council has added beside its tables: ``boundaries.geojson`` in its folder, made by one command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from dayops_dash.dataset.files.text_file import DatasetError, decoded, json_of, printable
from dayops_dash.frozen import frozen

FILE = "boundaries.geojson"
LEAST_POINTS = 4  # of a closed ring


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The shapes of areas by official code, of one vintage: GeoJSON geometries in degrees, outer rings clockwise."""

    vintage: str
    source: str
    licence: str
    shapes: Mapping[str, Mapping[str, Any]] = field(repr=False)


def of_vintage(content: bytes, vintage: str, council: str) -> Boundaries | None:
    """Return the boundaries in a council's file where they are of the vintage asked for: other boundaries are no substitute.

    Raises DatasetError where it is not one that ``boundaries add`` wrote. None of no content.
    """
    boundaries = _read(content, council) if content else None
    return boundaries if boundaries and boundaries.vintage == vintage else None


@lru_cache(maxsize=32)
def _read(content: bytes, council: str) -> Boundaries:
    try:
        return boundaries_of(content, FILE)
    except BoundariesError as error:
        raise DatasetError(f"{FILE} in {council} was not written by boundaries add. Add it anew.") from error


class BoundariesError(DatasetError):
    """JSON that is not boundaries. The message says what is wrong with it."""


def boundaries_of(content: bytes, file: str) -> Boundaries:
    """Return the shapes in a boundary file. Raises TextError where it is no JSON, BoundariesError where it has no such shapes."""
    document = json_of(decoded(content, file), file)
    try:
        about = document["dayops"]
        shapes = {f["properties"]["area_code"]: f["geometry"] for f in document["features"]}
        vintage, source, licence = about["boundary_vintage"], about["source"], about["licence"]
        if not all(isinstance(word, str) for word in (vintage, source, licence, *shapes)):
            raise BoundariesError("codes, a source or a licence that are no words")
        if wrong := next((code for code, shape in shapes.items() if not _is_shape(shape)), ""):
            raise BoundariesError(f"no polygon in degrees for {printable(wrong)}")
        return Boundaries(vintage, source, licence, frozen(shapes))
    except (KeyError, TypeError, RecursionError) as error:
        raise BoundariesError("no shapes with official codes, as boundaries add writes them") from error


def _is_shape(shape: Any) -> bool:
    """Return whether a geometry is one polygon or several, each ring of at least four points in degrees."""
    if not isinstance(shape, dict) or not isinstance(shape.get("coordinates"), list) or not shape["coordinates"]:
        return False
    if shape.get("type") not in ("Polygon", "MultiPolygon"):
        return False
    parts = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return all(isinstance(rings, list) and rings and all(map(_is_ring, rings)) for rings in parts)


def _is_ring(ring: Any) -> bool:
    return isinstance(ring, list) and len(ring) >= LEAST_POINTS and all(map(_is_point, ring))


def _is_point(point: Any) -> bool:
    numbers = isinstance(point, list) and len(point) >= 2 and all(type(n) in (int, float) for n in point[:2])
    return numbers and abs(point[0]) <= 180 and abs(point[1]) <= 90
