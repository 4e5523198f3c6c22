"""One sum worked out again: what is printed, what its own numbers give, and how a percentage is held against them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil, floor, inf

from dayops_dash import wording
from dayops_dash.dataset import Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import HEDGES, Range, as_stated, exactly, step_of

SLACK = 1e-9
ALL = 100.0  # per cent


@dataclass(frozen=True)
class Sum:
    """One sum worked out again: what the paper prints, what its own numbers give, and where both stand.

    ``grade`` is None where it holds. ``other_document_id`` and ``other_locator`` are the place of what it is held
    against, and "" where that is the same place. ``fewer_answered`` says that the sum would hold if some of those asked
    had skipped the question, which is what it most likely means; ``cut_off`` that it would hold if the share had been cut off
    after its last digit and not rounded. ``superseded`` says that the other side is a later
    paper's, which may have revised the first: such a pair is told among the changes as well.
    """

    grade: ConflictGrade | None
    title: str
    printed: str
    worked_out: str
    document_id: str
    locator: str
    other_document_id: str = ""
    other_locator: str = ""
    fewer_answered: bool = False
    cut_off: bool = False
    superseded: bool = False


@dataclass(frozen=True)
class Percentage:
    """A percentage as a paper prints it: what it is of, its number, its words there, its place and its hedge."""

    title: str
    number: float
    as_written: str
    document_id: str
    locator: str
    qualifier: str = ""

    @property
    def range(self) -> Range:
        """What its hedge, or its round words, leave open."""
        return as_stated(self.number, self.as_written, self.qualifier)


def percentage(row: Row, number: float) -> Percentage:
    """Return the percentage that a row states."""
    hedge = text_of(row, "qualifier") if "qualifier" in row else ""
    return Percentage(name(row), number, text_of(row, "as_written"), row.document_id, row.locator, hedge)


def compare(stated: Percentage, worked_out: float | Range, words: str, *, exact: bool = False) -> Iterator[Sum]:
    """A percentage is right where it rounds to what is printed; one more in the last digit may be rounding of its figures.

    Of counts of people (``exact``) less than one in the last digit is a slip in rounding. A hedge leaves open what it says.
    """
    size = step_of(stated.as_written, stated.number)
    could_be = worked_out if isinstance(worked_out, Range) else exactly(worked_out)
    gap = could_be.gap(stated.range)
    holds = gap <= size / 2 + SLACK
    slip = gap < size - SLACK if exact else gap <= size
    grade = None if holds else ConflictGrade.ROUNDING if slip else ConflictGrade.CONFLICT
    yield Sum(
        grade,
        f"{stated.title}: the percentage against its figures",
        hedged(stated.as_written or wording.plain(stated.number or 0), stated.qualifier),
        words,
        stated.document_id,
        stated.locator,
    )


def as_cut_off(one: Sum) -> Sum:
    """Return a sum that fails, as one that a share explains that was cut off and not rounded."""
    words = f"{one.worked_out}; it fits if cut off and not rounded"
    return replace(one, grade=ConflictGrade.ROUNDING, worked_out=words, cut_off=True)


def name(row: Row) -> str:
    """Return what a row is of: its title or subject, age band and period."""
    period = text_of(row, "period" if "period" in row else "financial_year")
    bits = [text_of(row, "title") or text_of(row, "subject"), text_of(row, "age_band"), period]
    return ", ".join(b for b in bits if b)


def as_printed(row: Row, number: float | None = None) -> str:
    """Return a row's number as it is printed, with its hedge; else the number that is given."""
    return hedged(text_of(row, "as_written") or wording.plain(number or 0), text_of(row, "qualifier"))


def hedged(printed: str, qualifier: str) -> str:
    """Return a printed number with its hedge, once: about 1,400; over 1,500"""
    return wording.as_hedged(printed, qualifier) if qualifier in HEDGES else printed


def share_of(part: Range, whole: Range) -> Range:
    """Return what per cent a part may be of a whole."""
    low = part.low / whole.high * 100 if 0 < whole.high < inf else 0.0
    return Range(low, part.high / whole.low * 100 if whole.low and part.high < inf else inf)


def change_of(before: Range, after: Range) -> Range:
    """Return by how many per cent a figure may have grown or fallen to another."""
    share = share_of(after, before)
    low, high = share.low - ALL, share.high - ALL
    return Range(0.0 if low < 0 < high else min(abs(low), abs(high)), max(abs(low), abs(high)))


def possible(share: float, base: int, size: float = 1.0) -> bool:
    """Whether some whole number of ``base`` people gives ``share`` per cent, printed to the nearest ``size``."""
    return any(n <= base and abs(n / base * 100 - share) <= size / 2 + SLACK for n in nearest(share, base))


def is_cut_off(share: float, count: int, base: int, size: float = 1.0) -> bool:
    """Whether ``share`` is what is left of a count's percentage cut off after its last digit: 66% for 8 of 12."""
    return bool(base) and count <= base and share + SLACK < count * 100 / base < share + size - SLACK


def is_slip(share: float, count: int, base: int, size: float = 1.0) -> bool:
    """Whether ``share`` is less than one of its last digit away from a count's percentage: 32% or 31% for 17 of 54, 31.48%."""
    return bool(base) and count <= base and abs(count * 100 / base - share) < size - SLACK


def cut_off_count(share: float, base: int, size: float = 1.0) -> int | None:
    """Return the smallest number of ``base`` people whose percentage, cut off and not rounded, is ``share``; None for none."""
    count = floor(share * base / 100 + SLACK) + 1
    return count if is_cut_off(share, count, base, size) else None


def nearest(share: float, base: int) -> tuple[int, int]:
    """Return the whole numbers of people on either side of a share of ``base``."""
    return floor(share * base / 100), ceil(share * base / 100)
