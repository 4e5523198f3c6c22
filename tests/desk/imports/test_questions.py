"""One list of questions, from which the terminal and the desk ask; each answer is kept by what it is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import ImportAnswers, TrackerAnswers, load_answers, save_answers
from dayops_dash.desk.imports.columns import TrackerField as F
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.guess import guess
from dayops_dash.desk.imports.questions import (
    ANOTHER,
    SAME,
    ImportQuestion,
    QuestionKind,
    answer_of,
    answered_before,
    answers_of,
    questions_of,
    tables_in,
    with_answers,
    with_columns,
    word_questions,
)
from dayops_dash.desk.proposal import DeskError
from tests.desk.imports.trackers import HEAD, answered, fill, mapped, read, table, workbook
from tests.desk.workbooks import saved

NORTH = "Rebuild the northern day centre as a hub"
CHECKERS = "Train people who use services as quality checkers"


def of(questions: list[ImportQuestion], kind: QuestionKind) -> list[ImportQuestion]:
    return [one for one in questions if one.kind is kind]


def test_everything_that_nobody_has_said_is_asked_once_and_then_no_more(home: Path) -> None:
    book = workbook([HEAD, (4, NORTH, "Jo Bloggs", "Slipped", "03/25/2027", ""), (9, CHECKERS, "", None, "", "")])
    fill(book["Tracker"], "D3")
    content = saved(book)
    told = read(home, content)
    questions = questions_of(told)
    assert {one.kind for one in questions} == set(QuestionKind) - {QuestionKind.RATING_COLOUR, QuestionKind.RATING_WORD}
    assert all(answer_of(one, "  ") == "" for one in questions)  # any may be left for later
    words = {
        QuestionKind.WORD: "Late again = delayed",
        QuestionKind.STATUS_COLOUR: "stopped",  # a word of ours, for which the council has none
        QuestionKind.PERSON: "Head of property",
        QuestionKind.DAY_ORDER: "Month first",
        QuestionKind.REWORDED: SAME,
    }
    known = answered(mapped(home, content))
    answers, known = with_answers(ImportAnswers(), known, {one: answer_of(one, words[one.kind]) for one in questions})
    assert answers.status_words == {"Slipped": "Late again", "Late again": "delayed", "Stopped": "stopped"}
    assert answers.status_colours == {"#00B050": "Stopped"} and answers.people == {"Jo Bloggs": "Head of property"}
    again = read(home, content, answers, day_order=known.day_order, reworded=known.reworded)
    assert questions_of(again) == []
    found = {(one.row, one.column): one.proposed for one in again.reading.proposals}
    assert found["quality-checkers", "status"].startswith("Stopped") and found["south-hub", "due"] == "25 March 2027"


def test_another_action_under_a_published_reference_is_new(home: Path) -> None:
    content = table((4, NORTH, "", "Delayed", "", ""))
    told = read(home, content)
    (question,) = of(questions_of(told), QuestionKind.REWORDED)
    _, known = with_answers(ImportAnswers(), answered(mapped(home, content)), {question: ANOTHER})
    again = read(home, content, reworded=known.reworded)
    assert not of(questions_of(again), QuestionKind.REWORDED)
    new = [one for one in again.reading.proposals if one.form == "new_actions"]
    assert [one.values["title"] for one in new] == [NORTH]
    assert not any(one.row == "south-hub" and one.form == "actions" for one in again.reading.proposals)


def test_what_answers_nothing_is_refused_in_words(home: Path) -> None:
    told = read(home, table((4, CHECKERS, "Jo Bloggs", "Slipped", "", "")))
    (word,), (person,) = (of(questions_of(told), kind) for kind in (QuestionKind.WORD, QuestionKind.PERSON))
    for question, words in ((word, "late"), (word, "= delayed"), (word, "Late = tardy"), (person, "jo@example.org")):
        with pytest.raises(DeskError):
            answer_of(question, words)


def test_a_column_without_a_heading_and_a_second_one_of_a_name_keep_what_was_said(home: Path) -> None:
    head = ("Ref", "Action", "Date", "", "Date")
    content = table((4, NORTH, "1 May 2026", "Delayed", "31 March 2027"), head=head)
    one = mapped(home, content)
    said = with_columns(one, {2: F.NOT_READ, 3: F.STATUS, 4: F.DUE})
    known = answered_before(one, ImportAnswers().with_tracker(answers_of(said)))
    assert known and [column.field for column in known[0].columns] == [
        F.REFERENCE,
        F.TITLE,
        F.NOT_READ,
        F.STATUS,
        F.DUE,
    ]


def test_columns_that_contradict_each_other_are_refused(home: Path) -> None:
    one = mapped(home, table((4, NORTH, "", "Delayed", "", "")))
    for said in ({3: str(F.DUE)}, {0: str(F.NOT_READ), 1: str(F.NOT_READ)}, {3: str(F.IMPACT)}, {3: "nonsense"}):
        with pytest.raises(DeskError):
            with_columns(one, said)
    planner = ("Task ID", "Task Name", "Bucket Name", "Progress", "Due Date", "Late")
    derived = mapped(home, table(("x1", NORTH, "Hubs", "In progress", "", "true"), head=planner))
    with pytest.raises(DeskError, match="worked out by the system"):
        with_columns(derived, {5: F.STATUS})


def test_a_person_may_say_what_it_is_a_tracker_of(home: Path) -> None:
    content = table((1, "Set up a hub", "Delayed"), head=("No", "Recommendation", "Status"))
    opened = open_tracker(content, "tracker.xlsx")
    assert [one.kind for one in tables_in(opened, published(home))] == ["recommendations"]
    (said,) = tables_in(opened, published(home), kind="actions")
    assert said.kind == "actions" and F.TITLE in said.by_field
    assert guess(opened.sheets[0], published(home), "actions") == said


def test_a_letter_for_a_rating_is_asked_once_for_all_of_its_rows(home: Path) -> None:
    head = ("Ref", "Action", "Status", "RAG")
    keys = list(published(home).rows("intentions").values())[:6]
    rows = [(row["reference"], row["title"], "", letter) for row, letter in zip(keys, "RAGgrA", strict=True)]
    told = read(home, table(*rows, head=head))
    questions = [one for one in questions_of(told) if one.kind is QuestionKind.RATING_WORD]
    assert [(one.about, one.asked) for one in questions] == [
        (letter, f"“{letter}” (2 cells), as a rating, is") for letter in "RAG"
    ]
    columns = TrackerAnswers(head, "actions", {})
    known = with_answers(ImportAnswers(), columns, dict(zip(questions, ("Red", "Amber", "Green"), strict=True)))[0]
    again = read(home, table(*rows, head=head), known)
    said = [one.proposed for one in again.reading.proposals if one.column == "rag"]
    assert said == ["Red", "Amber", "Green", "Green", "Red", "Amber"] and not again.words.unknown_rating_words
    save_answers(home, known)
    assert load_answers(home).rating_words == {"R": "Red", "A": "Amber", "G": "Green"}


def test_a_word_that_the_council_and_we_both_have_may_be_chosen_in_either_way() -> None:
    (asked,) = word_questions({"Done": 2}, ["Complete", "On track"])
    assert [answer_of(asked, words) for words in ("Complete", "complete", "ON TRACK")] == [
        "Complete",
        "complete",
        "on track",
    ]
    with pytest.raises(DeskError) as told:
        answer_of(asked, "blue")
    assert str(told.value).casefold().count("on track") == 1
