"""What a mix of levels of support would cost: the papers' prices carried through as ranges, never as one false number.

A person's yearly cost at a level is its price times how often they come a week times the weeks of a year; where some share
their support, they split its price by the size of the group. A level priced by the year costs that price.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.measures.scenario.assumptions import amount_words
from dayops_dash.measures.scenario.mix import Assumption, Level, Per, Scenario
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Scenario: cost",
    what="What a mix of levels would cost a year, from low to high.",
    why="To see what matters most before deciding.",
    how="People × share × price × times a week × weeks; sharing splits the price evenly.",
    limits="A calculation, not a forecast.",
    also=("scenario.mix",),
)

MIX_APART = 10.0  # points moved from one level to the last, tried to see how much the mix matters
APART = 10.0  # per cent of today's cost beyond which the middle values do not reproduce it
STEP = 10  # points between the mixes that are tried
ENDS = ("low", "central", "high")


@dataclass(frozen=True)
class Cost:
    """Pounds a year: every assumption at its cheaper end, as given, and at its dearer end."""

    low: float
    central: float
    high: float


class SavingVerdict(StrEnum):
    """Whether a mix costs no more than is wanted, over the range of what is assumed."""

    ALWAYS = "even at the high end"
    CENTRAL = "at the middle values"
    LOW = "only at the low end"
    NEVER = "not at any"
    NOT_KNOWN = "no target given"


@dataclass(frozen=True)
class Mix:
    """A mix of shares, in per cent by level, with its cost and whether it meets the target."""

    shares: tuple[float, ...]
    cost: Cost
    verdict: SavingVerdict


@dataclass(frozen=True)
class Swing:
    """What the yearly cost would be, in pounds, with one assumption at either end and the others as given."""

    label: str
    at_low: float
    at_high: float
    low_words: str
    high_words: str

    @property
    def width(self) -> float:
        return abs(self.at_high - self.at_low)


def yearly(shown: Scenario, values: Mapping[str, float]) -> float:
    """Return the yearly cost in pounds at exact values by code; ``values`` holds every code of the scenario but the money's."""
    return sum(people_cost for people_cost in by_level(shown, values))


def by_level(shown: Scenario, values: Mapping[str, float]) -> tuple[float, ...]:
    """Return each level's yearly cost in pounds."""
    left = 100 - sum(values[f"share{x.number}"] for x in shown.levels[:-1])
    shares = [*(values[f"share{x.number}"] for x in shown.levels[:-1]), left]
    return tuple(
        values["people"] * share / 100 * _each(x, values) for x, share in zip(shown.levels, shares, strict=True)
    )


def _each(level: Level, values: Mapping[str, float]) -> float:
    n, price = level.number, values[f"price{level.number}"]
    if level.per is Per.YEAR:
        return price
    together = values.get(f"together{n}", 0.0) / 100
    alone = 1 - together + together / values.get(f"group{n}", 1.0)
    return price * values[f"often{n}"] * values["weeks"] * alone


def values_at(shown: Scenario, end: str) -> dict[str, float]:
    """Return every assumption's value with the cost at its "low", "central" or "high" end.

    More who share, and more in a group, cost less: their high end is the cheaper one.
    """
    other = {"low": "high", "high": "low"}
    found = {}
    for a in shown.assumptions:
        cheaper_when_more = a.code.startswith(("together", "group"))
        value = getattr(a, other.get(end, end) if cheaper_when_more else end)
        if value is not None:
            found[a.code] = value
    return found


def cost(shown: Scenario) -> Cost | None:
    """Return what the mix costs a year; None where an assumption is missing."""
    if shown.missing or not shown.levels:
        return None
    return Cost(*(yearly(shown, values_at(shown, end)) for end in ENDS))


def wanted(shown: Scenario) -> float | None:
    """Return the most that a year may cost for the saving wanted, in pounds; None where cost or target is not given."""
    today, target = shown.at("today").central, shown.at("target").central
    return None if today is None or target is None else today - target


