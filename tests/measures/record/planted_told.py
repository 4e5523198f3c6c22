"""Changes in running words, changes linked to no figures, rates, answers and savings stated twice: what cannot be, and what is right."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, Edit, Plant, X, add
from tests.measures.record.planted_stated import note, part

TOLD = (
    Plant("doubled from 112 to 139", X, part("The number with direct payments doubled from 112 to 139.")),
    Plant("up by 10% that is 3%", X, part("Spend rose by 10% from £4.86m to £4.99m.")),
    Plant("fell from 112 to 139", X, note("Places fell from 112 to 139.")),
    Plant("a fall of 38% that is 28%", X, part("Attendance fell from 345 to 248, a fall of 38%.")),
    Plant("25% that is 15 points or a third", X, part("It increased from 45% to 60%, an increase of 25%.")),
    Plant("a 30% increase of a fifth", X, note("There was a 30% increase from 100 to 120.")),
    Plant("a third fewer that is a ninth", X, note("The waiting list was reduced by a third from 90 to 80.")),
    Plant("over half that is a quarter", X, note("Numbers grew by over 50% from 200 to 250.")),
    Plant("cut to more", X, part("Spend was cut from £1.1m to £1.2m.")),
)
RIGHTLY_TOLD = (
    Plant("nearly doubled", X, note("It nearly doubled from 112 to 199.")),
    Plant("doubled, as one says", X, note("It doubled from 52 to 98.")),
    Plant("up by 3%, rounded", X, note("Spend rose by 3% from £4.86m to £4.99m.")),
    Plant("points told as per cent", X, note("It increased from 45% to 60%, an increase of 15%.")),
    Plant("a third, as one says", X, note("It was reduced by a third from 90 to 61.")),
    Plant("between two years", X, note("Numbers rose from 2021 to 2019's level.")),
    Plant("in two units", X, note("The wait rose from 5 weeks to 2 months.")),
    Plant("in two sizes of money", X, note("The grant rose from £400 to £1.2m.")),
    Plant("the days of a month", X, note("Visits rise from 12 to 5 April.")),
    Plant("hours of the day", X, note("Opening was increased, from 9 to 5.")),
    Plant("a share of something else", X, note("Numbers rose from 112 to 139 (34%).")),
    Plant("not so", X, note("It has not doubled from 112 to 139.")),
)  # fmt: skip

OWN = {
    "statement": "",
    "quoted_from": "",
    "qualifier": "",
    **NOT_LINKED,
    "document_id": "progress-2026",
    "locator": "paragraph 40",
}
CONTEXT = texts(X, "context")[0]["context_id"]


def change_of_people(percent: str, period: str = "2023/24 to 2025/26", **cells: str) -> tuple[Edit, ...]:
    """Return a change of 833 people to 812, or of 396 to 345 who use the council's own, linked to neither."""
    own = {"measure": "change", "unit": "%", "period": period, "part_of": "", **cells}
    return (add("people", "people-2025-26", "c", value=percent, as_written=f"{percent}%", **own),)


def rates(
    *told: tuple[str, str, str], subject: str = "Journeys to day opportunities", **cells: str
) -> tuple[Edit, ...]:
    """Return rates of one thing, each its measure, number and words."""
    return tuple(
        add("context", CONTEXT, f"r{n}", subject=subject, measure=measure, value=value, as_written=words,
            unit="journeys", period="2025/26", **{**OWN, **cells})
        for n, (measure, value, words) in enumerate(told)
    )  # fmt: skip


def answered(number: str, subject: str = "Survey on the draft strategy", **cells: str) -> tuple[Edit, ...]:
    """Return how many answered a survey that 318 people answered."""
    own = {**OWN, "document_id": "strategy-2024", "measure": "people who answered", "unit": "people", **cells}
    return (
        add("context", CONTEXT, "a", subject=subject, value=number, as_written=number, period="autumn 2023", **own),
    )


LINKED_TO_NOTHING = (
    Plant("a change of 12.5% that is 2.5%", X, change_of_people("12.5")),
    Plant("a change of one provider's people", X, change_of_people("25", provider_kind="internal")),
    Plant(
        "a change in a year",
        X,
        change_of_people("5", "2024/25 to 2025/26", subject="Change in people who use day opportunities"),
    ),
    Plant(
        "more a year than 53 weeks",
        X,
        rates(("journeys a week", "1200", "1,200"), ("journeys a year", "92000", "92,000")),
    ),
    Plant("more a week than seven days", X, rates(("daily journeys", "100", "100"), ("weekly journeys", "900", "900"))),
    Plant(
        "more a month than 31 days, by its words",
        X,
        rates(("journeys", "10", "10 a day"), ("journeys", "350", "350 per month")),
    ),
    Plant("the answers twice", X, answered("381")),
    Plant("respondents twice", X, answered("138", measure="respondents")),
)
LINKED_TO_NOTHING_AND_RIGHT = (
    Plant("a change of 2.5%", X, change_of_people("2.5")),
    Plant("a change of other people", X, change_of_people("12.5", subject="People who use day opportunities in the north")),
    Plant("a change of a group", X, change_of_people("12.5", client_group="Older people")),
    Plant("a change of other years", X, change_of_people("12.5", "2022/23 to 2025/26")),
    Plant("a share and no change", X, change_of_people("12.5", measure="share of people")),
    Plant("weeks of term", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "45600", "45,600"))),
    Plant("53 weeks", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "63600", "63,600"))),
    Plant("a week of about", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "65000", "65,000"), qualifier="about")),
    Plant("another year", X, (
        *rates(("journeys a week", "1200", "1,200")),
        add("context", CONTEXT, "y", subject="Journeys to day opportunities", measure="journeys a year", value="92000",
            as_written="92,000", unit="journeys", period="2024/25", **OWN),
    )),
    Plant("the same answers", X, answered("318")),
    Plant("over 300 answers", X, answered("300", qualifier="more than")),
    Plant("answers to another survey", X, answered("381", "Survey on transport")),
    Plant("a share of the answers", X, answered("62", unit="%")),
)  # fmt: skip
