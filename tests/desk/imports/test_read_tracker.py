"""What a tracker says is taken only where it is certain: dates, statuses, colours, percentages, people, hostile text."""

from __future__ import annotations

import csv
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from dayops_dash.dataset import DATA
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.checks.files import _cell
from dayops_dash.dataset.files.table_file import cells
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.draft import decide, write_draft
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import DAY_FIRST, MONTH_FIRST, ImportAnswers
from dayops_dash.desk.proposal import Choice, DeskError, OfficerDecision, ProposalState
from dayops_dash.desk.reading_file import FILE
from tests.desk.imports.trackers import HEAD, copy_of, csv_of, fill, proposal, read, table, workbook
from tests.desk.workbooks import saved
from tests.thorough import examples

HUB = "Rebuild the southern day centre as a hub"
FRAMEWORK = "Let a framework of day opportunity providers"
CHECKERS = "Train people who use services as quality checkers"
S = ProposalState


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return copy_of(DATA / "exampleshire", tmp_path)


def due(home: Path, value: Any, number_format: str = "") -> tuple[ProposalState, str, str]:
    """Return how a due date in a cell stands, what it proposes, and why."""
    book = workbook([HEAD, (4, HUB, "", "", value, "")])
    if number_format:
        book["Tracker"]["E2"].number_format = number_format
    one = proposal(read(home, saved(book)), "south-hub", "due")
    return one.state, one.proposed, one.reason


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (datetime(2027, 3, 31), "31 March 2027"),
        (date(2027, 3, 31), "31 March 2027"),
        (46477, "31 March 2027"),  # days since 1899-12-30: 2027-03-31 less that day
        ("46477", "31 March 2027"),
        ("31/03/2027", "31 March 2027"),
        ("31.03.27", "31 March 2027"),
        (" 31-03-2027 ", "31 March 2027"),
        ("31/03/2027 17:00", "31 March 2027"),
        ("2027-03-31", "31 March 2027"),
        ("31st March 2027", "31 March 2027"),
        ("Spring 2027", "Spring 2027"),
        ("Q3 26/27", "Q3 26/27"),
        ("end of 2027", "end of 2027"),
    ],
)
def test_a_date_is_the_same_day_however_a_spreadsheet_holds_it(home: Path, value: Any, said: str) -> None:
    assert (date(2027, 3, 31) - date(1899, 12, 30)).days == 46477
    assert due(home, value)[:2] == (S.TAKEN, said)


@pytest.mark.parametrize(
    ("value", "state", "told"),
    [
        (datetime(2027, 4, 1), S.NEEDS_PERSON, "April 2027"),  # typed as April 2027, or as the first of it
        ("31/03/2027*", S.NEEDS_PERSON, "footnote"),
        ("TBC", S.NEEDS_PERSON, "not understood"),
        ("ongoing", S.NEEDS_PERSON, "not understood"),
        ("31 March 2025", S.NEEDS_PERSON, "earlier than what is published"),
        ("31/02/2027", S.UNREADABLE, "no day"),
        ("4/13/2027", S.UNREADABLE, "no day"),
        (datetime(1900, 1, 5), S.UNREADABLE, "1900"),
        ("31/03/2207", S.UNREADABLE, "2207"),
        ("=TODAY()", S.UNREADABLE, "formula"),
        (True, S.UNREADABLE, "True"),
        ("a@example.org", S.UNREADABLE, "e-mail"),
    ],
)
def test_a_date_that_is_not_certain_is_never_taken(home: Path, value: Any, state: ProposalState, told: str) -> None:
    found, _, reason = due(home, value)
    assert found is state and told in reason


def test_the_last_day_of_what_is_published_is_no_news(home: Path) -> None:
    one = proposal(read(home, table((9, CHECKERS, "", "", "31/03/2027", ""))), "quality-checkers", "due")
    assert (one.published, one.state) == ("by the end of March 2027", S.SAME)


