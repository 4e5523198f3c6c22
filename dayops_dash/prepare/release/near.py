"""Which earlier releases are of the same people as a new one, and which are of so nearly the same that the difference would tell.

Whoever has two releases can take one from the other. Where they are of different people that says little: many joined, left and moved,
and nobody outside knows how many. Where few did, the difference is a table of those few. The Office for National Statistics clears no
count of fewer than ten people for publication from its Secure Research Service (Output Checking Guidance, version 1.1, 2022), and treats
what can be had by taking one output from another as an output: so fewer than ten people must not make up a difference either.

How many joined, left or moved is not known here, since no record of a person is kept: only the fewest with whom the one set of counts
can have become the other. Of a breakdown that is the larger of all that its cells gained and all that they lost.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dayops_dash import wording
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.disclosure.protection import TOTAL, Cell, CountTable
from dayops_dash.prepare.disclosure.releases import UNBOUNDED, bounds
from dayops_dash.prepare.disclosure.tables import TableShape
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.release.earlier import Earlier

NEAR = 10  # people: a difference that fewer make up is not published
NEAR_ELSEWHERE = (
    5  # people, in the breakdown that differs second most: one alone may differ for a new list of postcodes
)


@dataclass(frozen=True)
class NewCounts:
    """What is to be published: the true tables of a snapshot, the moment of its submission, and the council's own providers."""

    snapshot: date
    submission: str
    own_providers: tuple[str, ...]
    tables: tuple[CountTable, ...]


@dataclass(frozen=True)
class Linked:
    """A release of the very people of the new one, and the breakdowns into which they are sorted anew."""

    earlier: Earlier
    anew: frozenset[str]


def linked(earlier: Sequence[Earlier], new: NewCounts) -> list[Linked]:
    """Return the earlier releases that count the same people as the new one. Raises RecordsError where one is of nearly the same people."""
    pairs = ((one, _sorted_anew(one, new)) for one in earlier)
    return [Linked(one, anew) for one, anew in pairs if anew is not None]


def _sorted_anew(one: Earlier, new: NewCounts) -> frozenset[str] | None:
    """Return the breakdowns in which the same people are counted otherwise; None where the people are others."""
    differ = differences(one, new)
    by_hand = {day.PROVIDER} if one.own_providers not in (None, new.own_providers) else set()
    people = {name: count for name, count in differ.items() if name not in by_hand}
    if one.snapshot == new.snapshot:  # nobody joined or left since: each breakdown's difference is a correction
        others, near = _total_differs(one, new), any(0 < count < NEAR for count in people.values())
    else:
        others = any(count for name, count in people.items() if name != day.AREA)
        near = others and _is_near(people)
    if near:
        raise RecordsError(_nearly_the_same(one, new))
    if others:
        return None
    _refuse_other_groups(one, new, differ)
    return frozenset(name for name, count in differ.items() if count)


def _is_near(differ: Mapping[str, int]) -> bool:
    """Whether few people make up the difference, in the breakdown that differs most or in the second."""
    most, second, *_ = sorted((*differ.values(), 0, 0), reverse=True)
    return most < NEAR or second < NEAR_ELSEWHERE


def _refuse_other_groups(one: Earlier, new: NewCounts, differ: Mapping[str, int]) -> None:
    """Refuse the same people sorted otherwise where the difference between the two ways is a few of them."""
    before = f"Nothing was written: these people were published at {wording.day(one.snapshot)}"
    if changed := sorted(name for name, _ in _groups(one) ^ _groups(new)):
        raise RecordsError(
            f"{before} by other groups of {changed[0]}. Who has both can take one group from another. "
            f"Prepare them with the same list of {changed[0]}s."
        )
    if differ.get(day.AREA):
        raise RecordsError(
            f"{before} in other areas, with the same names. Who has both can take one from the other. "
            "Prepare them with the same lookup of postcodes."
        )
    few = [name for name, count in differ.items() if 0 < count < NEAR or (count and _few_moved(one, new, name))]
    if few:
        raise RecordsError(
            f"{before} by another {few[0]}, and the difference is a few of them. Prepare them as they were, "
            "with the same --own-provider."
        )


def _groups(of: Earlier | NewCounts) -> set[tuple[str, frozenset[str]]]:
    shapes: Sequence[TableShape] = of.tables if isinstance(of, NewCounts) else of.release.tables
    return {(dimension.name, frozenset(dimension.categories)) for shape in shapes for dimension in shape.dimensions}


def _few_moved(one: Earlier, new: NewCounts, name: str) -> bool:
    """Return whether a group that was shown, and may be shown now, differs by a few people."""
    most = one.release.policy.hides_to
    part = next(part for table in new.tables for part in (table, *_margins(table)) if _names(part) == [name])
    visible = _visible_counts(one, part)
    return any(0 < abs(part.totalled[cell] - value) <= most < part.totalled[cell] for cell, value in visible.items())


def _visible_counts(one: Earlier, shape: TableShape) -> dict[Cell, int]:
    """Return the counts of a table that an earlier release shows."""
    counts: dict[Cell, int] = {}
    for table in one.release.tables:
        if set(_names(shape)) <= set(_names(table)):
            values = {cell: table.values.get(_widened(table, _names(shape), cell)) for cell in shape.inner()}
            counts |= {cell: value for cell, value in values.items() if isinstance(value, int)}
    return counts


