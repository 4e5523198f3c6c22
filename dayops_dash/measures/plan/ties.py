"""What else the papers say that belongs to one intention: money, risks, aims, people's words, and what a committee was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.dataset import Council
from dayops_dash.dataset.rows import Placed, Row
from dayops_dash.dataset.vocabulary import Basis
from dayops_dash.measures.plan import progress
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="What stands beside a commitment",
    what="Money, risks, aims, people's words and requests that belong to one commitment.",
    why="So that everything about one commitment stands in one place.",
    how="What a paper ties to it comes first, then what we read so, then what stands in the same paragraph.",
    limits=(
        "One paragraph may hold two things that have little to do with each other: how we know is said of each. Under a heading "
        "stands too much, so a place there must be the same in all its words."
    ),
)
BESIDE = ("spend", "savings", "risks", "mitigations", "outcomes", "people", "voices", "recommendations")
HEADING = "heading "  # a place that may be many pages: what stands under it need not belong together


class TieKind(StrEnum):
    """How a row belongs to an intention, the surest first."""

    STATED = "Stated"
    READING = "Our reading"
    SAME_PLACE = "In the same place of the paper"


@dataclass(frozen=True)
class Tie:
    """A row of a table that belongs to an intention, and how."""

    table: str
    row: Row
    kind: TieKind


def ties(council: Council, intention_id: str) -> tuple[Tie, ...]:
    """Return what belongs to an intention, the surest first: what a row ties to it, then what stands in the same place of a paper.

    Each row is there once. None for an intention that is not known on the day.
    """
    found: dict[tuple[str, Row], Tie] = {}
    for tie in (*_linked(council, intention_id), *_beside(council, intention_id)):
        found.setdefault((tie.table, tie.row), tie)
    return tuple(sorted(found.values(), key=lambda tie: list(TieKind).index(tie.kind)))


def _linked(council: Council, intention_id: str) -> Iterator[Tie]:
    asked = {row.recommendation_id: row for row in council.rows("recommendations")}
    for link in council.rows("recommendation_links"):
        if link.intention_id == intention_id and link.recommendation_id in asked:
            kind = TieKind.READING if link.basis == Basis.OUR_READING else TieKind.STATED
            yield Tie("recommendations", asked[link.recommendation_id], kind)
    risks = {row.risk_id: row for row in council.rows("risks")}
    for row in council.rows("mitigations"):
        if row.intention_id == intention_id:
            if row.risk_id in risks:
                yield Tie("risks", risks[row.risk_id], TieKind.STATED)
            yield Tie("mitigations", row, TieKind.STATED)


def _beside(council: Council, intention_id: str) -> Iterator[Tie]:
    line = next((line for line in progress.lines(council) if line.intention_id == intention_id), None)
    if line is None:
        return
    places: list[Placed] = [line, *line.history]
    for table in BESIDE:
        for row in council.rows_of_any(table):
            if any(is_same_place(place, row) for place in places):
                yield Tie(table, row, TieKind.SAME_PLACE)


def is_same_place(one: Placed, other: Placed) -> bool:
    """Return whether two places of a paper are the same, or one is part of the other: paragraph 14 and paragraph 14, bullet 2.

    Under a heading stands too much: two places there are the same only where all their words are.
    """
    if one.document_id != other.document_id:
        return False
    return any(_within(a, b) or _within(b, a) for a in _parts(one.locator) for b in _parts(other.locator))


def _within(part: str, whole: str) -> bool:
    return part == whole or (not whole.startswith(HEADING) and part.startswith((f"{whole}, ", f"{whole}(")))


def _parts(locator: str) -> list[str]:
    return [part for part in locator.split("; ") if part]
