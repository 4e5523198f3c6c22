"""What a return proposes, cell by cell, and what a person decided: plain records, kept as readable JSON in a draft's folder."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from dayops_dash.cache import per_draft
from dayops_dash.dataset.files.text_file import DatasetError, read_json
from dayops_dash.dataset.package import replace_file
from dayops_dash.desk.printed import PrintedPlace, printed_place
from dayops_dash.desk.returns.form import Values

FILE = "proposals.json"
FORMAT = 1
NEW_ACTIONS, ABOUT_ACTIONS = "new_actions", "actions"  # forms: whether an action is new, and what is said of one


class ProposalState(StrEnum):
    """How a proposal stands before anybody has decided."""

    TAKEN = "taken"
    SAME = "same"
    NEEDS_PERSON = "needs a person"
    UNREADABLE = "unreadable"


class Choice(StrEnum):
    """What a person decided of one proposal."""

    PROPOSED = "take what was sent"
    PUBLISHED = "keep what is published"
    OTHER = "another value"


class DeskError(DatasetError):
    """Something that the desk cannot do. Nothing has changed; the message says why."""


@dataclass(frozen=True)
class CellPlace:
    """Where a proposal stands: the file, the sheet, and the row and column as a spreadsheet names them."""

    file: str
    sheet: str
    row: int
    column: str

    def __str__(self) -> str:
        if not self.row:  # of a whole file
            return self.file
        if not self.column:  # of a paper
            return f"{self.file}, page {self.row}"
        if not self.sheet:  # of a file without sheets
            return f"{self.file}, cell {self.column}{self.row}"
        return f"{self.file}, sheet {self.sheet}, cell {self.column}{self.row}"


@dataclass(frozen=True)
class OfficerDecision:
    """What was decided, by which role; ``value`` is what was typed instead, by column, ``checked_by`` the role that looked again."""

    choice: Choice
    by: str = ""
    value: Mapping[str, str] = field(default_factory=dict)
    checked_by: str = ""


@dataclass(frozen=True)
class Proposal:
    """One cell that somebody filled in, or columns that count as one cell.

    ``form``, ``row`` and ``column`` are its identity, ``label`` what the row is called. ``base`` is what the version said that the
    workbook was made from, ``published`` what is published now, ``proposed`` what was sent; ``values`` the same by column.
    """

    number: int
    form: str
    row: str
    column: str
    label: str
    heading: str
    base: str
    published: str
    proposed: str
    values: Mapping[str, str]
    who: str
    place: CellPlace
    state: ProposalState
    reason: str = ""
    warnings: tuple[str, ...] = ()
    decision: OfficerDecision | None = None
    printed: PrintedPlace | None = None

    @property
    def cell(self) -> tuple[str, str, str]:
        """Which cell of the published data it is about."""
        return self.form, self.row, self.column

    @property
    def is_open(self) -> bool:
        """Whether a person has still to decide."""
        return self.state in (ProposalState.NEEDS_PERSON, ProposalState.UNREADABLE) and self.decision is None

    @property
    def accepted(self) -> Values:
        """What goes into the draft, by column; nothing where it is not taken."""
        if self.decision:
            chosen = {Choice.PROPOSED: self.values, Choice.OTHER: self.decision.value}
            return chosen.get(self.decision.choice, {})
        return self.values if self.state is ProposalState.TAKEN else {}

    @property
    def is_public(self) -> bool:
        """Whether what it says is published: help that somebody asks for is not."""
        return self.column != "help"


@dataclass(frozen=True)
class Paper:
    """The paper or return that what is accepted will stand under. ``is_new`` where the draft adds it.

    ``called`` says what was read, a return or a tracker: it begins the place of each row. ``details`` is what a paper says of itself,
    by column of its row.
    """

    document_id: str
    on: str
    title: str
    is_new: bool
    confirmed_by: str = ""
    judged: str = ""
    called: str = "return"
    details: Mapping[str, str] = field(default_factory=dict)


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

    def of(self, *states: ProposalState) -> list[Proposal]:
        return [one for one in self.proposals if one.state in states]

    @property
    def undecided(self) -> list[Proposal]:
        """The proposals that a person has still to decide; none about a new action that was refused."""
        refused = {one.row for one in self.proposals if one.form == NEW_ACTIONS and one.decision and not one.accepted}
        return [one for one in self.proposals if one.is_open and not _is_about(one, refused)]

    @property
    def going_in(self) -> list[Proposal]:
        """The proposals that are accepted; none about a new action that is not."""
        kept_out = {one.row for one in self.proposals if one.form == NEW_ACTIONS and not one.accepted}
        return [one for one in self.proposals if one.accepted and not _is_about(one, kept_out)]

    def numbered(self, number: int) -> Proposal:
        """Return a proposal by its number. Raises DeskError where none has it."""
        found = next((one for one in self.proposals if one.number == number), None)
        if found is None:
            raise DeskError(f"No proposal has the number {number}. There are 1 to {len(self.proposals)}.")
        return found

    def decided(self, number: int, decision: OfficerDecision | None) -> ReturnsReading:
        """Return the reading with one proposal decided, or open again; what others say of its cell is then not taken.

        Raises DeskError where it is none that can be.
        """
        found = self.numbered(number)
        if decision and decision.choice is Choice.PROPOSED and found.state is ProposalState.UNREADABLE:
            raise DeskError(
                f"Proposal {number} cannot be read: {found.reason} Say another value, or keep what is published."
            )
        instead = (
            OfficerDecision(Choice.PUBLISHED, decision.by)
            if decision and decision.choice is not Choice.PUBLISHED
            else None
        )
        changed = (
            replace(one, decision=decision)
            if one.number == number
            else replace(one, decision=instead)
            if instead and one.cell == found.cell
            else one
            for one in self.proposals
        )
        return replace(self, proposals=tuple(changed))


def _is_about(one: Proposal, new: set[str]) -> bool:
    return one.form == ABOUT_ACTIONS and one.row in new


def as_dict(reading: ReturnsReading) -> dict[str, Any]:
    """Return a reading as plain values, for JSON."""
    proposals = [
        {**vars(one), "place": vars(one.place), "decision": _plain(one.decision), "printed": _plain(one.printed)}
        for one in reading.proposals
    ]
    return {"format": FORMAT, **vars(reading), "paper": vars(reading.paper), "proposals": proposals}


def _plain(part: OfficerDecision | PrintedPlace | None) -> dict[str, Any] | None:
    return None if part is None else vars(part)


def write_reading(folder: Path, reading: ReturnsReading) -> None:
    """Keep a reading in a draft's folder: one proposal a line, which is as readable and takes a tenth of the time."""
    stated = as_dict(reading)
    lines = ",\n    ".join(json.dumps(one, ensure_ascii=False) for one in stated.pop("proposals"))
    rest = json.dumps(stated, ensure_ascii=False, indent=2).removesuffix("\n}")
    replace_file(folder / FILE, f'{rest},\n  "proposals": [\n    {lines}\n  ]\n}}\n'.encode())


