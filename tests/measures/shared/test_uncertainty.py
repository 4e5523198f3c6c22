"""Intervals against the values that the rules of the domain give, and against a second plain way."""

from __future__ import annotations

from math import exp, sqrt

import pytest
import scipy
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.measures.shared.uncertainty import BYAR_FROM, byar, exact, funnel, ratio, wilson


@pytest.mark.parametrize(
    ("count", "base", "low", "high"),
    [(32, 49, 51.3, 77.1), (17, 54, 20.7, 44.7), (1, 49, 0.4, 10.7), (48, 52, 81.8, 97.0)],
)
def test_wilson_as_the_rules_give_it(count: int, base: int, low: float, high: float) -> None:
    found = wilson(count, base)
    assert (round(found.low, 1), round(found.high, 1)) == (low, high)


@pytest.mark.parametrize(("count", "low", "high"), [(12, 6.19, 20.96), (25, 16.17, 36.91)])
def test_byar_as_the_rules_give_it(count: int, low: float, high: float) -> None:
    found = byar(count)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


@given(st.integers(1, 400), st.data())
def test_wilson_solves_its_own_equation(base: int, data: st.DataObject) -> None:
    """An end is where the share lies z standard errors away, the error taken at the end itself."""
    count = data.draw(st.integers(0, base))
    found, z = wilson(count, base), 1.959963984540054
    for end in (found.low / 100, found.high / 100):
        if 1e-9 < end < 1 - 1e-9:
            assert abs(abs(count / base - end) - z * sqrt(end * (1 - end) / base)) < 1e-9
    assert 0 <= found.low <= count / base * 100 + 1e-9 and count / base * 100 - 1e-9 <= found.high <= 100


def poisson_up_to(count: int, mean: float) -> float:
    term = total = exp(-mean)
    for n in range(1, count + 1):
        term *= mean / n
        total += term
    return total


@given(st.integers(0, 60))
def test_exact_leaves_a_fortieth_on_either_side(count: int) -> None:
    found = exact(count)
    assert abs(poisson_up_to(count, found.high) - 0.025) < 1e-9
    if count:
        assert abs(1 - poisson_up_to(count - 1, found.low) - 0.025) < 1e-9
    else:
        assert found.low == 0


def test_byar_is_exact_below_its_bound_and_close_from_it() -> None:
    assert byar(BYAR_FROM - 1) == exact(BYAR_FROM - 1)
    assert byar(BYAR_FROM) != exact(BYAR_FROM)
    for count in range(BYAR_FROM, 200):
        assert byar(count).low == pytest.approx(exact(count).low, rel=0.01)
        assert byar(count).high == pytest.approx(exact(count).high, rel=0.01)


@given(st.integers(0, 300), st.floats(0.5, 300))
def test_a_higher_level_is_wider_and_a_ratio_scales(observed: int, expected: float) -> None:
    usual, wide = ratio(observed, expected), ratio(observed, expected, level=0.998)
    assert wide.low <= usual.low <= observed / expected <= usual.high <= wide.high
    limits, far = funnel(expected), funnel(expected, level=0.998)
    assert far.low <= limits.low <= limits.high <= far.high and limits.holds(round(expected)) | (expected < 1)


@pytest.mark.parametrize(
    "wrong", [lambda: wilson(3, 2), lambda: wilson(0, 0), lambda: ratio(3, 0), lambda: byar(-1), lambda: funnel(0)]
)
def test_what_is_no_share_or_count_is_refused(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"no (share|count|base)"):
        wrong()  # type: ignore[operator]


@given(st.integers(1, 400), st.integers(0, 400), st.sampled_from([0.8, 0.95, 0.998]))
def test_wilson_is_scipys(base: int, count: int, level: float) -> None:
    count = min(count, base)
    theirs, ours = (
        scipy.stats.binomtest(count, base).proportion_ci(level, method="wilson"),
        wilson(count, base, level=level),
    )
    assert (ours.low / 100, ours.high / 100) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


@given(st.floats(0.01, 5000), st.sampled_from([0.8, 0.95, 0.998]))
def test_limits_of_chance_are_scipys(expected: float, level: float) -> None:
    tail, ours = (1 - level) / 2, funnel(expected, level=level)
    assert (ours.low, ours.high) == tuple(scipy.stats.poisson.ppf([tail, 1 - tail], expected))
