"""Dates as councils write them, read whole. Rules of the domain, section 1.

A phrase becomes a ``Due``: the words, what they say about the work, and an interval kept as EDTF. It is read only where every
word of it is known (``lexicon.py``): an unknown word may deny a date, make it an old one, or turn a start into a finish. What
cannot be read stays as words, with the sense "not understood"; so does what can be read in two ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dayops_dash.dataset.dates.conditional import conditional, only_date
from dayops_dash.dataset.dates.days import sheet_day
from dayops_dash.dataset.dates.edtf import Interval, NotEDTF, interval
from dayops_dash.dataset.dates.moved import glossed, moved_dates, start_and_end
from dayops_dash.dataset.dates.scan import Tokens
from dayops_dash.dataset.dates.statement import Context, Reading, statements, words_only
from dayops_dash.dataset.dates.tokens import tokenise
from dayops_dash.dataset.vocabulary import DueSense

NOT_UNDERSTOOD = Reading(DueSense.NOT_UNDERSTOOD, "")
WRAPS = (("(", ")"), ('"', '"'), ("'", "'"))


@dataclass(frozen=True)
class Due:
    """When something is due: ``as_written``, what it says (``sense``), and the interval (``edtf``), "" where there is none.

    ``formerly_as_written`` is the date that it was moved from, ``remark`` what a reader should be told of the interval.
    """

    as_written: str
    sense: DueSense
    edtf: str
    formerly_as_written: str = ""
    remark: str = ""

    @property
    def interval(self) -> Interval:
        return interval(self.edtf)


def read_due(words: str, *, said_on: date | None = None, on_timeline: bool = False) -> Due:
    """Return what a council's words say about when something is due. Never raises, whatever the words.

    ``said_on`` is the paper's date, from which "the remainder of 2024/25" counts. ``on_timeline`` says that the words stand
    in a timetable of key dates, where a month is when the work happens and not its finish.
    """
    phrase = tokenise(words)
    reading = _read(phrase.tokens, Context(said_on, on_timeline))
    return Due(words, reading.sense, reading.edtf, phrase.words(*reading.former), reading.remark)


def period_named(words: str) -> Interval | None:
    """Return the days of the one period that words name, whatever they say of it: June 2026 of "by the end of June 2026"."""
    found = only_date(tokenise(words).tokens)[0]
    return found.days if found else None


def ways_to_read(words: str, said_on: date | None = None) -> set[tuple[DueSense, str]]:
    """Return every sense and interval that the words could have; more than one is why they are not understood."""
    tokens = tokenise(words).tokens
    return {(r.sense, r.edtf) for r in _readings(tokens, Context(said_on, False)) if _is_sound(r)}


@lru_cache(maxsize=4096)
def _read(tokens: Tokens, context: Context) -> Reading:
    """Return the one reading of the tokens; not understood where there is none, or where two differ."""
    if tokens and (tokens[0], tokens[-1]) in WRAPS:
        inner = _read(tokens[1:-1], context)
        return Reading(inner.sense, inner.edtf, inner.remark) if inner.former == (0, 0) else NOT_UNDERSTOOD
    if sheet := sheet_day(tokens):
        return Reading(DueSense.FINISH, sheet.isoformat())
    if maybe := conditional(tokens, context):
        return maybe
    readings = {reading for reading in _readings(tokens, context) if _is_sound(reading)}
    return readings.pop() if len({(r.sense, r.edtf) for r in readings}) == 1 else NOT_UNDERSTOOD


def _readings(tokens: Tokens, context: Context) -> Iterator[Reading]:
    for whole in {tokens, _without_brackets(tokens)}:
        yield from (reading for reading, end in statements(whole, 0, context) if end == len(whole))
    yield from moved_dates(tokens, context)
    yield from glossed(tokens, context)
    yield from start_and_end(tokens, context)


def _without_brackets(tokens: Tokens) -> Tokens:
    """Return "completed (March 2024)" without its brackets: known words, then all the rest in them."""
    i = tokens.index("(") if "(" in tokens else len(tokens)
    whole = tokens[-1:] == (")",) and tokens.count("(") == 1 == tokens.count(")")
    return (*tokens[:i], *tokens[i + 1 : -1]) if whole and words_only(tokens[:i]) else tokens


def _is_sound(reading: Reading) -> bool:
    try:
        interval(reading.edtf)
    except NotEDTF:
        return False
    return True
