"""The scenario's story: its tables hold what was worked out, and every assumption with its place."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.assumptions import scenario as assumed
from dayops_dash.measures.scenario import cost, mixes
from dayops_dash.stories.scenario import lenders, scenario

EAST = Library().dataset("cheshire-east").at()


def test_each_table_holds_what_is_drawn() -> None:
    story = scenario(EAST)
    by_name = {f.figure_id: f for f in story.figures}
    assert list(by_name) == ["cost", "mixes", "swings", "assumptions"]
    found = cost(assumed(EAST, EAST))
    assert found
    mix = next(row for row in by_name["cost"].grid.rows if row[0] == "This mix")
    assert mix[3:] == (found.low, found.central, found.high)
    parts = by_name["cost"].grid.rows[:3]
    assert sum(float(row[4] or 0) for row in parts) == pytest.approx(found.central)  # type: ignore[arg-type]
    assert len(by_name["mixes"].grid.rows) == len(mixes(assumed(EAST, EAST)))
    assert all(place for *_, basis, _, place in by_name["assumptions"].grid.rows if basis == "stated")
    assert "£250,000" in story.answer and "not a forecast" in story.caution


def test_a_council_without_prices_is_offered_anothers() -> None:
    notts = Library().dataset("nottinghamshire").at()
    story = scenario(notts)
    link = story.figures[0].tiles[0].link
    assert link and dict(link.choices) == {"prices": "cheshire-east"}
    lent = scenario(notts, "cheshire-east")
    people = next(row for row in lent.figures[-1].grid.rows if row[0] == "People")
    assert people[2] == "1,400 people" and "Cheshire East" in lent.figures[0].subtitle
    assert "No saving is stated" in lent.figures[0].words and "saving" not in lent.answer
    assert scenario(notts, "atlantis").markdown() == story.markdown()


def test_before_any_paper_no_council_prices_are_its_own() -> None:
    early = Library().dataset("cheshire-east").at(date(2020, 1, 1))
    assert early not in lenders(early) and scenario(early).figures[0].figure_id == "no-prices"


def test_a_wrong_number_is_said_and_the_rest_still_stands() -> None:
    story = scenario(EAST, "", (("price1", "lots"),))
    assert "“lots” is not a number" in story.caution
    assert [f.title for f in story.figures] == [f.title for f in scenario(EAST).figures]
