"""The header of a tracker is found wherever officers put it, its columns are guessed, and what is answered is kept."""

from __future__ import annotations

import io
import json
import stat
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import examine
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import FILE, PEOPLE, ImportAnswers, TrackerAnswers, load_answers, save_answers
from dayops_dash.desk.imports.columns import NAMES, TrackerField, field_of, plain_heading
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.guess import guess
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.returns.opened import LARGEST, NotAReturn
from tests.desk.imports.trackers import HEAD, copy_of, csv_of, fill, mapped, read, table, workbook
from tests.desk.workbooks import saved

F = TrackerField
ROW = (4, "Rebuild the southern day centre as a hub", "Head of property", "At risk", datetime(2027, 3, 31), "Priced.")
FIELDS = [F.REFERENCE, F.TITLE, F.OWNER, F.STATUS, F.DUE, F.DONE]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return copy_of(DATA / "exampleshire", tmp_path)


def fields(home: Path, content: bytes) -> list[TrackerField]:
    return [one.field for one in mapped(home, content).columns]


def test_the_header_is_found_under_titles_merged_cells_and_blank_rows(home: Path) -> None:
    above = [
        ["Day opportunities: action tracker"],
        ["Status: draft. Due date for returns: 30/09/2026"],
        [],
        [None, "Q2"],
    ]
    book = workbook([*above, HEAD, [], ROW, [], ROW])
    book["Tracker"].merge_cells("A1:F1")
    book["Tracker"].merge_cells("A2:F2")
    found = mapped(home, saved(book))
    assert (found.header, found.rows) == (4, 2)
    assert [one.field for one in found.columns] == FIELDS
    assert found.columns[0].examples == ("4", "4") and found.columns[4].examples[0] == "31 March 2027"


def test_a_header_of_two_rows_is_read_by_its_second(home: Path) -> None:
    first = ["Ref", "Action", "Lead officer", "Status", "Dates", None]
    book = workbook([first, [None, None, None, None, "Start date", "Due date"], [*ROW[:4], "1 May 2026", "March 2027"]])
    for column in "ABCD":
        book["Tracker"].merge_cells(f"{column}1:{column}2")
    book["Tracker"].merge_cells("E1:F1")
    found = mapped(home, saved(book))
    assert found.header == 1
    assert [one.field for one in found.columns] == [*FIELDS[:4], F.NOT_READ, F.DUE]


def test_columns_without_a_known_heading_are_guessed_by_what_stands_in_them(home: Path) -> None:
    head = ("Ref", "Things that matter to people", "Whose", "How it goes", "Set for")
    rows = [
        ROW[:5],
        (9, "Train people who use services as quality checkers", "Quality manager", "On track", "May 2027"),
    ]
    assert fields(home, table(*rows, head=head)) == FIELDS[:5]


def test_a_column_named_progress_is_a_percentage_only_where_it_holds_some(home: Path) -> None:
    head = ("Ref", "Action", "Progress")
    assert fields(home, table((1, "A thing to do", "80%"), head=head))[2] is F.PERCENT
    assert fields(home, table((1, "A thing to do", "On track"), head=head))[2] is F.STATUS
    assert fields(home, table((1, "A thing to do", "Two wards of five are done"), head=head))[2] is F.DONE


def test_a_column_of_fills_without_words_is_a_status(home: Path) -> None:
    book = workbook([("Ref", "Action", "How"), (4, "Rebuild the southern day centre as a hub", None)])
    fill(book["Tracker"], "C2")
    (_, _, last) = mapped(home, saved(book)).columns
    assert (last.field, last.examples) == (F.STATUS, ("[green (#00B050)]",))


def test_no_header_is_made_up(home: Path) -> None:
    for rows in ([["just"], ["words"]], [[1, 2, 3], [4, 5, 6]], [["Notes of the meeting", "of 3 May"]], []):
        content = saved(workbook(rows))
        assert guess(open_tracker(content, "x").sheets[0], published(home)) is None


