"""The plan in squares: one for each commitment, by the state that it is in, today and on the day of the latest paper."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import against, noun, to_line
from dayops_dash.figures.plan.headline import followed_title
from dayops_dash.figures.plan.standing import NOTE_DERIVED, papers_of, silent_words, standing_words
from dayops_dash.figures.shared.day import Tense, tense
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.shared.pictures.unit_drawing import unit_drawing
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup, UnitSquare, group_words
from dayops_dash.figures.shared.states import STATES, meaning
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing


@per_council
def plan_squares(council: Council) -> UnitChart | None:
    """Return one square for each counted commitment, by state; None where no paper states any.

    Where the day shown is today and the latest paper is older, the squares of that paper's day stand beside them.
    """
    groups = _groups(council)
    if not groups:
        return None
    paper = council.latest_report_on
    if not council.is_today or paper is None or paper >= council.as_at:
        return UnitChart(_heading(council), groups)
    then = council.on(paper)
    return UnitChart(_heading(council), groups, _earlier_heading(council), _groups(then))


def _heading(council: Council) -> str:
    return f"{'Today' if council.is_today else 'On'}{',' if council.is_today else ''} {wording.day(council.as_at)}"


def _earlier_heading(council: Council) -> str:
    """Return when the latest paper is of, as exactly as it says itself."""
    paper = council.latest_paper
    assert paper is not None and paper.published_on is not None
    dated = council.dated(paper.document_id)
    if dated == wording.day(paper.published_on):
        return f"On {dated}, the day of the latest paper"
    return f"By the end of {dated.removesuffix(wording.NO_DAY)}, when the latest paper came out"


def _groups(council: Council) -> tuple[UnitGroup, ...]:
    lines = progress.counted(council)
    ahead = tense(council) is Tense.AHEAD
    by_state = {state: [line for line in lines if line.standing == state] for state in Standing}
    return tuple(
        UnitGroup(
            str(state),
            meaning(state, proposed=any(line.proposed for line in held), ahead=ahead),
            STATES[state].mark,
            tuple(square(line) for line in held),
            Link("progress", f"{len(held)} {state}", (("stands", state.name.lower()),)),
        )
        for state, held in by_state.items()
        if held
    )


def square(line: Line) -> UnitSquare:
    """Return the square of a line, in the look of its state."""
    look = STATES[line.standing]
    said = against(line)
    return UnitSquare(line.label, said, to_line(line), look.mark, line.standing.name.lower(), look.colour)


def standing_figure(council: Council) -> Figure:
    """How many of the counted commitments are in each state. Their counts add up to the number counted."""
    chosen = progress.counted(council)
    proposed = {line.standing for line in chosen if line.proposed}
    found, what, squares = progress.counts(chosen), noun(council), plan_squares(council)
    ahead = tense(council) is Tense.AHEAD
    said = (standing_words(council, chosen), silent_words(council), _taken_up_words(council))
    return Figure(
        "standing",
        followed_title(council),
        f"Each square is one {what}, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(part for part in said if part),
        grid_of(
            Standing,
            GridColumn("stands", "Stands", lambda s: str(s)),
            GridColumn("intentions", wording.capital(f"{what}s"), lambda s: found[s], Kind.COUNT),
            GridColumn("meaning", "Meaning", lambda s: meaning(s, proposed=s in proposed, ahead=ahead)),
        ),
        chart=drawn_squares(squares) if squares else None,
        units=squares,
        brief=True,
        notes=(NOTE_DERIVED,),
        sources=papers_of(council, chosen),
    )


def drawn_squares(squares: UnitChart) -> Chart:
    """Return the squares drawn for where nothing can be touched."""
    then = f" {squares.earlier_heading}: {group_words(squares.earlier)}." if squares.earlier else ""
    told = f"The plan in squares. {squares.heading}: {group_words(squares.groups)}.{then}"
    return Chart(unit_drawing(squares), told, unit_drawing(squares, narrow=True))


def _taken_up_words(council: Council) -> str:
    taken = sum(bool(line.taken_up_as) and not line.spoken_of for line in progress.lines(council))
    return f"{wording.begun(taken)} more are counted under the later line that took them up." if taken else ""
