"""Between two releases no sum of days or cost moves by a few people: it would be theirs."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import Method, Policy
from dayops_dash.prepare.release import together
from dayops_dash.prepare.release.earlier import Earlier
from dayops_dash.prepare.release.few import few_words, sums_of_few
from dayops_dash.prepare.release.near import NewCounts
from tests.prepare.release import quarters
from tests.prepare.release.quarters import FIRST, GROUPS, MEASURES, SECOND, THIRD, People, Person, published, told
from tests.thorough import THOROUGH

PAIRS = 2000 if THOROUGH else 300


def hidden(release: Earlier) -> set[tuple[str, str]]:
    return {key[:2] for key, value in release.amounts.items() if value is Shorthand.HIDDEN}


def everybody(group: str, number: int, first: int = 0, cost: float = 5000.0, month: str = "") -> dict[int, Person]:
    """Return people who differ in nothing but their cost and month of birth."""
    its = {day.GROUP: group, day.PROVIDER: "internal", day.DELIVERY: "direct payment"}
    return {
        first + at: Person(its, month or str(at % 12), {"days a week": 2.0, "yearly cost": cost + 10 * at})
        for at in range(number)
    }


PHYSICAL, SENSORY, LEARNING = GROUPS[day.GROUP]
START = {**everybody(PHYSICAL, 60), **everybody(SENSORY, 36, 100, 7000)}


def test_no_sum_of_any_groups_moves_by_a_few_people() -> None:
    """Three quarters of many made-up councils: whoever has all three takes each from each. Unhidden, most give somebody away."""
    unsafe = 0
    for seed in range(PAIRS):
        chance = random.Random(seed)
        people: People = quarters.some_people(chance, chance.randrange(20, 160))
        releases: list[tuple[People, Earlier]] = [(people, published(people, FIRST, []))]
        for snapshot in (SECOND, THIRD):
            moves = {
                what: chance.randrange(most)
                for what, most in (("joined", 20), ("left", 12), ("moved", 4), ("dearer", 3))
            }
            people = quarters.next_quarter(chance, people, **moves)
            new = published(people, snapshot, [one for _, one in releases])
            for earlier in releases:
                assert not told(earlier, (people, new)), seed
                unsafe += bool(told(earlier, (people, replace(new, amounts=quarters.sums(people)))))
            releases.append((people, new))
    assert unsafe > PAIRS


def test_one_person_who_joins_a_group_is_not_told_by_its_sums() -> None:
    """Twelve join and nobody leaves; of them one is of the second group, whose sum would rise by what that one costs."""
    now = {**START, **everybody(PHYSICAL, 11, 200), **everybody(SENSORY, 1, 300, 12345)}
    first = published(START, FIRST, [])
    second = published(now, SECOND, [first])
    assert not hidden(first) and hidden(second) == {(measure, day.GROUP) for measure in MEASURES}
    assert second.amounts["yearly cost", "", ""] != first.amounts["yearly cost", "", ""]


def test_two_groups_between_which_people_moved_are_looked_at_together() -> None:
    """Six move from one group to the other and one joins it: either moved by six or more, both together by one."""
    moved = {one: replace(p, its={**p.its, day.GROUP: PHYSICAL}) for one, p in everybody(SENSORY, 6, 100, 7000).items()}
    third = everybody(LEARNING, 30, 500)
    now = {**START, **third, **moved, **everybody(PHYSICAL, 1, 300, 12345), **everybody(LEARNING, 8, 600)}
    second = published(now, SECOND, [published({**START, **third}, FIRST, [])])
    assert hidden(second) == {(measure, day.GROUP) for measure in MEASURES}


def test_the_total_is_hidden_with_all_its_sums_where_few_joined_or_left() -> None:
    """Twenty moved between the groups, two joined: the total rose by what the two cost."""
    moved = {
        one: replace(p, its={**p.its, day.GROUP: PHYSICAL}) for one, p in everybody(SENSORY, 20, 100, 7000).items()
    }
    second = published({**START, **moved, **everybody(PHYSICAL, 2, 300)}, SECOND, [published(START, FIRST, [])])
    assert hidden(second) == {(measure, name) for measure in MEASURES for name in ("", *GROUPS)}


def test_the_total_is_no_way_round_where_a_group_has_nobody_any_more() -> None:
    """All of one group left and three joined the other: its sum is now the total, and was shown."""
    now = {**everybody(PHYSICAL, 60), **everybody(PHYSICAL, 3, 300, 12345)}
    second = published(now, SECOND, [published(START, FIRST, [])])
    assert ("yearly cost", "") in hidden(second) and not told((START, published(START, FIRST, [])), (now, second))


def test_what_a_hidden_quarter_leaves_open_beside_one_with_groups_is_known() -> None:
    """In the second quarter the groups are hidden, and the first has not changed since: so the total tells the second group."""
    second_people = {**START, **everybody(SENSORY, 8, 300, 9000)}
    third_people = {**second_people, **everybody(SENSORY, 1, 400, 12345), **everybody(PHYSICAL, 9, 500)}
    first, second = published(START, FIRST, []), published(second_people, SECOND, [])
    by_group = {key: Shorthand.HIDDEN if key[1] == day.GROUP else value for key, value in second.amounts.items()}
    second = replace(second, amounts=by_group)
    assert not hidden(published(third_people, THIRD, [first]))
    assert ("yearly cost", day.GROUP) in hidden(published(third_people, THIRD, [first, second]))
    assert not hidden(published(third_people, THIRD, [second]))  # alone it tells the total and nothing else


@pytest.mark.parametrize(("joined", "left", "kept"), [(60, 20, 40), (40, 40, 36), (20, 60, 40)])
def test_an_ordinary_quarter_keeps_its_sums(joined: int, left: int, kept: int) -> None:
    """Of 40 councils of 400 people. As many may join as leave: no count need rise or fall, and yet nobody's amount can be told."""
    whole = 0
    for seed in range(40):
        chance = random.Random(seed)
        people = quarters.some_people(chance, 400)
        now = quarters.next_quarter(chance, people, joined=joined, left=left, moved=2)
        its = hidden(published(now, SECOND, [published(people, FIRST, [])]))
        assert not any(not name for _, name in its)
        whole += not its
    assert whole >= kept


