"""Counts of people into cells that may be published: linked tables, protected as one, and amounts only where no count is hidden."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting.method import BANDS
from dayops_dash.prepare.disclosure.protection import (
    Cell,
    CountTable,
    Dimension,
    Method,
    Policy,
    ProtectedTable,
    Refused,
    Release,
    audit,
    protect,
)
from dayops_dash.prepare.disclosure.tables import ROUNDED_TO
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import CLIENT_GROUPS, ETHNIC_GROUPS, NOT_KNOWN, SEXES

PAIRS: tuple[tuple[str, ...], ...] = (
    (day.AREA, day.GROUP),
    (day.AREA, day.AGE),
    (day.AGE, day.NARROW_AGE),  # says that narrower bands add up to the wider ones, so that nobody subtracts unseen
    (day.SEX,),
    (day.ETHNIC,),
    (day.DAYS,),
    (day.PROVIDER,),
    (day.DELIVERY,),
)
AMOUNTS = {  # each amount, its column, its unit, what one of its unit is in the column, and to what it is rounded
    "days a week": (day.WEEKLY_DAYS, "days a week", 100, 1),
    "yearly cost": (day.YEARLY_PENCE, "GBP", 100, 1000),
}
AMOUNTS_BY = (day.GROUP, day.PROVIDER, day.DELIVERY)
COUNTED = (*PAIRS, *((day.MONTH, name) for name in AMOUNTS_BY))  # the last are for the record alone, never published
LARGEST_SHARE = 1 / 3  # of an amount, that one person may be: so two who know their own learn little of a third
Rows = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class ShownCell:
    """A cell as it may be published: its measure, area and group ("" is all), and a number or why there is none."""

    measure: str
    unit: str
    area_code: str
    breakdown: str
    group: str
    value: int | Shorthand


def categories(area_codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Return every breakdown's categories, in the order in which they are shown."""
    groups = tuple(dict.fromkeys((*CLIENT_GROUPS.values(), NOT_KNOWN)))
    return {
        day.AREA: (*area_codes, NOT_KNOWN),
        day.GROUP: groups,
        day.AGE: (*BANDS, NOT_KNOWN),
        day.NARROW_AGE: (*day.NARROW_AGES.values(), NOT_KNOWN),
        day.SEX: (*SEXES.values(), NOT_KNOWN),
        day.ETHNIC: (*ETHNIC_GROUPS.values(), NOT_KNOWN),
        day.DAYS: (*day.DAY_BANDS.values(), day.MOST_DAYS, NOT_KNOWN),
        day.PROVIDER: (day.INTERNAL, day.EXTERNAL, day.BOTH, NOT_KNOWN),
        day.DELIVERY: day.DELIVERIES,
    }


def tables(rows: Rows, area_codes: Sequence[str]) -> tuple[CountTable, ...]:
    """Return the tables of counts from the rows of ``day_support.counted``; an area that is not in the list is not known."""
    known = categories(area_codes)
    counts: list[dict[Cell, int]] = [{} for _ in PAIRS]
    for row in rows:
        if row[day.TABLE] >= len(PAIRS):
            continue
        names = PAIRS[row[day.TABLE]]
        cell = tuple(
            word if word in known[name] else NOT_KNOWN
            for name, word in zip(names, (row[day.ONE], row[day.OTHER])[-len(names) :], strict=True)
        )
        counts[row[day.TABLE]][cell] = counts[row[day.TABLE]].get(cell, 0) + int(row["people"])
    return tuple(
        CountTable(
            " and ".join(names),
            tuple(Dimension(name, known[name]) for name in names),
            cell_counts,
            not_applicable=_impossible(known) if names == (day.AGE, day.NARROW_AGE) else frozenset(),
        )
        for names, cell_counts in zip(PAIRS, counts, strict=True)
    )


