"""Counts one apart, amounts for each person, parts of a number of recommendations, work done after its paper; and what only looks so."""

from __future__ import annotations

from tests.measures.record.planted import NOT_LINKED, C, Edit, Plant, X, add

STATED = {"statement": "", "quoted_from": "", "qualifier": "", **NOT_LINKED}
ASKED, CITIZENS = "subgroup-recommendations", "commissioned-approximately"


def each(measure: str, amount: str, words: str, **cells: str) -> tuple[Edit, ...]:
    """Return what a person's support costs, of commissioned day opportunities: £5.6m for 556 people."""
    own = {"subject": "Commissioned day opportunities", "unit": "GBP", "locator": "paragraph 6.2.5", **STATED, **cells}
    return (add("context", CITIZENS, "each", measure=measure, value=amount, as_written=words, **own),)


def asked(number: str, subject: str, measure: str = "recommendations made") -> tuple[Edit, ...]:
    """Return a number of recommendations, of the 16 that the paper counts."""
    return (add("context", ASKED, "some", subject=subject, measure=measure, value=number, as_written=number),)


def share(
    percent: str, subject: str = "People who use day opportunities: council-run only", **cells: str
) -> tuple[Edit, ...]:
    """Return a share of the 812 people of 2025/26, of whom 345 use council-run services and 51 both kinds."""
    own = {"measure": "share of people", "unit": "%", "breakdown": "kind of provider", "group": "council-run"}
    own |= {"base": "People who use day opportunities", "locator": "paragraph 11", **STATED, **cells}
    like = "people-2025-26-internal"
    return (add("people", like, "share", subject=subject, value=percent, as_written=f"{percent}%", **own),)


COUNTED = (
    Plant("an amount for each of the people who use it", C, each("spend per person", "15000", "£15,000 per person")),
    Plant("an average cost a head each year", C, each("average cost per head, a year", "8000", "£8,000")),
    Plant("a share by who provides, linked to no count", X, share("62")),
    Plant("a share below the count", X, share("40", breakdown="", group="")),
)  # fmt: skip
NOT_COUNTED = (
    Plant("an amount for each, about", C, each("spend per person", "10000", "around £10,000", qualifier="about")),
    Plant("an amount for each a week", C, each("spend per person a week", "194", "£194")),
    Plant("an amount for each, a week in its words", C, each("spend per person", "194", "£194 weekly")),
    Plant("a median", C, each("median cost per person", "7000", "£7,000")),
    Plant("people who come each day", C, each("spend per person who attends five days", "15000", "£15,000")),
    Plant("a net cost", C, each("net cost per person", "9000", "£9,000")),
    Plant("older people only", C, each("spend per person", "7000", "£7,000", subject="Commissioned day opportunities, older people")),
    Plant("a share of those of one kind alone", X, share("42")),
    Plant("a share with those who use both kinds", X, share("49")),
    Plant("a share of about", X, share("45", qualifier="about")),
    Plant("a share of another year", X, share("62", period="2022/23")),
    Plant("a share of older people", X, share("62", client_group="Older people")),
    Plant("a share of others", X, share("62", base="People who began in the year")),
    Plant("women in council-run services", X, share("62", breakdown="sex", group="female")),
    Plant("those of council-run services who come each day", X, share(
        "62", "People who use council-run day opportunities each day", breakdown="", group="",
    )),
)  # fmt: skip
