"""One cell of a return, read as what it asks for: the text that is kept, or why it cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.checks.files import CONTROL
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.checks.returns import plain_word
from dayops_dash.dataset.dates import Interval, read_due
from dayops_dash.dataset.dates.explain import why_not
from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.desk.returns.form import CellEntry

NUMBER = re.compile(r"-?£?\s*-?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)?\s*%?")  # 0,5 is no 5
SERIALS = range(36_526, 73_051)  # 2000 to 2099, as a spreadsheet counts days
PERSONAL = "it holds an e-mail address or a telephone number. Say who by their role."
FIGURES = re.compile(r"\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})")  # a day in figures alone
SERIAL = re.compile(r"\d{5}")
BULLETS = re.compile(r"^(?:[-–•*·]\s+)+")


@dataclass(frozen=True)
class CellContent:
    """What a cell holds: ``text`` is "" where it is empty or cannot be read, ``shown`` what it looked like, with personal data removed.

    ``fault`` says why it cannot be read; ``doubt`` why a person should look at it first; ``note`` what was done to it. ``alike`` is
    whether the doubt is the same in many cells, so that a person may settle it for all of them at once.
    """

    text: str = ""
    shown: str = ""
    fault: str = ""
    doubt: str = ""
    note: str = ""
    alike: bool = False
    unknown: str = ""  # a word that is in no list of its cell


EMPTY = CellContent()


def read_cell(cell: Any, entry: CellEntry, choices: tuple[str, ...], on: date, epoch: Any) -> CellContent:
    """Return what a cell of openpyxl holds. ``on`` is the day of the return, ``epoch`` that of the workbook's serial days."""
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return EMPTY
    if cell.data_type == "f":
        return CellContent(shown="a formula", fault="it holds a formula. Type the value itself.")
    if cell.data_type == "e" or isinstance(value, bool):
        return CellContent(shown=str(value), fault=f"it holds {value}. Type the value itself.")
    if isinstance(value, str) and is_personal(value):
        return CellContent(shown="(not shown)", fault=PERSONAL)
    if entry is CellEntry.DAY:
        return _day(value, on, epoch)
    if entry is CellEntry.DUE:
        return _due(value, on, epoch)
    if entry in (CellEntry.PERCENT, CellEntry.NUMBER, CellEntry.WHOLE):
        return _number(value, entry, "%" in (getattr(cell, "number_format", "") or ""))
    if not isinstance(value, str):
        value = _plain(value)
    return _word(value, choices) if entry is CellEntry.WORD and choices else _text(value)


def read_text(words: str, entry: CellEntry, choices: tuple[str, ...], on: date) -> CellContent:
    """Return what words hold that a person typed at the desk, read as a cell is."""
    return read_cell(_Typed(words), entry, choices, on, None)


@dataclass(frozen=True)
class _Typed:
    value: str
    data_type: str = "s"
    number_format: str = ""


def _plain(value: Any) -> str:
    if isinstance(value, datetime) and value.time() == time():
        value = value.date()
    if isinstance(value, date):
        return wording.day(value)
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _text(value: str) -> CellContent:
    """Return words as they are kept: on one line, without marks of a list, and never as a formula."""
    words = " ".join(CONTROL.sub(" ", wording.clean(value)).split())
    words = BULLETS.sub("", words)
    if is_personal(words):
        return CellContent(shown="(not shown)", fault=PERSONAL)
    if len(words) > MAX_TEXT:
        return CellContent(shown=f"{words[:60]}…", fault=f"it holds more than {MAX_TEXT:,} characters. Shorten it.")
    kept = wording.no_formula(words)
    note = "It begins like a formula, so an apostrophe was put before it." if kept != words else ""
    return CellContent(kept, words, note=note)


def _word(value: str, choices: tuple[str, ...]) -> CellContent:
    words = _text(value).shown
    found = next((word for word in choices if plain_word(word) == plain_word(words)), "")
    if found:
        return CellContent(found, words)
    return CellContent(
        shown=words[:80],
        fault=f"“{words[:80]}” is not in the list of words that this cell takes. Choose one of: {', '.join(choices)}. "
        "If none of them fits, keep what is published, and have the word added to your council's list first.",
        unknown=words[:80],
    )


def _serial(value: Any, epoch: Any) -> date | None:
    """Return the day that a cell holds as a day or as a spreadsheet's number for one; None where it holds neither."""
    from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel

    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and int(value) in SERIALS:
        found = from_excel(int(value), epoch or WINDOWS_EPOCH)
        return found.date() if isinstance(found, datetime) else None
    return None


