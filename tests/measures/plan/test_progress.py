"""Lines of the plan: reported, derived and unknown kept apart; what later papers take up; what lies ahead."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import DATA, Library
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.status import Derived, Standing

COUNCILS = Library().slugs()
DAYS = st.dates(date(2021, 1, 1), date(2030, 12, 31))


@given(slug=st.sampled_from(COUNCILS), day=DAYS)
def test_every_line_is_in_one_class_and_the_classes_add_up(slug: str, day: date) -> None:
    council = Library().dataset(slug).at(day)
    counted = progress.counted(council)
    assert sum(progress.counts(counted).values()) == len(counted)
    assert set(progress.followed(council)) <= set(counted)
    assert len({line.intention_id for line in progress.lines(council)}) == len(progress.lines(council))


@given(slug=st.sampled_from(COUNCILS), day=DAYS)
def test_nothing_is_seen_before_it_was_reported(slug: str, day: date) -> None:
    for line in progress.lines(Library().dataset(slug).at(day)):
        assert all(said.reported_on is None or said.reported_on <= day for said in line.history)
        assert line.days_since_evidence is None or line.days_since_evidence >= 0
        assert bool(line.reported_status) == (line.days_since_evidence is not None)


@given(slug=st.sampled_from(COUNCILS), day=DAYS, later=st.integers(1, 2000))
def test_time_alone_never_completes_anything_nor_brings_a_date_back(slug: str, day: date, later: int) -> None:
    dataset = Library().dataset(slug)
    day = max(day, dataset.latest_news_on or day)  # after the last paper, so that only time passes
    before = {x.intention_id: x for x in progress.lines(dataset.at(day))}
    for line in progress.lines(dataset.at(day + timedelta(days=later))):
        old = before[line.intention_id]
        assert (line.standing is Standing.COMPLETE) == (old.standing is Standing.COMPLETE)
        if old.standing is Standing.PAST:
            assert line.standing is Standing.PAST
        if line.derived is Derived.OVERDUE:  # only a paper that reports after the date can say so, and none has since
            assert old.derived is Derived.OVERDUE


def test_before_the_report_the_strategy_stands_alone() -> None:
    early = Library().dataset("nottinghamshire").at(date(2022, 4, 30))
    lines = progress.lines(early)
    assert len(lines) == 33 and not progress.reports_status(early) and not progress.followed(early)
    assert {line.standing for line in lines} == {Standing.NO_DATE}
    assert all(not line.taken_up_as for line in lines)


def test_what_the_report_takes_up_is_counted_there_and_the_rest_is_passed_over() -> None:
    now = Library().dataset("nottinghamshire").at()
    links = now.table("intention_links")
    taken = set(links[links["relation"].isin(["reported as", "restated as"])]["from_intention_id"])
    strategy = [line for line in progress.lines(now) if line.document_id == "strategy-2022"]
    silent = {line.intention_id for line in progress.not_reported(now)}
    assert silent == {line.intention_id for line in strategy} - taken
    assert not silent & {line.intention_id for line in progress.counted(now) if line.followed}


DATED = {"solihull": 11, "dorset": 2, "cheshire-east": 5}


@pytest.mark.parametrize("slug", DATED)
def test_how_many_have_a_date_is_the_papers(slug: str) -> None:
    """Counted by hand in the papers, and by a plain loop over the files: a condition without a day is no date."""
    with (DATA / slug / "updates.csv").open(encoding="utf-8", newline="") as lines:
        loop = {row["intention_id"] for row in csv.DictReader(lines) if row["due_edtf"]}
    now = Library().dataset(slug).at(date(2026, 11, 29))
    assert {line.intention_id for line in progress.dated(now)} == loop and len(loop) == DATED[slug]
    assert len(progress.passed(now, now.as_at)) == DATED[slug], "all have passed, starts too"
    assert not progress.next_dates(now)


@given(slug=st.sampled_from(COUNCILS), day=DAYS)
def test_a_date_lies_ahead_or_has_passed(slug: str, day: date) -> None:
    council = Library().dataset(slug).at(day)
    open_ = {line.intention_id for line in progress.dated(council) if line.standing is not Standing.COMPLETE}
    ahead = {line.intention_id for _, line in progress.next_dates(council)}
    passed = {line.intention_id for line in progress.passed(council, day)}
    assert ahead | passed == open_ and not ahead & passed


def test_what_needs_attention_comes_first() -> None:
    later = Library().dataset("nottinghamshire").at(date(2026, 1, 31))
    order = [line.standing for line in sorted(progress.counted(later), key=progress.attention)]
    assert order[0] is Standing.PAST and order[-1] is Standing.COMPLETE
    classes = [
        Standing.PAST,
        Standing.DUE_NOW,
        Standing.BEGUN,
        Standing.NOT_YET,
        Standing.CONDITIONAL,
        Standing.NO_DATE,
        Standing.NOT_REPORTED,
        Standing.COMPLETE,
    ]
    assert order == sorted(order, key=classes.index)


@pytest.mark.parametrize("slug", COUNCILS)
def test_a_chain_of_dependencies_ends(slug: str) -> None:
    waits = {line.intention_id: line.depends_on for line in progress.lines(Library().dataset(slug).at())}
    for start in waits:
        seen, todo = set(), list(waits[start])
        while todo:
            at = todo.pop()
            assert at != start, f"{start} waits for itself"
            if at not in seen:
                seen.add(at)
                todo += waits.get(at, ())
