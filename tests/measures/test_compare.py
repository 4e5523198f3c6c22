"""Comparison: who is compared, the frame of levels, and how many state a thing, by a second plain way and at the edges."""

from __future__ import annotations

import csv
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import DATA, Council, Library, Listed
from dayops_dash.dataset.vocabulary import SupportLevel
from dayops_dash.measures import compare
from dayops_dash.measures.shared import neighbours

REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")
LATER = date(2025, 1, 1)  # by which each has a paper


def councils(day: date | None = LATER) -> tuple[Council, ...]:
    return tuple(Library().dataset(slug).at(day) for slug in REAL)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_this_council_comes_first_and_no_more_than_four_are_compared() -> None:
    first, *rest = (council.dataset.listed for council in councils())
    assert neighbours.chosen(first, rest, ()) == (first, *rest)
    assert neighbours.chosen(first, rest, ("solihull",)) == (first, rest[2])
    assert neighbours.chosen(first, rest, ("solihull", "dorset")) == (
        first,
        rest[0],
        rest[2],
    )  # never in an order of size
    assert neighbours.chosen(first, rest, ("atlantis",)) == (first, *rest)
    more = [Listed(f"x-{number}", f"X {number}", f"X {number}") for number in range(9)]
    for asked in ((), ("dorset", "x-1", "x-2", "x-3", "x-4")):
        assert len(neighbours.chosen(first, [*rest, *more], asked)) == 4
    assert neighbours.chosen(first, [], ()) == (first,)


TITLES = (
    "A County Council",
    "B County Council",
    "C Council",
    "D Borough Council",
    "London Borough of E",
    "F",
    "G City Council",
)
LISTS = st.lists(
    st.builds(Listed, st.text("abc", min_size=1), st.sampled_from(TITLES), st.just(""), st.booleans()),
    max_size=9,
    unique_by=lambda each: each.slug,
)


@given(LISTS, st.sets(st.integers(0, 8)))
def test_which_of_two_is_more_like_a_council_does_not_depend_on_the_others(every: list[Listed], some: set[int]) -> None:
    """So that a table of a comparison can be made anew from the councils that were compared alone."""
    own = Listed("b", "B County Council", "B")
    others = [each for each in every if each.slug != "b"]
    few = [each for place, each in enumerate(others) if place in some]
    assert [each for each in neighbours.alike(own, others) if each in few] == list(neighbours.alike(own, few))
    shown = neighbours.chosen(own, others, ())
    assert neighbours.chosen(own, shown[1:], ()) == shown


def test_councils_of_the_same_kind_are_compared_where_nobody_has_chosen() -> None:
    own = Listed("m", "M County Council", "M")
    of_its_kind = [Listed(slug, f"{slug} County Council", slug) for slug in ("a", "z", "n")]
    others = [Listed("l", "L Council", "L"), *of_its_kind, Listed("made", "Made County Council", "Made", True)]
    assert [c.slug for c in neighbours.alike(own, others)] == ["n", "z", "a", "l", "made"]
    assert [c.slug for c in neighbours.chosen(own, others, ())] == ["m", "a", "z", "n"]


@pytest.mark.parametrize("slug", REAL)
def test_each_part_of_a_model_stands_on_its_levels_or_none_and_says_why(slug: str) -> None:
    one = next(c for c in councils() if c.slug == slug)
    rows = plain(slug, "levels")
    on = [r["level_id"] for level in SupportLevel for r in compare.at_level(one, level)]
    off = [r["level_id"] for r in compare.at_no_level(one)]
    two = [r["level_id"] for r in rows if r["other_support_level"]]
    assert sorted([*on, *off]) == sorted([*(r["level_id"] for r in rows), *two])
    assert two == (["tier-2"] if slug == "cheshire-east" else [])
    assert all(r["support_level_reason"] for r in rows)
    assert off == [r["level_id"] for r in rows if not r["support_level"]]


def test_levels_and_tiers_keep_their_order_on_the_frame() -> None:
    """Nottinghamshire numbers its levels from the lightest, Cheshire East its tiers from the heaviest."""
    for slug, back in (("nottinghamshire", False), ("cheshire-east", True)):
        rows = sorted(plain(slug, "levels"), key=lambda r: int(r["position"]), reverse=back)
        on = [list(SupportLevel).index(SupportLevel(r["support_level"])) for r in rows]
        assert on == sorted(on) and len(set(on)) == len(on)


def test_a_model_without_levels_is_told_in_words() -> None:
    found = {c.slug: compare.model_told(c) for c in councils()}
    assert [slug for slug, rows in found.items() if rows] == ["solihull"]
    assert "pyramid" in found["solihull"][0]["statement"]


def test_how_many_state_a_thing_by_a_plain_loop() -> None:
    def having(table: str, column: str, value: str = "") -> int:
        return sum(any(r[column] and value in ("", r[column]) for r in plain(slug, table)) for slug in REAL)

    every = councils()
    assert compare.how_many(every, "risks") == having("risks", "risk_id") == 2
    assert compare.how_many(every, "scores") == having("risk_scores", "risk_score_id") == 1
    assert compare.how_many(every, "status") == having("updates", "reported_status") == 1
    assert having("updates", "due_as_written") == 4 and compare.how_many(every, "dates ahead") == 0, "all have passed"
    ahead = {line.due_as_written for _, line in compare.dates_ahead(Library().dataset("exampleshire").at(LATER))}
    assert ahead == {"by the end of March 2027"}
    assert compare.how_many(every, "split") == having("spend", "part_of") == 3
    assert compare.how_many(every, "numbers") == having("outcome_values", "value") == 1
    assert compare.how_many(every, "people") == 3
    for level in SupportLevel:
        assert compare.how_many(every, level) == having("levels", "support_level", level)


def test_counts_are_of_the_latest_year_or_all_that_there_are() -> None:
    found = {c.slug: [r["value"] for r in compare.supported(c)] for c in councils()}
    assert found == {"cheshire-east": [556], "dorset": [], "nottinghamshire": [1300, 1400], "solihull": [220, 260]}


def test_savings_direct_payments_and_priorities() -> None:
    by = {c.slug: c for c in councils()}
    made_up = Library().dataset("exampleshire").at()
    paid = compare.with_direct_payment(made_up)
    assert paid and paid["value"] == 139  # a part of the latest count
    assert neighbours.counted((made_up, *by.values())) == tuple(by.values()) and neighbours.counted((made_up,)) == (
        made_up,
    )
    assert {s for s, c in by.items() if compare.savings_told(c)} == {"dorset", "nottinghamshire"}
    paid = {s: row["value"] for s, c in by.items() if (row := compare.with_direct_payment(c))}
    assert paid["solihull"] == 82 and paid["cheshire-east"] != paid["cheshire-east"] and len(paid) == 2
    assert [r["priority"] for r in compare.priorities(by["solihull"])] == ["Priority 1", "Priority 2", "Priority 3"]
    assert not any(compare.priorities(by[slug]) for slug in REAL[:3])


def test_before_a_councils_paper_it_states_nothing() -> None:
    then = councils(date(2021, 2, 2))
    assert [c.slug for c in compare.without_paper(then)] == ["dorset", "nottinghamshire", "solihull"]
    assert all(compare.how_many(then, thing) <= 1 for thing in compare.STATES)
    assert compare.without_paper(councils()) == () and not neighbours.is_made_up(then[0])
    assert all(compare.how_many(councils(date(2015, 1, 1)), thing) == 0 for thing in compare.STATES)