def load_reading(folder: Path) -> ReturnsReading:
    """Return the reading that is kept in a draft's folder. Raises DeskError where there is none that can be read."""
    if not (folder / FILE).is_file():
        raise DeskError(f"{folder} holds no {FILE}: it is no draft that returns were read into.")
    now = (folder / FILE).stat()
    return _loaded(folder, (now.st_ino, now.st_mtime_ns, now.st_size))


@per_draft
def _loaded(folder: Path, stamp: tuple[int, int, int]) -> ReturnsReading:
    stated = read_json(folder / FILE)
    try:
        if stated.pop("format") != FORMAT:
            raise DeskError(
                f"{FILE} in {folder.name} was written by another version of this product. Read the returns anew."
            )
        return ReturnsReading(
            **{
                **stated,
                "paper": Paper(**stated["paper"]),
                "proposals": tuple(map(_proposal, stated["proposals"])),
                **{name: tuple(stated[name]) for name in ("sent", "not_sent", "refused", "notes")},
                "headings": tuple(stated.get("headings", ())),
            }
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DeskError(f"{FILE} in {folder.name} is not as it was written. Read the returns anew.") from error


def _proposal(stated: Mapping[str, Any]) -> Proposal:
    decision = stated["decision"]
    return Proposal(
        **{
            **stated,
            "place": CellPlace(**stated["place"]),
            "state": ProposalState(stated["state"]),
            "warnings": tuple(stated["warnings"]),
            "decision": OfficerDecision(**{**decision, "choice": Choice(decision["choice"])}) if decision else None,
            "printed": printed_place(stated.get("printed")),
        }
    )


def numbered(proposals: Sequence[Proposal]) -> tuple[Proposal, ...]:
    """Return proposals numbered from 1, in their order."""
    return tuple(replace(one, number=number) for number, one in enumerate(proposals, 1))
