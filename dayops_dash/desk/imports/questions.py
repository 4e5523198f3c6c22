"""What is asked of a tracker, once: which sheet, which column is what, and what words, colours, people and references stand for.

The terminal and the desk in the browser ask from here. Neither has a question or a rule of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import WordMeaning
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.answers import (
    DAY_FIRST,
    MONTH_FIRST,
    ImportAnswers,
    TrackerAnswers,
    mapped_words,
    role_words,
)
from dayops_dash.desk.imports.columns import KINDS, NOT_TAKEN, TrackerField, plain_heading
from dayops_dash.desk.imports.files.colours import colour_words
from dayops_dash.desk.imports.files.tracker_file import OpenedTracker
from dayops_dash.desk.imports.guess import guess
from dayops_dash.desk.imports.read import TrackerReading
from dayops_dash.desk.imports.statuses import kept_word
from dayops_dash.desk.imports.table import TrackerGuess, headings_in
from dayops_dash.desk.proposal import DeskError

SAME, ANOTHER = "the same action", "another action"
EVERY_SHEET = "*"  # in place of a sheet's name: no sheet can be called so
IS_ROLE = "="  # in place of a role: the name is one already


class QuestionKind(StrEnum):
    """What a question is about."""

    DAY_ORDER = "the order of dates"
    WORD = "a word for status"
    RATING_WORD = "a word for a rating"
    STATUS_COLOUR = "a colour as a status"
    RATING_COLOUR = "a colour as a rating"
    PERSON = "a person"
    REWORDED = "other words under a reference"


@dataclass(frozen=True)
class ImportQuestion:
    """One question: what it is about as the tracker has it, what is asked, the answers to choose from, and what is not known without it.

    A person's role has no list: it is typed. ``refers_to`` is the published row that the question is about, if it is about one.
    """

    kind: QuestionKind
    about: str
    asked: str
    choices: tuple[str, ...]
    lacking: str
    refers_to: str = ""


def tables_in(opened: OpenedTracker, data: HeldVersion, sheet: str = "", kind: str = "") -> list[TrackerGuess]:
    """Return the tables found, sheet by sheet; only that of ``sheet`` where one is named.

    Raises DeskError where there is no such sheet, or no row that names columns.
    """
    titles = [one.title for one in opened.sheets]
    if sheet not in ("", EVERY_SHEET, *titles):
        raise DeskError(f"{opened.file} has no sheet {sheet!r}. It has: {', '.join(titles)}.")
    wanted = [one for one in opened.sheets if sheet in ("", EVERY_SHEET, one.title)]
    tables = [one for one in (guess(one, data, kind) for one in wanted) if one]
    if not tables:
        do = "Put the name of each column into one row, such as Reference, Action, Status, Due date, and import again."
        noted = "".join(f" {one}" for one in opened.notes)
        raise DeskError(f"{opened.file}: no row was found that names the columns. {do}{noted}")
    return tables


def only_table(tables: Sequence[TrackerGuess], answers: ImportAnswers) -> TrackerGuess | None:
    """Return the table that is read: the only one, else the only one whose columns are known; None where a person chooses."""
    known = [one for one in tables if answers.tracker(headings_of(one))]
    return tables[0] if len(tables) == 1 else known[0] if len(known) == 1 else None


def of_one_kind(tables: Sequence[TrackerGuess]) -> list[TrackerGuess]:
    """Return the sheets that have the same columns, where several have: an action plan with a sheet for each theme."""
    by_headings: dict[tuple[str, ...], list[TrackerGuess]] = {}
    for one in tables:
        by_headings.setdefault(tuple(sorted(map(plain_heading, headings_of(one)))), []).append(one)
    most = max(by_headings.values(), key=len, default=[])
    return most if len(most) > 1 else []


def with_same_columns(first: TrackerGuess, other: TrackerGuess) -> TrackerGuess:
    """Return another sheet with the columns that were said of the first (see ``of_one_kind``)."""
    fields = {first.name_of(one): one.field for one in first.columns}
    return replace(other.with_fields(fields, f"as on sheet {first.sheet.title}"), kind=first.kind)


def headings_of(mapped: TrackerGuess) -> list[str]:
    return [heading for heading in headings_in(mapped.sheet, mapped.header) if heading]


def answered_before(mapped: TrackerGuess, answers: ImportAnswers) -> tuple[TrackerGuess, TrackerAnswers] | None:
    """Return a table with its columns as they were answered before; None where nobody was asked yet."""
    known = answers.tracker(headings_of(mapped))
    if known is None:
        return None
    return replace(mapped.with_fields(known.columns, "answered before"), kind=known.kind), known


def answers_of(mapped: TrackerGuess, before: TrackerAnswers | None = None) -> TrackerAnswers:
    """Return a table's columns as they are kept, with what else was answered of it before."""
    fields = {mapped.name_of(one): one.field for one in mapped.columns}
    known = before or TrackerAnswers((), mapped.kind, {})
    return replace(known, headings=tuple(headings_of(mapped)), kind=mapped.kind, columns=fields)


