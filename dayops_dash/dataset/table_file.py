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

from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.text_file import DatasetError, decoded

Cells = dict[str, str]


def read_table(folder: Path, table: Table) -> pd.DataFrame:
    """Return a table of a folder, typed (see ``Dataset.table``); no rows where there is no such file.

    Raises DatasetError where the file does not fit its schema.
    """
    path = folder / table.path
    try:
        content = path.read_bytes() if path.exists() else b""
    except OSError as error:
        raise _unreadable(table, folder.name, error) from error
    return typed(table, cells(table, content, folder.name), folder.name)


def cells(table: Table, content: bytes, council: str) -> list[list[str]]:
    """Return the rows of a table's file without its header; none for an empty file."""
    if not content:
        return []
    try:
        header, *rows = csv.reader(io.StringIO(decoded(content, table.path), newline=""), strict=True)
    except (ValueError, csv.Error) as error:
        raise _unreadable(table, council, error) from error
    if header != [column.name for column in table.columns]:
        raise DatasetError(f"{table.path} in {council} has not the columns of its schema. Run check for every problem.")
    return [row for row in rows if row]


def typed(table: Table, rows: Sequence[Sequence[str]], council: str) -> pd.DataFrame:
    """Return rows as a frame, typed here and not by pandas, which takes several times as long over many small files."""
    names = [column.name for column in table.columns]
    try:
        told = [[READ[c.kind](cell) for c, cell in zip(table.columns, row, strict=True)] for row in rows]
    except ValueError as error:
        raise DatasetError(f"{table.path} in {council}: {error}. Run check for every problem.") from error
    frame = pd.DataFrame(np.array(told, dtype=object).reshape(len(told), len(names)), columns=names, dtype=object)
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
