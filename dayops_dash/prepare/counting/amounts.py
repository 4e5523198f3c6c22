"""Days a week and cost a year of each service of day support, and which of the amounts in real records cannot be meant.

Units a week come from the plan for costs by the hour, session or day, else from how often the cost falls due, and negative costs and
units count as positive: as in the Department of Health and Social Care's published costs method for Client Level Data. What no week can
hold is this project's own limit: an amount beyond it is not taken, and counted, for a wrong sum is worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare.records.fields import (
    DAILY,
    HOURLY,
    NO_NUMBER,
    PLANNED_UNITS,
    SESSION,
    UNITS_A_WEEK,
    WEEKS_A_YEAR,
    Field,
)
from dayops_dash.prepare.records.scope import Frame

WEEKLY_DAYS, YEARLY_PENCE = "weekly_days", "yearly_pence"  # of a person, in hundredths of a day and in pence
WEEKLY = "units"  # a week, of a row
SIZE, PLANNED, MOST, LONGER = "size", "planned", "most", "longer cost"  # of a row, where questions are asked of it
HUNDREDTHS = 100
MINUTES = 60
MOST_UNITS = {HOURLY: 84, DAILY: 7, SESSION: 21}  # 12 hours a day, a day, three sessions a day
MOST_COST = 20_000  # pounds a week of one service
LEAST_COST = 30  # pounds a week: less, by the week or longer, is about what one hour or session costs
LONG_WEEK = 40  # hours: where most plans are longer they are not hours
DOUBTED = 0.05  # the share of hourly plans that no week can hold, from which none of them is trusted
ROWS = "rows"


@dataclass(frozen=True)
class Units:
    """How planned units of hourly costs are read: as hours, as minutes, or not at all where they look like neither."""

    minutes: bool = False
    doubted: bool = False


def weekly(units: Units) -> list[nw.Expr]:
    """Return units a week and days a week (hundredths) of each row; empty where the record does not give them.

    Only units that are days make days a week.
    """
    kind, planned = _kind(), _planned(units)
    weekly = nw.when(kind.is_in(PLANNED_UNITS) & _usable(kind, planned)).then(planned)
    for word, number in UNITS_A_WEEK.items():
        weekly = weekly.when(kind == word).then(nw.lit(number))
    days = nw.when((kind == DAILY) & _usable(kind, planned)).then(_whole(planned * HUNDREDTHS))
    return [weekly.alias(WEEKLY), days.alias(WEEKLY_DAYS)]


def yearly(units: Units) -> nw.Expr:
    """Return cost a year (pence) of each row with the units of ``weekly``; empty where the record does not give it.

    One-off costs are in no year's, nor is one by the week or longer that is about an hour's.
    """
    kind, cost = _kind(), nw.col(Field.UNIT_COST).abs() * nw.col(WEEKLY)
    trusted = ~(kind.is_in(list(UNITS_A_WEEK)) & (cost < LEAST_COST))
    if units.doubted:
        trusted = trusted & (kind != HOURLY)
    its = nw.when((nw.col(Field.UNIT_COST).abs() > 0) & (cost <= MOST_COST) & trusted)
    return its.then(_whole(cost * (WEEKS_A_YEAR * HUNDREDTHS))).alias(YEARLY_PENCE)


def _kind() -> nw.Expr:
    """Return how often a cost falls due, as a word of the list: compared whole, since others begin like one (weekend, daytime)."""
    return nw.col(Field.UNIT_TYPE)


def _planned(units: Units) -> nw.Expr:
    """Return the planned units, in hours for costs by the hour."""
    planned = nw.col(Field.UNITS).abs()
    if not units.minutes:
        return planned
    return nw.when(_kind() == HOURLY).then(planned / MINUTES).otherwise(planned)


def _most(kind: nw.Expr) -> nw.Expr:
    """Return the most units that a week can hold."""
    most: Any = nw  # each "when" follows the one before; the first is of the library itself
    for word, number in MOST_UNITS.items():
        most = most.when(kind == word).then(nw.lit(float(number)))
    return most.otherwise(nw.lit(float(max(MOST_UNITS.values()))))


def _usable(kind: nw.Expr, planned: nw.Expr) -> nw.Expr:
    return (planned > 0) & (planned <= _most(kind))


def _whole(number: nw.Expr) -> nw.Expr:
    """Return a number to the nearest whole, which sums to the same in any order and on any engine."""
    return (number + 0.5).floor().cast(nw.Int64)


def _asked_of(units: Units) -> list[nw.Expr]:
    """Return what the questions are asked of: each is named once, for it is in several of them."""
    kind, cost = _kind(), nw.col(Field.UNIT_COST)
    longer: Any = nw  # each "when" follows the one before; the first is of the library itself
    for word, number in UNITS_A_WEEK.items():
        longer = longer.when(kind == word).then(cost.abs() * number)
    return [
        kind,
        nw.col(Field.UNITS),
        cost,
        cost.abs().alias(SIZE),
        _planned(units).alias(PLANNED),
        _most(kind).alias(MOST),
        longer.otherwise(nw.lit(None, dtype=nw.Float64)).alias(LONGER),
    ]


def questions() -> dict[str, nw.Expr]:
    """Return what is asked of the amounts in rows of day support, each true of the rows in question: see ``_asked_of``."""
    kind, planned, most, cost, size = _kind(), nw.col(PLANNED), nw.col(MOST), nw.col(Field.UNIT_COST), nw.col(SIZE)
    by_plan = kind.is_in(PLANNED_UNITS) & ~nw.col(Field.UNITS).is_null()
    read, hourly = by_plan & (planned < NO_NUMBER / MINUTES), kind == HOURLY
    longer = kind.is_in(list(UNITS_A_WEEK)) & (cost != 0)
    usable = by_plan & (planned > 0) & (planned <= most)
    dear = nw.when(usable).then(size * planned).when(~nw.col(LONGER).is_null()).then(nw.col(LONGER))
    return {
        "cost not read": size >= NO_NUMBER,
        "cost negative": cost < 0,
        "cost zero": cost == 0,
        "cost too high": (dear > MOST_COST) & (size < NO_NUMBER),
        "longer": longer,
        "cost low": longer & (nw.col(LONGER) < LEAST_COST),
        "units not read": planned >= NO_NUMBER / MINUTES,
        "units negative": nw.col(Field.UNITS) < 0,
        "units zero": by_plan & (planned == 0),
        "units missing": kind.is_in(PLANNED_UNITS) & nw.col(Field.UNITS).is_null(),
        "units too many": read & (planned > most),
        "hourly": read & hourly,
        "hourly too many": read & hourly & (planned > MOST_UNITS[HOURLY]),
        "hourly long": read & hourly & (planned > LONG_WEEK),
    }


def measured(day: Frame, units: Units) -> Frame:
    """Return one row: how many rows of day support there are, and how many of them each question is true of."""
    asked = questions()
    flags = day.select(*_asked_of(units)).select(
        *(nw.when(true).then(nw.lit(1)).otherwise(nw.lit(0)).alias(name) for name, true in asked.items())
    )
    return flags.select(nw.len().alias(ROWS), *(nw.col(name).sum() for name in asked))


def trusted(counts: Mapping[str, Any], minutes: bool) -> Units:
    """Return how the planned units of hourly costs are to be read: not at all where too many are no hours of a week."""
    hourly, too_many, long = (int(counts[name] or 0) for name in ("hourly", "hourly too many", "hourly long"))
    return Units(minutes, too_many > DOUBTED * hourly or 2 * long > hourly)


def notes(counts: Mapping[str, Any], units: Units) -> list[str]:
    """Return sentences on the amounts that are out of range, and what was done with each."""
    lines = []
    rows = f"of {wording.count(int(counts[ROWS] or 0), 'row')} of day support"
    for name, words in TOLD.items():
        if number := int(counts[name] or 0):
            lines.append(f"{number:,} {rows} {words}")
    if units.doubted:
        mend = (
            "They do not look like minutes either." if units.minutes else "If they are minutes, give --planned-minutes."
        )
        lines.append(
            f"{Field.UNITS} does not look like hours where the cost is by the hour: of {int(counts['hourly']):,} rows "
            f"{int(counts['hourly long']):,} have more than {LONG_WEEK} and {int(counts['hourly too many']):,} more than "
            f"{MOST_UNITS[HOURLY]}. No cost is taken from any of them. {mend}"
        )
    return lines


TOLD = {
    "cost not read": f"have a {Field.UNIT_COST} that is not understood as a number: no cost is taken from them.",
    "cost negative": f"have a negative {Field.UNIT_COST}: taken as positive.",
    "cost zero": f"have a {Field.UNIT_COST} of 0: taken as not given.",
    "cost too high": f"cost more than £{MOST_COST:,} a week: no cost is taken from them.",
    "cost low": f"cost less than £{LEAST_COST} a week by the week or longer, and may be costs by the hour: no cost is taken from them.",
    "units not read": f"have {Field.UNITS} that are not understood as a number: taken as not given.",
    "units negative": f"have negative {Field.UNITS}: taken as positive.",
    "units zero": f"have {Field.UNITS} of 0 where the cost is by the hour, session or day: taken as not given.",
    "units missing": f"have no {Field.UNITS} where the cost is by the hour, session or day: no cost is taken from them.",
    "units too many": (
        f"have more {Field.UNITS} than a week holds ({MOST_UNITS[HOURLY]} hours, {MOST_UNITS[SESSION]} sessions or "
        f"{MOST_UNITS[DAILY]} days): no cost and no days are taken from them."
    ),
}
