"""The commands of returns: ``returns make`` writes workbooks to fill in, ``returns read`` takes them back into a draft."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import WRONG, fail, words_of
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.files.text_file import printable
from dayops_dash.dataset.vocabulary import Judge
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.dataset.writing.whole import put_file
from dayops_dash.desk.draft import confirm, decide, left_to_decide, reopen, write_draft
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import load_answers, mapped_words, save_answers
from dayops_dash.desk.imports.questions import answer_of, word_questions
from dayops_dash.desk.imports.statuses import status_words
from dayops_dash.desk.proposal import Choice
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import as_dict
from dayops_dash.desk.returns.forms import OPTIONAL
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.desk.returns.mark import marked
from dayops_dash.desk.returns.opened import NotAReturn, read_file
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.desk.returns.report import proposal_lines, report

returns_app = typer.Typer(no_args_is_help=True, help="What officers report: workbooks out, and back into a draft.")
Council = Annotated[str, typer.Argument(help="A council by its folder name.")]


class Whose(StrEnum):
    OWNER = "owner"


@returns_app.callback()
def _returns() -> None:
    """What officers report: workbooks out, and back into a draft."""


def home_of(council: str) -> Path:
    """Return a council's folder, or stop with a message that lists the councils."""
    if council not in Library().folders():
        fail(f"No council is called {council!r}. There are: {', '.join(Library().folders())}.")
    return DATA / council


@returns_app.command()
def word(
    council: Council,
    status: Annotated[str, typer.Argument(help="A word for status as people write it.")],
    means: Annotated[str, typer.Argument(help="What it stands for: one of your council's words, else one of ours.")],
) -> None:
    """Say once what a word for status stands for, for every return and tracker of the council."""
    home = home_of(council)
    try:
        own = status_words(published(home), load_answers(home)).own
        (asked,) = word_questions({status: 0}, own)
        said = mapped_words({status: answer_of(asked, means)})
        with writing(home):
            answers = load_answers(home)
            save_answers(home, replace(answers, status_words={**answers.status_words, **said}))
    except DatasetError as error:
        fail(str(error), WRONG)
    typer.echo(f"“{printable(status)}” stands for {printable(means)}. Read the returns again.")


@returns_app.command()
def make(
    council: Council,
    out: Annotated[Path, typer.Option(help="The folder to write the workbooks to.")],
    by: Annotated[Whose | None, typer.Option(help="One workbook for each owner; one for all where not given.")] = None,
    with_: Annotated[str, typer.Option("--with", help=f"Further sheets, with commas: {', '.join(OPTIONAL)}.")] = "",
) -> None:
    """Write workbooks for officers to fill in: a row for each action, with what is published in grey beside it."""
    wanted = [name.strip() for name in with_.split(",") if name.strip()]
    if unknown := [name for name in wanted if name not in OPTIONAL]:
        fail(f"No sheet is called {', '.join(unknown)}. There are: {', '.join(OPTIONAL)}.")
    home = home_of(council)
    try:
        title = Library().titles().get(council, council)
        made = make_workbooks(published(home), title, by_owner=by is Whose.OWNER, forms=wanted)
        out.mkdir(parents=True, exist_ok=True)
        for workbook in made:
            put_file(out / workbook.file, workbook.content)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)
    for workbook in made:
        typer.echo(f"{out / workbook.file}: {workbook.owner or 'everybody'}, {wording.count(workbook.rows, 'row')}")


@returns_app.command("read")
def read_(
    council: Council,
    files: Annotated[list[Path], typer.Argument(help="The workbooks that were sent back, or a folder of them.")],
    paper: Annotated[str, typer.Option(help="The published paper that they belong to, by its document_id.")] = "",
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="The day of the return, where it is no paper; today where not given."
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="A new folder for the draft; none is written where not given.")
    ] = None,
    confirmed_by: Annotated[str, typer.Option(help="The role that confirms the return; never a person's name.")] = "",
    judged: Annotated[Judge, typer.Option(help="Whose judgement the statuses are.")] = Judge.OFFICER,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write what was read to a file, for machines.")
    ] = None,
) -> None:
    """Read workbooks back: say what changed, what conflicts and what cannot be read, and write a draft. Nothing is published."""
    if paper and as_of:
        fail("Give one of --paper and --as-of: the paper that the returns belong to, or the day of the return.")
    home, day = home_of(council), as_of.date() if as_of else None
    try:
        stated = paper_of(home, document_id=paper, as_of=day, confirmed_by=confirmed_by, judged=judged)
        sent, refused = contents_of(files)
        reading = read_returns(home, sent, stated)
        reading = replace(reading, refused=(*refused, *reading.refused))
        if out:
            write_draft(home, reading, out)
        if json_file:
            put_file(json_file, (json.dumps(as_dict(reading), ensure_ascii=False, indent=2) + "\n").encode())
        typer.echo("\n".join(report(reading)))
        if out:
            _say_what_is_left(home, out, reading, sent)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


