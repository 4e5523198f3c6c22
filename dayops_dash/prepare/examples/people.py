"""Made-up people and their events, as numbers: the same for the same seed, however many are asked for at a time.

No one is real. Chance comes from a hash of seed, person and question, so that neither the size of a batch nor the version of a
library changes a byte. Numbers of words mean their place in the lists of ``examples``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from dayops_dash.prepare.examples import places

OTHER_MECHANISMS = (3, 4, 1, 5)  # mostly words that are not of the list
SLOTS = 4  # events of a person: the main service, day support, a second service, and one that is no long-term support
NONE = -1  # an empty cell, in arrays of codes
EVERY_OTHER_COUNCIL = 25  # every so many people live in the neighbouring council
POSTCODES = (*(places.postcode(n) for n in range(len(places.WARDS) * places.POSTCODES_A_WARD)), "QZ99 1ZZ")
YOUNGER_REASONS = (0.55, 0.12, 0.04, 0.01, 0.18, 0.02, 0.01, 0.01, 0.03, 0.01, 0.005, 0.005, 0.01, 0.0)
OLDER_REASONS = (0.05, 0.52, 0.11, 0.18, 0.05, 0.02, 0.02, 0.01, 0.02, 0.0, 0.0, 0.01, 0.01, 0.0)
DAY_SUPPORT_USE = (0.30, 0.05, 0.04, 0.14, 0.07, 0.08, 0.06, 0.1, 0.15, 0.04, 0.0, 0.05, 0.05, 0.0)
ETHNIC_SHARES = (0.78, 0.02, 0.04, 0.02, 0.03, 0.03, 0.01, 0.02, 0.01, 0.01, 0.02, 0.01)


class Chance:
    """Numbers that look like chance, for a run of people: the same for the same seed, person and question."""

    def __init__(self, seed: int, first: int, count: int) -> None:
        self._people = np.arange(first, first + count, dtype=np.uint64) + np.uint64(1)
        self._seed = np.uint64(seed % 2**63)
        self._asked = 0

    def bits(self) -> np.ndarray[Any, Any]:
        """Return 64 bits for each person (splitmix64)."""
        self._asked += 1
        with np.errstate(over="ignore"):
            mixed = (
                self._people * np.uint64(0x9E3779B97F4A7C15)
                + self._seed * np.uint64(0xD1B54A32D192ED03)
                + np.uint64(self._asked) * np.uint64(0x8CB92BA72F3D8DD7)
            )
            mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
            mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
            return np.asarray(mixed ^ (mixed >> np.uint64(31)))

    def share(self) -> np.ndarray[Any, Any]:
        """Return a number from 0 up to 1 for each person."""
        return np.asarray((self.bits() >> np.uint64(11)).astype(np.float64) / 2**53)

    def under(self, share: float) -> np.ndarray[Any, Any]:
        return np.asarray(self.share() < share)

    def whole(self, low: int, high: int) -> np.ndarray[Any, Any]:
        """Return a whole number from ``low`` to ``high``."""
        return np.asarray(low + (self.share() * (high - low + 1)).astype(np.int64))

    def among(self, shares: Sequence[float]) -> np.ndarray[Any, Any]:
        """Return the place of a choice made with these shares."""
        steps = np.cumsum(shares) / sum(shares)
        return np.asarray(np.searchsorted(steps[:-1], self.share(), side="right"))


@dataclass
class People:
    """A run of made-up people and their events. Arrays of one column are a person's, of ``SLOTS`` columns an event's."""

    cells: dict[str, np.ndarray[Any, Any]]
    start: np.ndarray[Any, Any]
    end: np.ndarray[Any, Any]  # NaT where open
    death: np.ndarray[Any, Any]
    there: np.ndarray[Any, Any]  # which events there are
    sampled: np.ndarray[Any, Any]  # whose rows a top-up holds


def make_people(seed: int, first: int, count: int, snapshot: date) -> People:
    """Return the people numbered from ``first``, whatever batch they are asked for in."""
    chance = Chance(seed, first, count)
    day = np.datetime64(snapshot)
    older = chance.under(0.55)
    age = np.where(older, chance.whole(64, 98), chance.whole(17, 65))
    reason = np.where(older, chance.among(OLDER_REASONS), chance.among(YOUNGER_REASONS))
    ward = chance.among([w.population for w in places.WARDS])
    use = np.array(DAY_SUPPORT_USE)[reason] * np.array([w.use for w in places.WARDS])[ward]
    attends = chance.share() < use
    main = np.where(older, chance.among((0.62, 0.22, 0.15, 0.01)), chance.among((0.86, 0.10, 0.03, 0.01)))
    main = np.where(attends & (main > 1), 0, main)
    postcode = ward * places.POSTCODES_A_WARD + chance.whole(0, places.POSTCODES_A_WARD - 1)
    postcode = np.where(chance.under(0.02), NONE, np.where(chance.under(0.01), len(POSTCODES) - 1, postcode))
    short = chance.under(0.5)

    mechanism = np.stack([chance.among((0.55, 0.28, 0.17)) for _ in range(SLOTS)], axis=1)
    odd = np.stack([chance.under(0.05) for _ in range(SLOTS)], axis=1)
    mechanism = np.where(
        odd, np.array(OTHER_MECHANISMS)[np.stack([chance.whole(0, 3) for _ in range(SLOTS)], axis=1)], mechanism
    )
    empty = np.stack([chance.under(0.1) for _ in range(SLOTS)], axis=1)
    mechanism = np.where(empty, NONE, mechanism)

    reasons = np.repeat(reason[:, None], SLOTS, axis=1)
    for slot in range(SLOTS):
        other = chance.among((0.93, 0.03, 0.01, 0.02, 0.01))  # as it is; Unknown; not of the list; empty; another
        reasons[:, slot] = np.select([other == n for n in (1, 2, 3, 4)], [12, 13, NONE, (reason + 1) % 12], reason)

    began = np.stack([day - chance.whole(0, 2200) for _ in range(SLOTS)], axis=1)
    began[:, 2] = np.where(chance.under(0.3), began[:, 0], began[:, 2])  # the same start: reasons may conflict
    began = np.where(np.stack([chance.under(0.01) for _ in range(SLOTS)], axis=1), day, began)
    length = np.stack([chance.whole(5, 1500) for _ in range(SLOTS)], axis=1)
    closed = np.stack([chance.under(0.35) for _ in range(SLOTS)], axis=1)
    end = np.where(closed, began + length, np.datetime64("NaT"))
    end = np.where(np.stack([chance.under(0.01) for _ in range(SLOTS)], axis=1), day, end)  # on the day itself
    end = np.where(end < began, np.datetime64("NaT"), end)
    death = np.where(chance.under(0.04), day + chance.whole(-300, 40), np.datetime64("NaT"))
    death = np.where(chance.under(0.003), day, death)

    kind = chance.among((0.72, 0.1, 0.1, 0.08))
    service = np.stack(
        [main, np.zeros(count, np.int64), np.where(chance.under(0.8), 0, main), np.full(count, 4)], axis=1
    )
    component = np.stack(
        [_component(main), np.ones(count, np.int64), chance.among((0.8, 0, 0.0, 0, 0, 0.2)), np.full(count, 4)], axis=1
    )
    there = np.stack([np.ones(count, bool), attends, chance.under(0.22), short], axis=1)
    event = np.zeros((count, SLOTS), np.int64)
    event[:, 3] = kind
    client = np.where(chance.under(0.05), 1, np.where(chance.under(0.02), 2, 0))
    service = np.where((event > 0) | ((client == 1)[:, None] & (np.arange(SLOTS) == 3)), NONE, service)

    no_number = chance.under(0.05)[:, None] | np.stack([chance.under(0.03) for _ in range(SLOTS)], axis=1)
    numbers = (chance.bits() >> np.uint64(4)).astype(np.int64)
    own = (chance.bits() >> np.uint64(4)).astype(np.int64)
    second_own = chance.under(0.02)
    no_own = chance.under(0.01)
    units = np.stack([chance.whole(1, 5) for _ in range(SLOTS)], axis=1)
    unit = np.full((count, SLOTS), 2)
    unit[:, 1] = chance.among((0.7, 0.12, 0.12, 0.03, 0.03))
    unit[:, 3] = 5
    cost = np.stack([chance.whole(40, 260) for _ in range(SLOTS)], axis=1) * 5 + 0.5
    cost[:, 1] = np.array((62.0, 38.5, 310.0, 17.25, 1180.0))[unit[:, 1]] + chance.whole(-6, 6)
    provider = np.full((count, SLOTS), NONE)
    provider[:, 1] = np.where(chance.under(0.12), NONE, chance.among((0.3, 0.25, 0.15, 0.12, 0.1, 0.08)))
    born = day.astype("datetime64[M]").astype(np.int64) + 1970 * 12 - age * 12 - chance.whole(0, 11)
    unborn = chance.under(0.004)

    def person(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        return np.repeat(values[:, None], SLOTS, axis=1)

    two = person(own)
    two[:, 2] = np.where(second_own, own ^ 1, own)
    cells = {
        "other": person((np.arange(first, first + count) % EVERY_OTHER_COUNCIL) == 0),
        "number": np.where(no_number, NONE, person(numbers)),
        "own": np.where(person(no_own), NONE, two),
        "client": person(client),
        "event": event,
        "month": person(np.where(unborn, NONE, born % 12 + 1)),
        "year": person(np.where(unborn, NONE, born // 12)),
        "sex": person(chance.among((0.5, 0.47, 0.01, 0.02))),
        "ethnicity": person(chance.among(ETHNIC_SHARES)),
        "reason": reasons,
        "service": service,
        "component": np.where(service == NONE, NONE, component),
        "mechanism": np.where(service == NONE, NONE, mechanism),
        "carer": person(chance.whole(0, 2)),
        "employment": person(chance.whole(0, 3)),
        "home": person(chance.whole(0, 4)),
        "cost": np.where(service == NONE, NONE, cost),
        "unit": np.where(service == NONE, NONE, unit),
        "units": np.where(
            (service == NONE) | np.stack([chance.under(0.05) for _ in range(SLOTS)], axis=1), NONE, units
        ),
        "provider": provider,
        "postcode": person(postcode),
    }
    return People(cells, began, end, person(death), there, person(chance.under(0.1)))


def _component(main: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    return np.asarray(np.choose(main, (0, 2, 3, 0)))
