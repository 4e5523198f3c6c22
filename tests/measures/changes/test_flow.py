"""What continues, falls silent and is new between two days: held to the changes and to the links by plain loops."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Library
from dayops_dash.measures.changes.between import changes, previous_report
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.changes.flow import flow
from dayops_dash.measures.plan import progress

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
    known = [line.intention_id for line in progress.lines(before)]
    assert sorted((*found.continued, *found.silent)) == sorted(known)
    assert not set(found.later) & set(found.new) and not set(found.new) & set(known)
    dropped = [c.key for c in changes(before, now) if c.kind is ChangeKind.DROPPED and c.key in known]
    assert sorted(found.silent) == sorted(dropped)
    every = {line.intention_id for line in progress.lines(now)}
    assert every == {*known, *found.later, *found.new}


def test_a_day_against_itself_moves_nothing() -> None:
    now = Library().dataset("nottinghamshire").at(TODAY)
    assert not flow(now, now).moves
