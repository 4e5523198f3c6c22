"""What a sheet of a returns workbook asks: its columns, which of them belong together, and what is known of each row."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.desk.held import HeldVersion

Values = Mapping[str, str]  # what a row says, by the name of the column asked


class CellEntry(StrEnum):
    """How a cell is filled in, and read."""

    TEXT = "text"
    DUE = "a date in words"
    DAY = "a day"
    WORD = "a word from the list"
    PERCENT = "a percentage from 0 to 100"
    NUMBER = "a number"
    WHOLE = "a whole number"


@dataclass(frozen=True)
class FormColumn:
    """A column to fill in: its name, the heading in the workbook, how it is read, and the advice shown beside the cell."""

    name: str
    heading: str
    entry: CellEntry
    advice: str
    width: int = 18


@dataclass(frozen=True)
class Unit:
    """Columns that count as one cell when versions are compared: a status and its day. ``name`` is the first of them."""

    columns: tuple[str, ...]
    heading: str

    @property
    def name(self) -> str:
        return self.columns[0]


@dataclass(frozen=True)
class FormLine:
    """A row of a sheet: its identity, what it is called, whose it is, and its locked cells in the order of their headings."""

    key: str
    label: str
    owner: str
    given: tuple[str, ...]


@dataclass(frozen=True)
class SheetForm:
    """One sheet of a returns workbook.

    ``lines`` gives its rows from a version, ``values`` what that version says of one of them, ``choices`` the words of a list.
    ``write`` makes what was accepted of a row into a row of ``target``: the cells to set, from the values and the version.
    """

    name: str
    sheet: str
    target: str
    subject: str  # the column of ``target`` that names the row
    given: tuple[str, ...]
    asked: tuple[FormColumn, ...]
    units: tuple[Unit, ...]
    lines: Callable[[HeldVersion], list[FormLine]]
    values: Callable[[HeldVersion, str], Values]
    choices: Callable[[HeldVersion, str], tuple[str, ...]]
    write: Callable[[HeldVersion, str, Values, str], dict[str, str]]

    def column(self, name: str) -> FormColumn:
        return next(one for one in self.asked if one.name == name)

    def unit(self, name: str) -> Unit:
        return next(one for one in self.units if one.name == name)


def unit_text(unit: Unit, values: Values) -> str:
    """Return the values of a unit as one text: On track, 2026-09-30."""
    return ", ".join(values[name] for name in unit.columns if values.get(name))
