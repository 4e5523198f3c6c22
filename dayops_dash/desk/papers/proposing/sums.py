"""Sums of a paper's tables and sentences: where a total is printed beside its parts, whether they make it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.proposing.model import Ground, ProposedRow

TOTAL = re.compile(r"\b(?:sub-?)?total\b|\boverall\b|\ball\b", re.I)
VALUES = ("amount_gbp", "value")


@dataclass(frozen=True)
class SummedRows:
    """Rows with those marked whose sum does not come out, and what was checked in words."""

    rows: tuple[ProposedRow, ...]
    said: tuple[str, ...]


def check_sums(rows: Sequence[ProposedRow]) -> SummedRows:
    """Check each total of a table against the rows above it in its column, since the total before."""
    columns: dict[tuple[str, str, str], list[int]] = {}
    for at, row in enumerate(rows):
        if (value := _value(row)) is not None and ", row " in row.place.locator:
            table = row.place.locator.split(", row ")[0]
            head = row.cells.get("subject", "").rpartition(": ")[2]
            head = "" if head == row.label or head == row.cells.get("subject") else head
            period = row.cells.get("period", "") or row.cells.get("financial_year", "")
            column = row.place.locator.partition(", column ")[2]
            head = f"{head} {column} {row.cells.get('basis', '')}"
            columns.setdefault((table, value[0], f"{head} {period}"), []).append(at)
    found, said = list(rows), list[str]()
    for (table, _, _), places in columns.items():
        _check(table, [(at, rows[at]) for at in places], found, said)
    return SummedRows(tuple(found), tuple(said))


def _check(table: str, rows: Sequence[tuple[int, ProposedRow]], found: list[ProposedRow], said: list[str]) -> None:
    """Check the totals of one column: each against the rows since the total before, a last one against the totals."""
    parts: list[float] = []
    totals: list[float] = []
    for at, row in rows:
        number = (_value(row) or ("", 0.0))[1]
        if not TOTAL.search(row.label):
            parts.append(number)
            continue
        of, what = (parts, "rows") if len(parts) > 1 else (totals, "totals")
        if len(of) > 1:
            holds = abs(sum(of) - number) < 1e-6
            made = f"the {len(of)} {what} above make {sum(of):,.10g}; printed is {number:,.10g}"
            said.append(f"{table}: {row.label}: {made}{'' if holds else ' (does not come out)'}")
            if not holds:
                found[at] = replace(row, grounds=(*row.grounds, Ground.SUM))
        totals.append(number)
        parts = []


def _value(row: ProposedRow) -> tuple[str, float] | None:
    return next(((name, float(row.cells[name])) for name in VALUES if row.cells.get(name)), None)
