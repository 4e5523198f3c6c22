"""Every kind of change is made by a pair of papers that differs in that and by nothing else; two days swapped mirror."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.dates import Interval, interval
from dayops_dash.measures.changes.between import changes, passed_since_report, previous_report
from dayops_dash.measures.changes.change import OPPOSITE, ORDER, Change, ChangeKind
from dayops_dash.measures.changes.moved import moved
from tests.made_up import FIRST, SECOND, Cells, amount, council, intended, papers, risk, scored, taken_up, told
from tests.thorough import examples

BEFORE, NOW = date.fromisoformat(FIRST), date.fromisoformat(SECOND)
FAR, FURTHER = "2031-04", "2032-04"
FAR_YEAR = "2031-04-01/2032-03-31"


def between(made: Dataset, before: date = BEFORE, now: date = NOW) -> tuple[Change, ...]:
    return changes(made.at(before), made.at(now))


def dated(first: str, second: str, **cells: str) -> dict[str, list[Cells]]:
    updates = [told("a", "ongoing", edtf=first), told("a", "ongoing", edtf=second, paper="second", **cells)]
    return {"intentions": [intended("a")], "updates": updates}


def statuses(first: str, second: str) -> dict[str, list[Cells]]:
    return {"intentions": [intended("a")], "updates": [told("a", first), told("a", second, paper="second")]}


def scores(*rows: Cells) -> dict[str, list[Cells]]:
    return {"risks": [risk("r")], "risk_scores": list(rows)}


def valued(period: str, value: str, paper: str, role: str = "latest") -> Cells:
    row = {"outcome_value_id": f"{period}-{paper}", "outcome_id": "o", "role": role, "period": period, "unit": "%"}
    return {**row, "place": "here", "value": value, "document_id": paper}


OUTCOME = {
    "outcome_id": "o",
    "kind": "outcome",
    "position": "1",
    "title": "Contact",
    "direction": "not stated",
    "document_id": "first",
}
CONFLICT = {
    "conflict_id": "c",
    "title": "People",
    "grade": "conflict",
    "says": "10",
    "other_says": "12",
    "document_id": "first",
    "other_document_id": "second",
    "other_locator": "paragraph 2",
}
PAIRS: dict[ChangeKind, dict[str, list[Cells]]] = {
    ChangeKind.COMPLETED: statuses("ongoing", "complete"),
    ChangeKind.REOPENED: statuses("complete", "ongoing"),
    ChangeKind.STATUS: statuses("ongoing", "delayed"),
    ChangeKind.DROPPED: {
        "intentions": [intended("a"), intended("b")],
        "updates": [told("a", "ongoing"), told("b", "ongoing"), told("b", "ongoing", paper="second")],
    },
    ChangeKind.LATER: dated(FAR, FURTHER),
    ChangeKind.EARLIER: dated(FURTHER, FAR),
    ChangeKind.VAGUER: dated(FAR, FAR_YEAR),
    ChangeKind.FIRMER: dated(FAR_YEAR, FAR),
    ChangeKind.PASSED: dated("2024-04", "2024-04"),
    ChangeKind.RISK_UP: scores(scored("r", 2, 2), scored("r", 2, 3, paper="second")),
    ChangeKind.RISK_DOWN: scores(scored("r", 2, 3), scored("r", 2, 2, paper="second")),
    ChangeKind.RISK_SHIFTED: scores(scored("r", 2, 3), scored("r", 3, 2, paper="second")),
    ChangeKind.RISK_NEW: {"risks": [risk("r", "second")]},
    ChangeKind.OPENED: {"conflicts": [CONFLICT]},
    ChangeKind.CLOSED: {"conflicts": [{**CONFLICT, "other_document_id": "first", "settled_document_id": "second"}]},
    ChangeKind.POINT: {"conflicts": [{**CONFLICT, "grade": "definition"}]},
    ChangeKind.POINT_CLOSED: {
        "conflicts": [{**CONFLICT, "grade": "citation", "other_document_id": "first", "settled_document_id": "second"}]
    },
    ChangeKind.REVISED: {
        "spend": [amount("x", "all", 100, "2022/23"), amount("y", "all", 120, "2022/23", paper="second")]
    },
    ChangeKind.MEASURE: {
        "outcomes": [OUTCOME],
        "outcome_values": [valued("2021/22", "70", "first"), valued("2022/23", "72", "second")],
    },
    ChangeKind.TAKEN_UP: {
        "intentions": [intended("a"), intended("b", "second")],
        "intention_links": [taken_up("a", "b")],
    },
    ChangeKind.NEW: {
        "intentions": [intended("a"), intended("b", "second")],
        "updates": [told("a", "ongoing"), told("a", "ongoing", paper="second")],
    },
}
PAIRS[ChangeKind.COMPLETION] = {
    "intentions": [intended("a")],
    "updates": [
        told("a", "complete", completed_as_written="June 2022", completed_edtf="2022-06"),
        told("a", "complete", completed_as_written="1 August 2022", completed_edtf="2022-08-01", paper="second"),
    ],
}
BACKWARDS = {ChangeKind.GONE, ChangeKind.RISK_GONE, ChangeKind.PUT_BACK, ChangeKind.AHEAD, ChangeKind.AGAIN}


def test_every_kind_is_made_by_some_pair_or_seen_looking_back() -> None:
    assert set(PAIRS) | BACKWARDS == set(ChangeKind) and not set(PAIRS) & BACKWARDS
    assert all(OPPOSITE[kind] in PAIRS for kind in BACKWARDS)


@pytest.mark.parametrize("kind", PAIRS)
def test_a_pair_that_differs_in_one_thing_gives_one_change_of_its_kind(tmp_path: Path, kind: ChangeKind) -> None:
    made = council(tmp_path, **PAIRS[kind])
    (found,) = between(made)
    assert found.kind is kind
    assert kind is ChangeKind.DROPPED or found.now.words, "it says what is now"
    assert found.now.document_id in ("first", "second")
    (back,) = between(made, NOW, BEFORE)
    assert back == found.mirrored and back.kind is kind.opposite and back.mirrored == found


@pytest.mark.parametrize("kind", PAIRS)
def test_a_date_compared_with_itself_gives_nothing(tmp_path: Path, kind: ChangeKind) -> None:
    made = council(tmp_path, **PAIRS[kind])
    assert between(made, NOW, NOW) == between(made, BEFORE, BEFORE) == ()


def test_what_is_reported_complete_says_when(tmp_path: Path) -> None:
    done = {"completed_as_written": "June 2023", "completed_edtf": "2023-06"}
    updates = [told("a", "ongoing", edtf="2023-03"), told("a", "complete", paper="second", **done)]
    (found,) = between(council(tmp_path, intentions=[intended("a")], updates=updates))
    assert found.kind is ChangeKind.COMPLETED and found.now.words.startswith("complete, June 2023; due ")


def test_one_seen_again_after_a_paper_that_passed_it_over(tmp_path: Path) -> None:
    """Mentioned in the first paper and the third, not in the second."""
    shared = {"kind": "committee report", "published_basis": "stated", "areas_affected": "All"}
    days = {"first": FIRST, "second": SECOND, "third": "2025-06-01"}
    papers = [
        {**shared, "document_id": n, "title": f"Report {n}", "published_on": d, "published_edtf": d}
        for n, d in days.items()
    ]
    updates = [
        told("a", "ongoing"),
        told("b", "ongoing", paper="second"),
        told("a", "ongoing", paper="third"),
        told("b", "ongoing", paper="third"),
    ]
    made = council(tmp_path, documents=papers, intentions=[intended("a"), intended("b", "second")], updates=updates)
    (found,) = between(made, NOW, date(2025, 6, 1))
    assert (found.kind, found.key) == (ChangeKind.AGAIN, "a")


def test_what_is_said_before_and_now_with_both_places(tmp_path: Path) -> None:
    made = council(tmp_path, **dated(FAR, FURTHER))
    (found,) = between(made)
    assert (found.before.words, found.before.document_id) == (FAR, "first")
    assert (found.now.words, found.now.document_id, found.now.locator) == (FURTHER, "second", "paragraph 1")


def test_a_later_line_that_takes_up_a_dated_one_can_move_its_date(tmp_path: Path) -> None:
    made = council(
        tmp_path,
        intentions=[intended("a"), intended("b", "second")],
        updates=[told("a", edtf=FAR), told("b", "ongoing", edtf=FURTHER, paper="second")],
        intention_links=[taken_up("a", "b")],
    )
    assert [c.kind for c in between(made)] == [ChangeKind.LATER, ChangeKind.TAKEN_UP]


def test_complete_stays_complete_without_news(tmp_path: Path) -> None:
    """What was complete need not be mentioned again; what an earlier line completed is no news under a later one."""
    made = council(
        tmp_path,
        intentions=[intended("a"), intended("b"), intended("c", "second")],
        updates=[told("a", "complete"), told("b", "complete"), told("c", "complete", paper="second")],
        intention_links=[taken_up("b", "c")],
    )
    assert [c.kind for c in between(made)] == [ChangeKind.TAKEN_UP]


def test_a_condition_takes_a_date_back(tmp_path: Path) -> None:
    made = council(tmp_path, **dated(FAR, FAR, due_sense="conditional"))
    assert [c.kind for c in between(made)] == [ChangeKind.VAGUER]


def test_a_risk_that_the_next_paper_with_risks_leaves_out(tmp_path: Path) -> None:
    made = council(tmp_path, risks=[risk("r"), risk("q", "second")])
    assert {(c.kind, c.key) for c in between(made)} == {(ChangeKind.DROPPED, "r"), (ChangeKind.RISK_NEW, "q")}


def test_silence_of_a_return_of_some_officers_about_a_risk_says_nothing(tmp_path: Path) -> None:
    rows = {"risks": [risk("r"), risk("q")], "risk_scores": [scored("r", 3, 4), scored("r", 3, 2, paper="second")]}
    whole = between(council(tmp_path / "whole", **rows))
    assert (ChangeKind.DROPPED, "q") in {(c.kind, c.key) for c in whole}
    first, second = papers()
    sent = {**second, "kind": "return", "coverage": "some actions"}
    partial = between(council(tmp_path / "some", **rows, documents=[first, sent]))
    assert {c.kind for c in partial} == {ChangeKind.RISK_DOWN}


def test_the_same_figure_more_roughly_printed_is_not_revised(tmp_path: Path) -> None:
    rows = [
        amount("x", "all", 18_412_000, "2022/23", as_written="£18,412,000"),
        amount("y", "all", 18_400_000, "2022/23", paper="second", as_written="£18.4m"),
    ]
    assert between(council(tmp_path / "rough", spend=rows)) == ()
    rows[1] = amount("y", "all", 18_500_000, "2022/23", paper="second", as_written="£18.5m")
    assert [c.kind for c in between(council(tmp_path / "other", spend=rows))] == [ChangeKind.REVISED]


def test_a_sum_that_fails_only_now_is_a_disagreement(tmp_path: Path) -> None:
    rows = [
        amount("all", "all", 100, "2022/23", paper="second"),
        amount("in", "internal", 90, "2022/23", "all", "second"),
    ]
    (found,) = between(council(tmp_path, spend=rows))
    assert found.kind is ChangeKind.OPENED and "100 printed" in found.now.words


DAYS = [
    ("2023-04", "2023-05", ChangeKind.LATER),
    ("2023-05", "2023-04", ChangeKind.EARLIER),
    ("../2026-03-31", "../2026-06-30", ChangeKind.LATER),  # a deadline: no first day on either side
    ("2023-22/..", "2023-23/..", ChangeKind.LATER),  # a start: no last day on either side
    ("2023-22/..", "2023-22", ChangeKind.FIRMER),
    ("../2026-03-31", "2026-03", ChangeKind.FIRMER),
    ("2023-04", "2023-04/2023-06", ChangeKind.VAGUER),
    ("2023-04/2023-06", "2023-06", ChangeKind.FIRMER),
    ("2023-04/2023-06", "2023-05/2023-07", ChangeKind.LATER),
    ("", "2023-04", ChangeKind.FIRMER),
    ("2023-04", "", ChangeKind.VAGUER),
    ("2023-04", "2023-04", None),
]


@pytest.mark.parametrize(("old", "new", "kind"), DAYS)
def test_how_a_date_moved(old: str, new: str, kind: ChangeKind | None) -> None:
    assert moved(interval(old), interval(new)) is kind


ENDS = st.tuples(*[st.one_of(st.none(), st.dates(date(2020, 1, 1), date(2030, 1, 1)))] * 2)
INTERVALS = ENDS.filter(lambda e: not (e[0] and e[1]) or e[0] <= e[1]).map(lambda e: Interval.of(*e))


@given(INTERVALS, INTERVALS)
def test_a_date_moved_back_is_the_opposite(old: Interval, new: Interval) -> None:
    there, back = moved(old, new), moved(new, old)
    assert (there.opposite if there else None) is back
    assert (there is None) == ((old.earliest, old.latest) == (new.earliest, new.latest))


STATUSES = st.sampled_from(["", "complete", "ongoing", "delayed"])
DATES = st.sampled_from(["", "2023-04", "2024-22/..", "../2031-03-31", "2023-04-01/2024-03-31"])
TOLD = st.tuples(STATUSES, DATES).filter(any)
PAPER = st.sampled_from(["first", "second"])


@settings(max_examples=examples(40))
@given(
    st.lists(st.tuples(PAPER, st.none() | TOLD, st.none() | TOLD), min_size=1, max_size=4),
    st.sets(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=3),
)
def test_any_plan_compared_backwards_is_the_mirror(
    plan: list[tuple[str, tuple[str, str] | None, tuple[str, str] | None]], links: set[tuple[int, int]]
) -> None:
    names = {n: f"i{n}" for n in range(len(plan))}
    updates = [
        told(names[n], *said[:1], edtf=said[1], paper=paper)
        for n, (stated, *both) in enumerate(plan)
        for paper, said in zip(("first", "second"), both, strict=True)
        if said and not (paper == "first" and stated == "second")
    ]
    linked = [taken_up(names[a], names[b]) for a, b in links if a != b and a in names and b in names]
    with tempfile.TemporaryDirectory() as folder:
        made = council(
            Path(folder),
            intentions=[intended(names[n], paper) for n, (paper, *_) in enumerate(plan)],
            updates=updates,
            intention_links=linked,
        )
        there, back = between(made), between(made, NOW, BEFORE)
    assert {c.mirrored for c in there} == set(back) and len(there) == len(back)


@settings(max_examples=examples(60))
@given(
    st.sampled_from(Library().slugs()),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    st.dates(date(2020, 1, 1), date(2030, 1, 1)),
)
def test_any_two_days_of_a_real_council_mirror(slug: str, one: date, other: date) -> None:
    made = Library().dataset(slug)
    there, back = between(made, one, other), between(made, other, one)
    assert {c.mirrored for c in there} == set(back) and len(there) == len(back)
    assert bool(there) <= (one != other)
    assert [ORDER.index(c.kind) for c in there] == sorted(ORDER.index(c.kind) for c in there)


def test_nottinghamshire_strategy_against_its_report() -> None:
    made = Library().dataset("nottinghamshire")
    assert (
        previous_report(made.at(date(2026, 11, 29))) == date(2022, 4, 30)
        and previous_report(made.at(date(2022, 4, 30))) is None
    )
    found = between(made, date(2022, 4, 30), date(2023, 3, 13))
    assert sum(c.kind is ChangeKind.DROPPED for c in found) == 16
    assert [c.what[:2] for c in found if c.kind is ChangeKind.COMPLETED] == ["a."]
    people = next(c for c in found if c.key == "people-number")
    assert (people.before.words, people.now.words) == ("Approximately 1300 people", "Approximately 1,400 residents")


def test_dates_pass_since_the_latest_paper() -> None:
    """Starts pass too: one of Cheshire East's dates is one. What Dorset begins "if approved" has no date (paragraph 1.6)."""
    made = Library().dataset("solihull")
    assert passed_since_report(made.at(made.latest_news_on)) == 0
    assert passed_since_report(made.at(date(2026, 11, 29))) == 11
    assert passed_since_report(made.at(date(2023, 3, 31))) == 0  # 2022/23 ends on this day
    assert passed_since_report(made.at(date(2023, 4, 1))) == 4
    for slug, every in (("dorset", 2), ("cheshire-east", 5)):
        assert passed_since_report(Library().dataset(slug).at(date(2026, 11, 29))) == every
