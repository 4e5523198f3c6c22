"""How an intention stands: each row of the rules on every edge day, and what later evidence may never undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.dates import Interval, interval
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.measures.plan.progress import counts, lines
from dayops_dash.measures.plan.status import DEFINITE, Derived, LastReport, Standing, derive, standing
from dayops_dash.measures.record.facts import facts
from tests.thorough import examples

SLUGS = Library().slugs()
APRIL, SUMMER, BY_MARCH = interval("2023-04"), interval("2023-22"), interval("../2026-03-31")
FROM_SUMMER, NOTHING = interval("2023-22/.."), interval("")


def day(text: str) -> date:
    return date.fromisoformat(text)


def not_complete(reported_on: str) -> LastReport | None:
    return LastReport(False, day(reported_on)) if reported_on else None


NOT_COMPLETE = [  # due, as at, last report ("" is none), and the words
    # April 2023: E is the first, L the thirtieth
    (APRIL, "2023-03-31", "2023-03-01", Derived.NOT_YET_DUE),  # E - 1
    (APRIL, "2023-04-01", "2023-03-01", Derived.IN_DUE_PERIOD),  # E
    (APRIL, "2023-04-30", "2023-03-01", Derived.IN_DUE_PERIOD),  # L
    (APRIL, "2023-05-01", "2023-03-01", Derived.PASSED_NO_UPDATE),  # L + 1, last report before E
    (APRIL, "2023-05-01", "2023-04-30", Derived.PASSED_NO_UPDATE),  # L + 1, last report on L
    (APRIL, "2023-05-01", "2023-05-01", Derived.OVERDUE),  # L + 1, reported that day
    (APRIL, "2024-05-01", "2023-05-01", Derived.OVERDUE),  # later, last report on L + 1
    (APRIL, "2023-05-01", "", Derived.PASSED_NO_UPDATE),  # no report at all
    # a season: nothing is late before its outer end
    (SUMMER, "2023-05-31", "2023-03-13", Derived.NOT_YET_DUE),
    (SUMMER, "2023-06-01", "2023-03-13", Derived.IN_DUE_PERIOD),
    (SUMMER, "2023-08-31", "2023-03-13", Derived.IN_DUE_PERIOD),
    (SUMMER, "2023-09-01", "2023-09-01", Derived.IN_DUE_PERIOD),
    (SUMMER, "2023-09-22", "2023-09-22", Derived.IN_DUE_PERIOD),
    (SUMMER, "2023-09-23", "2023-09-22", Derived.PASSED_NO_UPDATE),
    (SUMMER, "2023-09-23", "2023-09-23", Derived.OVERDUE),
    # a deadline has no first day
    (BY_MARCH, "2026-03-30", "2023-03-13", Derived.NOT_YET_DUE),
    (BY_MARCH, "2026-03-31", "2023-03-13", Derived.IN_DUE_PERIOD),
    (BY_MARCH, "2026-04-01", "2026-03-31", Derived.PASSED_NO_UPDATE),
    (BY_MARCH, "2026-04-01", "2026-04-01", Derived.OVERDUE),
    # a start without a finish cannot be late
    (FROM_SUMMER, "2023-05-31", "2023-03-13", Derived.NOT_YET_DUE),
    (FROM_SUMMER, "2023-06-01", "2023-03-13", Derived.BEGUN_NO_UPDATE),  # last report before E
    (FROM_SUMMER, "2026-11-29", "", Derived.BEGUN_NO_UPDATE),  # no report at all
    (FROM_SUMMER, "2023-06-01", "2023-06-01", Derived.BEGUN),  # reported on E
    (FROM_SUMMER, "2099-12-31", "2099-12-31", Derived.BEGUN),
    # no date
    (NOTHING, "2023-03-13", "2023-03-13", Derived.NO_DATE),
    (NOTHING, "2023-03-13", "", Derived.NO_DATE),
]
COMPLETE = [  # due, completed, and the words
    (APRIL, "2023-01", Derived.COMPLETE_ON_TIME),
    (APRIL, "2023-04-30", Derived.COMPLETE_ON_TIME),  # ends on L
    (APRIL, "2023-04", Derived.COMPLETE_ON_TIME),
    (APRIL, "../2023-04-30", Derived.COMPLETE_ON_TIME),
    (APRIL, "2023-05-01", Derived.COMPLETE_LATE),  # starts on L + 1
    (APRIL, "2023-05", Derived.COMPLETE_LATE),
    (APRIL, "2023-05-01/..", Derived.COMPLETE_LATE),
    (APRIL, "2023-04-30/2023-05-01", Derived.COMPLETE_UNSURE),
    (APRIL, "2023", Derived.COMPLETE_UNSURE),
    (APRIL, "2023-04-30/..", Derived.COMPLETE_UNSURE),
    (APRIL, "../2023-05-01", Derived.COMPLETE_UNSURE),
    (APRIL, "", Derived.COMPLETE_UNDATED),
    (SUMMER, "2023-08-31", Derived.COMPLETE_ON_TIME),  # the inner end is used to call it on time
    (SUMMER, "2023-09-01", Derived.COMPLETE_UNSURE),
    (SUMMER, "2023-09-22", Derived.COMPLETE_UNSURE),
    (SUMMER, "2023-09-23", Derived.COMPLETE_LATE),  # the outer end to call it late
    (SUMMER, "2023-22", Derived.COMPLETE_ON_TIME),
    (BY_MARCH, "2026-03-31", Derived.COMPLETE_ON_TIME),
    (BY_MARCH, "2026-04-01", Derived.COMPLETE_LATE),
    (FROM_SUMMER, "2023-07", Derived.COMPLETE_NO_DUE),
    (NOTHING, "2023-01", Derived.COMPLETE_NO_DUE),
    (NOTHING, "", Derived.COMPLETE_UNDATED),
]


@pytest.mark.parametrize(("due", "as_at", "reported_on", "expected"), NOT_COMPLETE)
def test_what_is_not_complete(due: Interval, as_at: str, reported_on: str, expected: Derived) -> None:
    assert derive(due, DueSense.FINISH, not_complete(reported_on), day(as_at)) is expected


@pytest.mark.parametrize(("due", "completed", "expected"), COMPLETE)
def test_what_is_complete(due: Interval, completed: str, expected: Derived) -> None:
    evidence = LastReport(True, day("2026-06-30"), interval(completed))
    assert derive(due, DueSense.FINISH, evidence, day("2026-07-01")) is expected


@pytest.mark.parametrize("as_at", ["2023-03-31", "2023-04-01", "2023-04-30", "2023-05-01", "2099-01-01"])
@pytest.mark.parametrize(
    ("sense", "expected"),
    [
        (DueSense.CONDITIONAL, (Derived.CONDITIONAL_AHEAD, Derived.CONDITIONAL_PASSED)),
        (DueSense.NOT_UNDERSTOOD, (Derived.NOT_UNDERSTOOD, Derived.NOT_UNDERSTOOD)),
    ],
)
@pytest.mark.parametrize("reported_on", ["", "2023-01-01", "2099-01-01"])
def test_what_is_conditional_or_not_understood_is_never_late(
    as_at: str, sense: DueSense, expected: tuple[Derived, Derived], reported_on: str
) -> None:
    """A timescale that passes is said to have passed: it is neither "no date set" nor late."""
    evidence = not_complete(reported_on)
    assert derive(APRIL, sense, evidence, day(as_at)) is expected[day(as_at) > day("2023-04-30")]
    undated = Derived.CONDITIONAL if sense is DueSense.CONDITIONAL else Derived.NOT_UNDERSTOOD
    assert derive(NOTHING, sense, evidence, day(as_at)) is undated
    assert standing(derive(APRIL, sense, evidence, day(as_at)), passed_over=False) is not Standing.PAST


def test_a_condition_that_holds_from_a_day_on_has_no_timescale_to_pass() -> None:
    assert derive(FROM_SUMMER, DueSense.CONDITIONAL, None, day("2099-01-01")) is Derived.CONDITIONAL_BEGUN
    assert derive(FROM_SUMMER, DueSense.CONDITIONAL, None, day("2001-01-01")) is Derived.CONDITIONAL_AHEAD


@pytest.mark.parametrize("completed", ["2023-04-30", "2023-05-01", "2099"])
def test_what_is_conditional_is_not_completed_late(completed: str) -> None:
    evidence = LastReport(True, day("2099-12-31"), interval(completed))
    assert derive(APRIL, DueSense.CONDITIONAL, evidence, day("2099-12-31")) is Derived.COMPLETE_NO_DUE


@pytest.mark.parametrize(
    ("derived", "expected"),
    [
        (Derived.COMPLETE_ON_TIME, Standing.COMPLETE),
        (Derived.COMPLETE_LATE, Standing.COMPLETE),
        (Derived.COMPLETE_UNSURE, Standing.COMPLETE),
        (Derived.COMPLETE_UNDATED, Standing.COMPLETE),
        (Derived.COMPLETE_NO_DUE, Standing.COMPLETE),
        (Derived.OVERDUE, Standing.PAST),
        (Derived.PASSED_NO_UPDATE, Standing.PAST),
        (Derived.IN_DUE_PERIOD, Standing.DUE_NOW),
        (Derived.BEGUN, Standing.BEGUN),
        (Derived.BEGUN_NO_UPDATE, Standing.BEGUN),
        (Derived.NOT_YET_DUE, Standing.NOT_YET),
        (Derived.NO_DATE, Standing.NO_DATE),
        (Derived.CONDITIONAL, Standing.NO_DATE),
        (Derived.CONDITIONAL_AHEAD, Standing.CONDITIONAL),
        (Derived.CONDITIONAL_BEGUN, Standing.CONDITIONAL),
        (Derived.CONDITIONAL_PASSED, Standing.CONDITIONAL),
        (Derived.NOT_UNDERSTOOD, Standing.NO_DATE),
    ],
)
def test_each_word_is_in_one_class(derived: Derived, expected: Standing) -> None:
    assert standing(derived, passed_over=False) is expected
    assert standing(derived, passed_over=True) is Standing.NOT_REPORTED


def test_every_word_is_classed_above() -> None:
    tested = test_each_word_is_in_one_class.pytestmark[0].args[1]  # type: ignore[attr-defined]
    assert {derived for derived, _ in tested} == set(Derived)


def test_what_only_starts_is_never_overdue_whatever_end_is_typed_for_it() -> None:
    late = day("2026-07-01")
    for evidence in (None, LastReport(False, late)):
        begun = Derived.BEGUN if evidence else Derived.BEGUN_NO_UPDATE
        assert derive(APRIL, DueSense.START, evidence, late) is begun
    assert derive(APRIL, DueSense.START, LastReport(True, late, APRIL), late) is Derived.COMPLETE_NO_DUE


DAYS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
SENSES = st.sampled_from([None, *DueSense])


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    """Any interval: open at either end or both, with an outer end like a season's or without."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    outer = last + timedelta(days=draw(st.sampled_from([0, 0, 1, 22])))
    earliest = draw(st.sampled_from([first, None]))
    return draw(st.sampled_from([Interval(earliest, last, outer), Interval(earliest, None, None)]))


