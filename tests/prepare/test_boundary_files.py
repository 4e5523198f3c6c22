"""Boundaries as councils have them: too large, with a byte order mark, with heights, in Esri's JSON, with codes that have spaces."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import shapely
from shapely.geometry import shape
from typer.testing import CliRunner

from dayops_dash.dataset import Dataset, Library
from dayops_dash.prepare.places.boundaries import MOST_BYTES, BoundaryError, add_boundaries
from dayops_dash.prepare.places.shapes import TOLERANCES, as_coverage, in_metres
from tests.made_up import council
from tests.prepare.test_boundaries import CODES, Features, boundaries, dataset, in_degrees, rows, squares, written

Point = tuple[float, float]


def ragged(one: Point, other: Point, chance: random.Random, splits: int) -> list[Point]:
    """Return a line between two points that wanders as a coast does, without the last point."""
    line = [one, other]
    for _ in range(splits):
        found = []
        for (x, y), (u, v) in pairwise(line):
            off = chance.uniform(-0.12, 0.12)
            found += [(x, y), ((x + u) / 2 - off * (v - y), (y + v) / 2 + off * (u - x))]
        line = [*found, line[-1]]
    return line[:-1]


def county(columns: int, lines: int, splits: int) -> Features:
    """Return wards side by side whose shared edges are ragged and the same point by point, on the National Grid."""
    chance, step = random.Random(7), 4_000.0
    corner = {(i, j): (180_000 + step * i, 40_000 + step * j) for i in range(columns + 1) for j in range(lines + 1)}
    ends = [((i, j), (i + 1, j)) for i in range(columns) for j in range(lines + 1)]
    ends += [((i, j), (i, j + 1)) for i in range(columns + 1) for j in range(lines)]
    edges = {}
    for a, b in ends:
        line = ragged(corner[a], corner[b], chance, splits)
        edges[a, b], edges[b, a] = line, [corner[b], *line[:0:-1]]
    found = []
    for number, (i, j) in enumerate((i, j) for i in range(columns) for j in range(lines)):
        around = [(i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1), (i, j)]
        ring = [point for pair in pairwise(around) for point in edges[pair]]
        properties = {"WD24CD": f"E0599{number:04}", "WD24NM": f"Ward {number}"}
        geometry = {"type": "Polygon", "coordinates": [[*map(list, ring), list(ring[0])]]}
        found.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return found


def of_county(root: Path, features: Features) -> Dataset:
    return council(root, areas=rows(codes=[f["properties"]["WD24CD"] for f in features]))


def test_a_large_county_is_simplified_until_it_fits_and_neighbours_still_meet(tmp_path: Path) -> None:
    """120 wards with 128 points an edge, as the generalised layer of a large county has them."""
    features, said = county(12, 10, 7), list[str]()
    given = written(tmp_path, features)
    found = of_county(tmp_path, features)
    path = add_boundaries(found, given, say=said.append)
    assert path.stat().st_size <= MOST_BYTES < 446_000 < Path(given).stat().st_size
    tolerance = json.loads(path.read_text("utf-8"))["dayops"]["simplified_by_metres"]
    assert tolerance > TOLERANCES[0] and f"tolerance of {tolerance:g} m" in " ".join(said)
    told = boundaries(found.folder, "2024 order")
    assert told
    shapes = [shape(g) for g in told.shapes.values()]
    assert len(shapes) == 120 and all(s.is_valid for s in shapes)
    assert shapely.coverage_is_valid(shapes)  # neither gaps nor overlaps between neighbours
    assert shapely.coverage_invalid_edges(shapes)[0].is_empty
    whole = shapely.union_all(shapes)
    assert whole.geom_type == "Polygon" and not whole.interiors  # no gap inside the county
    before = {f["properties"]["WD24CD"]: shape(f["geometry"]).area for f in features}
    after = dict(zip(told.shapes, in_metres(shapes), strict=True))
    assert all(after[code].area == pytest.approx(before[code], rel=0.05) for code in before)


def test_a_council_that_fits_is_simplified_no_further_than_before(tmp_path: Path) -> None:
    path = add_boundaries(dataset(tmp_path), written(tmp_path, squares()))
    assert json.loads(path.read_text("utf-8"))["dayops"]["simplified_by_metres"] == TOLERANCES[0]


def test_what_fits_at_no_tolerance_is_refused_with_the_layer_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dayops_dash.prepare.places import boundaries as module

    monkeypatch.setattr(module, "MOST_BYTES", 500)
    with pytest.raises(BoundaryError, match=r"Simplified by 300 m, the shapes still take .* \(BUC\)"):
        add_boundaries(dataset(tmp_path), written(tmp_path, squares()))


def with_slivers(features: Features, metres: float = 0.4) -> Features:
    """Move every shape a little by itself, as layers have it that were drawn apart or saved with few decimals."""
    for number, f in enumerate(features):
        ring = f["geometry"]["coordinates"][0]
        f["geometry"]["coordinates"] = [[[x + metres * (number % 2), y - metres * (number % 3 == 0)] for x, y in ring]]
    return features


@pytest.mark.parametrize("features", [squares(), county(4, 3, 6)], ids=["straight sides", "ragged sides"])
def test_slivers_between_neighbours_are_closed_before_edges_are_simplified(tmp_path: Path, features: Features) -> None:
    raw = [shape(f["geometry"]) for f in with_slivers(features)]
    assert not shapely.coverage_is_valid(raw)
    closed = as_coverage(raw)
    assert shapely.coverage_is_valid(closed)
    assert shapely.union_all(closed).geom_type == "Polygon"
    assert all(a.area == pytest.approx(b.area, rel=0.01) for a, b in zip(raw, closed, strict=True))
    found = of_county(tmp_path, features)
    add_boundaries(found, written(tmp_path, features))
    told = boundaries(found.folder, "2024 order")
    assert told
    shapes = [shape(g) for g in told.shapes.values()]
    assert shapely.coverage_is_valid(shapes) and not shapely.union_all(shapes).interiors
    assert (
        sum(shapely.get_num_coordinates(shapes)) < sum(shapely.get_num_coordinates(raw)) * 0.6
    )  # so they were simplified


def marked(features: Features, root: Path) -> str:
    path = Path(written(root, features))
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return str(path)


def with_heights(*more: float) -> Callable[[Features, Path], str]:
    """Write each point with a height, and a measure, as a "ZM" layer has them."""

    def write(features: Features, root: Path) -> str:
        for f in features:
            f["geometry"]["coordinates"] = [[[*point, *more] for point in r] for r in f["geometry"]["coordinates"]]
        return written(root, features)

    return write


def with_spaces(features: Features, root: Path) -> str:
    for f in features:
        f["properties"]["WD24CD"] += "  "
    return written(root, features)


def as_esri(features: Features, root: Path, **more: Any) -> str:
    """Write the features as an ArcGIS server does with f=json: outer rings run clockwise."""
    esri = [
        {"attributes": f["properties"], "geometry": {"rings": [r[::-1] for r in f["geometry"]["coordinates"]]}}
        for f in features
    ]
    about = {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 27700}}
    path = root / "layer.json"
    path.write_text(json.dumps({**about, "features": esri, **more}), "utf-8")
    return str(path)


def drawn(path: Path) -> dict[str, str]:
    """Return the shapes of a file, wherever their rings begin."""
    features = json.loads(path.read_text("utf-8"))["features"]
    return {f["properties"]["area_code"]: shape(f["geometry"]).normalize().wkt for f in features}


@pytest.mark.parametrize(
    "write",
    [marked, with_heights(12.0), with_heights(12.0, 0.5), with_spaces, as_esri],
    ids=["byte order mark", "heights", "heights and measures", "codes with spaces", "Esri JSON"],
)
@pytest.mark.parametrize("convert", [lambda f: f, in_degrees], ids=["national grid", "degrees"])
def test_a_file_as_others_write_it_gives_the_same_boundaries(
    tmp_path: Path, write: Callable[[Features, Path], str], convert: Callable[[Features], Features]
) -> None:
    found = dataset(tmp_path)
    plain = drawn(add_boundaries(found, written(tmp_path, convert(squares()))))
    assert drawn(add_boundaries(found, write(convert(squares()), tmp_path))) == plain


def test_esri_rings_are_parts_and_holes(tmp_path: Path) -> None:
    """An outer ring runs clockwise, a hole the other way: here a ward round a lake with an island, and one elsewhere."""

    def square(x: float, y: float, side: float, *, hole: bool = False) -> list[list[float]]:
        ring = [[x, y], [x, y + side], [x + side, y + side], [x + side, y], [x, y]]
        return ring[::-1] if hole else ring

    rings = [
        square(402_200, 300_200, 600, hole=True),
        square(402_000, 300_000, 1_000),
        square(402_400, 300_400, 200),
        square(404_000, 300_000, 500),
    ]
    path = Path(as_esri(squares(), tmp_path))
    content = json.loads(path.read_text("utf-8"))
    content["features"][3]["geometry"]["rings"] = rings
    path.write_text(json.dumps(content), "utf-8")
    found = dataset(tmp_path)
    add_boundaries(found, str(path))
    told = boundaries(found.folder, "2024 order")
    assert told
    (metres,) = in_metres([shape(told.shapes[CODES[3]])])
    assert metres.area == pytest.approx(1_000**2 - 600**2 + 200**2 + 500**2, rel=0.01)
    assert len(metres.geoms) == 3 and sum(len(part.interiors) for part in metres.geoms) == 1


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda c: c | {"geometryType": "esriGeometryPoint"}, "is Esri JSON of esriGeometryPoint; polygons are"),
        (
            lambda c: c | {"features": [*c["features"][:3], {"attributes": {}, "geometry": {"curveRings": []}}]},
            "curves",
        ),
        (lambda c: c | {"features": [*c["features"], None]}, "Feature 5 of"),
        (lambda c: c | {"features": [*c["features"], {"geometry": [1]}]}, "is no feature of Esri JSON. Take the layer"),
        (lambda c: c | {"features": [*c["features"], {"geometry": {"rings": [[[1]]]}}]}, "a ring that cannot be read"),
        (lambda c: c | {"features": [*c["features"], {"geometry": {"rings": "none"}}]}, "a ring that cannot be read"),
        (lambda c: {"type": "Topology", "objects": {}}, "is TopoJSON, and GeoJSON is expected"),
        (lambda c: c | {"features": c["features"][:2], "exceededTransferLimit": True}, "says that it left some out"),
    ],
)
def test_other_json_is_named_with_what_to_do(
    tmp_path: Path, spoil: Callable[[dict[str, Any]], dict[str, Any]], said: str
) -> None:
    path = Path(as_esri(squares(), tmp_path))
    path.write_text(json.dumps(spoil(json.loads(path.read_text("utf-8")))), "utf-8")
    with pytest.raises(BoundaryError) as refused:
        add_boundaries(dataset(tmp_path), str(path))
    assert said in str(refused.value)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"SQLite format 3\0", "is a database, as a GeoPackage is, and GeoJSON is expected"),
        (b"PK\x03\x04", "is a workbook or ZIP archive that is cut short, and GeoJSON is expected"),
        (b'<?xml version="1.0"?><kml/>', "is an XML file, and GeoJSON is expected"),
        ("{}".encode("utf-16"), "is text in UTF-16, and GeoJSON is expected"),
        (b'{"type": "Feature"}\n{"type": "Feature"}', "cannot be read as GeoJSON: line 2, text that is no JSON"),
        (b'{"name": "caf\xe9"}', "cannot be read as GeoJSON: line 1, byte 0xE9 that is not UTF-8"),
        (b'{"error": {"code": 400}}', "is what a server says of a request that failed"),
    ],
)
def test_a_file_of_another_kind_is_named_by_what_it_is(tmp_path: Path, content: bytes, said: str) -> None:
    (path := tmp_path / "layer.geojson").write_bytes(content)
    with pytest.raises(BoundaryError) as refused:
        add_boundaries(dataset(tmp_path), str(path))
    assert said in str(refused.value) and ".." not in str(refused.value)


def test_the_command_says_what_was_joined_and_what_was_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dayops_dash import commands, folder_commands

    found = council(tmp_path, areas=[*rows("2024 order"), *rows("2004 order", ["E05888001", "E05888002"])])
    monkeypatch.setattr(folder_commands, "Library", lambda: Library(tmp_path))
    others = squares(east=450_000)
    for number, f in enumerate(others[:3]):
        f["properties"] = {"WD24CD": f"E0577700{number}", "LAD24CD": "E06888888"}
    given = written(tmp_path, [*squares(), *others[:3]])
    run = CliRunner().invoke(commands.app, ["boundaries", "add", found.slug, given, "--vintage", "2024 order"])
    assert run.exit_code == 0, run.output
    assert "All 4 areas of “2024 order” have a shape, by WD24CD. 3 features of other areas are left out." in run.output
    assert "2 areas of other boundaries in areas.csv have no shape." in run.output
    assert "a tolerance of 30 m" in run.output
