"""The scenario's story: its tables hold what was worked out, and every assumption with its place."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.scenario.assumptions import scenario as assumed
from dayops_dash.measures.scenario.costs import cost, mixes
from dayops_dash.stories.scenario import lenders, scenario

EAST = Library().dataset("cheshire-east").at()
ILLUSTRATIVE = Library().dataset("exampleshire").at()


def test_each_table_holds_what_is_drawn() -> None:
    story = scenario(EAST)
    by_name = {f.figure_id: f for f in story.figures}
    assert list(by_name) == ["cost", "mixes", "swings", "assumptions"]
    found = cost(assumed(EAST, EAST))
    assert found
    mix = next(row for row in by_name["cost"].grid.rows if row[0] == "This mix")
    assert mix[3:6] == (found.low, found.central, found.high)
    parts = by_name["cost"].grid.rows[:3]
    assert sum(float(row[4] or 0) for row in parts) == pytest.approx(found.central)  # type: ignore[arg-type]
    assert len(by_name["mixes"].grid.rows) == len(mixes(assumed(EAST, EAST)))
    assert all(place for *_, basis, _, place in by_name["assumptions"].grid.rows if basis == "stated")
    assert "not a forecast" in story.caution


def test_what_is_left_of_the_plan_is_taken_off_one_years_cost_as_our_reading() -> None:
    cannot = "The assumptions miss the papers' own cost by more than that, so they cannot show whether it is met."
    assert f"The saving is £250,000, aimed at over three years (2021/22 to 2023/24). {cannot}" in scenario(EAST).answer
    made_up = scenario(ILLUSTRATIVE).answer
    plan = "£450,000 aimed at over three years (2024/25 to 2026/27, added up here), less £267,000 reported as delivered"
    assert f"The saving left is £183,000: {plan}. {cannot}" in made_up, "its cost is of 2025/26, and free of 95 + 172"
    near = scenario(EAST, "", (("target", "3000000"),)).answer
    assert "Taken here as a cut of one year's cost" in near and cannot not in near, (
        "£2m from the papers' own cost is less"
    )
    for council, pounds in ((EAST, "£250,000"), (ILLUSTRATIVE, "£183,000")):
        row = next(r for r in scenario(council).figures[-1].grid.rows if str(r[0]).startswith("Saving wanted"))
        assert row[2] == pounds and row[4] == "our reading" and row[6]
    mine = scenario(EAST, "", (("target", "100000"),)).answer
    assert "The saving is £100,000, chosen by you" in mine


def test_a_middle_far_from_todays_cost_is_said_first_and_in_the_title_of_the_mixes() -> None:
    story = scenario(EAST)
    assert story.answer.startswith(
        "At middle values the papers' own mix comes to £3.6m, 35% below the papers' £5.6m: days a week and a price"
    )
    mixes_ = next(f for f in story.figures if f.figure_id == "mixes")
    assert mixes_.title == "64 of 66 mixes look cheap enough because days a week and a price are assumed"
    assert "64 cost little enough at middle values, 29 at the high end" in mixes_.words
    above = next(f for f in scenario(ILLUSTRATIVE).figures if f.figure_id == "mixes")
    assert (
        above.title == "Only 16 of 66 mixes look cheap enough, with days a week assumed"
        and "none at the high end" in above.words
    )
    near = scenario(EAST, "", (("often1", "5"), ("often2", "5"), ("together2", "20")))
    assert near.answer.startswith("This mix would cost")
    assert next(f for f in near.figures if f.figure_id == "mixes").title.endswith(
        "mixes meet the saving at middle values"
    )


def test_people_are_whole_and_levels_keep_their_own_capitals() -> None:
    by_name = {f.figure_id: f for f in scenario(ILLUSTRATIVE).figures}
    assert [row[2] for row in by_name["cost"].grid.rows[:5]] == [162, 203, 284, 162, 812]
    east = {f.figure_id: f for f in scenario(EAST).figures}
    assert east["swings"].title == "What matters most is Personalised Support/Community Activities: sessions a week"
    assert "£52.50 a day, the middle of the dearest daily price" in str(east["assumptions"].grid.rows)


def test_a_council_without_prices_is_offered_anothers() -> None:
    notts = Library().dataset("nottinghamshire").at()
    story = scenario(notts)
    link = story.figures[0].tiles[0].link
    assert link and dict(link.choices) == {"prices": "cheshire-east"}
    assert (story.figures[0].tiles[0].value, story.figures[0].tiles[0].label) == ("3 tiers", "Cheshire East")
    lent = scenario(notts, "cheshire-east")
    people = next(row for row in lent.figures[-1].grid.rows if row[0] == "People")
    assert people[2] == "1,400 people" and "Cheshire East" in lent.figures[0].subtitle
    assert "No amount of saving is stated" in lent.figures[0].words and "saving" not in lent.answer
    assert scenario(notts, "atlantis").markdown() == story.markdown()


def test_what_a_paper_says_of_how_often_people_come_is_not_called_unsaid() -> None:
    """Solihull's strategy gives 2.9 days a week on average, of everyone and at no level."""
    lent = scenario(Library().dataset("solihull").at(), "cheshire-east")
    notes = {row[0]: str(row[5]) for row in lent.figures[-1].grid.rows}
    often = [note for label, note in notes.items() if str(label).endswith(("days a week", "sessions a week"))]
    assert often and all("2.9 days a week (average), of everyone together" in note for note in often)
    assert not any("no paper gives it;" in note for note in often) and "people come;" not in lent.markdown()


def test_before_any_paper_no_council_prices_are_its_own() -> None:
    early = Library().dataset("cheshire-east").at(date(2020, 1, 1))
    assert early not in lenders(early) and scenario(early).figures[0].figure_id == "no-prices"


def test_a_wrong_number_is_said_and_the_rest_still_stands() -> None:
    story = scenario(EAST, "", (("price1", "lots"),))
    assert "“lots” is not a number" in story.caution
    assert [f.title for f in story.figures] == [f.title for f in scenario(EAST).figures]


def test_the_assumptions_that_are_stated_are_those_of_the_table() -> None:
    """The last level's share is printed too (20%, paragraph 5.8): it is stated until a reader moves it."""
    for chosen, basis in (((), "stated"), ((("share1", "40"),), "worked out here")):
        shown = scenario(EAST, "", chosen).figures[-1]
        last = shown.grid.rows[-1]
        assert last[0] == "Enablement Services: share of people" and last[4] == basis
        stated = [row for row in shown.grid.rows if row[4] == "stated"]
        assert shown.title.startswith(f"{len(stated)} of {len(shown.grid.rows)} assumptions are stated") and all(
            row[6] for row in stated
        )
    assert "Our reading, priced so by no paper: Enablement Services: price per year." in scenario(EAST).caution
