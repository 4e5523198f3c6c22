"""Putting the second reading of a paper into its council's folder."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.second_reading import (
    PRINTED,
    SecondReading,
    bare_numbers,
    figure_columns,
    printed_numbers,
    readings,
)
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.put import put, read_rows


class Taken(NamedTuple):
    """How many numbers a paper prints, and those as printed that no figure of it in the folder holds."""

    printed: int
    in_no_row: tuple[str, ...]


def take_numbers(folder: Path, document_id: str, text: str) -> Taken:
    """Put the numbers of a paper's text into its folder, in place of an earlier reading of the same paper.

    Raises NotPutError, and changes nothing, where a figure that was typed from the paper is not among them: the message names
    each. Raises DatasetError where the folder does not know the paper, or the text prints no number.
    """
    mine: list[Cells] = []

    def tables() -> dict[str, bytes]:
        papers = {row["document_id"]: row for row in read_rows(folder, "documents")}
        if document_id not in papers:
            raise DatasetError(f"{folder.name} has no paper {document_id!r}. It has: {', '.join(papers)}.")
        mine.extend(printed_numbers(text, document_id, papers[document_id]["visibility"]))
        if not mine:
            raise DatasetError("The text prints no number: is it the paper's text?")
        others = [row for row in read_rows(folder, PRINTED) if row["document_id"] != document_id]
        return {PRINTED: as_csv(PRINTED, [*others, *mine])}

    put(folder, tables)
    typed = _typed(folder, document_id)
    left = [words for row in mine for words, reading in readings(row["as_written"]) if reading not in typed]
    return Taken(len(mine), tuple(left))


def _typed(folder: Path, document_id: str) -> set[SecondReading]:
    """Return the numbers that the rows of a paper hold as written."""
    typed: set[SecondReading] = set()
    for name, table in TABLES.items():
        columns, bare = figure_columns(table), bare_numbers(table)
        for row in read_rows(folder, name) if name != PRINTED else ():
            if row.get("document_id") == document_id:
                typed.update(reading for column in columns for _, reading in readings(row[column]))
                typed.update(SecondReading(float(row[column]), unit) for column, unit in bare.items() if row[column])
    return typed
