"""What a scenario assumes: each number with its low and high ends, where it comes from, and the reader's own in its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import LevelFiguresRow, PeopleRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import Place, number_of, place_of
from dayops_dash.dataset.vocabulary import LevelKind, Qualifier
from dayops_dash.measures import people
from dayops_dash.measures.money import savings
from dayops_dash.measures.money import spend as money
from dayops_dash.measures.scenario.mix import Assumption, AssumptionBasis, Level, Per, Scenario, with_choices
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Scenario: assumptions",
    what="Prices, shares and how often people come, each with a low and a high.",
    why="A single number would be false.",
    how="From the papers where stated; else assumed here, and said so.",
    limits="No paper says how often people come to each level.",
)

NO_YEAR = "the paper names no year; taken here as the spend of one"
WEEKS = (48.0, 50.0, 52.0)  # of a year that services are open
OFTEN = (2.0, 3.0, 5.0)  # days or sessions a week, where no paper gives them and nothing follows from today's cost
TOGETHER_APART = 25.0  # points either side of the share who share support, tried to see how much it matters
GROUP = (2.0, 2.0, 4.0)  # people who share one support worker


PRICES = {  # the measures of level_figures that are prices
    "price per day": Per.DAY,
    "price per session": Per.SESSION,
    "price per year": Per.YEAR,
    "pre-paid card, per person a year": Per.YEAR,
}
OF_THE_LEVEL = {measure for measure in PRICES if measure.startswith("price")}  # others price something else
HOURLY = "price per hour"
DAYS_A_WEEK = "days a week"
SHARE, TOGETHER = "share of people", "share of people who share support or join a group"


def priced(council: Council) -> bool:
    """Whether the council's papers give a price for its levels."""
    return any(row.measure in PRICES and not wording.missing(row.value) for row in council.rows("level_figures"))


def scenario(council: Council, lender: Council, chosen: tuple[tuple[str, str], ...] = ()) -> Scenario:
    """Return the scenario of a council with the levels and prices of ``lender`` (itself, or another), and the reader's choices."""
    levels, found = [], [*_people_and_money(council)]
    often, bought = _often(found, lender)
    a_week = _said_a_week(council)
    rows = [r for r in lender.rows("levels") if r.kind in (LevelKind.LEVEL, LevelKind.TIER)]
    figures = lender.rows("level_figures")
    for number, row in enumerate(sorted(rows, key=lambda r: r.position), start=1):
        mine = {f.measure: f for f in figures if f.level_id == row.level_id}
        price = next((f for m, f in mine.items() if m in PRICES), None)
        per = PRICES[price.measure] if price else Per.DAY
        level = Level(number, row.title, per, TOGETHER in mine, mine.get(SHARE))
        levels.append(level)
        found += _of_level(level, mine, price, _come(level, often, bought, a_week), last=number == len(rows))
    if levels:
        found.append(
            Assumption(
                "weeks", "Weeks a year", "weeks", *WEEKS, 1, 53, 1, AssumptionBasis.ASSUMED, "no paper gives them"
            )
        )
    return with_choices(Scenario(tuple(levels), tuple(found)), dict(chosen))


def _people_and_money(council: Council) -> Iterator[Assumption]:
    spend = money.headline(council)
    yield _stated("people", "People", "people", people_of(council), "value", 0, 100_000, 1)
    total = spend.total if spend else None
    cost = _stated("today", "Cost a year, in the papers", "£", total, "amount_gbp", 0, 1e9, 1000)
    of_no_year = total is not None and not total.financial_year
    yield replace(cost, basis=AssumptionBasis.READING, why=NO_YEAR) if of_no_year else cost
    done = savings.delivered_by(council, str(spend.total.financial_year)) if spend else ()
    yield _target(savings.plan(council), done)


def _target(plan: savings.SavingsPlan | None, done: Sequence[SavingsRow]) -> Assumption:
    """Return what is left of the saving that is planned, read here as a cut of one year's cost, which no paper says.

    ``done`` are the savings that the cost of the papers is free of already.
    """
    empty = _stated("target", "Saving wanted, off one year's cost", "£", None, "", 0, 1e9, 1000)
    if not plan:
        return empty
    saved = sum(float(r.amount_gbp) for r in done)
    added = "" if plan.printed else "; the paper's years are added up here"
    when = f" for {plan.span}" if plan.span else ""
    less = f"; {wording.money(saved)} of {wording.money(plan.pounds)} is reported as delivered" if saved else ""
    why = f"aimed at in all{when}{added}{less}; taken here as a cut of one year's cost, the hardest way to read it"
    rows = (*plan.rows, *done)
    own = (str(r.locator) for r in rows if r.document_id == plan.rows[0].document_id)
    place = Place(plan.rows[0].document_id, "; ".join(dict.fromkeys(own)))
    pounds = max(plan.pounds - saved, 0.0)
    return replace(empty, low=pounds, central=pounds, high=pounds, basis=AssumptionBasis.READING, why=why, place=place)


def people_of(council: Council) -> PeopleRow | None:
    """Return the row that counts the council's people, each person once; else the latest count of all whom services reach."""
    split = people.by_kind(council)
    if split:
        twice = people.counted_twice(council, split)
        return twice.once if twice else split.total
    whole = [r for r in people.counted_once(council) if r.client_group]
    return max(whole, key=lambda r: r.reported_on or date.min, default=None)


