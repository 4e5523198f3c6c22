"""What can be judged, against a plain loop over the files; changes, and whether they are for the better."""

from __future__ import annotations

import csv
import re

import pytest

from dayops_dash.dataset import DATA, Council, Library, Row
from dayops_dash.dataset.rows import Cell
from dayops_dash.measures import outcomes as measure
from dayops_dash.measures.outcomes import Aim
from tests.made_up import row

COUNCILS = Library().slugs()


def council(slug: str) -> Council:
    return Library().dataset(slug).at()


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def value(role: str, number: float | None, **cells: Cell) -> Row:
    usual = {"period": "2021-22", "place": "Here", "unit": "%"}
    return row("outcome_values", **{**usual, "role": role, "value": number, **cells})


def aim(*values: Row, direction: str = "higher is better", match: str = "", code: str = "") -> Aim:
    return Aim(row("outcomes", direction=direction, ascof_match=match, ascof_code=code), values)


@pytest.mark.parametrize("slug", COUNCILS)
def test_what_can_be_judged_is_what_the_files_hold(slug: str) -> None:
    rows, values = plain(slug, "outcomes"), plain(slug, "outcome_values")

    def with_role(*roles: str) -> int:
        held = {v["outcome_id"] for v in values if v["role"] in roles and v["value"]}
        return sum(row["outcome_id"] in held for row in rows)

    found = measure.judged(measure.aims(council(slug)))
    assert found.aims == len(rows) > 0
    assert found.with_direction == sum(row["direction"] != "not stated" for row in rows)
    assert found.with_number == with_role("baseline", "previous", "latest")
    assert (found.with_baseline, found.with_target) == (with_role("baseline"), with_role("target"))
    assert found.national == sum(row["ascof_match"] == "our reading" for row in rows)


@pytest.mark.parametrize("slug", COUNCILS)
def test_an_aim_whose_words_say_which_way_is_better_is_not_said_to_be_silent(slug: str) -> None:
    up, down = r"(More|Increas|Maximis|Improv|Enhanc|Strong)", r"(Reduc|Lower|Fewer|Less )"
    for each in plain(slug, "outcomes"):
        if re.match(up, each["title"]):
            assert each["direction"] == "higher is better", each["title"]
        if re.match(down, each["title"]):
            assert each["direction"] == "lower is better", each["title"]


def test_solihull_has_two_numbers_and_no_other_council_any() -> None:
    assert {s: measure.judged(measure.aims(council(s))).with_number for s in COUNCILS if s != "exampleshire"} == {
        "nottinghamshire": 0,
        "dorset": 0,
        "cheshire-east": 0,
        "solihull": 2,
    }


def test_success_measures_come_first_and_each_paper_in_its_order() -> None:
    kinds = [a.row["kind"] for a in measure.aims(council("solihull"))]
    assert kinds == sorted(kinds, key=[k.value for k in measure.AIM_KINDS].index) and kinds[0] == "success measure"
    from_strategy = [a.row["position"] for a in measure.aims(council("nottinghamshire")) if a.row["kind"] == "outcome"]
    assert from_strategy == [*range(23, 36), *range(3, 8), *range(11, 18)]


def test_solihulls_needs_met_is_not_the_national_measure() -> None:
    (found,) = measure.apart(council("solihull"))
    assert found.row["outcome_id"] == "social-contact-needs-met" and not found.is_national
    step = measure.change(found)
    assert step and step.points == -3 and step.within_margins is None
    assert measure.better(found, step.points) is None  # the paper does not say which way is better


def test_a_comparator_or_a_target_alone_is_no_number_of_the_council() -> None:
    assert not aim(value("comparator", 5.1), value("target", 6.0)).has_number
    assert not aim(value("latest", None)).has_number and aim(value("latest", 0.0)).has_number


def test_latest_is_the_one_before_until_the_newest_is_published() -> None:
    before, now = value("previous", 40.0), value("latest", 42.0)
    assert measure.latest(aim(before)) is before and measure.latest(aim(before, now)) is now
    assert measure.latest(aim(value("latest", None))) is None


def test_change_needs_two_numbers_of_one_unit_and_place() -> None:
    assert measure.change(aim(value("latest", 4.0))) is None
    assert measure.change(aim(value("previous", 4.0, unit="people"), value("latest", 4.0))) is None
    assert measure.change(aim(value("previous", 4.0, place="There"), value("latest", 4.0))) is None


@pytest.mark.parametrize(("now", "within"), [(45.0, True), (45.1, False), (35.0, True), (34.9, False)])
def test_a_change_within_both_published_margins_may_be_chance(now: float, within: bool) -> None:
    before, latest = value("previous", 40.0, margin_of_error=3.0), value("latest", now, margin_of_error=2.0)
    step = measure.change(aim(before, latest))
    assert step and step.points == round(now - 40, 6) and step.within_margins is within


@pytest.mark.parametrize(
    ("direction", "points", "expected"),
    [
        ("higher is better", 1, True),
        ("higher is better", -1, False),
        ("lower is better", -1, True),
        ("lower is better", 1, False),
        ("keep as it is", 1, None),
        ("not stated", 1, None),
        ("higher is better", 0, None),
    ],
)
def test_up_is_not_always_better(direction: str, points: float, expected: bool | None) -> None:
    assert measure.better(aim(direction=direction), points) is expected


def test_every_aim_with_two_numbers_moved_in_one_way_and_targets_are_judged_by_their_direction() -> None:
    """Exampleshire's numbers by a plain loop: of five, three better and two worse, and no target reached."""
    every = measure.aims(Library().dataset("exampleshire").at())
    moved, ways = measure.moved(every), []
    for aim in every:
        first, second = [v["value"] for v in aim.values if v["role"] in ("previous", "latest")]
        target = next(v["value"] for v in aim.values if v["role"] == "target")
        up = aim.row["direction"] == "higher is better"
        ways.append((second > first) == up)
        assert measure.reached(aim) == (second >= target if up else second <= target)
    assert (moved.better, moved.worse) == (ways.count(True), ways.count(False)) == (3, 2)
    assert moved.changes == len(every) == 5 and moved.without_number == 0


def test_a_council_without_numbers_moved_in_no_way() -> None:
    every = measure.aims(Library().dataset("dorset").at())
    assert measure.moved(every).changes == 0 and measure.moved(every).without_number == len(every)
    assert all(measure.reached(aim) is None for aim in every)
