"""The scenario by hand: Cheshire East's own prices and shares, worked out again with nothing but arithmetic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Library
from dayops_dash.measures.scenario.assumptions import scenario
from dayops_dash.measures.scenario.costs import (
    Cost,
    SavingVerdict,
    Start,
    cost,
    mixes,
    start,
    swings,
    values_at,
    verdict,
    wanted,
    yearly,
)

EAST = Library().dataset("cheshire-east").at()
SHOWN = scenario(EAST, EAST)


def test_by_hand() -> None:
    """556 people; 30% at £52.50 a day, 50% at £48 a session with half sharing in pairs, 20% at £500; 3.8 times in 50 weeks."""
    tier_1 = 556 * 0.30 * 52.50 * 3.8 * 50
    tier_2 = 556 * 0.50 * 48 * 3.8 * 50 * (0.5 + 0.5 / 2)
    tier_3 = 556 * 0.20 * 500
    low = 556 * (0.30 * 35 * 2 * 48 + 0.50 * 48 * 2 * 48 * (0.25 + 0.75 / 4) + 0.20 * 0)
    high = 556 * (0.30 * 70 * 5 * 52 + 0.50 * 48 * 5 * 52 * (0.75 + 0.25 / 2) + 0.20 * 1000)
    found = cost(SHOWN)
    assert found
    assert (found.low, found.central, found.high) == pytest.approx((low, tier_1 + tier_2 + tier_3, high))
    assert wanted(SHOWN) == 5_600_000 - 250_000


def test_as_the_papers_give_it_where_everyone_comes_five_days_and_nobody_shares() -> None:
    chosen = tuple(sorted({"often1": "5", "often2": "5", "together2": "0", "weeks": "52", "price1": "70"}.items()))
    found = cost(scenario(EAST, EAST, chosen))
    assert found and found.central == pytest.approx(556 * (0.3 * 70 * 5 * 52 + 0.5 * 48 * 5 * 52 + 0.2 * 500))


def test_mixes_are_every_tenth_and_the_papers_own_is_among_them() -> None:
    every = mixes(SHOWN)
    assert len(every) == 66 and all(sum(m.shares) == pytest.approx(100) for m in every)
    own = next(m for m in every if m.shares == (30, 50, 20))
    found = cost(SHOWN)
    assert found and own.cost.central == pytest.approx(found.central) and own.verdict is SavingVerdict.CENTRAL
    for m in every:
        assert (m.verdict in (SavingVerdict.ALWAYS, SavingVerdict.CENTRAL)) == (m.cost.central <= 5_350_000)
        assert (m.verdict is SavingVerdict.ALWAYS) == (m.cost.high <= 5_350_000)


@pytest.mark.parametrize(
    ("ends", "said"),
    [
        ((1, 2, 3), SavingVerdict.ALWAYS),
        ((1, 2, 3.01), SavingVerdict.CENTRAL),
        ((1, 3.01, 4), SavingVerdict.LOW),
        ((3.01, 4, 5), SavingVerdict.NEVER),
    ],
)
def test_verdict_at_its_edges(ends: tuple[float, float, float], said: SavingVerdict) -> None:
    assert verdict(Cost(*ends), 3) is said and verdict(Cost(*ends), None) is SavingVerdict.NOT_KNOWN


@pytest.mark.parametrize(("mix", "apart"), [(90, False), (110, False), (89.9, True), (110.1, True)])
def test_a_start_is_apart_beyond_a_tenth(mix: float, apart: bool) -> None:
    assert Start(mix, 100).apart is apart


def test_the_start_is_the_middle_of_the_papers_mix_against_todays_cost() -> None:
    found, first = cost(SHOWN), start(SHOWN)
    assert found and first and (first.mix, first.today) == (found.central, 5_600_000)
    assert first.share == pytest.approx((found.central - 5_600_000) / 56_000)


def test_swings_are_sorted_and_each_is_one_assumption_moved() -> None:
    every = swings(SHOWN)
    assert [s.width for s in every] == sorted((s.width for s in every), reverse=True)
    price = next(s for s in every if "price per day" in s.label)
    assert price.width == pytest.approx(556 * 0.3 * (70 - 35) * 3.8 * 50)
    assert not any("price per session" in s.label for s in every)  # a single price has no ends


def test_two_levels_and_nothing_missing_makes_a_line_of_mixes() -> None:
    notts = Library().dataset("nottinghamshire").at()
    assert (
        cost(scenario(notts, notts)) is None
        and mixes(scenario(notts, notts)) == ()
        and swings(scenario(notts, notts)) == ()
    )


NUMBERS = st.floats(0.5, 7).map(lambda x: round(x, 2))


@given(NUMBERS, st.floats(0, 100), st.floats(1, 12), st.floats(0, 100), st.floats(0, 500))
def test_the_middle_lies_between_the_ends(
    often: float, share: float, group: float, together: float, price: float
) -> None:
    chosen = {"often1": often, "share1": share, "group2": group, "together2": together, "price1": price}
    shown = scenario(EAST, EAST, tuple(sorted((code, f"{value:.4f}") for code, value in chosen.items())))
    found = cost(shown)
    assert found and found.low <= found.central + 1e-6 and found.central <= found.high + 1e-6
    assert yearly(shown, values_at(shown, "central")) == pytest.approx(found.central)
