"""What a return proposes, cell by cell, and what a person decided: plain records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.desk.printed import PrintedPlace
from dayops_dash.desk.returns.form import Values

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


HELP = "help"  # the column that is for whoever collects the returns, and is not published


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
    """What was decided, by which role; ``value`` is what was typed instead, by column, ``checked_by`` the role that looked again.

    ``together`` names those that were accepted with one act, "" where it was decided by itself.
    """

    choice: Choice
    by: str = ""
    value: Mapping[str, str] = field(default_factory=dict)
    checked_by: str = ""
    together: str = ""


MadeDecision = tuple[Sequence[int], OfficerDecision | None]  # of proposals by number; None takes decisions back


@dataclass(frozen=True)
class Proposal:
    """One cell that somebody filled in, or columns that count as one cell.

    ``form``, ``row`` and ``column`` are its identity, ``label`` what the row is called. ``base`` is what the version said that the
    workbook was made from, ``published`` what is published now, ``proposed`` what was sent; ``values`` the same by column.
    ``alike`` is whether it contradicts nothing, so that it may be accepted together with others that ask the same.
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
    alike: bool = False

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
    def found_by(self) -> Mapping[str, str]:
        """By what it is found where proposals are narrowed: of a paper its table, page and sureness, else what is said and the sheet."""
        if self.printed is None:
            return {"what": self.heading, "sheet": self.place.sheet if self.place.row else ""}
        return {"table": self.heading, "page": str(self.printed.page or ""), "sure": self.printed.sureness}

    @property
    def is_public(self) -> bool:
        """Whether what it says is published: help that somebody asks for is not."""
        return self.column != HELP


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
