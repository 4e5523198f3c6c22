"""Numbers and days of recommendations, amounts for each person: those that cannot be, and those that are right."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, Edit, Plant, X, add, change

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
    Plant("an amount for each person", X, each("2500", "120000", "40", "£2,500")),
    Plant("three accepted, and one is and one in part", X, accepted("3")),
    Plant("two rejected, and one is", X, accepted("3", "recommendations not accepted")),
)  # fmt: skip


WELL_ASKED = (
    Plant("one accepted, and another in part", X, accepted("1")),
    Plant("two accepted, one of them in part", X, accepted("2")),
    Plant("more answered than are listed", X, accepted("9")),
    Plant("in part", X, accepted("3", "recommendations accepted in part or in full")),
    Plant("three in words, and a list", X, (in_words("3"),)),
    Plant("an amount for each person, rounded", X, each("3000", "119999", "40", "£3,000")),
)  # fmt: skip
