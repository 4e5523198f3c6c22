"""A new council's folder passes check but for its empty tables; dates says what the reader of dates understands."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from dayops_dash.commands import PLACES, app
from dayops_dash.dataset.checks import check, examine
from dayops_dash.dataset.dates import interval, read_due
from dayops_dash.dataset.dates.explain import MEANING, explain, why_not
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.dataset.writing.new_folder import USUAL, NotMadeError, guide, make_folder, with_needed
from tests.made_up import papers


def filled(folder: Path, table: str, rows: list[dict[str, str]]) -> None:
    path = folder / TABLES[table].path
    names = next(csv.reader(io.StringIO(path.read_text("utf-8"), newline="")))
    out = io.StringIO()
    csv.DictWriter(out, names, restval="", lineterminator="\n").writerows(rows)
    path.write_text(path.read_text("utf-8") + out.getvalue(), "utf-8")


@pytest.mark.parametrize("workbook", [False, True])
def test_a_new_folder_lacks_only_its_rows(tmp_path: Path, *, workbook: bool) -> None:
    made = make_folder(tmp_path / "north-yorkshire", list(TABLES), workbook=workbook)
    assert made == list(TABLES)
    found = examine(tmp_path / "north-yorkshire")
    assert len(found.problems) == len(TABLES) and [note.column for note in found.notes] == ["contact"]
    assert {problem.found for problem in found.problems} == {"a header and no rows"}
    assert [path.name for path in tmp_path.iterdir()] == ["north-yorkshire"]


def test_rows_make_it_sound(tmp_path: Path) -> None:
    folder = tmp_path / "north-yorkshire"
    assert make_folder(folder, ["documents"]) == ["documents"]
    shared = {"locator": "title page", "visibility": "public"}
    filled(folder, "documents", [{**row, **shared} for row in papers()])
    (problem,) = check(folder)
    assert "2 rows more (2, not 0)" in str(problem) and "describe north-yorkshire" in str(problem)
    write_descriptor(folder)
    assert check(folder) == []


def test_tables_bring_those_that_their_rows_must_name() -> None:
    assert with_needed(["updates"]) == ["documents", "intentions", "updates"]
    assert with_needed([]) == ["documents"]


@pytest.mark.parametrize("name", ["North Yorkshire", "kent!", "Kent", ".kent", "a_b"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotMadeError, match="small letters and hyphens"):
        make_folder(tmp_path / name, ["documents"])
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "kent").mkdir()
    (tmp_path / "kent" / "notes.txt").write_text("mine")
    done = CliRunner().invoke(app, ["new", str(tmp_path / "kent")])
    assert done.exit_code == 2 and "is there already" in done.output
    assert (tmp_path / "kent" / "notes.txt").read_text() == "mine"
    done = CliRunner().invoke(app, ["new", str(tmp_path / "essex"), "--tables", "spends"])
    assert done.exit_code == 2 and "No table is called spends" in done.output


def test_the_guide_has_every_column_and_every_word_of_a_closed_list() -> None:
    text = guide(list(TABLES))
    for table in TABLES.values():
        assert f"## {table.name}: " in text
        for column in table.columns:
            assert f"| {column.name} | " in text and all(str(word) in text for word in column.choices)


def test_words_typed_into_a_new_workbook_stay_as_they_are(tmp_path: Path) -> None:
    make_folder(tmp_path / "kent", ["documents"], workbook=True)
    sheet = load_workbook(tmp_path / "kent" / "tables.xlsx")["documents"]
    columns = {cell.value: cell.column_letter for cell in sheet[1]}
    assert sheet.column_dimensions[columns["published_edtf"]].number_format == "@"  # else 2022-04 becomes a date
    assert sheet.column_dimensions[columns["published_on"]].number_format == "General"
    lists = {str(rule.sqref): rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert any("strategy" in formula for formula in lists.values())


# dates


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        (
            "by the end of March 2026",
            ["due_sense: deadline (", "due_edtf: ../2026-03-31", "That is: until 31 March 2026"],
        ),
        ("March 2026", ["due_edtf: 2026-03", "That is: 1 March 2026 to 31 March 2026"]),
        ("Autumn 2026", ["That is: 1 September 2026 to 30 November 2026; not called overdue before 21 December 2026"]),
        ("from April 2026", ["due_sense: start (", "That is: from 1 April 2026, no end given"]),
        ("when the new centre opens", ["due_sense: not understood", "due_edtf: leave empty", "Why: it names no day"]),
        ("perhaps by March 2026", ["Why: 'perhaps' may change the meaning."]),
        ("", ["Why: there are no words"]),
    ],
)
def test_dates_says_what_is_understood(words: str, lines: list[str]) -> None:
    done = CliRunner().invoke(app, ["dates", words])
    assert done.exit_code == 0
    for line in lines:
        assert line in done.output


@pytest.mark.parametrize("words", ["March 2026", "late 2025", "subject to funding", "Q3 2025/26", "x", "31/04/2024"])
def test_what_is_said_is_what_is_read(words: str) -> None:
    due = read_due(words)
    said = "\n".join(explain(words))
    assert f"due_sense: {due.sense} (" in said and f"due_edtf: {due.edtf or 'leave empty'}" in said
    assert ("Why: " in said) == (due.sense is DueSense.NOT_UNDERSTOOD)


def test_every_sense_is_explained_and_every_why_is_one_line() -> None:
    assert set(MEANING) == set(DueSense)
    for words in ("31/04/2024", "x " * 100, "03/04/2026 or 2027", "\u202e", "March 2026, April 2027"):
        assert "\n" not in why_not(words) and why_not(words).endswith(".")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("by Sept 25", "'Sept 25' may be day 25 of September, without its year, or September 2025."),
        ("26/12", "'26/12' may be days, a month or years."),
        ("26/27 tbc", "'tbc' may change the meaning."),
    ],
)
def test_two_figures_that_may_be_a_day_or_a_year_are_named(words: str, said: str) -> None:
    assert why_not(words).startswith(said)


GUIDE = (Path(__file__).resolve().parents[2] / "docs" / "add-a-council.md").read_text("utf-8")


def table_under(heading: str) -> list[list[str]]:
    """Return the rows of the first table below a heading of the officer's guide."""
    lines = GUIDE.partition(heading)[2].splitlines()
    first = next(place for place, line in enumerate(lines) if line.startswith("| ---"))
    rows = []
    for line in lines[first + 1 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def test_the_guides_due_dates_are_read_as_it_says() -> None:
    rows = table_under("### What a due date means")
    assert len(rows) >= 10
    for words, sense, edtf in rows:
        due = read_due(words)
        assert (due.sense, due.edtf) == (sense, edtf), words


def test_the_guides_intervals_are_intervals() -> None:
    rows = table_under("### When: dates as intervals")
    spans = {
        "the financial year 2025/26": (date(2025, 4, 1), date(2026, 3, 31)),
        "April to September 2026": (date(2026, 4, 1), date(2026, 9, 30)),
        "no later than 31 March 2026": (None, date(2026, 3, 31)),
        "from April 2026, no end given": (date(2026, 4, 1), None),
    }
    for words, edtf in rows:
        for one in edtf.split(", "):
            found = interval(one)
            assert found.earliest or found.latest
            assert words not in spans or (found.earliest, found.latest) == spans[words]


def test_the_guides_commands_and_messages_are_those_of_today(tmp_path: Path) -> None:
    named = set(re.findall(r"python -m dayops_dash ([a-z]+)", GUIDE))
    assert named <= {*PLACES}
    assert {"new", "dates", "describe", "check", "numbers", "boundaries", "areas"} == named
    made = make_folder(tmp_path / "north-yorkshire", list(USUAL), workbook=True)
    assert made == ["documents", "intentions", "updates", "spend", "people", "risks"]
