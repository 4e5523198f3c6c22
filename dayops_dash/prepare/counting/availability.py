"""Which published zeros are not known to be zeros: those that records which are not understood could have filled.

No few of them are let pass: three records of one area are all of its people, and a 0 in their place is false. What is marked is told by
what is published and by whether any word or record is not understood, so that it says no more of a hidden count than the 0 did.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

import narwhals as nw

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting.tables import ShownCell
from dayops_dash.prepare.disclosure.protection import CountTable
from dayops_dash.prepare.records.fields import DAY_SUPPORT, NOT_KNOWN, Field
from dayops_dash.prepare.records.release_words import LISTED
from dayops_dash.prepare.records.scope import LEFT_OUT, NOT_UNDERSTOOD, Frame, Left
from dayops_dash.prepare.records.submissions import Submission

BREAKDOWNS = {  # what is counted by the words of a field
    Field.REASON: day.GROUP,
    Field.GENDER: day.SEX,
    Field.ETHNICITY: day.ETHNIC,
    Field.MECHANISM: day.DELIVERY,
    Field.UNIT_TYPE: day.DAYS,
}
NOT_STATED = (NOT_KNOWN, day.DELIVERIES[-1])
DROPPED = (*NOT_UNDERSTOOD, Left.BIRTH)  # why rows are left out that may be of anybody
NO_ZEROS = (
    f"No count of people is shown as 0, but as not available, while words in {Field.COMPONENT} are not known: their rows may be of "
    "day support."
)
COMPONENTS, OF_NOBODY = "component", "nobody"


@dataclass(frozen=True)
class Doubt:
    """What may have filled a 0: breakdowns in which some people's words or amounts are not known, categories of those that
    nobody has, and of breakdowns in which nothing is known of anybody, and records left out that may be of anybody, by why."""

    breakdowns: frozenset[str] = frozenset()
    nobody: Mapping[str, frozenset[str]] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)


def possible(rows: Frame) -> Frame:
    """Return one row: how many rows have a component that is not of the list, and how many of day support are of nobody.

    ``rows`` are identified, with their words as the lists have them.
    """
    component = nw.col(Field.COMPONENT)
    other = ~component.is_null() & ~component.is_in(list(LISTED[Field.COMPONENT]))
    nobodys = (nw.col(LEFT_OUT) == Left.NOBODY) & (component == DAY_SUPPORT)
    flags = {COMPONENTS: other, OF_NOBODY: nobodys}
    ones = rows.select(
        *(nw.when(true).then(nw.lit(1)).otherwise(nw.lit(0)).alias(name) for name, true in flags.items())
    )
    return ones.select(*(nw.col(name).sum() for name in flags))


def dropped(account: Mapping[str, int], chosen: Sequence[Submission], here: Mapping[str, int]) -> dict[str, int]:
    """Return, by why, how many records were left out that may be of people with day support; ``here`` is the row of ``possible``."""
    words = [one for each in chosen for one in each.unknown]
    found = {why: account.get(why, 0) for why in DROPPED}
    for name in (Field.CLIENT_TYPE, Field.SERVICE):
        found[f"{name} not understood"] = sum(one.rows for one in words if one.field == name)
    found[f"{Field.COMPONENT} not understood"] = int(here[COMPONENTS] or 0)
    found[Left.NOBODY] = int(here[OF_NOBODY] or 0)
    return {why: count for why, count in found.items() if count}


def doubted(tables: Sequence[CountTable], fields: Collection[str], records: Mapping[str, int]) -> Doubt:
    """Return what may have filled a 0: ``fields`` have words that are not known on rows of day support, ``records`` were left out.

    Days a week come from amounts, which may be empty, beyond a week or in no days at all: where anybody's are not known, no band is 0.
    """
    people = _people(tables)
    names = {BREAKDOWNS[each] for each in map(Field, fields) if each in BREAKDOWNS}
    if people[day.DAYS][NOT_KNOWN]:
        names.add(day.DAYS)
    nobody = {
        name: frozenset(category for category, count in counts.items() if not count and category not in NOT_STATED)
        for name, counts in people.items()
        if name in names or not any(count for category, count in counts.items() if category not in NOT_STATED)
    }
    return Doubt(frozenset(names), nobody, records)


def _people(tables: Sequence[CountTable]) -> dict[str, dict[str, int]]:
    """Return how many people each category of a breakdown by words has, over everything else."""
    found = {}
    for table in tables:
        for at, dimension in enumerate(table.dimensions):
            if dimension.name in (*BREAKDOWNS.values(), day.PROVIDER):
                whole = ("",) * at, ("",) * (len(table.dimensions) - at - 1)
                found[dimension.name] = {c: table.totalled[*whole[0], c, *whole[1]] for c in dimension.categories}
    return found


def marked(shown: Sequence[ShownCell], doubt: Doubt) -> tuple[ShownCell, ...]:
    """Return the cells with "not available" for each shown zero that somebody may fill."""
    filled = _in_doubt(shown, doubt)
    return tuple(replace(one, value=Shorthand.NOT_AVAILABLE) if one in filled else one for one in shown)


def without_zeros(shown: Sequence[ShownCell]) -> tuple[ShownCell, ...]:
    """Return the cells with every 0 as not available, while service components are not known: any of those rows may be of day support.

    Every one, and not only those that the rows in question could fill: that a cell is among them would say that somebody is there.
    """
    return tuple(replace(one, value=Shorthand.NOT_AVAILABLE) if one.value == 0 else one for one in shown)


def _in_doubt(shown: Sequence[ShownCell], doubt: Doubt) -> frozenset[ShownCell]:
    """Return the zeros that somebody may fill. An area in which everybody's word is known keeps those of the breakdown."""
    zeros = [one for one in shown if one.measure == "people" and one.value == 0]
    all_known = {(one.area_code, one.breakdown) for one in zeros if one.area_code and one.group in NOT_STATED}

    def may_be(one: ShownCell) -> bool:
        if one.group in NOT_STATED:
            return False  # says of those who are counted that each one's word is known
        if doubt.records or one.group in doubt.nobody.get(one.breakdown, ()):
            return True
        return one.breakdown in doubt.breakdowns and (one.area_code, one.breakdown) not in all_known

    return frozenset(filter(may_be, zeros))


def told(shown: Sequence[ShownCell], doubt: Doubt) -> list[str]:
    """Return in words which zeros are not available, and why."""
    filled = _in_doubt(shown, doubt)
    if doubt.records:
        why = "; ".join(f"{count:,} {reason}" for reason, count in doubt.records.items())
        return [
            f"No count is published as 0: {len(filled):,} are shown as not available, since records were left out that may be of people "
            f"there ({why})."
        ]
    found = []
    for name in sorted({one.breakdown for one in filled}):
        whole = sorted({one.group for one in filled if one.breakdown == name and not one.area_code})
        where = wording.listed(whole) if whole else "groups of areas"
        found.append(
            f"{name}: {where} shown as not available and not as 0, since nobody is counted there and some people's are not known."
        )
    return found
