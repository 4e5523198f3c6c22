"""The words beside a number say what it is: how it is hedged, what it counts, which money it is, and who was asked."""

from __future__ import annotations

from functools import cache

import pytest

from dayops_dash.dataset.vocabulary import Audience
from dayops_dash.desk.papers.language.when import dates_in
from dayops_dash.desk.papers.proposing.model import Ground, ProposedPaper
from dayops_dash.desk.papers.proposing.propose import propose
from dayops_dash.desk.papers.reading.paper_file import read_paper
from tests.desk.papers.made_papers import page

FRONT = "<h1>Cabinet</h1><p>14 May 2026</p><h1>Day support in Madeupshire: a new model</h1>"


@cache
def proposed(body: str) -> ProposedPaper:
    return propose(read_paper(page(FRONT + body), "paper.html"), "Madeupshire")


def said(body: str, *columns: str) -> list[tuple[str | None, ...]]:
    """Return the table of each row that is proposed, with some of its cells."""
    return [(row.table, *(row.cells.get(column) for column in columns)) for row in proposed(body).rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The cost is not expected to exceed £4.2m in 2025/26.", [("spend", "at most", "4200000")]),
        ("Income of £60,000 is due from health in 2025/26.", [("context", None, None)]),
        ("A grant of £90,000 pays for it in 2025/26.", [("context", None, None)]),
        ("In 2025/26 spend was £4.2m, £300,000 more than in 2024/25.", [("spend", None, "4200000"), ("spend", None, None)]),
        ("A day costs £62.", [("context", None, None)]),
    ],
)  # fmt: skip
def test_money_is_spend_only_where_the_words_beside_it_say_so(
    words: str, expected: list[tuple[str | None, ...]]
) -> None:
    assert said(f"<p>1.1 {words}</p>", "qualifier", "amount_gbp") == expected


def test_the_difference_of_two_amounts_is_put_in_words() -> None:
    _, more = proposed("<p>1.1 In 2025/26 spend was £4.2m, £300,000 more than in 2024/25.</p>").rows
    assert Ground.DIFFERENCE in more.grounds and more.cells["basis"] == "statement"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Six day centres serve 210 people.", [("people", "centres", "6"), ("people", "people", "210")]),
        ("The survey went to 900 households and 312 replied.", [("context", None, "900"), ("engagements", None, None)]),
        ("The response rate to the survey was 34%.", [("context", None, "34")]),
        ("The roof needs £80,000 in repairs over five years.", [("spend", None, None), ("context", None, "5")]),
    ],
)
def test_what_is_counted_is_said_beside_the_number(words: str, expected: list[tuple[str | None, ...]]) -> None:
    found = proposed(f"<p>1.1 {words}</p>").rows
    cells = [
        (row.table, row.cells.get("unit") if row.table == "people" else None, row.cells.get("value")) for row in found
    ]
    assert cells == expected


def test_replies_of_a_survey_are_its_responses_and_everybody_is_offered_with_doubt() -> None:
    (found,) = (row for row in proposed("<h2>Survey</h2><p>1.1 Of the households, 312 replied.</p>").rows)
    assert (found.table, found.cells["responses"], found.cells["audience"]) == (
        "engagements",
        "312",
        str(Audience.EVERYONE),
    )
    assert Ground.NO_AUDIENCE in found.doubts


def test_a_condition_behind_a_comma_belongs_to_its_date() -> None:
    (when,) = dates_in("The hub opens by the end of March 2027, subject to planning consent.")
    assert (when.due.sense, when.words) == ("conditional", "by the end of March 2027, subject to planning consent")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("A consultation on the model will begin in September 2026.", ("intentions", "A consultation on the model will begin")),
        ("The survey of carers runs from September 2026.", ("engagements", "planned")),
        ("The survey of carers ran in March 2026.", ("engagements", "held")),
    ],
)  # fmt: skip
def test_what_people_are_asked_ahead_is_not_said_to_be_held(words: str, expected: tuple[str, str]) -> None:
    found = proposed(f"<p>1.1 {words}</p>").rows[0]
    assert (found.table, found.cells.get("state") or found.cells["title"]) == expected


REGISTER = (
    "<h2>Risk register</h2><table><tr><th>What could go wrong</th><th>Score</th><th>What we are doing</th></tr>"
    "<tr><td>Providers leave the market before 2027</td><td>12</td><td>A framework worth £4m</td></tr></table>"
)


def test_a_register_is_one_by_its_heading_and_a_score_may_stand_alone() -> None:
    found = proposed(REGISTER)
    (score,) = (row for row in found.rows if row.table == "risk_scores")
    assert score.cells["score"] == "12" and "impact" not in score.cells
    assert not [row for row in found.rows if row.table in ("spend", "savings")]  # what a control says is no budget
    assert any("4m" in one.words for one in found.unheld)


