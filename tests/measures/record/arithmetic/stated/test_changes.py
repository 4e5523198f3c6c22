"""A stated change is held against its two figures in its own unit, and in the direction of its words."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.stated.changes import StatedNumber, change_sums, direction, unit_of
from tests.made_up import row


def stated_change(words: str, value: float, unit: str, counts: tuple[int, int]) -> list[ConflictGrade | None]:
    place = {"document_id": "d", "locator": "l"}
    before, after = (row("people", value=float(n), unit="people", as_written=f"{n:,}", **place) for n in counts)
    told = row("people", subject="People", measure="change", value=value, unit=unit, as_written=words, **place)
    figures = [StatedNumber(one, float(one.value), unit_of(one)) for one in (told, before, after)]
    return [one.grade for one in change_sums(*figures)]


@given(st.integers(100, 9_999), st.integers(100, 9_999))
def test_a_change_holds_in_its_own_unit_and_direction_and_in_no_other(before: int, after: int) -> None:
    """By hand in exact fractions: so many per cent, people or times, up or down as the figures go."""
    assume(before != after)
    right, wrong = ("rose by", "fell by") if after > before else ("fell by", "rose by")
    apart, share = abs(after - before), Fraction(abs(after - before) * 100, before)
    percent, times = round(float(share), 1), round(max(before, after) / min(before, after), 2)
    assert stated_change(f"{right} {percent}%", percent, "%", (before, after)) == [None]
    assert stated_change(f"{right} {apart:,}", apart, "people", (before, after)) == [None]
    assert stated_change(f"{times} times", times, "times", (before, after)) == [None]
    for told, unit in (
        (f"{wrong} {percent}%", "%"),
        (f"{wrong} {apart:,}", "people"),
        (f"{right} {apart + 7:,}", "people"),
    ):
        value = percent if unit == "%" else apart + 7 * (right in told)
        assert stated_change(told, value, unit, (before, after)) == [ConflictGrade.CONFLICT], told
    assert stated_change("three bands", 3, "bands", (before, after)) == []


@pytest.mark.parametrize(
    ("words", "way"),
    [("rose by 5%", 1), ("an increase of 5%", 1), ("5% more", 1), ("doubled", 1), ("+5%", 1), ("fell by more than 5%", -1),
     ("21 fewer", -1), ("-2.5%", -1), ("a reduction of £2m", -1), ("5%", 0), ("up to 5%", 0), ("more than 5%", 0),
     ("fell, then rose, by 5%", 0), ("people with Down's syndrome: 5%", 0)],
)  # fmt: skip
def test_which_way_a_change_goes_is_read_from_its_words(words: str, way: int) -> None:
    assert direction(row("people", measure="change", unit="%", as_written=words), 5.0) == way


def test_a_negative_number_is_a_fall_whatever_its_measure_is_called() -> None:
    assert direction(row("people", measure="growth", unit="%", as_written="2.5%"), -2.5) == -1
    assert direction(row("people", measure="growth", unit="%", as_written="2.5%"), 2.5) == 1
