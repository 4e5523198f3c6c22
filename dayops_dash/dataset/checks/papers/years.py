"""Years that cannot be: in cells of times a number of four figures is a year, and the second of two comes after the first.

In a text they are noted and never refused: it may quote a number that only looks like two years.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.papers.printed import CORRECT, DATED, FIRST_YEAR, LAST_YEAR
from dayops_dash.dataset.checks.problem import Note, Problem, shown
from dayops_dash.dataset.tables import TABLES

TIMES = ("period", "financial_year", "population_period", "covers")
NUMBER = re.compile(r"(?<![\d.,])\d{4,}(?![\d.,]*\d)|(?<=\d{4}[/–-])\d{3}(?!\d)")
FINANCIAL = re.compile(r"(?<!\d)(\d{4})\s*/\s*((?:\d\d)?\d\d)(?!\d)")

NEAR = range(1, 11)  # years from the first to the second of two that are written as one: a plan of more is not
TWO = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)\s*/\s*(\d\d)(?![\d/-]|\.\d)")
SPAN = re.compile(r"(?<![\d/.-])((?:19|20)\d\d)\s*(?:-|–|to)\s*((?:19|20)\d\d)(?![\d/-]|\.\d)")
IN_OUR_WORDS = ("note", "statement", "summary", "title", "covers", "period", "as_written", "progress_note")


def notes(frames: Frames) -> Iterator[Note]:
    """Yield two years of a text that cannot be one after the other, and a paper that covers other years than its title says."""
    for name in frames:
        columns = [c for c in TABLES[name].by_name if c.endswith(IN_OUR_WORDS)]
        for table, number, row in rows(frames, name):
            for column in columns:
                if wrong := _backwards(str(row[column])):
                    basis = f"in {wrong} the second year does not follow the first: correct it if it was mistyped"
                    yield Note(table.path, number, column, wrong, "", basis)
    for table, number, row in rows(frames, "documents"):
        covers, title = (SPAN.search(str(row[column])) for column in ("covers", "title"))
        if covers and title and (covers[1] == title[1]) != (covers[2] == title[2]):
            basis = f"{covers[0]} here, and {title[0]} in the title: correct it if it was mistyped"
            yield Note(table.path, number, "covers", covers[0], "", basis)


def _backwards(words: str) -> str:
    """Return two years that cannot follow each other: 2025/24, 2024/24, 2023/42, 2032-2027"""
    for found in TWO.finditer(words):
        if (int(found[2]) - int(found[1])) % 100 not in NEAR:
            return found[0]
    return next((found[0] for found in SPAN.finditer(words) if int(found[2]) <= int(found[1])), "")


def _years(frames: Frames) -> Iterator[Problem]:
    for name in frames:
        dated = (*TIMES, *(words for _, words in DATED.get(name, ())))
        columns = [column for column in dated if column in TABLES[name].by_name]
        for table, number, row in rows(frames, name):
            for column in columns:
                cell = str(row[column])
                if wrong := no_year(cell):
                    expected = f"years from {FIRST_YEAR} to {LAST_YEAR}"
                    yield Problem(table.path, number, column, f"{wrong} in {shown(cell)}", expected, CORRECT)
                elif column == "financial_year" and (apart := _not_following(cell)):
                    expected = "a financial year, whose second year follows the first"
                    yield Problem(table.path, number, column, apart, expected, CORRECT)


def no_year(cell: str) -> str:
    """Return the number in a cell of a time that can be no year: of four figures or more, or of three after a year's stroke.

    A cell that is all number is a day's, as a spreadsheet or a system writes it.
    """
    found = (match[0] for match in NUMBER.finditer(cell) if match[0] != cell.strip() or len(match[0]) == 4)
    return next((number for number in found if not (len(number) == 4 and FIRST_YEAR <= int(number) <= LAST_YEAR)), "")


def _not_following(cell: str) -> str:
    """Return a financial year whose two years are not one after the other: 2026/77"""
    for match in FINANCIAL.finditer(cell):
        if (int(match[1]) + 1) % 100 != int(match[2]) % 100:
            return match[0]
    return ""


CHECKS = (_years,)
