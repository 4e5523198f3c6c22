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
            head = row.cells.get("subject", "").rpartition(": ")[2] if value[0] != "amount_gbp" else ""
            period = row.cells.get("period", "") or row.cells.get("financial_year", "")
            columns.setdefault((table, value[0], f"{head} {period}"), []).append(at)
    found, said = list(rows), []
    for (table, _, _), places in columns.items():
        parts: list[float] = []
        for at in places:
            _name, number = _value(rows[at])  # type: ignore[misc]
            if TOTAL.search(rows[at].label) and len(parts) > 1:
                holds = abs(sum(parts) - number) < 1e-6
                said.append(
                    f"{table}: {rows[at].label}: the {len(parts)} rows above make {sum(parts):g}; printed is {number:g}"
                    f"{'' if holds else ' (does not come out)'}"
                )
                if not holds:
                    found[at] = replace(rows[at], grounds=(*rows[at].grounds, Ground.SUM))
                parts = []
            else:
                parts.append(number)
    return SummedRows(tuple(found), tuple(said))


def _value(row: ProposedRow) -> tuple[str, float] | None:
    return next(((name, float(row.cells[name])) for name in VALUES if row.cells.get(name)), None)