def test_sheets_that_cannot_be_seen_are_not_read() -> None:
    book = workbook([HEAD, ROW], [HEAD], titles=("Now", "Old"))
    book["Old"].sheet_state = "hidden"
    opened = open_tracker(saved(book), "x.xlsx")
    assert [one.title for one in opened.sheets] == ["Now"] and "1 of its sheets" in opened.notes[0]


def test_every_known_heading_is_known_once_in_its_plain_form() -> None:
    every = [name for names in NAMES.values() for name in names.split("|")]
    assert len(every) == len(set(every))
    assert [plain_heading(name) for name in every] == every
    for heading, one in (("Action Ref. No.", F.REFERENCE), ("Responsible Oficer", F.OWNER), ("% Complete", F.PERCENT)):
        assert field_of(heading)[0] is one
    assert field_of("Favourite colour of the chair")[0] is F.NOT_READ


def test_csv_is_read_whatever_a_spreadsheet_made_of_it(home: Path) -> None:
    rows = [
        ["Action tracker, quarter 2"],
        [],
        list(HEAD),
        ["4", "Café, hub; and more", "Head of property", "At risk", "", "£5"],
    ]
    plain = csv_of(*rows)
    text = plain.decode()
    semicolons = "\r\n".join(";".join(f'"{cell}"' for cell in row) for row in rows).encode()
    for content in (plain, b"\xef\xbb\xbf" + plain, text.encode("cp1252"), text.encode("utf-16"), semicolons):
        found = mapped(home, content)
        assert [one.field for one in found.columns] == FIELDS
        assert found.columns[1].examples == ("Café, hub; and more",)


def test_what_is_no_tracker_is_refused_by_name() -> None:
    book = io.BytesIO()
    load_workbook(io.BytesIO(table(ROW))).save(book)
    for content, told in (
        (b"", "the file is empty"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "a password"),
        (book.getvalue()[:700], "cut short"),
        (b'a,"b\nc', "no CSV"),
        (b"a,b\n" * 5_002, "more than 5,000 rows"),
        (b"x" * (LARGEST + 1), "more than 20 MB"),
        (b"<?xml version='1.0'?><html/>", "not of MS Project"),
    ):
        with pytest.raises(NotAReturn, match=told):
            open_tracker(content, "tracker.xlsx")


def test_answers_are_kept_beside_the_data_and_never_in_it(home: Path) -> None:
    before = content_of(home)
    one = TrackerAnswers(HEAD, "actions", dict(zip(HEAD, FIELDS, strict=True)), "day first", {"4": "south-hub"})
    answers = ImportAnswers(
        (one,), {"Slipped": "delayed"}, {"#00B050": "On track"}, {}, {"Jane Smith": "Quality manager"}
    )
    save_answers(home, answers)
    assert load_answers(home) == answers
    assert answers.tracker([heading.upper() for heading in reversed(HEAD)]) == one
    assert answers.tracker(HEAD[:-1]) is None
    assert content_of(home) == before  # what is published is made of these files alone
    assert "Jane" not in (home / FILE).read_text("utf-8")
    assert stat.S_IMODE((home / PEOPLE).stat().st_mode) == 0o600
    found = examine(home)
    assert not found.problems and not found.notes


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"trackers": [{}]},
        {"status_words": ["x"]},
        {"status_colours": {"#00B050": 3}},
        {"trackers": None},
    ],
)
def test_answers_that_are_not_as_written_are_said_so(home: Path, change: dict[str, object]) -> None:
    save_answers(home, ImportAnswers())
    stated = json.loads((home / FILE).read_text("utf-8"))
    (home / FILE).write_text(json.dumps({**stated, **change}))
    with pytest.raises(DeskError, match=FILE):
        load_answers(home)


