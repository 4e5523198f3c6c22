"""What became of an intention over the years: carried on under another reference, merged, split, replaced, or dropped with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import Basis, Became


@dataclass(frozen=True)
class DescentStep:
    """One step of a line of descent: from which intention, what became of it, to which, why, and where it is said.

    ``later`` is "" where it was dropped; ``is_reading`` says that no paper states the step and we read it so.
    """

    earlier: str
    became: Became
    later: str
    reason: str
    is_reading: bool
    document_id: str
    locator: str


@per_council
def steps(council: Council) -> tuple[DescentStep, ...]:
    """Return every step that is known on the day, in the order of the papers that state them."""
    rows = sorted(council.rows("descents"), key=lambda row: str(row.reported_on or ""))
    return tuple(
        DescentStep(
            *(row.from_intention_id, Became(row.became), row.to_intention_id, row.reason),
            *(row.basis == Basis.OUR_READING, row.document_id, row.locator),
        )
        for row in rows
    )


@per_council
def passed_on(council: Council) -> frozenset[str]:
    """Return the intentions that ended in a later paper: what they were about is counted there, or was dropped."""
    return frozenset(step.earlier for step in steps(council))


def line_of(council: Council, intention_id: str) -> tuple[DescentStep, ...]:
    """Return the steps that lead to an intention and on from it, the earliest first; none where no paper states any.

    A merged or split line has several: each step is there once, and none of what became of its sisters.
    """
    every = steps(council)
    found = {*_walk(every, intention_id, back=True), *_walk(every, intention_id, back=False)}
    return tuple(step for step in every if step in found)


def _walk(every: tuple[DescentStep, ...], intention_id: str, *, back: bool) -> Iterator[DescentStep]:
    ahead, seen = [intention_id], {intention_id}
    while ahead:
        at = ahead.pop()
        for step in every:
            if (step.later if back else step.earlier) == at:
                yield step
                other = step.earlier if back else step.later
                if other and other not in seen:
                    seen.add(other)
                    ahead.append(other)
