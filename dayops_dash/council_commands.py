"""The commands for an officer who types tables: ``new`` makes a folder to type into, ``dates`` says how a date is read."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import fail, words_of
from dayops_dash.dataset import DATA, DatasetError
from dayops_dash.dataset.dates.explain import explain
from dayops_dash.dataset.stores.where import mirror_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.new_folder import USUAL, make_folder


def new(
    council: Annotated[str, typer.Argument(help="The new folder's name, as north-yorkshire, or its path.")],
    tables: Annotated[
        str, typer.Option(help=f"Tables with commas, or all; {', '.join(USUAL)} where none is given.")
    ] = "",
    workbook: Annotated[
        bool, typer.Option("--workbook", help="One workbook with a sheet for each table, and lists to choose from.")
    ] = False,
) -> None:
    """Make a folder for a council: a header for each table, and a guide to the columns with the words they may hold."""
    wanted = [name.strip() for name in tables.split(",") if name.strip()] or list(USUAL)
    is_path = "/" in council or "\\" in council or mirror_of(DATA / council)  # at an address nothing is typed
    folder = Path(council) if is_path else DATA / council
    try:
        made = make_folder(folder, list(TABLES) if wanted == ["all"] else wanted, workbook=workbook)
    except (DatasetError, OSError) as error:
        fail(words_of(error))
    typer.echo(f"{folder}: {wording.count(len(made), 'table')}: {', '.join(made)}")
    typer.echo(f"columns.md there says what each column holds. Then: python -m dayops_dash check {council}")


def dates(
    words: Annotated[list[str], typer.Argument(help='The words of the paper, as "by the end of March 2026".')],
    said_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help='The day of the paper, for "the rest of 2025/26".')
    ] = None,
    timeline: Annotated[bool, typer.Option("--timeline", help="The words stand in a timetable of key dates.")] = False,
) -> None:
    """Say how a due date is read: what it means, its interval, or why it is not understood."""
    day = said_on.date() if said_on else None
    for line in explain(" ".join(words), said_on=day, on_timeline=timeline):
        typer.echo(line)
