"""Numbers and days of recommendations, amounts for each person: those that cannot be, and those that are right."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, D, Edit, Plant, S, X, add, change

CONTEXT = texts(X, "context")[0]["context_id"]
SPEND, PEOPLE = texts(X, "spend")[0]["spend_id"], "people-2025-26"
PAPER = {"document_id": "progress-2026", "locator": "paragraph 40"}


def in_words(number: str) -> Edit:
    own = {"subject": "Adult Care Scrutiny Committee", "measure": "asked for", "document_id": "progress-2025"}
    cells = {"value": number, "unit": "recommendations", "as_written": f"{number} recommendations", "qualifier": ""}
    return add("context", CONTEXT, "number", statement="", quoted_from="", **own, **cells, **NOT_LINKED)


def accepted(number: str, words: str = "recommendations accepted") -> tuple[Edit, ...]:
    """Return a number of recommendations accepted, where the paper says so of one, in part of another, and rejects the third."""
    own = {"subject": "Scrutiny in June 2025", "measure": words, "document_id": "progress-2025", "locator": "minute 7"}
    cells = {"value": number, "unit": "recommendations", "as_written": f"{number} recommendations", "qualifier": ""}
    count = add("context", CONTEXT, "accepted", statement="", quoted_from="", **own, **cells, **NOT_LINKED)
    return count, change("recommendations", "rec-carers", response="rejected")


def each(amount: str, money: str, heads: str, words: str) -> tuple[Edit, ...]:
    """Return an amount for each person, the spend and the people that it is of, in one paper."""
    of = {"subject": "Short breaks away", "statement": "", "qualifier": "", **PAPER, **NOT_LINKED}
    return (
        add("spend", SPEND, "sb", financial_year="2025/26", basis="spend", amount_gbp=money, as_written=f"£{money}",
            provider_kind="all", client_group="all", **of),
        add("people", PEOPLE, "sb", period="2025/26", value=heads, as_written=heads, unit="people", **of),
        add("context", CONTEXT, "sb", measure="spend per person", period="2025/26", value=amount, unit="GBP",
            as_written=words, quoted_from="", **of),
    )  # fmt: skip


ASKED = (
    Plant("a number of recommendations in words, and a list", X, (in_words("4"),)),
    Plant("complete before it was asked", X, (change("recommendation_updates", "rec-map-2026", evidence="First counts, April 2025"),)),
    Plant("made after the meeting", X, (
        change("documents", "progress-2025", published_edtf="2025-06-30", published_on="2025-06-30"),
        change("recommendations", "rec-carers", made_as_written="27 June 2025", made_edtf="2025-06-27"),
    )),
    Plant("an amount for each person", X, each("2500", "120000", "40", "£2,500")),
    Plant("fourteen made, in the words of an engagement, and sixteen", D, (
        change("engagements", "subgroup-2023", methods="The group made 14 recommendations"),
    )),
    Plant("three accepted, and one is and one in part", X, accepted("3")),
    Plant("two rejected, and one is", X, accepted("3", "recommendations not accepted")),
    Plant("four recommendations, and three stated for them", D, (
        change("recommendations", "task-and-finish-2023", summary="Fourteen recommendations about the future of day services."),
    )),
    Plant("a share of another number, behind its count", S, (
        change("people", "using-2021-22", statement="220 people, 81% of the 260 with a place"),
    )),
)  # fmt: skip


WELL_ASKED = (
    Plant("one accepted, and another in part", X, accepted("1")),
    Plant("two accepted, one of them in part", X, accepted("2")),
    Plant("more answered than are listed", X, accepted("9")),
    Plant("in part", X, accepted("3", "recommendations accepted in part or in full")),
    Plant("sixteen recommendations, as stated for them", D, (
        change("recommendations", "task-and-finish-2023", summary="Sixteen recommendations about the future of day services."),
    )),
    Plant("three in words, and a list", X, (in_words("3"),)),
    Plant("evidence of two times", X, (
        change("recommendation_updates", "rec-map-2026", evidence="Counts of 2024/25, put out in May 2026"),
    )),
    Plant("evidence from before, of what is not complete", X, (
        change("recommendations", "rec-evenings", evidence="A survey of April 2024"),
    )),
    Plant("made at the meeting", X, (
        change("recommendations", "rec-carers", made_as_written="June 2025", made_edtf="2025-06"),
    )),
    Plant("an amount for each person, rounded", X, each("3000", "119999", "40", "£3,000")),
    Plant("sixteen made, in the words of an engagement", D, (
        change("engagements", "subgroup-2023", methods="The group made sixteen recommendations"),
    )),
    Plant("twelve made that something more is said of", D, (
        change("engagements", "subgroup-2023", methods="The group made 12 recommendations that the proposals support"),
    )),
    Plant("a share of another number, behind its count, rounded", S, (
        change("people", "using-2021-22", statement="220 people, 85% of the 260 with a place"),
    )),
)  # fmt: skip
