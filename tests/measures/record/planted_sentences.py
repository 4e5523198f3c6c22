"""Sentences that cannot be: totals beside their parts, sizes of one group, amounts a head and a week, and "since"; and pairs that can."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import Edit, Plant, X, change
from tests.measures.record.planted_stated import note, part
from tests.measures.record.planted_told import rates

CONTEXT = texts(X, "context")[0]["context_id"]
PANEL, CHECKERS = "transport-review-2026", "quality-checkers-2026"
HAS_MET = "A panel of twelve people who travel to day opportunities has met twice."


def says(update: str, words: str, **cells: str) -> Edit:
    return change("updates", update, progress_note=words, **cells)


def starts(edtf: str, words: str) -> dict[str, str]:
    return {"due_as_written": f"from {words}", "due_edtf": f"{edtf}/..", "due_sense": "start"}


def evidence(words: str, status: str = "Complete") -> tuple[Edit, ...]:
    """Return what is said of a recommendation of 24 June 2025."""
    return (change("recommendations", "rec-evenings", evidence=words, status=status),)


TOTALS = (
    Plant(
        "£3m and £2m are £6m", X, note("The council spent £3m on residential care and £2m on day services, £6m in all.")
    ),
    Plant("three parts that make less", X, note("It spent £2.09m, £1.96m and £0.94m, a total of £5.49m.")),
    Plant(
        "a total first, made up", X, note("The budget of £5m is made up of £3m for centres and £1.2m for transport.")
    ),
    Plant(
        "a total first, split",
        X,
        part("The £120,000 grant was split between training (£70,000) and equipment (£60,000)."),
    ),
    Plant(
        "more of which than there is", X, note("It spent £5m, of which £3.5m went to centres and £2.5m to transport.")
    ),
    Plant("amounts in brackets", X, part("It cost £5m (£3m on residential and £2.8m on day services).")),
    Plant("men and women", X, note("20 people (12 men and 9 women) took part.")),
    Plant("full time and part time", X, note("The centre has 30 staff (18 full time and 14 part time).")),
    Plant("people in all", X, note("The pilot reached 40 older people and 25 younger adults, 75 in all.")),
    Plant(
        "people altogether, in words",
        X,
        note("Twelve people came in the morning and nine in the afternoon, twenty altogether."),
    ),
    Plant("making so many", X, part("Eight sites opened in the north and five in the south, making 14.")),
)
RIGHT_TOTALS = (
    Plant(
        "£3m and £2m are £5m", X, note("The council spent £3m on residential care and £2m on day services, £5m in all.")
    ),
    Plant("rounded parts", X, note("It spent £2.09m, £1.96m and £0.94m, a total of £5m.")),
    Plant("a total of about", X, note("It spent £2.1m and £1.9m, about £4.2m in all.")),
    Plant("over so much", X, note("It spent £2.1m and £1.9m, over £3.5m in total.")),
    Plant("a part left out", X, note("It spent £5m, of which £3m went to centres and £1m to transport.")),
    Plant("including", X, note("It spent £6m in all, including £3m on centres and £2m on transport.")),
    Plant("of which overlapping", X, note("100 people came, of whom 60 were women and 70 were over 65.")),
    Plant("brackets that overlap", X, note("100 people (60 women and 70 older people) came.")),
    Plant("brackets of some", X, note("52 people (30 with a learning disability and 10 with autism) came.")),
    Plant("a net amount", X, note("It spent £3m on centres and had £1m of income, £2m net in total.")),
    Plant(
        "less than before",
        X,
        note("It spent £3m on centres and £2m on transport, less than the £6m in all of the year before."),
    ),
    Plant("sites and people", X, note("Three sites took 12 men and 9 women, 21 in all.")),
    Plant("a year and two amounts", X, note("In 2025 it spent £3m and £2m, £5m in all.")),
    Plant("each", X, note("Two centres cost £3m each and one £1m, £7m in all.")),
    Plant("per cent", X, note("40% of 30 people and 20% of 50 people came, 22 in all.")),
    Plant("another total", X, note("It spent £3m and £2m. In all councils it was £90m.")),
    Plant("men and women that are all", X, note("21 people (12 men and 9 women) took part.")),
    Plant("two sexes and others", X, note("25 people (12 men and 9 women) took part.")),
    Plant("days and weeks", X, note("Sessions ran for 3 days and 2 weeks, 12 in all.")),
    Plant("a list of paragraphs", X, note("See paragraphs 3 and 4, 12 in all.")),
)
GROUPS = (
    Plant(
        "a panel of twelve and of fourteen",
        X,
        (
            says(PANEL, HAS_MET),
            says(CHECKERS, "Six checkers have been trained by the 14 members of the panel."),
        ),
    ),
    Plant(
        "a named panel",
        X,
        (
            says(PANEL, "A transport panel of 12 people has met twice."),
            says(CHECKERS, "The 14-member transport panel trained six checkers."),
        ),
    ),
    Plant(
        "a panel in one row",
        X,
        (says(PANEL, "A panel of 12 people has met twice.", next_steps="The 14 members of the panel report in June."),),
    ),
    Plant(
        "a steering group's members",
        X,
        (
            says(PANEL, "A steering group of nine met."),
            says(CHECKERS, "The steering group has 11 members."),
        ),
    ),
)
RIGHT_GROUPS = (
    Plant(
        "the same panel", X, (says(PANEL, HAS_MET), says(CHECKERS, "The 12 members of the panel trained six checkers."))
    ),
    Plant(
        "some members", X, (says(PANEL, HAS_MET), says(CHECKERS, "Nine members of the panel took part in training."))
    ),
    Plant(
        "two panels",
        X,
        (
            says(PANEL, "A transport panel of 12 people has met twice."),
            says(CHECKERS, "A quality panel of 14 people trained six checkers."),
        ),
    ),
    Plant(
        "two unnamed panels",
        X,
        (
            says(PANEL, HAS_MET),
            says(CHECKERS, "A panel of five councillors and a panel of four carers met the 14 members of the panel."),
        ),
    ),
    Plant("new members", X, (says(PANEL, HAS_MET), says(CHECKERS, "Two new members of the panel have been trained."))),
    Plant(
        "another year",
        X,
        (
            says(PANEL, HAS_MET),
            says("transport-review-2025", "A panel of ten people was chosen."),
        ),
    ),
    Plant(
        "about so many",
        X,
        (says(PANEL, "A panel of about 12 people met."), says(CHECKERS, "The 14 members of the panel met.")),
    ),
    Plant("will be", X, (says(PANEL, HAS_MET), says(CHECKERS, "There will be 14 members of the panel."))),
)
HEADS = (
    Plant(
        "£5m for 812 people is no £7,145", X, note("The council spent £4.99m on 812 people, or £7,145 for each person.")
    ),
    Plant("an average in brackets", X, note("It spent £240,000 on 30 people (£9,500 per person).")),
    Plant("each of the 40", X, note("It gave £2,500 to each of the 40 people, £120,000 in all.")),
    Plant(
        "a person of the year's rows",
        X,
        note("In 2025/26 the council spent £7,145 on each person who used day opportunities."),
    ),
)
RIGHT_HEADS = (
    Plant(
        "£5m for 812 people is £6,145", X, note("The council spent £4.99m on 812 people, or £6,145 for each person.")
    ),
    Plant("about £6,000", X, note("The council spent £4.99m on 812 people, or about £6,000 for each person.")),
    Plant("each week", X, note("The council spent £4.99m on 812 people, or £118 for each person a week.")),
    Plant("the median", X, note("It spent £240,000 on 30 people, with a median of £5,000 per person.")),
    Plant("what people pay", X, note("It spent £240,000 on 30 people, who pay £500 each.")),
    Plant(
        "a person of the rows, right",
        X,
        note("In 2025/26 the council spent £6,145 on each person who used day opportunities."),
    ),
    Plant(
        "an older person",
        X,
        note("In 2025/26 the council spent £7,145 on each older person who used day opportunities."),
    ),
    Plant(
        "a person of another year",
        X,
        note("In 2021/22 the council spent £7,145 on each person who used day opportunities."),
    ),
)
WEEKS = (
    Plant("a week and a year", X, note("A place costs £120 a week, or £7,500 a year.")),
    Plant("a week and few weeks", X, note("A place costs £120 a week (£1,900 a year).")),
    Plant("a month and a year", X, note("A place costs £500 a month (£8,000 a year).")),
    Plant("a year and a week", X, note("A place costs £7,500 a year, which is £120 a week.")),
    Plant("journeys a day and a week", X, note("There are 30 journeys a day (300 journeys a week).")),
    Plant("a week and a year in two rows", X, rates(
        ("cost a week", "120", "£120"), ("cost a year", "1900", "£1,900"), subject="A place at a day centre", unit="GBP",
    )),
)  # fmt: skip
RIGHT_WEEKS = (
    Plant("52 weeks", X, note("A place costs £120 a week, or £6,240 a year.")),
    Plant("school terms", X, note("A place costs £120 a week (£4,560 a year).")),
    Plant("a month's twelve", X, note("A place costs £500 a month (£6,000 a year).")),
    Plant("two places", X, note("A place costs £120 a week, and transport £7,500 a year.")),
    Plant("up to a week", X, note("A place costs up to £120 a week, a building £75,000 a year.")),
    Plant("five days", X, note("There are 30 journeys a day (150 journeys a week).")),
    Plant("rounded a year", X, note("A place costs £120 a week, or about £6,000 a year.")),
    Plant("a week and 48 weeks in two rows", X, rates(
        ("cost a week", "120", "£120"), ("cost a year", "5760", "£5,760"), subject="A place at a day centre", unit="GBP",
    )),
    Plant("two sites a week and a year", X, rates(("cost a week", "120", "£120"), subject="A place at the hub", unit="GBP")),
)  # fmt: skip
SINCE = (
    Plant("since after the paper", X, (says(CHECKERS, "Six checkers have visited providers since July 2026."),)),
    Plant(
        "not started, and running since",
        X,
        (says("transport-review-2025", "The review has been running since March 2025."),),
    ),
    Plant(
        "complete since, and completed",
        X,
        (says("framework-2026", "The framework has been complete since January 2026."),),
    ),
    Plant(
        "before its start",
        X,
        (
            says(
                CHECKERS,
                "Checking has been in place since March 2025.",
                **starts("2026-09", "September 2026"),
            ),
        ),
    ),
    Plant("before it was asked", X, evidence("Evenings have been offered in each locality since March 2025.")),
)
RIGHT_SINCE = (
    Plant("since before the paper", X, (says(CHECKERS, "Six checkers have visited providers since January 2026."),)),
    Plant("not started, and awaited since", X, (says("transport-review-2025", "Nothing has begun since March 2025."),)),
    Plant("complete since its month", X, (says("framework-2026", "The framework has been complete since April 2026."),)),
    Plant("since the strategy of 2024", X, (says("framework-2026", "Prices have risen since 2024."),)),
    Plant("since its start", X, (
        says(CHECKERS, "Checking has been in place since March 2026.", **starts("2025-09", "September 2025")),
    )),
    Plant("after it was asked", X, evidence("Evenings have been offered in each locality since June 2025.")),
    Plant("in progress before it was asked", X, evidence("Evenings have been offered since March 2025.", "In progress")),
    Plant("what we note", X, (change("updates", CHECKERS, note="Nothing was published since July 2026."),)),
)  # fmt: skip
IN_SENTENCES = (*TOTALS, *GROUPS, *HEADS, *WEEKS, *SINCE)
RIGHT_IN_SENTENCES = (*RIGHT_TOTALS, *RIGHT_GROUPS, *RIGHT_HEADS, *RIGHT_WEEKS, *RIGHT_SINCE)
