"""A stated change against its two figures: in per cent, in points, as a number of times, or in the figures' own unit.

Which it is its unit says. A change in another unit than these is not worked out. Words such as "fell by" say which way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

from dayops_dash import wording
from dayops_dash.dataset import Row
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range, as_stated, step_of
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, as_printed, change_of, compare, hedged, percentage

POINTS = re.compile(r"^(?:%|percentage|per ?cent) ?-?points?$|^points?$|^pp$")
PERCENT = re.compile(r"^(?:%|per ?cent|percent)(?: (?:growth|change|increase|decrease|lower|higher|more|fewer|less))?$")
TIMES = ("times", "time", "x", "fold", "-fold")
HEDGES_IN_WORDS = re.compile(r"\b(?:no |not )?(?:more|less|fewer|higher|lower) than\b|\bup to\b")
MORE = re.compile(r"\b(?:more|higher|greater|increas\w*)\b", re.IGNORECASE)
UP = re.compile(
    r"\b(?:increas\w*|r[io]se[sn]?|rising|gr[eo]wn?|grows|growing|growth|up|more|higher|gain\w*|additional|extra"
    r"|doubl\w*|trebl\w*|tripl\w*)\b|^\+"
)
DOWN = re.compile(
    r"\b(?:decreas\w*|f[ae]ll(?:s|en|ing)?|drop\w*|reduc\w*|fewer|less|lower|down(?!'s)|halv\w*|declin\w*|los[st]\w*|shr[aiu]nk\w*)\b"
    r"|^[-−–]\s?[£\d]"
)


@dataclass(frozen=True)
class StatedNumber:
    """A row with its number and the unit of that."""

    row: Row
    number: float
    unit: str

    @property
    def printed(self) -> str:
        return as_printed(self.row, self.number)

    @property
    def range(self) -> Range:
        return as_stated(self.number, text_of(self.row, "as_written"), text_of(self.row, "qualifier"))

    @property
    def step(self) -> float:
        """To what it is rounded where it is printed."""
        return step_of(text_of(self.row, "as_written"), self.number)


def unit_of(row: Row) -> str:
    """Return the unit of a row's number: that of its column, GBP of an amount, % of a share of spend."""
    if "unit" in row:
        return text_of(row, "unit").casefold().strip()
    return "%" if wording.missing(number_of(row, "amount_gbp")) else "gbp"


def change_sums(stated: StatedNumber, before: StatedNumber, after: StatedNumber) -> Iterator[Sum]:
    """Hold a stated change against its two figures: how much, and which way."""
    for one in _amount(stated, before, after):
        wrong_way = one and _wrong_way(stated, before, after)
        yield (
            replace(one, grade=ConflictGrade.CONFLICT, worked_out=f"{one.worked_out}: {wrong_way}")
            if wrong_way
            else one
        )


def _amount(stated: StatedNumber, before: StatedNumber, after: StatedNumber) -> Iterator[Sum]:
    of_shares = before.unit == after.unit == "%"
    if PERCENT.match(stated.unit) and before.number:
        yield from _in_percent(stated, before, after, of_shares=of_shares)
    elif POINTS.match(stated.unit) and of_shares:
        yield from _difference(stated, before, after, " points")
    elif stated.unit in TIMES and before.unit == after.unit and before.number and after.number:
        yield from _times(stated, before, after)
    elif stated.unit and stated.unit == before.unit == after.unit:
        yield from _difference(stated, before, after, "")


def _in_percent(stated: StatedNumber, before: StatedNumber, after: StatedNumber, *, of_shares: bool) -> Iterator[Sum]:
    """Of two shares a change in per cent may be meant in points: it holds where either is right."""
    change = abs(after.number / before.number - 1) * 100
    words = f"{before.printed} to {after.printed} is {change:.2f}%"
    (found,) = compare(percentage(stated.row, stated.number), change_of(before.range, after.range), words)
    points = next(_difference(stated, before, after, " points"))
    yield points if of_shares and found.grade and not points.grade else found


def _difference(stated: StatedNumber, before: StatedNumber, after: StatedNumber, unit: str) -> Iterator[Sum]:
    low, high = after.range.low - before.range.high, after.range.high - before.range.low
    could_be = Range(0.0 if low < 0 < high else min(abs(low), abs(high)), max(abs(low), abs(high)))
    words = f"{before.printed} to {after.printed} is {wording.plain(abs(after.number - before.number))}{unit}"
    figures = (stated, before, after)
    counted = not unit and all(
        float(one.number).is_integer() for one in figures
    )  # of which one is one, and no rounding
    own, *others = (0.0 if counted and one.step == 1 else one.step for one in figures)
    yield _held(stated, could_be, words, own / 2, (own + sum(others)) / 2)


def _times(stated: StatedNumber, before: StatedNumber, after: StatedNumber) -> Iterator[Sum]:
    """ "Twice as many" and "half as many" are one change in two directions; "2 times more" may be three times as many."""
    small, large = (before, after) if before.number <= after.number else (after, before)
    low = small.range.high and large.range.low / small.range.high
    high = large.range.high / small.range.low if small.range.low else inf
    words = f"{before.printed} to {after.printed} is {large.number / small.number:.2f} times"
    printed = text_of(stated.row, "as_written")
    half = step_of(printed, stated.number) / 2
    if 0 < stated.number < 1:
        low, high = 1 / high if high < inf else 0.0, 1 / low if low else inf
    also = 1 if MORE.search(printed) else 0
    yield _held(stated, Range(max(0.0, low - also), high), words, half, half)


def _held(stated: StatedNumber, could_be: Range, words: str, slack: float, most: float) -> Sum:
    """Return whether a change is what its figures could give, but for the rounding of it, or of all three."""
    gap = could_be.gap(stated.range)
    holds, rounding = gap <= slack + SLACK * max(1.0, could_be.low), gap <= most + SLACK
    grade = None if holds else ConflictGrade.ROUNDING if rounding else ConflictGrade.CONFLICT
    qualifier = text_of(stated.row, "qualifier")
    printed = hedged(text_of(stated.row, "as_written") or wording.plain(stated.number), qualifier)
    title = f"{percentage(stated.row, stated.number).title}: the change against its figures"
    return Sum(grade, title, printed, words, stated.row.document_id, stated.row.locator)


def _wrong_way(stated: StatedNumber, before: StatedNumber, after: StatedNumber) -> str:
    """Return that the figures go the other way than the words of their change; "" where they do not, or none says."""
    says = direction(stated.row, stated.number)
    if says > 0 and after.range.high < before.range.low:
        return "it fell"
    return "it rose" if says < 0 and after.range.low > before.range.high else ""


def direction(row: Row, number: float) -> int:
    """Return which way a change goes by its words, else its measure or unit, else its sign: 1 up, -1 down, 0 not said."""
    sides = [_ways(text_of(row, column)) for column in ("as_written", "measure", "unit") if column in row]
    if not any(sides[0]) and number < 0:
        return -1
    up, down = next((ways for ways in sides if any(ways)), (False, False))
    return int(up) - int(down)


def _ways(words: str) -> tuple[bool, bool]:
    plain = HEDGES_IN_WORDS.sub(" ", words.casefold().strip())
    return bool(UP.search(plain)), bool(DOWN.search(plain))
