"""The shapes of areas: read, put on the ground in metres, refused where they cannot be those of their areas, and simplified together."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

GRID, DEGREES, WEB = (
    "EPSG:27700",
    "EPSG:4326",
    "EPSG:3857",
)  # British National Grid, in metres; WGS84; Web Mercator, of web maps
TOLERANCES = (
    30.0,
    50.0,
    75.0,
    100.0,
    150.0,
    200.0,
    300.0,
)  # metres: points go that span less than a triangle of that side squared, the least first
MESH = 1.0  # metres to which the points of shapes are moved where neighbours' edges do not match exactly
FARTHEST = 25_000  # metres from a shape to its area's own point
SLIVER = 0.01  # of the smaller of two shapes, that may overlap
Feature = Mapping[str, Any]
Areas = Mapping[str, Mapping[str, Any]]  # rows of areas.csv by code


class BoundaryError(Exception):
    """A file that does not fit the council. The message says why, and what to do."""


def geometry_of(feature: Feature, which: str) -> BaseGeometry:
    """Return a feature's shape. Raises BoundaryError, with ``which`` feature it is, where it has none that can be read."""
    geometry = feature.get("geometry") or {}
    if geometry and geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BoundaryError(
            f"{which} is a {geometry.get('type') or 'shape of no kind'}; a polygon is expected. Take the layer of areas."
        )
    if not geometry.get("coordinates"):
        raise BoundaryError(f"{which} has no shape, or one without coordinates. Save the layer again with its shapes.")
    try:
        polygon = shape({**geometry, "coordinates": _in_plane(geometry["coordinates"])})
    except (ValueError, TypeError, LookupError, OverflowError, shapely.errors.ShapelyError) as error:
        raise BoundaryError(f"{which} has a ring that cannot be read: {error}. Save the layer again.") from error
    if polygon.is_empty:
        raise BoundaryError(f"{which} has an empty shape. Save the layer again with its shapes.")
    return polygon


def _in_plane(coordinates: Any) -> Any:
    """Return coordinates without heights and measures (Z and M); what is no list of numbers stays as it is."""
    if not isinstance(coordinates, list) or not coordinates:
        return coordinates
    if isinstance(coordinates[0], int | float):
        return coordinates[:2]
    return [_in_plane(part) for part in coordinates]


