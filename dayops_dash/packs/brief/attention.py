"""What needs attention: commitments that are overdue, due now or should be under way, the most pressing first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.actions import URGENT, Choices, action_figure
from dayops_dash.figures.shared.states import STATES
from dayops_dash.packs.parts.blocks import NO_ENTRY, TableBlock, text_table

OVERDUE = STATES[URGENT[0]].mark
NO_UPDATE = re.compile(r", no update since [A-Za-z0-9 ]+$")
NOT_STATED = "not stated"
STATED = ("reported", "due_as_written", "owner")  # columns of the plan that a paper fills, or not
MARKS = tuple(STATES[state].mark for state in URGENT)


@dataclass(frozen=True)
class Pressing:
    """A commitment that needs attention: how it stands, what was last reported, when it was due as the paper writes it, who
    owns it, and how many days late it is; "" for not stated."""

    title: str
    stands: str
    reported: str
    due: str
    owner: str
    days_late: str = ""

    @property
    def is_overdue(self) -> bool:
        return self.stands.startswith(OVERDUE)


@per_council
def pressing(council: Council) -> tuple[Pressing, ...]:
    """Return what needs attention, the most pressing first."""
    grid = action_figure(council, Choices(), "attention").grid
    places = {heading.code: place for place, heading in enumerate(grid.headings)}
    found = []
    for row in grid.shown():
        cells = {code: row[place] for code, place in places.items()}
        if cells["against_its_date"].startswith(MARKS):
            reported, due, owner = ("" if x == NO_ENTRY else x for x in (cells.get(c, "") for c in STATED))
            title, stands, late = (cells.get(c, "") for c in ("intention", "against_its_date", "days_late"))
            found.append(Pressing(title, stands, reported, due, owner, late))
    return tuple(found)


def attention_table(council: Council, most: int, caption: str) -> tuple[TableBlock | None, int]:
    """Return the first of what needs attention as a table, and how many are left out; None for nothing.

    What is true of every row, since when there is no update, stands once in the caption.
    """
    every = pressing(council)
    shown = every[:most]
    if not shown:
        return None, 0
    since = alike([one.stands for one in shown])
    heads = (wording.capital(noun_of(council)), "Due, as written", "How it stands", "As reported", "Owner")
    columns = zip(
        *((one.title, one.due, one.stands.removesuffix(since), one.reported, one.owner) for one in shown),
        strict=True,
    )
    kept = [(head, column) for head, column in zip(heads, columns, strict=True) if any(column)]
    rows = [tuple(cell or NOT_STATED for cell in row) for row in zip(*(column for _, column in kept), strict=True)]
    return text_table(f"{caption}{since}", tuple(head for head, _ in kept), rows), len(every) - len(shown)


def alike(stands: Sequence[str]) -> str:
    """Return what all rows say of how long there has been no update: ", no update since March 2023"; "" where they differ."""
    found = {NO_UPDATE.search(one) for one in stands}
    said = {match[0] if match else "" for match in found}
    return said.pop() if len(said) == 1 else ""


def noun_of(council: Council) -> str:
    """Return what a commitment is called in the council's papers: "proposal" where no paper says that it was agreed."""
    return action_figure(council, Choices(), "attention").grid.headings[0].label.casefold()
