"""A mix of levels of support with every number behind it, and the reader's own numbers in their place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from dayops_dash import wording
from dayops_dash.address import read_number
from dayops_dash.dataset.row_types import LevelFiguresRow
from dayops_dash.dataset.rows import Place


class Per(StrEnum):
    """What a level's price is for."""

    DAY = "day"
    SESSION = "session"
    YEAR = "year"


class AssumptionBasis(StrEnum):
    """Where an assumption comes from."""

    STATED = "stated"
    READING = "our reading"
    WORKED_OUT = "worked out here"
    ASSUMED = "assumed here"
    CHOSEN = "chosen by you"
    NONE = "not stated"


@dataclass(frozen=True)
class Assumption:
    """One number of the scenario with its low and high ends; None where nobody has given it. ``row`` is where it is stated."""

    code: str
    label: str
    unit: str
    low: float | None
    central: float | None
    high: float | None
    least: float
    most: float
    step: float
    basis: AssumptionBasis
    why: str = ""
    place: Place | None = None  # where a paper states it


@dataclass(frozen=True)
class Level:
    """A level of support in a scenario; ``number`` counts from 1 and is in the codes of its assumptions."""

    number: int
    title: str
    per: Per
    shared: bool
    share: LevelFiguresRow | None = None  # the row that prints its share of people, where a paper does


@dataclass(frozen=True)
class Scenario:
    """A mix of levels with every assumption behind it. ``wrong`` says what of the reader's choices could not be used."""

    levels: tuple[Level, ...]
    assumptions: tuple[Assumption, ...]
    wrong: tuple[str, ...] = ()

    def at(self, code: str) -> Assumption:
        return next(a for a in self.assumptions if a.code == code)

    @property
    def missing(self) -> tuple[Assumption, ...]:
        """Return the assumptions that the cost needs and nobody has given."""
        return tuple(a for a in self.assumptions if a.central is None and a.code not in ("today", "target"))

    @property
    def assumes_often(self) -> bool:
        """Whether how often people come is assumed here at any level, and given by nobody."""
        return any(a.code.startswith("often") and a.basis is AssumptionBasis.ASSUMED for a in self.assumptions)

    @property
    def reads_a_price(self) -> bool:
        """Whether the price of any level is our reading of something else that a paper prices."""
        return any(a.code.startswith("price") and a.basis is AssumptionBasis.READING for a in self.assumptions)

    @property
    def last_share(self) -> float:
        """Return the per cent of people left for the last level."""
        return 100 - sum(self.at(f"share{x.number}").central or 0 for x in self.levels[:-1])


def with_choices(plain: Scenario, chosen: Mapping[str, str]) -> Scenario:
    """Put the reader's numbers in place of the assumptions'; what is no number, or is out of bounds, is named and left."""
    wrong: list[str] = []
    found = [_chosen(a, chosen, wrong) for a in plain.assumptions]
    left = 100.0
    for place, a in enumerate(found):
        if a.code.startswith("share") and a.central is not None:
            if a.central > left:
                wrong.append(
                    f"The shares came to more than 100%, so {wording.uncapital(a.label)} is {wording.percent(left)}."
                )
                found[place] = replace(a, low=left, central=left, high=left, basis=AssumptionBasis.CHOSEN)
            left -= found[place].central or 0
    return replace(plain, assumptions=tuple(found), wrong=tuple(wrong))


def _chosen(a: Assumption, chosen: Mapping[str, str], wrong: list[str]) -> Assumption:
    values: dict[str, float | None] = {}
    codes = {"low": f"{a.code}_low", "central": a.code, "high": f"{a.code}_high"}
    for end, code in (
        codes.items() if not a.code.startswith("share") else [("central", a.code)]
    ):  # a mix is chosen, not uncertain
        if (text := chosen.get(code, "").strip()) and (number := _number(text, a, wrong)) is not None:
            values[end] = number
    if not values:
        return a
    central = values.get("central", a.central)
    if central is None:
        central = values.get("low", values.get("high"))
    single = a.low == a.central == a.high
    low, high = (values.get(e, central if single or getattr(a, e) is None else getattr(a, e)) for e in ("low", "high"))
    assert central is not None and low is not None and high is not None
    return replace(
        a,
        low=min(low, central),
        central=central,
        high=max(high, central),
        basis=AssumptionBasis.CHOSEN,
        place=None,
        why="",
    )


def _number(text: str, a: Assumption, wrong: list[str]) -> float | None:
    number = read_number(text)
    if number is None:
        wrong.append(f"“{text[:20]}” is not a number for {wording.uncapital(a.label)}, so it is left out.")
        return None
    if not a.least <= number <= a.most:
        ends = f"{wording.plain(a.least)} and {wording.plain(a.most)}"
        wrong.append(f"{a.label} must be between {ends}, so {text[:20]} is left out.")
        return None
    return number