def _day(value: Any, on: date, epoch: Any) -> CellContent:
    found = _serial(value, epoch)
    shown = _plain(value)
    if found is None:
        due = read_due(shown, said_on=on)
        whole = due.interval.earliest if due.interval.earliest == due.interval.latest else None
        found = whole if due.sense is DueSense.FINISH else None
        if found is None and due.sense is DueSense.FINISH and (month := month_of(due.interval)):
            return _month(month, shown, on)
    if found is None:
        return CellContent(shown=shown[:80], fault=f"“{shown[:80]}” is no day. Write it as 30 September 2026.")
    if found > on:
        return CellContent(
            shown=shown[:80], fault=f"{wording.day(found)} is after the day of the return, {wording.day(on)}."
        )
    if found.year < 2000:
        return CellContent(shown=shown[:80], fault=f"{wording.day(found)} is too long ago. Check the year.")
    return CellContent(found.isoformat(), wording.day(found))


def month_of(days: Interval) -> str:
    """Return the month that an interval is, as 2025-09; "" where it is no whole month."""
    first, last = days.earliest, days.latest
    whole = bool(first and last and first.day == 1 and (last + timedelta(1)).day == 1)
    return f"{first:%Y-%m}" if first and last and whole and f"{first:%Y-%m}" == f"{last:%Y-%m}" else ""


def _month(month: str, shown: str, on: date) -> CellContent:
    first = date.fromisoformat(f"{month}-01")
    if first > on:
        return CellContent(
            shown=shown[:80], fault=f"{wording.month(first)} is after the day of the return, {wording.day(on)}."
        )
    if first.year < 2000:
        return CellContent(shown=shown[:80], fault=f"{wording.month(first)} is too long ago. Check the year.")
    return CellContent(month, wording.month(first))


def _due(value: Any, on: date, epoch: Any) -> CellContent:
    found = _serial(value, epoch)
    if found:
        words = wording.day(found)
        return CellContent(words, words, doubt=may_be_month(found), alike=True)
    read = _text(_plain(value))
    if not read.text:
        return read
    due = read_due(read.text, said_on=on)
    whole = due.interval.earliest if due.interval.earliest == due.interval.latest else None
    if whole and SERIAL.fullmatch(read.text):  # as text it would be published as it is
        note = f"It is {read.text}, a spreadsheet's number for a day."
        return CellContent(wording.day(whole), read.shown, doubt=may_be_month(whole), note=note, alike=True)
    if whole and FIGURES.fullmatch(read.text):
        day = wording.day(whole)
        return CellContent(day, read.shown, note=f"It is written {read.text}, which is read with its day first.")
    if due.sense is DueSense.NOT_UNDERSTOOD:
        doubt = (
            f"the date is not understood: {why_not(read.text, on)} It would stand as words, and nothing is held to it."
        )
        return CellContent(read.text, read.shown, doubt=doubt)
    return read


def may_be_month(found: date) -> str:
    """Return that a spreadsheet's first of a month may have been typed as the month; "" for any other day."""
    if found.day != 1:
        return ""
    return (
        f"the spreadsheet holds {wording.day(found)}, which may have been typed as {found:%B %Y}. Say which is meant."
    )


IN_WORDS = re.compile(r"£\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|thousand|million)", re.IGNORECASE)
SCALES = {"k": 1_000, "t": 1_000, "m": 1_000_000}


def _number(value: Any, entry: CellEntry, in_percent: bool) -> CellContent:
    shown = _plain(value)
    if isinstance(value, date | time):
        return CellContent(shown=shown, fault="it holds a date. Type a number.")
    note = ""
    if isinstance(value, str) and (money := IN_WORDS.fullmatch(value.strip())):  # £1.02m
        value = str(Decimal(money[1].replace(",", "")) * SCALES[money[2][0].casefold()])
        note = f"“{shown[:80]}” is read as £{Decimal(value):,.0f}."
    try:
        number = Decimal(_digits(value)) if isinstance(value, str) else Decimal(repr(value))
        number = round(number * 100 if in_percent and not isinstance(value, str) else number, 6)
    except InvalidOperation:
        return CellContent(shown=shown[:80], fault=f"“{shown[:80]}” is not {entry}.")
    kept = f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
    if entry is CellEntry.WHOLE and (number != int(number) or number < 0):
        return CellContent(shown=shown, fault=f"{shown} is not a whole number.")
    if len(kept.lstrip("-").partition(".")[0]) > 12:
        return CellContent(shown=shown[:80], fault=f"{shown[:40]} is too large.")
    if entry is CellEntry.PERCENT:
        if not 0 <= number <= 100:
            return CellContent(shown=shown, fault=f"{shown} is not a percentage from 0 to 100.")
        if 0 < number <= 1 and not in_percent and "%" not in shown:
            return CellContent(
                kept, shown, doubt=f"{kept} may mean {kept}% or {float(number * 100):g}%. Say which is meant."
            )
    return CellContent(kept or "0", shown, note=note)


def _digits(words: str) -> str:
    """Return a number that was typed as text in plain digits. Raises InvalidOperation for anything else."""
    bare = re.sub(r"\s*(?:per cent|percent)$", "%", words.strip(), flags=re.IGNORECASE)
    if not NUMBER.fullmatch(bare) or not bare.replace("£", "").isascii():
        raise InvalidOperation
    return re.sub(r"[£,%\s]", "", bare)
