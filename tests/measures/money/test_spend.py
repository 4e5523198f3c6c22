"""The headline of a council's money, its parts, groups, periods and cost a person, against the papers and by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.checks import check
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.record.arithmetic.checks import parts_against_total
from tests import made_up
from tests.made_up import amount, counted


def now(slug: str) -> Council:
    return Library().dataset(slug).at()


def amounts(slug: str) -> tuple[float, list[float]]:
    found = money.headline(now(slug))
    assert found
    return found.total["amount_gbp"], [p["amount_gbp"] for p in found.parts]


def test_headline_is_the_papers_total_with_its_parts() -> None:
    assert amounts("nottinghamshire") == (18_400_000, [12_500_000, 5_900_000])
    assert amounts("cheshire-east") == (5_600_000, [3_700_000, 1_900_000])
    assert amounts("solihull") == (3_187_000, [2_086_000, 1_101_000])  # the table's, not the text's rounded £3.2m


def test_parts_make_the_whole() -> None:
    for slug in ("nottinghamshire", "cheshire-east", "solihull"):
        total, parts = amounts(slug)
        found = money.headline(now(slug))
        assert found and sum(parts) == total and found.rest == 0
        check_ = parts_against_total(now(slug), "spend", found.total["spend_id"])
        assert check_ and check_.grade is None
    assert parts_against_total(now("solihull"), "spend", "transport") is None
    assert parts_against_total(now("solihull"), "spend", "no such row") is None


def test_a_council_without_amounts_has_no_headline_but_what_it_says() -> None:
    assert money.headline(now("dorset")) is None
    said = " ".join(row["statement"].lower() for row in money.statements(now("dorset")))
    assert "no additional investment" in said and "no savings" in said


def test_basis_is_the_papers() -> None:
    found = money.headline(now("nottinghamshire"))
    assert found and money.is_budget(found.total) and found.total["financial_year"] == "2022/23"
    found = money.headline(now("cheshire-east"))
    assert found and not money.is_budget(found.total) and found.total["transport_included"] == "no"


def test_the_latest_year_is_the_headline_and_one_on_another_basis_is_no_restatement(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    assert check(dataset.folder) == []
    for day, year in (("2023-06-01", "2022/23"), ("2024-06-01", "2023/24")):
        council = dataset.at(date.fromisoformat(day))
        found = money.headline(council)
        assert found and found.total["financial_year"] == year and money.restated(council, found) == ()


def test_rounder_prints_of_the_same_money_are_restatements_and_transport_stands_beside() -> None:
    found = money.headline(now("solihull"))
    assert found and [r["spend_id"] for r in money.restated(now("solihull"), found)] == ["text-total"]
    assert [r["spend_id"] for r in money.beside(now("solihull"))] == ["transport"]
    assert money.beside(now("nottinghamshire")) == ()


@pytest.mark.parametrize(
    ("slug", "low", "high"),
    [
        ("nottinghamshire", 12.45 / 18.4, 12.55 / 18.4),
        ("cheshire-east", 3.65 / 5.6, 3.75 / 5.6),
        ("solihull", 2085.5 / 3187, 2086.5 / 3187),
    ],
)
def test_share_range_undoes_the_rounding_of_both_parts(slug: str, low: float, high: float) -> None:
    found = money.headline(now(slug))
    assert found
    assert money.share_range(found, found.parts[0]) == pytest.approx((low * 100, high * 100))


def test_groups_of_a_kind_come_by_spend_and_only_from_the_headlines_parts() -> None:
    found = money.groups(now("solihull"), "external")
    assert [g.spend["amount_gbp"] for g in found if g.spend] == [888_000, 158_000, 44_000, 11_000]
    assert [g.people["value"] for g in found if g.people] == [86, 50, 10, 3]
    assert [g.providers["value"] for g in found if g.providers] == [9, 4, 1, 1]
    inside = money.groups(now("solihull"), "internal")
    assert [(g.spend, g.people and g.people["value"]) for g in inside] == [(None, 84), (None, 31), (None, 11)]
    assert money.groups(now("cheshire-east"), "external") == money.groups(now("dorset"), "external") == ()


def test_periods_need_two_years_on_one_basis(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    found = money.periods(dataset.at())
    assert [p.year for p in found] == ["2022/23", "2023/24"]  # 2021/22 is spend, not budget
    assert [p.amount("internal") for p in found] == [700_000, 600_000]
    assert [p.amount("community") for p in found] == [None, 120_000]
    assert money.shared_kinds(found) == ("internal", "external", "direct payment")
    assert len(money.periods(dataset.at(date(2023, 6, 1)))) == 1
    assert money.shared_kinds(()) == ()
    for slug in Library().slugs():
        assert len(money.periods(now(slug))) == 2 if slug == "exampleshire" else len(money.periods(now(slug))) < 2


def test_direct_payments_beside_a_total_join_its_year_and_no_other(tmp_path: Path) -> None:
    rows = [
        amount("all", "all", 300, "2022/23"),
        amount("in", "internal", 300, "2022/23", "all"),
        amount("pay", "direct payment", 50, "2022/23"),
        amount("pay-other", "direct payment", 70, "2021/22"),
        amount("bus", "transport", 20, "2022/23"),
    ]
    council = made_up.council(tmp_path, spend=rows).at()
    (period,) = money.periods(council)
    assert period.amount("direct payment") == 50 and period.amount("transport") is None
    assert {r["spend_id"] for r in money.beside(council)} == {"pay", "pay-other", "bus"}


@pytest.mark.parametrize(
    ("slug", "spend", "people", "pounds", "others"),
    [
        ("nottinghamshire", 18_400_000, 1400, 13_000, {1300: 14_000}),  # both "about": to the nearest thousand
        ("cheshire-east", 5_600_000, 556, 10_100, {}),
        ("solihull", 3_200_000, 220, 14_500, {260: 12_300}),  # never over 275, in whom 55 are counted twice
    ],
)
def test_cost_a_person_is_of_money_and_people_that_stand_in_one_place(
    slug: str, spend: int, people: int, pounds: int, others: dict[int, int]
) -> None:
    found = money.per_person(now(slug))
    assert found
    assert (found.spend["amount_gbp"], found.people["value"], found.pounds()) == (spend, people, pounds)
    assert abs(spend / people - pounds) <= (500 if found.about else 50)
    assert {int(r["value"]): found.pounds(r) for r in found.others} == others


def test_cost_a_person_is_not_worked_out_on_an_unsound_base(tmp_path: Path) -> None:
    assert money.per_person(now("dorset")) is None
    spend = [amount("all", "all", 1_000, "2022/23")]
    apart = [counted("everyone", 10, locator="paragraph 2")]
    assert money.per_person(made_up.council(tmp_path / "apart", spend=spend, people=apart).at()) is None
    added = [
        counted("added", 10),
        counted("in", 6, provider_kind="internal", part_of="added"),
        counted("out", 4, provider_kind="external", part_of="added"),
    ]
    assert money.per_person(made_up.council(tmp_path / "added", spend=spend, people=added).at()) is None
    both = [
        *added[:1],
        counted("in", 5, provider_kind="internal", part_of="added"),
        added[2],
        counted("both", 1, part_of="added"),
    ]
    sound = money.per_person(made_up.council(tmp_path / "both", spend=spend, people=both).at())
    assert sound and sound.pounds() == 100
