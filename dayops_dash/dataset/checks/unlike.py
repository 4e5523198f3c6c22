"""Notes on areas whose residents are unlike those of the council's other areas: perhaps a slip of typing, and never refused.

A figure of one area that is a little out cannot be noticed from the other areas: a second reading of its source can tell
(``papers/second.py``), and a total that is stated (``measures/record/arithmetic/areas.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Note
from dayops_dash.dataset.schema import Table

FEWEST = 5  # areas from which one can be called unlike the others
UNLIKE_SIZE = 4.0  # times the middle of the council's areas, or that part of it
UNLIKE_SHARE = 2.5
AreaRow = tuple[Table, int, dict[Any, Any]]


def notes(frames: Frames) -> Iterator[Note]:
    """Yield areas with far more or fewer residents, or older residents, than the others, and places in an order that cannot be."""
    by_vintage: dict[tuple[str, str], list[AreaRow]] = {}
    for table, number, row in rows(frames, "areas"):
        if pd.notna(row["population"]) and row["population"] > 0:
            by_vintage.setdefault((row["area_type"], row["boundary_vintage"]), []).append((table, number, row))
    for areas in by_vintage.values():
        if len(areas) >= FEWEST:
            yield from _sizes(areas)
            yield from _shares([area for area in areas if pd.notna(area[2]["aged_65_and_over"])])
            yield from _order(areas)


def _sizes(areas: list[AreaRow]) -> Iterator[Note]:
    middle = median(row["population"] for _, _, row in areas)
    for table, number, row in areas:
        residents = row["population"]
        if not middle / UNLIKE_SIZE <= residents <= middle * UNLIKE_SIZE:
            basis = f"{residents:,} residents are unlike the other areas, whose middle is {middle:,.0f}: look at the number again"
            yield Note(table.path, number, "population", f"{residents}", "", basis)


def _shares(areas: list[AreaRow]) -> Iterator[Note]:
    """The share aged 65 and over joins both numbers, so a slip in either shows in it."""
    if len(areas) < FEWEST:
        return
    shares = [row["aged_65_and_over"] / row["population"] for _, _, row in areas]
    middle = median(shares)
    for (table, number, row), share in zip(areas, shares, strict=True):
        if not middle / UNLIKE_SHARE <= share <= middle * UNLIKE_SHARE:
            basis = (
                f"{share:.1%} of its residents would be aged 65 and over, where the middle of the other areas is {middle:.1%}: "
                "look at both numbers again"
            )
            yield Note(table.path, number, "aged_65_and_over", f"{row['aged_65_and_over']}", "", basis)


def _order(areas: list[AreaRow]) -> Iterator[Note]:
    """A place in the order of deprivation that two areas have, or that there are not areas enough for."""
    taken: dict[int, str] = {}
    for table, number, row in areas:
        if pd.isna(row["deprivation_order"]):
            continue
        place = int(row["deprivation_order"])
        if place > len(areas):
            basis = f"there are {len(areas)} areas, and none can be number {place} of them"
        elif place in taken:
            basis = f"{taken[place]} has the place {place} too"
        else:
            taken[place] = row["area_name"]
            continue
        yield Note(table.path, number, "deprivation_order", f"{place}", "", basis)
