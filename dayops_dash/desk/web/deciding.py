"""The second step: one proposal at a time, which ones are left, and what comes after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

from dayops_dash.address import Address
from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.desk.draft import EVERY_FORM
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.proposal import Choice, Proposal, ProposalState, ReturnsReading
from dayops_dash.desk.returns.form import CellEntry

PER_PAGE = 25
NOT_SHOWN = "(not shown)"  # in place of a cell that holds what is a person's
Row = Sequence[Sequence[str]]  # of a workbook: each cell's letter, heading and text
FILTERS: Mapping[str, tuple[str, Callable[[Proposal], bool]]] = MappingProxyType(
    {
        "left": ("Left to decide", lambda one: one.is_open),
        "taken": ("Goes in", lambda one: bool(one.accepted)),
        "decided": ("Decided", lambda one: one.decision is not None),
        "same": ("Nothing new", lambda one: one.state is ProposalState.SAME and one.decision is None),
        "all": ("All", lambda one: True),
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
    found = tuple(one for one in mine if FILTERS[shown][1](one))
    number = address.number("n", 0, len(reading.proposals), 0)
    current = next((one for one in mine if one.number == number), found[0] if found and not number else None)
    counts = {name: sum(map(test, mine)) for name, (_, test) in FILTERS.items()}
    return Queue(shown, who, found, current, counts, base, narrowed)


def choices_of(reading: ReturnsReading) -> Mapping[str, tuple[str, ...]]:
    """Return what the proposals of a paper can be narrowed by: tables, pages and sureness; nothing of returns."""
    printed = [(one, one.printed) for one in reading.proposals if one.printed]
    if not printed:
        return {}
    pages = sorted({place.page for _, place in printed if place.page})
    return {
        "table": tuple(dict.fromkeys(one.heading for one, _ in printed)),
        "page": tuple(map(str, pages)),
        "sure": tuple(dict.fromkeys(place.sureness for _, place in printed)),
    }


def narrowed_by(reading: ReturnsReading, address: Address) -> Mapping[str, str]:
    """Return by what an address narrows the proposals of a paper."""
    found = {name: address.choice(name, choices) for name, choices in choices_of(reading).items()}
    return {name: value for name, value in found.items() if value}


def _is_within(one: Proposal, narrowed: Mapping[str, str]) -> bool:
    if not narrowed or one.printed is None:
        return not narrowed
    own = {"table": one.heading, "page": str(one.printed.page), "sure": one.printed.sureness}
    return all(own[name] == value for name, value in narrowed.items())


def senders_of(reading: ReturnsReading) -> tuple[str, ...]:
    """Return the files of which something is proposed."""
    return tuple(dict.fromkeys(one.place.file for one in reading.proposals))


def next_after(queue: Queue, number: int) -> str:
    """Return where to go once a proposal is decided: the next of the queue, else the first of what is left of it."""
    later = next((one for one in queue.proposals if one.number > number), None)
    first = next((one for one in queue.proposals if one.number != number), None) if queue.shown == "left" else None
    chosen = later or first
    return queue.address(chosen.number if chosen else 0 if queue.shown == "left" else number)


def entries_of(held: HeldVersion, one: Proposal, row: Row) -> list[TypedPart]:
    """Return the parts of a proposal's value as they may be typed instead, each with what is decided, else with what was sent."""
    form = EVERY_FORM.get(one.form)
    if form is None:
        return []
    typed = one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {}
    filled = {head: cell for _, head, cell in row if cell != NOT_SHOWN}
    found = []
    for name in form.unit(one.column).columns:
        column = form.column(name)
        choices = form.choices(held, name) if column.entry is CellEntry.WORD else ()
        value = typed.get(name) or one.values.get(name) or filled.get(column.heading, "")
        found.append(TypedPart(name, column.heading, column.advice, choices, value))
    return found


def sent_words(one: Proposal, row: Row) -> str:
    """Return what was sent: of what cannot be read, the cells as they were filled in."""
    letters = letters_of(one, row)
    cells = ", ".join(cell for letter, _, cell in row if letter in letters and cell)
    return cells if one.state is ProposalState.UNREADABLE and cells else one.proposed


def letters_of(one: Proposal, row: Row) -> frozenset[str]:
    """Return the letters of the columns of a row that a proposal is about: all that count as one cell with it."""
    form = EVERY_FORM.get(one.form)
    heads = {form.column(name).heading for name in form.unit(one.column).columns} if form else set()
    return frozenset({one.place.column, *(letter for letter, head, _ in row if head in heads)})
