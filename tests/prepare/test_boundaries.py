"""Boundaries: made-up squares and, where present, real wards; what does not fit is refused with its reason."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import shape
from typer.testing import CliRunner

from dayops_dash.dataset import DATA, Dataset, Library
from dayops_dash.dataset.boundaries import FILE, Boundaries, of_vintage
from dayops_dash.prepare.places.boundaries import BoundaryError, add_boundaries
from tests.made_up import council

REAL = Path(os.environ.get("DAYOPS_BOUNDARIES") or Path(__file__).resolve().parents[3] / "shared" / "boundaries")
CODES = ["E05999001", "E05999002", "E05999003", "E05999004"]
Features = list[dict[str, Any]]


def rows(vintage: str = "2024 order", codes: list[str] = CODES, **cells: str) -> list[dict[str, str]]:
    shared = {"area_type": "ward", "boundary_vintage": vintage, "document_id": "first", **cells}
    return [{"area_code": code, "area_name": f"Ward {i}", **shared} for i, code in enumerate(codes)]


def dataset(root: Path, vintage: str = "2024 order") -> Dataset:
    return council(root, areas=rows(vintage))


def squares(step: float = 1000.0, east: float = 400_000, north: float = 300_000) -> Features:
    """Four squares that share edges, each with points along its sides, in metres of the National Grid."""
    found = []
    for i, code in enumerate(CODES):
        x, y = east + step * (i % 2), north + step * (i // 2)
        along = [step * k / 10 for k in range(10)]
        ring = [[x + d, y] for d in along] + [[x + step, y + d] for d in along]
        ring += [[x + step - d, y + step] for d in along] + [[x, y + step - d] for d in along] + [[x, y]]
        properties = {"WD24CD": code, "WD24NM": f"Ward {i}", "LAD24CD": "E06999999", "LAD24NM": "Exampleton"}
        found.append(
            {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": [ring]}}
        )
    return found


def written(root: Path, features: Any) -> str:
    path = root / "given.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}), "utf-8")
    return str(path)


def boundaries(folder: Path, vintage: str) -> Boundaries | None:
    """Return what was written to a folder, as pages read it."""
    path = folder / FILE
    return of_vintage(path.read_bytes() if path.is_file() else b"", vintage, folder.name)


def in_degrees(features: Features) -> Features:
    move = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True).transform
    for f in features:
        f["geometry"]["coordinates"] = [[list(move(*p)) for p in ring] for ring in f["geometry"]["coordinates"]]
    return features


@pytest.mark.parametrize("convert", [lambda f: f, in_degrees], ids=["national grid", "degrees"])
def test_shared_edges_stay_shared_and_rings_run_clockwise(
    tmp_path: Path, convert: Callable[[Features], Features]
) -> None:
    found = dataset(tmp_path)
    path = add_boundaries(found, written(tmp_path, convert(squares())))
    told = boundaries(found.folder, "2024 order")
    assert told and set(told.shapes) == set(CODES) and "Open Government" in told.licence
    shapes = [shape(g) for g in told.shapes.values()]
    assert shapely.coverage_is_valid(shapes) and all(not s.exterior.is_ccw for s in shapes)
    assert all(-10 < x < 3 and 49 < y < 61 for s in shapes for x, y in s.exterior.coords)
    assert shapely.union_all(shapes).area == pytest.approx(sum(s.area for s in shapes))
    assert sum(len(s.exterior.coords) for s in shapes) < 4 * 41  # the points along straight sides are gone
    first = path.read_bytes()
    add_boundaries(
        found, written(tmp_path, squares()) if convert(squares()) == squares() else str(tmp_path / "given.geojson")
    )
    assert path.read_bytes() == first


def test_only_the_councils_own_areas_are_taken(tmp_path: Path) -> None:
    other = squares(east=450_000)
    for i, f in enumerate(other):
        f["properties"] = {"WD24CD": f"E0588800{i}", "LAD24CD": "E06888888"}
    found = dataset(tmp_path)
    add_boundaries(found, written(tmp_path, [*squares(), *other]))
    told = boundaries(found.folder, "2024 order")
    assert told and set(told.shapes) == set(CODES)


def bow_tie(features: Features) -> Features:
    features[0]["geometry"]["coordinates"] = [
        [[400000, 300000], [401000, 301000], [401000, 300000], [400000, 301000], [400000, 300000]]
    ]
    return features


def renamed(features: Features) -> Features:
    for i, f in enumerate(features):
        f["properties"]["WD24CD"] = f"E0577700{i}"
    return features


def without_codes(features: Features) -> Features:
    for f in features:
        f["properties"] = {"name": "somewhere"}
    return features


def moved_away(features: Features) -> Features:
    for f in features:
        f["geometry"]["coordinates"] = [[[x * 50, y] for x, y in ring] for ring in f["geometry"]["coordinates"]]
    return features


def one_more(features: Features) -> Features:
    more = squares(east=402_000)[0]
    more["properties"]["WD24CD"] = "E05999009"
    return [*features, more]


def without(part: str, *parts: str) -> Callable[[Features], Features]:
    def spoil(features: Features) -> Features:
        inside = features[1]
        for name in parts:
            inside = inside[name]
        del inside[part]
        return features

    return spoil


def coordinates(given: Any) -> Callable[[Features], Features]:
    def spoil(features: Features) -> Features:
        features[1]["geometry"]["coordinates"] = given
        return features

    return spoil


def overlapping(metres: float) -> Callable[[Features], Features]:
    """Widen the second square into the first by some metres of its 1,000."""

    def spoil(features: Features) -> Features:
        ring = features[1]["geometry"]["coordinates"][0]
        features[1]["geometry"]["coordinates"] = [[[x - metres * (x == 401_000), y] for x, y in ring]]
        return features

    return spoil


def twins(features: Features) -> Features:
    features[3]["geometry"] = features[2]["geometry"]
    return features


def as_point(features: Features) -> Features:
    features[1]["geometry"] = {"type": "Point", "coordinates": [400000, 300000]}
    return features


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (bow_tie, "not valid: E05999001 (Ward 0): Self-intersection"),
        (renamed, "None of the 4 areas in the file (E05777000"),
        (without_codes, "No feature has an official code"),
        (moved_away, "neither degrees (WGS84) in Britain nor metres"),
        (one_more, "does not know: E05999009"),
        (as_point, "E05999002 (feature 2) is a Point; a polygon is expected"),
        (lambda f: f[:3], "lacks 1 of the council's areas: E05999004 (Ward 3)"),
        (lambda f: [*f, f[0]], "E05999001 more than once"),
        (lambda f: [], "has no features"),
        (lambda f: [{**f[0], "geometry": None}, *f[1:]], "E05999001 (feature 1) has no shape"),
        (lambda f: [f[0], None, *f[1:]], "Feature 2 of"),
        (lambda f: [*f, ["a"]], "Feature 5 of"),
        (lambda f: [*f, {"properties": ["WD24CD"]}], "Feature 5 of"),
        (lambda f: [*f, {"geometry": "POLYGON"}], "Feature 5 of"),
        (without("coordinates", "geometry"), "E05999002 (feature 2) has no shape"),
        (without("type", "geometry"), "E05999002 (feature 2) is a shape of no kind; a polygon is expected"),
        (without("geometry"), "E05999002 (feature 2) has no shape"),
        (coordinates(None), "E05999002 (feature 2) has no shape"),
        (coordinates([]), "E05999002 (feature 2) has no shape"),
        (coordinates([None]), "E05999002 (feature 2) has an empty shape"),
        (coordinates([{}]), "E05999002 (feature 2) has an empty shape"),
        (coordinates({"a": 1}), "E05999002 (feature 2) has a ring that cannot be read"),
        (coordinates([[[0, 0], [1, 10**400], [1, 1], [0, 0]]]), "E05999002 (feature 2) has a ring that cannot be read"),
        (overlapping(11), "overlap: E05999001 (Ward 0) and E05999002 (Ward 1)."),
        (twins, "overlap: E05999003 (Ward 2) and E05999004 (Ward 3)."),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_written(
    tmp_path: Path, spoil: Callable[[Features], Features], said: str
) -> None:
    found = dataset(tmp_path)
    with pytest.raises(BoundaryError) as refused:
        add_boundaries(found, written(tmp_path, spoil(squares())))
    assert said in str(refused.value)
    assert not (found.folder / FILE).exists()


def test_a_sliver_of_overlap_is_let_be(tmp_path: Path) -> None:
    add_boundaries(dataset(tmp_path), written(tmp_path, overlapping(9)(squares())))


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("E05999", ("CTY24CD", "LAD24CD")),
        ("E07999", ("RGN24CD", "LAD24CD")),
        ("E05999", ("LAD23CD", "ons_code")),
        ("E07999", ("WD24CD", "LAD24CD", "CTY24CD")),
        ("E07999", ("CODE", "GSS", "")),
    ],
)
def test_the_property_is_the_one_that_holds_the_councils_codes(
    tmp_path: Path, code: str, names: tuple[str, ...]
) -> None:
    own = [f"{code}00{i}" for i in range(1, 5)]
    features = squares()
    for i, f in enumerate(features):
        f["properties"] = dict.fromkeys(names, f"E1299900{i}") | {names[1]: own[i]}
    found = council(tmp_path, areas=rows(codes=own))
    add_boundaries(found, written(tmp_path, features))
    told = boundaries(found.folder, "2024 order")
    assert told and set(told.shapes) == set(own)


def test_features_of_two_layers_put_together_are_each_read_by_their_own_property(tmp_path: Path) -> None:
    features = squares()
    features[3]["properties"] = {"WD23CD": CODES[3]}
    found = dataset(tmp_path)
    add_boundaries(found, written(tmp_path, features))
    told = boundaries(found.folder, "2024 order")
    assert told and set(told.shapes) == set(CODES)


def districts(county: str | None) -> Features:
    """Return the four squares as districts of a county, and a fifth whose county is given."""
    features = [*squares(), *squares(east=402_000)[:1]]
    for i, f in enumerate(features):
        f["properties"] = {"LAD24CD": f"E0799900{i}", "CTY24CD": "E10999999" if i < 4 else county}
    return features


def test_a_district_of_the_same_county_that_the_dataset_lacks_is_refused(tmp_path: Path) -> None:
    found = council(tmp_path, areas=rows(codes=[f"E0799900{i}" for i in range(4)]))
    with pytest.raises(BoundaryError, match="does not know: E07999004"):
        add_boundaries(found, written(tmp_path, districts("E10999999")))
    add_boundaries(found, written(tmp_path, districts("E10888888")))
    add_boundaries(found, written(tmp_path, districts(None)))


@pytest.mark.parametrize("county", [None, "E99999999", "E11999999"])
def test_two_councils_of_no_county_or_of_a_metropolitan_one_are_told_apart(tmp_path: Path, county: str | None) -> None:
    features = [*squares(), *squares(east=402_000)[:1]]
    features[4]["properties"] = {"WD24CD": "E05888001", "LAD24CD": "E06888888"}
    for f in features:
        f["properties"]["CTY24CD"] = county
    add_boundaries(dataset(tmp_path), written(tmp_path, features))


def test_shapes_far_from_the_areas_own_points_are_refused(tmp_path: Path) -> None:
    place = {"longitude": "-2.0", "latitude": "52.6"}  # 400,000 east and about 300,000 north
    found = council(tmp_path, areas=[*rows(codes=CODES[:3], **place), *rows(codes=CODES[3:])])
    add_boundaries(found, written(tmp_path, squares(east=424_000)))
    (found.folder / FILE).unlink()
    with pytest.raises(BoundaryError, match=r"E05999001 \(Ward 0\), 30 km"):
        add_boundaries(found, written(tmp_path, squares(east=430_000)))
    assert not (found.folder / FILE).exists()


def test_a_point_that_is_not_in_degrees_is_told(tmp_path: Path) -> None:
    found = council(tmp_path, areas=rows(longitude="400000", latitude="300000"))
    with pytest.raises(BoundaryError, match=r"E05999001 \(Ward 0\), whose point is no longitude"):
        add_boundaries(found, written(tmp_path, squares()))


NEWER = ["E05999005", "E05999006", "E05999007", "E05999008"]


def recoded(codes: list[str], features: Features) -> Features:
    for code, f in zip(codes, features, strict=True):
        f["properties"]["WD24CD"] = code
    return features


def test_of_several_vintages_the_one_whose_areas_are_all_there_is_taken(tmp_path: Path) -> None:
    found = council(tmp_path, areas=[*rows("2004 order"), *rows("2026 order", NEWER)])
    for vintage, codes in (("2004 order", CODES), ("2026 order", NEWER)):
        add_boundaries(found, written(tmp_path, recoded(codes, squares())))
        told = boundaries(found.folder, vintage)
        assert told and set(told.shapes) == set(codes)


def test_of_several_vintages_the_one_asked_for_is_taken(tmp_path: Path) -> None:
    found = council(tmp_path, areas=[*rows("2004 order"), *rows("2026 order", NEWER)])
    both = [*squares(), *recoded(NEWER, squares())]  # the older wards are known, so not strangers
    with pytest.raises(BoundaryError, match=r"2004 order.*2026 order.*all areas of 2 of them.*--vintage"):
        add_boundaries(found, written(tmp_path, both))
    for vintage, codes in (("2004 order", CODES), ("2026 order", NEWER)):
        add_boundaries(found, written(tmp_path, both), vintage=vintage)
        told = boundaries(found.folder, vintage)
        assert told and set(told.shapes) == set(codes)


def test_of_several_vintages_none_whole_or_none_asked_for_is_refused(tmp_path: Path) -> None:
    found = council(tmp_path, areas=[*rows("2004 order"), *rows("2026 order", NEWER)])
    with pytest.raises(BoundaryError, match=r"all areas of none of them.*--vintage"):
        add_boundaries(found, written(tmp_path, squares()[:3]))
    with pytest.raises(BoundaryError, match=r"lacks 1 of the council's areas: E05999004"):
        add_boundaries(found, written(tmp_path, squares()[:3]), vintage="2004 order")
    with pytest.raises(
        BoundaryError, match="said to be of “2015 order”, the dataset's areas are of “2004 order”; “2026"
    ):
        add_boundaries(found, written(tmp_path, squares()), vintage="2015 order")


def test_the_codes_of_the_vintage_asked_for_choose_the_property(tmp_path: Path) -> None:
    found = council(tmp_path, areas=[*rows("2004 order"), *rows("2026 order", NEWER)])
    features = squares()
    for code, f in zip(NEWER, features, strict=True):
        f["properties"]["WD26CD"] = code
    add_boundaries(found, written(tmp_path, features), vintage="2026 order")
    told = boundaries(found.folder, "2026 order")
    assert told and set(told.shapes) == set(NEWER)


def test_another_vintage_and_no_json_are_refused(tmp_path: Path) -> None:
    found = dataset(tmp_path)
    with pytest.raises(BoundaryError, match="said to be of “2026 order”"):
        add_boundaries(found, written(tmp_path, squares()), vintage="2026 order")
    (tmp_path / "no.geojson").write_text("<html>")
    with pytest.raises(BoundaryError, match="is a web page, and GeoJSON is expected"):
        add_boundaries(found, str(tmp_path / "no.geojson"))
    assert boundaries(found.folder, "2024 order") is None


def test_the_command_says_what_it_wrote_or_why_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dayops_dash import commands, folder_commands

    found = dataset(tmp_path)
    monkeypatch.setattr(folder_commands, "Library", lambda: Library(tmp_path))
    run = CliRunner().invoke(commands.app, ["boundaries", "add", found.slug, written(tmp_path, squares())])
    assert run.exit_code == 0 and "boundaries.geojson written" in run.output
    run = CliRunner().invoke(commands.app, ["boundaries", "add", found.slug, str(tmp_path / "none.geojson")])
    assert run.exit_code == 2 and "cannot be read" in run.output


@pytest.mark.skipif(
    not REAL.is_dir(), reason="no real boundaries beside this checkout: set DAYOPS_BOUNDARIES to try them"
)
@pytest.mark.parametrize(
    ("slug", "name", "said"),
    [
        ("solihull", "solihull-wards-2004-order", ""),
        ("cheshire-east", "cheshire-east-wards-2024", ""),
        ("nottinghamshire", "nottinghamshire-districts-2024", ""),
        ("dorset", "dorset-wards-2024", "Lytchett Matravers"),  # one ring crosses itself
        ("solihull", "solihull-wards-2026", "None of the 17 areas"),  # the same council, wards of another order
        ("dorset", "cheshire-east-wards-2024", "in Cheshire East"),
    ],
)
def test_real_boundaries(tmp_path: Path, slug: str, name: str, said: str) -> None:
    shutil.copytree(DATA / slug, tmp_path / slug)
    found = Library(tmp_path).dataset(slug)
    given = str(REAL / f"{name}.geojson")
    if said:
        with pytest.raises(BoundaryError) as refused:
            add_boundaries(found, given)
        assert said in str(refused.value)
        return
    add_boundaries(found, given)
    told = boundaries(found.folder, found.at().rows("areas")[0]["boundary_vintage"])
    assert told and set(told.shapes) == {r["area_code"] for r in found.at().rows("areas")}
    for area in found.at().rows("areas"):
        centre = shapely.Point(area["longitude"], area["latitude"])
        assert shape(told.shapes[area["area_code"]]).distance(centre) < 0.02, area["area_name"]
