"""The commands by which exempt papers are opened to members: ``grant``, ``grants`` and ``revoke``."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.files.text_file import printable
from dayops_dash.dataset.serving.opened import papers_with_exempt_rows
from dayops_dash.server.granting import EVERYONE, NoExemptRows, asked_grant, opened_words, state_of
from dayops_dash.server.grants import give, read_grants, take_back

Council = Annotated[str, typer.Argument(help="A council by its folder name.")]
Because = Annotated[str, typer.Option(help="Why: only administrators of access see it.")]
By = Annotated[str, typer.Option(help="Who decides, as a role: monitoring officer.")]


def grant(
    council: Council,
    paper: Annotated[list[str], typer.Option(help="The document_id of a paper with exempt rows; may be repeated.")],
    committee: Annotated[str, typer.Option(help="The committee, as the role member:COUNCIL:COMMITTEE names it.")],
    because: Because,
    by: By,
    until: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The last day, such as 2026-12-31.")],
    to: Annotated[
        str,
        typer.Option(help="One member by the id that sign-in gives; every member of the committee where not given."),
    ] = EVERYONE,
) -> None:
    """Open the exempt rows of papers to the members of a committee, or to one of them, until a day."""
    _refuse_unknown(council)
    try:
        asked = asked_grant(Library(), council, paper, committee, person=to, because=because, by=by, until=until.date())
        told = opened_words(Library(), asked)
        made = give(DATA, asked)
    except NoExemptRows as error:
        fail(f"{error} {_papers_words(council)}", 1)
    except DatasetError as error:
        fail(str(error), 1)
    typer.echo(f"{council}: {told} To take it back: revoke {council} {made.mark} --because ... --by ...")


def revoke(
    council: Council,
    mark: Annotated[str, typer.Argument(help="Which grant, as the command grants names it.")],
    because: Because,
    by: By,
) -> None:
    """Close at once what a grant opened."""
    _refuse_unknown(council)
    try:
        made = take_back(DATA, council, mark, because=because, by=by)
    except DatasetError as error:
        fail(str(error), 1)
    typer.echo(f"{council}: {made.mark} is closed. Pages that are open close within a minute.")


def grants(council: Council) -> None:
    """List every grant that was ever given for a council, and how it stands."""
    _refuse_unknown(council)
    try:
        every = read_grants(DATA, council)
    except DatasetError as error:
        fail(str(error), 1)
    for one in every:
        to = one.person or f"members of {one.committee}"
        papers = wording.listed(list(one.papers))
        line = f"{one.mark}  {state_of(one, every)}  {papers} to {to} until {one.until}, by {one.by}: {one.because}"
        typer.echo(f"{one.at}  {wording.clean(line)}")
    if not every:
        typer.echo(f"{council}: no exempt paper was ever opened.")


def _papers_words(council: str) -> str:
    found = papers_with_exempt_rows(Library().dataset(council))
    return f"With exempt rows: {wording.listed(found)}." if found else "No row of its data is exempt."


def _refuse_unknown(council: str) -> None:
    there = Library().folders()
    if council not in there:
        fail(f"No council is called {printable(council)!r}. There are: {', '.join(there)}.")