def in_metres(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return shapes on the British National Grid, whether they came on it, in degrees or in the metres of web maps."""
    west, south, east, north = shapely.total_bounds(shapes)
    if -10 < west <= east < 3 and 49 < south <= north < 61.5:
        return _moved(shapes, DEGREES, GRID)
    if 0 <= west <= east <= 700_000 and 0 <= south <= north <= 1_300_000:
        return list(shapes)
    if (
        -1_120_000 < west <= east < 335_000 and 6_270_000 < south <= north < 8_730_000
    ):  # the same corners as the degrees above
        return _moved(shapes, WEB, GRID)
    raise BoundaryError(
        f"The coordinates run from {west:.5g}, {south:.5g} to {east:.5g}, {north:.5g}: neither degrees (WGS84) in Britain "
        "nor metres of the British National Grid or of web maps (Web Mercator). Save the layer in one of those."
    )


def _moved(shapes: Sequence[BaseGeometry], here: str, there: str) -> list[BaseGeometry]:
    convert = Transformer.from_crs(here, there, always_xy=True)
    return list(shapely.transform(shapes, convert.transform, interleaved=False))


def refuse_wrong(shapes: Mapping[str, BaseGeometry], areas: Areas) -> None:
    """Raise BoundaryError where shapes, in metres, cross themselves, lie far from their areas' own points, or overlap."""

    def named(code: str) -> str:
        return f"{code} ({areas[code]['area_name']})"

    wrong = [f"{named(code)}: {shapely.is_valid_reason(s)}" for code, s in shapes.items() if not s.is_valid]
    if wrong:
        raise BoundaryError(
            f"Rings are not valid: {'; '.join(wrong)}. Mend the shapes at their source, or take the layer again."
        )
    away = [(code, metres) for code, metres in _distances(shapes, areas).items() if metres > FARTHEST]
    if away:
        examples = ", ".join(f"{named(code)}, {_kilometres(metres)}" for code, metres in away[:3])
        raise BoundaryError(
            f"Shapes lie far from where areas.csv has their areas ({len(away)} in all): {examples}. "
            "Take the layer again, or mend longitude and latitude in areas.csv."
        )
    pairs = [f"{named(one)} and {named(other)}" for one, other in _overlapping(shapes)]
    if pairs:
        raise BoundaryError(
            f"Shapes of different areas overlap: {'; '.join(pairs[:3])}. Mend the shapes at their source, or take the layer again."
        )


def _kilometres(metres: float) -> str:
    """Return a distance in words; a point that the National Grid cannot hold is infinitely far."""
    return f"{metres / 1000:.0f} km" if math.isfinite(metres) else "whose point is no longitude and latitude in Britain"


def _distances(shapes: Mapping[str, BaseGeometry], areas: Areas) -> dict[str, float]:
    """Return how many metres each shape is from its area's own point, of the areas that have one."""
    places = {code: (areas[code]["longitude"], areas[code]["latitude"]) for code in shapes}
    points = {code: shapely.Point(place) for code, place in places.items() if all(map(pd.notna, place))}
    metres = _moved(list(points.values()), DEGREES, GRID)
    return {code: shapes[code].distance(point) for code, point in zip(points, metres, strict=True)}


def _overlapping(shapes: Mapping[str, BaseGeometry]) -> list[tuple[str, str]]:
    """Return the pairs of codes whose shapes share more than a sliver of the smaller."""
    codes, geometries = list(shapes), list(shapes.values())
    meeting = shapely.STRtree(geometries).query(geometries, predicate="intersects").T.tolist()
    return [
        (codes[i], codes[j])
        for i, j in sorted(meeting)
        if i < j
        and geometries[i].intersection(geometries[j]).area > SLIVER * min(geometries[i].area, geometries[j].area)
    ]


def as_coverage(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return shapes whose neighbours share their edges point by point, so that edges can be simplified once for both.

    Where slivers lie between them, all points are moved to a mesh of ``MESH`` metres, and each patch goes to one shape.
    Shapes that are no coverage even then are returned as they are.
    """
    if shapely.coverage_is_valid(shapes):
        return list(shapes)
    edges = shapely.union_all([one.boundary for one in shapes], grid_size=MESH)
    tree = shapely.STRtree(list(shapes))
    parts: list[list[BaseGeometry]] = [[] for _ in shapes]
    for patch in shapely.polygonize([edges]).geoms:
        near = tree.query(patch, predicate="intersects").tolist()
        if (owner := _owner(patch, {number: shapes[number] for number in near})) is not None:
            parts[owner].append(patch)
    coverage = [shapely.union_all(own) if own else one for own, one in zip(parts, shapes, strict=True)]
    return coverage if shapely.coverage_is_valid(coverage) else list(shapes)


def _owner(patch: BaseGeometry, near: Mapping[int, BaseGeometry]) -> int | None:
    """Return the shape that most of a patch lies in; of a sliver, the shape nearest to it; None where it is open country."""
    shares = {number: one.intersection(patch).area for number, one in near.items()}
    most = max(shares, key=lambda number: shares[number], default=None)
    if most is not None and (shares[most] > patch.area / 2 or patch.buffer(-2 * MESH).is_empty):
        return most
    return None


def simplified(shapes: Sequence[BaseGeometry], tolerance: float) -> list[BaseGeometry]:
    """Return shapes in degrees, simplified as one coverage; those that are none are taken as they are, simplified no further."""
    shared = shapely.coverage_is_valid(shapes)  # else edges do not match exactly, and simplifying could open gaps
    simple = shapely.coverage_simplify(shapes, tolerance) if shared else [s.simplify(0) for s in shapes]
    return [shapely.orient_polygons(s, exterior_cw=True) for s in _moved(list(simple), GRID, DEGREES)]
