"""What ``python -m dayops_dash`` can do. Each command is a few lines over a room of the house."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import check as check_folder
from dayops_dash.dataset.package import write_descriptor

app = typer.Typer(add_completion=False, no_args_is_help=True, help=__doc__, pretty_exceptions_enable=False)


def folders(paths: list[str]) -> list[Path]:
    """Return the folders that a reader names: a path, or a council's name; all councils where none is named."""
    if not paths:
        return [DATA / slug for slug in Library().slugs()]
    found = [Path(p) if Path(p).is_dir() else DATA / Path(p).name for p in paths]
    missing = [str(p) for p in found if not p.is_dir()]
    if missing:
        typer.echo(f"No such folder: {', '.join(missing)}. Councils here: {', '.join(Library().slugs())}.", err=True)
        raise typer.Exit(2)
    return found


@app.command()
def check(
    path: Annotated[list[str] | None, typer.Argument(help="Folders or councils; all where none is given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines: one object.")] = False,
) -> None:
    """Find every problem in prepared datasets; exit 1 if there is any."""
    found = {folder: check_folder(folder) for folder in folders(path or [])}
    if as_json:
        typer.echo(json.dumps({f.name: [p.as_dict() for p in problems] for f, problems in found.items()}, indent=2))
    else:
        for folder, problems in found.items():
            for problem in problems:
                typer.echo(f"{folder.name}/{problem}")
            typer.echo(f"{folder.name}: {'no problems' if not problems else f'{len(problems)} problems'}")
    raise typer.Exit(1 if any(found.values()) else 0)


@app.command()
def describe(path: Annotated[list[str], typer.Argument(help="Folders or councils.")]) -> None:
    """Write datapackage.json anew, from the schema and the tables that the folder holds."""
    for folder in folders(path):
        typer.echo(f"{write_descriptor(folder)}")
