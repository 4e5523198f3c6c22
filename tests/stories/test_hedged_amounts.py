"""A hedge of the paper is in every sentence that says the number, and no share or failing sum is made of what it leaves open."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.stories import PAGES
from tests.measures.record.planted import C, Edit, Plant, S, X, change, planted

WHOLE, COUNCIL_RUN = (
    change("spend", "commissioned-total", amount_gbp="5000000", as_written="over £5m", qualifier="more than"),
    change("spend", "care4ce", as_written="£3.7m", qualifier="about"),
)


def page(slug: str, name: str, *edits: Edit) -> str:
    return PAGES[name].story(planted(Plant("", slug, edits)).at(date(2026, 11, 29))).markdown()


def test_spend_of_over_five_million_is_no_total_that_its_parts_go_beyond() -> None:
    spend = page(C, "spend", WHOLE, COUNCIL_RUN)
    assert "add up to more" not in spend and "Not accounted for" not in spend and "74%" not in spend
    assert "## About £3.7m of more than £5m of spend (year not stated) went to council-run services" in spend
    assert "**Of the more than £5m spent" in spend and "about £3.7m was on council-run services" in spend
    assert "about £3.7m + £1.9m = £5.6m: the total printed is more than £5m, which agrees" in spend
    assert "The total printed is over £5m" not in spend and "74%" not in page(C, "compare", WHOLE, COUNCIL_RUN)


def test_parts_beyond_what_a_hedge_leaves_open_are_said_to_be_so() -> None:
    few = change("spend", "commissioned-total", amount_gbp="5000000", as_written="up to £5m", qualifier="at most")
    assert "The parts add up to more than the up to £5m printed" in page(C, "spend", few)


@pytest.mark.parametrize(("slug", "edits"), [(C, ()), (X, ()), (S, ())])
def test_without_a_hedge_the_share_is_said(slug: str, edits: tuple[Edit, ...]) -> None:
    share = {C: "## 66% of spend (year not stated)", X: "## 42% of spend in 2025/26", S: "## 65% of spend in 2021/22"}
    assert share[slug] in page(slug, "spend", *edits)


def test_savings_of_about_so_much_are_added_up_as_about() -> None:
    spend = page(X, "spend", change("savings", "delivered-2025-26", qualifier="about"))
    assert "## About £267,000 saved of £300,000 planned, 2024/25 to 2025/26 (added up here)" in spend
    assert "£95,000 in 2024/25 and about £172,000 in 2025/26: about £267,000, added up here" in spend
    assert "in 2024/25 £95,000 of £120,000 (79%) and in 2025/26 about £172,000 of £180,000." in spend


@pytest.mark.parametrize(
    ("latest", "highest", "said"),
    [
        ("about", "", "## About 260 people used day opportunities in 2021-2022, about 25% fewer than in 2019-2020"),
        ("less than", "", "at least 24% fewer than in 2019-2020"),
        ("at least", "", "at most 25% fewer than in 2019-2020"),
        ("", "more than", "## 260 people used day opportunities in 2021-2022, at least 24% fewer than in 2019-2020"),
        ("more than", "more than", "about 25% fewer than in 2019-2020"),
        ("", "", "## 260 people used day opportunities in 2021-2022, 25% fewer than in 2019-2020"),
    ],
)
def test_a_fall_from_or_to_a_hedged_count_is_hedged(latest: str, highest: str, said: str) -> None:
    edits = (
        change("people", "attendance-2021-2022", qualifier=latest),
        change("people", "attendance-2019-2020", qualifier=highest),
    )
    assert said in page(S, "demand", *edits)


def test_how_many_answered_keeps_its_hedge() -> None:
    voices = page(X, "voices", change("engagements", "survey-2023", qualifier="about"))
    assert "Survey on the draft strategy, about 318" in voices
