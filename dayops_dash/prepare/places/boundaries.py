"""True boundaries for a council, from an ONS-style GeoJSON file: picked by official code, simplified so that shared edges stay shared.

What does not fit is refused with the reason. The shapes join the dataset's areas by code and vintage, never by name.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from dayops_dash.dataset import Dataset
from dayops_dash.dataset.boundaries import FILE
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.schema import OFFICIAL_CODE
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.prepare.places.boundary_file import code_of, names_of, read_features
from dayops_dash.prepare.places.shapes import (
    TOLERANCES,
    Areas,
    BoundaryError,
    Feature,
    as_coverage,
    geometry_of,
    in_metres,
    refuse_wrong,
    simplified,
)

MOST_BYTES = 200_000  # of the file written: the page sends it whole
PLACES = 5  # decimals of a degree: about a metre
DEFAULT_SOURCE = "Office for National Statistics; contains OS data, Crown copyright and database right"
DEFAULT_LICENCE = "Open Government Licence v3.0"


def add_boundaries(
    dataset: Dataset,
    origin: str,
    *,
    source: str = DEFAULT_SOURCE,
    licence: str = DEFAULT_LICENCE,
    vintage: str = "",
    say: Callable[[str], None] = lambda line: None,
) -> Path:
    """Write a council's boundaries from a GeoJSON file or address, and return the file written.

    ``vintage`` says which of the vintages of the dataset's areas the file is for; it is found from the codes where none is given.
    ``say`` is called with each line that the officer should read: what was joined, what was left out, how far edges were simplified.
    """
    by_vintage: dict[str, dict[str, Mapping[str, Any]]] = {}
    for row in dataset.at().rows("areas"):
        by_vintage.setdefault(str(row.boundary_vintage), {})[row.area_code] = row
    if not by_vintage:
        raise BoundaryError(f"{dataset.slug} has no areas.csv, so no boundary has a code to join. Add it first.")
    features, cut_short = read_features(origin)
    own = _own_vintage(by_vintage, features, vintage)
    areas = by_vintage[own]
    shapes = _by_code(features, by_vintage, own, cut_short)
    metres = in_metres(list(shapes.values()))
    refuse_wrong(dict(zip(shapes, metres, strict=True)), areas)
    content, tolerance = _within_budget(dict(zip(shapes, metres, strict=True)), areas, own, source, licence)
    path = dataset.home / FILE  # of a council with versions it is the working copy, which publish shows
    try:
        with writing(dataset.home):
            replace_file(path, content)
    except OSError as error:
        raise BoundaryError(f"Nothing was written: {FILE} cannot be written ({error.strerror}).") from error
    say(_joined(features, areas, by_vintage, own))
    say(f"Edges are simplified with a tolerance of {tolerance:g} m, each shared edge once, so neighbours still meet.")
    return path


def _joined(features: Sequence[Feature], areas: Areas, by_vintage: Mapping[str, Areas], vintage: str) -> str:
    """Return how many areas and features were joined and by what, and how many features were left out."""
    official = [_official(f) for f in features]
    names = Counter(name for codes in official for name, code in codes.items() if code in areas)
    left = len(features) - len(areas)
    others = f" {left:,} features of other areas are left out." if left else ""
    without = len({code for vintage_areas in by_vintage.values() for code in vintage_areas} - set(areas))
    undrawn = f" {without:,} areas of other boundaries in areas.csv have no shape." if without else ""
    return f"All {len(areas):,} areas of “{vintage}” have a shape, by {names.most_common(1)[0][0]}.{others}{undrawn}"


def _own_vintage(by_vintage: Mapping[str, Areas], features: Sequence[Feature], asked: str) -> str:
    """Return the vintage that the file is for: the one asked for, the only one held, or the only one whose areas are all there."""
    names = "; ".join(f"“{vintage}”" for vintage in by_vintage)
    if asked and asked not in by_vintage:
        raise BoundaryError(
            f"The file is said to be of “{asked}”, the dataset's areas are of {names}. Use boundaries of those areas."
        )
    whole = [vintage for vintage, areas in by_vintage.items() if set(areas) <= set(_codes(features, areas))]
    likely = [asked] if asked else whole if len(by_vintage) > 1 else list(by_vintage)
    if len(likely) != 1:
        raise BoundaryError(
            f"The dataset's areas are of several vintages ({names}), and the file has all areas of {len(likely) or 'none'} of them. "
            "Say which it is for with --vintage."
        )
    return likely[0]


def _official(feature: Feature) -> dict[str, str]:
    """Return the official codes among a feature's properties, by name: WD24CD, CED23CD, code and the like first."""
    properties = feature.get("properties") or {}
    codes = {name: code_of(value) for name, value in properties.items() if re.match(OFFICIAL_CODE, code_of(value))}
    own = ("WD", "CED", "PAR", "AREA", "CODE", "GEO")  # before the district and the county that it lies in
    ranked = sorted(
        codes, key=lambda name: next((i for i, start in enumerate(own) if name.upper().startswith(start)), len(own))
    )
    return {name: codes[name] for name in ranked}


