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
