"""The council's risk matrix with its risks: a real table that reads without colour, and how each risk moves on both axes."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import RiskScoresRow
from dayops_dash.dataset.vocabulary import Axis
from dayops_dash.figures.risks.scores_in_words import (
    BASIS,
    axis_move,
    band_words,
    dated_words,
    move_words,
    name,
    score_words,
    titled,
    when_words,
)
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.matrix import Head, Matrix, MatrixMark, Move, Square
from dayops_dash.figures.shared.model import Figure, Panel, sources
from dayops_dash.measures import risks as risk
from dayops_dash.measures.risks import Risk, Scale, Step

STRONGEST = 5  # tint of the highest band
MOST_MOVES = 4  # drawn at once: more arrows than these cannot be told apart, and one risk is chosen instead
NOT_ADDED = (
    "A score is a place in an order, not an amount: scores are not added up, averaged or compared between councils, whose "
    "scales differ. Risks stand in the order of the papers."
)


def matrix_figure(council: Council, chosen: str = "") -> Figure | None:
    """The matrix with every scored risk, or the one ``chosen``; None where none of them has a score."""
    shown = [found for found in risk.scored(council) if chosen in ("", found.risk_id)]
    if not shown:
        return None
    drawn = _matrix(council, shown)
    rows = [score for found in shown for score in found.scores]
    return Figure(
        "risk-matrix",
        _title(council, shown),
        f"Risk matrix, {_axes(council)}, {council.short_title}, as at {wording.day(council.as_at)}",
        _told(council, shown[0])
        if len(shown) == 1
        else "Solid: where each stood when last scored; dashed: where it is expected or wanted to be.",
        _grid(council, shown),
        matrix=drawn,
        panels=()
        if len(shown) == 1
        else (Panel("Before and after", items=tuple(_briefly(council, f) for f in shown), wide=True),),
        notes=(NOT_ADDED, *dict.fromkeys(row.note for row in rows if row.note)),
        sources=sources(council, rows),
    )


def _axes(council: Council) -> str:
    """impact by likelihood"""
    return " by ".join(scale.title.lower() for scale in risk.matrix(council))


def _title(council: Council, shown: Sequence[Risk]) -> str:
    if len(shown) > 1:
        moving = sum(found.moves for found in shown)
        tail = f"; {wording.spelled(moving)} would move on the matrix" if moving else ""
        every = len(risk.register(council))
        if len(shown) == every:
            tail = "; each would move on the matrix" if moving == every else tail
            return f"All {wording.spelled(every)} risks are scored{tail}"
        return f"{wording.capital(wording.spelled(len(shown)))} of {wording.spelled(every)} risks are scored{tail}"
    (found,) = shown
    told = [axis_move(council, found, scale.axis) for scale in risk.matrix(council)]
    if not found.moves:
        return dated_words(council, found)
    ways = [said.split(" from ")[0].split(" at ")[0] for said in told]
    same = {way.split()[-1] for way in ways}
    both = (
        f"{wording.listed([w.rsplit(' ', 1)[0] for w in ways])} would {same.pop()[:-1]}"
        if len(same) == 1
        else ", ".join(ways)
    )
    return f"{dated_words(council, found)}: {both}"


def _told(council: Council, found: Risk) -> str:
    scores = " ".join(
        f"{wording.capital(score.term)} score ({when_words(council, score)}) {wording.sentence(score_words(council, score))}"
        for score in _standing(found)
    )
    moves = move_words(council, found)
    return f"{name(found)}, {found.row.title}. {scores}" + (f" {moves}." if moves else "")


def _briefly(council: Council, found: Risk) -> str:
    """1. Staff leave: 16, High (current) to 8, Medium (target); owner Head of commissioning; appetite cautious"""
    scores = [f"{risk.printed(score)}, {_band(council, score)} ({score.term})" for score in _standing(found)]
    owner = f"owner {found.row.owner_role}" if found.row.owner_role else "no owner named"
    appetite = f"appetite {wording.uncapital(found.row.appetite)}" if found.row.appetite else ""
    return "; ".join(part for part in (f"{titled(found)}: {' to '.join(scores)}", owner, appetite) if part)


def _standing(found: Risk) -> Sequence[RiskScoresRow]:
    return found.standing or found.scores[-1:]


def _grid(council: Council, shown: Sequence[Risk]) -> Grid:
    return grid_of(
        [(found.row.title, score) for found in shown for score in found.scores],
        GridColumn("risk", "Risk", lambda pair: pair[0]),
        GridColumn("term", "Term, as the council uses it", lambda pair: pair[1].term),
        GridColumn("score", "Score", lambda pair: risk.printed(pair[1])),
        GridColumn("impact", "Impact", lambda pair: pair[1].impact, Kind.COUNT),
        GridColumn("impact_word", "Impact in words", lambda pair: pair[1].impact_word),
        GridColumn("likelihood", "Likelihood", lambda pair: pair[1].likelihood, Kind.COUNT),
        GridColumn("likelihood_word", "Likelihood in words", lambda pair: pair[1].likelihood_word),
        GridColumn("band", "Band", lambda pair: _band(council, pair[1])),
        GridColumn("basis", "Basis", lambda pair: wording.capital(BASIS[pair[1].basis])),
        GridColumn("scored", "Scored", lambda pair: when_words(council, pair[1])),
        GridColumn("place", "Place in paper", lambda pair: pair[1].locator, Kind.PLACE),
    )


def _band(council: Council, score: RiskScoresRow) -> str:
    words = band_words(council, score).removeprefix("band ").replace("not stated", "band not stated")
    return wording.capital(words)


def _matrix(council: Council, shown: Sequence[Risk]) -> Matrix:
    side, along = risk.matrix(council)
    down, across = side.steps[::-1], along.steps
    moving = [found for found in shown if found.moves]
    return Matrix(
        tuple(_head(side, step) for step in down),
        tuple(_head(along, step) for step in across),
        tuple(tuple(_square(council, (side, one), (along, other), shown) for other in across) for one in down),
        tuple(_move(found, side, along) for found in moving) if len(moving) <= MOST_MOVES else (),
        open_top=side.open,
        open_right=along.open,
        note=_note(council, side, along),
    )


def _head(scale: Scale, step: Step) -> Head:
    return Head(scale.title, step.symbol, step.word)


def _square(council: Council, one: tuple[Scale, Step], other: tuple[Scale, Step], shown: Sequence[Risk]) -> Square:
    steps = {scale.axis: step for scale, step in (one, other)}
    number = steps[Axis.IMPACT].number * steps[Axis.LIKELIHOOD].number
    lettered = any(step.symbol != str(step.number) for step in steps.values())
    band = "" if lettered else risk.band_of(council, number)
    names = [row.band for row in risk.bands(council)]
    tint = 1 + round(names.index(band) * (STRONGEST - 1) / max(1, len(names) - 1)) if band else 0
    marks = tuple(
        MatrixMark(f"{titled(found)}, {score.term}", score == found.after, f"{name(found)} {score.term}")
        for found in shown
        for score in _standing(found)
        if all(risk.step_on(score, axis) == step.number for axis, step in steps.items())
    )
    return Square(one[1].symbol + other[1].symbol if lettered else str(number), band, tint, marks)


def _move(found: Risk, side: Scale, along: Scale) -> Move:
    ends = [
        (len(side.steps) - risk.step_on(score, side.axis), risk.step_on(score, along.axis) - 1)
        for score in found.standing
    ]
    return Move(ends[0], ends[1])


def _note(council: Council, side: Scale, along: Scale) -> str:
    """Return what the papers do not say of the matrix."""
    unsaid = []
    if open_axes := [scale.title.lower() for scale in (side, along) if scale.open]:
        many = f"{wording.listed(open_axes)} {'have' if len(open_axes) > 1 else 'has'}"
        unsaid.append(
            f"No paper says how many steps {many}: drawn up to the highest in use, and there may be higher ones"
        )
    if not risk.bands(council):
        unsaid.append(
            "Band not stated: the papers give no bands (such as low, medium or high), so no square is coloured"
        )
    return " ".join(f"{said}." for said in unsaid)
