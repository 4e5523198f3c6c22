"""What committees were asked or asked for, and what became of it: as the latest paper that says so has it, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RecommendationsRow, RecommendationUpdatesRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import Basis, RecommendationKind, Response
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Recommendations",
    what="What committees asked, and what became of it.",
    why="Scrutiny follows its recommendations.",
    how="As the papers state them.",
    limits="A response that no paper states is not stated, which is not a refusal.",
)


@dataclass(frozen=True)
class Recommendation:
    """One row of recommendations with what later papers say of it; ``rows`` is the row itself and those, first to latest.

    ``intentions`` are the ids of the intentions that it is about, and ``readings`` those of them that we read so.
    """

    row: RecommendationsRow
    rows: tuple[RecommendationsRow | RecommendationUpdatesRow, ...]
    intentions: tuple[str, ...]
    readings: tuple[str, ...]

    @property
    def kind(self) -> RecommendationKind:
        return RecommendationKind(self.row.kind)

    @property
    def number(self) -> int:
        """How many recommendations the row stands for: more than one where their texts are not in the paper."""
        return 1 if self.row.number_stated is None else self.row.number_stated

    def latest(self, column: str) -> RecommendationsRow | RecommendationUpdatesRow | None:
        """Return the latest row that fills a column of the answer (response, action, lead, status, evidence), if any."""
        return next((row for row in reversed(self.rows) if row[column] not in ("", Response.NONE_STATED)), None)

    def latest_words(self, column: str) -> str:
        """Return what the latest paper to fill a column says; "" where none does."""
        found = self.latest(column)
        return text_of(found, column) if found else ""

    @property
    def response(self) -> Response:
        return Response(self.latest_words("response") or Response.NONE_STATED)

    @property
    def answered(self) -> bool:
        """Whether a paper says that it was accepted, accepted in part or rejected."""
        return self.response is not Response.NONE_STATED


@per_council
def recommendations(council: Council) -> tuple[Recommendation, ...]:
    """Return every recommendation and decision asked for that is known on the day, in the order of the papers."""
    later = sorted(council.rows("recommendation_updates"), key=lambda row: row.reported_on or date.min)
    links = council.rows("recommendation_links")
    return tuple(
        Recommendation(
            row,
            (row, *(each for each in later if each.recommendation_id == row.recommendation_id)),
            tuple(link.intention_id for link in links if link.recommendation_id == row.recommendation_id),
            tuple(
                link.intention_id
                for link in links
                if link.recommendation_id == row.recommendation_id and link.basis == Basis.OUR_READING
            ),
        )
        for row in council.rows("recommendations")
    )


def of_kind(council: Council, kind: RecommendationKind) -> tuple[Recommendation, ...]:
    """Return the recommendations of one kind, in the order of the papers."""
    return tuple(found for found in recommendations(council) if found.kind == kind)


def counted(found: Sequence[Recommendation]) -> int:
    """Return how many recommendations rows stand for: sixteen for one row whose paper says that there are sixteen."""
    return sum(each.number for each in found)


def responses(found: Sequence[Recommendation]) -> dict[Response, int]:
    """Return how many have each response; every response is there, and they add up to ``counted``."""
    return {response: counted([each for each in found if each.response == response]) for response in Response}
