"""Protected tables against an attacker that writes out every filling: no hidden cell may be narrowed, and little is hidden."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.measures.disclosure import TOTAL, Method, Policy, Refused, Table, audit, protect
from tests.measures.attacker import POLICIES, dimension, linked, possible, single

MOST = 24  # people that the plain attacker thinks a cell may hold
SLOW = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
THOROUGH = settings(SLOW, max_examples=500)  # of one table or of two that are linked


@THOROUGH
@given(st.one_of(single(), linked()), st.sampled_from(POLICIES))
def test_no_hidden_cell_is_narrowed_below_the_protection(tables: tuple[Table, ...], policy: Policy) -> None:
    try:
        published = protect(tables, policy)
    except Refused:
        return
    assert audit(published, policy) == ()
    found = possible(published, policy, MOST)
    if found is None:
        return
    for table, cells in zip(published, found, strict=True):
        for cell, value in table.values.items():
            if value is Shorthand.HIDDEN:
                assert cells[cell][-1] - cells[cell][0] >= policy.width or cells[cell][-1] >= MOST - 2, cell


@SLOW
@given(single(most=4, counts=st.integers(5, 60)))
def test_nothing_is_hidden_where_nothing_is_small(tables: tuple[Table, ...]) -> None:
    (published,) = protect(tables)
    assert dict(published.values) == dict(tables[0].totalled)


@SLOW
@given(st.one_of(single(), linked()))
def test_every_small_count_is_hidden_and_the_same_tables_give_the_same_answer(tables: tuple[Table, ...]) -> None:
    try:
        published = protect(tables)
    except Refused:
        return
    for table, shown in zip(tables, published, strict=True):
        assert all(shown.values[cell] is Shorthand.HIDDEN for cell, n in table.totalled.items() if 1 <= n <= 4)
    assert [dict(t.values) for t in protect(tables)] == [dict(t.values) for t in published]


def test_the_audit_opens_what_only_primary_suppression_leaves() -> None:
    """One hidden cell in a row with its total: subtraction opens it, and the audit names it."""
    wards, groups = dimension("ward", 2), dimension("group", 2)
    counts = {("ward 1", "group 1"): 3, ("ward 1", "group 2"): 20, ("ward 2", "group 1"): 15, ("ward 2", "group 2"): 30}
    table = Table("by group", (wards, groups), counts)
    (published,) = protect((table,))
    naive = type(published)(
        "by group", (wards, groups), {c: Shorthand.HIDDEN if n == 3 else n for c, n in table.totalled.items()}
    )
    (opening,) = audit((naive,), Policy())
    assert (
        opening.table == "by group" and opening.cell == ("ward 1", "group 1") and (opening.low, opening.high) == (3, 3)
    )
    hidden = [c for c, v in published.values.items() if v is Shorthand.HIDDEN and TOTAL not in c]
    assert len(hidden) == 4 or len([c for c, v in published.values.items() if v is Shorthand.HIDDEN]) >= 3


def test_linked_tables_are_protected_as_one_and_rounding_shows_multiples_of_five() -> None:
    wards, groups, ages = dimension("ward", 6), dimension("group", 3), dimension("age", 2)
    one = {
        (w, g): 1 + (i * 7 + j * 5) % 17
        for i, w in enumerate(wards.categories)
        for j, g in enumerate(groups.categories)
    }
    first = Table("by group", (wards, groups), one)
    two = {}
    for w in wards.categories:
        two[w, "age 1"] = first.totalled[w, TOTAL] // 3
        two[w, "age 2"] = first.totalled[w, TOTAL] - two[w, "age 1"]
    tables = (first, Table("by age", (wards, ages), two))
    published = protect(tables)
    assert audit(published, Policy()) == ()
    for w in wards.categories:  # a ward's people are the same cell in both, shown in both or in neither
        assert published[0].values[w, TOTAL] == published[1].values[w, TOTAL]
    policy = Policy(method=Method.ROUND)
    rounded = protect(tables, policy)
    assert audit(rounded, policy) == ()
    assert all(v % 5 == 0 for t in rounded for v in t.values.values() if isinstance(v, int))


def test_a_share_says_no_more_than_its_counts() -> None:
    (published,) = protect(
        (
            Table(
                "by group",
                (dimension("ward", 1), dimension("group", 2)),
                {("ward 1", "group 1"): 2, ("ward 1", "group 2"): 3},
            ),
        )
    )
    assert published.share(("ward 1", "group 1"), ("ward 1", TOTAL)) is Shorthand.HIDDEN


def test_tables_that_count_other_people_are_refused() -> None:
    wards = dimension("ward", 1)
    tables = (
        Table("by group", (wards, dimension("group", 1)), {("ward 1", "group 1"): 9}),
        Table("by age", (wards, dimension("age", 1)), {("ward 1", "age 1"): 8}),
    )
    with pytest.raises(Refused, match="counts other people"):
        protect(tables)
