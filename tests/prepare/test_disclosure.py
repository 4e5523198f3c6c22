"""Protected tables against an attacker that writes out every filling: no hidden cell may be narrowed, and little is hidden."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.disclosure.protection import (
    TOTAL,
    CountTable,
    Method,
    Policy,
    ProtectedTable,
    Refused,
    Release,
    Zeros,
    audit,
    protect,
    strictest,
)
from tests.prepare.attacker import POLICIES, dimension, known, linked, single
from tests.thorough import THOROUGH

SLOW = settings(max_examples=120 if THOROUGH else 40, deadline=None, suppress_health_check=list(HealthCheck))
LONGER = settings(SLOW, max_examples=500 if THOROUGH else 120)  # of one table or of two that are linked


@LONGER
@given(st.one_of(single(), linked()), st.sampled_from(POLICIES))
def test_no_hidden_cell_is_narrowed_below_the_protection(tables: tuple[CountTable, ...], policy: Policy) -> None:
    try:
        published = protect(tables, policy)
    except Refused:
        return
    assert audit(published, policy) == ()
    for table, bounds in zip(published, known([(published, policy)]) or (), strict=False):
        for cell, value in table.values.items():
            if value is Shorthand.HIDDEN:
                assert bounds[cell][1] - bounds[cell][0] >= policy.width, cell


@SLOW
@given(single(most=4, counts=st.integers(5, 60)))
def test_nothing_is_hidden_where_nothing_is_small(tables: tuple[CountTable, ...]) -> None:
    (published,) = protect(tables)
    assert dict(published.values) == dict(tables[0].totalled)


@SLOW
@given(st.one_of(single(), linked()))
def test_every_small_count_is_hidden_and_the_same_tables_give_the_same_answer(tables: tuple[CountTable, ...]) -> None:
    try:
        published = protect(tables)
    except Refused:
        return
    for table, shown in zip(tables, published, strict=True):
        assert all(shown.values[cell] is Shorthand.HIDDEN for cell, n in table.totalled.items() if 1 <= n <= 4)
    assert [dict(t.values) for t in protect(tables)] == [dict(t.values) for t in published]


SETTINGS = [Policy(threshold, zeros, method) for threshold in (2, 4, 5, 7) for zeros in Zeros for method in Method]
Releases = list[tuple[tuple[ProtectedTable, ...], Policy]]


def published_in_turn(tables: tuple[CountTable, ...], policies: list[Policy]) -> Releases:
    """Return the releases that are made of the same tables one after the other, each beside those before it."""
    releases: Releases = []
    for asked in policies:
        policy = strictest([asked, *(policy for _, policy in releases)])
        earlier = [Release(published, its) for published, its in releases]
        try:
            releases.append((protect(tables, policy, earlier), policy))
        except Refused:
            continue
    return releases


@SLOW
@given(st.one_of(single(), linked()), st.lists(st.sampled_from(SETTINGS), min_size=2, max_size=3))
def test_releases_of_the_same_tables_narrow_no_hidden_cell_together(
    tables: tuple[CountTable, ...], policies: list[Policy]
) -> None:
    """Suppressed and then rounded, another threshold, zeros hidden and then shown: whoever has all of them knows no more."""
    releases = published_in_turn(tables, policies)
    if not releases:
        return
    for at, cells in enumerate(known(releases) or ()):
        for cell, (least, most) in cells.items():
            widths = [policy.width for shown, policy in releases if shown[at].values[cell] is Shorthand.HIDDEN]
            assert most - least >= max(widths, default=0), cell


@SLOW
@given(st.one_of(single(), linked()), st.sampled_from(SETTINGS), st.sampled_from(SETTINGS))
def test_what_was_hidden_stays_hidden_and_what_was_shown_stays_shown(
    tables: tuple[CountTable, ...], first: Policy, second: Policy
) -> None:
    releases = published_in_turn(tables, [first, second])
    if len(releases) < 2:
        return
    for one, other in zip(releases[0][0], releases[1][0], strict=True):
        hidden = [{cell for cell, value in t.values.items() if value is Shorthand.HIDDEN} for t in (one, other)]
        assert hidden[0] == hidden[1]


@SLOW
@given(single(), st.sampled_from(SETTINGS))
def test_the_same_settings_give_the_same_tables_again(tables: tuple[CountTable, ...], policy: Policy) -> None:
    releases = published_in_turn(tables, [policy, policy])
    assert len(releases) < 2 or [dict(t.values) for t in releases[0][0]] == [dict(t.values) for t in releases[1][0]]


@SLOW
@given(st.one_of(single(), linked()), st.sampled_from(SETTINGS), st.sampled_from(SETTINGS))
def test_the_audit_finds_what_two_releases_made_apart_open(
    tables: tuple[CountTable, ...], first: Policy, second: Policy
) -> None:
    """The audit of both together agrees with who writes out every filling: what it passes is not narrow."""
    try:
        one, other = protect(tables, first), protect(tables, second)
    except Refused:
        return
    opened = {(o.table, o.cell) for o in audit(other, second, [Release(one, first)])}
    width = max(first.width, second.width)
    for at, cells in enumerate(known([(one, first), (other, second)]) or ()):
        for cell, (least, most) in cells.items():
            hides = Shorthand.HIDDEN in (one[at].values[cell], other[at].values[cell])
            shown = [(policy, release[at].values[cell]) for release, policy in ((one, first), (other, second))]
            said = [policy.behind(value) for policy, value in shown if not isinstance(value, Shorthand)]
            if hides and most - least < width and (least, most) not in said:  # else one release says just that
                assert any((table.name, cell) in opened for table in one), cell  # a ward's people stand in both


@pytest.mark.parametrize("policy", [p for p in SETTINGS if p.method is Method.ROUND])
def test_no_number_is_shown_that_the_threshold_says_is_hidden(policy: Policy) -> None:
    """With a threshold of 5 or 6, counts up to 7 would be rounded to 5."""
    shown = [policy.as_published(n) for n in range(1, 100) if not policy.small(n)]
    assert min(shown) > policy.threshold and policy.hides_to < policy.threshold + 3
    for n in range(policy.hides_to + 1, 100):
        low, high = policy.behind(policy.as_published(n))
        assert low <= n <= high and not policy.small(low)


def test_the_audit_opens_what_only_primary_suppression_leaves() -> None:
    """One hidden cell in a row with its total: subtraction opens it, and the audit names it."""
    wards, groups = dimension("ward", 2), dimension("group", 2)
    counts = {("ward 1", "group 1"): 3, ("ward 1", "group 2"): 20, ("ward 2", "group 1"): 15, ("ward 2", "group 2"): 30}
    table = CountTable("by group", (wards, groups), counts)
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
    first = CountTable("by group", (wards, groups), one)
    two = {}
    for w in wards.categories:
        two[w, "age 1"] = first.totalled[w, TOTAL] // 3
        two[w, "age 2"] = first.totalled[w, TOTAL] - two[w, "age 1"]
    tables = (first, CountTable("by age", (wards, ages), two))
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
            CountTable(
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
        CountTable("by group", (wards, dimension("group", 1)), {("ward 1", "group 1"): 9}),
        CountTable("by age", (wards, dimension("age", 1)), {("ward 1", "age 1"): 8}),
    )
    with pytest.raises(Refused, match="counts other people"):
        protect(tables)
