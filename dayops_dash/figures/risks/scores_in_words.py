"""How a risk's scores are said: the term as the council uses it, both axes, the band or that none is stated, the basis."""

from __future__ import annotations

from collections.abc import Mapping

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow
from dayops_dash.dataset.vocabulary import Axis, RiskBasis
from dayops_dash.measures import risks as risk
from dayops_dash.measures.risks import Risk

NO_BAND = "band not stated"
NOT_SCORED = "Not scored"
BASIS: Mapping[str, str] = {  # what a score assumes, said so that a member sees what has to happen first
    RiskBasis.BEFORE_CONTROLS: "before anything is done about it",
    RiskBasis.WITH_CONTROLS: "with what was done when it was scored",
    RiskBasis.AFTER_PROPOSAL: "expected once the proposal was in place",
    RiskBasis.WANTED: "what the council wanted it to be",
}
DIRECTION = {-1: "falls", 0: "stays", 1: "rises"}


def name(found: Risk) -> str:
    """Risk 1"""
    return f"Risk {found.number}"


def titled(found: Risk) -> str:
    """1. Severe disruption to services"""
    return f"{found.number}. {found.row.title}"


def axes_words(council: Council, score: RiskScoresRow) -> str:
    """impact 3 (moderate) × likelihood 4 (high)"""
    return " × ".join(_axis_words(scale, score) for scale in risk.matrix(council))


def _axis_words(scale: risk.Scale, score: RiskScoresRow) -> str:
    title = scale.title.lower()
    step = next(s for s in scale.steps if s.number == score[scale.axis])
    word = " ".join(part for part in str(score[f"{scale.axis}_word"] or step.word).split() if part.lower() != title)
    return f"{title} {step.symbol}" + (f" ({word})" if word else "")


def band_words(council: Council, score: RiskScoresRow) -> str:
    """The council's band of a score, or that none is stated."""
    found = risk.band(council, score)
    return f"band {found}" if found else NO_BAND


def by_band_words(council: Council) -> str:
    """1 High and 3 Medium: where the risks stand now; that none is stated where the papers give no bands."""
    return wording.listed([f"{len(found)} {name}" for name, found in risk.by_band(council).items()]) or NO_BAND


def score_words(council: Council, score: RiskScoresRow) -> str:
    """12: impact 3 (moderate) × likelihood 4 (high); band not stated; with what is done today."""
    parts = (axes_words(council, score), band_words(council, score), BASIS[RiskBasis(score.basis)])
    return f"{risk.printed(score)}: {'; '.join(parts)}"


def when_words(council: Council, score: RiskScoresRow) -> str:
    """When a score is of: as its paper says, else the paper's own date."""
    return str(score.scored_as_written) or council.dated(score.document_id)


def short_words(found: Risk) -> str:
    """Current score 12, residual score expected to be 4; or that it is not scored."""
    told = [
        f"{score.term} score {hoped_words(score)}{risk.printed(score)}" for score in found.standing or found.scores[-1:]
    ]
    return wording.capital(", ".join(told)) if told else NOT_SCORED


def hoped_words(score: RiskScoresRow) -> str:
    """Return words for a score that nobody has given yet: it is what the papers expected once the proposal was in place."""
    return "expected to be " if score.basis == RiskBasis.AFTER_PROPOSAL else ""


def dated_words(council: Council, found: Risk) -> str:
    """Current score 12, residual score expected to be 4 (23 July 2024): with the day of the scores, so that none reads as of today."""
    held = found.standing or found.scores[-1:]
    when = dict.fromkeys(when_words(council, score) for score in held)
    return f"{short_words(found)} ({wording.listed(list(when))})" if held else short_words(found)


def axis_move(council: Council, found: Risk, axis: Axis) -> str:
    """impact falls from 3 to 2; "" where there is no score after or none now."""
    steps = found.moved(axis)
    if not steps:
        return ""
    scale = next(s for s in risk.matrix(council) if s.axis == axis)
    now, after = (next(s.symbol for s in scale.steps if s.number == step) for step in steps)
    way = DIRECTION[(steps[1] > steps[0]) - (steps[1] < steps[0])]
    return (
        f"{scale.title.lower()} stays at {now}"
        if now == after
        else f"{scale.title.lower()} {way} from {now} to {after}"
    )


def move_words(council: Council, found: Risk) -> str:
    """Impact falls from 3 to 2, likelihood falls from 4 to 2, score from 12 to 4; "" where there is nothing to compare."""
    told = [axis_move(council, found, scale.axis) for scale in risk.matrix(council)]
    if not found.present or not found.after or not all(told):
        return ""
    now, after = risk.printed(found.present), risk.printed(found.after)
    return wording.capital(
        ", ".join([*told, f"score stays at {now}" if now == after else f"score from {now} to {after}"])
    )