@st.composite
def narrowed(draw: st.DrawFn, due: Interval) -> Interval:
    """An interval that lies within ``due``."""
    low, high = due.earliest or date(2021, 1, 1), due.latest or date(2027, 12, 31)
    first, last = sorted((draw(st.dates(low, high)), draw(st.dates(low, high))))
    outer = draw(st.dates(last, due.outer_latest)) if due.outer_latest else last
    return Interval(first, last, outer)


EVIDENCE = st.none() | st.builds(LastReport, st.booleans(), DAYS, intervals())


@given(intervals(), SENSES, EVIDENCE, DAYS)
def test_on_track_is_never_derived(
    due: Interval, sense: DueSense | None, evidence: LastReport | None, as_at: date
) -> None:
    derived = derive(due, sense, evidence, as_at)
    assert "track" not in derived.casefold()
    assert derived.startswith("Complete") == bool(evidence and evidence.complete)


@given(intervals(), SENSES, EVIDENCE, DAYS)
def test_overdue_needs_a_date_gone_by_and_a_report_after_it(
    due: Interval, sense: DueSense | None, evidence: LastReport | None, as_at: date
) -> None:
    if derive(due, sense, evidence, as_at) is Derived.OVERDUE:
        assert due.outer_latest and evidence and not evidence.complete
        assert as_at > due.outer_latest and evidence.reported_on > due.outer_latest


