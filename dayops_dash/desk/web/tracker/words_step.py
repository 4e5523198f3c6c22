"""Words for status that the workbooks use and nobody has mapped: each is asked once, for all of its cells and every later return."""

from __future__ import annotations

from dataclasses import replace

from dayops_dash.dataset.writing.locking import writing
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import load_answers, mapped_words, save_answers
from dayops_dash.desk.imports.questions import ImportQuestion, answer_of, word_questions
from dayops_dash.desk.imports.statuses import status_words
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.tracker.acts import typed_answer


def word_questions_of(draft: DeskDraft) -> list[ImportQuestion]:
    """Return what is asked of the words for status in a draft's workbooks; nothing where all are known."""
    if not draft.is_read or not (unknown := draft.reading().unknown_words):
        return []
    return [*word_questions(unknown, status_words(published(draft.home), load_answers(draft.home)).own)]


def say_words(draft: DeskDraft, form: SentForm) -> None:
    """Keep the meanings of words from a form for the council. Raises DeskError for an answer that says nothing."""
    answered = {one.about: answer_of(one, typed_answer(one, form)) for one in word_questions_of(draft)}
    with writing(draft.home):
        answers = load_answers(draft.home)
        save_answers(draft.home, replace(answers, status_words={**answers.status_words, **mapped_words(answered)}))
