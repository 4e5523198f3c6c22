"""Savings by year, added up, delivered, and what a percentage is of: against the paper and in a made-up council."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.dataset.vocabulary import SavingKind
from dayops_dash.measures.money import savings
from tests import made_up
from tests.made_up import amount, saving

EAST = Library().dataset("cheshire-east").at()


def test_planned_by_year_and_added_up_are_kept_apart() -> None:
    assert [(y.year, y.planned, y.planned_so_far) for y in savings.years(EAST)] == [
        ("2021/22", 30_000, 30_000),
        ("2022/23", 70_000, 100_000),
        ("2023/24", 150_000, 250_000),
    ]
    assert all(y.delivered is None and y.delivered_so_far is None for y in savings.years(EAST))
    assert [r["amount_gbp"] for r in savings.totals(EAST, SavingKind.PLANNED)] == [250_000]
    assert savings.totals(EAST, SavingKind.DELIVERED) == ()


def test_the_plan_is_the_papers_total_or_its_years_added_up() -> None:
    printed = savings.plan(EAST)
    assert printed and printed.printed and (printed.pounds, printed.span) == (250_000, "2021/22 to 2023/24")
    assert printed.years == ("2021/22", "2022/23", "2023/24")
    added = savings.plan(Library().dataset("exampleshire").at())
    assert added and not added.printed and (added.pounds, added.span) == (450_000, "2024/25 to 2026/27")
    assert savings.plan(Library().dataset("dorset").at()) is None


def test_a_saving_a_person_is_in_no_year_and_no_total() -> None:
    assert [r["amount_gbp"] for r in savings.per_person(EAST)] == [4_645]
    assert 4_645 not in [y.planned for y in savings.years(EAST)]


def test_the_quoted_share_on_each_base_that_it_could_mean() -> None:
    (row,) = savings.quoted(EAST)
    found = [(b.amount, b.saving["amount_gbp"], b.share, b.fits) for b in savings.bases(EAST, row)]
    expected = [
        (5_600_000, 250_000, True),
        (3_700_000, 250_000, False),
        (1_900_000, 250_000, False),
        (16_800_000, 250_000, False),
        (5_600_000, 150_000, False),
    ]
    assert found == [(base, part, pytest.approx(part / base * 100), fits) for base, part, fits in expected]


@pytest.mark.parametrize("slug", ["dorset", "nottinghamshire", "solihull"])
def test_councils_without_a_saving_in_pounds_have_no_years(slug: str) -> None:
    council = Library().dataset(slug).at()
    assert savings.years(council) == savings.quoted(council) == savings.per_person(council) == ()


def test_delivered_stands_beside_planned_once_a_paper_reports_it(tmp_path: Path) -> None:
    dataset = made_up.two_years(tmp_path)
    before, after = savings.years(dataset.at(date(2023, 6, 1))), savings.years(dataset.at())
    assert [(y.planned, y.delivered) for y in before] == [(50_000, None), (80_000, None)]
    assert [(y.planned, y.delivered, y.planned_so_far, y.delivered_so_far) for y in after] == [
        (50_000, 30_000, 50_000, 30_000),
        (80_000, None, 130_000, None),
    ]


def test_a_later_paper_replaces_a_saving_that_it_gives_anew_and_others_of_the_year_are_added(tmp_path: Path) -> None:
    rows = [
        saving("old", "planned", 50, "2022/23"),
        saving("new", "planned", 40, "2022/23", "second"),
        saving("more", "planned", 5, "2022/23", subject="Transport"),
    ]
    dataset = made_up.council(tmp_path, savings=rows)
    assert [y.planned for y in savings.years(dataset.at(date(2023, 6, 1)))] == [55]
    assert [y.planned for y in savings.years(dataset.at())] == [45]


@pytest.mark.parametrize(
    ("printed", "fits"), [("4.4", True), ("4.5", True), ("4.3", False), ("4.6", False), ("4", True), ("5", False)]
)
def test_a_share_fits_where_it_rounds_to_what_is_printed(tmp_path: Path, printed: str, fits: bool) -> None:
    """445 of 10,000 is 4.45%, the edge between 4.4% and 4.5%."""
    cells = {"accumulation": "total", "share_pct": printed, "as_written": f"£445 ({printed}%)"}
    rows = [saving("plan", "planned", 445, "", **cells)]
    council = made_up.council(tmp_path, savings=rows, spend=[amount("all", "all", 10_000, "2022/23")]).at()
    (row,) = savings.quoted(council)
    assert [b.fits for b in savings.bases(council, row)] == [fits]
    alone = made_up.council(tmp_path / "alone", savings=rows).at()
    assert savings.bases(alone, row) == ()