def test_where_nobody_changed_sums_are_shown_and_where_somebodys_did_not() -> None:
    """A group without any change stays beside one with many; one of whom somebody costs more does not."""
    first = published(START, FIRST, [])
    joined = {**START, **everybody(PHYSICAL, 12, 300)}
    assert not hidden(published(joined, SECOND, [first]))
    dearer = replace(START[100], amounts={**START[100].amounts, "yearly cost": 19_000.0})
    assert hidden(published({**joined, 100: dearer}, SECOND, [first])) == {("yearly cost", day.GROUP)}


def test_rounding_makes_a_sum_safe_only_where_neither_it_nor_a_count_moved() -> None:
    """A few pounds more are less than £1,000; one more person who costs that little is not, since the count says one more."""
    first = published(START, FIRST, [])
    joined = {**START, **everybody(PHYSICAL, 12, 300)}
    little = replace(START[100], amounts={**START[100].amounts, "yearly cost": 7001.0})
    assert not hidden(published({**joined, 100: little}, SECOND, [first]))
    cheap = Person(START[100].its, "3", {"days a week": None, "yearly cost": 1.0})
    second = published({**joined, 400: cheap}, SECOND, [first])
    assert second.amounts["yearly cost", "", ""] is not Shorthand.HIDDEN
    assert hidden(second) == {("yearly cost", day.GROUP)}
    for policy in (Policy(), Policy(method=Method.ROUND)):
        rounded = published({**joined, **everybody(SENSORY, 1, 400)}, SECOND, [first], policy)
        assert hidden(rounded) == {(measure, day.GROUP) for measure in MEASURES}


