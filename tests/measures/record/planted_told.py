"""Changes linked to no figures, rates, answers and savings stated twice: what cannot be, and what is right."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, Edit, N, Plant, X, add, change

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
            **{"unit": "journeys", "period": "2025/26", **OWN, **cells})
        for n, (measure, value, words) in enumerate(told)
    )  # fmt: skip


def answered(number: str, subject: str = "Survey on the draft strategy", **cells: str) -> tuple[Edit, ...]:
    """Return how many answered a survey that 318 people answered."""
    own = {**OWN, "document_id": "strategy-2024", "measure": "people who answered", "unit": "people", **cells}
    return (
        add("context", CONTEXT, "a", subject=subject, value=number, as_written=number, period="autumn 2023", **own),
    )


LINKED_TO_NOTHING = (
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
    Plant(
        "a cost a week and a year",
        X,
        rates(
            ("cost a week", "120", "£120"),
            ("cost a year", "1900", "£1,900"),
            subject="A place at a day centre",
            unit="GBP",
        ),
    ),
    Plant("the answers twice", X, answered("381")),
    Plant("respondents twice", X, answered("138", measure="respondents")),
)
LINKED_TO_NOTHING_AND_RIGHT = (
    Plant("a change of other people", X, change_of_people("12.5", subject="People who use day opportunities in the north")),
    Plant("a change of a group", X, change_of_people("12.5", client_group="Older people")),
    Plant("weeks of term", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "45600", "45,600"))),
    Plant("53 weeks", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "63600", "63,600"))),
    Plant("a week of about", X, rates(("journeys a week", "1200", "1,200"), ("journeys a year", "65000", "65,000"), qualifier="about")),
    Plant("another year", X, (
        *rates(("journeys a week", "1200", "1,200")),
        add("context", CONTEXT, "y", subject="Journeys to day opportunities", measure="journeys a year", value="92000",
            as_written="92,000", unit="journeys", period="2024/25", **OWN),
    )),
    Plant("a cost a week and 48 weeks", X, rates(
        ("cost a week", "120", "£120"), ("cost a year", "5760", "£5,760"), subject="A place at a day centre", unit="GBP",
    )),
    Plant("two sites' costs a week", X, rates(("cost a week", "120", "£120"), subject="A place at the hub", unit="GBP")),
    Plant("the same answers", X, answered("318")),
    Plant("over 300 answers", X, answered("300", qualifier="more than")),
    Plant("answers to another survey", X, answered("381", "Survey on transport")),
    Plant("a share of the answers", X, answered("62", unit="%")),
)  # fmt: skip

SPENT = {"amount_gbp": "", "part_of": "", "statement": "Told in the text.", "basis": "statement"}
YEARLY = {"share_part": "", "share_of": "", "change_from": "total-2024-25", "change_to": "total-2025-26"}
COUNCIL_RUN = {"share_part": "internal-2025-26", "share_of": "total-2025-26", "change_from": "", "change_to": ""}


def of_spend(words: str, **links: str) -> tuple[Edit, ...]:
    """Return a share of £2.09m in £4.99m, or a change from £4.86m, that stands in words alone: spend has no column for it."""
    return (add("spend", "total-2025-26", "s", as_written=words, **SPENT, **links),)


def delivered(amount: str, **cells: str) -> tuple[Edit, ...]:
    """Return a total of the £95,000 that one report told and the £172,000 of the next."""
    own = {"financial_year": "2024/25 to 2025/26", "accumulation": "total", "as_written": f"£{amount}", **cells}
    return (add("savings", "delivered-2025-26", "total", amount_gbp=amount, **own),)


def staff(*numbers: str) -> tuple[Edit, ...]:
    """Return staff in all, full time and part time."""
    own = {**NOT_LINKED, "unit": "staff", "measure": "staff", "provider_kind": "internal"}
    names = (("", ""), (": full time", "full time"), (": part time", "part time"))
    return tuple(
        add("people", "people-2025-26", f"s{n}", subject=f"Staff of the centres{behind}", value=number, as_written=number,
            breakdown="hours" if group else "", group=group, **own)
        for n, (number, (behind, group)) in enumerate(zip(numbers, names, strict=True))
    )  # fmt: skip


def stated(
    number: str, subject: str, unit: str, paper: str = "strategy-2024", period: str = "", measure: str = "number"
) -> tuple[Edit, ...]:
    own = {**OWN, "document_id": paper, "measure": measure, "unit": unit, "period": period}
    return (add("context", CONTEXT, "n", subject=subject, value=number, as_written=number, **own),)


def days_of_all(total: str, **cells: str) -> tuple[Edit, ...]:
    """Return the days a week that 812 people use, in all, and the average of 2.5 for each."""
    own = {"unit": "days a week", **NOT_LINKED}
    whole = {"measure": "days a week in all", "value": total, "as_written": total, **own, **cells}
    mean = {"measure": "average days a week", "value": "2.5", "as_written": "2.5", "qualifier": "average", **own}
    return (add("people", "people-2025-26", "d1", **mean), add("people", "people-2025-26", "d2", **whole))


COMMITTEE = "Recommendations of the Adult Care Scrutiny Committee"
INTENTIONS, OF_THEM = "Commissioning intentions of this strategy", "number of intentions"
ASKED_ON = ("recommendations", "progress-2026", "24 June 2025")
TOGETHER = (
    Plant("a third of the spend that is 42%", X, of_spend("a third", **COUNCIL_RUN)),
    Plant("52% of the spend that is 42%", X, of_spend("52%", **COUNCIL_RUN)),
    Plant("spend up by 10%", X, of_spend("10% more", **YEARLY)),
    Plant("spend that fell", X, of_spend("fell by 2.7%", **YEARLY)),
    Plant("more staff than there are", X, staff("48", "30", "28")),
    Plant("twelve intentions of ten", X, stated("12", INTENTIONS, "intentions", measure=OF_THEM)),
    Plant("five risks of four", X, stated("5", "Risks in appendix B", "risks", "progress-2026")),
    Plant("five recommendations of a day on which three were made", X, stated("5", COMMITTEE, *ASKED_ON)),
    Plant("a share by who provides, of everybody", X, (
        add("people", "people-2025-26-internal", "share", measure="share of people", value="60", unit="%", as_written="60%",
            client_group="", base="People who use day opportunities", **NOT_LINKED),
    )),
    Plant("2.5 days of 812 people are 2,030", X, days_of_all("2900")),
)  # fmt: skip
RIGHT_TOGETHER = (
    Plant("42% of the spend", X, of_spend("42%", **COUNCIL_RUN)),
    Plant("half, of 45%", N, (
        change("people", "people-strategy", statement=""),
        add("people", "people-strategy", "half", value="50", unit="%", as_written="half", measure="share", qualifier="",
            share_part="half-part", share_of="half-whole"),
        add("people", "people-strategy", "half-part", subject="Pilots in the north", value="46", as_written="46", qualifier=""),
        add("people", "people-strategy", "half-whole", subject="Pilots", value="100", as_written="100", qualifier=""),
    )),
    Plant("spend up by 2.7%", X, of_spend("2.7% more", **YEARLY)),
    Plant("two percentages in one text", X, of_spend("42%, and not 52%", **COUNCIL_RUN)),
    Plant("staff of whom some say nothing", X, staff("48", "30", "11")),
    Plant("ten intentions", X, stated("10", INTENTIONS, "intentions", measure=OF_THEM)),
    Plant("intentions of which more is said", X, stated("7", "Commissioning intentions that are complete", "intentions")),
    Plant("many more risks than are listed", X, stated("20", "Risks", "risks", "progress-2026")),
    Plant("three recommendations", X, stated("3", COMMITTEE, *ASKED_ON)),
    Plant("recommendations of another day", X, stated("5", COMMITTEE, "recommendations", "progress-2026", "24 June 2024")),
    Plant("recommendations that were accepted", X, stated("2", f"{COMMITTEE} that were accepted", *ASKED_ON)),
    Plant("2.5 days of 812 people", X, days_of_all("2030")),
    Plant("2.5 days of 812 people, rounded", X, days_of_all("2060")),
    Plant("days of other people", X, days_of_all("2900", subject="People who use day opportunities in the north")),
    Plant("hours that a council buys for all", X, rates(("hours a week", "4200", "4,200"), subject="Outreach", unit="hours a week")),
    Plant("hours of support in all", X, rates(("hours a week in all", "400", "400"), subject="Outreach", unit="hours a week")),
)  # fmt: skip
