"""What the forms about a tracker do: choose its sheet, say what its columns are, answer what is asked. Answers are the council's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from dayops_dash.dataset.writing.locking import writing
from dayops_dash.desk.imports.answers import load_answers, save_answers
from dayops_dash.desk.imports.columns import KINDS
from dayops_dash.desk.imports.questions import (
    EVERY_SHEET,
    IS_ROLE,
    ImportQuestion,
    answer_of,
    answers_of,
    with_answers,
    with_columns,
)
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.tracker.kept import KeptTable, KeptTracker, forget, kept_of
from dayops_dash.desk.web.tracker.reading import KIND, SHEET

COLUMN, ANSWER, BETTER, OWN = "column-", "answer-", "better-", "own-"  # how the fields of these forms begin


def field_of(question: ImportQuestion) -> str:
    """Return by what a question is known in a form, whatever else is asked meanwhile."""
    return hashlib.sha256(f"{question.kind}\n{question.about}".encode()).hexdigest()[:16]


def tracker_act(draft: DeskDraft, form: SentForm) -> DeskDraft:
    """Do what a form about a tracker asks for, and return the draft, to be read anew. Raises DeskError where it cannot be done."""
    act = ACTS.get(form.text("act"))
    tracker = kept_of(draft)
    if act is None or tracker is None:
        raise DeskError("Choose what to do.")
    return act(draft, tracker, form)


def _choose_sheet(draft: DeskDraft, tracker: KeptTracker, form: SentForm) -> DeskDraft:
    title = form.fields.get(SHEET, "")
    if title not in [one for one, _ in tracker.sheets] and not (title == EVERY_SHEET and tracker.every):
        raise DeskError("Choose the sheet that holds the actions.")
    forget(draft)
    return draft.with_details(about={**draft.details.about, SHEET: title, KIND: ""})


def _say_columns(draft: DeskDraft, tracker: KeptTracker, form: SentForm) -> DeskDraft:
    table = _table(tracker)
    kind = form.text(KIND)
    if kind not in KINDS:
        raise DeskError("Say what it is a tracker of.")
    if kind != table.kind:  # other questions: the columns are guessed anew
        return draft.with_details(about={**draft.details.about, KIND: kind})
    fields = {one.place: form.text(f"{COLUMN}{one.place}") for one in table.columns}
    mapped = with_columns(table.as_guess(), fields)
    with writing(draft.home):
        answers = load_answers(draft.home)
        before = answers.tracker(table.headings)
        save_answers(draft.home, answers.with_tracker(answers_of(mapped, before)))
    return draft


def _table(tracker: KeptTracker) -> KeptTable:
    if tracker.table is None:
        raise DeskError("Choose a sheet first.")
    return tracker.table


def _answer(draft: DeskDraft, tracker: KeptTracker, form: SentForm) -> DeskDraft:
    table = _table(tracker)
    answered = {one: answer_of(one, typed_answer(one, form)) for one in tracker.questions}
    with writing(draft.home):
        answers = load_answers(draft.home)
        known = answers.tracker(table.headings)
        if known is None:
            raise DeskError("The columns of this tracker are not known any more. Read it again.")
        save_answers(draft.home, with_answers(answers, known, answered)[0])
    return draft


def typed_answer(question: ImportQuestion, form: SentForm) -> str:
    """Return what a form says to a question, as a terminal would have it typed."""
    name = field_of(question)
    answer, better = form.text(f"{ANSWER}{name}"), form.text(f"{BETTER}{name}")
    if form.text(f"{OWN}{name}"):
        return IS_ROLE
    return f"{better} = {answer}" if better and answer else answer


ACTS: Mapping[str, Callable[[DeskDraft, KeptTracker, SentForm], DeskDraft]] = MappingProxyType(
    {"sheet": _choose_sheet, "columns": _say_columns, "answers": _answer}
)
