"""Returns that come back: three ways compared cell by cell, read whatever the spreadsheet made of them, and put into a draft only."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl import load_workbook

from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.checks.files import _cell
from dayops_dash.desk import draft as drafts
from dayops_dash.desk.cell import read_text
from dayops_dash.desk.draft import tables_of
from dayops_dash.desk.held import published
from dayops_dash.desk.merge import merged
from dayops_dash.desk.proposal import Choice, OfficerDecision, ProposalState
from dayops_dash.desk.reading_file import as_dict
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.desk.returns.opened import LARGEST, NotAReturn, read_file
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.measures.plan.due import day_as_printed
from dayops_dash.returns_commands import contents_of
from tests.desk.returned import ON, ROLE, one_cell, publish_update, read, workbook
from tests.desk.workbooks import filled_in, saved

CELLS = st.sampled_from(["", "On track", "Delayed", "Complete"])


@given(CELLS, CELLS, CELLS)
def test_each_cell_has_the_one_outcome_that_the_rule_gives(base: str, now: str, sent: str) -> None:
    state, _ = merged(base, now, sent)
    if sent in (now, base):
        assert state is ProposalState.SAME  # nothing to take: what is published stays
    elif base == now:
        assert state is ProposalState.TAKEN
    else:
        assert state is ProposalState.NEEDS_PERSON


def test_an_unfilled_workbook_proposes_nothing(home: Path) -> None:
    found = read(home, sent=workbook(home).content)
    assert found.proposals == () and found.rows_matched == 10 and not found.refused


def test_what_only_the_officer_changed_is_taken_and_what_is_published_already_is_not_news(home: Path) -> None:
    rows = {"south-hub": {"Status": "delayed ", "New due date": "summer 2027"}, "data": {"New due date": "May 2026"}}
    found = read(home, sent=filled_in(workbook(home), rows))
    assert [(one.row, one.column, one.state, one.proposed) for one in found.proposals] == [
        ("south-hub", "status", ProposalState.TAKEN, "Delayed, 2026-09-30"),
        ("south-hub", "due", ProposalState.TAKEN, "summer 2027"),
        ("data", "due", ProposalState.SAME, "May 2026"),
    ]
    assert found.proposals[0].base == found.proposals[0].published == "At risk, 2026-05-12"


def test_what_was_published_since_by_somebody_else_is_for_a_person_to_decide(home: Path, tmp_path: Path) -> None:
    sent = filled_in(
        workbook(home),
        {
            "south-hub": {"Status": "Delayed", "New due date": "summer 2026", "What was done": "Priced again."},
            "quality-checkers": {"Status": "On track"},
        },
    )
    later = {"status_as_written": "Delayed", "reported_status": "delayed", "due_as_written": "autumn 2027"}
    publish_update(home, tmp_path, "south-hub", {**later, "due_edtf": "2027-23", "due_sense": "finish"})
    found = {(one.row, one.column): one for one in read(home, sent=sent).proposals}
    status = found["south-hub", "status"]
    assert (status.state, status.base, status.published) == (
        ProposalState.NEEDS_PERSON,
        "At risk, 2026-05-12",
        "Delayed, 2026-05-12",
    )
    assert (
        found["south-hub", "due"].state is ProposalState.SAME
    )  # the officer repeats the date of before; the newer one stays
    assert found["south-hub", "done"].state is ProposalState.TAKEN
    assert found["quality-checkers", "status"].state is ProposalState.TAKEN


def test_a_version_that_is_not_kept_is_told_and_the_stamp_used(home: Path, tmp_path: Path) -> None:
    sent = filled_in(workbook(home), {"south-hub": {"New due date": "summer 2027"}})
    path = home / "updates.csv"
    path.write_text(path.read_text("utf-8").replace("summer 2026,2026-22", "spring 2026,2026-21"), "utf-8")
    found = read(home, sent=sent)
    assert [one.state for one in found.proposals] == [ProposalState.NEEDS_PERSON]
    assert found.proposals[0].base == "summer 2026" and "is not kept" in found.notes[0]


def test_two_people_in_one_row_are_warned_of_and_where_they_differ_a_person_decides(home: Path) -> None:
    made = workbook(home)
    one = filled_in(made, {"south-hub": {"Status": "Delayed", "Percent complete": 40, "What was done": "Priced."}})
    two = filled_in(made, {"south-hub": {"Status": "On track", "Percent complete": 40}})
    found = read(home, one=one, two=two)
    assert all("Two people filled in this row" in proposal.warnings[0] for proposal in found.proposals)
    states = {(proposal.place.file, proposal.column): proposal.state for proposal in found.proposals}
    assert states == {
        ("one.xlsx", "status"): ProposalState.NEEDS_PERSON,
        ("two.xlsx", "status"): ProposalState.NEEDS_PERSON,
        ("one.xlsx", "complete_pct"): ProposalState.TAKEN,
        ("two.xlsx", "complete_pct"): ProposalState.SAME,
        ("one.xlsx", "done"): ProposalState.TAKEN,
    }
    decided = found.decided(found.undecided[0].number, OfficerDecision(Choice.PROPOSED, ROLE))
    assert not decided.undecided  # one of two is taken, so the other is not


def test_what_cannot_be_read_agrees_with_nobody_and_hides_nothing_that_another_sent(home: Path) -> None:
    made = workbook(home)
    one, two = (filled_in(made, {"south-hub": {"Status": word}}) for word in ("Slipped", "Delayed"))
    for files in ({"a": one, "b": two}, {"a": two, "b": one}):
        found = {proposal.proposed.partition(",")[0]: proposal for proposal in read(home, **files).proposals}
        assert found["Slipped"].state is ProposalState.UNREADABLE
        assert found["Delayed"].state is ProposalState.NEEDS_PERSON and not found["Delayed"].alike
        assert "cannot be read" in found["Delayed"].reason


@pytest.mark.parametrize(
    ("heading", "words", "asked"),
    [
        ("What was done", "Two sites are ready. Contact Jane Smith for detail.", True),
        ("What is next", "Dr Okafor decides in May.", True),
        ("What was done", "The Head of commissioning has signed the contract.", False),
        ("Help needed", "Could Jane Smith confirm the costs?", False),
    ],
)
def test_words_that_may_name_a_person_are_looked_at_before_they_go_in(
    home: Path, heading: str, words: str, asked: bool
) -> None:
    found = one_cell(home, heading, words)
    assert found.proposed == words and ("may name a person" in found.reason) is asked
    assert found.state is (ProposalState.NEEDS_PERSON if asked else ProposalState.TAKEN)


def test_a_name_whose_role_the_council_has_said_becomes_the_role(home: Path) -> None:
    (home / "people-roles.csv").write_text("name,role\nJane Smith,Quality manager\n", "utf-8")
    found = one_cell(home, "What was done", "Jane Smith has trained six checkers.")
    assert found.proposed == "Quality manager has trained six checkers." and found.state is ProposalState.TAKEN


def test_it_says_who_has_not_sent_and_reads_a_file_once(home: Path) -> None:
    sent = filled_in(workbook(home, "Head of property"), {"south-hub": {"Status": "Delayed"}})
    found = read(home, first=sent, again=sent)
    assert found.sent == ("Head of property",) and len(found.not_sent) == 9
    assert len(found.proposals) == 1 and found.notes == ("again.xlsx: the same file as first.xlsx; it was read once.",)


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (datetime(2026, 9, 3), "2026-09-03"),
        (46268, "2026-09-03"),
        ("3/9/2026", "2026-09-03"),
        ("03.09.26", "2026-09-03"),
        ("3rd September 2026", "2026-09-03"),
        ("2026-09-03", "2026-09-03"),
        ("46268", "2026-09-03"),
    ],
)
def test_a_day_is_read_as_a_date_a_serial_or_text(home: Path, value: Any, kept: str) -> None:
    sent = filled_in(workbook(home), {"south-hub": {"Status": "Delayed", "Date of the status": value}})
    assert read(home, sent=sent).proposals[0].values == {"status": "Delayed", "status_on": kept}


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("Status", "Green", "“Green” is not in the list"),
        ("Date of the status", "3 September 2026", "Status: it is empty, and the cells beside it are not"),
        ("Percent complete", 140, "140 is not a percentage from 0 to 100"),
        ("Percent complete", "most", "“most” is not a percentage"),
        ("Percent complete", datetime(2026, 1, 2), "It holds a date"),
        ("RAG", "Purple", "“Purple” is not in the list"),
        ("What was done", "=1+1", "It holds a formula"),
        ("What was done", "x" * 2001, "more than 2,000 characters"),
        ("What was done", "Ring 0115 977 4137", "an e-mail address or a telephone number"),
        ("What is next", True, "It holds True"),
    ],
)
def test_what_cannot_be_read_says_why(home: Path, heading: str, value: Any, said: str) -> None:
    found = one_cell(home, heading, value)
    assert found.state is ProposalState.UNREADABLE and said in found.reason and found.accepted == {}
    assert "977" not in json.dumps(as_dict(read(home)) | {"one": found.proposed + found.reason})


def test_a_day_after_the_return_and_one_of_long_ago_are_refused(home: Path) -> None:
    for day in ("1 October 2026", "3 September 1926"):
        sent = filled_in(workbook(home), {"south-hub": {"Status": "Delayed", "Date of the status": day}})
        assert read(home, sent=sent).proposals[0].state is ProposalState.UNREADABLE, day


@pytest.mark.parametrize(
    ("value", "state", "kept"),
    [
        ("summer 2027", ProposalState.TAKEN, "summer 2027"),
        (datetime(2027, 6, 30), ProposalState.TAKEN, "30 June 2027"),
        (datetime(2027, 6, 1), ProposalState.NEEDS_PERSON, "1 June 2027"),  # which may have been typed as June 2027
        (46539, ProposalState.NEEDS_PERSON, "1 June 2027"),
        ("ongoing", ProposalState.NEEDS_PERSON, "ongoing"),
        ("TBC", ProposalState.NEEDS_PERSON, "TBC"),
    ],
)
def test_a_due_date_is_never_made_of_what_may_be_another(
    home: Path, value: Any, state: ProposalState, kept: str
) -> None:
    found = one_cell(home, "New due date", value)
    assert (found.state, found.values) == (state, {"due": kept})


@pytest.mark.parametrize(
    ("value", "shape", "kept"), [(0.75, "0%", "75"), ("75%", "@", "75"), (75, "General", "75"), (0, "0", "0")]
)
def test_a_percentage_is_read_as_it_is_shown(home: Path, value: Any, shape: str, kept: str) -> None:
    book = load_workbook(io.BytesIO(workbook(home).content))
    cell = book["Actions"]["J7"]
    cell.value, cell.number_format = value, shape
    (found,) = read(home, sent=saved(book)).proposals
    assert (found.state, found.values) == (ProposalState.TAKEN, {"complete_pct": kept})


def test_a_half_without_a_sign_is_asked_about(home: Path) -> None:
    assert "0.5% or 50%" in one_cell(home, "Percent complete", 0.5).reason


def test_rows_are_found_by_their_identity_wherever_they_stand(home: Path) -> None:
    book = load_workbook(io.BytesIO(filled_in(workbook(home), {"south-hub": {"Status": "Delayed"}})))
    book["Actions"].insert_rows(1, 3)
    assert [(one.row, one.place.row) for one in read(home, sent=saved(book)).proposals] == [("south-hub", 10)]


@pytest.mark.parametrize(("number", "state"), [("46477", ProposalState.TAKEN), ("45992", ProposalState.NEEDS_PERSON)])
def test_a_spreadsheets_number_typed_as_a_date_is_never_published_as_a_number(
    home: Path, number: str, state: ProposalState
) -> None:
    found = one_cell(home, "New due date", number)  # 45992 is 1 December 2025, which may have been the month
    assert found.state is state and number not in found.values["due"] and found.values["due"][-4:] in ("2025", "2027")


def test_a_row_without_identity_is_told_and_not_read_and_one_twice_is_for_a_person(home: Path) -> None:
    book = load_workbook(io.BytesIO(workbook(home).content))
    sheet = book["Actions"]
    sheet["G20"].value = "Delayed"
    sheet["G21"].value, sheet["O21"].value = "Delayed", "south-hub"
    sheet["G22"].value, sheet["O22"].value = "Delayed", "no-such-thing"
    found = read(home, sent=saved(book))
    assert len(found.notes) == 2 and "row 20: it has no identity" in found.notes[0]
    (twin,) = found.proposals
    assert twin.state is ProposalState.NEEDS_PERSON and not twin.alike
    assert twin.reason.startswith("Rows 7 and 21 have the same identity, so this one may be about another action.")


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "with a password"),
        (b"%PDF-1.7", "a PDF document"),
        (b"Status,Done\n", "text, or a file of another kind"),
        (b"", "not an Excel workbook"),
        (archive(**{"word/document.xml": b"<x/>"}), "a Word document"),
        (archive(**{"xl/workbook.xml": b"<x/>"}), "cannot be read"),
        (archive(**{"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "a document type"),
        (archive(**{"xl/workbook.xml": b"<!--" + b"x" * 1_000_000 + b"--><!DOCTYPE x><x/>"}), "a document type"),
        (archive(**{"xl/workbook.xml": b"<x/>", "xl/media/a.bin": b"\0" * 101_000_000}), "unpacks to more than 100 MB"),
        (archive(**{"xl/workbook.xml": b"<x/>"})[:60], "cut short"),
        (saved(Book()), "was not made by 'returns make'"),
    ],
    ids=[
        "password",
        "pdf",
        "text",
        "empty",
        "word",
        "no-sheets",
        "entities",
        "later-entities",
        "bomb",
        "cut",
        "another",
    ],
)
def test_a_file_that_is_no_return_is_refused_by_what_it_is(home: Path, content: bytes, said: str) -> None:
    found = read(home, sent=content)
    assert found.proposals == () and len(found.refused) == 1 and said in found.refused[0], found.refused


def test_a_file_above_the_stated_size_is_refused(tmp_path: Path) -> None:
    with (tmp_path / "large.xlsx").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(NotAReturn, match="more than 20 MB"):
        read_file(tmp_path / "large.xlsx")


def test_macros_are_told_and_never_run(home: Path) -> None:
    sent = filled_in(workbook(home), {"south-hub": {"Status": "Delayed"}})
    with zipfile.ZipFile(io.BytesIO(sent)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    found = read(home, sent=archive(**parts, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0"}))
    assert found.notes == ("sent.xlsx: It holds macros. They were not run.",) and len(found.proposals) == 1


def test_a_return_of_another_council_and_one_put_together_from_two_are_refused(home: Path) -> None:
    other = make_workbooks(published(DATA / "dorset"), "Dorset")[0]
    book = load_workbook(io.BytesIO(workbook(home).content))
    book["Stamp"]["B2"].value = "0123456789abcdef"
    found = read(home, other=other.content, both=saved(book))
    assert "a return of dorset, not of exampleshire" in found.refused[0] and "two stamps differ" in found.refused[1]


HOSTILE = [
    "@SUM(1)",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "<script>alert(1)</script>",
    "\u202eevil",
    "a\x0bb",
    "'; drop table",
    "![x](y)",
]


@given(st.text(max_size=60) | st.sampled_from(HOSTILE), st.sampled_from([CellEntry.TEXT, CellEntry.DUE]))
def test_whatever_is_typed_is_kept_as_check_takes_it(words: str, entry: CellEntry) -> None:
    kept = read_text(words, entry, (), ON).text
    assert list(_cell(kept, "string")) == [] and "\n" not in kept


@example("1" + "0" * 22, CellEntry.PERCENT)
@given(st.text(max_size=30), st.sampled_from([CellEntry.DAY, CellEntry.PERCENT, CellEntry.NUMBER, CellEntry.WHOLE]))
def test_what_is_no_day_and_no_number_is_never_taken_for_one(words: str, entry: CellEntry) -> None:
    read = read_text(words, entry, (), ON)
    if read.text and entry is CellEntry.DAY:
        assert date(2000, 1, 1) <= date.fromisoformat(read.text) <= ON
    elif read.text:
        assert float(read.text) >= 0 or entry is CellEntry.NUMBER
        assert set(words) & set("0123456789")


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_text_stays_text_and_the_draft_passes_check(home: Path, tmp_path: Path, words: str) -> None:
    book = load_workbook(io.BytesIO(workbook(home).content))
    for heading, place in (("done", "L7"), ("next", "M7"), ("due", "I7")):
        cell = book["Actions"][place]
        cell.value = words.replace("\x0b", "_x000B_") if heading else words
        cell.data_type = "s"
    found = read_returns(home, {"sent.xlsx": saved(book)}, paper_of(home, as_of=ON, confirmed_by=ROLE))
    drafts.write_draft(home, found, tmp_path / "draft")
    assert check(tmp_path / "draft") == []
    kept = published(tmp_path / "draft").rows("updates")["south-hub-return-2026-09-30"]["progress_note"]
    assert kept and not kept.startswith(("=", "+", "-", "@"))


def test_a_formula_typed_as_text_stays_text(home: Path) -> None:
    book = load_workbook(io.BytesIO(workbook(home).content))
    book["Actions"]["L7"].value, book["Actions"]["L7"].data_type = "=1+1", "s"
    (found,) = read(home, sent=saved(book)).proposals
    assert (found.state, found.values) == (ProposalState.TAKEN, {"done": "'=1+1"})


def test_a_month_alone_is_taken_for_what_is_complete_and_the_day_is_asked_for_else(home: Path) -> None:
    rows = {
        "south-hub": {"Status": "Complete", "Date of the status": "Sept 2025"},
        "data": {"Status": "Delayed", "Date of the status": "Sept 2025"},
        "carers-breaks": {"Status": "Complete", "Date of the status": "November 2026"},
    }
    reading = read(home, sent=filled_in(workbook(home), rows))
    found = {one.row: one for one in reading.proposals}
    assert found["south-hub"].values == {"status": "Complete", "status_on": "2025-09"}
    assert (found["data"].state, found["carers-breaks"].state) == (ProposalState.UNREADABLE, ProposalState.UNREADABLE)
    assert found["data"].reason.startswith("Which day? It says September 2025.")
    assert "is after the day of the return" in found["carers-breaks"].reason
    made = tables_of(published(home), reading)["updates"].values()
    (row,) = [row for row in made if row["document_id"] == "return-2026-09-30"]
    assert (row["completed_as_written"], row["completed_edtf"]) == ("September 2025", "2025-09")


def test_a_due_date_in_figures_is_kept_as_the_day_that_it_is(home: Path) -> None:
    one = one_cell(home, "New due date", "4.5.27")
    assert (one.state, one.values) == (ProposalState.TAKEN, {"due": "4 May 2027"})
    assert any("4.5.27" in words for words in one.warnings)
    assert one_cell(home, "New due date", "summer 2027").values == {"due": "summer 2027"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("4.5.27", "4 May 2027 (as printed: 4.5.27)"),
        ("04/05/2027", "4 May 2027 (as printed: 04/05/2027)"),
        ("by 4 May 2027", "by 4 May 2027"),
        ("31/31/2027", "31/31/2027"),
    ],
)
def test_readers_see_a_day_in_figures_as_the_day_with_the_print_beside_it(written: str, shown: str) -> None:
    assert day_as_printed(written) == shown


@pytest.mark.parametrize(
    ("cells", "state"),
    [
        ({"Status": "Complete"}, ProposalState.SAME),  # no day: the day of the return is not that of completion
        ({"Status": "Complete", "Date of the status": "April 2026"}, ProposalState.SAME),
        ({"Status": "Complete", "Date of the status": "14 September 2026"}, ProposalState.NEEDS_PERSON),
        ({"Status": "Delayed"}, ProposalState.NEEDS_PERSON),
    ],
)
def test_what_is_published_as_complete_is_moved_or_reopened_by_a_person_only(
    home: Path, cells: dict[str, str], state: ProposalState
) -> None:
    (found,) = read(home, sent=filled_in(workbook(home), {"framework": cells})).proposals
    assert found.published == "Complete, 2026-04"
    assert (found.state, "published as complete" in found.reason) == (
        state,
        cells != {"Status": "Complete", "Date of the status": "April 2026"},
    )


@pytest.mark.parametrize(
    ("words", "kept"),
    [("£1.02m", "1020000"), ("£350k", "350000"), ("£1,250 thousand", "1250000"), ("1.02m", ""), ("£1.02 or so", "")],
)
def test_an_amount_in_words_is_read_where_it_has_its_pound(words: str, kept: str) -> None:
    found = read_text(words, CellEntry.NUMBER, (), ON)
    assert (found.text, bool(found.fault), bool(found.note)) == (kept, not kept, bool(kept))


def test_no_file_of_a_folder_is_passed_over(home: Path, tmp_path: Path) -> None:
    sent = filled_in(workbook(home), {"south-hub": {"Percent complete": 40}})
    files = {"a.xlsx": sent, "team.csv": b"Reference,Status\n4,Delayed\n", "~$a.xlsx": b"lock", ".DS_Store": b"x"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found, refused = contents_of([tmp_path])
    assert (list(found), refused) == (["a.xlsx", "team.csv"], [])
    reading = read_returns(home, found, paper_of(home, as_of=ON))
    assert [one.split(":")[0] for one in reading.refused] == ["team.csv"] and "Save it as .xlsx" in reading.refused[0]
