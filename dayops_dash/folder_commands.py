"""The commands on folders of data: ``check``, ``describe``, ``ascof``, ``numbers``, ``tables``, ``boundaries``, ``areas``."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from shutil import copytree
from typing import Annotated

import typer

from dayops_dash import wording
from dayops_dash.command_end import fail, words_of
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.ascof.adding import add_ascof
from dayops_dash.dataset.checks import Examination, examine
from dayops_dash.dataset.dictionary import dictionary
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.files.text_file import printable, read_text
from dayops_dash.dataset.package import undescribed, write_descriptor
from dayops_dash.dataset.row_stub import stub
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import VERSIONS, content_of, shown_folder
from dayops_dash.dataset.stores.where import mirror_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.add_second_reading import take_numbers
from dayops_dash.dataset.writing.locking import writing


def folders(paths: list[str], *, changes: bool = False) -> list[Path]:
    """Return the folders that a reader names: a path, or a council's name; all councils where none is named.

    Of a council at an address it is the version that is shown, which no command ``changes``.
    """
    at_address = mirror_of(DATA / "any") is not None
    if not paths:
        shown = [shown_folder(DATA / slug) if at_address else DATA / slug for slug in Library().folders()]
        try:
            return shown if at_address else [*shown, *undescribed(DATA)]
        except DatasetError as error:
            fail(str(error))
    found = [Path(p) if _is_folder(Path(p)) else DATA / Path(p).name for p in paths]
    if at_address:
        of_store = [path for path in found if path.parent == DATA]
        if changes and of_store:
            fail(f"{of_store[0].name} is at an address. Change a draft of it: draft {of_store[0].name} --out FOLDER.")
        found = [shown_folder(path) if path in of_store else path for path in found]
    missing = [printable(str(p), 300) for p in found if not _is_folder(p)]
    if missing:
        fail(f"No such folder: {', '.join(missing)}. Councils here: {', '.join(Library().slugs())}.")
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):  # a name that no system takes
        return False


def check(
    path: Annotated[list[str] | None, typer.Argument(help="Folders or councils; all where none is given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines: one object.")] = False,
) -> None:
    """Find every problem in prepared datasets; exit 1 if there is any. Notes are no problems."""
    examined = {folder: examination_of(folder) for folder in folders(path or [])}
    for folder, examination in examined.items():
        with suppress(DatasetError):
            record_result(folder, content_of(folder), len(examination.problems))
    if as_json:
        typer.echo(
            json.dumps({name_of(folder): examination.as_dicts() for folder, examination in examined.items()}, indent=2)
        )
    else:
        for folder, examination in examined.items():
            problems, notes = examination.problems, examination.notes
            for line in (*map(str, problems), *map(str, notes)):
                typer.echo(f"{name_of(folder)}/{line}")
            noted = f", {wording.count(len(notes), 'note')}" if notes else ""
            typer.echo(
                f"{name_of(folder)}: {wording.count(len(problems), 'problem') if problems else 'no problems'}{noted}"
            )
    raise typer.Exit(1 if any(e.problems for e in examined.values()) else 0)


def examination_of(folder: Path) -> Examination:
    """Return what there is to say of a folder, or of a version, whose folder is not named as its council."""
    progress = partial(typer.echo, err=True)
    if folder.parent.name != VERSIONS:
        return examine(folder, progress, named=folder.name if folder.parent == DATA else str(folder))
    with folder_aside() as elsewhere:
        return examine(Path(copytree(folder, elsewhere / folder.parents[1].name)), progress)


def name_of(folder: Path) -> str:
    """Return the council's name for a message, of a version's folder too."""
    return printable(folder.parents[1].name if folder.parent.name == VERSIONS else folder.name)


def describe(path: Annotated[list[str], typer.Argument(help="Folders or councils.")]) -> None:
    """Write datapackage.json anew, from the schema and the tables that the folder holds."""
    failed = []
    for folder in folders(path, changes=True):
        try:
            with writing(folder):
                written = write_descriptor(folder)
            typer.echo(f"{written}")
        except (DatasetError, OSError) as error:
            failed.append(f"{folder.name}: {words_of(error)}")
    if failed:
        fail("\n".join(failed))


def ascof(
    council: Annotated[str, typer.Argument(help="A council by its folder name, or its folder.")],
    file: Annotated[
        Path, typer.Argument(help="The published file of the Adult Social Care Outcomes Framework: CSV or workbook.")
    ],
    year: Annotated[str, typer.Option(help="The year of the file, as 2022-23: the file does not say it.")],
    published: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The day on which it was published.")],
    name: Annotated[str, typer.Option(help="The council's name in the file, where it is another.")] = "",
) -> None:
    """Add published ASCOF values to a council: its own and England's, or nothing where anything is wrong."""
    (folder,) = folders([council], changes=True)
    try:
        added = add_ascof(folder, file, year=year, published=published.date(), name=name)
    except DatasetError as error:
        fail(str(error))
    hidden = f"; {added.without_number} without a number" if added.without_number else ""
    noted = f"; {wording.count(added.notes, 'row')} of notes left out" if added.notes else ""
    typer.echo(
        f"{folder.name}: {wording.count(added.council, 'value')} and {added.england} of England for {year}{hidden}{noted}"
    )


