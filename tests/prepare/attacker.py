"""A second attacker, plain and slow: it writes out every table of whole people that fits what is published.

It shares nothing with the audit under test but the published values: no sums by number, no linear programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import product
from math import inf

import numpy as np
from hypothesis import strategies as st

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.disclosure.tables import (
    TOTAL,
    Cell,
    CountTable,
    Dimension,
    Method,
    Policy,
    ProtectedTable,
    Zeros,
)

Release = tuple[Sequence[ProtectedTable], Policy]
TOO_MANY = 400_000  # tables to write out
NEAR, FAR = 24, 30  # people that a hidden cell is thought to hold at most
POLICIES = [
    Policy(threshold=threshold, zeros=zeros, method=method)
    for threshold, zeros, method in product((2, 4), Zeros, Method)
]


def between(value: object, policy: Policy, most: int) -> tuple[int, int]:
    """Return what a cell can be, from the words of the policy."""
    if value is Shorthand.HIDDEN:
        return (1 if policy.zeros is Zeros.SHOWN else 0), most
    assert isinstance(value, int)
    if policy.method is Method.ROUND and value:
        return max(value - 2, policy.threshold + 1), value + 2  # what is shown is more than the threshold
    return value, value


def limits(releases: Sequence[tuple[ProtectedTable, Policy]], most: int) -> dict[Cell, tuple[int, int]]:
    """Return what each cell of a table can be to who has it from several releases."""
    each = [{cell: between(value, policy, most) for cell, value in table.values.items()} for table, policy in releases]
    return {cell: (max(one[cell][0] for one in each), min(one[cell][1] for one in each)) for cell in each[0]}


def fillings(known: Mapping[Cell, tuple[int, int]]) -> tuple[list[Cell], np.ndarray] | None:
    """Return every filling of a table, totals worked out, with its columns; None where there are too many to write out."""
    inner = [c for c in known if TOTAL not in c]
    spans, size = [], 1
    for cell in inner:
        low, high = known[cell]
        for margin in product(*((c, TOTAL) for c in cell)):
            high = min(high, known[margin][1])
        spans.append(np.arange(low, high + 1))
        size *= max(high - low + 1, 0)
    if size > TOO_MANY:
        return None
    grids = np.meshgrid(*spans, indexing="ij")
    values = dict(zip(inner, (g.ravel() for g in grids), strict=True))
    every = {
        cell: sum(v for c, v in values.items() if all(a in (TOTAL, b) for a, b in zip(cell, c, strict=True)))
        for cell in known
    }
    fits = np.ones(size, dtype=bool)
    for cell, (low, high) in known.items():
        fits &= (every[cell] >= low) & (every[cell] <= high)
    return list(every), np.column_stack(list(every.values()))[fits]


def known(releases: Sequence[Release]) -> list[dict[Cell, tuple[int, float]]] | None:
    """Return the least and the most that each cell can be to who has these releases of the same tables.

    Nobody is counted beyond the total of all people where that is shown. Where it is hidden, who writes out tables must
    stop somewhere, and what a higher stop changes has no bounds. None where there are too many tables to write out.
    """
    totals = [
        between(value, policy, FAR)[1]
        for tables, policy in releases
        for table in tables
        for cell, value in table.values.items()
        if set(cell) == {TOTAL} and value is not Shorthand.HIDDEN
    ]
    found = [written_out(releases, most) for most in ([min(totals)] if totals else [NEAR, FAR])]
    if None in found:
        return None
    return [
        {
            cell: (values[0], values[-1]) if values and values == further[cell] else (0, inf)
            for cell, values in cells.items()
        }
        for cells, further in zip(found[0] or (), found[-1] or (), strict=True)
    ]


def written_out(releases: Sequence[Release], most: int) -> list[dict[Cell, list[int]]] | None:
    """Return, of each table, the values of each cell in the fillings of all tables that agree on the margins of wards.

    The tables must share their first dimension and nothing else.
    """
    tables, policies = releases[0][0], [policy for _, policy in releases]
    known = [limits(list(zip(one, policies, strict=True)), most) for one in zip(*(t for t, _ in releases), strict=True)]
    found = [fillings(one) for one in known]
    if any(one is None for one in found):
        return None
    wards = (*tables[0].dimensions[0].categories, TOTAL)
    shared = []
    for table, one in zip(tables, found, strict=True):
        cells, rows = one  # type: ignore[misc]
        rest = (TOTAL,) * (len(table.dimensions) - 1)
        shared.append([tuple(r) for r in rows[:, [cells.index((w, *rest)) for w in wards]].tolist()])
    common = set.intersection(*(set(one) for one in shared))
    answer = []
    for one, margins in zip(found, shared, strict=True):
        cells, rows = one  # type: ignore[misc]
        kept = rows[[m in common for m in margins]]
        answer.append({cell: sorted(set(kept[:, at].tolist())) for at, cell in enumerate(cells)})
    return answer


def dimension(name: str, size: int) -> Dimension:
    return Dimension(name, tuple(f"{name} {i + 1}" for i in range(size)))


COUNTS = st.one_of(st.integers(0, 7), st.just(0), st.integers(1, 3), st.integers(5, 12))


@st.composite
def single(draw: st.DrawFn, most: int = 3, counts: st.SearchStrategy[int] = COUNTS) -> tuple[CountTable, ...]:
    """Return a table of up to ``most`` rows and columns, a single row or column and all zeros among them."""
    shape = (dimension("ward", draw(st.integers(1, most))), dimension("group", draw(st.integers(1, most))))
    cells = list(product(*(d.categories for d in shape)))
    values = draw(st.lists(counts, min_size=len(cells), max_size=len(cells)))
    return (CountTable("by group", shape, dict(zip(cells, values, strict=True))),)


@st.composite
def linked(draw: st.DrawFn, most: int = 2, counts: st.SearchStrategy[int] = COUNTS) -> tuple[CountTable, ...]:
    """Return two tables of the same people, by group and by age: the second shares each ward's people out again."""
    (first,) = draw(single(most, counts))
    ages = dimension("age", draw(st.integers(1, most)))
    second: dict[Cell, int] = {}
    for ward in first.dimensions[0].categories:
        left = first.totalled[ward, TOTAL]
        for age in ages.categories[:-1]:
            second[ward, age] = draw(st.integers(0, left))
            left -= second[ward, age]
        second[ward, ages.categories[-1]] = left
    return first, CountTable("by age", (first.dimensions[0], ages), second)
