"""A sheet's table as it is taken: the row that heads it, its kind, and what each of its columns is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from dayops_dash import wording
from dayops_dash.desk.imports.columns import NOT_TAKEN, TrackerField, plain_heading
from dayops_dash.desk.imports.files.tracker_file import TrackerCell, TrackerSheet
from dayops_dash.desk.imports.systems import SystemMapping

LONGEST_HEADING = 80


@dataclass(frozen=True)
class ColumnGuess:
    """A column: its place from 0, its heading, what it is taken for, why, and what stands in its first rows."""

    place: int
    heading: str
    field: TrackerField
    why: str
    examples: tuple[str, ...]

    @property
    def letter(self) -> str:
        from openpyxl.utils import get_column_letter

        return str(get_column_letter(self.place + 1))


@dataclass(frozen=True)
class TrackerGuess:
    """What is taken for a sheet's table: the place of its header among the rows, its kind, and its columns."""

    sheet: TrackerSheet
    header: int
    kind: str
    system: SystemMapping | None
    columns: tuple[ColumnGuess, ...]

    @property
    def rows(self) -> int:
        return sum(any(not cell.is_empty for cell in row) for row in self.sheet.rows[self.header + 1 :])

    @property
    def words(self) -> str:
        """What is taken for the table: its sheet and header row, how many rows it has, of what, and which system it is of."""
        title = f"sheet {self.sheet.title}, " if self.sheet.title else ""
        system = f", as {self.system.name} exports them" if self.system else ""
        rows = f"{wording.count(self.rows, 'row')} below it: {self.kind}{system}."
        return wording.capital(f"{title}row {self.header + 1} names the columns; {rows}")

    def name_of(self, column: ColumnGuess) -> str:
        """Return by what a column is known again: its heading, with its letter where it has none or another has the same."""
        first = next((one for one in self.columns if one.heading == column.heading), column)
        alone = bool(column.heading) and first.place == column.place
        return column.heading if alone else f"{column.heading} (column {column.letter})".strip()

    @property
    def by_field(self) -> Mapping[TrackerField, ColumnGuess]:
        return {one.field: one for one in self.columns if one.field not in NOT_TAKEN}

    def is_derived(self, heading: str) -> bool:
        """Return whether a column is worked out by the system that exported it: nobody can map it to what was reported."""
        return bool(self.system and self.system.columns.get(plain_heading(heading)) is TrackerField.DERIVED)

    def with_fields(self, fields: Mapping[str, TrackerField], why: str) -> TrackerGuess:
        """Return the guess with what a person said of columns, by their names (see ``name_of``).

        Of a heading that stands there twice only the first column is read, unless a person said so of the other.
        """
        headings = {one.heading: one.place for one in reversed(self.columns)}
        columns = []
        for one in self.columns:
            known = fields.get(self.name_of(one))
            again = one.heading in fields and headings[one.heading] != one.place
            new = known or (TrackerField.NOT_READ if again else None)
            if self.is_derived(one.heading):
                new = TrackerField.DERIVED
            columns.append(replace(one, field=new, why=why) if new else one)
        return replace(self, columns=tuple(columns))


def heading_of(cell: TrackerCell) -> str:
    """Return a heading as it is shown and kept; a number or a day that heads a column is taken as its text."""
    value = cell.value
    words = cell.words if isinstance(value, str) else "" if value is None else str(value)
    return wording.clean(" ".join(words.split()))[:LONGEST_HEADING]


def headings_in(sheet: TrackerSheet, header: int) -> list[str]:
    """Return the headings of a table, by place; "" for a column without one.

    Where a heading comes again, as Likelihood does under Inherent and under Current, the row above it tells its columns apart.
    """
    plain = [heading_of(cell) for cell in sheet.rows[header]]
    above = [heading_of(cell) for cell in sheet.rows[header - 1]] if header else []
    groups: list[str] = []
    for place in range(len(plain)):  # what is merged over columns stands in the first of them
        groups.append(above[place] if place < len(above) and above[place] else groups[-1] if groups else "")
    again = {one for one in plain if one and plain.count(one) > 1}
    groups_by_heading = {one: {groups[at] for at, other in enumerate(plain) if other == one} for one in again}
    apart = {one for one in again if len(groups_by_heading[one]) == plain.count(one)}
    named = zip(plain, groups, strict=True)
    return [f"{group} {one}".strip()[:LONGEST_HEADING] if one in apart else one for one, group in named]
