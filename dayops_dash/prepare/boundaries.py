"""True boundaries for a council, from an ONS-style GeoJSON file: picked by official code, simplified so that shared edges stay shared.

What does not fit is refused with the reason. The shapes join the dataset's areas by code and vintage, never by name.
"""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from dayops_dash.dataset import Dataset
from dayops_dash.dataset.boundaries import FILE
from dayops_dash.dataset.package import replace_file
from dayops_dash.dataset.schema import OFFICIAL_CODE

GRID, DEGREES = "EPSG:27700", "EPSG:4326"  # British National Grid, in metres; WGS84
TOLERANCE = 30.0  # metres that a simplified edge may stray
MOST_BYTES = 200_000  # of the file written: the page sends it whole
PLACES = 5  # decimals of a degree: about a metre
LONGEST_WAIT = 60  # seconds for a download
DEFAULT_SOURCE = "Office for National Statistics; contains OS data, Crown copyright and database right"
DEFAULT_LICENCE = "Open Government Licence v3.0"


class BoundaryError(Exception):
    """A file that does not fit the council. The message says why, and what to do."""


def add_boundaries(
    dataset: Dataset, origin: str, *, source: str = DEFAULT_SOURCE, licence: str = DEFAULT_LICENCE, vintage: str = ""
) -> Path:
    """Write a council's boundaries from a GeoJSON file or address, and return the file written.

    ``vintage`` names the file's boundaries where the reader knows them; they must be those of the dataset's areas.
    """
    areas = {row["area_code"]: row for row in dataset.at().rows("areas")}
    if not areas:
        raise BoundaryError(f"{dataset.slug} has no areas.csv, so no boundary has a code to join. Add it first.")
    own = _own_vintage(areas.values(), vintage)
    found = _by_code(_features(origin), areas, own)
    metres = _in_metres(list(found.values()))
    _refuse_invalid(dict(zip(found, metres, strict=True)), areas)
    small = _simplified(metres)
    content = _written(dict(zip(found, small, strict=True)), areas, own, source, licence)
    path = dataset.folder / FILE
    replace_file(path, content)
    return path


def _own_vintage(areas: Iterable[Mapping[str, Any]], asked: str) -> str:
    held = list(dict.fromkeys(str(a["boundary_vintage"]) for a in areas))
    if len(held) > 1:
        raise BoundaryError(f"The dataset's areas are of several vintages ({'; '.join(held)}). Keep one in areas.csv.")
    if asked and asked != held[0]:
        raise BoundaryError(
            f"The file is said to be of “{asked}”, the dataset's areas are of “{held[0]}”. Use boundaries of those areas."
        )
    return held[0]


def _features(origin: str) -> list[dict[str, Any]]:
    """Return the features of a file or an address. An address is fetched now, and never again at run time."""
    try:
        if re.match(r"https?://", origin):
            with urllib.request.urlopen(origin, timeout=LONGEST_WAIT) as answer:
                text = answer.read().decode("utf-8")
        else:
            text = Path(origin).read_text("utf-8")
        told = json.loads(text)
    except (OSError, ValueError) as error:
        raise BoundaryError(
            f"{origin} cannot be read as GeoJSON: {error}. Save the layer as GeoJSON, then try again."
        ) from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise BoundaryError(f"{origin} has no features. A GeoJSON FeatureCollection of areas is expected.")
    return features


def _code_of(feature: Mapping[str, Any]) -> str:
    """Return a feature's own official code: of WD24CD, CED23CD, code and the like; the code of what it lies in comes last."""
    properties = feature.get("properties") or {}
    codes = {str(name): str(value) for name, value in properties.items() if re.match(OFFICIAL_CODE, str(value))}
    own = ("WD", "CED", "PAR", "AREA", "CODE", "GEO")  # before the district and the county that it lies in
    ranked = sorted(
        codes, key=lambda name: next((i for i, start in enumerate(own) if name.upper().startswith(start)), len(own))
    )
    return codes[ranked[0]] if ranked else ""


def _by_code(features: Sequence[Mapping[str, Any]], areas: Mapping[str, Any], vintage: str) -> dict[str, BaseGeometry]:
    coded = [(_code_of(f), f) for f in features]
    if not any(code for code, _ in coded):
        names = ", ".join(sorted({str(n) for f in features for n in f.get("properties") or {}})[:8]) or "none"
        raise BoundaryError(f"No feature has an official code (such as E05001284) in its properties: {names}.")
    there = {code: f for code, f in coded if code in areas}
    within = _places(f for code, f in coded if code not in areas)
    if not there:
        some = ", ".join(code for code, _ in coded[:3])
        raise BoundaryError(
            f"None of the {len(coded)} areas in the file ({some} …{within}) is one of the council's {len(areas)} areas of “{vintage}”. "
            "It is another council's file, or of other boundaries: an old and a new ward may share a name, not a code."
        )
    repeated = sorted({code for code in there if sum(c == code for c, _ in coded) > 1})
    if repeated:
        raise BoundaryError(f"The file has {', '.join(repeated)} more than once. Keep one feature for each area.")
    missing = [f"{code} ({areas[code]['area_name']})" for code in areas if code not in there]
    if missing:
        raise BoundaryError(
            f"The file lacks {len(missing)} of the council's areas: {', '.join(missing)}. Take the whole layer."
        )
    unknown = _own_unknown(coded, areas)
    if unknown:
        raise BoundaryError(
            f"The file has areas of this council that the dataset does not know: {', '.join(unknown)}. "
            f"It is of other boundaries than “{vintage}”; bring areas.csv up to date first."
        )
    return {code: _geometry(there[code], code) for code in areas}


