"""Recommendations: the latest word holds, column by column, as at the day; what no paper answers is not answered."""

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.dataset.vocabulary import RecommendationKind, Response
from dayops_dash.measures import recommendations as measure
from tests import made_up

COUNTS = {"cheshire-east": (1, 0, 0), "dorset": (3, 16, 0), "nottinghamshire": (2, 0, 0), "solihull": (0, 0, 3)}


@pytest.mark.parametrize(("slug", "numbers"), COUNTS.items())
def test_each_councils_recommendations_by_kind(slug: str, numbers: tuple[int, int, int]) -> None:
    council = Library().dataset(slug).at()
    assert tuple(measure.counted(measure.of_kind(council, kind)) for kind in RecommendationKind) == numbers
    every = measure.recommendations(council)
    assert not any(each.answered for each in every)
    assert measure.responses(every) == {**dict.fromkeys(Response, 0), Response.NONE_STATED: sum(numbers)}


def test_before_its_paper_nothing_is_asked() -> None:
    assert measure.recommendations(Library().dataset("dorset").at(date(2024, 7, 22))) == ()


def test_a_later_paper_answers_and_an_earlier_day_does_not_know(tmp_path: Path) -> None:
    dataset = made_up.answered(tmp_path)
    now = {each.row["recommendation_id"]: each for each in measure.recommendations(dataset.at())}
    assert {key: each.response for key, each in now.items()} == {
        "decide": "none stated",
        "open": "accepted",
        "bus": "rejected",
        "pay": "in part",
        "many": "none stated",
    }
    status = now["pay"].latest("status")
    assert status and (status["status"], status["reported_on"]) == ("Under way", date(2024, 6, 1))
    before = {each.row["recommendation_id"]: each for each in measure.recommendations(dataset.at(date(2024, 5, 31)))}
    assert [key for key, each in before.items() if each.answered] == ["pay"] and before["pay"].latest_words(
        "status"
    ) == "Begun"
    assert measure.responses(tuple(now.values())) == {
        Response.ACCEPTED: 1,
        Response.IN_PART: 1,
        Response.REJECTED: 1,
        Response.NONE_STATED: 6,
    }
    assert now["open"].intentions == now["open"].readings == ("weekends",) and now["many"].number == 5
