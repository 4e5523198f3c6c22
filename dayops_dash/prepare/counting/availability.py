"""Which published zeros are not known to be zeros: those of categories that nobody has where the words for them are not known."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting.tables import ShownCell
from dayops_dash.prepare.disclosure.protection import CountTable
from dayops_dash.prepare.records.fields import NOT_KNOWN, Field

BREAKDOWNS = {  # what is counted by the words of a field
    Field.REASON: day.GROUP,
    Field.GENDER: day.SEX,
    Field.ETHNICITY: day.ETHNIC,
    Field.MECHANISM: day.DELIVERY,
    Field.UNIT_TYPE: day.DAYS,
}
NOT_STATED = (NOT_KNOWN, day.DELIVERIES[-1])


def unclear(tables: Sequence[CountTable], fields: Collection[str]) -> dict[str, frozenset[str]]:
    """Return, by breakdown, the categories that nobody has and somebody may have.

    That is so where rows of day support have words of ``fields`` that are not known, and where nothing is known of anybody.
    """
    doubted = {BREAKDOWNS[field] for field in map(Field, fields) if field in BREAKDOWNS}
    found = {}
    for name, people in _people(tables).items():
        known = sum(count for category, count in people.items() if category not in NOT_STATED)
        if name in doubted or not known:
            nobody = frozenset(c for c, count in people.items() if not count and c not in NOT_STATED)
            found.update({name: nobody} if nobody else {})
    return found


def _people(tables: Sequence[CountTable]) -> dict[str, dict[str, int]]:
    """Return how many people each category of a breakdown by words has, over everything else."""
    found = {}
    for table in tables:
        for at, dimension in enumerate(table.dimensions):
            if dimension.name in (*BREAKDOWNS.values(), day.PROVIDER):
                whole = ("",) * at, ("",) * (len(table.dimensions) - at - 1)
                found[dimension.name] = {c: table.totalled[*whole[0], c, *whole[1]] for c in dimension.categories}
    return found


def marked(shown: Sequence[ShownCell], nobody: Mapping[str, frozenset[str]]) -> tuple[ShownCell, ...]:
    """Return the cells with "not available" for a shown zero of a category that somebody may have."""
    return tuple(
        replace(one, value=Shorthand.NOT_AVAILABLE) if one.value == 0 and _may_be(one, nobody) else one for one in shown
    )


def told(nobody: Mapping[str, frozenset[str]]) -> list[str]:
    """Return in words which categories are not available, and why."""
    return [
        f"{name}: {wording.listed(sorted(categories))} shown as not available and not as 0, since nobody is counted there and some "
        "people's are not known."
        for name, categories in nobody.items()
    ]


def _may_be(one: ShownCell, nobody: Mapping[str, frozenset[str]]) -> bool:
    return one.measure == "people" and one.group in nobody.get(one.breakdown, ())