def _places(features: Iterable[Mapping[str, Any]]) -> str:
    names = {
        str(v)
        for f in features
        for n, v in (f.get("properties") or {}).items()
        if re.match(r"(?i)(LAD|CTY)\w*NM$", str(n))
    }
    return f", in {', '.join(sorted(names)[:3])}" if names else ""


def _own_unknown(coded: Sequence[tuple[str, Mapping[str, Any]]], areas: Mapping[str, Any]) -> list[str]:
    """Return codes that the dataset lacks of features that lie in the same district as those that it has."""

    def district(feature: Mapping[str, Any]) -> str:
        properties = feature.get("properties") or {}
        return next((str(v) for n, v in properties.items() if re.match(r"(?i)LAD\d*CD$", str(n))), "")

    homes = {district(f) for code, f in coded if code in areas} - {""}
    return [code for code, f in coded if code not in areas and code != district(f) and district(f) in homes]


def _geometry(feature: Mapping[str, Any], code: str) -> BaseGeometry:
    geometry = feature.get("geometry") or {}
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise BoundaryError(f"{code} is a {geometry.get('type') or 'feature without a shape'}; a polygon is expected.")
    try:
        found = shape(geometry)
    except (ValueError, TypeError, shapely.errors.ShapelyError) as error:
        raise BoundaryError(f"{code} has a ring that cannot be read: {error}.") from error
    if found.is_empty:
        raise BoundaryError(f"{code} has an empty shape.")
    return found


def _in_metres(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return shapes on the British National Grid, whether they came on it or in degrees."""
    west, south, east, north = shapely.total_bounds(shapes)
    if -10 < west <= east < 3 and 49 < south <= north < 61.5:
        return _moved(shapes, DEGREES, GRID)
    if 0 <= west <= east <= 700_000 and 0 <= south <= north <= 1_300_000:
        return list(shapes)
    raise BoundaryError(
        f"The coordinates run from {west:.5g}, {south:.5g} to {east:.5g}, {north:.5g}: neither degrees (WGS84) in Britain "
        "nor metres of the British National Grid. Save the layer in one of those."
    )


def _moved(shapes: Sequence[BaseGeometry], here: str, there: str) -> list[BaseGeometry]:
    convert = Transformer.from_crs(here, there, always_xy=True)
    return list(shapely.transform(shapes, convert.transform, interleaved=False))


def _refuse_invalid(shapes: Mapping[str, BaseGeometry], areas: Mapping[str, Any]) -> None:
    wrong = [
        f"{code} ({areas[code]['area_name']}): {shapely.is_valid_reason(s)}"
        for code, s in shapes.items()
        if not s.is_valid
    ]
    if wrong:
        raise BoundaryError(
            f"Rings are not valid: {'; '.join(wrong)}. Mend the shapes at their source, or take the layer again."
        )


def _simplified(shapes: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return shapes in degrees, simplified as one coverage; those that overlap are taken as they are, simplified no further."""
    shared = shapely.coverage_is_valid(shapes)  # else edges do not match exactly, and simplifying could open gaps
    simple = shapely.coverage_simplify(shapes, TOLERANCE) if shared else [s.simplify(0) for s in shapes]
    return [shapely.orient_polygons(s, exterior_cw=True) for s in _moved(list(simple), GRID, DEGREES)]


def _written(
    shapes: Mapping[str, BaseGeometry], areas: Mapping[str, Any], vintage: str, source: str, licence: str
) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"area_code": code, "area_name": areas[code]["area_name"]},
            "geometry": {"type": (told := mapping(s))["type"], "coordinates": _rounded(told["coordinates"])},
        }
        for code, s in sorted(shapes.items())
    ]
    about = {"boundary_vintage": vintage, "source": source, "licence": licence}
    text = json.dumps(
        {"type": "FeatureCollection", "dayops": about, "features": features}, separators=(",", ":"), ensure_ascii=False
    )
    if len(text.encode()) > MOST_BYTES:
        raise BoundaryError(
            f"Simplified, the shapes still take {len(text.encode()) // 1000} kB, over the {MOST_BYTES // 1000} kB that a page may "
            "send. Take the generalised (BGC or BUC) layer."
        )
    return text.encode()


def _rounded(coordinates: Any) -> Any:
    return [
        _rounded(c) if isinstance(c[0], list | tuple) else [round(c[0], PLACES), round(c[1], PLACES)]
        for c in coordinates
    ]
