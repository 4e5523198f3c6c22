"""How a line of the plan stands against its date, in whole words."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Derived

TIMESCALE = {Derived.CONDITIONAL_AHEAD: "has not passed", Derived.CONDITIONAL_PASSED: "has passed"}
PROPOSED_START = "Proposed start has passed; approval not known"
NO_STATUS = "no status reported"
NO_UPDATE = {Derived.PASSED_NO_UPDATE: "Overdue", Derived.BEGUN_NO_UPDATE: "Begun or due to begin"}


def against(line: Line, *, proposed: bool = False) -> str:
    """Return how a line stands against its date, in whole words: since when there has been no update, or that there is none.

    Of a plan that is only ``proposed``, a start that has passed is no sign that anything has begun.
    """
    if proposed and line.derived is Derived.BEGUN_NO_UPDATE:
        return PROPOSED_START
    if line.derived in TIMESCALE:
        return f"Conditional, timescale {line.due_as_written} {TIMESCALE[line.derived]}"
    if line.derived not in NO_UPDATE:
        return str(line.derived)
    since = f"no update since {wording.month(line.reported_on)}" if line.reported_on else NO_STATUS
    return f"{NO_UPDATE[line.derived]}, {since}"