@dataclass(frozen=True)
class Start:
    """What the mix of the papers costs at middle values, and today's cost, in pounds a year."""

    mix: float
    today: float

    @property
    def share(self) -> float:
        """Return how far the mix lies from today's cost, in per cent of it; below nought where it is cheaper."""
        return (self.mix - self.today) / self.today * 100

    @property
    def apart(self) -> bool:
        """Whether the middle values are too far from today's cost to say what a mix would save."""
        return abs(self.share) > APART


def start(papers: Scenario) -> Start | None:
    """Return the mix of the papers against today's cost; None where either is not known."""
    found, today = cost(papers), papers.at("today").central
    return Start(found.central, today) if found and today else None


def misses_by_more(start: Start | None, shown: Scenario) -> bool:
    """Whether the assumptions miss the papers' own cost by more than the saving, so that they cannot show whether it is met."""
    saving = shown.at("target").central
    return bool(start and saving is not None and abs(start.mix - start.today) > saving)


def verdict(found: Cost, most: float | None) -> SavingVerdict:
    """Return whether a cost is at most ``most``, over its range."""
    if most is None:
        return SavingVerdict.NOT_KNOWN
    ends = ((SavingVerdict.ALWAYS, found.high), (SavingVerdict.CENTRAL, found.central), (SavingVerdict.LOW, found.low))
    return next((said for said, end in ends if end <= most), SavingVerdict.NEVER)


def mixes(shown: Scenario) -> tuple[Mix, ...]:
    """Return mixes ``STEP`` points apart: every share of the first two levels, the rest as the other levels now divide it."""
    if cost(shown) is None or len(shown.levels) < 2:
        return ()
    most = wanted(shown)
    ends = [values_at(shown, end) for end in ENDS]
    found = []
    for shares in _shares(shown):
        codes = {f"share{x.number}": share for x, share in zip(shown.levels[:-1], shares, strict=False)}
        cost_ = Cost(*(yearly(shown, {**values, **codes}) for values in ends))
        found.append(Mix(shares, cost_, verdict(cost_, most)))
    return tuple(found)


def _shares(shown: Scenario) -> Iterator[tuple[float, ...]]:
    count = len(shown.levels)
    if count == 2:
        yield from ((float(first), 100.0 - first) for first in range(0, 101, STEP))
        return
    rest = [shown.at(f"share{x.number}").central or 0 for x in shown.levels[2:-1]] + [shown.last_share]
    whole = sum(rest)
    parts = [share / whole if whole else 1 / len(rest) for share in rest]
    for first in range(0, 101, STEP):
        for second in range(0, 101 - first, STEP):
            yield (float(first), float(second), *(part * (100 - first - second) for part in parts))


def swings(shown: Scenario) -> tuple[Swing, ...]:
    """Return what each assumption alone does to the yearly cost, the widest first."""
    if cost(shown) is None:
        return ()
    middle = values_at(shown, "central")
    found = [_swing(shown, middle, a) for a in shown.assumptions if a.code not in ("today", "target")]
    return tuple(sorted((s for s in found if s and s.width > 0.5), key=lambda s: -s.width))


def _swing(shown: Scenario, middle: dict[str, float], a: Assumption) -> Swing | None:
    if a.code.startswith("share"):
        last = shown.levels[-1].title
        apart = min(MIX_APART, middle[a.code], shown.last_share)
        low, high = middle[a.code] - apart, middle[a.code] + apart
        label = f"{a.label}, moved to or from {last}"
    else:
        low, high, label = a.low, a.high, a.label  # type: ignore[assignment]
    if low is None or high is None or low == high:
        return None
    costs = [yearly(shown, {**middle, a.code: value}) for value in (low, high)]
    return Swing(label, costs[0], costs[1], amount_words(low, a.unit), amount_words(high, a.unit))
