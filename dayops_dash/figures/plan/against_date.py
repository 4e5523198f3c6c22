"""How a commitment stands against its date, in whole words, by the one name of its state."""

from __future__ import annotations

from collections.abc import Iterable

from dayops_dash.dataset import Council
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.states import STATES
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Derived, Standing

TIMESCALE = {
    Derived.CONDITIONAL_AHEAD: "has not passed",
    Derived.CONDITIONAL_BEGUN: "has begun",
    Derived.CONDITIONAL_PASSED: "has passed",
}
SINCE = {
    Derived.PASSED_NO_UPDATE: "no update since",
    Derived.BEGUN_NO_UPDATE: "no update since",
    Derived.OVERDUE: "last update",
    Derived.BEGUN: "last update",
}


def against(line: Line) -> str:
    """Return how a line stands against its date, in whole words: since when there has been no update, or of when the last one is.

    Of what is only proposed, a start that has passed is no sign that anything has begun.
    """
    if line.standing is Standing.NOT_REPORTED:
        return str(Standing.NOT_REPORTED)
    if line.proposed and line.derived is Derived.BEGUN_NO_UPDATE:
        return f"{Standing.BEGUN}; {STATES[Standing.BEGUN].meaning_proposed}"
    if line.derived in TIMESCALE:
        return f"{Standing.CONDITIONAL}; its timescale, {line.due_as_written}, {TIMESCALE[line.derived]}"
    if line.derived not in SINCE:
        return str(line.derived)
    return f"{line.standing}, {SINCE[line.derived]} {line.last_heard}"


def noun(council: Council, lines: Iterable[Line] | None = None) -> str:
    """Return what a reader calls some lines of the plan, or all that are counted (see ``progress.called``)."""
    return progress.called(council, lines)


def is_only_proposed(council: Council) -> bool:
    """Return whether no paper says that the plan was agreed."""
    return progress.only_proposed(council)


def to_line(line: Line) -> Link:
    """Return where everything about a line stands in one place."""
    return Link("progress", line.label, (("intention", line.intention_id),))
