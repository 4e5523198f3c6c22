"""Positions from HexJSON layouts: the shape that the file draws is the shape that the map draws, and what cannot be used is refused."""

from __future__ import annotations

import json
import shutil
from math import sqrt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from typer.testing import CliRunner

from dayops_dash import commands
from dayops_dash.dataset import DATA, Library
from dayops_dash.figures.places.tile_map import MapTile, tile_map
from dayops_dash.prepare.places.hexjson import HexJsonError, _on_our_rows, _places, take_positions
from tests.made_up import council

CODES = ["E05999001", "E05999002", "E05999003", "E05999004"]
CELLS = some.tuples(some.integers(-30, 30), some.integers(-30, 30))


def made(root: Path) -> Path:
    shared = {"area_type": "ward", "boundary_vintage": "2024 order", "document_id": "first", "population": "900"}
    rows = [{"area_code": code, "area_name": f"Ward {i}", **shared} for i, code in enumerate(CODES)]
    return council(root, areas=rows).folder


def layout(root: Path, hexes: Any, name: str = "odd-r") -> Path:
    (path := root / "wards.hexjson").write_text(json.dumps({"layout": name, "hexes": hexes}), "utf-8")
    return path


def drawn(places: dict[str, tuple[int, int]]) -> dict[str, tuple[float, float]]:
    """Return where the map's own drawing puts each, in pixels, to the east and to the north."""
    tiles = [MapTile(code, code, "", "", 0, column=column, row=row) for code, (column, row) in places.items()]
    data = tile_map(tiles, "")["data"]["values"]
    return {row["choice_area"]: (row["x"], -row["y"]) for row in data}


@given(cells=some.lists(CELLS, min_size=2, max_size=12, unique=True), odd=some.booleans())
def test_each_hexagon_keeps_its_place_beside_every_other(cells: list[tuple[int, int]], odd: bool) -> None:
    """A second plain way: the format's own drawing, in which a shifted row stands half a hexagon to the east."""
    hexes = {f"E{n:08}": {"q": q, "r": r} for n, (q, r) in enumerate(cells)}
    content = {"layout": "odd-r" if odd else "even-r", "hexes": hexes}
    ours = _on_our_rows(_places(content, "a file"))
    theirs = {f"E{n:08}": (q + 0.5 * ((r % 2 == 1) == odd), r * sqrt(3) / 2) for n, (q, r) in enumerate(cells)}
    mine = {code: (column + 0.5 * (row % 2), row * sqrt(3) / 2) for code, (column, row) in ours.items()}
    moved = {(round(mine[c][0] - theirs[c][0], 6), round(mine[c][1] - theirs[c][1], 6)) for c in mine}
    assert len(moved) == 1, "the whole may move, and nothing within it"
    assert min(column for column, _ in ours.values()) == min(row for _, row in ours.values()) == 0


def test_the_map_draws_north_up_and_shifts_odd_rows_to_the_east() -> None:
    """What the property above takes for granted of the map's own drawing."""
    at = drawn({"low": (0, 0), "high": (0, 1), "beside": (1, 0)})
    assert at["high"][1] > at["low"][1] == at["beside"][1]
    assert at["high"][0] - at["low"][0] == pytest.approx((at["beside"][0] - at["low"][0]) / 2)


def test_a_layout_of_dorset_gives_dorsets_own_map_back(tmp_path: Path) -> None:
    """Written a hundred rows and columns away, from an odd row, in small letters."""
    shutil.copytree(DATA / "dorset", folder := tmp_path / "dorset")
    rows = Library().dataset("dorset").at().rows("areas")
    before = {r.area_code: (r.tile_column, r.tile_row) for r in rows}
    moved = {
        code.lower(): {"n": "A ward", "q": (column or 0) - 100 - (1 - (row or 0) % 2), "r": (row or 0) + 101}
        for code, (column, row) in before.items()
    }
    taken = take_positions(folder, layout(tmp_path, {**moved, "E05000001": {"q": 900, "r": 900}}))
    after = {r.area_code: (r.tile_column, r.tile_row) for r in Library(tmp_path).dataset("dorset").at().rows("areas")}
    assert taken == (52, 1) and after == before


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('{"hexes": {', "text that is no JSON"),
        ("[]", "has no hexes. A HexJSON layout is expected"),
        ('{"layout": "odd-q", "hexes": {"E05999001": {"q": 1, "r": 1}}}', "layout of columns (odd-q)"),
        ('{"layout": "spiral\\u202e", "hexes": {"E05999001": {"q": 1, "r": 1}}}', "says layout spiral\\u202e"),
        ('{"layout": "odd-r", "hexes": {"E05999001": {"q": 1.5, "r": 1}}}', "no whole numbers"),
        ('{"layout": "odd-r", "hexes": {"E05999001": [1, 2]}}', "no whole numbers"),
        ('{"layout": "odd-r", "hexes": {"E05000001": {"q": 1, "r": 1}}}', "No area of areas.csv is in"),
        ('{"layout": "odd-r", "hexes": {"E05999001": {"q": 1, "r": 1}}}', "no hexagon for Ward 1, Ward 2, Ward 3"),
    ],
)
def test_what_cannot_be_used_is_refused_and_changes_nothing(tmp_path: Path, content: str, said: str) -> None:
    folder = made(tmp_path)
    before = (folder / "areas.csv").read_bytes()
    (path := tmp_path / "wards.hexjson").write_text(content, "utf-8")
    with pytest.raises(HexJsonError if "no JSON" not in said else Exception) as refused:
        take_positions(folder, path)
    assert said in str(refused.value)
    assert (folder / "areas.csv").read_bytes() == before


def test_two_areas_in_one_place_are_refused_by_the_command(tmp_path: Path) -> None:
    folder = made(tmp_path)
    same = layout(tmp_path, {code: {"q": 0, "r": min(n, 2)} for n, code in enumerate(CODES)})
    run = CliRunner().invoke(commands.app, ["areas", "from-hexjson", str(folder), str(same)])
    assert run.exit_code == 2 and "a tile of its own" in run.output
    apart = layout(tmp_path, {code: {"q": 0, "r": n} for n, code in enumerate(CODES)}, "even-r")
    run = CliRunner().invoke(commands.app, ["areas", "from-hexjson", str(folder), str(apart)])
    assert run.exit_code == 0 and "4 areas placed as in wards.hexjson." in run.output
