"""A dataset may be one workbook with a sheet for each table: the same tables, and what a spreadsheet changed is refused."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.checks import check, examine
from dayops_dash.dataset.files.workbook import read_book
from dayops_dash.dataset.package import DESCRIPTOR, files_of, write_descriptor
from dayops_dash.dataset.tables import TABLES

TYPES: dict[str, Callable[[str], Any]] = {"number": float, "integer": int, "date": date.fromisoformat, "string": str}


def as_workbook(tmp_path: Path, slug: str) -> Path:
    """Return a shipped council as a folder with one workbook: numbers as numbers, days as days, words as words."""
    folder = tmp_path / slug
    folder.mkdir(parents=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, table in TABLES.items():
        if not (DATA / slug / table.path).exists():
            continue
        sheet = book.create_sheet(name)
        header, *rows = csv.reader(io.StringIO((DATA / slug / table.path).read_text("utf-8"), newline=""))
        sheet.append(header)
        for row in rows:
            pairs = zip(table.columns, row, strict=True)
            sheet.append([TYPES[column.kind](cell) if cell else None for column, cell in pairs])
    book.save(folder / "tables.xlsx")
    (folder / DESCRIPTOR).write_bytes((DATA / slug / DESCRIPTOR).read_bytes())
    write_descriptor(folder)
    return folder


def edited(folder: Path, change: Callable[[Any], object]) -> None:
    book = load_workbook(folder / "tables.xlsx")
    change(book)
    book.save(folder / "tables.xlsx")
    write_descriptor(folder) if not read_book((folder / "tables.xlsx").read_bytes(), "").faults else None


@pytest.mark.parametrize("slug", ["dorset", "exampleshire"])
def test_a_workbook_gives_the_same_tables_as_its_csv_files(tmp_path: Path, slug: str) -> None:
    folder = as_workbook(tmp_path, slug)
    assert check(folder) == []
    read, right = Library(tmp_path).dataset(slug), Library().dataset(slug)
    for name in TABLES:
        assert read.table(name).equals(right.table(name)), name
    if slug == "dorset":  # no number of it is typed with noughts at its end, which a workbook does not keep
        assert files_of(folder) == files_of(DATA / slug)  # what is published is CSV, with the hashes of that
        assert read.version == right.version


@pytest.mark.parametrize(
    ("sheet", "cell", "value", "says"),
    [
        ("levels", "D2", "one", "found 'one'; expected a whole number"),
        ("levels", "F2", datetime(2022, 4, 1), "which may have been typed as 2022-04-01 or as April 2022"),
        ("levels", "L2", 4.1, "which may have been typed as 4.1 or as 4.10"),
        ("levels", "A1", "level", "Did you mean level_id?"),
    ],
)
def test_a_cell_is_named_by_its_sheet(tmp_path: Path, sheet: str, cell: str, value: object, says: str) -> None:
    folder = as_workbook(tmp_path, "dorset")
    edited(folder, lambda book: setattr(book[sheet][cell], "value", value))
    told = [str(problem) for problem in check(folder)]
    assert any(line.startswith(f"tables.xlsx, sheet {sheet}, row {cell[1:]}") and says in line for line in told), told


def test_a_formula_without_its_value_is_no_empty_cell(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    edited(folder, lambda book: setattr(book["levels"]["D2"], "value", "=1+1"))
    told = [str(problem) for problem in check(folder)]
    assert any("row 2, column position: found a formula without its value" in line for line in told), told


def test_a_percentage_counts_as_it_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey_answers"
    sheet.append(["survey_answer_id", "share_pct"])
    sheet.append(["a", 0.68])
    sheet["B2"].number_format = "0%"
    out = io.BytesIO()
    book.save(out)
    assert read_book(out.getvalue(), "x.xlsx").files["survey_answers.csv"] == b"survey_answer_id,share_pct\na,68\n"


def test_sheets_are_named_as_tables(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    edited(folder, lambda book: (setattr(book["levels"], "title", "Levels "), book.create_sheet("Working")))
    found = examine(folder)
    assert any("Did you mean levels? Rename the sheet." in str(problem) for problem in found.problems)
    assert any(note.file == "tables.xlsx, sheet Working" for note in found.notes)


def test_a_sheet_that_is_gone_and_an_edited_workbook_are_told(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    book = load_workbook(folder / "tables.xlsx")
    book.remove(book["spend"])
    book["levels"]["E2"] = "Another title"
    book.save(folder / "tables.xlsx")
    told = [str(problem) for problem in check(folder)]
    assert any(line.startswith("tables.xlsx, sheet spend: found no such sheet") for line in told), told
    write_descriptor(folder)
    edited_again = load_workbook(folder / "tables.xlsx")
    edited_again["levels"]["E2"] = "Hub"
    edited_again.save(folder / "tables.xlsx")
    told = [str(problem) for problem in check(folder)]
    assert len(told) == 1 and told[0].startswith("tables.xlsx: found other content than"), told


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.99])
def test_a_workbook_that_is_cut_short_is_named(tmp_path: Path, cut: float) -> None:
    folder = as_workbook(tmp_path, "dorset")
    content = (folder / "tables.xlsx").read_bytes()
    (folder / "tables.xlsx").write_bytes(content[: int(len(content) * cut)])
    problems = check(folder)
    assert [problem.file for problem in problems] == ["tables.xlsx"], [str(p) for p in problems]
    with pytest.raises(DatasetError):
        files_of(folder)


def test_a_damaged_part_is_named(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    with zipfile.ZipFile(folder / "tables.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(folder / "tables.xlsx", "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content[:50] if name.endswith("sheet1.xml") else content)
    assert {problem.file for problem in check(folder)} == {"tables.xlsx"}


def test_two_workbooks_are_not_guessed_between(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    (folder / "other.xlsx").write_bytes((folder / "tables.xlsx").read_bytes())
    assert any("2 workbooks" in str(problem) for problem in check(folder))


def test_commands_that_write_tables_refuse_a_workbook_with_words(tmp_path: Path) -> None:
    folder = as_workbook(tmp_path, "dorset")
    (tmp_path / "paper.txt").write_text("12 people", "utf-8")
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    done = CliRunner().invoke(app, ["numbers", str(folder), "x", str(tmp_path / "paper.txt")])
    assert done.exit_code == 2 and "tables.xlsx" in done.output and not isinstance(done.exception, DatasetError)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
