"""Counts in two texts of one row, shares that name no rows, two breakdowns of one whole, targets, and answers before their question."""

from __future__ import annotations

from tests.measures.record.altered import texts
from tests.measures.record.planted import NOT_LINKED, C, Edit, N, Plant, S, X, add, change

CONTEXT = texts(X, "context")[0]["context_id"]
NOTHING = {"statement": "", "qualifier": "", **NOT_LINKED}
INTERNAL, TOTAL = "internal-2025-26", "total-2025-26"
WHO = "People who use day opportunities"


def note(words: str, then: str = "", key: str = "framework-2026") -> tuple[Edit, ...]:
    return (change("updates", key, progress_note=words, next_steps=then),)


def in_context(subject: str, measure: str, value: str, words: str) -> tuple[Edit, ...]:
    own = {"measure": measure, "value": value, "unit": "%", "as_written": words, "quoted_from": "", **NOTHING}
    place = {"period": "2025/26", "document_id": "progress-2026", "locator": "paragraph 44"}
    return (add("context", CONTEXT, "told", subject=subject, **own, **place),)


def spent(like: str, subject: str, words: str, amount: str = "", **cells: str) -> tuple[Edit, ...]:
    return (add("spend", like, "told", subject=subject, amount_gbp=amount, as_written=words, **{**NOTHING, **cells}),)


def groups(*told: tuple[str, str, str], part_of: str = "") -> tuple[Edit, ...]:
    own = {"base": WHO, "locator": "paragraph 12", "part_of": part_of}
    return tuple(
        add(
            "people",
            "people-2025-26",
            f"group{n}",
            breakdown=by,
            group=group,
            value=value,
            as_written=value,
            subject=f"{WHO}: {group}",
            **own,
        )
        for n, (by, group, value) in enumerate(told)
    )


def target(key: str, value: str, unit: str = "") -> Edit:
    return change("outcome_values", f"{key}-target", value=value, as_written=f"{value}{unit}")


def by_group(value: str) -> tuple[Edit, ...]:
    """Return the £4,990K of all, which the paper has by provider, by client group too."""
    own = {"provider_kind": "all", "part_of": TOTAL, "locator": "table 5"}
    one, other = "People with a learning disability", "Older people"
    return (
        add(
            "spend", TOTAL, "g1", client_group=one, subject=one, amount_gbp=value, as_written=f"£{int(value):,}", **own
        ),
        add(
            "spend",
            TOTAL,
            "g2",
            client_group=other,
            subject=other,
            amount_gbp="1990000",
            as_written="£1,990,000",
            **own,
        ),
    )


SEX = (("sex", "female", "410"), ("sex", "male", "402"))
EXTERNAL = "Day opportunities by independent providers"
EACH = "Council-run day opportunities, cost per person"
APART = (
    Plant("49% that is 39%, beside groups of its people", X, in_context(EXTERNAL, "share of the spend", "49", "49%")),
    Plant("£9,076 for each of 277", X, spent("external-2025-26", f"{EXTERNAL}, cost per person", "£9,076", "9076")),
    Plant("75% of the budget that is 68%", N, spent("budget-2022-23-internal", "Day opportunities, internal", "75% of the budget")),
    Plant("half of the spend that is two thirds", C, spent("care4ce", "Care4CE day opportunities", "half of the spend")),
    Plant("52% in context that is 42%", X, in_context("Council-run day opportunities", "share of spend", "52", "52%")),
    Plant("by sex and by age", X, groups(*SEX, ("age", "under 65", "500"), ("age", "65 and over", "290"))),
    Plant("a second breakdown of the spend", X, by_group("2000000")),
    Plant("£8,058 for each of those in council-run services", X, spent(INTERNAL, EACH, "£8,058", "8058")),
    Plant("£9,746 for each of 315", C, spent("care4ce", "Care4CE day opportunities, cost per person", "£9,746", "9746")),
    Plant("45% of the spend that is 35%", S, spent("external", texts(S, "spend")[1]["subject"], "45% of the spend")),
)  # fmt: skip
TOGETHER_RIGHT = (
    Plant("a third of the budget that is 32%", N, spent("budget-2022-23-external", "Day opportunities, external", "a third of the budget")),
    Plant("a share of all adult social care", X, spent(INTERNAL, "Council-run day opportunities", "5% of all adult social care spend")),
    Plant("a share of some people's spend", X, spent("external-2025-26", EXTERNAL, "60% of the spend", client_group="Older people")),
    Plant("the spend by provider and by group", X, by_group("3000000")),
    Plant("the people by provider and by sex", X, groups(*SEX, part_of="people-2025-26")),
    Plant("by sex and by age, alike", X, groups(*SEX, ("age", "under 65", "500"), ("age", "65 and over", "312"))),
    Plant("an amount for each of 345, or of 396", X, spent(INTERNAL, EACH, "£5,500", "5500")),
)  # fmt: skip
