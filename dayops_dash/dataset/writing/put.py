"""Putting tables into a council's folder: all of them or none, and only where the whole folder is then sound."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.files.folder_files import read_bytes
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.files.table_file import Cells, cells
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.files.workbook import workbook_of
from dayops_dash.dataset.package import DESCRIPTOR, write_descriptor
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import VERSIONS, content_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.locking import put_files, writing


class NotPutError(DatasetError):
    """Tables that were not put into a folder; nothing has changed. The message says what is wrong with them."""


def read_rows(folder: Path, table: str) -> list[Cells]:
    """Return a table's rows as they stand in its file; none where there is no file. Raises DatasetError where it cannot be read."""
    path = folder / TABLES[table].path
    refuse_workbook(folder)
    if not path.exists():
        return []
    names = [column.name for column in TABLES[table].columns]
    try:
        return [dict(zip(names, row, strict=True)) for row in cells(TABLES[table], read_bytes(path), folder.name)]
    except (OSError, ValueError) as error:
        raise DatasetError(
            f"{path.name} in {folder.name} cannot be read ({error}). Run check for every problem."
        ) from error


def refuse_file(folder: Path) -> None:
    """Raise NotPutError where a folder cannot be made, since it or what it should lie in is a file."""
    for place in (folder, *folder.parents):
        if place.exists():
            if not place.is_dir():
                raise NotPutError(f"Nothing was changed: {place} is a file, and a folder is expected. Name another.")
            return


def refuse_workbook(folder: Path) -> None:
    """Raise NotPutError where a folder's tables are in a workbook, which only a spreadsheet writes."""
    if folder.is_dir() and (book := workbook_of(folder)):
        do = "Save each of its sheets as 'CSV UTF-8' under the table's name, move the workbook away, and run describe"
        raise NotPutError(f"Nothing was changed: the tables of {folder.name} are in {book.name}. {do}.")


def put(
    folder: Path,
    tables: Mapping[str, bytes] | Callable[[], Mapping[str, bytes]],
    *,
    about: Mapping[str, Any] | None = None,
) -> None:
    """Put tables into a folder, made where it is not there, if the whole folder is sound with them.

    Tables that are made of what the folder holds are given as what makes them, which is called while no other writer can come between.
    ``about`` is what the descriptor of a new folder says of the council. Tables are put in place in the order given: what is referred
    to comes first. Raises NotPutError where something is wrong; then everything is as it was.
    """
    refuse_file(folder)
    refuse_workbook(folder)
    try:
        with writing(folder), folder_aside() as elsewhere:
            made = tables() if callable(tables) else tables
            files = _sound(folder, elsewhere / folder.name, made, about or {})
            put_files(folder, files)
            record_result(folder, content_of(folder), 0)
    except OSError as error:
        raise NotPutError(
            f"Nothing was changed: {folder.name} cannot be written ({error.strerror or error})."
        ) from error


def _sound(folder: Path, copy: Path, tables: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files to put: the tables and a new descriptor, tried on a copy. Raises NotPutError where it does not pass check."""
    own = shutil.ignore_patterns(VERSIONS, f"{BESIDE}*")
    shutil.copytree(folder, copy, ignore=own) if folder.exists() else copy.mkdir()
    if about and not (copy / DESCRIPTOR).exists():
        (copy / DESCRIPTOR).write_text(json.dumps(dict(about)), "utf-8")
    for table, content in tables.items():
        (copy / TABLES[table].path).write_bytes(content)
    write_descriptor(copy)
    if problems := check(copy):
        lines = "\n".join(str(problem) for problem in problems)
        raise NotPutError(f"Nothing was changed: with these values {folder.name} would not pass check.\n{lines}")
    return {
        **{TABLES[table].path: content for table, content in tables.items()},
        DESCRIPTOR: (copy / DESCRIPTOR).read_bytes(),
    }
