"""The second step: one proposal at a time, which ones are left, and what comes after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlencode

from dayops_dash.address import Address
from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.desk.draft import EVERY_FORM
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.identity import BECAME
from dayops_dash.desk.imports.rows import FIELDS_OF
from dayops_dash.desk.proposal import NEW_ACTIONS, CellPlace, Choice, Proposal, ProposalState, ReturnsReading
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.web.cells import NOT_SHOWN

PER_PAGE = 25
Row = Sequence[Sequence[str]]  # each cell's letter, heading and text; of a tracker also what its column is
FILTERS = MappingProxyType(
    {"left": "Left to decide", "taken": "Goes in", "decided": "Decided", "same": "Nothing new", "all": "All"}
)
NARROWING: Mapping[str, tuple[str, str]] = MappingProxyType(  # the label of a list, and what stands for all of it
    {
        "table": ("Table", "All tables"),
        "page": ("Page", "All pages"),
        "sure": ("How sure", "All"),
        "what": ("What is said", "Everything"),
        "sheet": ("Sheet", "All sheets"),
    }
)
STATES = MappingProxyType(
    {
        ProposalState.TAKEN: "Goes in: only the officer changed it",
        ProposalState.SAME: "Nothing new",
        ProposalState.NEEDS_PERSON: "You decide",
        ProposalState.UNREADABLE: "Cannot be read",
    }
)
DECIDED = MappingProxyType(
    {
        Choice.PROPOSED: "What was sent goes in",
        Choice.PUBLISHED: "What is published stays",
        Choice.OTHER: "Another value goes in",
    }
)


@dataclass(frozen=True)
class TypedPart:
    """One part of a value that can be typed: its field, heading and advice, the words to choose from, and what was sent."""

    name: str
    label: str
    advice: str
    choices: tuple[str, ...]
    value: str
    offered: tuple[tuple[str, str], ...] = ()  # what may be typed, with what it is called
    longest: int = MAX_TEXT


@dataclass(frozen=True)
class Queue:
    """The proposals that a filter shows, the one that is looked at, and the addresses of the others."""

    shown: str
    who: str
    proposals: tuple[Proposal, ...]
    current: Proposal | None
    counts: Mapping[str, int]
    base: str
    narrowed: Mapping[str, str] = field(default_factory=dict)  # by table, page and sureness, of a paper

    @property
    def place(self) -> int:
        """The place of the current one in the queue, from 1; 0 where it is not in it."""
        return next(
            (at for at, one in enumerate(self.proposals, 1) if self.current and one.number == self.current.number), 0
        )

    @property
    def following(self) -> Proposal | None:
        return _beside(self, 1)

    @property
    def before(self) -> Proposal | None:
        return _beside(self, -1)

    @property
    def page(self) -> tuple[Proposal, ...]:
        """Those of the queue that are listed beside the current one."""
        first = max(self.place - 1, 0) // PER_PAGE * PER_PAGE
        return self.proposals[first : first + PER_PAGE]

    @property
    def pages(self) -> tuple[tuple[int, str], ...]:
        """Further pages of the list: the number of their first proposal, and what they hold."""
        starts = range(0, len(self.proposals), PER_PAGE)
        found = ((self.proposals[at], at + 1, min(at + PER_PAGE, len(self.proposals))) for at in starts)
        return tuple((one.number, f"{first} to {last}") for one, first, last in found) if len(starts) > 1 else ()

    def address(self, number: int = 0, shown: str = "", who: str | None = None) -> str:
        asked = {"show": shown or self.shown, "who": self.who if who is None else who, "n": str(number or "")}
        asked |= self.narrowed
        return f"{self.base}?{urlencode({name: value for name, value in asked.items() if value})}"


def _beside(queue: Queue, step: int) -> Proposal | None:
    if queue.place:
        at = queue.place - 1 + step
        return queue.proposals[at] if 0 <= at < len(queue.proposals) else None
    number = queue.current.number if queue.current else 0
    found = [one for one in queue.proposals if (one.number > number if step > 0 else one.number < number)]
    return (found[0] if step > 0 else found[-1]) if found else None


def queue_of(reading: ReturnsReading, asked: Mapping[str, str], base: str) -> Queue:
    """Return what an address asks for of a reading: a filter, whose workbook, and which proposal."""
    address = Address.of(asked)
    shown = address.choice("show", tuple(FILTERS), "left")
    senders = senders_of(reading)
    who = address.choice("who", senders)
    narrowed = narrowed_by(reading, address)
    mine = [one for one in reading.proposals if (not who or one.place.file == who) and _is_within(one, narrowed)]
    within = _filtered(reading)
    found = tuple(one for one in mine if one.number in within[shown])
    number = address.number("n", 0, len(reading.proposals), 0)
    current = next((one for one in mine if one.number == number), found[0] if found and not number else None)
    counts = {name: sum(one.number in within[name] for one in mine) for name in FILTERS}
    return Queue(shown, who, found, current, counts, base, narrowed)


def _filtered(reading: ReturnsReading) -> Mapping[str, frozenset[int]]:
    """Return the numbers of the proposals that each filter shows."""
    found = {
        "left": reading.undecided,
        "taken": reading.going_in,
        "decided": [one for one in reading.proposals if one.decision],
        "same": [one for one in reading.of(ProposalState.SAME) if not one.decision],
        "all": reading.proposals,
    }
    return {name: frozenset(one.number for one in proposals) for name, proposals in found.items()}


def standing(reading: ReturnsReading) -> Callable[[Proposal], str]:
    """Return what says of a proposal how it stands, in a few words."""
    taken = {one.number for one in reading.going_in}

    def stands(one: Proposal) -> str:
        if one.accepted and one.number not in taken:
            return "Stays out: the new action that it is about is not taken"
        if one.decision:
            return DECIDED[one.decision.choice]
        return STATES[ProposalState.NEEDS_PERSON] if one.form == BECAME else STATES[one.state]

    return stands


def place_words(place: CellPlace) -> str:
    """Return where a proposal stands, in words; as much of it as there is."""
    parts = (("sheet", place.sheet), ("row", place.row), ("column", place.column)) if place.row else ()
    return ", ".join([place.file, *(f"{name} {part}" for name, part in parts if part)])


def choices_of(reading: ReturnsReading) -> Mapping[str, tuple[str, ...]]:
    """Return what proposals can be narrowed by: of a paper tables, pages and sureness, of a tracker what is said and its sheets."""
    if reading.paper.called == "return":
        return {}
    owns = [_owns(one) for one in sorted(reading.proposals, key=lambda one: one.printed.page if one.printed else 0)]
    found = {name: tuple(dict.fromkeys(own[name] for own in owns if own.get(name))) for name in NARROWING}
    return {name: values for name, values in found.items() if len(values) > (name in ("what", "sheet"))}


def narrowed_by(reading: ReturnsReading, address: Address) -> Mapping[str, str]:
    """Return by what an address narrows the proposals of a paper or tracker."""
    found = {name: address.choice(name, choices) for name, choices in choices_of(reading).items()}
    return {name: value for name, value in found.items() if value}


def _is_within(one: Proposal, narrowed: Mapping[str, str]) -> bool:
    own = _owns(one) if narrowed else {}
    return all(own.get(name) == value for name, value in narrowed.items())


def _owns(one: Proposal) -> Mapping[str, str]:
    """Return by what a proposal is found where proposals are narrowed."""
    if one.printed is None:
        return {"what": one.heading, "sheet": one.place.sheet if one.place.row else ""}
    return {"table": one.heading, "page": str(one.printed.page or ""), "sure": one.printed.sureness}


def senders_of(reading: ReturnsReading) -> tuple[str, ...]:
    """Return the files of which something is proposed."""
    return tuple(dict.fromkeys(one.place.file for one in reading.proposals))


def next_after(queue: Queue, number: int) -> str:
    """Return where to go once a proposal is decided: the next of the queue, else the first of what is left of it."""
    later = next((one for one in queue.proposals if one.number > number), None)
    first = next((one for one in queue.proposals if one.number != number), None) if queue.shown == "left" else None
    chosen = later or first
    return queue.address(chosen.number if chosen else 0 if queue.shown == "left" else number)


class DecisionWords(NamedTuple):
    """What accepting, refusing and changing a proposal are called, and what is said over the fields of another value."""

    accept: str = "Accept what was sent"
    refuse: str = "Refuse: keep what is published"
    other: str = "Or change it to another value"
    change: str = "Change to this value"


def decision_words_of(one: Proposal) -> DecisionWords:
    """Return what the decisions about a proposal are called."""
    if one.printed:
        return DecisionWords("Accept the row", "Refuse the row")
    named = {
        NEW_ACTIONS: DecisionWords(
            "Bring it in as a new action", "Keep it out", "Or bring it in otherwise", "Bring it in so"
        ),
        BECAME: DecisionWords(
            "Accept what was found", "It goes on: it is only not in this file", "Or say what became of it", "Keep this"
        ),
    }
    return named.get(one.form, DecisionWords())


def _later_actions(held: HeldVersion, reading: ReturnsReading, gone: str) -> tuple[tuple[str, str], ...]:
    """Return the actions that one may have become, the new ones first: by what each is named, and its title."""
    new = [(one.row, one.accepted) for one in reading.going_in if one.form == NEW_ACTIONS]
    rows = [*new, *held.rows("intentions").items()]
    return tuple((row.get("reference", "") or key, row.get("title", "")) for key, row in rows if key != gone)


def entries_of(held: HeldVersion, one: Proposal, row: Row, reading: ReturnsReading) -> list[TypedPart]:
    """Return the parts of a proposal's value as they may be typed instead, each with what is decided, else with what was sent."""
    form = EVERY_FORM.get(one.form)
    if form is None:
        return []
    typed = one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {}
    found = []
    for name in form.unit(one.column).columns:
        column = form.column(name)
        choices = form.choices(held, name) if column.entry is CellEntry.WORD else ()
        value = typed.get(name) or one.values.get(name) or _filled(row, name, column.heading)
        offered = _later_actions(held, reading, one.row) if one.form == BECAME and name == "to" else ()
        found.append(TypedPart(name, column.heading, column.advice, choices, value, offered))
    return found