def contents_of(files: list[Path]) -> tuple[dict[str, bytes], list[str]]:
    """Return the bytes of files by name, and why some cannot be read; of a folder every file, so that none is passed over."""
    every = [one for path in files for one in (_in_folder(path) if path.is_dir() else [path])]
    found: dict[str, bytes] = {}
    refused = [
        f"{printable(path.name)}: no workbook (.xlsx) is in this folder."
        for path in files
        if path.is_dir() and not _in_folder(path)
    ]
    for path in every:
        name = printable(path.name)
        while name in found:
            name = f"{Path(name).stem} again{Path(name).suffix}"
        try:
            found[name] = read_file(path)
        except NotAReturn as error:
            refused.append(str(error))
    return found, refused


def _in_folder(folder: Path) -> list[Path]:
    """Return the files of a folder: not hidden ones, nor what Excel and LibreOffice leave beside a workbook that is open."""
    return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))


def _say_what_is_left(home: Path, out: Path, reading: ReturnsReading, sent: dict[str, bytes]) -> None:
    beside = out.with_name(f"{out.name}-marked")
    for name in dict.fromkeys(
        one.place.file for one in (*reading.undecided, *(p for p in reading.proposals if p.warnings))
    ):
        beside.mkdir(exist_ok=True)
        path = beside / f"{Path(name).stem}-marked.xlsx"
        put_file(path, marked(sent[name], name, reading.proposals))
        typer.echo(f"\n{path}: a copy with what is wrong said beside each cell, for its sender.")
    _left(home, out)


def _left(home: Path, draft: Path) -> None:
    left = left_to_decide(draft)
    typer.echo("\nLeft to decide" if left else "\nNothing is left to decide.")
    typer.echo("\n".join(f"  {line}" for line in left))
    typer.echo(
        f"{draft}: a draft. See what readers would see: publish {home.name} --from {draft} --because WHY --dry-run"
    )


Draft = Annotated[Path, typer.Argument(help="The draft's folder.")]
By = Annotated[str, typer.Option(help="The role that decides; never a person's name.")]


@returns_app.command("decide")
def decide_(
    council: Council,
    draft: Draft,
    numbers: Annotated[list[int], typer.Argument(help="Proposals by number.")],
    take: Annotated[bool, typer.Option("--take", help="Take what was sent.")] = False,
    keep: Annotated[bool, typer.Option("--keep", help="Keep what is published.")] = False,
    say: Annotated[
        list[str] | None, typer.Option(help="Another value, as status=On track; may be given again.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take a decision back.")] = False,
    by: By = "",
) -> None:
    """Decide proposals of a draft: take what was sent, keep what is published, or say another value."""
    if [take, keep, bool(say), undo].count(True) != 1:
        fail("Give one of --take, --keep, --say and --undo.")
    value = dict(_pair(one) for one in say or [])
    choice = Choice.PROPOSED if take else Choice.PUBLISHED if keep else Choice.OTHER
    home = home_of(council)
    try:
        for number in numbers:
            reading = reopen(home, draft, number) if undo else decide(home, draft, number, choice, by=by, value=value)
            typer.echo("\n".join(proposal_lines(reading.proposals[number - 1])))
        _left(home, draft)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)


def _pair(words: str) -> tuple[str, str]:
    name, equals, value = words.partition("=")
    if not equals:
        fail(f"{words!r} is no value. Say the part and its value, as in status=On track.")
    return name.strip(), value.strip()


@returns_app.command("confirm")
def confirm_(council: Council, draft: Draft, by: By) -> None:
    """Say which role confirmed the return of a draft. Without it check does not pass."""
    home = home_of(council)
    try:
        reading = confirm(home, draft, by)
        typer.echo(f"{reading.paper.title}: confirmed by {reading.paper.confirmed_by}.")
        _left(home, draft)
    except (DatasetError, OSError) as error:
        fail(words_of(error), WRONG)