def numbers(
    council: Annotated[str, typer.Argument(help="A council by its folder name, or its folder.")],
    paper: Annotated[str, typer.Argument(help="The paper, by its document_id.")],
    file: Annotated[Path, typer.Argument(help="The paper's text, as a .txt file in UTF-8.")],
) -> None:
    """Read a paper's numbers a second time, from its text: check then holds every figure typed from the paper to them."""
    (folder,) = folders([council], changes=True)
    try:
        taken = take_numbers(folder, paper, read_text(file))
    except (DatasetError, OSError) as error:
        fail(words_of(error))
    typer.echo(
        f"{folder.name}: {wording.count(taken.printed, 'number')} in {paper}, {len(taken.in_no_row)} in no figure."
    )
    typer.echo(f"In no figure: {'; '.join(taken.in_no_row) or 'none'}", err=True)


def tables(
    types: Annotated[bool, typer.Option("--types", help="Print the types of rows for mypy instead.")] = False,
) -> None:
    """Print the data dictionary as Markdown: every table and column."""
    typer.echo(stub(TABLES.values()) if types else dictionary(), nl=False)


boundary_app = typer.Typer(no_args_is_help=True, help="True boundaries for the maps.")


@boundary_app.callback()
def _boundaries() -> None:
    """True boundaries for the maps."""


@boundary_app.command("add")
def add(
    council: Annotated[str, typer.Argument(help="The council's folder name.")],
    origin: Annotated[
        str, typer.Argument(metavar="FILE|URL", help="GeoJSON of the areas, in WGS84 or British National Grid.")
    ],
    vintage: Annotated[str, typer.Option(help="Which of the boundaries in areas.csv the file is for.")] = "",
    source: Annotated[str, typer.Option(help="Whose boundaries they are.")] = "",
    licence: Annotated[str, typer.Option(help="Under which licence.")] = "",
) -> None:
    """Add a council's true boundaries from a GeoJSON file: the maps draw them in place of hexagons."""
    from dayops_dash.prepare.places.boundaries import DEFAULT_LICENCE, DEFAULT_SOURCE, BoundaryError, add_boundaries

    try:
        if mirror_of(DATA / council):
            fail(f"{council} is at an address. Add them to a draft: draft {council} --out FOLDER.")
        dataset = Library().dataset(council)
        origin_and_licence = {"source": source or DEFAULT_SOURCE, "licence": licence or DEFAULT_LICENCE}
        path = add_boundaries(dataset, origin, vintage=vintage, say=typer.echo, **origin_and_licence)
    except (BoundaryError, DatasetError) as error:
        fail(str(error))
    then = "The maps on /wards draw it from now on."
    if (path.parent / VERSIONS).is_dir():
        then = f'To show it: publish {council} --because "...".'
    typer.echo(f"{path.name} written for {council}: {path.stat().st_size // 1000} kB. {then}")


area_app = typer.Typer(no_args_is_help=True, help="The areas of a council: where each stands on the map of hexagons.")


@area_app.callback()
def _areas() -> None:
    """The areas of a council: where each stands on the map of hexagons."""


@area_app.command("from-hexjson")
def from_hexjson(
    council: Annotated[str, typer.Argument(help="A council by its folder name, or its folder.")],
    file: Annotated[Path, typer.Argument(help="A HexJSON layout that holds its areas by their official codes.")],
) -> None:
    """Place a council's areas on the map as an open HexJSON layout does: neighbours stay near, and the shape can be known."""
    from dayops_dash.prepare.places.hexjson import take_positions

    (folder,) = folders([council], changes=True)
    try:
        taken = take_positions(folder, file)
    except DatasetError as error:
        fail(str(error))
    others = f" {wording.count(taken.others, 'hexagon')} of other areas left out." if taken.others else ""
    typer.echo(f"{folder.name}: {wording.count(taken.areas, 'area')} placed as in {file.name}.{others}")
    typer.echo("Name the layout and its licence in the note of the paper that areas.csv cites.")
