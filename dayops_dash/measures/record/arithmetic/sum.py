"""One sum worked out again: what is printed, what its own numbers give, and how a percentage is held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import step_of

Row = Mapping[str, Any]
Rows = Sequence[Row]
SLACK = 1e-9
ALL = 100.0  # per cent


@dataclass(frozen=True)
class Sum:
    """One sum worked out again: what the paper prints, what its own numbers give, and where both stand.

    ``grade`` is None where it holds. ``other_document_id`` and ``other_locator`` are the place of what it is held
    against, and "" where that is the same place. ``fewer_answered`` says that the sum would hold if some of those asked
    had skipped the question, which is what it most likely means. ``superseded`` says that the other side is a later
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
    superseded: bool = False


def compare(row: Row, worked_out: float, words: str, *, exact: bool = False) -> Iterator[Sum]:
    """A percentage is right where it rounds to what is printed; one more in the last digit may be
    rounding of its figures, unless they are counts of people (``exact``)."""
    size = step_of(row["as_written"], row["number"])
    gap = abs(worked_out - abs(row["number"]))
    holds = gap <= size / 2 + SLACK
    grade = None if holds else ConflictGrade.ROUNDING if gap <= size and not exact else ConflictGrade.CONFLICT
    yield Sum(
        grade,
        f"{name(row)}: the percentage against its figures",
        said(row),
        words,
        row["document_id"],
        row["locator"],
    )


def name(row: Row) -> str:
    """Return what a row is of: its title or subject, age band and period."""
    bits = [
        row.get("title") or row.get("subject", ""),
        row.get("age_band", ""),
        row.get("period", row.get("financial_year", "")),
    ]
    return ", ".join(str(b) for b in bits if b)


def said(row: Row) -> str:
    """Return a row's number as it is printed."""
    return str(row.get("as_written") or wording.plain(row.get("number") or 0))


def possible(share: float, base: int, size: float = 1.0) -> bool:
    """Whether some whole number of ``base`` people gives ``share`` per cent, printed to the nearest ``size``."""
    return any(n <= base and abs(n / base * 100 - share) <= size / 2 + SLACK for n in nearest(share, base))


def nearest(share: float, base: int) -> tuple[int, int]:
    """Return the whole numbers of people on either side of a share of ``base``."""
    return floor(share * base / 100), ceil(share * base / 100)
