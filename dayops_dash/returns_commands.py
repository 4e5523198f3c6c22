"""The commands of returns: ``returns make`` writes workbooks to fill in, ``returns read`` takes them back into a draft."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import WRONG, fail
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.package import replace_file
from dayops_dash.desk.forms import OPTIONAL
from dayops_dash.desk.held import published
from dayops_dash.desk.make import make_workbooks

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
            replace_file(out / workbook.file, workbook.content)
    except (DatasetError, OSError) as error:
        fail(str(error), WRONG)
    for workbook in made:
        typer.echo(f"{out / workbook.file}: {workbook.owner or 'everybody'}, {wording.count(workbook.rows, 'row')}")
