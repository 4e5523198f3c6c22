"""What a decision about a proposal is called, and what may be typed instead of what was sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dayops_dash.dataset.schema import MAX_TEXT
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.draft import EVERY_FORM
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.imports.identity import BECAME
from dayops_dash.desk.imports.rows import FIELDS_OF
from dayops_dash.desk.papers.forms import table_of
from dayops_dash.desk.proposal import NEW_ACTIONS, Choice, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.actions import MONTH, day_or_month, last_day
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.web.cells import NOT_SHOWN

Row = Sequence[Sequence[str]]  # each cell's letter, heading and text; of a tracker also what its column is


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


def _later_actions(data: HeldVersion, reading: ReturnsReading, gone: str) -> tuple[tuple[str, str], ...]:
    """Return the actions that one may have become, the new ones first: by what each is named, and its title."""
    new = [(one.row, one.accepted) for one in reading.going_in if one.form == NEW_ACTIONS]
    rows = [*new, *data.rows("intentions").items()]
    return tuple((row.get("reference", "") or key, row.get("title", "")) for key, row in rows if key != gone)


def entries_of(data: HeldVersion, one: Proposal, row: Row, reading: ReturnsReading) -> list[TypedPart]:
    """Return the parts of a proposal's value as they may be typed instead, each with what is decided, else with what was sent."""
    form = EVERY_FORM.get(one.form)
    if form is None:
        return []
    typed = one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {}
    parts = []
    for name in form.unit(one.column).columns:
        column = form.column(name)
        choices = form.choices(data, name) if column.entry is CellEntry.WORD else ()
        value = typed.get(name) or one.values.get(name) or _filled(row, name, column.heading)
        if column.entry is CellEntry.DAY and MONTH.fullmatch(
            value
        ):  # a day is asked for: the last of the month is offered
            value = day_or_month(last_day(value))
        offered = _later_actions(data, reading, one.row) if one.form == BECAME and name == "to" else ()
        parts.append(TypedPart(name, column.heading, column.advice, choices, value, offered))
    return parts


def filled_first(one: Proposal, entries: Sequence[TypedPart], typed: Mapping[str, str]) -> tuple[list[TypedPart], int]:
    """Return the parts of a paper's row with those that say something or must be said first, and how many these are; of others all.

    A row has some twenty cells, of which a paper fills five.
    """
    table = table_of(one.form)
    if not table:
        return [*entries], len(entries)
    columns = TABLES[table].by_name
    first = [part for part in entries if part.value or columns[part.name].required or typed.get(f"value-{part.name}")]
    return [*first, *(part for part in entries if part not in first)], len(first)


def _filled(row: Row, name: str, heading: str) -> str:
    """Return the text of a row in a form's column; "" where that may not be shown."""
    texts = [cell[2] for cell in row if _is_of(cell, name, heading) and cell[2] not in ("", NOT_SHOWN)]
    return texts[0] if texts else ""


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
    letters = (cell[0] for cell in row for name, heading in headings.items() if _is_of(cell, name, heading))
    return frozenset({one.place.column, *letters})