def _codes(features: Sequence[Feature], areas: Areas) -> list[str]:
    """Return each feature's code: of the property that most often holds a code of ``areas``, else of the likeliest by its name."""
    official = [_official(f) for f in features]
    hits = Counter(name for codes in official for name, code in codes.items() if code in areas)
    best = max(hits, key=lambda name: hits[name], default="")
    return [codes.get(best) or next(iter(codes.values()), "") for codes in official]


def _by_code(
    features: Sequence[Feature], by_vintage: Mapping[str, Areas], vintage: str, cut_short: bool
) -> dict[str, BaseGeometry]:
    """Return the shapes of a vintage's areas by code."""
    areas = by_vintage[vintage]
    codes = _codes(features, areas)
    there = {code: i for i, code in enumerate(codes) if code in areas}
    if not there:
        raise BoundaryError(_none_of(features, codes, len(areas), vintage))
    repeated = [code for code, count in sorted(Counter(codes).items()) if code in areas and count > 1]
    if repeated:
        raise BoundaryError(f"The file has {', '.join(repeated)} more than once. Keep one feature for each area.")
    missing = [f"{code} ({areas[code]['area_name']})" for code in areas if code not in there]
    if missing:
        raise BoundaryError(
            f"The file lacks {len(missing)} of the council's areas: {', '.join(missing)}. Take the whole layer"
            f"{': the server says that it left some out. Ask for the council’s areas only.' if cut_short else '.'}"
        )
    homes = {_home(features[i], code) for code, i in there.items()} - {""}
    known = {code for vintage_areas in by_vintage.values() for code in vintage_areas}
    unknown = [c for f, c in zip(features, codes, strict=True) if c not in known and _home(f, c) in homes]
    if unknown:
        raise BoundaryError(
            f"The file has areas of this council that the dataset does not know: {', '.join(unknown)}. "
            f"It is of other boundaries than “{vintage}”; bring areas.csv up to date first."
        )
    return {code: geometry_of(features[there[code]], f"{code} (feature {there[code] + 1})") for code in areas}


def _none_of(features: Sequence[Feature], codes: Sequence[str], wanted: int, vintage: str) -> str:
    """Return why no feature is an area of the council, in words."""
    if not any(codes):
        names = ", ".join(names_of(features)[:8]) or "none"
        return f"No feature has an official code (such as E05001284) in its properties: {names}."
    return (
        f"None of the {len(codes)} areas in the file ({', '.join(codes[:3])} …{_places(features)}) is one of the council's "
        f"{wanted} areas of “{vintage}”. "
        "It is another council's file, or of other boundaries: an old and a new ward may share a name, not a code."
    )


def _places(features: Iterable[Feature]) -> str:
    names = {
        str(v)
        for f in features
        for n, v in (f.get("properties") or {}).items()
        if re.match(r"(?i)(LAD|CTY)\w*NM$", str(n))
    }
    return f", in {', '.join(sorted(names)[:3])}" if names else ""


def _home(feature: Feature, code: str) -> str:
    """Return the code of the district that an area lies in, else of its county, else nothing."""
    official = _official(feature).items()
    districts = [value for name, value in official if re.match(r"(?i)LAD\d*CD$", name) and value != code]
    counties = [value for name, value in official if re.match(r"(?i)CTY\d*CD$", name) and value.startswith("E10")]
    return next(iter(districts + counties), "")  # E10: a county with a council, neither metropolitan nor a stand-in


def _within_budget(
    shapes: Mapping[str, BaseGeometry], areas: Areas, vintage: str, source: str, licence: str
) -> tuple[bytes, float]:
    """Return the file, simplified no further than it takes to fit, and by how many metres. Raises BoundaryError where none fits."""
    content, covering = b"", as_coverage(list(shapes.values()))
    for tolerance in TOLERANCES:
        small = dict(zip(shapes, simplified(covering, tolerance), strict=True))
        about = {"boundary_vintage": vintage, "source": source, "licence": licence, "simplified_by_metres": tolerance}
        content = _written(small, areas, about)
        if len(content) <= MOST_BYTES:
            return content, tolerance
    raise BoundaryError(
        f"Simplified by {TOLERANCES[-1]:g} m, the shapes still take {len(content) // 1000} kB, over the {MOST_BYTES // 1000} kB "
        "that a page may send. Take the generalised (BGC) or ultra generalised (BUC) layer."
    )


def _written(shapes: Mapping[str, BaseGeometry], areas: Areas, about: Mapping[str, Any]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {"area_code": code, "area_name": areas[code]["area_name"]},
            "geometry": {"type": (geometry := mapping(s))["type"], "coordinates": _rounded(geometry["coordinates"])},
        }
        for code, s in sorted(shapes.items())
    ]
    content = {"type": "FeatureCollection", "dayops": about, "features": features}
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False).encode()


def _rounded(coordinates: Any) -> Any:
    return [
        _rounded(c) if isinstance(c[0], list | tuple) else [round(c[0], PLACES), round(c[1], PLACES)]
        for c in coordinates
    ]
