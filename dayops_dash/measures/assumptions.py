"""What a scenario assumes: each number with its low and high ends, where it comes from, and the reader's own in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import LevelKind, Qualifier
from dayops_dash.measures import money, people, savings

Row = dict[str, Any]
WEEKS = (48.0, 50.0, 52.0)  # of a year that services are open
OFTEN = (2.0, 3.0, 5.0)  # days or sessions a week, where no paper gives them and nothing follows from today's cost
TOGETHER_APART = 25.0  # points either side of the share who share support, tried to see how much it matters
GROUP = (2.0, 2.0, 4.0)  # people who share one support worker


class Per(StrEnum):
    """What a level's price is for."""

    DAY = "day"
    SESSION = "session"
    YEAR = "year"


PRICES = {  # the measures of level_figures that are prices
    "price per day": Per.DAY,
    "price per session": Per.SESSION,
    "price per year": Per.YEAR,
    "pre-paid card, per person a year": Per.YEAR,
}
SHARE, TOGETHER = "share of people", "share of people who share support or join a group"


class Basis(StrEnum):
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
    basis: Basis
    why: str = ""
    row: tuple[tuple[str, Any], ...] = ()

    @property
    def source(self) -> Row | None:
        return dict(self.row) or None


@dataclass(frozen=True)
class Level:
    """A level of support in a scenario; ``number`` counts from 1 and is in the codes of its assumptions."""

    number: int
    title: str
    per: Per
    shared: bool


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
        return any(a.code.startswith("often") and a.basis is Basis.ASSUMED for a in self.assumptions)

    @property
    def last_share(self) -> float:
        """Return the per cent of people left for the last level."""
        return 100 - sum(self.at(f"share{x.number}").central or 0 for x in self.levels[:-1])


def priced(council: Council) -> bool:
    """Whether the council's papers give a price for its levels."""
    return any(row["measure"] in PRICES and not wording.missing(row["value"]) for row in council.rows("level_figures"))


@lru_cache(maxsize=256)
def scenario(council: Council, lender: Council, chosen: tuple[tuple[str, str], ...] = ()) -> Scenario:
    """Return the scenario of a council with the levels and prices of ``lender`` (itself, or another), and the reader's choices."""
    levels, found = [], [*_people_and_money(council)]
    often, bought = _often(found, lender)
    rows = [r for r in lender.rows("levels") if r["kind"] in (LevelKind.LEVEL, LevelKind.TIER)]
    figures = lender.rows("level_figures")
    for number, row in enumerate(sorted(rows, key=lambda r: r["position"]), start=1):
        mine = {f["measure"]: f for f in figures if f["level_id"] == row["level_id"]}
        price = next((f for m, f in mine.items() if m in PRICES), None)
        per = PRICES[price["measure"]] if price else Per.DAY
        level = Level(number, row["title"], per, TOGETHER in mine)
        levels.append(level)
        found += _of_level(level, mine, price, _come(level, often, bought), last=number == len(rows))
    if levels:
        found.append(
            Assumption("weeks", "Weeks a year", "weeks", *WEEKS, 1, 53, 1, Basis.ASSUMED, "no paper gives them")
        )
    return _with_choices(Scenario(tuple(levels), tuple(found)), dict(chosen))


def _people_and_money(council: Council) -> Iterator[Assumption]:
    spend = money.headline(council)
    yield _stated("people", "People", "people", people_of(council), "value", 0, 100_000, 1)
    yield _stated("today", "Cost today, a year", "£", spend.total if spend else None, "amount_gbp", 0, 1e9, 1000)
    yield _target(savings.plan(council))


def _target(plan: savings.Plan | None) -> Assumption:
    """Return the whole saving that is planned, read here as a cut of one year's cost, which no paper says."""
    empty = _stated("target", "Saving wanted, off one year's cost", "£", None, "", 0, 1e9, 1000)
    if not plan:
        return empty
    added = "" if plan.printed else "; the paper's years are added up here"
    when = f" for {plan.span}" if plan.span else ""
    why = f"planned in all{when}{added}; taken here as a cut of one year's cost, the hardest way to read it"
    places = "; ".join(dict.fromkeys(str(r["locator"]) for r in plan.rows))
    row = tuple({**plan.rows[0], "locator": places}.items())
    pounds = plan.pounds
    return replace(empty, low=pounds, central=pounds, high=pounds, basis=Basis.READING, why=why, row=row)


def people_of(council: Council) -> Row | None:
    """Return the row that counts the council's people, each person once; else the latest count of all whom services reach."""
    split = people.by_kind(council)
    if split:
        twice = people.counted_twice(council, split)
        return twice.once if twice else split.total
    whole = [r for r in people.counted_once(council) if r["client_group"]]
    return max(whole, key=lambda r: r["reported_on"], default=None)


def _stated(
    code: str,
    label: str,
    unit: str,
    row: Row | None,
    column: str,
    least: float,
    most: float,
    step: float,
    why: str = "",
) -> Assumption:
    if row is None:
        return Assumption(code, label, unit, None, None, None, least, most, step, Basis.NONE)
    value = float(row[column])
    return Assumption(code, label, unit, value, value, value, least, most, step, Basis.STATED, why, tuple(row.items()))


