"""Score errors are found: against the two axes, the council's own matrix, its letters and its bands; sound ones pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks.risk import CHECKS
from dayops_dash.dataset.files.table_file import read_table
from dayops_dash.dataset.tables import TABLES
from tests import made_up
from tests.made_up import Cells, axes, score

RISK_TABLES = ("risk_scores", "risk_axes", "risk_scales", "risk_bands")
POSSIBLE = {1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25}  # of five by five: rules of the domain, section 3


def problems(folder: Path) -> list[tuple[str, int, str, str, str]]:
    frames = {name: read_table(folder, TABLES[name]) for name in RISK_TABLES}
    return [(p.file, p.row, p.column, p.found, p.expected) for check in CHECKS for p in check(frames)]


def made(root: Path, **tables: list[Cells]) -> list[tuple[str, int, str, str, str]]:
    return problems(made_up.risky(root, **tables).folder)


def test_sound_scores_pass(tmp_path: Path) -> None:
    assert made(tmp_path) == []
    for slug in Library().slugs():
        assert problems(DATA / slug) == []


@pytest.mark.parametrize("number", range(1, 26))
def test_a_score_that_is_no_product_is_named_with_the_product(tmp_path: Path, number: int) -> None:
    found = made(tmp_path, risk_scores=[score("fire", "current", 5, 5, score=str(number))], risk_bands=[])
    if number == 25:
        assert found == []
        return
    ((file, row, column, said, expected),) = found
    assert (file, row, column, expected) == ("risk_scores.csv", 2, "score", "25, impact 5 times likelihood 5")
    assert said.startswith(str(number)) and ("no pair of steps on 5 by 5" in said) == (number not in POSSIBLE)


@pytest.mark.parametrize(("steps", "impossible"), [((3, 3), 5), ((4, 4), 5), ((5, 6), 7), ((5, 6), 22)])
def test_the_matrix_is_the_councils_own(tmp_path: Path, steps: tuple[int, int], impossible: int) -> None:
    wrong = [score("fire", "current", 2, 2, score=str(impossible))]
    ((*_, said, _),) = made(tmp_path, **axes(*steps), risk_scores=wrong, risk_bands=[])
    assert f"no pair of steps on {steps[0]} by {steps[1]} gives" in said
    right = [score("fire", "current", *steps)]
    assert made(tmp_path / "right", **axes(*steps), risk_scores=right, risk_bands=[]) == []


def test_a_step_beyond_the_matrix_is_named(tmp_path: Path) -> None:
    ((_, row, column, said, expected),) = made(tmp_path, risk_scores=[score("fire", "current", 6, 2)])
    assert (row, column, said, expected) == (2, "impact", "6", "1 to 5, the steps of the council's matrix")
    beyond = [*axes(5, 5)["risk_scales"], {**axes(6, 5)["risk_scales"][5], "risk_scale_id": "six"}]
    ((file, row, column, said, _),) = made(tmp_path / "scale", risk_scales=beyond)
    assert (file, row, column, said) == ("risk_scales.csv", 12, "step", "6")


def test_an_axis_twice_is_named(tmp_path: Path) -> None:
    one, other = axes(5, 5)["risk_axes"]
    found = made(tmp_path, risk_axes=[one, {**other, "axis": "impact", "position": "1"}], risk_scores=[])
    assert [(row, column) for _, row, column, *_ in found] == [(3, "axis"), (3, "position")]


def test_letters_must_be_those_of_the_steps(tmp_path: Path) -> None:
    letters = axes(4, 6, {"impact": "1234", "likelihood": "FEDCBA"})
    for number, (rating, right) in enumerate({"4B": True, "B4": True, "4A": False, "B": False}.items()):
        scores = [score("fire", "current", 4, 5, score="", rating=rating)]
        found = made(tmp_path / str(number), **letters, risk_scores=scores, risk_bands=[])
        assert [column for _, _, column, *_ in found] == ([] if right else ["rating"]), rating


def test_bands_must_not_overlap_nor_contradict_a_score(tmp_path: Path) -> None:
    ((_, row, column, said, expected),) = made(tmp_path, risk_scores=[score("fire", "current", 3, 4, band="High")])
    assert (row, column, said, expected) == (2, "band", "'High'", "Medium, the council's band of 12")
    bands = [{"risk_band_id": b, "band": b, "lowest_score": lo, "highest_score": hi, "document_id": "first"} for b, lo, hi in
             (("low", "1", "8"), ("high", "8", "25"), ("back", "40", "30"))]  # fmt: skip
    found = made(tmp_path / "overlap", risk_bands=bands, risk_scores=[])
    assert [(row, column) for _, row, column, *_ in found] == [(3, "lowest_score"), (4, "highest_score")]
