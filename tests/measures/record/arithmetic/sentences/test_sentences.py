"""Figures of one sentence against each other, over every pair of them: a claim just where whole numbers say that they cannot be."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, given
from hypothesis import strategies as st

from dayops_dash import wording
from dayops_dash.measures.record.arithmetic.sentences.fractions import stated_fractions
from dayops_dash.measures.record.arithmetic.sentences.shares import stated_shares
from dayops_dash.measures.record.arithmetic.sentences.spans import not_so_long
from dayops_dash.measures.record.arithmetic.sentences.totals import stated_total
from tests.made_up import row

ROW = row("updates", document_id="d", locator="l")
SMALL = st.integers(2, 400)
MONTHS = st.dates(date(2022, 1, 1), date(2027, 12, 31)).map(lambda day: day.replace(day=1))


@given(SMALL, SMALL, st.integers(3, 900))
def test_a_total_holds_just_where_its_parts_make_it(one: int, other: int, total: int) -> None:
    for words in (
        f"It helped {one} carers and {other} volunteers, {total} people in all.",
        f"The grant of £{total},000 is made up of £{one},000 for clubs and £{other},000 for transport.",
        f"{one} hubs plus {other} halls makes {total}.",
    ):
        (found,) = stated_total(ROW, "An action", words)
        assert bool(found.grade) == (one + other != total), words


@given(SMALL, SMALL)
def test_most_of_them_are_more_than_half(part: int, whole: int) -> None:
    assume(part <= whole)
    (most,) = stated_fractions(ROW, "An action", f"Most of them, {part} of the {whole} clubs, have places.")
    (fewer,) = stated_fractions(ROW, "An action", f"Fewer than half ({part} of the {whole}) have places.")
    assert (bool(most.grade), bool(fewer.grade)) == (2 * part <= whole, 2 * part >= whole)


@given(st.integers(1, 10), st.integers(2, 10), st.integers(0, 100))
def test_so_many_in_so_many_is_near_its_percentage(one: int, of: int, share: int) -> None:
    """Near is five points, or a tenth of it."""
    assume(one <= of)
    (found,) = stated_fractions(ROW, "An action", f"{one} in {of} ({share}%) said yes.")
    assert bool(found.grade) == (abs(share * of - 100 * one) > max(10 * one, 5 * of))


@given(st.lists(st.integers(1, 99), min_size=2, max_size=4))
def test_shares_of_one_budget_are_no_more_than_all(shares: list[int]) -> None:
    first, *others = shares
    words = f"{first}% of the budget goes on centres, {', '.join(f'{n}% on kind {k}' for k, n in zip('abc', others, strict=False))}."
    (found,) = stated_shares(ROW, "An action", words)
    assert bool(found.grade) == (sum(shares) > 100 + len(shares) / 2)


@given(MONTHS, MONTHS, st.integers(1, 60))
def test_a_stretch_is_as_long_as_its_months_with_or_without_its_last(first: date, last: date, months: int) -> None:
    apart = 12 * (last.year - first.year) + last.month - first.month
    assume(apart >= 0)
    words = f"The pilot ran for {months} months, from {wording.month(first)} to {wording.month(last)}."
    claimed = bool(list(not_so_long(ROW, "An action", words)))
    if months in (apart, apart + 1):
        assert not claimed
    elif not apart - 1 <= months <= apart + 2:
        assert claimed
