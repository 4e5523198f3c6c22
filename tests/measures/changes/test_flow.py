"""What continues, falls silent and is new between two days: held to the changes and to the links by plain loops."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Dataset, Library
from dayops_dash.figures.changes.plan_flow import flow_figure, flow_title
from dayops_dash.figures.plan.standing import since_words
from dayops_dash.measures.changes.between import changes, previous_report
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.changes.flow import flow
from dayops_dash.measures.plan import progress
from dayops_dash.measures.questions.evidence import date_passed, overdue
from tests import made_up

TODAY = date(2026, 11, 29)


def test_nottinghamshires_33_become_17_in_14_later_lines_and_16_are_silent() -> None:
    now = Library().dataset("nottinghamshire").at(TODAY)
    found = flow(now.on(date(2022, 4, 30)), now)
    assert (found.known, len(found.continued), len(found.silent)) == (33, 17, 16)
    assert (len(found.later), len(found.new)) == (14, 14)
    links = [row for row in now.rows("intention_links") if row.relation in ("reported as", "restated as")]
    assert set(found.later) == {row.to_intention_id for row in links if row.from_intention_id in found.continued}


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_intention_of_either_day_is_counted_once(slug: str) -> None:
    now = Library().dataset(slug).at(TODAY)
    since = previous_report(now)
    if since is None:
        return
    before = now.on(since)
    found = flow(before, now)
    known = [line.intention_id for line in progress.counted(before)]
    assert sorted((*found.continued, *found.unspoken, *found.finished, *found.dropped, *found.silent)) == sorted(known)
    assert not set(found.later) & set(found.new) and not set(found.new) & set(known)
    dropped = [c.key for c in changes(before, now) if c.kind is ChangeKind.DROPPED and c.key in known]
    never = {line.intention_id for line in progress.not_reported(now)}
    assert sorted(found.fallen) == sorted(dropped) and set(found.silent) == set(dropped) | (never & set(known))
    every = {line.intention_id for line in progress.lines(now)}
    assert every == {line.intention_id for line in progress.lines(before)} | {*found.later, *found.new}


def test_what_was_complete_before_is_not_said_to_continue() -> None:
    """Exampleshire's second report has no row of what its first calls complete, and none is needed."""
    now = Library().dataset("exampleshire").at(TODAY)
    before = now.on(date(2025, 6, 24))
    found = flow(before, now)
    rows = {row.intention_id for row in now.rows("updates") if row.document_id == "progress-2026"}
    complete = {r.intention_id for r in before.rows("updates") if r.reported_status == "complete"}
    assert set(found.finished) == complete - rows and len(found.finished) == 1
    assert set(found.continued) <= rows and len(found.continued) == 7


def test_what_a_paper_drops_is_not_said_to_continue_nor_to_be_silent(tmp_path: Path) -> None:
    plan = [made_up.intended(f"old-{n}") for n in "abc"] + [made_up.intended("new-a", "second")]
    row = {"basis": "stated", "document_id": "second"}
    descents = [
        {**row, "descent_id": "1", "from_intention_id": "old-a", "became": "carried on as", "to_intention_id": "new-a"},
        {**row, "descent_id": "2", "from_intention_id": "old-b", "became": "dropped", "reason": "Sold."},
    ]
    now = made_up.council(tmp_path, intentions=plan, descents=descents).at(date(2024, 7, 1))
    found = flow(now.on(date(2023, 7, 1)), now)
    assert (found.continued, found.later, found.dropped) == (("old-a",), ("new-a",), ("old-b",))
    assert (found.silent, found.new) == (("old-c",), ())


def test_a_day_against_itself_moves_nothing() -> None:
    now = Library().dataset("nottinghamshire").at(TODAY)
    assert not flow(now, now).moves


def a_return(root: Path) -> Dataset:
    """A plan of four actions, whose paper gives two dates, and a return that speaks of two of them and of a new one."""
    shared = {"published_basis": "stated", "areas_affected": "All", "licence": "x"}
    papers = [
        {**shared, "document_id": "first", "title": "Plan", "kind": "strategy", "published_on": "2026-01-12"},
        {**shared, "document_id": "june", "title": "June", "kind": "return", "published_on": "2026-06-30"},
        {**shared, "document_id": "sept", "title": "Sept", "kind": "return", "published_on": "2026-09-30"},
    ]
    papers = [{**row, "published_edtf": row["published_on"], "confirmed_by_role": "Head"} for row in papers]
    for row in papers[1:]:
        row["coverage"] = "some actions"
    plan = [made_up.intended(name, reference=name) for name in "abcd"] + [made_up.intended("e", "sept")]
    updates = [
        made_up.told("a", "on track", "March 2026", "2026-03", paper="first"),
        made_up.told("c", "on track", "May 2026", "2026-05", paper="first"),
        made_up.told("c", "delayed", paper="june"),
        made_up.told("a", "delayed", paper="sept"),
        made_up.told("b", "on track", paper="sept"),
    ]
    return made_up.council(root, documents=papers, intentions=plan, updates=updates)


def test_what_a_return_does_not_hold_is_not_said_to_continue_in_it(tmp_path: Path) -> None:
    now = a_return(tmp_path).at(date(2026, 10, 1))
    found = flow(now.on(date(2026, 6, 30)), now)
    assert (found.continued, found.unspoken, found.new) == (("a", "b"), ("c", "d"), ("e",))
    figure = flow_figure(now, date(2026, 6, 30), "the return of June", "the return of September")
    assert figure is not None
    assert figure.title == "2 of 4 commitments continue; 2 are not in a later paper"
    assert "In the return of September: 3 items" in figure.words
    both = flow_title(now, replace(found, unspoken=("c",), silent=("d",)))
    assert both == "2 of 4 commitments continue; 1 is not in a later paper, 1 has no later update"


def test_what_is_overdue_is_said_by_its_own_last_report_and_cited_where_it_stands(tmp_path: Path) -> None:
    now = a_return(tmp_path).at(date(2026, 10, 30))
    assert since_words(now, of_late=True) == "; last updated here between June 2026 and September 2026"
    cited = {one.key: one.places for one in date_passed(now) + overdue(now)}
    assert [paper for paper, _ in cited["c"]][-1] == "first"  # the date stands in the plan, not in the return
    assert all("due" in one.detail for one in date_passed(now) + overdue(now)) and set(cited) == {"a", "c"}


def test_when_the_others_were_updated_is_not_said_of_what_was_complete_before(tmp_path: Path) -> None:
    shared = {"published_basis": "stated", "areas_affected": "All", "licence": "x", "kind": "committee report"}
    days = {"may": "2024-05-14", "june": "2025-06-24", "sept": "2026-09-30"}
    papers = [
        {**shared, "document_id": name, "title": name, "published_on": day, "published_edtf": day}
        for name, day in days.items()
    ]
    updates = [
        made_up.told("a", "complete", paper="may"),
        made_up.told("b", "on track", "March 2027", "2027-03", paper="june"),
        made_up.told("c", "on track", "March 2027", "2027-03", paper="sept"),
    ]
    plan = [made_up.intended(name, "may", reference=name) for name in "abc"]
    now = made_up.council(tmp_path, documents=papers, intentions=plan, updates=updates).at(date(2026, 11, 30))
    assert since_words(now) == "; those not complete last updated here between June 2025 and September 2026"
    early = now.on(date(2025, 8, 1))
    assert since_words(early) == "; no update here on those not complete since June 2025"
