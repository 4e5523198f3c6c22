"""The command ``import``: reads a tracker as officers hold it, asks once what is what, and writes a draft. Nothing is published."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash.command_end import WRONG, fail, words_of
from dayops_dash.dataset import DatasetError
from dayops_dash.dataset.vocabulary import Judge
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.desk.draft import left_to_decide, write_draft
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import PEOPLE, ImportAnswers, load_answers, save_answers
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.questions import questions_of
from dayops_dash.desk.imports.read import TrackerReading, read_tracker, tracker_paper
from dayops_dash.desk.proposal import Paper
from dayops_dash.desk.returns.opened import read_file
from dayops_dash.desk.returns.report import report
from dayops_dash.import_questions import ask_columns, ask_unknown
from dayops_dash.returns_commands import home_of


def import_(
    council: Annotated[str, typer.Argument(help="A council by its folder name.")],
    file: Annotated[Path, typer.Argument(help="The tracker: .xlsx, CSV, or the XML of MS Project.")],
    paper: Annotated[str, typer.Option(help="The published paper that it belongs to, by its document_id.")] = "",
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="The day of the tracker; today where not given."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for the draft; none is written where not given.")
    ] = None,
    sheet: Annotated[
        str, typer.Option(help="The sheet to read, where there are several; * for all that have the same columns.")
    ] = "",
    confirmed_by: Annotated[str, typer.Option(help="The role that confirms it; never a person's name.")] = "",
    judged: Annotated[Judge, typer.Option(help="Whose judgement the statuses are.")] = Judge.OFFICER,
    yes: Annotated[
        bool, typer.Option("--yes", help="Do not ask: take the columns as guessed, and list what is not known.")
    ] = False,
) -> None:
    """Read a tracker that you already have: say what it changes and what is not certain, and write a draft."""
    if paper and as_of:
        fail("Give one of --paper and --as-of: the paper that the tracker belongs to, or the day of the tracker.")
    home = home_of(council)
    try:
        day = as_of.date() if as_of else None
        stated = tracker_paper(home, document_id=paper, as_of=day, confirmed_by=confirmed_by, judged=judged)
        told, answers = _read(home, file, sheet, stated, yes)
        _keep(home, told, answers, out)
        typer.echo("\n".join(_report(told)))
        if out:
            _say_what_is_left(council, out)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


def _keep(home: Path, told: TrackerReading, answers: ImportAnswers, out: Path | None) -> None:
    """Keep what was answered, and write a draft where one is asked for: last, since the command does not run again once it is there."""

    def keep(_: Path) -> None:
        with writing(home):
            save_answers(home, answers)

    if out:
        write_draft(home, told.reading, out, keep)
    else:
        keep(home)


def _read(home: Path, file: Path, sheet: str, paper: Paper, yes: bool) -> tuple[TrackerReading, ImportAnswers]:
    """Return what a tracker says, with every answer that was known or is given now."""
    opened, answers = open_tracker(read_file(file), file.name), load_answers(home)
    (mapped, *more), known = ask_columns(opened, sheet, published(home), answers, yes)
    answers = answers.with_tracker(known)
    told = read_tracker(home, mapped, answers, known, paper, opened.file, more)
    if not yes and questions_of(told):
        answers, known = ask_unknown(told, answers, known)
        told = read_tracker(home, mapped, answers, known, paper, opened.file, more)
    told.reading = replace(told.reading, notes=(*opened.notes, *told.reading.notes))
    return told, answers


def _report(told: TrackerReading) -> list[str]:
    lines = [line for line in report(told.reading) if not line.startswith(("Sent: ", "Not sent: "))]
    unknown = [f"  {one.lacking}" for one in questions_of(told)]
    head = f"Not known yet. Import again without --yes to be asked, or fill in imports.json and {PEOPLE}:"
    return [*lines, *(["", head, *unknown] if unknown else [])]


def _say_what_is_left(council: str, draft: Path) -> None:
    left = left_to_decide(draft)
    typer.echo("\nLeft to decide" if left else "\nNothing is left to decide.")
    typer.echo("\n".join(f"  {line}" for line in left))
    typer.echo(f"{draft}: a draft. Decide with: returns decide {council} {draft} NUMBER --take, --keep or --say")
    typer.echo(f"See what readers would see: publish {council} --from {draft} --because WHY --dry-run")
