"""The command asks once, keeps the answers, writes a draft, and never publishes or prints what it should not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dayops_dash import commands, publish_commands, returns_commands
from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import FILE, PEOPLE, load_answers
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.publishing.store import shown_version
from tests.desk.imports.trackers import HEAD, ROLE, copy_of, fill, workbook
from tests.desk.workbooks import saved

HUB = "Rebuild the southern day centre as a hub"
ROWS = [
    ("Action tracker",),
    (),
    HEAD,
    (4, HUB, "Jane Smith", "Slipped", "31/03/2027", "Jane Smith met the builder."),
    (9, "Train people who use services as quality checkers", "Quality manager", None, "", ""),
]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_of(DATA / "exampleshire", tmp_path)
    for module in (returns_commands, publish_commands):
        monkeypatch.setattr(module, "DATA", folder.parent)
    return folder


@pytest.fixture
def tracker(tmp_path: Path) -> Path:
    book = workbook(ROWS)
    fill(book["Tracker"], "D5")
    path = tmp_path / "Jane's tracker.xlsx"
    path.write_bytes(saved(book))
    return path


def run(*words: object, typed: str | None = None) -> Result:
    return CliRunner().invoke(commands.app, ["import", "exampleshire", *map(str, words)], input=typed)


DAY = ("--as-of", "2026-09-30", "--confirmed-by", ROLE)


def test_it_asks_once_and_writes_a_draft(home: Path, tracker: Path, tmp_path: Path) -> None:
    before = content_of(home)
    done = run(tracker, *DAY, "--out", tmp_path / "q2", typed="y\ndelayed\nOn track\nHead of property\n")
    assert done.exit_code == 0, done.output
    for line in (
        "row 3 names the columns; 2 rows below it: actions",
        "D  Status: status (its heading)    Slipped · [green (#00B050)]",
        "“Slipped” (1 cell) stands for",
        "green (#00B050) (1 cell), as a status, is",
        "Nothing is left to decide.",
    ):
        assert line in done.output, done.output
    assert content_of(home) == before  # publishing is the one door
    assert not check(tmp_path / "q2")
    assert not any(b"Jane" in path.read_bytes() for path in (tmp_path / "q2").glob("*.csv"))
    answers = load_answers(home)
    assert (answers.status_words, answers.people) == ({"Slipped": "delayed"}, {"Jane Smith": "Head of property"})
    assert answers.trackers[0].rows == {}  # a draft may be thrown away
    again = run(tracker, *DAY, "--out", tmp_path / "q3", typed="")
    assert again.exit_code == 0 and "Is this right" not in again.output and "stands for (" not in again.output
    assert (tmp_path / "q3" / "updates.csv").read_bytes() == (tmp_path / "q2" / "updates.csv").read_bytes()
    words = ["publish", "exampleshire", "--from", str(tmp_path / "q2"), "--because", "Q2", "--yes"]
    done = CliRunner().invoke(commands.app, words)
    assert done.exit_code == 0, done.output
    answered = load_answers(home).trackers[0]
    assert (answered.rows, answered.version) == ({"4": "south-hub", "9": "quality-checkers"}, shown_version(home))


def test_what_is_left_for_later_is_listed_and_not_taken(home: Path, tracker: Path, tmp_path: Path) -> None:
    done = run(tracker, *DAY, "--out", tmp_path / "q2", "--yes")
    assert done.exit_code == 0, done.output
    for line in (
        "the word for status “Slipped” (1 cell)",
        "green (#00B050) as a status",
        "the role of “Jane Smith”",
        PEOPLE,
    ):
        assert line in done.output
    updates = (tmp_path / "q2" / "updates.csv").read_text("utf-8")
    assert "Slipped" not in updates and "builder" not in updates and "31 March 2027" in updates
    assert not (home / PEOPLE).exists() and "Jane" not in (home / FILE).read_text("utf-8")


def test_columns_are_corrected_by_their_letter(home: Path, tracker: Path) -> None:
    typed = "n\nF\nwhat is next\nZ\nE\nnonsense\nnot read\n\n\n\n\n"
    done = run(tracker, *DAY, typed=typed)
    assert done.exit_code == 0, done.output
    assert "There is no column Z." in done.output and "Choose one of" in done.output
    columns = load_answers(home).trackers[0].columns
    assert (columns["Progress update"], columns["Due date"]) == (TrackerField.NEXT, TrackerField.NOT_READ)


def test_a_number_for_a_status_is_given_the_councils_word(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "scale.xlsx"
    path.write_bytes(
        saved(
            workbook(
                [HEAD, (4, HUB, "", 1, "", ""), (9, "Train people who use services as quality checkers", "", 3, "", "")]
            )
        )
    )
    typed = "y\nFully achieved = complete\nSlipped = late\nSlipped = delayed\n"
    done = run(path, *DAY, "--out", tmp_path / "q2", typed=typed)
    assert done.exit_code == 0, done.output
    assert load_answers(home).status_words == {
        "1": "Fully achieved", "Fully achieved": "complete", "3": "Slipped", "Slipped": "delayed",
    }  # fmt: skip
    updates = (tmp_path / "q2" / "updates.csv").read_text("utf-8")
    assert "south-hub,complete,Fully achieved," in updates and "quality-checkers,delayed,Slipped," in updates
    assert not check(tmp_path / "q2")


def test_one_of_several_sheets_is_chosen(home: Path, tmp_path: Path) -> None:
    book = workbook(ROWS, ROWS, [["Notes"]], titles=("Quarter 1", "Quarter 2", "Notes"))
    path = tmp_path / "both.xlsx"
    path.write_bytes(saved(book))
    assert "Say which with --sheet" in run(path, *DAY, "--yes").output
    assert run(path, *DAY, "--yes", "--sheet", "Quarter 2").exit_code == 0
    assert "It has: Quarter 1, Quarter 2, Notes" in run(path, "--sheet", "Q").output
    assert "no row was found that names the columns" in run(path, "--sheet", "Notes").output
    chosen = run(path, *DAY, typed="Quarter 9\nquarter 1\ny\n\n\n\n")
    assert chosen.exit_code == 0, chosen.output


def test_files_and_orders_that_make_no_sense_are_refused_in_words(home: Path, tracker: Path, tmp_path: Path) -> None:
    for words, told in (
        ((tmp_path / "none.xlsx",), "there is no such file"),
        ((tracker, "--paper", "x", "--as-of", "2026-09-30"), "Give one of --paper and --as-of"),
        ((tracker, "--paper", "no-such-paper"), "No paper is called"),
    ):
        done = run(*words)
        assert done.exit_code != 0 and told in done.output
        assert "Traceback" not in done.output
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "x").write_text("x")
    done = run(tracker, *DAY, "--yes", "--out", tmp_path / "full")
    assert done.exit_code == 1 and (tmp_path / "full" / "x").read_text() == "x"
    assert not (home / FILE).exists()


def test_a_tracker_may_belong_to_a_paper(home: Path, tracker: Path, tmp_path: Path) -> None:
    done = run(
        tracker, "--paper", "progress-2026", "--out", tmp_path / "q", typed="y\ndelayed\nOn track\nHead of property\n"
    )
    assert done.exit_code == 0, done.output
    assert not check(tmp_path / "q")
    assert set(published(home).rows("documents")) == {"progress-2026", *published(home).rows("documents")}
    assert b"tracker-" not in (tmp_path / "q" / "documents.csv").read_bytes()
