"""Risks: what is scored, and what is not. A risk without a score is not scored: never zero, never low.

Scores are ordinal and a council's own. They are shown as they stand, in the order of the papers: never added, averaged or
ranked across risks or councils (Cox, 2008, What's wrong with risk matrices; HM Treasury, The Orange Book).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.row_types import (
    MitigationsRow,
    RiskAxesRow,
    RiskBandsRow,
    RiskScalesRow,
    RiskScoresRow,
    RisksRow,
)
from dayops_dash.dataset.vocabulary import Axis, RiskTerm
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Risks",
    what="Impact and likelihood as scored, and where they are meant to move.",
    why="12 to 4 hides whether harm or chance moved.",
    how="Both parts are kept; bands only where the council states them; a risk without a score is not scored, never low.",
    limits="Scores are not added, averaged or compared between councils.",
    source="HM Treasury, The Orange Book; Cox (2008), What's wrong with risk matrices",
)

NOW = (RiskTerm.CURRENT, RiskTerm.INHERENT)  # terms of how a risk stands, the first that is given
LATER = (RiskTerm.RESIDUAL, RiskTerm.TARGET)  # terms of how it is expected or wanted to stand


@dataclass(frozen=True)
class Risk:
    """A risk with its number in the register, its scores from the first to the latest, and what is done about it.

    ``present`` is its latest current (or else inherent) score and ``after`` its latest residual (or else target) score;
    None where no paper gives one.
    """

    row: RisksRow
    number: int
    scores: tuple[RiskScoresRow, ...]
    mitigations: tuple[MitigationsRow, ...]

    @property
    def risk_id(self) -> str:
        return str(self.row.risk_id)

    @property
    def present(self) -> RiskScoresRow | None:
        return _latest(self.scores, NOW)

    @property
    def after(self) -> RiskScoresRow | None:
        return _latest(self.scores, LATER)

    @property
    def standing(self) -> tuple[RiskScoresRow, ...]:
        """The scores that hold: the present one and the one after, those of them that there are."""
        return tuple(score for score in (self.present, self.after) if score)

    @property
    def earlier(self) -> tuple[RiskScoresRow, ...]:
        """The scores that no longer hold or that another term stands before, first to latest."""
        held = [score.risk_score_id for score in self.standing]
        return tuple(score for score in self.scores if score.risk_score_id not in held)

    def moved(self, axis: Axis) -> tuple[int, int] | None:
        """Return the steps on an axis now and after; None where one of the two is not scored."""
        return (step_on(self.present, axis), step_on(self.after, axis)) if self.present and self.after else None

    @property
    def moves(self) -> bool:
        """Whether its score after is on another step of either axis than its score now."""
        return any(steps and steps[0] != steps[1] for steps in map(self.moved, Axis))


def _latest(scores: Sequence[RiskScoresRow], terms: Sequence[RiskTerm]) -> RiskScoresRow | None:
    return next((score for term in terms for score in reversed(scores) if score.term == term), None)


def step_on(score: RiskScoresRow, axis: Axis) -> int:
    """Return the step of a score on an axis."""
    return score.impact if axis is Axis.IMPACT else score.likelihood


def scored_on(score: RiskScoresRow) -> date:
    """Return the last day that a score can be of: what the paper says, else the day of the paper."""
    return interval(score.scored_edtf).latest or score.reported_on or date.min


@per_council
def register(council: Council) -> tuple[Risk, ...]:
    """Return every risk named, in the order of the papers."""
    scores = sorted(council.rows("risk_scores"), key=scored_on)
    doing = council.rows("mitigations")
    return tuple(
        Risk(
            row,
            number,
            tuple(score for score in scores if score.risk_id == row.risk_id),
            tuple(each for each in doing if each.risk_id == row.risk_id),
        )
        for number, row in enumerate(council.rows("risks"), 1)
    )


def scored(council: Council) -> tuple[Risk, ...]:
    """Return the risks that have any score, in the order of the papers."""
    return tuple(risk for risk in register(council) if risk.scores)


def not_scored(council: Council) -> tuple[Risk, ...]:
    """Return the risks without any score, in the order of the papers."""
    return tuple(risk for risk in register(council) if not risk.scores)


def printed(score: RiskScoresRow) -> str:
    """Return a score as printed: 12, or B2 where the council's matrix has letters."""
    return score.rating if score.score is None else str(score.score)


@dataclass(frozen=True)
class Step:
    """A step of an axis: its number, what the council prints for it, and its word ("" where no paper gives one)."""

    number: int
    symbol: str
    word: str


@dataclass(frozen=True)
class Scale:
    """An axis of the council's matrix, lowest step first. One that is ``open`` may have higher steps: no paper says."""

    axis: Axis
    title: str
    steps: tuple[Step, ...]
    open: bool


@per_council
def matrix(council: Council) -> tuple[Scale, Scale]:
    """Return the axis that the council gives first and the other, each as far as its papers state it.

    Where no paper says how many steps an axis has, it goes to the highest that a paper uses.
    """
    stated: Mapping[str, RiskAxesRow] = {row.axis: row for row in council.rows("risk_axes")}
    order = sorted(Axis, key=lambda axis: stated[axis].position if axis in stated else len(Axis))
    one, other = (_scale(council, axis, stated.get(axis)) for axis in order)
    return one, other


def _scale(council: Council, axis: Axis, stated: RiskAxesRow | None) -> Scale:
    words = {row.step: row for row in council.rows("risk_scales") if row.axis == axis}
    used = [step_on(row, axis) for row in council.rows("risk_scores")]
    known = stated.steps if stated else None
    most = known or max([*words, *used], default=0)
    steps = tuple(_step(number, words.get(number)) for number in range(1, most + 1))
    return Scale(axis, stated.title if stated else axis.value.capitalize(), steps, known is None)


def _step(number: int, row: RiskScalesRow | None) -> Step:
    return Step(number, (row.symbol if row else "") or str(number), row.word if row else "")


def bands(council: Council) -> tuple[RiskBandsRow, ...]:
    """Return the bands that the council states, lowest first."""
    return tuple(sorted(council.rows("risk_bands"), key=lambda row: row.lowest_score))


def band_of(council: Council, number: int) -> str:
    """Return the council's band of a score; "" where it states none for it."""
    return next((str(r.band) for r in bands(council) if r.lowest_score <= number <= r.highest_score), "")


def by_band(council: Council) -> dict[str, tuple[Risk, ...]]:
    """Return the risks by the band in which they stand now, the highest band first; without those that have none."""
    held: dict[str, list[Risk]] = {str(row.band): [] for row in reversed(bands(council))}
    for found in scored(council):
        if found.present and (name := band(council, found.present)):
            held.setdefault(name, []).append(found)
    return {name: tuple(found) for name, found in held.items() if found}


def band(council: Council, score: RiskScoresRow) -> str:
    """Return the band of a score: the one printed beside it, else the one that the council's bands give; "" for none."""
    return score.band or ("" if score.score is None else band_of(council, score.score))
