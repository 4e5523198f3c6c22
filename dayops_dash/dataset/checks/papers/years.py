"""Years that cannot be: in cells of times a number of four figures is a year, and the second of two comes after the first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.papers.printed import CORRECT, DATED, FIRST_YEAR, LAST_YEAR
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.tables import TABLES

TIMES = ("period", "financial_year", "population_period")
NUMBER = re.compile(r"(?<![\d.,])\d{4,}(?![\d.,]*\d)|(?<=\d{4}/)\d{3}(?!\d)")
FINANCIAL = re.compile(r"(?<!\d)(\d{4})\s*/\s*((?:\d\d)?\d\d)(?!\d)")


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