def test_which_of_day_and_month_is_first_is_asked_where_the_column_shows_the_month(home: Path) -> None:
    rows = [(4, HUB, "", "", "03/04/2027", ""), (9, CHECKERS, "", "", "4/13/2027", "")]
    unanswered = read(home, table(*rows))
    assert unanswered.order_open
    assert [one.state for one in unanswered.reading.proposals] == [S.NEEDS_PERSON, S.UNREADABLE]
    month = read(home, table(*rows), day_order=MONTH_FIRST)
    assert not month.order_open
    assert [one.proposed for one in month.reading.proposals] == ["4 March 2027", "13 April 2027"]
    day = read(home, table(*rows), day_order=DAY_FIRST)
    assert [one.state for one in day.reading.proposals] == [S.TAKEN, S.UNREADABLE]
    assert day.reading.proposals[0].proposed == "3 April 2027"


def status(home: Path, value: Any, answers: ImportAnswers | None = None, colour: str = "") -> Any:
    book = workbook([HEAD, (4, HUB, "", value, "", "")])
    if colour:
        fill(book["Tracker"], "D2", colour)
    return read(home, saved(book), answers)


def test_a_status_of_the_councils_own_is_taken_whatever_its_case(home: Path) -> None:
    for words in ("Delayed", "delayed ", "DELAYED"):
        one = proposal(status(home, words), "south-hub", "status")
        assert (one.state, one.values) == (S.TAKEN, {"status": "Delayed"})


def test_a_word_that_is_not_known_is_listed_once_and_never_guessed(home: Path) -> None:
    rows = [(4, HUB, "", "Slipped - see note", "", ""), (9, CHECKERS, "", "slipped -  see note", "", "")]
    told = read(home, table(*rows))
    assert {one.state for one in told.reading.proposals} == {S.UNREADABLE}
    assert list(told.words.unknown) == ["Slipped - see note"]  # asked once, however it is spelt
    mapped = read(home, table(*rows), ImportAnswers(status_words={"Slipped - see note": "delayed"}))
    assert {one.state for one in mapped.reading.proposals} == {S.TAKEN} and not mapped.words.unknown
    words = [one for one in mapped.reading.proposals if one.form == "status_words"]
    assert len(mapped.reading.proposals) == 2 + len(words)
    assert {one.row for one in words} == {
        *published(home).status_words,
        "Slipped - see note",
    }  # all that will be stored
    write_draft(home, mapped.reading, home.parents[1] / "words")
    stored = published(home.parents[1] / "words").rows("status_words").values()
    assert {row["word"] for row in stored} == {one.row for one in words}
    assert mapped.reading.proposals[0].values == {"stands_for": "delayed"}
    alias = read(
        home, table(*rows), ImportAnswers(status_words={"Slipped": "delayed", "Slipped - see note": "Slipped"})
    )
    said = [one.proposed for one in alias.reading.proposals if one.form == "actions"]
    assert said == ["Slipped, 2026-09-30"] * 2 and alias.reading.proposals[0].proposed == "delayed"


def test_percentages_are_kept_and_no_status_is_made_of_them(home: Path) -> None:
    told = status(home, "On track (80%)")
    assert proposal(told, "south-hub", "status").values == {"status": "On track"}
    assert proposal(told, "south-hub", "complete_pct").proposed == "80"
    (alone,) = status(home, "75%").reading.proposals
    assert (alone.column, alone.proposed) == ("complete_pct", "75")
    (hundred,) = status(home, "100% complete").reading.proposals
    assert (hundred.column, hundred.proposed) == ("complete_pct", "100")
    (number,) = status(home, 0.75).reading.proposals
    assert (number.column, number.state) == ("status", S.UNREADABLE)


def test_a_percentage_that_differs_from_the_one_in_the_status_is_for_a_person(home: Path) -> None:
    head = ("Ref", "Action", "Status", "% complete")
    one = proposal(read(home, table((4, HUB, "On track (80%)", "60%"), head=head)), "south-hub", "complete_pct")
    assert one.state is S.NEEDS_PERSON and "80%" in one.reason


