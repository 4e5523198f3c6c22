"""What is on screen is true today, and no page contradicts another: the same count, the same state, the same day."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.figures.plan.standing import against
from dayops_dash.measures.plan import progress
from dayops_dash.stories import STORIES
from tests.test_stories import figure

REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
TODAY = date(2026, 11, 29)


def council(slug: str, day: date | None = TODAY) -> Council:
    return Library().dataset(slug).at(day)


def page(slug: str, name: str, day: date | None = TODAY) -> str:
    return STORIES[name](council(slug, day)).markdown()


@pytest.mark.parametrize(("slug", "dates"), [("solihull", 11), ("dorset", 4), ("cheshire-east", 5)])
def test_every_page_counts_the_same_dates(slug: str, dates: int) -> None:
    now = council(slug)
    compared = figure(STORIES["compare"](now).figures, "plans").grid
    timetable = next(str(row[1]) for row in compared.rows if row[0] == "Timetable")
    assert f"\n{dates} dates in all\n" in timetable
    words = {4: "Four", 5: "Five", 11: "11"}[dates]
    assert f"{words} dates in the paper have passed since" in page(slug, "changes")
    assert f"Today, 29 November 2026, {dates} of " in STORIES["overview"](now).answer
    undated = len(progress.counted(now)) - dates
    assert f"{undated} have" in page(slug, "overview") or "Five have" in page(slug, "overview")


def test_a_condition_with_a_timescale_is_not_without_a_date() -> None:
    now = council("solihull")
    line = next(x for x in progress.lines(now) if x.intention_id == "task-quality-cost-reviews")
    assert against(line) == "Conditional, timescale 2024/25 has passed"
    assert "10 are overdue and one is conditional" in STORIES["progress"](now).answer
    assert not re.search("no date set[^|]*[|] 2024/25", page("solihull", "progress"))
    early = page("solihull", "overview", date(2023, 1, 15))
    assert "11 dates lay ahead" in early and "10 had no date set" in early and "11 had no date set" not in early


@pytest.mark.parametrize("slug", REAL)
def test_pages_count_the_same_intentions_without_a_status(slug: str) -> None:
    now = council(slug)
    silent = len(progress.without_status(now))
    asked = page(slug, "questions")
    assert re.search(f"gives a status for ({silent}|nine) intentions", asked) and "No paper says how" not in asked
    if slug in ("nottinghamshire", "solihull"):  # name no risk
        tiles = {t.label: t.value for t in figure(STORIES["risks"](now).figures, "no-risks").tiles}
        late = sum(line.standing == "Overdue" for line in progress.counted(now))
        assert tiles["Intentions overdue"] == str(late) and tiles["Intentions with no status"] == str(silent)
        assert "could slip" not in page(slug, "risks")
