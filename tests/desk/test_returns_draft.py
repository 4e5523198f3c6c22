"""What was read from returns is put into a draft, decided by a person, published, and sent back to who sent it."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from dayops_dash import commands, returns_commands
from dayops_dash.dataset import Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.desk import draft as drafts
from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import Choice, DeskError, ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import FILE, load_reading
from dayops_dash.desk.returns.make import HEADER_ROW, Workbook, make_workbooks
from dayops_dash.desk.returns.mark import marked
from dayops_dash.desk.returns.opened import open_workbook
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.figures.shared.day import evidence_words
from dayops_dash.measures.plan import progress
from dayops_dash.publishing.publish import draft_of, publish
from dayops_dash.screen.view import days_to_choose
from dayops_dash.stories.record import sources
from tests.desk.returned import ON, ROLE, publish_update, read, workbook
from tests.desk.workbooks import filled_in
from tests.measures.plan.test_coverage import WORDS, stockton
from tests.measures.plan.test_descent import council as carried_on


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
        "transport-review": {"Status": "Complete", "Date of the status": datetime(2026, 9, 1)},
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
    done = held.rows("updates")["transport-review-return-2026-09-30"]
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
    assert days_to_choose(council)["2026-09-30"] == "Latest return, 30 September 2026"
    assert days_to_choose(council)["2026-05-12"] == "Report, 12 May 2026"
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


@pytest.mark.parametrize(
    ("word", "as_written", "status"),
    [
        ("Superseded", "Superseded", ""),
        ("not achieved", "Not achieved", "not achieved"),
        ("Fully achieved", "Fully achieved", "complete"),
    ],
)
def test_a_councils_own_words_are_offered_and_one_that_is_none_of_ours_stays_as_it_is(
    tmp_path: Path, word: str, as_written: str, status: str
) -> None:
    home = stockton(tmp_path / "data").folder
    assert list(published(home).status_words) == list(WORDS)
    sent = filled_in(make_workbooks(published(home), "Exampleton")[0], {"1e": {"Status": word}})
    reading = read_returns(home, {"sent.xlsx": sent}, paper_of(home, as_of=ON, confirmed_by=ROLE))
    drafts.write_draft(home, reading, tmp_path / "draft")
    assert check(tmp_path / "draft") == []
    row = published(tmp_path / "draft").rows("updates")["1e-return-2026-09-30"]
    assert (row["status_as_written"], row["reported_status"]) == (as_written, status)


def test_an_action_that_a_later_plan_carries_on_is_asked_about_there(tmp_path: Path) -> None:
    home = carried_on(tmp_path / "data").folder
    (made,) = make_workbooks(published(home), "Exampleton")
    rows = load_workbook(io.BytesIO(made.content))["Actions"].iter_rows(min_row=HEADER_ROW + 1, values_only=True)
    assert [row[-1] for row in rows] == ["old-g", *(f"new-{name}" for name in "abcde")]