def column_choices(mapped: TrackerGuess) -> list[str]:
    """Return what a column of a table can be."""
    return [*map(str, KINDS[mapped.kind]), str(TrackerField.NOT_READ)]


def with_columns(mapped: TrackerGuess, chosen: Mapping[int, str]) -> TrackerGuess:
    """Return a table with the columns that a person chose, by their place. Raises DeskError where they cannot be so."""
    columns = list(mapped.columns)
    for at, one in enumerate(columns):
        words = chosen.get(one.place, "")
        if not words or words == one.field:
            continue
        if mapped.is_derived(one.heading):
            raise DeskError(f"{one.heading} is worked out by the system. It is never taken as reported.")
        if words not in column_choices(mapped):
            problem = f"Column {one.letter} cannot be “{words[:60]}”"
            raise DeskError(f"{problem}. Choose one of: {', '.join(column_choices(mapped))}.")
        columns[at] = replace(one, field=TrackerField(words), why="your answer")
    taken: dict[TrackerField, str] = {}
    for one in columns:
        if one.field in NOT_TAKEN:
            continue
        if one.field in taken:
            raise DeskError(f"Columns {taken[one.field]} and {one.letter} are both “{one.field}”. Choose one of them.")
        taken[one.field] = one.letter
    if not {TrackerField.TITLE, TrackerField.REFERENCE} & set(taken):
        raise DeskError("No column is the title or the reference, so no row can be told from another. Choose one.")
    return replace(mapped, columns=tuple(columns))


def questions_of(reading: TrackerReading) -> list[ImportQuestion]:
    """Return the open questions about a tracker: the order of dates, words, colours, people, and references with other words."""
    return [
        *_of_references(reading),
        *_of_dates(reading),
        *_of_words(reading),
        *_of_ratings(reading),
        *_of_colours(reading),
        *_of_people(reading),
    ]


def _of_dates(reading: TrackerReading) -> Iterator[ImportQuestion]:
    if reading.order_open:
        asked = "Dates such as 03/04/2024 may be 3 April (day first) or 4 March (month first). Which"
        lacking = "whether the dates have their day or their month first"
        yield ImportQuestion(QuestionKind.DAY_ORDER, "", asked, (DAY_FIRST, MONTH_FIRST), lacking)


def _of_words(reading: TrackerReading) -> Iterator[ImportQuestion]:
    return word_questions(reading.words.unknown, reading.words.own)


def word_questions(unknown: Mapping[str, int], own: Sequence[str]) -> Iterator[ImportQuestion]:
    """Yield what is asked of words for status that nobody has mapped, those in most cells first. ``own`` are the council's words."""
    choices = (*map(str, WordMeaning), *own)
    for word, cells in sorted(unknown.items(), key=lambda one: -one[1]):
        named = f"“{word}” ({wording.count(cells, 'cell')})" if cells else f"“{word}”"
        yield ImportQuestion(QuestionKind.WORD, word, f"{named} stands for", choices, f"the word for status {named}")


def _of_ratings(reading: TrackerReading) -> Iterator[ImportQuestion]:
    for word, cells in sorted(reading.words.unknown_rating_words.items(), key=lambda one: -one[1]):
        named = f"“{word}” ({wording.count(cells, 'cell')})"
        ratings = tuple(reading.people.held.ratings)
        lacking = f"the word for a rating {named}"
        yield ImportQuestion(QuestionKind.RATING_WORD, word, f"{named}, as a rating, is", ratings, lacking)


