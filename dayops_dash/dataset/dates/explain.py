"""What the reader of dates understands of some words, said to an officer: the sense, the interval, or why there is neither."""

from __future__ import annotations

from calendar import month_name
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.dates.due import Due, read_due, ways_to_read
from dayops_dash.dataset.dates.edtf import Interval
from dayops_dash.dataset.dates.scan import MONTHS, Tokens, at, long_year, whole
from dayops_dash.dataset.dates.tokens import MAX_TOKENS, Phrase, tokenise
from dayops_dash.dataset.vocabulary import DueSense

MEANING = {
    DueSense.EVENT: "it has happened in this time",
    DueSense.FINISH: "it should be finished by the last day of this time",
    DueSense.FINISH_WITHIN: "it should be finished within this time",
    DueSense.START: "it should begin in this time; no end is given, so it is never overdue",
    DueSense.DEADLINE: "it should be finished no later than this",
    DueSense.SPAN: "it lasts for this time, and should be finished by its last day",
    DueSense.MONTH: "a month, and no word for what happens in it",
    DueSense.REMAINDER: "what is left of the period on the day of the paper; give that day with --said-on",
    DueSense.VAGUE: "nobody can tell which part of the period is meant",
    DueSense.CONDITIONAL: "it depends on something; it is never overdue",
    DueSense.NOT_UNDERSTOOD: "the words stay as they are, and no interval is made of them",
}


def explain(words: str, *, said_on: date | None = None, on_timeline: bool = False) -> list[str]:
    """Return lines that say how words for a due date are read, ready to be typed into ``updates.csv``."""
    due = read_due(words, said_on=said_on, on_timeline=on_timeline)
    lines = [
        f"due_as_written: {words}",
        f"due_sense: {due.sense} ({MEANING[due.sense]})",
        f"due_edtf: {due.edtf or 'leave empty'}",
    ]
    if due.edtf:
        lines.append(f"That is: {_days(due.interval)}")
    if due.formerly_as_written:
        lines.append(f"Moved from: {due.formerly_as_written}")
    if due.remark:
        lines.append(f"Note: {due.remark}")
    if due.sense is DueSense.NOT_UNDERSTOOD:
        lines.append(f"Why: {why_not(words, said_on)}")
    return lines


def _days(found: Interval) -> str:
    first, last = found.earliest, found.latest
    if first and last:
        said = wording.day(first) if first == last else f"{wording.day(first)} to {wording.day(last)}"
    else:
        said = f"from {wording.day(first)}, no end given" if first else f"until {wording.day(last)}" if last else "open"
    if last and found.outer_latest and found.outer_latest != last:
        said += f"; not called overdue before {wording.day(found.outer_latest)} is over"
    return said


def why_not(words: str, said_on: date | None = None) -> str:
    """Return why words are not understood: two readings, one word that is not known, or no date in them."""
    ways = sorted(ways_to_read(words, said_on))
    if len(ways) > 1:
        return f"it can be read as {' or as '.join(f'{sense} {edtf}'.strip() for sense, edtf in ways)}."
    phrase = tokenise(words)
    tokens = phrase.tokens
    if not tokens:
        return f"there are no words, or more than {MAX_TOKENS}."
    for place in range(len(tokens)):
        rest = _read(f"{phrase.words(0, place)} {phrase.words(place + 1, len(tokens))}", said_on)
        if rest.sense is not DueSense.NOT_UNDERSTOOD:
            return f"{tokens[place]!r} may change the meaning. Without it we would read {_said(rest)}."
    if two := _day_or_year(phrase):
        return two
    for length in range(len(tokens) - 1, 0, -1):
        for first in range(len(tokens) - length + 1):
            part = phrase.words(first, first + length)
            if (found := _read(part, said_on)).sense is not DueSense.NOT_UNDERSTOOD and found.edtf:
                return f"of the whole only {part!r} is known ({_said(found)}); the other words may change its meaning."
    return "it names no day, month, season, quarter or year that we know."


def _day_or_year(phrase: Phrase) -> str:
    """Return that two figures beside a month, or two pairs of figures, may be a day or a year; "" where none are."""
    tokens = phrase.tokens
    for i, token in enumerate(tokens):
        figures = at(tokens, i + 1)
        alone = not (i and at(tokens, i - 1).isdigit()) and not _has_year(tokens)
        if (month := MONTHS.get(token)) and alone and _is_day_number(figures):
            name, part = month_name[month], phrase.words(i, i + 2)
            return f"{part!r} may be day {int(figures)} of {name}, without its year, or {name} 20{figures}. Type the year in full."
        second = at(tokens, i + 2)
        if figures in ("/", "-") and _is_day_number(token) and _is_day_number(second) and alone:
            part = phrase.words(i, i + 3)
            return f"{part!r} may be days, a month or years. Type the year in full."
    return ""


def _has_year(tokens: Tokens) -> bool:
    return any(long_year(token) for token in tokens)


def _is_day_number(token: str) -> bool:
    return len(token) == 2 and whole(token, 2, 1, 31) is not None


def _read(words: str, said_on: date | None) -> Due:
    return read_due(words.strip(), said_on=said_on)


def _said(due: Due) -> str:
    return f"{due.sense} {due.edtf}".strip()