def test_a_colour_without_words_is_mapped_once_as_a_word_is(home: Path) -> None:
    told = status(home, None, colour="00B050")
    assert proposal(told, "south-hub", "status").state is S.UNREADABLE
    assert told.words.unknown_colours == {"#00B050": 1}
    one = proposal(
        status(home, None, ImportAnswers(status_colours={"#00B050": "On track"}), "00B050"), "south-hub", "status"
    )
    assert (one.state, one.values) == (S.TAKEN, {"status": "On track"})
    beside = status(home, "Delayed", ImportAnswers(status_colours={"#00B050": "On track"}), "00B050")
    assert proposal(beside, "south-hub", "status").values == {"status": "Delayed"}  # a word says what it says
    assert status(home, None, colour="FFFFFF").reading.proposals == ()


def test_a_colour_in_a_column_of_ratings_is_mapped_by_itself(home: Path) -> None:
    book = workbook([("Ref", "Action", "RAG"), (4, HUB, None), (9, CHECKERS, "Green")])
    fill(book["Tracker"], "C2", "FF0000")
    told = read(home, saved(book))
    assert told.words.unknown_ratings == {"#FF0000": 1}
    answers = ImportAnswers(rating_colours={"#FF0000": "Red"}, status_colours={"#FF0000": "Delayed"})
    mapped = read(home, saved(book), answers)
    assert [(one.column, one.proposed) for one in mapped.reading.proposals] == [("rag", "Red"), ("rag", "Green")]


def test_a_footnote_mark_on_a_status_is_for_a_person(home: Path) -> None:
    one = proposal(status(home, "Delayed¹"), "south-hub", "status")
    assert one.state is S.NEEDS_PERSON and "footnote" in one.reason


def test_what_is_published_as_complete_is_not_opened_again_by_a_tracker(home: Path) -> None:
    rows = [
        (3, "Let a framework of day opportunity providers", "", "In progress", "", ""),
        (4, HUB, "", "Complete", "", ""),
    ]
    told = read(home, table(*rows))
    reopened = proposal(told, "framework", "status")
    assert reopened.state is S.NEEDS_PERSON and "published as complete" in reopened.reason
    assert proposal(told, "south-hub", "status").state is S.TAKEN
    again = read(home, table((*rows[0][:3], "Complete", "", "")))
    assert proposal(again, "framework", "status").state is S.SAME


def test_a_day_of_completion_and_a_status_that_is_not_complete_contradict_each_other(home: Path) -> None:
    head = ("Ref", "Action", "Status", "Completed date")
    one = proposal(read(home, table((4, HUB, "On track", "1 May 2026"), head=head)), "south-hub", "status")
    assert one.state is S.NEEDS_PERSON and "completion" in one.reason
    later = proposal(read(home, table((4, HUB, "Complete", "1 May 2027"), head=head)), "south-hub", "status")
    assert later.state is S.UNREADABLE and "after the day" in later.reason
    done = proposal(read(home, table((4, HUB, "Complete", "1 May 2026"), head=head)), "south-hub", "status")
    assert (done.state, done.proposed) == (S.TAKEN, "Complete, 2026-05-01")


def test_a_tracker_that_is_older_than_what_is_published_is_for_a_person(home: Path) -> None:
    one = proposal(read(home, table((4, HUB, "", "Delayed", "", "")), on=date(2026, 1, 31)), "south-hub", "status")
    assert one.state is S.NEEDS_PERSON and "12 May 2026 is later" in one.reason


