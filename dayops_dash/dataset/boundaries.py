"""True boundaries that a council has added beside its tables: ``boundaries.geojson`` in its folder, made by one command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from dayops_dash.dataset.text_file import DatasetError, read_json
from dayops_dash.frozen import frozen

FILE = "boundaries.geojson"


@dataclass(frozen=True, eq=False)
class Boundaries:
    """The shapes of areas by official code, of one vintage: GeoJSON geometries in degrees, outer rings clockwise."""

    vintage: str
    source: str
    licence: str
    shapes: Mapping[str, Mapping[str, Any]] = field(repr=False)


def boundaries(folder: Path, vintage: str) -> Boundaries | None:
    """Return a folder's boundaries where they are of the vintage asked for: shapes of other boundaries are no substitute."""
    path = folder / FILE
    if not path.is_file():
        return None
    found = _read(path, path.stat().st_mtime_ns)
    return found if found.vintage == vintage else None


@lru_cache(maxsize=32)
def _read(path: Path, changed: int) -> Boundaries:
    """Return a boundary file's shapes. Raises DatasetError where it is not one that ``boundaries add`` wrote."""
    told = read_json(path)
    try:
        about = told["dayops"]
        shapes = {f["properties"]["area_code"]: f["geometry"] for f in told["features"]}
        return Boundaries(about["boundary_vintage"], about["source"], about["licence"], frozen(shapes))
    except (KeyError, TypeError) as error:
        raise DatasetError(
            f"{path.name} in {path.parent.name} was not written by boundaries add. Add it anew."
        ) from error
