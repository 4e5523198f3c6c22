"""Decisions as they are kept: a line each, whole or not at all, of several officers at once, and in the tables once these are asked for."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from dayops_dash.desk.at_publication import settle_draft
from dayops_dash.desk.draft import note_decision, note_reopened, settle, write_draft
from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import Choice, ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import FILE, MADE, load_reading
from tests.desk.returned import read, workbook
from tests.desk.workbooks import filled_in

NOTES = {"What was done": "Priced again", "What is next": "Ask the committee", "Percent complete": 40}


@pytest.fixture
def draft(home: Path, tmp_path: Path) -> Path:
    """A draft of a return with several values of each action."""
    rows = {key: {**NOTES, "Status": "Delayed"} for key in published(home).rows("intentions")}
    write_draft(home, read(home, sent=filled_in(workbook(home), rows)), tmp_path / "draft")
    return tmp_path / "draft"


def kept(folder: Path) -> dict[int, Choice]:
    return {one.number: one.decision.choice for one in load_reading(folder).proposals if one.decision}


def test_a_decision_adds_one_line_and_the_tables_have_it_once_they_are_asked_for(home: Path, draft: Path) -> None:
    before = {path.name: path.read_bytes() for path in draft.iterdir() if path.is_file()}
    note_decision(home, draft, 1, Choice.PUBLISHED, by="Officer")
    after = {path.name: path.read_bytes() for path in draft.iterdir() if path.is_file()}
    assert {name for name in after if after[name] != before.get(name)} == {MADE}
    settle_draft(home, draft)
    assert (draft / "updates.csv").read_bytes() != before["updates.csv"] and not (draft / MADE).exists()
    assert kept(draft) == {1: Choice.PUBLISHED}
    note_reopened(home, draft, 1)
    settle(home, draft)
    assert (draft / "updates.csv").read_bytes() == before["updates.csv"]


def test_a_process_that_ends_at_any_moment_loses_nothing_that_was_answered(home: Path, draft: Path) -> None:
    note_decision(home, draft, 1, Choice.PUBLISHED)
    whole = (draft / MADE).read_bytes()
    note_decision(home, draft, 2, Choice.PUBLISHED)
    line = (draft / MADE).read_bytes()[len(whole) :]
    for end in range(len(line)):
        (draft / MADE).write_bytes(whole + line[:end])
        assert kept(draft) == {1: Choice.PUBLISHED}
    note_decision(home, draft, 3, Choice.PUBLISHED)  # after a line that was not ended
    assert kept(draft) == {1: Choice.PUBLISHED, 3: Choice.PUBLISHED}
    lines = (draft / MADE).read_bytes()
    settled = settle(home, draft)
    (draft / MADE).write_bytes(lines)  # ended between the proposals and taking the lines away
    assert load_reading(draft) == settled


def test_officers_who_decide_at_once_all_keep_their_decisions(home: Path, draft: Path) -> None:
    numbers = [one.number for one in load_reading(draft).proposals][:24]

    def decide(number: int) -> None:
        note_decision(home, draft, number, Choice.PUBLISHED, by=f"Officer {number % 2}")
        if number % 5 == 0:
            settle(home, draft)

    with ThreadPoolExecutor(6) as officers:
        list(officers.map(decide, numbers))
    assert kept(draft) == dict.fromkeys(numbers, Choice.PUBLISHED)


def test_each_proposal_stands_in_exactly_one_tab(home: Path, draft: Path, tmp_path: Path) -> None:
    sent = {"south-hub": {"Status": "Nearly there", "Help needed": "A lawyer", "What was done": "Priced again"}}
    folder = tmp_path / "one"
    write_draft(home, read(home, sent=filled_in(workbook(home), sent)), folder)
    note_decision(home, folder, 2, Choice.PUBLISHED)
    for reading in (load_reading(draft), load_reading(folder)):
        numbers = sorted(one.number for own in reading.tabs.values() for one in own)
        assert numbers == [one.number for one in reading.proposals]
    tabs: ReturnsReading = load_reading(folder)
    assert {tab.value: len(own) for tab, own in tabs.tabs.items()} == {"left": 1, "taken": 0, "out": 2, "same": 0}
    assert tabs.tabs["left"][0].state is ProposalState.UNREADABLE  # type: ignore[index]


def test_a_draft_that_was_copied_keeps_what_was_decided(home: Path, draft: Path, tmp_path: Path) -> None:
    note_decision(home, draft, 1, Choice.PUBLISHED)
    shutil.copytree(draft, tmp_path / "copy")
    assert kept(tmp_path / "copy") == {1: Choice.PUBLISHED} and (tmp_path / "copy" / FILE).is_file()