@given(st.data(), intervals(), SENSES, EVIDENCE, DAYS, st.integers(0, 800))
def test_a_later_report_of_the_same_state_keeps_a_definite_word(
    data: st.DataObject, due: Interval, sense: DueSense | None, evidence: LastReport | None, as_at: date, later: int
) -> None:
    before = derive(due, sense, evidence, as_at)
    if evidence is None or before not in DEFINITE:
        return
    again = replace(evidence, reported_on=evidence.reported_on + timedelta(days=later))

    assert derive(due, sense, again, as_at + timedelta(days=later)) is before


@given(intervals(), SENSES, DAYS, DAYS, DAYS)
def test_overdue_work_reported_complete_afterwards_is_complete(
    due: Interval, sense: DueSense | None, reported_on: date, as_at: date, completed_on: date
) -> None:
    """A completion with its day is definite, save in the weeks between a season's inner and outer end."""
    if derive(due, sense, LastReport(False, reported_on), as_at) is not Derived.OVERDUE:
        return
    done = LastReport(True, max(as_at, completed_on), Interval.of(completed_on, completed_on))
    after = derive(due, sense, done, max(as_at, completed_on))

    loose = due.latest and due.outer_latest and due.latest < completed_on <= due.outer_latest
    assert after is Derived.COMPLETE_UNSURE if loose else after in DEFINITE


