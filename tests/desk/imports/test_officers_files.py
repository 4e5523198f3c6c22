"""What real trackers hold is read as an officer means it, and nothing of them is taken silently for what it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import ImportAnswers
from dayops_dash.desk.imports.columns import TrackerField as F
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.questions import (
    QuestionKind,
    answers_of,
    of_one_kind,
    questions_of,
    tables_in,
    with_same_columns,
)
from dayops_dash.desk.imports.read import read_tracker, tracker_paper
from dayops_dash.desk.proposal import ProposalState as S
from tests.desk.imports import officers_files as made
from tests.desk.imports.trackers import ON, fill, mapped, proposal, read, table, workbook
from tests.desk.workbooks import saved


def test_a_delivery_plan_of_the_councils_own(home: Path) -> None:
    content = made.delivery_plan()
    columns = {column.letter: column.field for column in mapped(home, content).columns}
    assert columns == dict(
        zip("ABCDEFGHIJ", (F.THEME, F.REFERENCE, F.TITLE, F.OWNER, F.NOT_READ, F.DUE, F.RATING, F.STATUS, F.PERCENT, F.DONE), strict=True)
    )  # fmt: skip
    told = read(home, content, ImportAnswers(status_words={"Slipped": "delayed", "Not yet started": "not started"}))
    due = {one.row: (one.proposed, one.state) for one in told.reading.proposals if one.column == "due"}
    assert due["community-connectors"] == ("31 March 2027", S.TAKEN) and due["south-hub"] == ("31 March 2027", S.TAKEN)
    assert due["transport-review"] == ("1 April 2027", S.NEEDS_PERSON)  # the cell shows Apr-27
    assert due["quality-checkers"][1] is S.NEEDS_PERSON  # Ongoing is no date
    assert proposal(told, "south-hub", "status").state is S.NEEDS_PERSON  # a footnote mark
    assert proposal(told, "evenings-weekends", "complete_pct").proposed == "25"
    (new,) = [one for one in told.reading.proposals if one.form == "new_actions"]
    assert new.values["theme"] == "Quality"
    kinds = [one.kind for one in questions_of(told)]
    assert kinds.count(QuestionKind.RATING_COLOUR) == 3 and kinds.count(QuestionKind.PERSON) == 5


def test_scores_before_controls_are_never_taken_for_those_of_now(home: Path) -> None:
    columns = {column.heading: column.field for column in mapped(home, made.risk_register()).columns}
    assert columns["Inherent Likelihood"] is F.NOT_READ and columns["Current Likelihood"] is F.LIKELIHOOD
    told = read(home, made.risk_register())
    assert proposal(told, "building-costs", "impact").values["likelihood"] == "3"
    assert proposal(told, "building-costs", "impact").place.column == "I"
    assert any("DO4" in note for note in told.reading.notes)


def test_a_heading_that_comes_twice_with_nothing_to_tell_them_apart_is_not_guessed(home: Path) -> None:
    head = ("Risk", "Likelihood", "Impact", "Likelihood", "Impact")
    columns = mapped(home, table(("Buses are cut", 4, 4, 2, 2), head=head)).columns
    assert [column.field for column in columns] == [F.TITLE, *[F.NOT_READ] * 4]
    assert all("called so too" in column.why for column in columns[1:])


def test_a_recommendation_over_two_rows_is_asked_about_only_where_they_differ(home: Path) -> None:
    told = read(home, made.recommendations())
    found = [(one.column, one.state) for one in told.reading.proposals if one.row == "rec-evenings"]
    assert found.count(("status", S.TAKEN)) == 1 and found.count(("action", S.NEEDS_PERSON)) == 2 and len(found) == 5


def test_sheets_with_the_same_columns_are_read_as_one_tracker(home: Path) -> None:
    opened, now = open_tracker(made.by_theme(), "plan.xlsx"), published(home)
    first, *others = of_one_kind(tables_in(opened, now))
    assert [one.sheet.title for one in (first, *others)] == list(made.THEMES)
    more = [with_same_columns(first, one) for one in others]
    paper = tracker_paper(home, as_of=ON)
    told = read_tracker(home, first, ImportAnswers(), answers_of(first), paper, opened.file, more)
    assert told.rows == {
        "1": "community-connectors",
        "2": "employment-pathway",
        "5": "direct-payments",
        "6": "evenings-weekends",
        "8": "carers-breaks",
    }
    assert proposal(told, "direct-payments", "rag").place.sheet == "3 Choice"
    assert proposal(told, "direct-payments", "rag").proposed == "Blue"
    asked = {one.row for one in told.reading.proposals if one.form == "descents"}
    assert asked == {"south-hub", "transport-review", "quality-checkers"}


def test_a_reference_that_several_sheets_use_finds_no_row_next_time(home: Path) -> None:
    head = ("Ref", "Action", "Status")
    book = workbook(
        [head, (1, "Set up a choir", "Delayed")], [head, (1, "Open a garden", "Delayed")], titles=("A", "B")
    )
    opened = open_tracker(saved(book), "plan.xlsx")
    first, other = tables_in(opened, published(home))
    told = read_tracker(home, first, ImportAnswers(), None, tracker_paper(home, as_of=ON), "plan.xlsx", [other])
    assert told.rows == {} and len([one for one in told.reading.proposals if one.form == "new_actions"]) == 2


def test_a_row_without_words_is_not_taken_for_what_its_number_is_published_for(home: Path) -> None:
    head = ("No", "Objective", "Update", "Deadline")
    told = read(
        home, table((1, "Choice", "Begun", "2027"), (2, None, "Consulted", "2027"), (None, "TOTAL", "2", ""), head=head)
    )
    found = {(one.row, one.column): one.state for one in told.reading.proposals if one.form == "actions"}
    assert (
        found["employment-pathway", "due"] is S.NEEDS_PERSON and found["employment-pathway", "done"] is S.NEEDS_PERSON
    )
    (question,) = [one for one in questions_of(told) if one.kind is QuestionKind.REWORDED]
    assert "Open a pathway into paid work" in question.asked
    assert not any("TOTAL" in one.label for one in told.reading.proposals)


def test_an_action_is_taken_for_the_row_before_its_objective(home: Path) -> None:
    head = ("No", "Objective", "Actions to deliver", "Deadline")
    columns = mapped(home, table((1, "Choice", "Set up a choir", "2027"), head=head)).columns
    assert [column.field for column in columns] == [F.REFERENCE, F.NOT_READ, F.TITLE, F.DUE]


@pytest.mark.parametrize(("colour", "name"), [("FFC000", "amber"), ("FFFF00", "yellow"), ("FF0000", "red")])
def test_colours_are_called_as_officers_call_them(home: Path, colour: str, name: str) -> None:
    book = workbook([("Ref", "Action", "Status"), (4, "Rebuild the southern day centre as a hub", None)])
    fill(book["Tracker"], "C2", colour)
    (question,) = questions_of(read(home, saved(book)))
    assert question.asked.startswith(name)
