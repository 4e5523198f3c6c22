"""Dates as trackers hold them: as dates, as a spreadsheet's serial numbers, and as text in one order or another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.desk.cell import EMPTY, SERIALS, CellContent, read_cell
from dayops_dash.desk.imports.answers import DAY_FIRST, MONTH_FIRST
from dayops_dash.desk.imports.files.tracker_file import TrackerCell
from dayops_dash.desk.returns.form import CellEntry

NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d\d.*)?")
MARKS = re.compile(r"(?:[*†‡§¹²³⁰-⁹]+|\[\d{1,2}\]|\[[a-z]\])\s*$")
FOOTNOTE = "it has a footnote mark, and the footnote may change what it means. Read it, and say which is meant."
LATEST = 2100  # the first year of which no date is read
EARLIEST, AHEAD = 2000, 40  # years that a due date can be of: from then on, and so many ahead


def day_order(cells: Iterable[TrackerCell]) -> str:
    """Return the order of day and month in a column's text: "day first", "month first", or "" where it could be either or is both."""
    matches = [one for cell in cells if (one := NUMBERS.fullmatch(without_mark(cell.words)))]
    day_first = any(int(one[1]) > 12 for one in matches)
    month_first = any(int(one[3]) > 12 for one in matches)
    return "" if day_first == month_first else DAY_FIRST if day_first else MONTH_FIRST


def may_be_month_first(cells: Iterable[TrackerCell], *, asked: bool) -> bool:
    """Return whether somebody has to say in which order a column's text has day and month.

    It does where some text can only have its month first, or, where ``asked``, where nothing says that the day is first.
    """
    every = [cell for cell in cells if NUMBERS.fullmatch(without_mark(cell.words))]
    return any(day_order([cell]) == MONTH_FIRST for cell in every) or (asked and bool(every) and not day_order(every))


def without_mark(words: str) -> str:
    """Return words without the footnote marks at their end."""
    return MARKS.sub("", words).strip()


def read_day(cell: TrackerCell, entry: CellEntry, order: str, on: date, epoch: Any, *, asked: bool) -> CellContent:
    """Return the content of a cell of dates, with why a person should look at it first.

    ``order`` is that of its column; where it is "" and ``asked``, 3/4/2024 may be either day and a person decides.
    """
    if cell.is_empty:
        return EMPTY
    words = without_mark(cell.words)
    plain = replace(cell, value=words) if cell.words else cell
    doubt = FOOTNOTE if words != cell.words else ""
    numbers = NUMBERS.fullmatch(words)
    if numbers:
        day = _of_numbers(numbers, order)
        if isinstance(day, str):
            return CellContent(shown=words, fault=day)
        if not order and asked and numbers[1] != numbers[3]:
            doubt = f"it may be {wording.day(day)}, or have its month first. Say which is meant."
        plain = replace(plain, value=wording.day(day), data_type="s")
    elif words:
        plain = replace(plain, value=_as_day(words, epoch) or words)
    read = read_cell(plain, entry, (), on, epoch)
    if read.text and entry is CellEntry.DUE and (odd := _is_odd(read.text, on)):
        return CellContent(shown=read.shown, fault=odd)
    together = " ".join(filter(None, (doubt, read.doubt)))
    return replace(read, doubt=together, alike=read.alike and not doubt) if read.text else read


def _of_numbers(numbers: re.Match[str], order: str) -> date | str:
    """Return the day written in numbers, or why they are no day."""
    first, second, year = int(numbers[1]), int(numbers[3]), int(numbers[4])
    year += 2000 if year < 100 else 0
    day, month = (second, first) if order == MONTH_FIRST else (first, second)
    try:
        result = date(year, month, day)
    except ValueError:
        how = "with its month first" if order == MONTH_FIRST else "with its day first, as the others are read"
        return f"“{numbers[0][:30]}” is no day {how}. Say which day is meant."
    return result if EARLIEST <= year < LATEST else f"“{numbers[0][:30]}” is of the year {year}. Check the year."


def _as_day(words: str, epoch: Any) -> str:
    """Return the day that a serial number typed as text is, or that words name, in one form; "" where they are no single day."""
    from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

    if words.isascii() and words.isdigit() and len(words) == 5 and int(words) in SERIALS:
        moment = from_excel(int(words), epoch or WINDOWS_EPOCH)
        return wording.day(moment.date()) if isinstance(moment, datetime) else ""
    due = read_due(words) if len(words) <= 30 else None
    whole = due.interval if due and due.sense is DueSense.FINISH and due.edtf and not due.formerly_as_written else None
    return wording.day(whole.earliest) if whole and whole.earliest and whole.earliest == whole.latest else ""


def _is_odd(words: str, on: date) -> str:
    due = read_due(words, said_on=on).interval
    years = [one.year for one in (due.earliest, due.latest) if one]
    wrong = next((year for year in years if not EARLIEST <= year <= on.year + AHEAD), None)
    return f"“{words[:40]}” is of the year {wrong}. Check the year, and say which day is meant." if wrong else ""
