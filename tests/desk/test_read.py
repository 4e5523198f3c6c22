"""Returns that come back: three ways compared cell by cell, read whatever the spreadsheet made of them, and put into a draft only."""

from __future__ import annotations

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from openpyxl import Workbook as Book
from openpyxl import load_workbook
from typer.testing import CliRunner

from dayops_dash import commands, returns_commands
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.checks.files import _cell
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk import draft as drafts
from dayops_dash.desk.cell import read_text
from dayops_dash.desk.held import published
from dayops_dash.desk.merge import merged
from dayops_dash.desk.proposal import (
    FILE,
    Choice,
    DeskError,
    OfficerDecision,
    Proposal,
    ProposalState,
    ReturnsReading,
    as_dict,
    load_reading,
)
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.returns.make import HEADER_ROW, Workbook, make_workbooks
from dayops_dash.desk.returns.mark import marked
from dayops_dash.desk.returns.opened import LARGEST, NotAReturn, open_workbook, read_file
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.figures.shared.day import evidence_words
from dayops_dash.measures.plan import progress
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from dayops_dash.stories.record import sources
from tests.desk.workbooks import filled_in, saved
from tests.measures.plan.test_coverage import WORDS, stockton
from tests.measures.plan.test_descent import council as carried_on

ON = date(2026, 9, 30)
ROLE = "Head of commissioning"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Exampleshire's folder, under a root of its own."""
    return Path(shutil.copytree(DATA / "exampleshire", tmp_path / "data" / "exampleshire"))


def workbook(home: Path, owner: str = "") -> Workbook:
    made = make_workbooks(published(home), "Exampleshire", by_owner=bool(owner))
    return next(one for one in made if one.owner == owner)


def read(home: Path, **files: bytes) -> ReturnsReading:
    return read_returns(home, {f"{name}.xlsx": content for name, content in files.items()}, paper_of(home, as_of=ON))


def one_cell(home: Path, heading: str, value: Any, key: str = "south-hub") -> Proposal:
    (found,) = read(home, sent=filled_in(workbook(home), {key: {heading: value}})).proposals
    return found