def _of_colours(reading: TrackerReading) -> Iterator[ImportQuestion]:
    """Yield the questions about fills without a word. A word for status is one of the council's, else one of ours."""
    words = reading.words
    own = dict.fromkeys((*reading.words.own, *words.unknown))
    ours = (str(one) for one in WordMeaning if one is not WordMeaning.NONE_OF_OURS)
    statuses = (*own, *(word for word in ours if word.casefold() not in {one.casefold() for one in own}))
    for kind, colours, choices, what in (
        (QuestionKind.STATUS_COLOUR, words.unknown_colours, statuses, "status"),
        (QuestionKind.RATING_COLOUR, words.unknown_ratings, tuple(reading.people.held.ratings), "rating"),
    ):
        for colour, cells in colours.items():
            named, number = colour_words(colour), wording.count(cells, "cell")
            asked, lacking = f"{named} ({number}), as a {what}, is", f"{named} as a {what} ({number})"
            yield ImportQuestion(kind, colour, asked, choices, lacking)


def _of_people(reading: TrackerReading) -> Iterator[ImportQuestion]:
    for name in reading.people.unknown:
        lacking = f"the role of “{name}”, who is named as a lead"
        yield ImportQuestion(QuestionKind.PERSON, name, f"“{name}” is which role", (), lacking)


def _of_references(reading: TrackerReading) -> Iterator[ImportQuestion]:
    rows = reading.people.held.rows({"actions": "intentions"}.get(reading.kind, reading.kind))
    for reference, (label, key) in reading.reworded.items():
        published = rows[key].get("title") or rows[key].get("summary", "")
        asked = f"“{label[:100]}” is published as “{published[:100]}”. Is it"
        lacking = f"whether “{label[:60]}” is the action that is published under its reference"
        yield ImportQuestion(QuestionKind.REWORDED, reference, asked, (SAME, ANOTHER), lacking, key)


def answer_of(question: ImportQuestion, words: str) -> str:
    """Return an answer as it is kept; "" where it is left for later. Raises DeskError for one that answers nothing."""
    plain = " ".join(words.split())
    if not plain:
        return ""
    if question.kind is QuestionKind.PERSON:
        return role_words(question.about if plain == IS_ROLE else plain, f"“{question.about[:60]}”")
    alike = [one for one in question.choices if one.casefold() == plain.casefold()]
    chosen = plain if plain in alike else next(iter(alike), "")
    better = _better_word(plain) if question.kind is QuestionKind.WORD else ""
    if not chosen and not better:
        listed = {one.casefold(): one for one in question.choices}  # a word of ours and the council's same word once
        raise DeskError(f"{question.asked}: “{plain[:60]}” is no answer. Choose one of: {', '.join(listed.values())}.")
    return chosen or better


def _better_word(words: str) -> str:
    """Return a word of the council's with what it stands for, as Fully achieved = complete; "" for anything else."""
    better, _, means = (part.strip() for part in words.partition("="))
    means = means.casefold()
    return f"{kept_word(better)} = {means}" if better and means in map(str, WordMeaning) else ""


def with_answers(
    answers: ImportAnswers, known: TrackerAnswers, answered: Mapping[ImportQuestion, str]
) -> tuple[ImportAnswers, TrackerAnswers]:
    """Return the answers with those given now (see ``answer_of``). What was left for later stays unknown."""
    by_kind: dict[QuestionKind, dict[str, str]] = {kind: {} for kind in QuestionKind}
    for question, answer in answered.items():
        if answer:
            by_kind[question.kind][question.about] = answer
    words = mapped_words(by_kind[QuestionKind.WORD])
    for colour, answer in by_kind[QuestionKind.STATUS_COLOUR].items():
        if answer in tuple(WordMeaning):  # a word of ours, for which the council has none
            by_kind[QuestionKind.STATUS_COLOUR][colour] = wording.capital(answer)
            words[wording.capital(answer)] = answer
    rows = {
        one.about: one.refers_to if answer == SAME else ""
        for one, answer in answered.items()
        if one.refers_to and answer
    }
    known = replace(
        known,
        day_order=by_kind[QuestionKind.DAY_ORDER].get("", known.day_order),
        reworded={**known.reworded, **rows},
    )
    answers = replace(
        answers,
        status_words={**answers.status_words, **words},
        status_colours={**answers.status_colours, **by_kind[QuestionKind.STATUS_COLOUR]},
        rating_words={**answers.rating_words, **by_kind[QuestionKind.RATING_WORD]},
        rating_colours={**answers.rating_colours, **by_kind[QuestionKind.RATING_COLOUR]},
        people={**answers.people, **by_kind[QuestionKind.PERSON]},
    )
    return answers.with_tracker(known), known
