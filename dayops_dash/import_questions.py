"""What ``import`` asks: which sheet, which column is what, and what words, colours and people stand for. Each is asked once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import typer

from dayops_dash import wording
from dayops_dash.command_end import WRONG, fail
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.vocabulary import WordMeaning
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.answers import DAY_FIRST, MONTH_FIRST, ImportAnswers, TrackerAnswers, role_words
from dayops_dash.desk.imports.columns import KINDS, TrackerField
from dayops_dash.desk.imports.files.colours import colour_words
from dayops_dash.desk.imports.files.tracker_file import OpenedTracker
from dayops_dash.desk.imports.guess import TrackerGuess, guess, heading_of
from dayops_dash.desk.imports.read import TrackerReading

LEAVE = "empty to leave it for later"


def ask_columns(
    opened: OpenedTracker, sheet: str, held: HeldVersion, answers: ImportAnswers, yes: bool
) -> tuple[TrackerGuess, TrackerAnswers]:
    """Return a sheet's table with its columns, as they were answered before or are answered now."""
    titles = [one.title for one in opened.sheets]
    if sheet and sheet not in titles:
        fail(f"{opened.file} has no sheet {sheet!r}. It has: {', '.join(titles)}.")
    wanted = [one for one in opened.sheets if not sheet or one.title == sheet]
    found = [one for one in (guess(one, held) for one in wanted) if one]
    if not found:
        do = "Put the name of each column into one row, such as Reference, Action, Status, Due date, and import again."
        fail(f"{opened.file}: no row was found that names the columns. {do}", WRONG)
    mapped = found[0] if len(found) == 1 else _chosen(found, answers, yes)
    headings = _headings(mapped)
    if known := answers.tracker(headings):
        return replace(mapped.with_fields(known.columns, "answered before"), kind=known.kind), known
    typer.echo("\n".join(guess_lines(mapped)))
    if not yes:
        mapped = _corrected(mapped)
    fields = {one.heading: one.field for one in reversed(mapped.columns) if one.heading}
    return mapped, TrackerAnswers(tuple(headings), mapped.kind, fields)


def _headings(mapped: TrackerGuess) -> list[str]:
    return [heading for cell in mapped.sheet.rows[mapped.header] if (heading := heading_of(cell))]


def _chosen(found: list[TrackerGuess], answers: ImportAnswers, yes: bool) -> TrackerGuess:
    """Return one of several sheets with a table: the one whose columns are known, else the one that a person chooses."""
    known = [one for one in found if answers.tracker(_headings(one))]
    if len(known) == 1:
        return known[0]
    names = ", ".join(f"{one.sheet.title} ({wording.count(one.rows, 'row')})" for one in found)
    if yes:
        fail(f"Several sheets have a table: {names}. Say which with --sheet.")
    typer.echo(f"Several sheets have a table: {names}.")
    while True:
        title = typer.prompt("Which sheet").strip()
        if match := next((one for one in found if one.sheet.title.casefold() == title.casefold()), None):
            return match


def guess_lines(mapped: TrackerGuess) -> list[str]:
    """Return what is taken for a tracker's table, column by column, with what stands in its first rows."""
    title = f"sheet {mapped.sheet.title}, " if mapped.sheet.title else ""
    system = f", as {mapped.system.name} exports them" if mapped.system else ""
    first = f"{title}row {mapped.header + 1} names the columns; {wording.count(mapped.rows, 'row')} below it: {mapped.kind}{system}."
    lines = [wording.capital(first)]
    for one in mapped.columns:
        examples = " · ".join(one.examples) or "nothing"
        lines.append(f"  {one.letter}  {one.heading or '(no heading)'}: {one.field} ({one.why})    {examples}")
    return lines


def _corrected(mapped: TrackerGuess) -> TrackerGuess:
    """Return the columns as a person corrects them."""
    if typer.confirm("Is this right?", default=True):
        return mapped
    fields = [*map(str, KINDS[mapped.kind]), str(TrackerField.NOT_READ)]
    typer.echo(f"A column can be: {', '.join(fields)}.")
    columns = list(mapped.columns)
    while letter := typer.prompt("Which column is wrong (its letter; empty when done)", default="").strip().upper():
        place = next((place for place, one in enumerate(columns) if one.letter == letter), None)
        if place is None:
            typer.echo(f"There is no column {letter}.")
        elif mapped.is_derived(columns[place].heading):
            typer.echo(f"{columns[place].heading} is worked out by the system. It is never taken as reported.")
        else:
            name = _one_of(f"Column {letter} is", fields)
            taken = [replace(one, field=TrackerField.NOT_READ) if one.field == name else one for one in columns]
            columns = taken if name and name != TrackerField.NOT_READ else columns
            columns[place] = replace(columns[place], field=TrackerField(name) if name else columns[place].field)
    corrected = replace(mapped, columns=tuple(replace(one, why="your answer") for one in columns))
    typer.echo("\n".join(guess_lines(corrected)))
    return corrected


