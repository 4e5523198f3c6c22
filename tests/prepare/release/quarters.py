"""People of two quarters whose days and costs are summed by plain loops, and an attacker who takes one quarter's sums from the other's."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain, combinations

from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import CountTable, Dimension, Policy, Release, Value
from dayops_dash.prepare.release.earlier import Amount, Earlier
from dayops_dash.prepare.release.few import Sums, sums_of_few
from dayops_dash.prepare.release.near import NewCounts

FIRST, SECOND, THIRD = date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30)
GROUPS = {
    day.GROUP: ("Physical support", "Sensory support", "Learning disability"),
    day.PROVIDER: ("internal", "external"),
    day.DELIVERY: ("direct payment", "commissioned support"),
}
ALIKE = {
    day.AREA: "E05999001",
    day.AGE: "18 to 64",
    day.NARROW_AGE: "25 to 44",
    day.SEX: "Female",
    day.ETHNIC: "White",
    day.DAYS: "1 day or less",
}
MEASURES = {"days a week": 1, "yearly cost": 1000}  # and to what each is rounded
FEW = 4  # people: a sum of so few is nobody's business


@dataclass(frozen=True)
class Person:
    """Somebody with the group of each breakdown, the month of birth, and an amount of each measure; None where none is known."""

    its: Mapping[str, str]
    month: str
    amounts: Mapping[str, float | None]


People = Mapping[int, Person]  # by id, which no release holds


def somebody(chance: random.Random, **its: str) -> Person:
    """Return a made-up person, of most of whom everything is known."""
    groups = {name: chance.choice(words) for name, words in GROUPS.items()}
    amounts = {"days a week": chance.randrange(1, 11) / 2, "yearly cost": round(chance.uniform(2000, 30000), 2)}
    known = {measure: amount if chance.random() < 0.95 else None for measure, amount in amounts.items()}
    return Person({**groups, **its}, str(chance.randrange(12)), known)


def some_people(chance: random.Random, number: int) -> dict[int, Person]:
    return {at: somebody(chance) for at in range(number)}


def next_quarter(
    chance: random.Random, people: People, *, joined: int, left: int, moved: int = 0, dearer: int = 0
) -> dict[int, Person]:
    """Return the people a quarter later: so many joined, left, are in other groups, and cost more."""
    now = dict(people)
    for one in chance.sample(sorted(now), left):
        del now[one]
    for one in chance.sample(sorted(now), moved):
        now[one] = replace(now[one], its=somebody(chance).its)
    for one in chance.sample(sorted(now), dearer):
        cost = now[one].amounts["yearly cost"]
        now[one] = replace(now[one], amounts={**now[one].amounts, "yearly cost": cost and cost * 1.3})
    first = max(people, default=0) + 1
    return now | {first + at: somebody(chance) for at in range(joined)}


def rows_of(people: People) -> list[dict[str, object]]:
    """Return what ``day_support.counted`` would: all else that is counted of people is the same for everybody."""
    found = []
    for number, names in enumerate(tables.COUNTED):
        cells: dict[tuple[str, ...], list[Person]] = {}
        for person in people.values():
            its = {**ALIKE, **person.its, day.MONTH: person.month}
            cells.setdefault(tuple(its[name] for name in names), []).append(person)
        for cell, some in cells.items():
            row = {
                day.TABLE: number,
                day.ONE: cell[0] if len(cell) > 1 else "",
                day.OTHER: cell[-1],
                "people": len(some),
            }
            for measure, (column, *_) in tables.AMOUNTS.items():
                known = [round(p.amounts[measure] * 100) for p in some if p.amounts[measure] is not None]  # type: ignore[operator]
                row |= {
                    column: sum(known),
                    f"people with {column}": len(known),
                    f"largest {column}": max(known, default=0),
                }
            found.append(row)
    return found


def sums(people: People) -> dict[Amount, Value]:
    """Return every sum to its step, as shown where none is hidden."""
    found: dict[Amount, Value] = {}
    for measure, step in MEASURES.items():
        for name, groups in {"": ("",), **GROUPS}.items():
            for group in groups:
                known = amounts_in(people, measure, name, [group])
                total = sum(round(amount * 100) for amount in known.values())
                rounded = (2 * total + 100 * step) // (200 * step) * step
                found[measure, name, group] = rounded if known else Shorthand.NOT_AVAILABLE
    return found


def amounts_in(people: People, measure: str, name: str, groups: Sequence[str]) -> dict[int, float]:
    """Return the amount of each person of some groups who has one."""
    its = {one: p.amounts[measure] for one, p in people.items() if not name or p.its[name] in groups}
    return {one: amount for one, amount in its.items() if amount is not None}


def counts_of(people: People, snapshot: date) -> NewCounts:
    every = [
        CountTable(
            name, (Dimension(name, words),), {(w,): sum(p.its[name] == w for p in people.values()) for w in words}
        )
        for name, words in GROUPS.items()
    ]
    return NewCounts(snapshot, "", (), tuple(every))


def published(people: People, snapshot: date, others: Sequence[Earlier], policy: Policy = Policy()) -> Earlier:  # noqa: B008
    """Return a release of which no count is hidden, and no sum but those that are too telling beside other releases."""
    new, with_amount = counts_of(people, snapshot), tables.people_with_amounts(rows_of(people))
    hidden = sums_of_few(sums(people), with_amount, new, others, policy)
    shown = {key: Shorthand.HIDDEN if is_among(key, hidden) else value for key, value in sums(people).items()}
    return Earlier(snapshot, Release((), policy), shown, own_providers=(), counts=new.tables, with_amount=with_amount)


def is_among(key: Amount, hidden: Mapping[Sums, date]) -> bool:
    return key[:2] in hidden or (key[0], "") in hidden


def sets_of(groups: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return chain.from_iterable(combinations(groups, size) for size in range(1, len(groups) + 1))


def told(first: tuple[People, Earlier], second: tuple[People, Earlier]) -> list[tuple[str, str, tuple[str, ...], int]]:
    """Return each set of groups whose sum, by what both show, tells something of so few people that it is theirs, and how many they are.

    A set's sum is what its groups show, or the total where nobody is in any other group.
    """
    found = []
    for measure, step in MEASURES.items():
        for name, groups in {"": ("",), **GROUPS}.items():
            for some in sets_of(groups):
                each = [between(people, shown.amounts, measure, name, some, step) for people, shown in (first, second)]
                few = of_whom(first[0], second[0], measure, name, some)
                if None in each or not 0 < len(few) <= FEW:
                    continue
                (low, high), (least, most) = each  # type: ignore[misc]
                more = [len(amounts_in(people, measure, name, some)) for people, _ in (first, second)]
                if least >= high or most <= low or more[0] != more[1]:
                    found.append((measure, name, some, len(few)))
    return found


def between(
    people: People, shown: Mapping[Amount, Value], measure: str, name: str, groups: Sequence[str], step: int
) -> tuple[float, float] | None:
    """Return between what the sum of some groups lies; None where nothing tells it."""
    cells = [shown[measure, name, group] for group in groups]
    if name and Shorthand.HIDDEN in cells:
        left = {person.its[name] for person in people.values() if person.amounts[measure] is not None}
        if not left <= {*groups}:
            return None
        cells = [shown[measure, "", ""]]
    if Shorthand.HIDDEN in cells:
        return None
    total = sum(cell for cell in cells if isinstance(cell, int))
    return total - step / 2 * len(groups), total + step / 2 * len(groups)


def of_whom(first: People, second: People, measure: str, name: str, groups: Sequence[str]) -> set[int]:
    """Return the people who make the difference: of whom the one sum has another amount than the other, or none."""
    before, now = (amounts_in(people, measure, name, groups) for people in (first, second))
    return {one for one in {*before, *now} if before.get(one) != now.get(one)}