def test_names_become_roles_and_one_without_a_role_is_refused(home: Path, tmp_path: Path) -> None:
    rows = [(4, HUB, "Jane Smith\nHead of property", "Delayed", "", "Jane Smith met the builder. smith to call."),
            ("12", "Open a second hub", "Jane Smith; Raj Patel", "Delayed", "", "")]  # fmt: skip
    told = read(home, table(*rows))
    assert told.people.unknown == ("Jane Smith", "Raj Patel")
    assert proposal(told, "south-hub", "done").state is S.UNREADABLE
    new = proposal(told, "12-open-a-second-hub", "title")
    assert new.state is S.UNREADABLE and "Say once which role" in new.reason
    every = str(told.reading)
    assert "Jane" not in every and "Patel" not in every
    roles = ImportAnswers(people={"Jane Smith": "Project manager", "RAJ PATEL": "Head of property"})
    told = read(home, table(*rows), roles)
    one = proposal(told, "south-hub", "done")
    assert one.proposed == "Project manager met the builder. smith to call."
    assert one.state is S.NEEDS_PERSON  # a part of a name is left in it
    new = proposal(told, "12-open-a-second-hub", "title")
    assert new.values["owner_role"] == "Project manager; Head of property"
    write_draft(home, told.reading, tmp_path / "draft")
    decide(home, tmp_path / "draft", new.number, Choice.PROPOSED)
    for path in (tmp_path / "draft").glob("*.csv"):
        assert b"Jane" not in path.read_bytes() and b"Patel" not in path.read_bytes()


@pytest.mark.parametrize(
    "words",
    [
        "Mrs Khan asked for a later date.",
        "Agreed with Tomasz Nowak.",
        "KB to chase the builder.",
        "The builder has been chased (KB).",
        "J. Okafor leads.",
    ],
)
def test_a_text_that_may_name_a_person_is_for_a_person(home: Path, words: str) -> None:
    one = proposal(read(home, table((4, HUB, "", "", "", words))), "south-hub", "done")
    assert one.state is S.NEEDS_PERSON and "may name a person" in one.reason
    plain = "Eight quality checkers are trained. The council agreed the next step."
    assert proposal(read(home, table((4, HUB, "", "", "", plain))), "south-hub", "done").state is S.TAKEN


def test_roles_with_and_or_a_comma_are_not_parted(home: Path) -> None:
    roles = ImportAnswers(people={"Head of housing, care and support": "Head of housing, care and support"})
    told = read(home, table((4, HUB, "Head of housing, care and support", "Delayed", "", "")), roles)
    assert told.people.unknown == () and told.reading.proposals[0].who == "Head of housing, care and support"


def test_two_rows_about_one_action_are_for_a_person(home: Path) -> None:
    book = workbook([HEAD, (4, HUB, "", "Delayed", "", ""), (None, "The second part of it", "", "At risk", "", "")])
    book["Tracker"].merge_cells("A2:A3")
    told = read(home, table((4, HUB, "", "Delayed", "", ""), ("4.", HUB, "", "At risk", "", "")))
    assert [one.state for one in told.reading.proposals] == [S.NEEDS_PERSON] * 2
    assert "Rows 2 and 3" in told.reading.proposals[0].reason
    merged = read(home, saved(book)).reading
    (other,) = [one for one in merged.proposals if one.values.get("status") == "At risk"]
    assert other.row != "south-hub" and any("merged" in words for words in other.warnings)
    (asked,) = [one for one in merged.proposals if one.form == "new_actions"]
    assert asked.row == other.row and "published for other words" in asked.reason


def test_a_row_that_is_struck_through_is_for_a_person(home: Path) -> None:
    book = workbook([HEAD, (4, HUB, "", "Delayed", "", "")])
    book["Tracker"]["B2"].font = Font(strike=True)
    (one,) = read(home, saved(book)).reading.proposals
    assert one.state is S.NEEDS_PERSON and "struck through" in one.reason


def test_headings_footnotes_and_headers_that_come_again_are_no_actions(home: Path) -> None:
    rows = [
        ("Priority 3",),
        (4, HUB, "", "Delayed", "", ""),
        HEAD,
        (),
        ("* subject to funding",),
        (None, None, None, "x", "y"),
    ]
    told = read(home, table(*rows))
    assert [one.row for one in told.reading.proposals] == ["south-hub"]
    note = told.reading.notes[0]
    assert (
        note.startswith("Sheet Tracker, rows 2 (“Priority 3”), 6 (“* subject to funding”), 7")
        and "give it a reference" in note
    )


