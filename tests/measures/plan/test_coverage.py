"""Progress reports on outstanding actions only, with parts of actions and a council's own words: nothing is said that is not so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Dataset, Library
from dayops_dash.dataset.checks import check
from dayops_dash.measures.changes.between import changes
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.plan import coverage, progress
from dayops_dash.measures.plan.status import Standing
from dayops_dash.stories import PAGES
from tests import made_up

WORDS = {
    "Fully achieved": "complete",
    "On track": "on track",
    "Slipped": "delayed",
    "Not achieved": "not achieved",
    "Superseded": "none of ours",
}
OUTSTANDING = "outstanding actions only"
SAID = {  # what each report says of each part; the first of a plan of one action with the parts a to f
    "report-1": {
        "a": "Fully achieved",
        "b": "On track",
        "c": "Slipped",
        "d": "On track",
        "e": "On track",
        "f": "Superseded",
    },
    "report-2": {"b": "Fully achieved", "c": "On track", "d": "Not achieved", "e": "Slipped"},
    "report-3": {"c": "Fully achieved", "d": "Fully achieved", "e": "On track"},
}
DAYS = {"plan": "2025-01-14", "report-1": "2025-07-15", "report-2": "2026-01-13", "report-3": "2026-07-14"}


def papers(covers: str = OUTSTANDING) -> list[made_up.Cells]:
    return [
        {
            "document_id": name,
            "title": f"Paper {name}",
            "published_on": day,
            "published_edtf": day,
            "kind": "strategy" if name == "plan" else "committee report",
            "published_basis": "stated",
            "coverage": "" if name == "plan" else covers,
        }
        for name, day in DAYS.items()
    ]


def stockton(root: Path, covers: str = OUTSTANDING) -> Dataset:
    """Return a made-up council that reports as one in the north east does."""
    plan = [made_up.intended("1", "plan", reference="1", title="Widen the choice of day opportunities")]
    plan += [
        made_up.intended(f"1{part}", "plan", parent_id="1", reference=f"1{part}", position=str(n), title=f"Part {part}")
        for n, part in enumerate("abcdef", 2)
    ]
    updates = [
        made_up.told(f"1{part}", WORDS[word].replace("none of ours", ""), paper=paper, status_as_written=word)
        | {"judged": "committee's confirmation", "progress_note": f"As the committee confirmed of {part}."}
        for paper, parts in SAID.items()
        for part, word in parts.items()
    ]
    words = [
        {"status_word_id": word.lower().replace(" ", "-"), "word": word, "stands_for": means, "document_id": "report-1"}
        for word, means in WORDS.items()
    ]
    return made_up.council(root, documents=papers(covers), intentions=plan, updates=updates, status_words=words)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    return stockton(tmp_path_factory.mktemp("stockton")).at(date(2026, 8, 1))


FALSE = (
    *("no later line", "no later report", "no published update", "no longer mentioned", "not matched by us"),
    *("neither a date nor a status", "no paper gives a status for"),
)
NOT_OF_IT = (  # lines that say what words would mean, or what is new in this product
    *("Matched to no later line: a paper stated it before", "| Unreleased |"),
    "| No update published | 0 |",
)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("day", ["2025-08-01", "2026-02-01", "2026-08-01"])
def test_no_page_has_a_false_alarm(council: Council, page: str, day: str) -> None:
    said = PAGES[page].story(council.on(date.fromisoformat(day))).markdown()
    lines = [line for line in said.splitlines() if not any(words in line for words in NOT_OF_IT)]
    assert [line for line in lines if any(words in line.lower() for words in FALSE)] == []


def test_the_folder_passes_check(tmp_path: Path) -> None:
    assert check(stockton(tmp_path).folder) == []


def test_each_part_stands_as_the_last_report_that_spoke_of_it_said(council: Council) -> None:
    lines = {line.intention_id: line for line in progress.lines(council)}
    assert {key: lines[f"1{key}"].status_as_written for key in "abcdef"} == {
        "a": "Fully achieved",
        "b": "Fully achieved",
        "c": "Fully achieved",
        "d": "Fully achieved",
        "e": "On track",
        "f": "Superseded",
    }
    assert [key for key in "abcdef" if lines[f"1{key}"].standing is Standing.COMPLETE] == list("abcd")
    assert lines["1f"].reported_status == "" and lines["1f"].reported  # a word that is none of ours is still a report


def test_not_achieved_is_a_status_and_never_complete(council: Council) -> None:
    line = next(x for x in progress.lines(council.on(date(2026, 2, 1))) if x.intention_id == "1d")
    assert (line.reported_status, line.standing) == ("not achieved", Standing.NO_DATE)


def test_a_parent_whose_parts_are_all_reported_is_reported(council: Council) -> None:
    assert coverage.parents_of_reported(council) == {"1"}
    assert progress.not_reported(council) == ()


def test_what_a_report_on_outstanding_actions_leaves_out_is_not_dropped(council: Council) -> None:
    found = changes(council.on(date(2025, 8, 1)), council)
    assert [change.key for change in found if change.kind is ChangeKind.DROPPED] == []
    assert {change.key for change in found if change.kind is ChangeKind.COMPLETED} == {"1b", "1c", "1d"}


def test_what_a_report_on_all_actions_leaves_out_is(tmp_path: Path) -> None:
    whole = stockton(tmp_path, covers="").at(date(2026, 8, 1))
    found = changes(whole.on(date(2025, 8, 1)), whole)
    assert {change.key for change in found if change.kind is ChangeKind.DROPPED} == {"1", "1f"}


def test_a_return_never_says_that_others_are_silent(tmp_path: Path) -> None:
    rows = papers("")
    rows[-1] |= {"kind": "return", "confirmed_by_role": "Head of commissioning"}
    plan = [made_up.intended("1", "plan"), made_up.intended("2", "plan", position="2")]
    update = made_up.told("1", "on track", paper="report-3")
    its = made_up.council(tmp_path, documents=[rows[0], rows[-1]], intentions=plan, updates=[update])
    shown = its.at(date(2026, 8, 1))
    assert progress.not_reported(shown) == () and coverage.latest_of_all(shown) == date(2025, 1, 14)
    assert check(its.folder) == []


def test_a_share_done_and_a_rating_are_kept_and_make_no_status(tmp_path: Path) -> None:
    update = {"complete_pct": "100", "rag_as_written": "Green", "progress_note": ""}
    row = made_up.told("1", paper="report-1") | update
    its = made_up.council(tmp_path, documents=papers(), intentions=[made_up.intended("1", "plan")], updates=[row])
    (line,) = progress.lines(its.at(date(2026, 8, 1)))
    assert (line.reported_status, line.standing) == ("", Standing.NO_DATE)
    assert (line.history[0].complete_pct, line.history[0].rag_as_written) == (100, "Green")
    assert check(its.folder) == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reported_status": "delayed"}, "stands for on track in status_words.csv"),
        ({"status_as_written": "Nearly", "reported_status": ""}, "a status for 'Nearly'"),
        ({"status_on": "2026-08-01"}, "2026-07-14 at the latest, the day of the paper"),
        ({"complete_pct": "101"}, "0 to 100"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, change: made_up.Cells, said: str) -> None:
    words = [{"status_word_id": "w", "word": "On track", "stands_for": "on track", "document_id": "plan"}]
    row = made_up.told("1", "on track", paper="report-3", status_as_written="on  Track") | change
    plan = [made_up.intended("1", "plan")]
    its = made_up.council(tmp_path, documents=papers(), intentions=plan, updates=[row], status_words=words)
    assert [said in str(problem) for problem in check(its.folder)] == [True], [*map(str, check(its.folder))]


@pytest.mark.parametrize(
    ("reference", "label"),
    [("a", "a. Widen"), ("10", "10. Widen"), ("1e(i)", "1e(i). Widen"), ("5.12.2", "Widen"), ("", "Widen")],
)
def test_a_line_is_called_by_the_plans_own_reference_and_by_no_paragraph(reference: str, label: str) -> None:
    line = progress.lines(Library().dataset("exampleshire").at())[0]
    assert replace(line, reference=reference, title="Widen").label == label
