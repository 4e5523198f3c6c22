"""A file of boundaries as it is published: GeoJSON, or the JSON of an ArcGIS server, read as GeoJSON features."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import mapping

from dayops_dash.dataset.files.text_file import JSON_FILE, TextError, decoded, json_of, kind_of
from dayops_dash.prepare.places.shapes import BoundaryError, Feature
from dayops_dash.prepare.records import columns

LONGEST_WAIT = 60  # seconds for a download
CUT_SHORT = "exceededTransferLimit"  # what an ArcGIS server says of an answer that has not every feature
ESRI_POLYGON = "esriGeometryPolygon"
SAVE_LAYER = "Save the layer as GeoJSON, then try again."


def read_features(origin: str) -> tuple[list[dict[str, Any]], bool]:
    """Return the features of a file or an address, and whether the server says that it left some out.

    An address is fetched now, and never again at run time. Raises BoundaryError, with what to do, where there are no features.
    """
    content = _content(origin)
    features = content.get("features") if isinstance(content, dict) else None
    if isinstance(content, dict) and content.get("type") == "Topology":
        raise BoundaryError(f"{origin} is TopoJSON, and GeoJSON is expected. Save the layer as GeoJSON.")
    if isinstance(content, dict) and "features" not in content and isinstance(content.get("error"), dict):
        raise BoundaryError(f"{origin} is what a server says of a request that failed, and no layer. Take it again.")
    if not isinstance(features, list) or not features:
        raise BoundaryError(f"{origin} has no features. A GeoJSON FeatureCollection of areas is expected.")
    if _is_esri(content):
        features = _from_esri(content, origin)
    wrong = [i for i, f in enumerate(features, start=1) if not _is_feature(f)]
    if wrong:
        raise BoundaryError(
            f"Feature {wrong[0]} of {origin} is not a GeoJSON feature with properties and a geometry. Take it out, or save the layer again."
        )
    return features, _is_cut_short(content)


def _content(origin: str) -> Any:
    """Return the JSON of a file or an address, with or without a byte order mark; a file of another kind is named by what it is."""
    content = _bytes(origin)
    try:
        return json_of(decoded(content, origin), origin)
    except TextError as error:
        if (kind := kind_of(content)) not in ("", JSON_FILE):
            raise BoundaryError(f"{origin} is {kind}, and GeoJSON is expected. {SAVE_LAYER}") from error
        line = f"line {error.line}, " if error.line else ""
        raise BoundaryError(f"{origin} cannot be read as GeoJSON: {line}{error.found}. {SAVE_LAYER}") from error


def _bytes(origin: str) -> bytes:
    try:
        if re.match(r"https?://", origin):
            with urllib.request.urlopen(origin, timeout=LONGEST_WAIT) as answer:
                return bytes(answer.read())
        return Path(origin).read_bytes()
    except (OSError, ValueError) as error:
        raise BoundaryError(f"{origin} cannot be read: {error}. Check its name, and who may read it.") from error


def _is_feature(feature: Any) -> bool:
    return isinstance(feature, dict) and all(isinstance(feature.get(k) or {}, dict) for k in ("properties", "geometry"))


def _is_cut_short(content: Mapping[str, Any]) -> bool:
    """Whether an ArcGIS server says that it sent no more than its limit, in either of its formats."""
    properties = content.get("properties")
    return bool(content.get(CUT_SHORT) or (isinstance(properties, dict) and properties.get(CUT_SHORT)))


def _is_esri(content: Mapping[str, Any]) -> bool:
    """Whether features are in the JSON of an ArcGIS server (f=json), which is not GeoJSON (f=geojson)."""
    first = content["features"][0]
    return "geometryType" in content or (isinstance(first, dict) and "attributes" in first and "type" not in first)


def _from_esri(content: Mapping[str, Any], origin: str) -> list[dict[str, Any]]:
    """Return Esri features as GeoJSON. Raises BoundaryError where they are no polygons of straight lines."""
    advice = "Take the layer again as GeoJSON (f=geojson)."
    if (kind := content.get("geometryType", ESRI_POLYGON)) != ESRI_POLYGON:
        raise BoundaryError(f"{origin} is Esri JSON of {kind}; polygons are expected. Take the layer of areas.")
    features = []
    for number, feature in enumerate(content["features"], start=1):
        geometry = (feature.get("geometry") or {}) if isinstance(feature, dict) else None
        if not isinstance(geometry, dict):
            raise BoundaryError(f"Feature {number} of {origin} is no feature of Esri JSON. {advice}")
        if "curveRings" in geometry:
            raise BoundaryError(f"Feature {number} of {origin} has curves (Esri JSON), which are not read. {advice}")
        try:
            shape = _polygons(geometry.get("rings") or [])
        except (ValueError, TypeError, LookupError, shapely.errors.ShapelyError) as error:
            raise BoundaryError(f"Feature {number} of {origin} has a ring that cannot be read. {advice}") from error
        features.append({"type": "Feature", "properties": feature.get("attributes"), "geometry": shape})
    return features


def _polygons(rings: Sequence[Sequence[Sequence[float]]]) -> Mapping[str, Any] | None:
    """Return Esri's rings as a GeoJSON geometry: outer rings run clockwise, and each hole is in the outer ring round it.

    Source: Esri's REST documentation, "Geometry objects".
    """
    lines = [shapely.LinearRing([point[:2] for point in ring]) for ring in rings]
    outer = [shapely.Polygon(line) for line in lines if not line.is_ccw]
    holes: list[list[shapely.LinearRing]] = [[] for _ in outer]
    for line in (line for line in lines if line.is_ccw):
        around = [number for number, one in enumerate(outer) if one.covers(line)]
        holes[min(around, key=lambda number: outer[number].area)].append(line)
    parts = [shapely.Polygon(one.exterior, within) for one, within in zip(outer, holes, strict=True)]
    whole = parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)
    return mapping(whole) if parts else None


def code_of(value: object) -> str:
    """Return a property's value as an official code is written: in capitals, without spaces."""
    return columns.code_of(value)


def names_of(features: Sequence[Feature]) -> list[str]:
    """Return the names of all properties."""
    return sorted({name for feature in features for name in feature.get("properties") or {}})
