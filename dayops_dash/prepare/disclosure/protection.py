"""Protecting small numbers: tables of counts go in, tables that may be published come out, or a refusal with its reason.

Counts of 1 to the threshold are hidden (primary suppression), and further cells so that no hidden one can be worked out from
totals, other cells or linked tables, nor narrowed to fewer values than the policy's width (secondary suppression: the least
information hidden, found with HiGHS through SciPy). Hidden, not available, not applicable and zero are four different things:
the Government Statistical Service's [c], [x], [z] and 0. Or what is shown is rounded to 5, as NHS England does. Percentages
are made from shown values only (``Published.share``), so that 0%, 100% and decimals say no more than the counts do.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.disclosure.audit import Opening, audit
from dayops_dash.prepare.disclosure.choice import SuppressionProblem, cells_to_suppress
from dayops_dash.prepare.disclosure.releases import Release, Seen, strictest
from dayops_dash.prepare.disclosure.sums import CellSums
from dayops_dash.prepare.disclosure.tables import (
    TOTAL,
    Cell,
    CountTable,
    Dimension,
    Method,
    Policy,
    ProtectedTable,
    Value,
    Zeros,
    differenced,
)

__all__ = [
    "TOTAL",
    "Cell",
    "CountTable",
    "Dimension",
    "Method",
    "Opening",
    "Policy",
    "ProtectedTable",
    "Refused",
    "Release",
    "Value",
    "Zeros",
    "audit",
    "differenced",
    "protect",
    "strictest",
]
MOST_NAMED = 5  # cells, in a refusal
WORTH_OF_A_TOTAL = 2.0  # what hiding a total loses beside a cell of the same size, once for each dimension it sums


class Refused(ValueError):
    """Tables that cannot be protected, and why. Says no count."""


def protect(
    tables: Sequence[CountTable],
    policy: Policy = Policy(),  # noqa: B008
    earlier: Sequence[Release] = (),
) -> tuple[ProtectedTable, ...]:
    """Return the tables as they may be published together: safe against ``audit``, and with the least hidden.

    Tables that count the same are protected as one. With ``earlier`` releases of the same counts, what was hidden stays hidden, and what
    was shown stays shown. Raises ``Refused`` where that cannot be done.
    """
    sums = CellSums(tables)
    counts = _counts(tables, sums)
    problem = _problem(tables, policy, sums, counts, Seen(earlier, sums))
    by_name = {table.name: numbers for table, numbers in zip(tables, sums.numbers, strict=True)}

    def openings(hidden: np.ndarray) -> list[int]:
        narrowed = audit(_publish(tables, sums, hidden, policy), policy, earlier)
        return [by_name[o.table][o.cell] for o in narrowed if o.cell in by_name.get(o.table, {})]

    hidden = cells_to_suppress(problem, openings)
    if hidden is None:
        everything = _publish(tables, sums, ~problem.barred, policy)
        opened = audit(everything, policy, earlier)
        raise Refused("Open whatever is hidden: " + "; ".join(o.place for o in opened[:MOST_NAMED]))
    return _publish(tables, sums, hidden, policy)


def _problem(
    tables: Sequence[CountTable], policy: Policy, sums: CellSums, counts: np.ndarray, seen: Seen
) -> SuppressionProblem:
    """Return what must and what may be hidden. Raises Refused where something must be that is public."""
    marks = {name: _marked(tables, sums, name) for name in ("sensitive", "known", "not_applicable")}
    small = np.array([policy.small(int(n)) for n in counts]) & ~marks["not_applicable"]
    still_hidden = seen.hidden & ~seen.shown & ~marks["not_applicable"]
    forced = small | marks["sensitive"] & (counts >= policy.least) | still_hidden
    if (marks["known"] & forced).any():
        raise Refused(f"Known already, and must be hidden: {_names(tables, sums, marks['known'] & forced)}")
    if (seen.shown & forced).any():
        raise Refused(f"Published already, and would have to be hidden: {_names(tables, sums, seen.shown & forced)}")
    if (still_hidden & (counts < policy.least)).any():
        raise Refused(
            f"Hidden already, and would be shown as zero: {_names(tables, sums, still_hidden & (counts < policy.least))}"
        )
    return SuppressionProblem(
        sums=sums,
        counts=counts,
        shown_low=np.where(marks["known"], counts, _behind(counts, policy, 0)),
        shown_high=np.where(marks["known"], counts, _behind(counts, policy, 1)),
        least=policy.least,
        width=policy.width,
        forced=forced,
        barred=marks["known"] | marks["not_applicable"] | seen.shown | (counts < policy.least),
        loss=(1 + np.log1p(counts)) * WORTH_OF_A_TOTAL ** np.array(sums.margin),
        known_low=np.minimum(seen.low, counts),
        known_high=np.maximum(seen.high, counts),
    )


def _publish(
    tables: Sequence[CountTable], sums: CellSums, hidden: np.ndarray, policy: Policy
) -> tuple[ProtectedTable, ...]:
    """Return the tables with a symbol in each hidden cell and what the policy shows in each other."""
    protected = []
    for table, numbers in zip(tables, sums.numbers, strict=True):
        values: dict[Cell, Value] = {}
        for cell, count in table.totalled.items():
            if cell in table.not_applicable:
                values[cell] = Shorthand.NOT_APPLICABLE
            elif hidden[numbers[cell]]:
                values[cell] = Shorthand.HIDDEN
            else:
                values[cell] = count if cell in table.known else policy.as_published(count)
        protected.append(ProtectedTable(table.name, table.dimensions, values, table.known, counted=table.counted))
    return tuple(protected)


def _behind(counts: np.ndarray, policy: Policy, end: int) -> np.ndarray:
    """Return the least (0) or most (1) that each count can be to who sees it shown; itself where it is not shown."""
    return np.array([n if policy.small(int(n)) else policy.behind(policy.as_published(int(n)))[end] for n in counts])


def _counts(tables: Sequence[CountTable], sums: CellSums) -> np.ndarray:
    counts = np.full(len(sums), -1, dtype=np.int64)
    for table, numbers in zip(tables, sums.numbers, strict=True):
        for cell, number in numbers.items():
            count = table.totalled[cell]
            if counts[number] not in (-1, count):
                place = " / ".join(c or "total" for c in cell)
                raise Refused(
                    f"{table.name} counts other people than another table at {place}: add a category for unknown"
                )
            counts[number] = count
    return counts


def _marked(tables: Sequence[CountTable], sums: CellSums, name: str) -> np.ndarray:
    marked = np.zeros(len(sums), dtype=bool)
    for table, numbers in zip(tables, sums.numbers, strict=True):
        marked[[numbers[cell] for cell in sorted(getattr(table, name))]] = True
    return marked


def _names(tables: Sequence[CountTable], sums: CellSums, marked: np.ndarray) -> str:
    """Return where marked cells stand, a few of them in full: what is counted there is not said."""
    places = [sums.first[i] for i in np.flatnonzero(marked)]
    named = [f"{tables[at].name}: {' / '.join(c or 'total' for c in cell)}" for at, cell in places[:MOST_NAMED]]
    more = len(places) - len(named)
    return ", ".join(named) + (f" and {more} more" if more else "")
