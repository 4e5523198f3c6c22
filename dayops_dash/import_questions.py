"""How ``import`` asks in a terminal what ``desk.imports.questions`` lists: each question once, and again until it is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

import typer

from dayops_dash import wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import DatasetError
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.answers import ImportAnswers, TrackerAnswers
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.desk.imports.files.tracker_file import OpenedTracker
from dayops_dash.desk.imports.questions import (
    EVERY_SHEET,
    ImportQuestion,
    QuestionKind,
    answer_of,
    answered_before,
    answers_of,
    column_choices,
    of_one_kind,
    only_table,
    questions_of,
    tables_in,
    with_answers,
    with_columns,
    with_same_columns,
)
from dayops_dash.desk.imports.read import TrackerReading
from dayops_dash.desk.imports.table import TrackerGuess

Answer = TypeVar("Answer")
LEAVE = "empty to leave it for later"
ADVICE = {  # before the first question of a kind
    QuestionKind.WORD: "Where your council has a better word for it, write both: Fully achieved = complete.",
    QuestionKind.PERSON: "Write = where it is a role already.",
}


def ask_columns(
    opened: OpenedTracker, sheet: str, held: HeldVersion, answers: ImportAnswers, yes: bool
) -> tuple[list[TrackerGuess], TrackerAnswers]:
    """Return the tables to read with their columns, as they were answered before or are answered now."""
    found = tables_in(opened, held, sheet)
    every = of_one_kind(found)
    only = None if sheet == EVERY_SHEET and every else only_table(found, answers)
    tables = [only] if only else every if sheet == EVERY_SHEET else _chosen(found, every, yes)
    mapped, known = tables[0], answered_before(tables[0], answers)
    if known:
        mapped = known[0]
    else:
        typer.echo("\n".join(guess_lines(mapped)))
        mapped = mapped if yes else _corrected(mapped)
    more = [with_same_columns(mapped, one) for one in tables[1:]]
    return [mapped, *more], known[1] if known else answers_of(mapped)


def _chosen(found: list[TrackerGuess], every: list[TrackerGuess], yes: bool) -> list[TrackerGuess]:
    """Return one of several sheets with a table, or those with the same columns, as a person chooses."""
    names = ", ".join(f"{one.sheet.title} ({wording.count(one.rows, 'row')})" for one in found)
    if yes:
        fail(f"Several sheets have a table: {names}. Say which with --sheet.")
    typer.echo(f"Several sheets have a table: {names}.")
    while True:
        title = typer.prompt(
            f"Which sheet ({EVERY_SHEET} for the {len(every)} with the same columns)" if every else "Which sheet"
        ).strip()
        if title == EVERY_SHEET and every:
            return every
        if match := next((one for one in found if one.sheet.title.casefold() == title.casefold()), None):
            return [match]


def guess_lines(mapped: TrackerGuess) -> list[str]:
    """Return what is taken for a tracker's table, column by column, with what stands in its first rows."""
    lines = [mapped.words]
    for one in mapped.columns:
        examples = " · ".join(one.examples) or "nothing"
        lines.append(f"  {one.letter}  {one.heading or '(no heading)'}: {one.field} ({one.why})    {examples}")
    return lines


def _corrected(mapped: TrackerGuess) -> TrackerGuess:
    """Return the columns as a person corrects them."""
    if typer.confirm("Is this right?", default=True):
        return mapped
    typer.echo(f"A column can be: {', '.join(column_choices(mapped))}.")
    while letter := typer.prompt("Which column is wrong (its letter; empty when done)", default="").strip().upper():
        column = next((one for one in mapped.columns if one.letter == letter), None)
        if column is None:
            typer.echo(f"There is no column {letter}.")
            continue
        mapped = _until_answered(f"Column {letter} is", partial(_instead, mapped, column.place))
    corrected = replace(mapped, columns=tuple(replace(one, why="your answer") for one in mapped.columns))
    typer.echo("\n".join(guess_lines(corrected)))
    return corrected


def _instead(mapped: TrackerGuess, place: int, words: str) -> TrackerGuess:
    """Return the columns with one of them as a person says; another that was taken for the same is not read any more."""
    wanted = words.strip().casefold()
    if not wanted:
        return mapped
    others = {one.place: str(TrackerField.NOT_READ) for one in mapped.columns if wanted == one.field}
    return with_columns(mapped, {**others, place: wanted})


def _until_answered(asked: str, taken: Callable[[str], Answer]) -> Answer:
    """Return what an answer is taken for, asking again while it is taken for nothing."""
    while True:
        try:
            return taken(typer.prompt(f"{asked} ({LEAVE})", default="", show_default=False))
        except DatasetError as error:
            typer.echo(str(error))


def ask_unknown(
    told: TrackerReading, answers: ImportAnswers, known: TrackerAnswers
) -> tuple[ImportAnswers, TrackerAnswers]:
    """Ask what nobody has said yet. What is left empty stays unknown."""
    said: dict[ImportQuestion, str] = {}
    before = None
    for question in questions_of(told):
        if question.kind != before:
            before = question.kind
            choices = f"{wording.capital(question.kind)} can be: {', '.join(question.choices)}."
            typer.echo("\n".join(filter(None, (choices if question.choices else "", ADVICE.get(question.kind, "")))))
        said[question] = _until_answered(question.asked, partial(answer_of, question))
    return with_answers(answers, known, said)