def _often(found: Sequence[Assumption], lender: Council) -> tuple[tuple[float, float, float], str]:
    """Return how often people come a week, and what the middle rests on: what today's cost would buy everyone at the dearest
    daily price, of a price with two ends its middle; "" where the middle is a plain assumption.

    So a scenario begins from as much support as today's money pays for, and not from a guess that saves by itself.
    """
    people, today = (next(a.central for a in found if a.code == code) for code in ("people", "today"))
    days = [
        r for r in lender.rows("level_figures") if r["measure"] == "price per day" and not wording.missing(r["value"])
    ]
    if not people or not today or not days:
        return OFTEN, ""
    price = max(
        (float(r["value"]) + float(r["value"] if wording.missing(r["value_to"]) else r["value_to"])) / 2 for r in days
    )
    bought = round(today / people / price / WEEKS[1], 1)
    if not OFTEN[0] <= bought <= OFTEN[2]:
        return OFTEN, ""
    at = f"{said(price, '£')} a day, the middle of the dearest daily price"
    return (
        OFTEN[0],
        bought,
        OFTEN[2],
    ), f"the middle is what today's cost buys each person at {at}, {WEEKS[1]:.0f} weeks a year"


def _come(level: Level, often: tuple[float, float, float], bought: str) -> Assumption:
    why = "; ".join(part for part in ("no paper gives it", bought) if part)
    label = f"{level.title}: {level.per}s a week"
    return Assumption(f"often{level.number}", label, f"{level.per}s", *often, 0.5, 7, 0.1, Basis.ASSUMED, why)


def _of_level(
    level: Level, mine: Mapping[str, Row], price: Row | None, come: Assumption, *, last: bool
) -> Iterator[Assumption]:
    n, name = level.number, level.title
    if not last:
        yield _stated(f"share{n}", f"{name}: share of people", "%", mine.get(SHARE), "value", 0, 100, 5)
    yield _price(level, price)
    if level.per is not Per.YEAR:
        yield come
    if level.shared:
        row = mine[TOGETHER]
        share = float(row["value"])
        low, high = max(0.0, share - TOGETHER_APART), min(100.0, share + TOGETHER_APART)
        label, why = f"{name}: share who share support", "the paper gives the middle; the ends are tried here"
        yield Assumption(f"together{n}", label, "%", low, share, high, 0, 100, 5, Basis.STATED, why, tuple(row.items()))
        why = "no paper gives the size of a group, or what sharing saves; the price is split evenly"
        yield Assumption(f"group{n}", f"{name}: people who share", "people", *GROUP, 1, 12, 1, Basis.ASSUMED, why)


def _price(level: Level, row: Row | None) -> Assumption:
    code, label, most = f"price{level.number}", f"{level.title}: price per {level.per}", 100_000.0
    if row is None or wording.missing(row["value"]):
        return Assumption(code, label, "£", None, None, None, 0, most, 1, Basis.NONE)
    low = high = float(row["value"])
    why = ""
    if not wording.missing(row["value_to"]):
        high, why = float(row["value_to"]), "the paper gives the two ends; the middle is halfway"
    elif row["qualifier"] == Qualifier.AT_MOST:
        low, why = 0.0, "the paper gives only the most; the low end is nothing, and the middle halfway"
    middle = (low + high) / 2
    return Assumption(code, label, "£", low, middle, high, 0, most, 1, Basis.STATED, why, tuple(row.items()))


def _with_choices(plain: Scenario, chosen: Mapping[str, str]) -> Scenario:
    """Put the reader's numbers in place of the assumptions'; what is no number, or is out of bounds, is named and left."""
    wrong: list[str] = []
    found = [_chosen(a, chosen, wrong) for a in plain.assumptions]
    left = 100.0
    for place, a in enumerate(found):
        if a.code.startswith("share") and a.central is not None:
            if a.central > left:
                wrong.append(f"The shares came to more than 100%, so {a.label.lower()} is {wording.percent(left)}.")
                found[place] = replace(a, low=left, central=left, high=left, basis=Basis.CHOSEN)
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
        a, low=min(low, central), central=central, high=max(high, central), basis=Basis.CHOSEN, row=(), why=""
    )


def _number(text: str, a: Assumption, wrong: list[str]) -> float | None:
    try:
        number = float(text.replace(",", "").removeprefix("£").removesuffix("%"))
    except ValueError:
        wrong.append(f"“{text[:20]}” is not a number for {a.label.lower()}, so it is left out.")
        return None
    if not a.least <= number <= a.most:  # also leaves out what is no number to calculate with
        ends = f"{wording.plain(a.least)} and {wording.plain(a.most)}"
        wrong.append(f"{a.label} must be between {ends}, so {text[:20]} is left out.")
        return None
    return number


def said(value: float | None, unit: str) -> str:
    """Return a value with its unit: £52.50, 30%, 3 days."""
    if value is None:
        return "not stated"
    if unit == "£":
        return wording.short_money(value) if value >= 10_000 else wording.money(value)
    return wording.percent(value) if unit == "%" else f"{wording.plain(value)} {unit}"