PLAN = (
    "<h2>Action plan</h2><table><tr><th>What we will do</th><th>By when</th><th>Where we are</th></tr>"
    "<tr><td>Agree a framework with providers</td><td>March 2027</td><td>Not yet begun</td></tr>"
    "<tr><td>Open the second hub in the north</td><td>June 2027</td><td>On course</td></tr></table>"
)


def test_a_status_in_everyday_words_is_kept_as_the_paper_says_it() -> None:
    assert [row.cells["status_as_written"] for row in proposed(PLAN).rows if row.table == "updates"] == [
        "Not yet begun",
        "On course",
    ]


GROUPS = (
    "<h2>Survey of 2026</h2><table><caption>Table A: What people said in the survey</caption>"
    "<tr><th>Answer</th><th>Carers %</th><th>People who attend %</th></tr>"
    "<tr><td>Keep my day</td><td>71</td><td>64</td></tr></table>"
)


def test_each_group_of_a_survey_has_its_own_answer() -> None:
    answers = [row for row in proposed(GROUPS).rows if row.table == "survey_answers"]
    assert [(row.cells["answer"], row.cells["share_pct"]) for row in answers] == [
        ("Keep my day (Carers %)", "71"),
        ("Keep my day (People who attend %)", "64"),
    ]
    assert answers[0].place.locator.startswith("Table A")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Savings of £350k are planned in 2026/27 and a further £0.65m in 2027/28.",
            [("planned", "2026/27", "350000"), ("planned", "2027/28", "650000")],
        ),
        ("Savings: to the end of September £140k had been secured.", [("delivered", None, "140000")]),
        (
            "The service saved £121,000 in its first year, £146,000 in its second.",
            [("delivered", None, "121000"), ("delivered", None, "146000")],
        ),
        (
            "Savings of £275,000 were planned; £190,000 (69%) was delivered.",
            [("planned", None, "275000"), ("delivered", None, "190000")],
        ),
    ],
)
def test_each_of_several_savings_has_its_own_year_and_says_whether_it_is_made(
    words: str, expected: list[tuple[str | None, ...]]
) -> None:
    found = said(f"<p>1.1 {words}</p>", "kind", "financial_year", "amount_gbp")
    assert [row[1:] for row in found if row[0] == "savings"] == expected


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("We support 428 adults. Of these, 251 (59%) have a learning disability and 75 are older.", ["428", "251", "59", "75"]),
        ("There are 915 adults, of whom 615 receive support.", ["915", "615"]),
        ("Attendance has fallen from 340 in 2019/20 to 212 in 2025/26.", ["340", "212"]),
        ("On average 71 of the 120 places are taken.", ["71", "120"]),
        ("One hundred and nineteen people came, and six hundred people wrote.", ["119", "600"]),
        ("Forty-one people came, and eighty-six per cent of people attending were content.", ["41", "86"]),
    ],
)  # fmt: skip
def test_a_part_of_people_who_were_counted_is_counted_too(words: str, values: list[str]) -> None:
    found = proposed(f"<p>1.1 {words}</p>").rows
    assert sorted(row.cells["value"] for row in found if row.table == "people") == sorted(values)


def test_a_ratio_of_staff_counts_nobody_and_numbers_in_words_are_listed() -> None:
    found = proposed("<p>1.1 The ratio is 1:7 for people with light needs. Twelve had waited long.</p>")
    assert not found.rows
    assert [one.words for one in found.unheld][-3:] == ["1", "7", "Twelve"]


PRODUCTS = (
    "<h2>Risks</h2><table><tr><th>Risk</th><th>Inherent (L x I)</th><th>Residual (I x L)</th><th>Controls</th></tr>"
    "<tr><td>A provider fails</td><td>4 x 5 = 20</td><td>5 x 2 = 12</td><td>Checks of accounts</td></tr></table>"
)


def test_a_score_printed_as_a_product_is_read_in_the_order_that_its_heading_gives() -> None:
    first, second = (row for row in proposed(PRODUCTS).rows if row.table == "risk_scores")
    assert [first.cells[name] for name in ("likelihood", "impact", "score")] == ["4", "5", "20"]
    assert [second.cells[name] for name in ("likelihood", "impact", "score")] == ["2", "5", "12"]
    assert Ground.SUM in second.grounds and Ground.SUM not in first.grounds  # 5 x 2 is 10


THEMED = (
    "<h2>Plan</h2><table><tr><th>Theme</th><th>Action</th><th>Target</th><th>Where things are</th></tr>"
    "<tr><td rowspan=2>Places</td><td>Refurbish the Larches</td><td>March 2027</td><td>On track</td></tr>"
    "<tr><td>Hand back the lease</td><td>June 2027</td><td>Stalled</td></tr></table>"
    "<p>Table 3: The plan as it stands</p><p>Then other things were said.</p>"
)