@given(st.data(), intervals(), SENSES, EVIDENCE, DAYS)
def test_a_narrower_due_date_never_undoes_overdue_late_or_complete(
    data: st.DataObject, due: Interval, sense: DueSense | None, evidence: LastReport | None, as_at: date
) -> None:
    """Late stays late and overdue overdue. Complete stays complete; on time may become late, for the date came forward."""
    before = derive(due, sense, evidence, as_at)
    narrow = data.draw(narrowed(due))
    after = derive(narrow, sense, evidence, as_at)

    if before in (Derived.OVERDUE, Derived.COMPLETE_LATE):
        assert after is before
    if before is Derived.COMPLETE_ON_TIME:
        assert after.startswith("Complete")
    if before is Derived.COMPLETE_ON_TIME and evidence and narrow.latest == narrow.outer_latest:
        on_a_day = evidence.completed.earliest == evidence.completed.latest
        assert after in DEFINITE or not on_a_day


def with_rows(dataset: Dataset, **added: list[dict[str, Any]]) -> Dataset:
    """Return a dataset with rows added to its tables; cells that are not given are empty."""
    tables = {name: dataset.table(name) for name in TABLES}
    for name, rows in added.items():
        blank = {column.name: "" for column in TABLES[name].columns}
        tables[name] = pd.concat([tables[name], pd.DataFrame([{**blank, **row} for row in rows])], ignore_index=True)
    return replace(dataset, _tables=tables)


def followed_up(*updates: dict[str, Any]) -> Dataset:
    """Return Nottinghamshire's dataset as if its committee had had another report, on 15 March 2024."""
    paper = {
        "document_id": "report-2024-03",
        "title": "Report",
        "kind": "committee report",
        "published_on": day("2024-03-15"),
    }
    rows = [
        {
            "document_id": "report-2024-03",
            "locator": "row 1",
            "reported_on": day("2024-03-15"),
            "update_id": f"u{n}",
            **update,
        }
        for n, update in enumerate(updates)
    ]
    return with_rows(Library().dataset("nottinghamshire"), documents=[paper], updates=rows)


