"""What was read of returns, a tracker or a paper: all of its proposals, how each stands, and the decisions that were made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from dayops_dash.desk.proposal import (
    ABOUT_ACTIONS,
    NEW_ACTIONS,
    Choice,
    DeskError,
    MadeDecision,
    OfficerDecision,
    Paper,
    Proposal,
    ProposalState,
)


class Tab(StrEnum):
    """How a proposal stands once decisions are counted."""

    LEFT = "left"
    GOES_IN = "taken"
    STAYS_OUT = "out"
    NOTHING_NEW = "same"


WHATEVER_IS_DECIDED = (
    "files",
    "narrowings",
    "_rivals",
)  # of a reading: worked out once, since thousands are decided one by one


@dataclass(frozen=True)
class ReturnsReading:
    """What was read of some returns: the version compared with, each proposal, who has sent and who has not, and what was refused.

    Of a tracker ``headings`` are those by which it is known again, and ``references`` say which action each reference is.
    """

    council: str
    version: str
    paper: Paper
    proposals: tuple[Proposal, ...]
    sent: tuple[str, ...] = ()
    not_sent: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    rows_matched: int = 0
    headings: tuple[str, ...] = ()
    references: Mapping[str, str] = field(default_factory=dict)
    unknown_words: Mapping[str, int] = field(
        default_factory=dict
    )  # words for status that nobody has mapped, with their cells

    def of(self, *states: ProposalState) -> list[Proposal]:
        return [one for one in self.proposals if one.state in states]

    @cached_property
    def undecided(self) -> list[Proposal]:
        """The proposals that a person has still to decide; none about a new action that was refused."""
        refused = {one.row for one in self.proposals if one.form == NEW_ACTIONS and one.decision and not one.accepted}
        return [one for one in self.proposals if one.is_open and not _is_about(one, refused)]

    @cached_property
    def going_in(self) -> list[Proposal]:
        """The proposals that are accepted; none about a new action that is not."""
        kept_out = {one.row for one in self.proposals if one.form == NEW_ACTIONS and not one.accepted}
        return [one for one in self.proposals if one.accepted and not _is_about(one, kept_out)]

    @cached_property
    def tabs(self) -> Mapping[Tab, tuple[Proposal, ...]]:
        """The proposals by how they stand now: each in exactly one."""
        going_in, undecided = {one.number for one in self.going_in}, {one.number for one in self.undecided}
        found: dict[Tab, list[Proposal]] = {tab: [] for tab in Tab}
        for one in self.proposals:
            if one.number in undecided:
                found[Tab.LEFT].append(one)
            elif one.number in going_in and one.is_public:
                found[Tab.GOES_IN].append(one)
            elif one.state is ProposalState.SAME and one.decision is None:
                found[Tab.NOTHING_NEW].append(one)
            else:
                found[Tab.STAYS_OUT].append(one)
        return {tab: tuple(proposals) for tab, proposals in found.items()}

    @cached_property
    def batches(self) -> Mapping[str, tuple[int, ...]]:
        """The proposals that were accepted together, by number, each time by its name."""
        found: dict[str, list[int]] = {}
        for one in self.proposals:
            if one.decision and one.decision.together:
                found.setdefault(one.decision.together, []).append(one.number)
        return {name: tuple(numbers) for name, numbers in found.items()}

    @cached_property
    def files(self) -> tuple[str, ...]:
        """The files of which something is proposed."""
        return tuple(dict.fromkeys(one.place.file for one in self.proposals))

    @cached_property
    def narrowings(self) -> Mapping[str, tuple[str, ...]]:
        """By what proposals can be narrowed, each with what there is of it, in the order of the pages."""
        found: dict[str, dict[str, None]] = {}
        for one in sorted(self.proposals, key=lambda one: one.printed.page if one.printed else 0):
            for name, value in one.found_by.items():
                if value:
                    found.setdefault(name, {})[value] = None
        return {name: tuple(values) for name, values in found.items()}

    def numbered(self, number: int) -> Proposal:
        """Return a proposal by its number. Raises DeskError where none has it."""
        likely = self.proposals[number - 1 : number] if number > 0 else ()
        found = next((one for one in (*likely, *self.proposals) if one.number == number), None)
        if found is None:
            raise DeskError(f"No proposal has the number {number}. There are 1 to {len(self.proposals)}.")
        return found

    def refuse_unfit(self, number: int, decision: OfficerDecision | None) -> None:
        """Raise DeskError where a proposal cannot be decided so."""
        found = self.numbered(number)
        if decision and decision.choice is Choice.PROPOSED and found.state is ProposalState.UNREADABLE:
            raise DeskError(
                f"Proposal {number} cannot be read: {found.reason} Say another value, or keep what is published."
            )

    def decided(self, number: int, decision: OfficerDecision | None) -> ReturnsReading:
        """Return the reading with one proposal decided, or open again; what others say of its cell is then not taken.

        Raises DeskError where it is none that can be.
        """
        self.refuse_unfit(number, decision)
        return self.with_made([((number,), decision)])

    def with_made(self, made: Iterable[MadeDecision]) -> ReturnsReading:
        """Return the reading with decisions that were made, in their order."""
        now: dict[int, OfficerDecision | None] = {}
        for numbers, decision in made:
            instead = decision and OfficerDecision(Choice.PUBLISHED, decision.by)
            for number in numbers:
                now[number] = decision
                if decision and decision.choice is not Choice.PUBLISHED:
                    now |= dict.fromkeys(self._rivals.get(number, ()), instead)
        if not now:
            return self
        changed = (replace(one, decision=now[one.number]) if one.number in now else one for one in self.proposals)
        found = replace(self, proposals=tuple(changed))
        vars(found).update({name: getattr(self, name) for name in WHATEVER_IS_DECIDED})
        return found

    @cached_property
    def _rivals(self) -> Mapping[int, tuple[int, ...]]:
        """The other proposals of a proposal's cell, by its number, where it has any."""
        cells: dict[tuple[str, str, str], list[int]] = {}
        for one in self.proposals:
            cells.setdefault(one.cell, []).append(one.number)
        several = [numbers for numbers in cells.values() if len(numbers) > 1]
        return {n: tuple(other for other in numbers if other != n) for numbers in several for n in numbers}


def _is_about(one: Proposal, new: set[str]) -> bool:
    return one.form == ABOUT_ACTIONS and one.row in new


def numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return proposals numbered from 1, in their order."""
    return tuple(replace(one, number=number) for number, one in enumerate(proposals, 1))