@pytest.mark.parametrize(
    ("joined", "threshold", "shown"), [(4, 2, False), (5, 2, True), (5, 4, True), (7, 7, False), (8, 7, True)]
)
def test_five_people_or_more_than_are_hidden_must_make_a_difference(joined: int, threshold: int, shown: bool) -> None:
    now = {**START, **everybody(PHYSICAL, 20, 300), **everybody(SENSORY, joined, 400)}
    second = published(now, SECOND, [published(START, FIRST, [])], Policy(threshold=threshold))
    assert (not hidden(second)) is shown


@pytest.mark.parametrize("kept", ["no months", "only people", "only what was published"])
def test_of_a_release_of_which_less_is_known_the_counts_tell(kept: str) -> None:
    """Records of before kept no month of birth, and a folder that no record knows of has its counts alone."""
    first = published(START, FIRST, [])
    if kept == "no months":
        by_group: dict[tuple[str, str, str, str], int] = {}
        for (measure, name, group, _), people in first.with_amount.items():
            by_group[measure, name, group, ""] = by_group.get((measure, name, group, ""), 0) + people
        first = replace(first, with_amount=by_group)
    else:
        first = replace(first, with_amount={})
    if kept == "only what was published":
        shown = tables.protected(first.counts, Policy())
        first = replace(first, counts=(), own_providers=None, release=replace(first.release, tables=shown))
    few = {**START, **everybody(PHYSICAL, 11, 200), **everybody(SENSORY, 1, 300, 12345)}
    assert hidden(published(few, SECOND, [first])) == {(measure, day.GROUP) for measure in MEASURES}
    many = {**START, **everybody(PHYSICAL, 11, 200), **everybody(SENSORY, 6, 300)}
    assert not hidden(published(many, SECOND, [first]))


def test_the_officer_is_told_which_sums_are_hidden_and_beside_which() -> None:
    new = quarters.counts_of(START, SECOND)
    now = {**START, **everybody(SENSORY, 1, 300)}
    people = published(now, SECOND, []).with_amount
    found = sums_of_few(quarters.sums(now), people, new, [published(START, FIRST, [])], Policy())
    assert found[("yearly cost", "")] == FIRST
    assert "All sums of yearly cost are hidden" in few_words(("yearly cost", ""), FIRST)
    assert "Sums of yearly cost by client group are hidden" in few_words(("yearly cost", day.GROUP), FIRST)
    assert "31 March 2026" in few_words(("yearly cost", ""), FIRST)


def released(people: People, snapshot: date, earlier: list[Earlier]) -> tuple[Earlier, tuple[str, ...]]:
    """Publish people as ``prepare`` does, and return the release as the record keeps it, and what the officer is told."""
    rows = quarters.rows_of(people)
    counts = tables.tables(rows, ["E05999001"])
    found = together.publish(rows, NewCounts(snapshot, f"{snapshot}", (), counts), earlier, Policy())
    amounts, with_amount = together.amounts_of(found.shown), tables.people_with_amounts(rows)
    return Earlier(snapshot, found.release, amounts, f"{snapshot}", (), counts, with_amount), found.notes


def test_the_release_hides_those_sums_and_says_why_and_the_one_before_stays_as_it_was() -> None:
    now = {**START, **everybody(PHYSICAL, 11, 200), **everybody(SENSORY, 1, 300, 12345)}
    first, _ = released(START, FIRST, [])
    second, notes = released(now, SECOND, [first])
    assert first.amounts["yearly cost", day.GROUP, SENSORY] == 258_000
    assert hidden(second) == {(measure, day.GROUP) for measure in MEASURES}
    assert not told((START, first), (now, second)) and len(notes) == 2
    assert all("by client group are hidden" in note and "31 March 2026" in note for note in notes)
    for people, one in ((START, first), (now, second)):
        again, _ = released(people, one.snapshot, [first, second])
        assert again.amounts == one.amounts and again.release == one.release