def _impossible(known: Mapping[str, Sequence[str]]) -> frozenset[Cell]:
    """Return the narrower bands that do not lie in a wider one."""
    younger = [word for age, word in day.NARROW_AGES.items() if age < 65]
    within = {
        BANDS[0]: {*younger, NOT_KNOWN},
        BANDS[1]: {*day.NARROW_AGES.values(), NOT_KNOWN} - {*younger},
        NOT_KNOWN: {NOT_KNOWN},
    }
    return frozenset(
        (wide, narrow) for wide in known[day.AGE] for narrow in known[day.NARROW_AGE] if narrow not in within[wide]
    )


def protected(
    unprotected: Sequence[CountTable], policy: Policy, earlier: Sequence[Release] = ()
) -> tuple[ProtectedTable, ...]:
    """Return the tables as they may be published together, and with ``earlier`` releases of the same people.

    Raises RecordsError, which says no count, where they cannot be, or where an attacker opens one.
    """
    past = (earlier,) if earlier else ()
    try:
        published = protect(unprotected, policy, *past)
        opened = audit(published, policy, *past)
    except ValueError as error:  # Refused is one
        beside = " beside what is published of these people already" if earlier else ""
        why = error if isinstance(error, Refused) else "The published counts do not fit the records."
        raise RecordsError(f"Nothing was written: the counts cannot be protected{beside}. {why}") from error
    if opened:
        places = "; ".join(one.place for one in opened[:5])
        raise RecordsError(f"Nothing was written: {len(opened)} hidden counts could be worked out. {places}")
    return published


def people_shown(published: Sequence[ProtectedTable]) -> list[ShownCell]:
    """Return the counts as published, each once: in all, by area, by group, and by both."""
    cells: dict[tuple[str, str, str], ShownCell] = {}
    for table in published:
        names = [dimension.name for dimension in table.dimensions]
        for cell, value in table.values.items():
            by_dimension = {name: word for name, word in zip(names, cell, strict=True) if word}
            if value is Shorthand.NOT_APPLICABLE or {day.AGE, day.NARROW_AGE} <= set(by_dimension):
                continue
            area = by_dimension.pop(day.AREA, "")
            if area == NOT_KNOWN:
                if by_dimension:
                    continue
                area, by_dimension = "", {day.AREA: NOT_KNOWN}
            breakdown, group = next(iter(by_dimension.items()), ("", ""))
            cells.setdefault((area, breakdown, group), ShownCell("people", "people", area, breakdown, group, value))
    return sorted(cells.values(), key=lambda one: (one.breakdown, one.area_code))


def without_uncertain_zeros(cells: Sequence[ShownCell], published: Sequence[ProtectedTable]) -> tuple[ShownCell, ...]:
    """Return the cells with those of an area in which nobody was found as not available, where people without an area may live there.

    A group's 0 stays where the table as published says that nobody without an area is of that group, or of none that is known. So it is
    made from what is published alone, and tells whoever reads it no more than the 0 would.
    """
    none_without = {
        (table.dimensions[1].name if group else "", group)
        for table in published
        if table.dimensions[0].name == day.AREA
        for group in (*table.dimensions[1].categories, "")
        if table.values.get((NOT_KNOWN, group)) == 0 == table.values.get((NOT_KNOWN, NOT_KNOWN))
    }
    return tuple(
        replace(one, value=Shorthand.NOT_AVAILABLE)
        if one.area_code and one.value == 0 and (one.breakdown, one.group) not in none_without
        else one
        for one in cells
    )


def amounts_shown(rows: Rows, published: Sequence[ProtectedTable], policy: Policy) -> list[ShownCell]:
    """Return days a week and yearly cost of those whose records give them, in all and by group.

    An amount is as telling as a count, and a hidden group's would be the rest of the total: so a breakdown's amounts are shown only
    where none of its counts is hidden, and where each group is large enough. Bands of days and the sum of days are two views of one
    thing: where a band is hidden so is every sum of days, which could tell how many are in it.
    """
    cells = []
    for measure, (column, unit, scale, _) in AMOUNTS.items():
        whole = reduce(AmountSums.and_, _sums(rows, 0, column).values(), AmountSums())
        safe = whole.safe(policy) and not (column == day.WEEKLY_DAYS and _hides(published, day.DAYS))
        unknown = Shorthand.NOT_AVAILABLE if policy.least and not whole.people else Shorthand.HIDDEN
        value = _rounded(whole.amount, scale, step_of(measure, policy)) if safe else unknown
        cells.append(ShownCell(measure, unit, "", "", "", value))
        for name in AMOUNTS_BY:
            cells += _by_group(rows, published, measure, name, policy) if safe else []
    return cells


