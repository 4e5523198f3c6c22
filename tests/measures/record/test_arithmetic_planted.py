"""Contradictions that the rows bear out are found untold with both sides and their places; harmless changes claim nothing."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Council, Library, Row
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import exactly, range_of
from dayops_dash.figures.record.disagreements import sums_figure
from dayops_dash.measures.record.arithmetic.checks import failed
from dayops_dash.measures.record.arithmetic.pairs import pair_sums
from dayops_dash.measures.record.arithmetic.periods import years_long
from tests.made_up import answered, risky, row, two_years
from tests.measures.record.altered import texts, with_rows
from tests.measures.record.planted import HARMLESS, REACHES, RESIDENTS, Plant, add, change, listed, new_claims, planted
from tests.measures.record.planted_apart import APART, TOGETHER_RIGHT
from tests.measures.record.planted_asked import ASKED, WELL_ASKED
from tests.measures.record.planted_counted import COUNTED, NOT_COUNTED
from tests.measures.record.planted_stated import RIGHT, STATED
from tests.measures.record.planted_told import (
    LINKED_TO_NOTHING,
    LINKED_TO_NOTHING_AND_RIGHT,
    RIGHT_TOGETHER,
    TOGETHER,
)


@pytest.mark.parametrize(
    "plant",
    (
        *REACHES,
        *STATED,
        *ASKED,
        *COUNTED,
        *LINKED_TO_NOTHING,
        *TOGETHER,
        *APART,
        *listed("yes"),
    ),
    ids=str,
)
def test_a_contradiction_reaches_sources_untold(plant: Plant) -> None:
    now = planted(plant).at()
    found = new_claims(plant, now)
    assert found
    shown = {row[0] for row in sums_figure(now).grid.rows}
    assert {title for _, title, *_ in found} <= shown
    for one in failed(now):
        papers = set(now.table("documents")["document_id"])
        assert one.printed and one.worked_out and one.locator and one.document_id in papers
        assert one.other_document_id in {"", *papers} and bool(one.other_document_id) == bool(one.other_locator)


@pytest.mark.parametrize(
    "plant",
    (
        *HARMLESS,
        *RIGHT,
        *WELL_ASKED,
        *NOT_COUNTED,
        *LINKED_TO_NOTHING_AND_RIGHT,
        *RIGHT_TOGETHER,
        *TOGETHER_RIGHT,
        *listed("no"),
    ),
    ids=str,
)
def test_of_a_harmless_change_nothing_is_said(plant: Plant) -> None:
    assert new_claims(plant) == set()


@pytest.mark.parametrize(("paper", "claims"), [("strategy-2024", True), ("progress-2026", False)])
def test_nothing_is_answered_before_it_was_asked(paper: str, claims: bool) -> None:
    """The committee asked in June 2025: a paper of 2024 cannot answer it."""
    place = {"document_id": paper, "locator": "paragraph 9", "visibility": "public", "note": ""}
    answer = {"response": "accepted", "action": "", "lead_role": "", "status": "In progress", "evidence": "", **place}
    update = {"recommendation_update_id": "early", "recommendation_id": "rec-carers", **answer}
    now = with_rows("exampleshire", {"recommendation_updates": (update,)}).at()
    titles = [s.title for s in failed(now)]
    assert any(title.endswith("answered before it was asked") for title in titles) is claims


def test_there_are_many_of_each() -> None:
    for claimed, more in (("yes", REACHES), ("no", HARMLESS)):
        names = [str(plant) for plant in (*listed(claimed), *more)]
        assert len(set(names)) >= 150


@pytest.mark.parametrize("period", ["2021/22 to 2023/24", "2020 to 2035", "2022-2027", "2021/22", "2021-22", "2009"])
def test_how_long_a_period_is_by_counting_its_years(period: str) -> None:
    """By hand: three financial years; 15 years apart, 16 with both ends; five or six; one; one or two; a year alone has no length."""
    by_hand = {
        "2021/22 to 2023/24": (3,),
        "2020 to 2035": (15, 16),
        "2022-2027": (5, 6),
        "2021/22": (1,),
        "2021-22": (1, 2),
        "2009": (),
    }
    assert years_long(period) == by_hand[period]


def test_a_total_that_a_row_states_guards_every_ward() -> None:
    """Solihull's 17 wards make 217,487 (mid-2020): with that row, no ward can be altered unseen by one in its last digit."""
    total = add("context", "wards", "residents", value="217487", as_written="217,487", **RESIDENTS)
    assert new_claims(Plant("", "solihull", (total,))) == set()
    for ward in texts("solihull", "areas")[::4]:
        moved = str(int(ward["population"]) + 1)
        assert new_claims(Plant("", "solihull", (total, change("areas", ward["area_code"], population=moved))))


