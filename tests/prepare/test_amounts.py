"""Days a week and cost a year from amounts as real extracts have them: nothing is dropped unsaid, no sum is made that cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.prepare import records as made
from tests.prepare.records import Row, row
from tests.prepare.test_day_support import folder_of, reach, two_wards

DAYS_OF = "days a week"
COST = "yearly cost"


def shown(tmp_path: Path, rows: list[Row], **asked: object) -> tuple[dict[str, str], str]:
    """Return the amounts in all, and what was told of them."""
    tmp_path.mkdir(exist_ok=True)
    path = made.write(tmp_path / "records.csv", rows)
    out, done = folder_of(tmp_path, path, postcodes=two_wards(tmp_path), own_providers=(), **asked)
    cells = reach(out)
    assert all(line in done.report for line in done.told)
    return {name: cells[name, "", "", ""] for name in (COST, DAYS_OF)}, "\n".join(
        line for line in done.told if "shown as not available" not in line
    )


def people(count: int, start: int = 0, **cells: str) -> list[Row]:
    return [row(nhs=str(start + n), **cells) for n in range(count)]


@pytest.mark.parametrize(
    ("words", "cost", "units", "pounds"),
    [
        (("Weekly", "weekly", "WEEKLY ", "Per week", "Every week", "week"), "100", "", 5_200),
        (("Fortnightly", "Per fortnight", "2-weekly"), "200", "", 5_200),
        (("4-weekly", "4 Weekly", "four-weekly", "Four Weekly", "Every four weeks", "Per 4 weeks"), "400", "", 5_200),
        (("Monthly", "Per month", "Calendar monthly"), "500", "", 6_000),
        (("Quarterly", "Per quarter"), "1500", "", 6_000),
        (("Annually", "Annual", "Yearly", "Per annum", "per year"), "6000", "", 6_000),
        (("Hourly", "Per hour", "hour"), "15", "10", 7_800),
        (("Daily", "Per day", "day"), "50", "2", 5_200),
        (("Per session", "Session", "per-session"), "20", "5", 5_200),
    ],
)
def test_how_often_a_cost_falls_due_in_the_words_of_both_releases(
    tmp_path: Path, words: tuple[str, ...], cost: str, units: str, pounds: int
) -> None:
    rows = [row(nhs=f"{n}", cost=cost, unit=words[n % len(words)], units=units) for n in range(30)]
    amounts, told = shown(tmp_path, rows)
    assert abs(int(amounts[COST]) - 30 * pounds) <= 500 and not told


def test_costs_by_the_hour_and_by_the_week_are_each_taken_as_they_are(tmp_path: Path) -> None:
    rows = [*people(20, cost="300", unit="Weekly"), *people(10, 20, cost="15", unit="Hourly", units="20")]
    amounts, told = shown(tmp_path, rows)
    assert amounts[COST] == str(30 * 300 * 52) and not told


def test_an_hourly_cost_under_the_word_weekly_is_told_and_not_taken(tmp_path: Path) -> None:
    rows = [*people(28, cost="300", unit="Weekly"), *people(2, 28, cost="17.50", unit="Weekly")]
    amounts, told = shown(tmp_path, rows)
    assert (
        "2 of 30 rows of day support cost less than £30 a week by the week or longer, and may be costs by the hour"
        in told
    )
    assert int(amounts[COST]) == round(28 * 300 * 52, -3)


@pytest.mark.parametrize(
    "word", ["Weekend", "Weekday", "Weekend rate", "Daytime session", "Hours of opening", "Monthsend"]
)
def test_a_word_that_begins_like_another_is_not_that_other(tmp_path: Path, word: str) -> None:
    amounts, told = shown(tmp_path, [*people(30), *people(3, 30, cost="300", unit=word, units="2")])
    assert int(amounts[COST]) == 30 * 50 * 2 * 52
    assert "Cost_Frequency_Unit_Type: 3 of 33 rows (9.1%)" in told


@pytest.mark.parametrize(
    ("cells", "taken", "says"),
    [
        ({"cost": "-50"}, 52 * 100, "have a negative Unit_Cost: taken as positive"),
        ({"cost": "0"}, 0, "have a Unit_Cost of 0: taken as not given"),
        ({"cost": "0.00"}, 0, "have a Unit_Cost of 0: taken as not given"),
        ({"cost": "fifty"}, 0, "have a Unit_Cost that is not understood as a number"),
        ({"cost": "nan"}, 0, "have a Unit_Cost that is not understood as a number"),
        ({"cost": "inf"}, 0, "have a Unit_Cost that is not understood as a number"),
        ({"cost": "999999"}, 0, "cost more than £20,000 a week: no cost is taken"),
        ({"unit": "Weekly", "cost": "999999"}, 0, "cost more than £20,000 a week: no cost is taken"),
        ({"units": "-2"}, 52 * 100, "have negative Planned_Units_Per_Week: taken as positive"),
        ({"units": "0"}, 0, "have Planned_Units_Per_Week of 0"),
        ({"units": ""}, 0, "have no Planned_Units_Per_Week where the cost is by the hour, session or day"),
        ({"units": "two"}, 0, "have Planned_Units_Per_Week that are not understood as a number"),
        ({"units": "8"}, 0, "have more Planned_Units_Per_Week than a week holds (84 hours, 21 sessions or 7 days)"),
        ({"unit": "Per session", "units": "22"}, 0, "have more Planned_Units_Per_Week than a week holds"),
        ({"unit": "Mileage"}, 0, "Cost_Frequency_Unit_Type: 3 of 33 rows (9.1%)"),
    ],
)
def test_what_is_out_of_range_is_counted_and_told(tmp_path: Path, cells: dict[str, str], taken: int, says: str) -> None:
    """Three of 33 people: what their cost adds, and the line that says so."""
    amounts, told = shown(tmp_path, [*people(30), *people(3, 30, **cells)])
    assert abs(int(amounts[COST]) - (30 * 5_200 + 3 * taken)) <= 500
    assert says in told and ("3 of 33 rows" in told)


def hours(count: int, units: str) -> list[Row]:
    return people(count, cost="18", unit="Hourly", units=units)


def test_planned_units_in_minutes_are_no_hours(tmp_path: Path) -> None:
    """Ten hours a week, written as 600: sixty times the cost if they were taken for hours."""
    rows = [*people(20, 100), *hours(10, "600")]
    amounts, told = shown(tmp_path, rows)
    assert amounts[COST] == str(20 * 5_200)
    assert "10 of 30 rows of day support have more Planned_Units_Per_Week than a week holds" in told
    assert "does not look like hours" in told and "If they are minutes, give --planned-minutes." in told
    amounts, told = shown(tmp_path / "minutes", rows, planned_minutes=True)
    assert amounts[COST] == str(
        20 * 5_200 + 10 * 18 * 10 * 52 // 1000 * 1000 + 1000 * (10 * 18 * 10 * 52 % 1000 >= 500)
    )
    assert not told


def test_the_report_has_amounts_among_what_to_mend_worst_first(tmp_path: Path) -> None:
    rows = [*people(20, 100), *people(3, 200, cost="-50"), *people(2, 300, cost="fifty"), *hours(10, "600")]
    path = made.write(tmp_path / "records.csv", rows)
    _, done = folder_of(tmp_path, path, postcodes=two_wards(tmp_path), own_providers=())
    table = done.report.split("worst first")[1].split("##")[0]
    found = ("planned units that do not look like hours", "have a negative Unit_Cost", "not understood as a number")
    for said in (
        "| 29% | 10 | 35 services of day support | have a cost by the hour and planned units that do not look like hours",
        "| 9% | 3 | 35 services of day support | have a negative Unit_Cost: taken as positive | Look whether",
        "| 6% | 2 | 35 services of day support | have a Unit_Cost that is not understood as a number",
    ):
        assert said in table
    assert [*sorted(found, key=table.index)] == [*found]


@pytest.mark.parametrize(
    ("units", "doubted"),
    [
        (["60"] * 10, True),  # an hour, in minutes: a week could hold as many hours, and nobody's plan does
        (["10"] * 8 + ["600"] * 2, True),  # of two kinds: which row is of which cannot be said
        (["10"] * 39 + ["600"], False),  # one slip, which is left out by itself
        (["35"] * 10, False),
    ],
)
def test_hours_are_not_trusted_where_many_cannot_be(tmp_path: Path, units: list[str], doubted: bool) -> None:
    rows = [row(nhs=f"h{n}", cost="10", unit="Hourly", units=each) for n, each in enumerate(units)]
    amounts, told = shown(tmp_path, [*rows, *people(30)])
    assert ("does not look like hours" in told) == doubted
    right = 0 if doubted else sum(int(each) * 10 * 52 for each in units if int(each) <= 84)
    assert abs(int(amounts[COST]) - (30 * 5_200 + right)) <= 500
