"""Putting tables into a council's folder: all of them or none, and only where the whole folder is then sound."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dayops_dash.dataset.checks import check
from dayops_dash.dataset.folder_files import read_bytes
from dayops_dash.dataset.package import DESCRIPTOR, replace_file, write_descriptor
from dayops_dash.dataset.table_file import Cells, DatasetError, cells
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.workbook import workbook_of


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


def put(folder: Path, tables: Mapping[str, bytes], *, about: Mapping[str, Any] | None = None) -> None:
    """Put tables into a folder, made where it is not there, if the whole folder is sound with them.

    ``about`` is what the descriptor of a new folder says of the council. Tables are put in place in the order given: what is referred
    to comes first. Raises NotPutError where something is wrong; then everything is as it was.
    """
    refuse_file(folder)
    refuse_workbook(folder)
    with tempfile.TemporaryDirectory() as elsewhere:
        copy = Path(elsewhere) / folder.name
        shutil.copytree(folder, copy) if folder.exists() else copy.mkdir()
        if about and not (copy / DESCRIPTOR).exists():
            (copy / DESCRIPTOR).write_text(json.dumps(about), "utf-8")
        for table, content in tables.items():
            (copy / TABLES[table].path).write_bytes(content)
        write_descriptor(copy)
        problems = check(copy)
        if problems:
            told = "\n".join(str(problem) for problem in problems)
            raise NotPutError(f"Nothing was changed: with these values {folder.name} would not pass check.\n{told}")
        new = {TABLES[table].path: content for table, content in tables.items()}
        _replace_all(folder, {**new, DESCRIPTOR: (copy / DESCRIPTOR).read_bytes()})


def _replace_all(folder: Path, files: Mapping[str, bytes]) -> None:
    """Replace files one after the other, each whole; where one cannot be, put the others back."""
    before = {name: (folder / name).read_bytes() if (folder / name).exists() else None for name in files}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            if before[name] != content:
                replace_file(folder / name, content)
    except OSError as error:
        for name, old in before.items():
            if old is None:
                (folder / name).unlink(missing_ok=True)
            elif (folder / name).read_bytes() != old:
                replace_file(folder / name, old)
        raise NotPutError(f"Nothing was changed: {folder.name} cannot be written ({error}).") from error
