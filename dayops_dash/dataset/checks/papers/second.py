"""Checks of figures and their years against the second reading of the papers that they were typed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.papers.printed import DATED, YEAR, words_of
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.second_reading import PRINTED, SecondReading, bare_numbers, figure_columns, read_back, readings
from dayops_dash.dataset.tables import TABLES

DO = "Correct what was mistyped; where the paper was read before it was corrected, read it again with the command numbers."
NOT_FROM_THE_TEXT = (PRINTED, "documents")  # a paper's own row may hold what another says of it
PERIODS = ("period", "financial_year", "population_period", "due_as_written")


def check_second_reading(frames: Frames) -> Iterator[Problem]:
    """Yield figures whose words hold a number, and periods that hold a year, that their paper does not print.

    Nothing is said of a paper that was not read twice.
    """
    papers = read_back(row for _, _, row in rows(frames, PRINTED))
    own = {row["document_id"]: years_of(row) for _, _, row in rows(frames, "documents")}
    for name in frames if papers else ():
        if name in NOT_FROM_THE_TEXT:
            continue
        figures, values, bare = figure_columns(TABLES[name]), words_of(TABLES[name]), bare_numbers(TABLES[name])
        periods = [c for c in (*PERIODS, *(words for _, words in DATED.get(name, ()))) if c in TABLES[name].by_name]
        for table, number, row in rows(frames, name):
            paper = row["document_id"]
            if paper not in papers:
                continue
            printed = papers[paper]
            yield from _without_words(table.path, number, row, values)
            wrong = [(c, w) for c in figures for w, read in readings(str(row[c])) if read not in printed]
            wrong += [
                (c, f"{row[c]:,}")
                for c, unit in bare.items()
                if pd.notna(row[c]) and SecondReading(row[c], unit) not in printed
            ]
            years = {str(int(read.value)) for read in printed} | own.get(paper, set())
            wrong += [(c, year) for c in periods for year in YEAR.findall(str(row[c])) if year not in years]
            for column, words in dict(wrong).items():
                found = f"{shown(words)} in {shown(row[column])}"
                yield Problem(table.path, number, column, found, "a number that the paper prints", DO)


def _without_words(path: str, number: int, row: Mapping[Any, Any], values: Mapping[str, str]) -> Iterator[Problem]:
    """Yield numbers without the words that they were typed from: nothing holds those to what the paper prints."""
    for value, words in values.items():
        if pd.notna(row[value]) and not str(row[words]).strip():
            found = f"an empty cell beside {value} {row[value]:g}"
            expected = "the number as the paper prints it, since this paper was read twice"
            yield Problem(path, number, words, found, expected, "Type what the paper prints.")


def years_of(paper: Mapping[str, Any]) -> set[str]:
    """Return the years of a paper's own date and title, which its text may not repeat."""
    return {year for column in ("title", "published_edtf", "covers") for year in YEAR.findall(str(paper[column]))}