@dataclass(frozen=True)
class AmountSums:
    """An amount of some people: its sum, how many people have any, and the most that one of them has."""

    amount: int = 0
    people: int = 0
    largest: int = 0

    def safe(self, policy: Policy) -> bool:
        """Whether enough people make up the amount, and none of them most of it."""
        return self.people > policy.hides_to and self.largest <= self.amount * LARGEST_SHARE

    def and_(self, other: AmountSums) -> AmountSums:
        return AmountSums(self.amount + other.amount, self.people + other.people, max(self.largest, other.largest))


def _sums(rows: Rows, number: int, column: str) -> dict[str, AmountSums]:
    """Return an amount by the groups of a table's last breakdown."""
    sums: dict[str, AmountSums] = {}
    for row in rows:
        if row[day.TABLE] == number:
            cells = (row[column], row[f"people with {column}"], row[f"largest {column}"])
            here = AmountSums(*(int(cell or 0) for cell in cells))
            sums[row[day.OTHER]] = sums.get(row[day.OTHER], AmountSums()).and_(here)
    return sums


def _table(published: Sequence[ProtectedTable], name: str) -> ProtectedTable:
    return next(table for names, table in zip(PAIRS, published, strict=True) if names[-1] == name)


def _hides(published: Sequence[ProtectedTable], name: str) -> bool:
    """Whether a count of a breakdown, over all areas, is hidden."""
    table = _table(published, name)
    return any(table.values[cell] is Shorthand.HIDDEN for cell in _whole_groups(table))


def _whole_groups(table: ProtectedTable) -> list[Cell]:
    """Return the cells of a table's last breakdown over everything else."""
    return [(*("",) * (len(table.dimensions) - 1), group) for group in table.dimensions[-1].categories]


def _by_group(
    rows: Rows, published: Sequence[ProtectedTable], measure: str, name: str, policy: Policy
) -> list[ShownCell]:
    (column, unit, scale, _), step = AMOUNTS[measure], step_of(measure, policy)
    number = next(at for at, names in enumerate(PAIRS) if names[-1] == name)
    sums = _sums(rows, number, column)
    groups = [cell[-1] for cell in _whole_groups(_table(published, name))]
    all_safe = all(amount.safe(policy) for amount in sums.values() if amount.people or policy.least == 0)
    if not all_safe or _hides(published, name):
        return [ShownCell(measure, unit, "", name, group, Shorthand.HIDDEN) for group in groups]
    values = {group: _rounded(amount.amount, scale, step) for group, amount in sums.items() if amount.people}
    return [ShownCell(measure, unit, "", name, group, values.get(group, Shorthand.NOT_AVAILABLE)) for group in groups]


def people_with_amounts(rows: Rows) -> dict[tuple[str, str, str, str], int]:
    """Return how many people have an amount, by measure, breakdown, group and month of birth. Never published."""
    return {
        (measure, COUNTED[row[day.TABLE]][-1], row[day.OTHER], row[day.ONE]): int(row[f"people with {column}"] or 0)
        for row in rows
        if row[day.TABLE] >= len(PAIRS)
        for measure, (column, *_) in AMOUNTS.items()
    }


def step_of(measure: str, policy: Policy) -> int:
    """Return to what an amount is rounded, in its unit: with rounding to 5 at least to that."""
    step = AMOUNTS[measure][3]
    return max(step, ROUNDED_TO) if policy.method is Method.ROUND else step


def to_nearest(amount: int, step: int) -> int:
    """Return an amount that is whole to the nearest ``step``."""
    return _rounded(amount, 1, step)


def _rounded(value: int, scale: int, step: int) -> int:
    """Return an amount in its unit, to the nearest ``step``."""
    return (2 * value + scale * step) // (2 * scale * step) * step
