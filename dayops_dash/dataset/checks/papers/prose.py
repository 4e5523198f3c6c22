"""Numbers in summaries, statements and notes that their paper does not print: perhaps a slip of typing, and never refused.

An officer's own words may hold a number that was worked out, so each is a note. Only of papers that were read twice. Notes are
most often worked out: of them only a number is told that no other cell of the council holds either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.papers.mentions import figures_in, is_text
from dayops_dash.dataset.checks.papers.second import NOT_FROM_THE_TEXT, years_of
from dayops_dash.dataset.checks.problem import Note
from dayops_dash.dataset.second_reading import PRINTED, read_back, readings
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.written import numbers_in

OURS = ("note",)  # columns in which whoever typed the rows speaks, as in all of conflicts
WORDS_OF_PLACES = ("locator", "other_locator", "settled_locator")  # their numbers count nothing
YEAR = re.compile(r"(?<![\d.,£])(?:19|20)\d\d(?![\d,%])")
GLUED = re.compile(r"(?<=[^\W\d_])\d+(?:[.,]\d+)*")  # Care4CE: the number of a name, which is printed in the name alone
Values = Mapping[str, set[float]]


def notes(frames: Frames) -> Iterator[Note]:
    """Yield the texts with a number, in digits, that is printed nowhere in the paper that they stand for."""
    printed = {paper: {r.value for r in found} for paper, found in _papers(frames).items()}
    for _, _, row in rows(frames, "documents"):
        if row["document_id"] in printed:
            printed[row["document_id"]] |= {float(year) for year in years_of(row)}
    for name in frames if printed else ():
        if name in (*NOT_FROM_THE_TEXT, "conflicts") or "document_id" not in TABLES[name].by_name:
            continue
        columns = [c.name for c in TABLES[name].columns if is_text(c, TABLES[name]) and c.name not in OURS]
        for table, number, row in rows(frames, name):
            for column in columns:
                if wrong := _not_printed(str(row[column]), row["document_id"], printed):
                    basis = (
                        f"the paper prints no {wrong}: correct it if it was mistyped, or leave it if you worked it out"
                    )
                    yield Note(table.path, number, column, wrong, "", basis)
    yield from _in_notes(frames, printed)


def _in_notes(frames: Frames, printed: Values) -> Iterator[Note]:
    """Yield the notes with a figure or a year that neither their paper prints nor any other cell holds."""
    held = _held(frames) if printed else set()
    for name in frames if printed else ():
        if name in (*NOT_FROM_THE_TEXT, "areas", "reach") or "note" not in TABLES[name].by_name:
            continue
        for table, number, row in rows(frames, name):
            paper = row["document_id"]
            words = GLUED.sub(lambda found: " " * len(found[0]), str(row["note"]))
            numbers = [*figures_in(words), *((year, float(year)) for year in YEAR.findall(words))]
            for wrong, value in numbers if paper in printed else ():
                if value not in printed[paper] and value not in held:
                    basis = (
                        f"neither the paper nor another row has {wrong}: "
                        "correct it if it was mistyped, or leave it if you worked it out"
                    )
                    yield Note(table.path, number, "note", wrong, "", basis)
                    break


def _held(frames: Frames) -> set[float]:
    """Return the numbers of all cells but notes and places."""
    held: set[float] = set()
    for name in frames:
        columns = [c for c in TABLES[name].by_name if c not in (*OURS, *WORDS_OF_PLACES)]
        for _, _, row in rows(frames, name):
            for cell in (row[column] for column in columns if column in row):
                held |= {float(cell)} if isinstance(cell, (int, float)) else {n.value for n in numbers_in(str(cell))}
    return held


def _papers(frames: Frames) -> Mapping[str, Any]:
    return read_back(row for _, _, row in rows(frames, PRINTED))


def _not_printed(text: str, paper: str, printed: Values) -> str:
    """Return the first number in a text that its paper does not print; "" where it prints them all, or was not read twice."""
    if paper not in printed:
        return ""
    plain = GLUED.sub(lambda found: " " * len(found[0]), text)
    return next((words for words, read in readings(plain) if read.value not in printed[paper]), "")
