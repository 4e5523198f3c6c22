"""The commands that give what readers see: ``read``, ``facts``, ``site`` and ``public-copy``."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pandas as pd
import typer

from dayops_dash import wording
from dayops_dash.command_end import fail
from dayops_dash.dataset import Council, DatasetError, Library
from dayops_dash.dataset.writing.public_copies import DisclosureDecision
from dayops_dash.dataset.writing.public_copies import publish as write_public_copy
from dayops_dash.edition.site import write_site
from dayops_dash.measures.record.facts import as_csv, as_json, facts
from dayops_dash.publishing.earlier import as_made
from dayops_dash.stories import PAGES

Councils = Annotated[list[str] | None, typer.Argument(help="Councils by folder name; all where none is given.")]
OWN_MACHINE = "http://localhost:8501"  # where `make run` serves the dashboard
AsAt = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="As known on this day; today where not given."),
]


class FactsForm(StrEnum):
    CSV = "csv"
    JSON = "json"


def list_facts(
    council: Councils = None,
    as_at: AsAt = None,
    form: Annotated[FactsForm, typer.Option("--format", help="csv or json.")] = FactsForm.CSV,
) -> None:
    """List every fact, one row each, with its place in a paper."""
    councils, away = ([known(slug, as_at) for slug in council], []) if council else every_council(as_at)
    found = pd.concat([facts(each) for each in councils], ignore_index=True) if councils else pd.DataFrame()
    typer.echo(as_json(found) if form is FactsForm.JSON else as_csv(found), nl=False)
    end_without(away)


def read(
    council: Annotated[str, typer.Argument(help="A council by its folder name.")],
    page: Annotated[str, typer.Argument(help=f"One of: {', '.join(PAGES)}.")],
    as_at: AsAt = None,
) -> None:
    """Print a page's story as Markdown: its question, its answer, and its figures with tables, words and sources."""
    if page not in PAGES:
        fail(f"No page is called {page!r}. There are: {', '.join(PAGES)}.")
    typer.echo(PAGES[page].story(known(council, as_at)).markdown(), nl=False)


Out = Annotated[Path, typer.Option(help="A new folder, or one that this command wrote before.")]
MadeOn = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], help="Make it as on this day: what was shown then, and the dates printed then."),
]


Withhold = Annotated[
    bool, typer.Option("--withhold", help="Leave out public rows too from which an exempt number could be worked out.")
]


def public_copy(
    out: Out,
    withhold: Withhold = False,
    disclose: Annotated[
        bool, typer.Option("--although-it-can-be-worked-out", help="Leave them in, as was decided by who may.")
    ] = False,
) -> None:
    """Write the prepared datasets without the rows that are exempt from publication: for a public dashboard's DAYOPS_DATA."""
    if withhold and disclose:
        fail("Give --withhold or --although-it-can-be-worked-out, not both.")
    try:
        decision = (
            DisclosureDecision.WITHHOLD
            if withhold
            else DisclosureDecision.DISCLOSE
            if disclose
            else DisclosureDecision.NONE
        )
        copies, away = write_public_copy(Library(), out, decision), Library().every()[1]
    except DatasetError as error:
        fail(str(error))
    for copy in copies:
        left = f"{wording.count(copy.left_out, 'row')} left out" if copy.left_out else "no exempt rows"
        also = f", of them {copy.withheld} public" if copy.withheld else ""
        typer.echo(f"{copy.council}: {left}{also}")
        for place in copy.worked_out if disclose else ():
            typer.echo(f"  {place}; an exempt number can be worked out", err=True)
    end_without(away)


def site(
    out: Out,
    base: Annotated[
        str,
        typer.Option(envvar="DAYOPS_BASE", help="The dashboard's address, for links to the same page; empty for none."),
    ] = OWN_MACHINE,
    version: Annotated[
        list[str] | None,
        typer.Option(help="A version to make it from, as COUNCIL=HASH or HASH; may be repeated. Others as shown now."),
    ] = None,
    made_on: MadeOn = None,
    withhold: Withhold = False,
) -> None:
    """Write every page of every council as plain HTML, with the open data: a folder to put on any web server."""
    try:
        with as_made(Library(), version or [], day_of(made_on)) as library:
            files = write_site(out, library, base=base, withhold=withhold, told=lambda line: typer.echo(line, err=True))
    except DatasetError as error:
        fail(str(error))
    say_where_links_lead(base)
    typer.echo(f"{out}: {wording.count(files, 'file')}")
    end_without(Library(public=True).every()[1])


def say_where_links_lead(base: str) -> None:
    """Warn where nobody has said at which address the dashboard is: a link to one's own machine helps no other reader."""
    if base == OWN_MACHINE:
        told = f"Links lead to {base}; give the dashboard's public address with --base or DAYOPS_BASE."
        typer.echo(told, err=True)


def every_council(as_at: datetime | None) -> tuple[list[Council], list[str]]:
    """Return every council that can be shown as known on a day, and why each of the others cannot be."""
    found, away = Library().every()
    return [dataset.at(as_at.date() if as_at else None) for dataset in found], away


def end_without(away: list[str]) -> None:
    """Say which councils a command for all of them has left out, and end with a code that says that something was."""
    for line in away:
        typer.echo(line, err=True)
    if away:
        raise typer.Exit(1)


def known(slug: str, as_at: datetime | None, library: Library | None = None) -> Council:
    """Return a council as known on a day, or stop with a message that lists the councils."""
    try:
        return (library or Library()).dataset(slug).at(day_of(as_at))
    except DatasetError as error:
        fail(str(error))


def day_of(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
