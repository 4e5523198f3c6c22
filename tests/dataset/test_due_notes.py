"""An officer may type an interval by hand: ``check`` says that it reads another, as a note, and refuses only what cannot be."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset.checks import Note, check, examine
from tests.made_up import council, intended, told


def due(root: Path, words: str, edtf: str, sense: str, kind: str = "action plan task") -> Path:
    """Return the folder of a council with one due date, typed as given."""
    update = told("one", due=words, edtf=edtf, progress_note="Begun.", due_sense=sense)
    return council(root, intentions=[intended("one", kind=kind)], updates=[update]).folder


def notes_of(folder: Path) -> list[Note]:
    examined = examine(folder)
    assert examined.problems == []
    return examined.notes


@pytest.mark.parametrize(
    ("words", "edtf", "sense"),
    [
        ("Q3 2024/25", "2024-10-01/2024-12-31", "finish within"),
        ("from 1 April 2024", "2024-04-01/..", "start"),
        ("30.09.2024", "2024-09-30", "finish"),
        ("March 2025", "2025-03", "month"),  # when the work happens, for when it is finished
        ("when it is possible to do so", "", "not understood"),
    ],
)
def test_what_we_read_ourselves_needs_no_note(words: str, edtf: str, sense: str, tmp_path: Path) -> None:
    assert notes_of(due(tmp_path, words, edtf, sense)) == []


@pytest.mark.parametrize(
    ("words", "edtf", "sense", "read"),
    [
        ("Q4 2024", "2024-10/2024-12", "finish within", "no interval"),  # the council knows which quarter it means
        ("Easter 2024", "2024-03-31", "finish", "no interval"),
        ("March 2025", "2025-03-01/2025-03-15", "finish", "2025-03"),
        ("no longer 2024/25", "2025-04-01/2026-03-31", "finish within", "no interval"),
    ],
)
def test_another_interval_is_a_note_that_says_both(
    words: str, edtf: str, sense: str, read: str, tmp_path: Path
) -> None:
    folder = due(tmp_path, words, edtf, sense)
    (note,) = notes_of(folder)

    assert (note.file, note.row, note.column, note.typed, note.read) == ("updates.csv", 2, "due_edtf", edtf, read)
    assert f"we read {read}; you say {edtf}" in str(note) and words in note.basis
    assert check(folder) == []


def test_another_sense_is_a_note(tmp_path: Path) -> None:
    (note,) = notes_of(due(tmp_path, "2024/25", "2024-04-01/2025-03-31", "conditional"))

    assert (note.column, note.typed, note.read) == ("due_sense", "conditional", "finish within")


@pytest.mark.parametrize(("words", "read"), [("March 2025", "2025-03"), ("Q3 2024/25", "2024-10-01/2024-12-31")])
def test_an_empty_interval_can_be_and_is_a_note(words: str, read: str, tmp_path: Path) -> None:
    folder = due(tmp_path, words, "", "finish")
    (note,) = notes_of(folder)

    assert (note.column, note.typed, note.read) == ("due_edtf", "an empty cell", read)
    assert "shown as having no date" in note.basis and check(folder) == []


@pytest.mark.parametrize(
    ("words", "edtf", "sense", "column"),
    [
        ("March 2025", "2025-03/2025-02", "finish", "due_edtf"),  # ends before it starts
        ("March 2025", "2025-02-30", "finish", "due_edtf"),  # no such day
        ("March 2025", "2025-03", "finished", "due_sense"),  # no such sense
        ("March 2025", "2025-03", "", "due_sense"),
        ("", "2025-03", "finish", "due_as_written"),
    ],
)
def test_what_cannot_be_or_says_nothing_is_refused(
    words: str, edtf: str, sense: str, column: str, tmp_path: Path
) -> None:
    folder = due(tmp_path, "March 2025", "2025-03", "finish")
    path = folder / "updates.csv"
    text = path.read_text("utf-8")
    assert "March 2025,2025-03,finish" in text
    path.write_text(text.replace("March 2025,2025-03,finish", f"{words},{edtf},{sense}"), "utf-8")
    examined = examine(folder)

    assert [(problem.file, problem.column) for problem in examined.problems] == [("updates.csv", column)]
    assert examined.notes == []


def test_a_problem_says_what_to_type(tmp_path: Path) -> None:
    folder = due(tmp_path, "Q3 2024/25", "", "")
    (problem,) = check(folder)

    assert "finish within" in problem.expected and "2024-10-01/2024-12-31" in problem.do


def test_the_command_prints_notes_and_exits_0(tmp_path: Path) -> None:
    folder = due(tmp_path, "Easter 2024", "2024-03-31", "finish")
    done = CliRunner().invoke(app, ["check", str(folder)])

    assert done.exit_code == 0, done.output
    assert "updates.csv, row 2, column due_edtf: note: we read no interval; you say 2024-03-31" in done.stdout
    assert done.stdout.splitlines()[-1] == "exampleton: no problems, 1 note"


def test_the_command_gives_notes_to_machines(tmp_path: Path) -> None:
    folder = due(tmp_path, "Easter 2024", "2024-03-31", "finish")
    done = CliRunner().invoke(app, ["check", str(folder), "--json"])

    (note,) = json.loads(done.stdout)["exampleton"]
    assert done.exit_code == 0
    assert note["level"] == "note" and set(note) == {"level", "file", "row", "column", "typed", "read", "basis"}
