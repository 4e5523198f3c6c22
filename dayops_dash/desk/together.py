"""Many proposals that ask the same, accepted with one act, and taken back with one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from dayops_dash.desk.draft import refuse_outdated_reading
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.identity import ADDED, added_rows
from dayops_dash.desk.proposal import Choice, DeskError, OfficerDecision, Proposal
from dayops_dash.desk.reading import ReturnsReading, Tab
from dayops_dash.desk.reading_file import add_decisions, deciding, load_reading
from dayops_dash.publishing.store import shown_version


def may_be_together(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return those of some proposals that can be accepted together: open, and contradicted by nothing."""
    return tuple(one for one in proposals if one.is_open and one.alike)


def coming_along(reading: ReturnsReading, chosen: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return what goes in too once some proposals are accepted: what is read without a doubt of an action that is new with them."""
    then = reading.with_made([(tuple(one.number for one in chosen), OfficerDecision(Choice.PROPOSED, ""))])
    known = {one.number for one in (*reading.tabs[Tab.GOES_IN], *chosen)}
    return tuple(one for one in then.tabs[Tab.GOES_IN] if one.number not in known)


def accept_together(home: Path, folder: Path, numbers: Sequence[int], by: str) -> str:
    """Accept proposals with one act and return its name. Raises DeskError where one of them has to be decided by itself."""
    with deciding(folder):
        reading = load_reading(folder)
        refuse_outdated_reading(home.name, shown_version(home), reading)
        chosen = may_be_together([reading.numbered(number) for number in numbers])
        if len(chosen) != len(numbers) or not chosen:
            raise DeskError("What is to be accepted has changed since it was listed. Look at the list again.")
        name = str(max((int(one) for one in reading.batches), default=0) + 1)
        made = (tuple(numbers), OfficerDecision(Choice.PROPOSED, by, together=name))
        identities = replace(reading, proposals=tuple(one for one in reading.proposals if one.form in ADDED))
        added_rows(published(home), identities.with_made([made]), lambda one: "")
        add_decisions(folder, [made])
        return name


def take_back_together(home: Path, folder: Path, name: str) -> None:
    """Open again every proposal that was accepted with an act and is still decided by it."""
    with deciding(folder):
        reading = load_reading(folder)
        refuse_outdated_reading(home.name, shown_version(home), reading)
        if name not in reading.batches:
            raise DeskError("Nothing of it is accepted any more.")
        add_decisions(folder, [(reading.batches[name], None)])
