"""What a page of a day gone by or to come says of that day and of today, and wards whose numbers are of other years."""

from __future__ import annotations

import re
from datetime import date

import pytest

from dayops_dash import wording
from dayops_dash.figures.places.ward import ward_figure
from dayops_dash.figures.plan.intention import intention_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.stories import PAGES
from tests.measures.record.planted import Plant, change, planted
from tests.stories.test_true_today import REAL, TODAY, council, page

AHEAD = date(2027, 6, 1)
MAY_2026 = (
    "1. Put a community connector in each ward"  # last reported on 12 May 2026: 385 days before AHEAD, 201 before TODAY
)


def rows_saying(slug: str, name: str, said: str, day: date) -> int:
    return sum(said in line for line in page(slug, name, day).splitlines() if line.startswith("|"))


@pytest.mark.parametrize("slug", [*REAL, "exampleshire"])
def test_what_becomes_overdue_by_a_day_to_come_is_told_from_what_is_overdue_today(slug: str) -> None:
    """Of what is overdue on a day to come and not at the paper before: by the plan's own counts of either day."""
    since = sorted(council(slug).dataset.report_dates)[-2:][0]
    then, now, ahead = (
        {line.intention_id for line in progress.lines(council(slug, day)) if line.standing is Standing.PAST}
        for day in (since, TODAY, AHEAD)
    )
    if len(council(slug).dataset.report_dates) < 2:
        return
    new, later = len(ahead - then), len(ahead - then - now)
    answer = PAGES["changes"].story(council(slug, AHEAD)).answer
    assert rows_saying(slug, "changes", "| Became overdue |", AHEAD) == new - later
    assert rows_saying(slug, "changes", "| To become overdue |", AHEAD) == later
    words = f"{wording.spelled(new)} overdue by then, {wording.spelled(new - later)} already"
    assert (
        words if later else f"{wording.spelled(new)} became overdue"
    ) in answer and "to become overdue" not in answer


def test_a_question_names_the_day_on_which_a_report_is_old() -> None:
    ahead, past = page("exampleshire", "questions", AHEAD), page("nottinghamshire", "questions", date(2024, 8, 15))
    assert "By 1 June 2027 the last report of each will be more than 365 days old" in ahead
    assert f"{MAY_2026}: In progress, 1 year before 1 June 2027" in ahead
    assert "By 15 August 2024 the last report of each was more than 365 days old" in past
    assert "Stated over a year before 15 August 2024, or with no update" in past
    assert not re.search(r"\d (years?|months?|days?) ago|year ago", ahead + past)
    assert "The last report of each is more than 365 days old" in page("nottinghamshire", "questions")


def test_dates_that_have_passed_are_counted_on_the_day_that_is_named() -> None:
    """Of Cheshire East's five dates three had passed on 15 August 2021: March to May, June to July, and a start in April."""
    then = page("cheshire-east", "changes", date(2021, 8, 15))
    assert "By 15 May 2021 one date in the paper had passed." in page("cheshire-east", "changes", date(2021, 5, 15))
    assert "By 15 August 2021 three dates in the paper had passed." in then
    assert "By 1 June 2027 two dates in the paper will have passed." in page("dorset", "changes", AHEAD)
    assert "Two dates in the paper have passed since." in page("dorset", "changes")


def test_what_a_council_adopted_is_no_proposal() -> None:
    """Dorset's strategies were adopted in 2022 (paragraphs 1.1 and 1.2); the steps of 2024 are only proposed (1.6, 3.1, 3.2)."""
    overview, plan = page("dorset", "overview"), page("dorset", "progress")
    assert "four of eight intentions were adopted. The dates are of the four only proposed" in overview
    assert "eight proposals" not in overview + plan + page("dorset", "questions")
    assert "By proposed dates, both proposals are overdue" in plan
    now = council("dorset")
    (adopted,) = [line for line in progress.lines(now) if line.intention_id == "hub-and-spoke-model"]
    assert "What each paper said of this commitment" in intention_figure(now, adopted.intention_id).subtitle  # type: ignore[union-attr]


def test_transport_of_another_year_is_not_set_beside_a_year() -> None:
    spend = page("exampleshire", "spend")
    assert "A further £870,000 for transport (2025/26) is not in the total." in spend
    assert "£910,000" not in spend
    assert "A further £500,000 for transport (year not stated) is not in the total." in page("solihull", "spend")