def untold(slug: str) -> list[tuple[str, str, str]]:
    """Return what is found where the rows of conflicts are taken away, and not with them."""
    found = [failed(dataset.at()) for dataset in (with_rows(slug, {"conflicts": ()}), Library().dataset(slug))]
    return [(str(s.grade), s.printed, s.worked_out.partition(":")[0]) for s in found[0] if s not in found[1]]


def test_two_figures_for_one_thing_are_found_without_being_told_and_not_told_twice() -> None:
    assert untold("nottinghamshire") == [("definition", "about 1300", "about 1,400")]
    assert sorted(untold("solihull")) == [
        ("definition", "220", "260"),
        ("definition", "275", "220"),
        ("definition", "275", "260"),
    ]
    assert untold("cheshire-east") == untold("dorset") == untold("exampleshire") == []


@given(
    st.lists(st.integers(1, 9_999), min_size=1, max_size=5), st.sampled_from(list(Qualifier)), st.integers(1, 60_000)
)
def test_a_hedge_leaves_open_what_it_says_in_words(parts: list[int], hedge: Qualifier, whole: int) -> None:
    """More than 500 is any number from 500 on, at most 500 any up to it; what is said without such a word is the number."""
    by_hand = {
        Qualifier.AT_LEAST: sum(parts) >= whole,
        Qualifier.MORE_THAN: sum(parts) >= whole,
        Qualifier.AT_MOST: sum(parts) <= whole,
        Qualifier.LESS_THAN: sum(parts) <= whole,
    }
    added = sum((range_of(part, "") for part in parts), exactly(0))
    meets = added.gap(range_of(whole, hedge)) == 0
    if hedge is Qualifier.ABOUT:
        assert meets or not 0.9 * whole <= sum(parts) <= 1.1 * whole
    else:
        assert meets == by_hand.get(hedge, sum(parts) == whole)


def test_a_side_says_its_hedge_once() -> None:
    plants = {str(plant): plant for plant in listed("yes")}
    sides = {side for _, _, *both in new_claims(plants["a whole of about 700"]) for side in both}
    assert "about 700" in sides and not any("about about" in side or "about approximately" in side for side in sides)
    assert {printed for _, _, printed, _ in new_claims(plants["a strategy of over seven years"])} == {
        "over seven years"
    }


@pytest.mark.parametrize("make", [two_years, risky, answered])
def test_made_up_councils_hold_no_claim_that_is_none(make: object, tmp_path: Path) -> None:
    """Budgets on another basis, scores at the corners of a matrix, answers that change from paper to paper."""
    made = make(tmp_path)  # type: ignore[operator]
    now: Council = made.at()
    told = {(s.title.rpartition(": ")[2], s.printed) for s in failed(now)}
    expected = {("higher after controls than before", "")} if make is risky else set()
    assert {title for title, _ in told} <= {title for title, _ in expected}


QUESTION = row("survey_questions", title="Q", document_id="d", locator="l")


def answer(count: int, share: int) -> Row:
    printed = {"count": count, "share_pct": float(share), "as_written": f"{share}%"}
    return row("survey_answers", answer=str(count), document_id="d", locator="l", **printed)


@given(st.integers(1, 500), st.data())
def test_shares_worked_out_from_counts_of_one_base_always_fit(base: int, data: st.DataObject) -> None:
    counts = data.draw(st.lists(st.integers(0, base), min_size=1, max_size=12))
    rows = [answer(n, round(100 * n / base)) for n in counts]
    assert [s.grade for s in pair_sums(QUESTION, rows)] == [None]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 100)), min_size=1, max_size=5))
def test_a_base_is_found_just_where_trying_every_number_finds_one(pairs: list[tuple[int, int]]) -> None:
    """In exact fractions, over every number of people up to the most that 1% of 40 could mean."""

    def fits(base: int) -> bool:
        return all(n <= base and abs(Fraction(100 * n, base) - share) <= Fraction(1, 2) for n, share in pairs)

    unbounded = all((n == 0) == (share == 0) and share <= 0 for n, share in pairs)
    possible = unbounded or any(fits(base) for base in range(1, 8_001))
    found = [s.grade for s in pair_sums(QUESTION, [answer(*pair) for pair in pairs])]
    assert (found == [None]) == possible


def test_the_odd_one_out_is_named() -> None:
    rows = [answer(32, 65), answer(42, 61), answer(28, 57), answer(25, 51), answer(18, 37)]
    (odd,) = pair_sums(QUESTION, rows)
    assert odd.grade is ConflictGrade.CONFLICT and odd.title.startswith("Q, 42:")
    assert odd.worked_out == "the other answers fit 49 people, of whom 42 is 85.7%"
    (slip,) = pair_sums(QUESTION, [answer(32, 66), *rows[2:]])  # 65.31%
    assert slip.grade is ConflictGrade.ROUNDING and not slip.cut_off
