"""Releases of the same counts at different times: what they say together, and which policy holds for the next.

Whoever has several releases of the same people takes all of them together, so each cell lies where the ranges of all releases meet. A
later release that shows no more than an earlier one did (fewer cells, or rounder numbers) adds nothing to that. What was shown once is
public for good: to hide it later would only pretend.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.disclosure.sums import CellSums, key
from dayops_dash.prepare.disclosure.tables import TOTAL, Dimension, Method, Policy, ProtectedTable, Value, Zeros

UNBOUNDED = 10**9  # stands for "no most"
IN_PART, REST = "in part", "rest"  # the categories, of the dimension of that name, of a whole and a part of it


@dataclass(frozen=True)
class Release:
    """Tables that were published together, and the policy that their readers know of."""

    tables: tuple[ProtectedTable, ...]
    policy: Policy

    @property
    def hides(self) -> bool:
        """Whether any count is hidden."""
        return any(value is Shorthand.HIDDEN for table in self.tables for value in table.values.values())


def strictest(policies: Sequence[Policy]) -> Policy:
    """Return the policy that hides what any of them hides, and rounds where any of them does."""
    widths = [policy.protection for policy in policies if policy.protection is not None]
    return Policy(
        threshold=max(policy.threshold for policy in policies),
        zeros=Zeros.HIDDEN if any(policy.zeros is Zeros.HIDDEN for policy in policies) else Zeros.SHOWN,
        method=Method.ROUND if any(policy.method is Method.ROUND for policy in policies) else Method.SUPPRESS,
        protection=max(policy.width for policy in policies) if widths else None,
    )


def bounds(value: Value | None, policy: Policy, *, exact: bool = False) -> tuple[int, int | None]:
    """Return the least and the most that a cell can be for what is shown in it; None: no most."""
    if isinstance(value, int):
        return (value, value) if exact else policy.behind(value)
    if value is Shorthand.NOT_APPLICABLE:
        return 0, 0
    return (policy.least, None) if value is Shorthand.HIDDEN else (0, None)


class Seen:
    """What releases say of each cell of ``sums``: the least and the most that it can be, and whether it was hidden or shown."""

    def __init__(self, releases: Sequence[Release], sums: CellSums) -> None:
        size = len(sums)
        self.low, self.high = np.zeros(size, dtype=np.int64), np.full(size, UNBOUNDED, dtype=np.int64)
        self.hidden, self.shown = np.zeros(size, dtype=bool), np.zeros(size, dtype=bool)
        self.width = np.zeros(size, dtype=np.int64)  # of the strictest release that hides a cell
        for release in releases:
            for table in release.tables:
                self._add(table, release.policy, sums)

    def _add(self, table: ProtectedTable, policy: Policy, sums: CellSums) -> None:
        for cell, value in table.values.items():
            number = sums.known.get(key(table, cell))
            if number is None:
                continue
            low, high = bounds(value, policy, exact=cell in table.known)
            self.low[number] = max(self.low[number], low)
            self.high[number] = min(self.high[number], UNBOUNDED if high is None else high)
            if value is Shorthand.HIDDEN:
                self.hidden[number] = True
                self.width[number] = max(self.width[number], policy.width)
            self.shown[number] |= isinstance(value, int)


def as_whole_and_part(whole: Release, part: Release) -> list[Release]:
    """Return releases of which one has everybody of the other and more, as releases of the same tables: those in it, and the rest.

    Nobody publishes the rest; whoever has both can take one from the other.
    """

    def placed(release: Release, which: str) -> Release:
        tables = (
            ProtectedTable(
                table.name,
                (*table.dimensions, Dimension(IN_PART, (IN_PART, REST))),
                {(*cell, which): value for cell, value in table.values.items()},
                frozenset((*cell, which) for cell in table.known),
                counted=table.counted,
            )
            for table in release.tables
        )
        return Release(tuple(tables), release.policy)

    return [placed(whole, TOTAL), placed(part, IN_PART)]
