"""What continues, falls silent and is new between two days: held to the changes and to the links by plain loops."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.changes.between import changes, previous_report
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.changes.flow import flow
from dayops_dash.measures.plan import progress
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
    assert sorted((*found.continued, *found.finished, *found.dropped, *found.silent)) == sorted(known)
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
