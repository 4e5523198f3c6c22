"""One sum worked out again: what is printed, what its own numbers give, and how a percentage is held against them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import step_of

Numbered = Mapping[str, Any]  # a row; one that is held against others has its number as ``number`` too
SLACK = 1e-9
ALL = 100.0  # per cent


@dataclass(frozen=True)
class Sum:
    """One sum worked out again: what the paper prints, what its own numbers give, and where both stand.

    ``grade`` is None where it holds. ``other_document_id`` and ``other_locator`` are the place of what it is held
    against, and "" where that is the same place. ``fewer_answered`` says that the sum would hold if some of those asked
    had skipped the question, which is what it most likely means.
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


def compare(row: Numbered, worked_out: float, words: str, *, exact: bool = False) -> Iterator[Sum]:
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


def name(row: Numbered) -> str:
    """Return what a row is of: its title or subject, age band and period."""
    bits = [
        row.get("title") or row.get("subject", ""),
        row.get("age_band", ""),
        row.get("period", row.get("financial_year", "")),
    ]
    return ", ".join(str(b) for b in bits if b)


def said(row: Numbered) -> str:
    """Return a row's number as it is printed."""
    return str(row.get("as_written") or wording.plain(row.get("number") or 0))