def _filled(row: Row, name: str, heading: str) -> str:
    """Return what a row holds in the cells of a form's column; "" where that may not be shown."""
    found = [cell[2] for cell in row if _is_of(cell, name, heading) and cell[2] not in ("", NOT_SHOWN)]
    return found[0] if found else ""


def _is_of(cell: Sequence[str], name: str, heading: str) -> bool:
    """Whether a cell stands in a form's column: by its heading in our workbook, by what its column is in a tracker."""
    return cell[3] in FIELDS_OF.get(name, ()) if len(cell) > 3 else cell[1] == heading


def sent_words(one: Proposal, row: Row) -> str:
    """Return what was sent: of what cannot be read, the cells as they were filled in."""
    letters = letters_of(one, row)
    cells = ", ".join(cell[2] for cell in row if cell[0] in letters and cell[2])
    return cells if one.state is ProposalState.UNREADABLE and cells else one.proposed


def letters_of(one: Proposal, row: Row) -> frozenset[str]:
    """Return the letters of the columns of a row that a proposal is about: all that count as one cell with it."""
    form = EVERY_FORM.get(one.form)
    names = form.unit(one.column).columns if form else ()
    headings = {name: form.column(name).heading for name in names} if form else {}
    found = (cell[0] for cell in row for name, heading in headings.items() if _is_of(cell, name, heading))
    return frozenset({one.place.column, *found})
