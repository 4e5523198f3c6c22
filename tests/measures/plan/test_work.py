"""The work of a plan by quarter, by owner and by days late: worked out a second way, at every edge."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.address import Address
from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.work import Quarter, by_owner, by_quarter, days_late, quarter_of
from dayops_dash.stories import PAGES
from tests import made_up

COUNCILS = [Library().dataset(slug).at(date(2026, 11, 30), date(2026, 11, 30)) for slug in Library().slugs()]


@given(st.dates(date(1, 1, 1), date(9998, 12, 31)))
def test_a_day_is_within_its_quarter_and_the_next_begins_the_day_after(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.first <= day <= quarter.last and quarter.first.day == 1
    assert quarter.first.month in (1, 4, 7, 10) and quarter.following.first == quarter.last + timedelta(days=1)
    assert Quarter.of(quarter.last) == quarter != quarter.following


def test_a_quarter_is_called_by_its_months() -> None:
    assert [Quarter.of(date(2026, m, 28)).words for m in (1, 6, 9, 10)] == [
        "January to March 2026",
        "April to June 2026",
        "July to September 2026",
        "October to December 2026",
    ]


def council(root: Path) -> Council:
    owners = {"a": "Head", "b": "Head", "c": "Manager", "d": ""}
    return made_up.council(
        root,
        intentions=[made_up.intended(one, owner_role=owner) for one, owner in owners.items()],
        updates=[
            made_up.told("a", edtf="2025-12-31"),
            made_up.told("b", edtf="2023-07/2024-06"),
            made_up.told("c", edtf="2024-06-30"),
        ],
    ).at(date(2024, 7, 2))


def test_lines_stand_by_the_end_of_their_time_and_by_their_owner(tmp_path: Path) -> None:
    lines = progress.counted(council(tmp_path))
    quarters = {quarter and quarter.key: [x.intention_id for x in held] for quarter, held in by_quarter(lines).items()}
    assert quarters == {"2024-04": ["b", "c"], "2025-10": ["a"], None: ["d"]}
    assert [(owner, [x.intention_id for x in held]) for owner, held in by_owner(lines).items()] == [
        ("Head", ["a", "b"]),
        ("Manager", ["c"]),
        ("", ["d"]),
    ]
    assert [days_late(x, date(2024, 7, 2)) for x in lines] == [None, 2, 2, None]


@pytest.mark.parametrize("its", COUNCILS, ids=[each.slug for each in COUNCILS])
def test_every_commitment_is_in_one_group_of_each_and_only_what_is_overdue_is_late(its: Council) -> None:
    lines = progress.counted(its)
    for groups in (by_quarter(lines), by_owner(lines)):
        assert sorted(x.intention_id for held in groups.values() for x in held) == sorted(x.intention_id for x in lines)
    for line in lines:
        late = days_late(line, its.as_at)
        is_exact = line.standing is Standing.PAST and line.due_sense != DueSense.VAGUE
        assert (late is not None and late > 0) == is_exact
        assert (quarter_of(line) is None) == (not line.dated)


@pytest.mark.parametrize("its", COUNCILS, ids=[each.slug for each in COUNCILS])
@pytest.mark.parametrize(("view", "name"), [("quarters", "by-quarter"), ("owners", "by-owner")])
def test_each_group_of_squares_opens_the_plan_of_just_that_group(its: Council, view: str, name: str) -> None:
    figure = next(
        f for f in PAGES["progress"].at_address(its, Address.of({"view": view})).figures if f.figure_id == name
    )
    assert figure.units and figure.units.number == len(progress.counted(its))
    for group in figure.units.groups:
        plan = PAGES["progress"].at_address(its, Address.of(dict(group.link.choices))).figures[0]
        assert plan.figure_id == "action-plan"
        assert sorted(str(row[0]) for row in plan.grid.rows) == sorted(unit.name for unit in group.units)


def test_one_owners_page_speaks_of_that_owner_alone() -> None:
    its = next(each for each in COUNCILS if each.slug == "exampleshire")
    story = PAGES["progress"].at_address(its, Address.of({"owner": "Head of property", "view": "actions"}))
    assert story.answer == "Head of property. Today, 30 November 2026, the one commitment is overdue."
    assert [row[0] for row in story.figures[0].grid.rows] == ["4. Rebuild the southern day centre as a hub"]
    late = story.figures[0].grid.only(["days_late"]).rows
    assert late == ((69,),)  # from 22 September, the last day of summer
