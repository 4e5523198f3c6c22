"""Councils side by side: whom to compare, each model on one frame of levels of support, and how many state a thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, IntentionsRow, LevelsRow, PeopleRow, SavingsRow
from dayops_dash.dataset.vocabulary import ProviderKind, SupportLevel
from dayops_dash.measures import demand, outcomes, people
from dayops_dash.measures.money import spend
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.shared import neighbours
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Comparison",
    what="Councils side by side.",
    why="To learn what others do.",
    how="Each cell is one council's own words or figures, with its basis.",
    limits="Bases differ: never a rank, never a score. Which level matches which is our reading.",
    also=("shared.neighbours",),
)

MODEL = "model"  # the measure of a context row that tells of a model whose levels no paper lists


def at_level(council: Council, level: SupportLevel) -> tuple[LevelsRow, ...]:
    """Return the levels, tiers or elements of a council's model that we read as one level of the frame, or as reaching into it."""
    return tuple(r for r in council.rows("levels") if level in (r.support_level, r.other_support_level))


def at_no_level(council: Council) -> tuple[LevelsRow, ...]:
    """Return the elements of a council's model that are no level of support."""
    return tuple(r for r in council.rows("levels") if not r.support_level)


def model_told(council: Council) -> tuple[ContextRow, ...]:
    """Return what papers say of a model whose levels they do not list; nothing where levels are listed."""
    rows = council.rows("context") if not council.rows("levels") else []
    return tuple(r for r in rows if r.measure == MODEL and r.statement)


def supported(council: Council) -> tuple[PeopleRow, ...]:
    """Return counts of everyone supported, each person once: of the latest year where counts have years, else every one."""
    return demand.possible_bases(council) or demand.counts(council)


def with_direct_payment(council: Council) -> PeopleRow | None:
    """Return the count of people with a direct payment, apart or as a part of a count; else what a paper says of them."""
    told = (r for r in council.rows("people") if r.provider_kind == ProviderKind.DIRECT_PAYMENT and r.statement)
    part = people.of_kind(council, ProviderKind.DIRECT_PAYMENT)
    return people.direct_payments(council) or part or next(told, None)


def savings_told(council: Council) -> tuple[SavingsRow, ...]:
    """Return what papers say of savings without an amount."""
    return tuple(r for r in council.rows("savings") if r.statement and wording.missing(r.amount_gbp))


def priorities(council: Council) -> tuple[IntentionsRow, ...]:
    """Return one intention for each priority that a paper numbers, in its order."""
    found: dict[str, IntentionsRow] = {}
    for row in council.rows("intentions"):
        if row.priority:
            found.setdefault(row.priority, row)
    return tuple(found.values())


def dates_ahead(council: Council) -> tuple[tuple[date, Line], ...]:
    """Return the dates still ahead with their commitments: one that has passed is not next, whichever day is shown."""
    seen_on = max(council.as_at, council.today)
    return tuple(pair for pair in progress.next_dates(council) if pair[0] >= seen_on)


STATES: dict[str, Callable[[Council], bool]] = {
    "split": lambda c: bool((found := spend.headline(c)) and found.parts),
    "people": lambda c: bool(supported(c)),
    "status": progress.reports_status,
    "dates ahead": lambda c: bool(dates_ahead(c)),
    "risks": lambda c: bool(c.rows("risks")),
    "scores": lambda c: bool(c.rows("risk_scores")),
    "numbers": lambda c: any(aim.has_number for aim in outcomes.aims(c)),
    **{str(level): (lambda c, level=level: bool(at_level(c, level))) for level in SupportLevel},  # type: ignore[misc]
}


def how_many(councils: Sequence[Council], thing: str) -> int:
    """Return how many real councils' papers state a thing: a key of ``STATES``."""
    return sum(STATES[thing](c) for c in neighbours.counted(councils))


def without_paper(councils: Sequence[Council]) -> tuple[Council, ...]:
    """Return the councils that had published no paper by their date."""
    return tuple(c for c in councils if c.latest_paper is None)