def _names(shape: TableShape) -> list[str]:
    return [dimension.name for dimension in shape.dimensions]


def _total_differs(one: Earlier, new: NewCounts) -> bool:
    """Whether there are more or fewer people in all than there can have been."""
    total = new.tables[0].totalled[_everybody(new.tables[0])]
    if one.counts:
        return total != one.counts[0].totalled[_everybody(one.counts[0])]
    tables, policy = one.release.tables, one.release.policy
    known = [bounds(table.values.get(_everybody(table)), policy) for table in tables]
    return any(total < low or (high is not None and total > high) for low, high in known)


def _everybody(shape: TableShape) -> Cell:
    return (TOTAL,) * len(shape.dimensions)


def differences(one: Earlier, new: NewCounts) -> dict[str, int]:
    """Return, by breakdown, the fewest people with whom the earlier counts can have become the new ones.

    Breakdowns whose groups differ are left out. Client groups and age bands are also counted by area, which goes under the area.
    """
    by_breakdown: dict[str, int] = {}
    groups = _groups(one)
    for table in new.tables:
        for part in (table, *_margins(table)):
            if all((d.name, frozenset(d.categories)) in groups for d in part.dimensions):
                name = day.AREA if part.dimensions[0].name == day.AREA else part.dimensions[-1].name
                by_breakdown[name] = max(by_breakdown.get(name, 0), _fewest(one, part))
    return by_breakdown


def _margins(table: CountTable) -> list[CountTable]:
    """Return a table of two breakdowns as one table of each."""
    if len(table.dimensions) == 1:
        return []
    return [_margin(table, at) for at in range(len(table.dimensions))]


def _margin(table: CountTable, at: int) -> CountTable:
    dimension = table.dimensions[at]
    whole = _everybody(table)
    counts: dict[Cell, int] = {(c,): table.totalled[(*whole[:at], c, *whole[at + 1 :])] for c in dimension.categories}
    return CountTable(dimension.name, (dimension,), counts)


def _fewest(one: Earlier, table: CountTable) -> int:
    known = ranges(one, table)
    gained = sum(max(table.counts.get(cell, 0) - high, 0) for cell, (_, high) in known.items())
    lost = sum(max(low - table.counts.get(cell, 0), 0) for cell, (low, _) in known.items())
    return max(gained, lost)


def ranges(one: Earlier, shape: TableShape) -> dict[Cell, tuple[int, int]]:
    """Return the bounds of each inner cell in an earlier release: its true count where known, else what its published value allows."""
    names = _names(shape)
    for table in one.counts:
        if set(names) <= set(_names(table)):
            return {cell: (n, n) for cell in shape.inner() for n in [table.totalled[_widened(table, names, cell)]]}
    for protected in one.release.tables:
        if set(names) <= set(_names(protected)):
            by_cell = {}
            for cell in shape.inner():
                low, high = bounds(protected.values.get(_widened(protected, names, cell)), one.release.policy)
                by_cell[cell] = (low, UNBOUNDED if high is None else high)
            return by_cell
    return {}


def changes_in_people(one: Earlier, new: NewCounts, names: Sequence[str]) -> dict[Cell, tuple[int, int]]:
    """Return how many people more than in an earlier release each cell of these breakdowns has: at least, and at most."""
    table = next(table for table in new.tables if set(names) <= set(_names(table)))
    shape = TableShape("", tuple(dimension for dimension in table.dimensions if dimension.name in names))
    now = {cell: table.totalled[_widened(table, names, cell)] for cell in shape.inner()}
    return {cell: (now[cell] - high, now[cell] - low) for cell, (low, high) in ranges(one, shape).items()}


def _widened(table: TableShape, names: Sequence[str], cell: Cell) -> Cell:
    """Return a cell as it stands in a table of more breakdowns: all of those that it does not name."""
    named = dict(zip(names, cell, strict=True))
    return tuple(named.get(dimension.name, TOTAL) for dimension in table.dimensions)


def direction_of_change(one: Earlier, new: NewCounts) -> int:
    """Return 1 where every count of the same groups is as many as in an earlier release or more, -1 as many or fewer, else 0.

    Then everybody of the one is likely to be in the other, and whoever has both can take one from the other as it stands.
    """
    if not one.counts or _groups(one) != _groups(new):
        return 0
    earlier = {table.name: table for table in one.counts}
    pairs = [(earlier[table.name].totalled, table.totalled) for table in new.tables]
    changes = {now[cell] - before[cell] for before, now in pairs for cell in now}
    return 1 if min(changes) >= 0 else -1 if max(changes) <= 0 else 0


def _nearly_the_same(one: Earlier, new: NewCounts) -> str:
    when = (
        "other records of the same day"
        if one.snapshot == new.snapshot
        else f"the counts at {wording.day(one.snapshot)}"
    )
    return (
        f"Nothing was written: these counts differ from {when}, which are published, by fewer than {NEAR} people in all or in one "
        "breakdown. Who has both can take one from the other, and would learn of those few. Keep what is published, and prepare a "
        "later snapshot once more people have joined, left or moved."
    )
