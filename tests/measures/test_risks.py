"""Risks: what is scored keeps both axes; what is not scored is never zero; the latest score of a term holds."""

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.dataset.vocabulary import Axis
from dayops_dash.measures import risks
from tests import made_up


def test_dorset_scores_one_risk_now_and_after() -> None:
    (found,) = risks.scored(Library().dataset("dorset").at())
    assert found.present and (found.present["impact"], found.present["likelihood"], found.present["score"]) == (
        3,
        4,
        12,
    )
    assert found.after and (found.after["impact"], found.after["likelihood"], found.after["score"]) == (2, 2, 4)
    assert found.present["band"] == "" and found.after["term"] == "residual"
    assert found.moved(Axis.IMPACT) == (3, 2) and found.moved(Axis.LIKELIHOOD) == (4, 2) and found.moves
    assert [each["evidence"] for each in found.mitigations] == ["designed"] * 3 and found.earlier == ()
    assert risks.not_scored(Library().dataset("dorset").at()) == ()


def test_dorset_matrix_goes_as_far_as_the_paper_and_says_that_it_may_go_further() -> None:
    side, along = risks.matrix(Library().dataset("dorset").at())
    assert (side.axis, along.axis) == (Axis.IMPACT, Axis.LIKELIHOOD) and side.open and along.open
    assert [(s.number, s.word) for s in side.steps] == [(1, ""), (2, "low"), (3, "moderate")]
    assert [(s.number, s.word) for s in along.steps] == [(1, ""), (2, "low"), (3, ""), (4, "high")]
    assert risks.bands(Library().dataset("dorset").at()) == ()


def test_cheshire_east_names_six_risks_and_scores_none() -> None:
    council = Library().dataset("cheshire-east").at()
    assert len(risks.not_scored(council)) == 6 and risks.scored(council) == ()
    assert sum(len(found.mitigations) for found in risks.register(council)) == 10
    assert all(found.present is None and found.after is None and not found.moves for found in risks.register(council))


def test_councils_that_name_no_risk_have_none() -> None:
    for slug in ("nottinghamshire", "solihull"):
        council = Library().dataset(slug).at()
        assert risks.scored(council) == () and risks.not_scored(council) == ()
        assert [scale.steps for scale in risks.matrix(council)] == [(), ()]


def test_the_latest_score_of_a_term_holds_and_the_others_are_earlier(tmp_path: Path) -> None:
    dataset = made_up.risky(tmp_path)
    fire = risks.register(dataset.at())[0]
    assert fire.present and fire.after and (fire.present["score"], fire.after["score"]) == (12, 1)
    assert [(s["term"], s["score"]) for s in fire.earlier] == [("inherent", 25), ("current", 25)]
    before = risks.register(dataset.at(date(2023, 12, 31)))[0]
    assert before.present and before.present["score"] == 25 and before.after is None
    assert risks.register(dataset.at(date(2020, 1, 1))) == ()


def test_a_score_of_another_day_than_its_papers_stands_on_that_day(tmp_path: Path) -> None:
    old = made_up.score("fire", "current", 5, 5, "second", scored_as_written="in 2022", scored_edtf="2022")
    new = made_up.score("fire", "current", 2, 2, risk_score_id="new")
    fire = risks.register(made_up.risky(tmp_path, risk_scores=[new, old]).at())[0]
    assert [s["score"] for s in fire.scores] == [25, 4] and fire.present and fire.present["score"] == 4


def test_only_a_residual_score_is_a_score_and_no_movement(tmp_path: Path) -> None:
    every = {found.risk_id: found for found in risks.register(made_up.risky(tmp_path).at())}
    assert every["money"].present is None and every["money"].after and not every["money"].moves
    assert not every["staff"].moves and every["staff"].moved(Axis.IMPACT) == (3, 3)
    assert every["flood"].moves and [every["flood"].moved(axis) for axis in Axis] == [(1, 5), (5, 1)]
    assert [found.risk_id for found in risks.not_scored(made_up.risky(tmp_path / "again").at())] == ["quiet"]


@pytest.mark.parametrize(
    ("number", "band"),
    [(1, "Low"), (6, "Low"), (7, "Medium"), (8, "Medium"), (15, "Medium"), (16, "High"), (25, "High"), (26, "")],
)
def test_bands_are_the_councils_own_at_every_edge(tmp_path: Path, number: int, band: str) -> None:
    assert risks.band_of(made_up.risky(tmp_path).at(), number) == band
    assert risks.band_of(Library().dataset("dorset").at(), number) == ""


def test_letters_are_printed_as_the_council_prints_them(tmp_path: Path) -> None:
    letters = made_up.axes(4, 6, {"impact": "1234", "likelihood": "FEDCBA"})
    scores = [made_up.score("fire", "current", 4, 5, score="", rating="4B")]
    council = made_up.risky(tmp_path, risk_scores=scores, **letters).at()
    fire = risks.register(council)[0]
    assert fire.present and risks.printed(fire.present) == "4B" and risks.band(council, fire.present) == ""
    assert [s.symbol for s in risks.matrix(council)[1].steps] == list("FEDCBA") and not risks.matrix(council)[1].open


def test_risks_by_band_come_highest_first_and_leave_out_what_has_none() -> None:
    found = risks.by_band(Library().dataset("exampleshire").at())
    assert {name: [each.number for each in held] for name, held in found.items()} == {"High": [1], "Medium": [2, 3, 4]}
    assert list(found) == ["High", "Medium"]
    for slug in ("dorset", "cheshire-east", "nottinghamshire"):  # no bands stated, none scored, none named
        assert risks.by_band(Library().dataset(slug).at()) == {}
