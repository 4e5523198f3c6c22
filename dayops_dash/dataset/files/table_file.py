"""The file of one table: its cells as they stand, typed, and written."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from dayops_dash.dataset.files.delimited import MAX_ROWS, read_delimited, trimmed
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.header import match
from dayops_dash.dataset.files.text_file import DatasetError as DatasetError
from dayops_dash.dataset.files.text_file import TextError, without_mark
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

Cells = dict[str, str]


def read_table(folder: Path, table: Table) -> pd.DataFrame:
    """Return a table of a folder, typed (see ``Dataset.table``); no rows where there is no such file.

    Raises DatasetError where the file does not fit its schema.
    """
    path = folder / table.path
    try:
        content = read_bytes(path) if is_there(path) else b""
    except TextError as error:
        raise _unreadable(table, folder.name, error) from error
    return typed(table, cells(table, content, folder.name), folder.name)


def cells(table: Table, content: bytes, council: str) -> list[list[str]]:
    """Return the rows of a table's file without its header, each with every column of the schema; none for an empty file."""
    rows = _plain_cells(table, content) if content else []
    return _read_cells(table, content, council) if rows is None else rows


def plain(table: Table, content: bytes, council: str) -> bytes:
    """Return a table's file as it is published: UTF-8 with commas, LF and every column, whatever the spreadsheet wrote.

    The same bytes where the file is so already. Raises DatasetError where it cannot be read.
    """
    content = without_mark(content)
    names = [column.name for column in table.columns]
    if not content or _is_plain(content, names):
        return content
    return as_csv(table.name, [dict(zip(names, row, strict=True)) for row in _read_cells(table, content, council)])


def _is_plain(content: bytes, names: Sequence[str]) -> bool:
    """Return whether a file that passes check is as this product writes it, without reading its cells, which takes time."""
    last = content[content.rfind(b"\n", 0, -1) + 1 :]
    begins = content.startswith(f"{','.join(names)}\n".encode())
    if not begins or b"\r" in content or not last.endswith(b"\n") or not last.strip(b',"\n '):
        return False
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def row_count(table: Table, content: bytes) -> int:
    """Return how many rows a table's file has below its header, blank ones not counted; of a broken file, as far as it reads."""
    rows = _plain_cells(table, content)
    return len(
        rows
        if rows is not None
        else [row for row in read_delimited(content, table.path, table.by_name).rows[1:] if row]
    )


def _plain_cells(table: Table, content: bytes) -> list[list[str]] | None:
    """Return the rows of a file that is as this product writes it; None of any other, and of one with too many rows."""
    if content.count(b"\n") > MAX_ROWS:
        return None  # the other reader stops where it should
    try:
        header, *rows = csv.reader(io.StringIO(without_mark(content).decode(), newline=""), strict=True)
    except (ValueError, csv.Error):
        return None
    width = len(table.columns)
    if header != [column.name for column in table.columns] or any(
        len(row) != width or not any(map(str.strip, row)) for row in rows
    ):
        return None
    return rows


def _read_cells(table: Table, content: bytes, council: str) -> list[list[str]]:
    """Return the rows of a file as a spreadsheet writes it. Raises DatasetError where it is not the table's."""
    read = read_delimited(content, table.path, table.by_name)
    if read.fault:
        raise _unreadable(table, council, read.fault) from read.fault
    if not read.rows:
        return []
    header = match(read.rows[0], table)
    if header.faults:
        raise DatasetError(f"{table.path} in {council} has not the columns of its schema. Run check for every problem.")
    rows = [row for row in read.rows[1:] if row]
    if any(len(row) < header.width or len(trimmed(row)) > header.width for row in rows):
        raise DatasetError(f"{table.path} in {council} has rows of different lengths. Run check for every problem.")
    return [header.cells(row) for row in rows]


def typed(table: Table, rows: Sequence[Sequence[str]], council: str) -> pd.DataFrame:
    """Return rows as a frame, typed here and not by pandas, which takes several times as long over many small files."""
    names = [column.name for column in table.columns]
    try:
        values = [[READ[c.kind](cell) for c, cell in zip(table.columns, row, strict=True)] for row in rows]
    except ValueError as error:
        raise DatasetError(f"{table.path} in {council}: {error}. Run check for every problem.") from error
    frame = pd.DataFrame(np.array(values, dtype=object).reshape(len(values), len(names)), columns=names, dtype=object)
    for column in table.columns:
        if column.kind in DTYPE:
            frame[column.name] = frame[column.name].astype(DTYPE[column.kind])
    return frame


def as_csv(table: str, rows: Sequence[Cells]) -> bytes:
    """Return a table's file. Cells that a row does not give are empty."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [column.name for column in TABLES[table].columns], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def _unreadable(table: Table, council: str, error: Exception) -> DatasetError:
    return DatasetError(f"{table.path} in {council} cannot be read ({error}). Run check for every problem.")


def _read_number(cell: str) -> float | None:
    return float(cell) if cell else None


def _read_integer(cell: str) -> int | None:
    return int(cell) if cell else None


def _read_date(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


READ: dict[str, Callable[[str], Any]] = {
    "string": str,
    "number": _read_number,
    "integer": _read_integer,
    "date": _read_date,
}
DTYPE: dict[str, Any] = {"number": "float64", "integer": "Int64"}
