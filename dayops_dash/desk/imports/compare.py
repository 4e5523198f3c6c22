"""How what a tracker says of one action stands beside what is published: new, known, or contradicted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.vocabulary import ReportedStatus
from dayops_dash.desk.completed import against_complete, complete_already, is_complete
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.rows import Contents
from dayops_dash.desk.merge import merged
from dayops_dash.desk.proposal import ProposalState
from dayops_dash.desk.returns.actions import day_wanted, meaning
from dayops_dash.desk.returns.form import SheetForm, Unit
from dayops_dash.desk.returns.read import needed


@dataclass(frozen=True)
class TrackerComparison:
    """What rows are compared with: what is published, the form that takes them, and the day of the tracker."""

    held: HeldVersion
    form: SheetForm
    on: date

    def judged(self, unit: Unit, cells: Contents, key: str, before: str, proposed: str) -> tuple[ProposalState, str]:
        """Return how what a row says of a unit stands, and why."""
        heads = {name: f"{self.form.column(name).heading}: " if len(cells) > 1 else "" for name in cells}
        faults = [wording.capital(f"{heads[name]}{cell.fault}") for name, cell in cells.items() if cell.fault]
        values = {name: cell.text for name, cell in cells.items()}
        if faults:
            return ProposalState.UNREADABLE, " ".join(faults)
        if lacking := needed(self.form, unit, values):
            return ProposalState.UNREADABLE, lacking
        if wanted := day_wanted(self.held, values):
            return ProposalState.UNREADABLE, wanted
        if same := self._is_known(unit, values, key):
            return ProposalState.SAME, same
        state, reason = merged(before, before, proposed)
        doubts = [wording.capital(f"{heads[name]}{cell.doubt}") for name, cell in cells.items() if cell.doubt]
        doubts += self._conflicts(unit, values, key)
        if doubts and state is not ProposalState.SAME:
            return ProposalState.NEEDS_PERSON, " ".join(doubts)
        return state, reason

    def contradicts(self, unit: Unit, cells: Contents, key: str) -> bool:
        """Return whether what a row says of a unit goes against what is published."""
        return bool(self._conflicts(unit, {name: cell.text for name, cell in cells.items()}, key))

    def reopens(self, unit: Unit, cells: Contents, key: str, status: str) -> str:
        """Return why a date or share of a row reopens an action that is published as complete; "" where it does not.

        ``status`` is the row's own: what it calls complete too has its date and share beside it.
        """
        text = cells[unit.name].text if unit.name in ("due", "complete_pct") and unit.name in cells else ""
        if not text or text == "100" or not is_complete(self.held, key):
            return ""
        if meaning(self.held, status) == ReportedStatus.COMPLETE:
            return ""
        return (
            f"It is published as complete, and the tracker gives it {'a date' if unit.name == 'due' else f'{text}%'}."
        )

    def _is_known(self, unit: Unit, values: Mapping[str, str], key: str) -> str:
        """Return why a row says nothing new, though in other words; "" where it does."""
        if self.form.name != "actions" or key not in self.held.rows("intentions"):
            return ""
        now = self.form.values(self.held, key)
        if unit.name == "due" and now["due"]:
            on = self.on
            one, other = read_due(now["due"], said_on=on), read_due(values["due"], said_on=on)
            latest = other.interval.latest
            return "It is the last day of what is published." if latest and latest == one.interval.latest else ""
        again = unit.name == "status" and complete_already(self.held, values, key)
        return "It is published as complete already." if again else ""

    def _is_earlier(self, due: str, key: str) -> bool:
        on = self.on
        before = read_due(self.form.values(self.held, key)["due"], said_on=on).interval.latest
        latest = read_due(due, said_on=on).interval.latest
        return bool(before and latest and latest < before)

    def _conflicts(self, unit: Unit, values: Mapping[str, str], key: str) -> list[str]:
        """Return sentences on what is published and the tracker contradicts: a later paper, or that an action was complete."""
        if self.form.name != "actions":
            return []
        updates = self.held.updates.get(key, [])
        later = max((self.held.day_of(row["document_id"]) for row in updates), default="")
        conflicts = []
        if later > self.on.isoformat():
            conflicts.append(f"A paper of {wording.day(date.fromisoformat(later))} is later than the tracker.")
        if unit.name == "due" and self._is_earlier(values["due"], key):
            conflicts.append("The date is earlier than what is published.")
        if unit.name == "status" and (against := against_complete(self.held, values, key, "tracker")):
            conflicts.append(against)
        return conflicts