def test_a_table_of_people_is_read_as_a_spreadsheet_saves_it(home: Path) -> None:
    (home / PEOPLE).write_bytes(b"\xef\xbb\xbfName,Role\r\n\r\nJane Smith,Quality manager\r\nA B,\r\n")
    assert load_answers(home).people == {"Jane Smith": "Quality manager"}
    for text, told in (("who,what\n", "row 1"), ("name,role\n,Lead\n", "row 2"), ("name,role\nJ,=1+1\n", "row 2")):
        (home / PEOPLE).write_text(text)
        with pytest.raises(DeskError, match=told):
            load_answers(home)
    (home / PEOPLE).write_text("name,role\nJ,jane@example.org\n")
    with pytest.raises(DeskError) as refused:
        load_answers(home)
    assert "jane@" not in str(refused.value)


def test_a_day_that_heads_a_column_is_a_heading(home: Path) -> None:
    book = workbook([(*HEAD, date(2026, 9, 30)), (*ROW, "x")])
    assert mapped(home, saved(book)).columns[-1].heading.startswith("2026-09-30")


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (("Original completion date", "Revised completion date"), (F.NOT_READ, F.DUE)),  # the first date is no news
        (("Revised due date", "Original due date"), (F.DUE, F.NOT_READ)),
        (("Original completion date",), (F.DUE,)),
        (("Progress update Q2 2026/27",), (F.DONE,)),
        (("Progress update Q1", "Progress update Q2"), (F.NOT_READ, F.NOT_READ)),  # nobody can guess which
        (("Update September 2026",), (F.DONE,)),
    ],
)
def test_a_date_as_revised_goes_before_the_first_one_and_a_quarter_is_no_part_of_a_heading(
    home: Path, heads: tuple[str, ...], expected: tuple[TrackerField, ...]
) -> None:
    head = ("Ref", "Action", *heads)
    row = (
        "1",
        "Put a community connector in each ward",
        *(("31/03/2027",) if expected != (F.DONE,) else ("One",)) * len(heads),
    )
    assert tuple(fields(home, csv_of(head, row, row))[2:]) == expected


def test_a_share_in_a_csv_file_is_a_number_and_a_decimal_comma_is_none_that_we_read(home: Path) -> None:
    head = ("Ref", "Action", "% complete")
    rows = [("1", "Put a community connector in each ward", "80"), ("4", ROW[1], "0,5")]
    assert fields(home, csv_of(head, *rows))[2] is F.PERCENT
    found = {one.row: one for one in read(home, csv_of(head, *rows)).reading.proposals if one.column == "complete_pct"}
    assert found["community-connectors"].values == {"complete_pct": "80"}
    assert found["south-hub"].state == "unreadable" and "0,5" in found["south-hub"].reason


def test_what_is_published_as_complete_takes_no_date_or_share_without_a_person(home: Path) -> None:
    head = ("Ref", "Action", "Due date", "% complete", "Status")
    title = "Let a framework of day opportunity providers"
    for status, states in (("Delayed", {"needs a person"}), ("Complete", {"taken", "same"})):
        told = read(home, csv_of(head, ("3", title, "30/06/2027", "50%", status)))
        found = {str(one.state) for one in told.reading.proposals if one.column in ("due", "complete_pct")}
        assert found <= states, (status, found)


def test_codes_of_another_system_lead_to_actions_by_their_words_and_smith_jane_is_one_person(home: Path) -> None:
    head = (
        "Action Code",
        "Title",
        "Status",
        "Progress %",
        "Due",
        "Completed",
        "Assigned To",
        "Latest Note",
        "Note Date",
    )
    row = ("DO04", ROW[1], "In Progress", "20%", "01-Feb-2027", "", "Smith, Jane", "Priced.", "12-Sep-2026")
    told = read(home, csv_of(head, row))
    assert {one.row for one in told.reading.proposals} == {"south-hub"}
    assert told.people.unknown == ("Smith, Jane",)