def _one_of(asked: str, choices: list[str], others: Callable[[str], str] | None = None) -> str:
    """Return what a person chose, as it stands in the list; "" where they leave it."""
    while words := typer.prompt(f"{asked} ({LEAVE})", default="", show_default=False).strip():
        match = next((one for one in choices if one.casefold() == words.casefold()), others(words) if others else "")
        if match:
            return match
        typer.echo(f"Choose one of: {', '.join(choices)}.")
    return ""


def is_anything_unknown(told: TrackerReading) -> bool:
    words = told.words
    return bool(
        told.order_open
        or told.reworded
        or words.unknown
        or words.unknown_colours
        or words.unknown_ratings
        or told.people.unknown
    )


def ask_unknown(
    told: TrackerReading, answers: ImportAnswers, known: TrackerAnswers
) -> tuple[ImportAnswers, TrackerAnswers]:
    """Ask what nobody has said yet: the order of dates, words, colours and people. What is left empty stays unknown."""
    words, known = told.words, _reworded(told, known)
    if told.order_open:
        asked = "Dates such as 03/04/2024 may be 3 April (day first) or 4 March (month first). Which"
        known = replace(known, day_order=_one_of(asked, [DAY_FIRST, MONTH_FIRST]))
    own = list(dict.fromkeys(words.words.values()))
    meanings = [*map(str, WordMeaning), *own]
    if words.unknown:
        typer.echo(f"Words for status can stand for: {', '.join(meanings)}.")
        typer.echo("Where your council has a better word for it, write both: Fully achieved = complete.")
    said: dict[str, str] = {}
    for word, number in words.unknown.items():
        asked = f"“{word}” ({wording.count(number, 'cell')}) stands for"
        better, equals, means = _one_of(asked, meanings, _better_word).partition(" = ")
        said |= {word: better, **({better: means} if equals else {})}
    statuses = _colours(words.unknown_colours, "as a status", [*own, *said])
    ratings = _colours(words.unknown_ratings, "as a rating", list(told.people.held.ratings))
    people = {name: _role(name) for name in told.people.unknown}
    answers = replace(
        answers,
        status_words={**answers.status_words, **_said(said)},
        status_colours={**answers.status_colours, **statuses},
        rating_colours={**answers.rating_colours, **ratings},
        people={**answers.people, **_said(people)},
    )
    return answers.with_tracker(known), known


def _reworded(told: TrackerReading, known: TrackerAnswers) -> TrackerAnswers:
    """Ask whether rows with other words than those published are the same actions all the same."""
    rows = told.people.held.rows({"actions": "intentions"}.get(known.kind, known.kind))
    same = dict(known.reworded)
    for reference, (label, key) in told.reworded.items():
        published = rows[key].get("title") or rows[key].get("summary", "")
        typer.echo(f"“{label[:100]}” is published as “{published[:100]}”.")
        if typer.confirm("Is it the same?", default=False):
            same[reference] = key
    return replace(known, reworded=same)


def _better_word(words: str) -> str:
    """Return a word of the council's with what it stands for, as Fully achieved = complete; "" for anything else."""
    better, _, means = (part.strip() for part in words.partition("="))
    means = means.casefold()
    return f"{better} = {means}" if better and means in map(str, WordMeaning) else ""


def _said(asked: Mapping[str, str]) -> dict[str, str]:
    return {name: answer for name, answer in asked.items() if answer}


def _colours(unknown: Mapping[str, int], what: str, choices: list[str]) -> dict[str, str]:
    if unknown:
        typer.echo(f"Colours without a word can be: {', '.join(choices)}.")
    return _said(
        {
            colour: _one_of(f"{colour_words(colour)} ({wording.count(number, 'cell')}), {what}, is", choices)
            for colour, number in unknown.items()
        }
    )


def _role(name: str) -> str:
    while words := typer.prompt(
        f"“{name}” is which role (= where it is a role already; {LEAVE})", default="", show_default=False
    ).strip():
        try:
            return role_words(name if words == "=" else words, "The role")
        except DatasetError as error:
            typer.echo(str(error))
    return ""