def publish_update(home: Path, tmp_path: Path, key: str, cells: Mapping[str, str]) -> None:
    """Publish a change of the latest update of an intention."""
    folder = tmp_path / f"changed-{len(list(tmp_path.iterdir()))}"
    start_draft(home, folder)
    with (folder / "updates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in reversed(rows) if row["intention_id"] == key).update(cells)
    with (folder / "updates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    publish(draft_of(home, folder), because="A correction")


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


def test_a_row_without_identity_and_one_twice_are_told_and_not_read(home: Path) -> None:
    book = load_workbook(io.BytesIO(workbook(home).content))
    sheet = book["Actions"]
    sheet["G20"].value = "Delayed"
    sheet["G21"].value, sheet["O21"].value = "Delayed", "south-hub"
    sheet["G22"].value, sheet["O22"].value = "Delayed", "no-such-thing"
    found = read(home, sent=saved(book))
    assert found.proposals == () and len(found.notes) == 3
    assert "row 20: it has no identity" in found.notes[0] and "the identity of row 7 again" in found.notes[1]


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


def in_draft(
    home: Path, tmp_path: Path, rows: Mapping[str, Mapping[str, Any]], **stated: Any
) -> tuple[ReturnsReading, Path]:
    sent = filled_in(workbook(home), rows)
    reading = read_returns(home, {"sent.xlsx": sent}, paper_of(home, **{"as_of": ON, "confirmed_by": ROLE, **stated}))
    drafts.write_draft(home, reading, tmp_path / "draft")
    return reading, tmp_path / "draft"


def test_a_draft_holds_what_was_accepted_and_nothing_published_is_touched(home: Path, tmp_path: Path) -> None:
    before = content_of(home)
    rows = {
        "south-hub": {
            "Status": "Delayed",
            "Date of the status": "3 September 2026",
            "New due date": "summer 2027",
            "Percent complete": 40,
            "RAG": "red",
            "What was done": "• Priced again.",
            "What is next": "A design.",
            "Help needed": "A planner.",
        },
        "framework": {"Status": "Complete", "Date of the status": datetime(2026, 9, 1)},
    }
    _, folder = in_draft(home, tmp_path, rows)
    assert content_of(home) == before and check(folder) == [] and drafts.left_to_decide(folder) == []
    held = published(folder)
    row = held.rows("updates")["south-hub-return-2026-09-30"]
    assert {name: cell for name, cell in row.items() if cell} == {
        "update_id": "south-hub-return-2026-09-30",
        "intention_id": "south-hub",
        "reported_status": "delayed",
        "status_as_written": "Delayed",
        "status_on": "2026-09-03",
        "judged": "officer's proposal",
        "complete_pct": "40",
        "rag_as_written": "Red",
        "due_as_written": "summer 2027",
        "due_edtf": "2027-22",
        "due_sense": "finish",
        "progress_note": "Priced again.",
        "next_steps": "A design.",
        "document_id": "return-2026-09-30",
        "locator": "return, sheet Actions, row 7",
        "visibility": "public",
    }
    done = held.rows("updates")["framework-return-2026-09-30"]
    assert (done["completed_as_written"], done["completed_edtf"], done["status_on"]) == (
        "1 September 2026",
        "2026-09-01",
        "",
    )
    paper = held.rows("documents")["return-2026-09-30"]
    assert (paper["kind"], paper["published_on"], paper["confirmed_by_role"], paper["coverage"]) == (
        *("return", "2026-09-30", ROLE),
        "some actions",
    )
    assert b"A planner" not in b"".join(held.files.values())  # help that is asked for is not published


def test_a_return_that_nobody_confirmed_does_not_pass_check_until_somebody_has(home: Path, tmp_path: Path) -> None:
    _, folder = in_draft(home, tmp_path, {"south-hub": {"Status": "Delayed"}}, confirmed_by="")
    assert any("confirmed_by_role" in line for line in drafts.left_to_decide(folder))
    drafts.confirm(home, folder, ROLE)
    assert check(folder) == [] and load_reading(folder).paper.confirmed_by == ROLE


def test_a_published_paper_can_be_what_the_returns_belong_to(home: Path, tmp_path: Path) -> None:
    rows = {"south-hub": {"Percent complete": 40}}
    _, folder = in_draft(home, tmp_path, rows, as_of=None, document_id="progress-2026")
    held = published(folder)
    changed = [row for row in held.rows("updates").values() if row["complete_pct"]]
    assert [(row["update_id"], row["status_as_written"]) for row in changed] == [("south-hub-2026", "At risk")]
    assert set(held.rows("documents")) == set(published(home).rows("documents")) and check(folder) == []


def test_a_person_decides_and_takes_it_back(home: Path, tmp_path: Path) -> None:
    reading, folder = in_draft(home, tmp_path, {"south-hub": {"Status": "Green"}})
    assert [one.state for one in reading.undecided] == [ProposalState.UNREADABLE]
    with pytest.raises(DeskError, match="cannot be read"):
        drafts.decide(home, folder, 1, Choice.PROPOSED)
    with pytest.raises(DeskError, match="not in the list"):
        drafts.decide(home, folder, 1, Choice.OTHER, value={"status": "Blue"})
    with pytest.raises(DeskError, match="no part"):
        drafts.decide(home, folder, 1, Choice.OTHER, value={"mood": "On track"})
    decided = drafts.decide(home, folder, 1, Choice.OTHER, by=ROLE, value={"status": "on track"})
    assert not decided.undecided and load_reading(folder) == decided
    assert published(folder).rows("updates")["south-hub-return-2026-09-30"]["reported_status"] == "on track"
    drafts.reopen(home, folder, 1)
    assert "south-hub-return-2026-09-30" not in published(folder).rows("updates")
    assert len(load_reading(folder).undecided) == 1 and content_of(folder).keys() == content_of(home).keys()


def test_a_draft_is_not_written_over_what_was_published_since(home: Path, tmp_path: Path) -> None:
    _, folder = in_draft(home, tmp_path, {"south-hub": {"Status": "Green"}})
    publish_update(home, tmp_path, "data", {"progress_note": "Another."})
    with pytest.raises(DeskError, match="published since"):
        drafts.decide(home, folder, 1, Choice.PUBLISHED)


def test_a_draft_is_published_and_readers_see_the_return(home: Path, tmp_path: Path) -> None:
    _, folder = in_draft(home, tmp_path, {"south-hub": {"Status": "Delayed", "Date of the status": "3 September 2026"}})
    publish(draft_of(home, folder), because="The quarter's returns", by=ROLE)
    council = Library(home.parent).dataset("exampleshire").at()
    line = next(line for line in progress.lines(council) if line.intention_id == "south-hub")
    assert line.status_as_written == "Delayed"
    assert line.reported_on == date(2026, 9, 3)  # the day of the status, not of its return
    assert evidence_words(council).startswith("Latest return: 30 September 2026")
    papers = next(figure for figure in sources(council, "papers").figures if figure.figure_id == "papers")
    assert papers.title == "4 council papers and 1 return; the latest is of 30 September 2026"
    again = read(
        home, sent=filled_in(workbook(home), {"south-hub": {"Status": "Delayed", "Date of the status": "3/9/26"}})
    )
    assert [one.state for one in again.proposals] == [ProposalState.SAME]


def test_the_copy_for_its_sender_says_beside_the_cell_what_is_wrong(home: Path) -> None:
    sent = filled_in(workbook(home), {"south-hub": {"Status": "Green", "What was done": "Priced."}})
    reading = read(home, sent=sent)
    book = load_workbook(io.BytesIO(marked(sent, "sent.xlsx", reading.proposals)))
    row = [cell.value for cell in book["Actions"][7]]
    assert row[row.index("Green") + 1].startswith("CANNOT BE READ: Status: “Green” is not in the list")
    assert book["What to look at"]["A2"].value == "Actions, G7" and book["Actions"]["H3"].value.startswith(
        "What is wrong"
    )


def test_what_is_kept_is_readable_and_comes_back_as_it_was(home: Path, tmp_path: Path) -> None:
    reading, folder = in_draft(home, tmp_path, {"south-hub": {"Status": "Green", "New due date": "summer 2027"}})
    assert load_reading(folder) == reading
    stated = json.loads((folder / FILE).read_text("utf-8"))["proposals"][1]
    assert (stated["row"], stated["column"], stated["published"], stated["proposed"], stated["state"]) == (
        *("south-hub", "due", "summer 2026", "summer 2027"),
        "taken",
    )
    (folder / FILE).write_text('{"format": 1}', "utf-8")
    with pytest.raises(DeskError, match="not as it was written"):
        load_reading(folder)


def test_other_sheets_are_read_and_part_of_a_year_is_no_years_spend(home: Path, tmp_path: Path) -> None:
    made = make_workbooks(published(home), "Exampleshire", forms=("measures", "spend", "risks", "recommendations"))[0]
    content = made.content
    for sheet, rows in {
        "Measures": {"friends": {"New value": "66%", "Its period": "2024/25"}},
        "Spend to date": {"total-2025-26": {"Spent so far, £": "£1,234,000", "Financial year": "2026/27"}},
        "Risks": {
            "building-costs": {"Impact now": "3", "Likelihood now": 4, "Why, and what is done": "A cheaper design."}
        },
        "Recommendations": {"rec-evenings": {"Status": "Complete", "What was done": "Both localities are open."}},
    }.items():
        content = filled_in(Workbook("", "", 0, content), rows, sheet)
    reading = read_returns(home, {"sent.xlsx": content}, paper_of(home, as_of=ON, confirmed_by=ROLE))
    assert {one.state for one in reading.proposals} == {ProposalState.TAKEN}, [one.reason for one in reading.proposals]
    drafts.write_draft(home, reading, tmp_path / "draft")
    assert check(tmp_path / "draft") == []
    held = published(tmp_path / "draft")
    spend = held.rows("spend")["total-return-2026-09-30"]
    assert (spend["amount_gbp"], spend["statement"]) == ("", "Spent to 30 September 2026: £1,234,000.")
    score = held.rows("risk_scores")["building-costs-return-2026-09-30"]
    assert (score["score"], score["band"], score["reason"]) == ("12", "Medium", "A cheaper design.")
    assert held.rows("outcome_values")["friends-return-2026-09-30"]["value"] == "66"
    answer = held.rows("recommendation_updates")["rec-evenings-return-2026-09-30"]
    assert (answer["response"], answer["status"]) == ("in part", "Complete")  # what has not changed is said again


def test_the_commands_read_decide_and_confirm(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(returns_commands, "DATA", home.parent)
    sent = tmp_path / "sent"
    sent.mkdir()
    rows = {"south-hub": {"Status": "Green", "Help needed": "A planner."}}
    (sent / "property.xlsx").write_bytes(filled_in(workbook(home, "Head of property"), rows))
    (sent / "notes.xlsx").write_bytes(b"not a workbook")
    out, told = tmp_path / "draft", tmp_path / "told.json"
    words = [
        "returns",
        "read",
        "exampleshire",
        str(sent),
        "--as-of",
        "2026-09-30",
        "--out",
        str(out),
        "--json",
        str(told),
    ]
    done = CliRunner().invoke(commands.app, words)
    assert done.exit_code == 0, done.output
    for line in (
        "Sent: Head of property",
        "Refused: notes.xlsx: it is text, or a file of another kind",
        "(property.xlsx, sheet Actions, cell G4)",
        "4. Rebuild the southern day centre as a hub: A planner.",
        "Left to decide",
    ):
        assert line in done.output
    assert (tmp_path / "draft-marked" / "property-marked.xlsx").is_file()
    assert json.loads(told.read_text("utf-8"))["proposals"][0]["state"] == "unreadable"
    say = ["returns", "decide", "exampleshire", str(out), "1", "--say", "status=Delayed", "--by", ROLE]
    assert "Decided: another value: Delayed, by Head of commissioning" in CliRunner().invoke(commands.app, say).output
    confirm = CliRunner().invoke(commands.app, ["returns", "confirm", "exampleshire", str(out), "--by", ROLE])
    assert "Nothing is left to decide." in confirm.output, confirm.output


def test_a_workbook_can_be_opened_by_what_it_is_whatever_its_name(home: Path) -> None:
    assert open_workbook(workbook(home).content, "notes.csv").council == "exampleshire"
    assert HEADER_ROW == 3


def test_a_councils_own_words_are_offered_and_one_that_is_none_of_ours_stays_as_it_is(tmp_path: Path) -> None:
    home = stockton(tmp_path / "data").folder
    assert list(published(home).status_words) == list(WORDS)
    rows = {"1c": {"Status": "Superseded"}, "1d": {"Status": "not achieved"}, "1e": {"Status": "Fully achieved"}}
    sent = filled_in(make_workbooks(published(home), "Exampleton")[0], rows)
    reading = read_returns(home, {"sent.xlsx": sent}, paper_of(home, as_of=ON, confirmed_by=ROLE))
    drafts.write_draft(home, reading, tmp_path / "draft")
    assert check(tmp_path / "draft") == []
    said = published(tmp_path / "draft").rows("updates")
    kept = {key: said[f"{key}-return-2026-09-30"] for key in rows}
    assert {key: (row["status_as_written"], row["reported_status"]) for key, row in kept.items()} == {
        "1c": ("Superseded", ""),
        "1d": ("Not achieved", "not achieved"),
        "1e": ("Fully achieved", "complete"),
    }


def test_an_action_that_a_later_plan_carries_on_is_asked_about_there(tmp_path: Path) -> None:
    home = carried_on(tmp_path / "data").folder
    (made,) = make_workbooks(published(home), "Exampleton")
    rows = load_workbook(io.BytesIO(made.content))["Actions"].iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    assert [row[-1] for row in rows] == ["old-g", *(f"new-{name}" for name in "abcde")]
