"""What flows from what the papers of one day said to what those of a later day say: what continues, what falls silent, what is new."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.measures.changes.between import intention_changes
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.plan import progress


@dataclass(frozen=True)
class PlanFlow:
    """Ids of intentions. ``continued`` and ``silent`` make up what was known before; ``later`` are the lines in which the first go
    on, a line itself where no other takes it up; ``new`` is the rest of what is known now."""

    continued: tuple[str, ...]
    silent: tuple[str, ...]
    later: tuple[str, ...]
    new: tuple[str, ...]

    @property
    def known(self) -> int:
        """How many intentions were known before."""
        return len(self.continued) + len(self.silent)

    @property
    def moves(self) -> bool:
        """Whether there is more to show than that all stays as it was."""
        return bool(self.continued or self.later) and bool(self.silent or self.new)


@per_council
def flow(before: Council, now: Council) -> PlanFlow:
    """Return what becomes of the intentions known before, and what is new. Which continue is at times our reading."""
    known = [line.intention_id for line in progress.lines(before)]
    lines = {line.intention_id: line for line in progress.lines(now)}
    dropped = {c.key for c in intention_changes(before, now) if c.kind is ChangeKind.DROPPED}
    continued = [i for i in known if i not in dropped and i in lines]
    later: dict[str, None] = {}
    for intention in continued:
        targets = [target for target in lines[intention].taken_up_as if target not in known]
        later.update(dict.fromkeys(targets or [intention]))
    silent = tuple(i for i in known if i not in set(continued))
    new = tuple(i for i in lines if i not in known and i not in later)
    return PlanFlow(tuple(continued), silent, tuple(later), new)