def test_a_ward_page_of_a_day_gone_by_says_what_is_changing_as_known_today() -> None:
    """Transport's review came into the plan in 2025: on a page of 2024 it is changing today all the same."""
    now, then = (
        dict(ward_of("exampleshire", day).entries[0].pairs)[
            "What is changing after 29 November 2026, across the council"
        ]
        for day in (TODAY, date(2024, 8, 15))
    )
    assert now == then and "7. Review transport" in now and "9. Train people" in now


@pytest.mark.parametrize(
    ("slug", "times"),
    [
        ("cheshire-east", ["mid-2020", "mid-2020"]),
        ("nottinghamshire", ["Census 2021", "Census 2021"]),
        ("exampleshire", ["31 March 2026", "2025", "2025"]),
    ],
)
def test_the_numbers_of_a_ward_page_name_their_time(slug: str, times: list[str]) -> None:
    details = [tile.detail for tile in ward_of(slug, TODAY).tiles]
    assert [found[1] for detail in details if (found := re.search(r"\((.*)\)$", detail))] == times


def ward_of(slug: str, day: date) -> Figure:
    now = council(slug, day)
    made = ward_figure(now, now.rows("areas")[2].area_code)
    assert made is not None
    return made


def test_what_will_have_passed_has_not_passed_today() -> None:
    """Five are overdue on 1 June 2027 and three today: of the five the last day will have passed."""
    ahead = page("exampleshire", "overview", AHEAD)
    assert "| Overdue | 5 | the last day will have passed |" in ahead and "has passed" not in ahead
    assert "| Overdue | 3 | the last day has passed |" in page("exampleshire", "overview")
    assert "Commitments overdue: 5. the last day will have passed" in page("nottinghamshire", "risks", AHEAD)
    assert "Date: summer 2026 (has passed)" in page("exampleshire", "risks", AHEAD)
    moved = change("mitigations", "cheaper-design", due_as_written="March 2027", due_edtf="2027-03")
    later = planted(Plant("", "exampleshire", (moved,)))
    assert "Date: March 2027 (will have passed by 1 June 2027)" in PAGES["risks"].story(later.at(AHEAD)).markdown()
    assert "Date: March 2027. Status" in PAGES["risks"].story(later.at(TODAY)).markdown()


def test_residents_counted_after_the_day_shown_are_said_to_be() -> None:
    then, now = (PAGES["wards"].story(council("exampleshire", day)) for day in (date(2024, 2, 20), TODAY))
    assert "Residents are those of 2025, after the day shown." in then.caution
    assert "after the day shown" not in now.caution
    county = PAGES["wards"].story(council("nottinghamshire", TODAY))
    assert "in the 2021 Census, " in county.answer and county.figures[0].title.startswith("In the 2021 Census, ")


def test_a_paper_without_a_day_is_given_none() -> None:
    """Solihull's strategy prints no date, Nottinghamshire's a month: neither is “of 31 December 2022”."""
    told = page("solihull", "overview")
    assert "By the end of 2022, when the latest paper came out" in told and "31 December 2022" not in told
    assert "On 13 March 2023, the day of the latest paper" in page("nottinghamshire", "overview")
    early = PAGES["overview"].story(council("cheshire-east", date(2021, 1, 10)))
    assert "is counted as published by 10 January 2021" in early.answer
    assert "it says that it was first published on 20 December 2020" in page(
        "cheshire-east", "overview", date(2021, 1, 10)
    )


def test_within_its_period_is_not_due_on_the_day() -> None:
    """“The remainder of 2024/25” began on 23 July 2024 and ended on 31 March 2025."""
    then = PAGES["overview"].story(council("dorset", date(2024, 7, 23)))
    assert "one proposal was within its dates on 23 July 2024" in then.answer and "was due on" not in then.answer
    five = PAGES["overview"].story(council("solihull", date(2023, 6, 1)))
    assert "five are due" not in five.answer and "were within their dates" in five.markdown()


def test_a_month_or_a_span_is_not_told_as_a_start() -> None:
    told = page("cheshire-east", "overview", date(2021, 2, 2))
    assert "| in November 2021 | November 2021 |" in told and "| from April 2021 | From April 2021 |" in told
    assert "| “March - May 2021” | March - May 2021 |" in told and "from November 2021" not in told