def test_a_theme_that_stretches_over_rows_is_no_action_and_a_caption_may_stand_below() -> None:
    rows = [row for row in proposed(THEMED).rows if row.table == "intentions"]
    assert [(row.cells["title"], row.cells["theme"]) for row in rows] == [
        ("Refurbish the Larches", "Places"),
        ("Hand back the lease", "Places"),
    ]
    assert rows[0].place.locator == "Table 3, row 1"


MILESTONES = (
    "<h2>Timetable</h2><table><tr><th>Milestone</th><th>When</th></tr><tr><td>Contracts signed</td><td>December 2026</td></tr>"
    "<tr><td>Framework starts</td><td>1 April 2027</td></tr></table>"
)


def test_a_timetable_of_few_words_is_one_of_actions() -> None:
    assert [row.cells["due_edtf"] for row in proposed(MILESTONES).rows if row.table == "updates"] == [
        "2026-12",
        "2027-04-01",
    ]


CORNER = (
    "<h2>Finance</h2><table><tr><th>£’000</th><th>2025/26 Actual</th><th>2026/27 Budget</th></tr>"
    "<tr><td>Employees</td><td>2,140</td><td>2,205</td></tr></table>"
)


def test_the_unit_over_the_names_of_the_rows_holds_for_all_columns_and_employees_are_no_people() -> None:
    assert said(CORNER, "basis", "financial_year", "amount_gbp") == [
        ("spend", "spend", "2025/26", "2140000"),
        ("spend", "budget", "2026/27", "2205000"),
    ]
    assert not [row for row in proposed(CORNER.replace("£’000", "Service")).rows if row.table == "people"]


SCALE = (
    "<h2>Survey</h2><table><tr><th>Statement</th><th>Agree</th><th>Disagree</th><th>Base</th></tr>"
    "<tr><td>I feel safe</td><td>66%</td><td>34%</td><td>270</td></tr></table>"
)


def test_the_base_of_a_question_is_no_answer() -> None:
    found = proposed(SCALE).rows
    assert [row.cells["base_n"] for row in found if row.table == "survey_questions"] == ["270"]
    assert [row.cells["answer"] for row in found if row.table == "survey_answers"] == ["Agree", "Disagree"]


def test_a_council_is_no_title_and_a_title_may_have_a_colon() -> None:
    body = (
        "<h1>London Borough of Harrowick</h1><p>Tuesday 8 September 2026</p><h1>Day care: outcome of consultation</h1>"
        "<p>1.1 From 1 August 2026 and from 3 May 2025 it was so.</p><h2>5 Recommended</h2><p>That Committee:</p>"
        "<ol><li>notes the findings; and</li><li>agrees the changes.</li></ol>"
    )
    read = propose(read_paper(page(body), "paper.html"), "Harrowick")
    assert (read.document["title"], read.document["published_on"]) == (
        "Day care: outcome of consultation",
        "2026-09-08",
    )
    assert len([row for row in read.rows if row.table == "recommendations"]) == 2


def test_costs_and_savings_under_one_heading_are_costs_unless_a_row_says_that_it_is_saved() -> None:
    body = (
        "<h2>Costs and savings</h2><table><tr><th>£m</th><th>2026/27</th><th>2027/28</th></tr>"
        "<tr><td>Staff</td><td>0.12</td><td>0.61</td></tr><tr><td>Savings on rent</td><td>0.05</td><td>0.08</td></tr></table>"
    )
    assert said(body, "amount_gbp") == [
        ("spend", "120000"), ("spend", "610000"), ("savings", "50000"), ("savings", "80000"),
    ]  # fmt: skip


def test_a_tracker_of_what_a_committee_asked_is_one_of_actions_whatever_its_references() -> None:
    body = (
        "<h2>What were we asked?</h2><table><tr><th>Ref.</th><th>Committee asked for</th><th>Answer</th><th>Deadline</th></tr>"
        "<tr><td>24/17</td><td>A visit to each hub by members</td><td>Both were visited by them</td><td>31 December 2026</td></tr>"
        "<tr><td>24/18</td><td>A plan for rural transport</td><td>A draft went to parishes</td><td>End of May 2027</td></tr></table>"
    )
    assert [row.cells["due_as_written"] for row in proposed(body).rows if row.table == "updates"] == [
        "31 December 2026",
        "End of May 2027",
    ]


def test_what_people_wanted_is_an_answer_and_what_fell_is_named() -> None:
    assert said("<p>1.1 58% wanted help to find work.</p>", "share_pct")[-1] == ("survey_answers", "58")
    assert said("<p>1.1 Complaints fell from 22 to 15.</p>", "value", "unit") == [
        ("context", "22", "complaints"),
        ("context", "15", "complaints"),
    ]
