"""Workbooks for officers: what is in them, what can be changed in them, and that the same version gives the same bytes."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from typer.testing import CliRunner

from dayops_dash.commands import app
from dayops_dash.dataset import DATA
from dayops_dash.desk.held import held_of, published
from dayops_dash.desk.returns.forms import FORMS, OPTIONAL
from dayops_dash.desk.returns.make import HEADER_ROW, IDENTITY, STAMP, make_workbooks
from tests.packs.provide import profile

HELD = published(DATA / "exampleshire")


def whole() -> Workbook:
    return load_workbook(io.BytesIO(make_workbooks(HELD, "Exampleshire", forms=OPTIONAL)[0].content))


def test_there_is_a_row_for_each_action_with_what_was_last_reported() -> None:
    rows = list(whole()["Actions"].iter_rows(min_row=HEADER_ROW, values_only=True))
    head, first = rows[0], rows[1]
    assert [row[-1] for row in rows[1:]] == list(HELD.rows("intentions"))
    assert head[:6] == ("Reference", "Action", "Owner", "Last reported status", "Reported on", "Due, as written")
    assert first[:6] == (
        *("1", "Put a community connector in each ward", "Community team manager"),
        *("In progress", "12 May 2026", "by the end of March 2026"),
    )
    assert first[6:-1] == (None,) * len(FORMS["actions"].asked) and head[-1] == IDENTITY


def test_the_words_of_the_list_are_the_councils_own() -> None:
    rules = {str(rule.sqref): rule for rule in whole()["Actions"].data_validations.dataValidation}
    assert rules["G4:G13"].type == "list"
    assert rules["G4:G13"].formula1 == '"In progress,On track,Complete,Delayed,At risk,Not started"'
    assert (rules["J4:J13"].formula1, rules["J4:J13"].formula2) == ("0", "100")


def test_what_is_known_is_locked_and_what_is_asked_is_not() -> None:
    book = whole()
    assert book.sheetnames == [
        *("Instructions", "Actions", "Measures", "Spend to date", "Risks", "Recommendations"),
        *("Lists", STAMP),
    ]
    assert [sheet.title for sheet in book if sheet.sheet_state != "visible"] == ["Lists", STAMP]
    for form in FORMS.values():
        sheet = book[form.sheet]
        assert sheet.protection.sheet and not sheet.merged_cells.ranges and f"{form.name}_table" in sheet.tables
        cells = sheet[HEADER_ROW + 1]
        known = len(form.given)
        assert all(cell.protection.locked for cell in (*cells[:known], cells[-1]))
        assert not any(cell.protection.locked for cell in cells[known:-1])


def test_a_new_due_date_is_typed_into_a_cell_of_text() -> None:
    sheet = whole()["Actions"]
    due = [cell.value for cell in sheet[HEADER_ROW]].index("New due date")
    assert sheet.cell(HEADER_ROW + 1, due + 1).number_format == "@"


def test_the_version_is_stamped_twice_and_rows_have_their_identity() -> None:
    book = whole()
    stated = {one.name: one.value for one in book.custom_doc_props.props}
    hidden = list(book[STAMP].iter_rows(values_only=True))
    assert stated["dayops version"] == HELD.version == dict(row[:2] for row in hidden[:4])["version"]
    assert stated["dayops council"] == "exampleshire"
    assert ("actions", "south-hub", "status", "At risk, 2026-05-12") in [row[:4] for row in hidden]


def test_each_owner_has_their_own_rows_and_nobody_elses() -> None:
    made = make_workbooks(HELD, "Exampleshire", by_owner=True)
    owners = {row["owner_role"] for row in HELD.rows("intentions").values()}
    assert {one.owner for one in made} == owners and len({one.file for one in made}) == len(owners)
    for one in made:
        rows = list(
            load_workbook(io.BytesIO(one.content))["Actions"].iter_rows(min_row=HEADER_ROW + 1, values_only=True)
        )
        assert {row[2] for row in rows} == {one.owner} and len(rows) == one.rows


def test_owners_that_differ_in_case_only_have_files_of_their_own() -> None:
    files = dict(HELD.files)
    files["intentions.csv"] = files["intentions.csv"].replace(b"Quality manager", b"HEAD OF PROPERTY")
    made = make_workbooks(held_of("exampleshire", files), "Exampleshire", by_owner=True)
    assert len({one.file for one in made}) == len(made) == 10


@pytest.mark.parametrize("council", ["exampleshire", "dorset", "nottinghamshire", "solihull", "cheshire-east"])
def test_the_same_version_gives_the_same_bytes(council: str) -> None:
    held = published(DATA / council)
    first, again = (make_workbooks(held, council, by_owner=True, forms=OPTIONAL) for _ in range(2))
    assert first == again and all(one.rows for one in first)


def test_hostile_text_of_the_council_stays_text() -> None:
    files = dict(HELD.files)
    files["intentions.csv"] = files["intentions.csv"].replace(b"Rebuild the southern", b"=HYPERLINK(1) the southern")
    made = make_workbooks(held_of("exampleshire", files), "Exampleshire")[0]
    cells = [cell for row in load_workbook(io.BytesIO(made.content))["Actions"] for cell in row]
    assert [c.data_type for c in cells if str(c.value).startswith("=HYPERLINK")] == ["s"]


def test_the_command_writes_them_and_names_them(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (left := tmp_path / "out" / ".writing-exampleshire-return-head-of-property.xlsx.x").write_bytes(
        b"half"
    )  # by a kill
    done = CliRunner().invoke(app, ["returns", "make", "exampleshire", "--out", str(tmp_path / "out"), "--by", "owner"])
    assert done.exit_code == 0, done.output
    assert "Head of property, 1 row" in done.output
    assert (tmp_path / "out" / "exampleshire-return-head-of-property.xlsx").is_file()
    assert not left.exists()
    wrong = CliRunner().invoke(app, ["returns", "make", "exampleshire", "--out", str(tmp_path), "--with", "moods"])
    assert wrong.exit_code == 2 and "There are: measures, spend, risks, recommendations." in wrong.output


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_keeps_what_is_needed(tmp_path: Path) -> None:
    (tmp_path / "sent.xlsx").write_bytes(make_workbooks(HELD, "Exampleshire")[0].content)
    command = ["soffice", profile(), "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]
    subprocess.run([*command, "--outdir", str(tmp_path / "back"), str(tmp_path / "sent.xlsx")], check=True, timeout=180)
    book = load_workbook(tmp_path / "back" / "sent.xlsx")
    assert dict(row[:2] for row in book[STAMP].iter_rows(max_row=4, values_only=True))["version"] == HELD.version
    assert book["Actions"].protection.sheet and book["Actions"].data_validations.dataValidation
