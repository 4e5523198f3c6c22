"""What flows from what the papers of one day said to what those of a later day say: what continues, what falls silent, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import Became
from dayops_dash.measures.changes.between import held_since, intention_changes, is_complete, mentioned
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.descent import steps


@dataclass(frozen=True)
class PlanFlow:
    """Ids of intentions. ``continued``, ``unspoken``, ``finished``, ``dropped`` and ``silent`` make up what was known; ``unspoken``
    stand as they did, and no later paper holds them, since those that came speak of some only; ``finished`` were
    complete before, and the later paper has no line of them, as none is needed; ``dropped`` are those that a paper says were given
    up, and ``fallen`` those among the silent of which an earlier paper still spoke.
    ``later`` are the lines in which the first go on, a line itself where no other takes it up; ``new``
    is the rest of what only the later day knows."""

    continued: tuple[str, ...]
    unspoken: tuple[str, ...]
    finished: tuple[str, ...]
    dropped: tuple[str, ...]
    silent: tuple[str, ...]
    fallen: tuple[str, ...]
    later: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def known(self) -> int:
        """How many intentions were counted before."""
        return len(self.continued) + len(self.unspoken) + len(self.finished) + len(self.dropped) + len(self.silent)

    @property
    def moves(self) -> bool:
        """Whether there is more to show than that all stays as it was."""
        return bool(self.continued or self.later) and bool(
            self.unspoken or self.finished or self.dropped or self.fallen or self.new
        )


@per_council
def flow(before: Council, now: Council) -> PlanFlow:
    """Return what becomes of the intentions known before, and what is new. Which continue is at times our reading."""
    earlier = {line.intention_id: line for line in progress.lines(before)}
    stated = set(earlier)
    known = [line.intention_id for line in progress.counted(before)]
    lines = {line.intention_id: line for line in progress.lines(now)}
    gone = {step.earlier for step in steps(now) if step.became is Became.DROPPED}
    unsaid = {c.key for c in intention_changes(before, now) if c.kind is ChangeKind.DROPPED}
    never = {line.intention_id for line in progress.not_reported(now)}  # counted as on every other page
    goes_on = [i for i in known if i not in gone | unsaid | never and i in lines]
    spoken_of = mentioned(now)
    finished = tuple(i for i in goes_on if is_complete(earlier[i]) and i not in spoken_of)
    held = held_since(before, now)
    unspoken = tuple(i for i in goes_on if held is not None and i not in held and i not in finished)
    continued = [i for i in goes_on if i not in {*finished, *unspoken}]
    later: dict[str, None] = {}
    for intention in continued:
        targets = [target for target in lines[intention].taken_up_as if target not in stated]
        later.update(dict.fromkeys(targets or [intention]))
    dropped = tuple(i for i in known if i in gone)
    silent = tuple(i for i in known if i not in {*continued, *unspoken, *finished} and i not in gone)
    new = tuple(i for i in lines if i not in stated and i not in later)
    fallen = tuple(i for i in silent if i in unsaid or i not in lines)
    return PlanFlow(tuple(continued), unspoken, finished, dropped, silent, fallen, tuple(later), new)