def _stated(
    code: str,
    label: str,
    unit: str,
    row: LevelFiguresRow | PeopleRow | SpendRow | None,
    column: str,
    least: float,
    most: float,
    step: float,
    why: str = "",
) -> Assumption:
    if row is None:
        return Assumption(code, label, unit, None, None, None, least, most, step, AssumptionBasis.NONE)
    value = number_of(row, column)
    return Assumption(
        code,
        label,
        unit,
        value,
        value,
        value,
        least,
        most,
        step,
        AssumptionBasis.STATED,
        hedge_of(row, why),
        place_of(row),
    )


def hedge_of(row: LevelFiguresRow | PeopleRow | SpendRow, why: str = "") -> str:
    """Return how the paper hedges a number, and then what else there is to say of it."""
    return "; ".join(part for part in (f"{row.qualifier} in the paper" if row.qualifier else "", why) if part)


def _often(found: Sequence[Assumption], lender: Council) -> tuple[tuple[float, float, float], str]:
    """Return how often people come a week, and what the middle rests on: what today's cost would buy everyone at the dearest
    daily price, of a price with two ends its middle; "" where the middle is a plain assumption.

    So a scenario begins from as much support as today's money pays for, and not from a guess that saves by itself.
    """
    people, today = (next(a.central for a in found if a.code == code) for code in ("people", "today"))
    days = [r for r in lender.rows("level_figures") if r.measure == "price per day" and not wording.missing(r.value)]
    if not people or not today or not days:
        return OFTEN, ""
    price = max((float(r.value) + float(r.value if wording.missing(r.value_to) else r.value_to)) / 2 for r in days)
    bought = round(today / people / price / WEEKS[1], 1)
    if not OFTEN[0] <= bought <= OFTEN[2]:
        return OFTEN, ""
    at = f"{amount_words(price, '£')} a day, the middle of the dearest daily price"
    return (
        OFTEN[0],
        bought,
        OFTEN[2],
    ), f"the middle is what the papers' cost buys each person at {at}, {WEEKS[1]:.0f} weeks a year"


def _said_a_week(council: Council) -> str:
    """Return what the council's papers say of how often people come, at no level of their own; "" where they say nothing."""
    rows = (r for r in council.rows("people") if r.measure == DAYS_A_WEEK and not wording.missing(r.value))
    said = next((wording.hedged(f"{wording.plain(r.value)} {r.unit}", r.qualifier) for r in rows), "")
    return f"the papers say {said}, of everyone together" if said else ""


def _come(level: Level, often: tuple[float, float, float], bought: str, a_week: str) -> Assumption:
    unsaid = "no paper gives it at this level" if a_week else "no paper gives it"
    why = "; ".join(part for part in (unsaid, a_week, bought) if part)
    label = f"{level.title}: {level.per}s a week"
    return Assumption(f"often{level.number}", label, f"{level.per}s", *often, 0.5, 7, 0.1, AssumptionBasis.ASSUMED, why)


def _of_level(
    level: Level, mine: Mapping[str, LevelFiguresRow], price: LevelFiguresRow | None, come: Assumption, *, last: bool
) -> Iterator[Assumption]:
    n, name = level.number, level.title
    if not last:
        yield _stated(f"share{n}", f"{name}: share of people", "%", mine.get(SHARE), "value", 0, 100, 5)
    yield _price(level, price, mine.get(HOURLY))
    if level.per is not Per.YEAR:
        yield come
    if level.shared:
        row = mine[TOGETHER]
        share = float(row.value)
        low, high = max(0.0, share - TOGETHER_APART), min(100.0, share + TOGETHER_APART)
        label, why = f"{name}: share who share support", "the paper gives the middle; the ends are tried here"
        yield Assumption(
            f"together{n}",
            label,
            "%",
            low,
            share,
            high,
            0,
            100,
            5,
            AssumptionBasis.STATED,
            hedge_of(row, why),
            place_of(row),
        )
        why = "no paper gives the size of a group, or what sharing saves; the price is split evenly"
        yield Assumption(
            f"group{n}", f"{name}: people who share", "people", *GROUP, 1, 12, 1, AssumptionBasis.ASSUMED, why
        )


def _price(level: Level, row: LevelFiguresRow | None, hourly: LevelFiguresRow | None) -> Assumption:
    code, label, most = f"price{level.number}", f"{level.title}: price per {level.per}", 100_000.0
    if row is None or wording.missing(row.value):
        return Assumption(code, label, "£", None, None, None, 0, most, 1, AssumptionBasis.NONE)
    low = high = float(row.value)
    why = ""
    if not wording.missing(row.value_to):
        high, why = float(row.value_to), "the paper gives the two ends; the middle is halfway"
    elif row.qualifier == Qualifier.AT_MOST:
        low, why = 0.0, "the paper gives only the most; the low end is nothing, and the middle halfway"
    if hourly and hourly.qualifier == Qualifier.AVERAGE:
        why = "; ".join(part for part in (f"from an average of {hourly.as_written} an hour", why) if part)
    basis = AssumptionBasis.STATED
    if row.measure not in OF_THE_LEVEL:
        basis, why = (
            AssumptionBasis.READING,
            f"no paper prices this level; read here as the {row.measure}; {why}".rstrip("; "),
        )
    middle = (low + high) / 2
    return Assumption(code, label, "£", low, middle, high, 0, most, 1, basis, why, place_of(row))


def amount_words(value: float | None, unit: str) -> str:
    """Return a value with its unit: £52.50, 30%, 3 days."""
    if value is None:
        return "not stated"
    if unit == "£":
        return wording.money(value)
    return wording.percent(value) if unit == "%" else f"{wording.plain(value)} {unit}"