def reported(status: str, dataset: Dataset, as_at: str) -> list[Any]:
    return [line for line in lines(dataset.at(day(as_at))) if line.reported_status == status]


def test_saying_complete_again_takes_no_completion_date_back() -> None:
    (before,) = reported("complete", followed_up(), "2023-03-13")
    again = {"intention_id": before.intention_id, "reported_status": "complete", "status_as_written": "Complete"}
    (after,) = reported("complete", followed_up(again), "2024-03-15")

    assert before.completed == interval("2023-01")
    assert (after.completed, after.derived, after.completion_test) == (
        before.completed,
        before.derived,
        before.completion_test,
    )
    assert after.reported_on == day("2024-03-15")


def test_a_later_report_turns_a_date_gone_by_into_overdue() -> None:
    """Without news it is unknown whether the work was done; a report after the date that still says ongoing makes it late."""
    due_in_april = [
        line for line in reported("ongoing", followed_up(), "2024-03-15") if line.due_as_written == "April 2023"
    ]
    assert due_in_april and {line.derived for line in due_in_april} == {Derived.PASSED_NO_UPDATE}

    again = [{"intention_id": line.intention_id, "reported_status": "ongoing"} for line in due_in_april]
    later = {line.intention_id: line for line in lines(followed_up(*again).at(day("2024-03-15")))}
    assert {later[line.intention_id].derived for line in due_in_april} == {Derived.OVERDUE}


def test_on_track_is_shown_only_as_the_council_reports_it() -> None:
    one = reported("ongoing", followed_up(), "2024-03-15")[0]
    (line,) = reported(
        "on track", followed_up({"intention_id": one.intention_id, "reported_status": "on track"}), "2024-03-15"
    )
    assert "track" not in line.derived.casefold()


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=examples(30))
@given(first=st.dates(date(2019, 1, 1), date(2027, 1, 1)), days=st.integers(0, 1500))
def test_the_view_as_at_a_day_never_sees_later_rows(slug: str, first: date, days: int) -> None:
    """Nothing in it was reported later, and what is known on one day is known on every later day."""
    dataset = Library().dataset(slug)
    then, later = dataset.at(first), dataset.at(first + timedelta(days=days))
    for name, table in TABLES.items():
        rows, more = then.table(name), later.table(name)
        known = rows["published_on" if name == "documents" else "reported_on"]
        assert all(when is None or when <= first for when in known), name
        assert list(more[table.key][more[table.key].isin(rows[table.key])]) == list(rows[table.key]), name


@pytest.mark.parametrize("slug", SLUGS)
def test_the_view_as_at_a_day_refers_to_nothing_outside_it(slug: str) -> None:
    """On the eve of each paper, on its day and before them all: every key that a row holds is of a row that is known too."""
    dataset = Library().dataset(slug)
    days = {when - timedelta(days=eve) for when in dataset.report_dates for eve in (0, 1)} | {date(1990, 1, 1)}
    for when in sorted(days):
        council = dataset.at(when)
        for name, table in TABLES.items():
            for column in (column for column in table.columns if column.refers_to):
                keys = set(council.table(column.refers_to)[TABLES[column.refers_to].key])
                assert set(council.table(name)[column.name]) - {""} <= keys, (when, name, column.name)


@pytest.mark.parametrize("slug", SLUGS)
@settings(max_examples=examples(15))
@given(when=st.dates(date(2019, 1, 1), date(2030, 1, 1)))
def test_every_line_is_in_one_class_on_any_day(slug: str, when: date) -> None:
    council = Library().dataset(slug).at(when)
    all_lines = lines(council)
    assert sum(counts(all_lines).values()) == len(all_lines) == len(council.table("intentions"))
    assert not any("track" in line.derived.casefold() for line in all_lines)
    assert all(reported_on <= when.isoformat() for reported_on in facts(council)["reported_on"])
