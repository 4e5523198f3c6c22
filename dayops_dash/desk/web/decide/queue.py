"""The second step: one proposal at a time, which ones are left, and what comes after each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from urllib.parse import urlencode

from dayops_dash.address import Address
from dayops_dash.desk.imports.identity import BECAME
from dayops_dash.desk.proposal import CellPlace, Choice, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading, Tab

PER_PAGE = 25
FILTERS = MappingProxyType(
    {"left": "Left to decide", "taken": "Goes in", "out": "Stays out", "same": "Nothing new", "all": "All"}
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
        Choice.PUBLISHED: "Stays out: what is published stays",
        Choice.OTHER: "Another value goes in",
    }
)


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
        pages = ((self.proposals[at], at + 1, min(at + PER_PAGE, len(self.proposals))) for at in starts)
        return tuple((one.number, f"{first} to {last}") for one, first, last in pages) if len(starts) > 1 else ()

    def address(self, number: int = 0, shown: str = "", who: str | None = None) -> str:
        asked = {"show": shown or self.shown, "who": self.who if who is None else who, "n": str(number or "")}
        asked |= self.narrowed
        return f"{self.base}?{urlencode({name: value for name, value in asked.items() if value})}"


def _beside(queue: Queue, step: int) -> Proposal | None:
    if queue.place:
        at = queue.place - 1 + step
        return queue.proposals[at] if 0 <= at < len(queue.proposals) else None
    number = queue.current.number if queue.current else 0
    beyond = [one for one in queue.proposals if (one.number > number if step > 0 else one.number < number)]
    return (beyond[0] if step > 0 else beyond[-1]) if beyond else None


def queue_of(reading: ReturnsReading, asked: Mapping[str, str], base: str) -> Queue:
    """Return the proposals of a reading that an address asks for: a filter, a workbook, and one proposal."""
    address = Address.of(asked)
    filter_name = address.choice("show", tuple(FILTERS), "left")
    who = address.choice("who", reading.files)
    narrowed = narrowed_by(reading, address)
    tabs = {str(tab): own for tab, own in reading.tabs.items()} | {"all": reading.proposals}
    if who or narrowed:
        tabs = {name: tuple(one for one in own if _is_within(one, who, narrowed)) for name, own in tabs.items()}
    proposals = tabs[filter_name]
    number = address.number("n", 0, len(reading.proposals), 0)
    asked_for = reading.numbered(number) if number else None
    current = asked_for if asked_for and _is_within(asked_for, who, narrowed) else None
    current = current or (proposals[0] if proposals and not number else None)
    return Queue(filter_name, who, proposals, current, {name: len(own) for name, own in tabs.items()}, base, narrowed)


def standing(reading: ReturnsReading) -> Callable[[Proposal], str]:
    """Return what says of a proposal how it stands, in a few words."""
    taken, left = ({one.number for one in reading.tabs[tab]} for tab in (Tab.GOES_IN, Tab.LEFT))

    def stands(one: Proposal) -> str:
        if one.number in left:
            return STATES[ProposalState.NEEDS_PERSON] if one.form == BECAME else STATES[one.state]
        if one.accepted and not one.is_public:
            return "Stays out: it is for you, and is not published"
        if one.number not in taken and (one.accepted or one.is_open):
            return "Stays out: the new action that it is about is not taken"
        return DECIDED[one.decision.choice] if one.decision else STATES[one.state]

    return stands


def place_words(place: CellPlace) -> str:
    """Return where a proposal stands, in words; as much of it as there is."""
    parts = (("sheet", place.sheet), ("row", place.row), ("column", place.column)) if place.row else ()
    return ", ".join([place.file, *(f"{name} {part}" for name, part in parts if part)])


def choices_of(reading: ReturnsReading) -> Mapping[str, tuple[str, ...]]:
    """Return what proposals can be narrowed by: of a paper tables, pages and sureness, else what is said and the sheets."""
    narrowings = {name: reading.narrowings.get(name, ()) for name in NARROWING}
    return {name: values for name, values in narrowings.items() if len(values) > (name in ("what", "sheet"))}


def narrowed_by(reading: ReturnsReading, address: Address) -> Mapping[str, str]:
    """Return the narrowings that an address chooses, by name."""
    every = {**choices_of(reading), "batch": tuple(reading.batches)}
    chosen = {name: address.choice(name, choices) for name, choices in every.items()}
    return {name: value for name, value in chosen.items() if value}


def _is_within(one: Proposal, who: str, narrowed: Mapping[str, str]) -> bool:
    own = {**one.found_by, "batch": one.decision.together if one.decision else ""} if narrowed else {}
    return (not who or one.place.file == who) and all(own.get(name) == value for name, value in narrowed.items())


def next_after(queue: Queue, number: int) -> str:
    """Return where to go once a proposal is decided: the next of the queue, else the first of what is left of it."""
    later = next((one for one in queue.proposals if one.number > number), None)
    first = next((one for one in queue.proposals if one.number != number), None) if queue.shown == "left" else None
    chosen = later or first
    return queue.address(chosen.number if chosen else 0 if queue.shown == "left" else number)