HOSTILE = [
    "=HYPERLINK(\"http://example.org\")", "+1+1", "-2+3", "@SUM(A1)", "<script>alert(1)</script>", "\u202edrowssap",
    "a\x00b".replace("\x00", "\x0b"), "x" * 40_000, "../../etc/passwd", "'; DROP TABLE updates;--", "{{7*7}}", "](javascript:x)",
    "01632 960123 call me", "#REF!", "🦆" * 50,
]  # fmt: skip


@pytest.mark.parametrize("words", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_in_every_cell_stays_text(home: Path, tmp_path: Path, words: str) -> None:
    rows = [
        (4, HUB, words, words, words, words),
        (words, words, words, words, words, words),
        (words, HUB, "", "At risk", "", ""),
    ]
    told = read(
        home,
        csv_of(HEAD, *[[str(cell) for cell in row] for row in rows]),
        ImportAnswers(status_words={words: "delayed"}),
    )
    draft, reading = tmp_path / "draft", told.reading
    for one in reading.of(S.NEEDS_PERSON):
        reading = reading.decided(one.number, OfficerDecision(Choice.PROPOSED))
    write_draft(home, reading, draft)
    assert not check(draft), check(draft)
    for name in ("updates", "intentions", "status_words"):
        path = draft / TABLES[name].path
        rows_ = cells(TABLES[name], path.read_bytes(), "x") if path.is_file() else []
        assert not [fault for row in rows_ for cell in row for fault in _cell(cell, "string")]
        assert "960123" not in (path.read_text("utf-8") if path.is_file() else "")


@settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.lists(
            st.one_of(st.text(max_size=12), st.sampled_from(["4", "On track", "31/03/2027", "50%"])),
            min_size=6,
            max_size=6,
        ),
        max_size=6,
    )
)
def test_any_text_is_read_without_an_error(home: Path, rows: list[list[str]]) -> None:
    try:
        content = csv_of(HEAD, ["4", HUB, "", "On track", "", ""], *rows)
    except csv.Error:
        return
    told = read(home, content)
    known = {"On track", "Complete", "In progress", "At risk", "Delayed", "Not started"}
    for one in told.reading.of(S.TAKEN):
        assert one.column != "status" or one.values["status"] in known


def test_a_thousand_rows_are_read_in_seconds(home: Path) -> None:
    rows = [
        (f"{n}", f"Action number {n} of a long plan", "Head of property", "On track", "31/03/2027", "Work goes on.")
        for n in range(20, 1020)
    ]
    content = table(*rows)
    start = time.process_time()
    told = read(home, content)
    assert time.process_time() - start < 10
    assert len([one for one in told.reading.proposals if one.form == "new_actions"]) == 1000


def test_a_decision_that_makes_no_sense_changes_nothing(home: Path, tmp_path: Path) -> None:
    told = status(home, "Nonsense")
    draft = tmp_path / "draft"
    write_draft(home, told.reading, draft)
    before = (draft / FILE).read_bytes()
    with pytest.raises(DeskError, match="cannot be read"):
        decide(home, draft, 1, Choice.PROPOSED)
    assert (draft / FILE).read_bytes() == before


@pytest.mark.parametrize(
    ("completed", "state", "told"),
    [
        (datetime(2026, 4, 1), S.NEEDS_PERSON, "may have been typed as April 2026"),
        (datetime(2026, 5, 20), S.NEEDS_PERSON, "published as complete, April 2026"),
        (datetime(2026, 4, 20), S.TAKEN, ""),  # a day within the month that is published
    ],
)
def test_a_day_of_completion_that_is_not_certain_is_a_persons_to_decide(
    home: Path, completed: datetime, state: ProposalState, told: str
) -> None:
    head = ("Ref", "Action", "Status", "Completed on")
    one = proposal(read(home, saved(workbook([head, (3, FRAMEWORK, "Complete", completed)]))), "framework", "status")
    assert one.state is state and told in one.reason
