"""The header of a table's file against the columns of its schema: which column stands where, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from dayops_dash.dataset.files.delimited import trimmed
from dayops_dash.dataset.files.text_file import printable
from dayops_dash.dataset.schema import Table

NEAR = 0.7  # of difflib: how like a column's name a misspelt one must be


@dataclass(frozen=True)
class HeaderFault:
    """One thing wrong with a header; ``column`` is the name as it stands there, or the one that is wanted."""

    column: str
    found: str
    expected: str
    do: str


@dataclass(frozen=True)
class Header:
    """Where each column of the schema stands in a file's rows (None for one that is absent), and how wide the rows are.

    ``meant`` is the place that a misspelt column is taken for, so that its cells are checked too. ``absent`` are the columns
    that must be there and are not.
    """

    places: tuple[int | None, ...]
    width: int
    faults: tuple[HeaderFault, ...]
    absent: frozenset[str]
    known: bool = True

    def cells(self, row: Sequence[str]) -> list[str]:
        """Return a row's cells in the order of the schema, "" for a column that the file has not."""
        length = len(row)
        return ["" if place is None or place >= length else row[place] for place in self.places]


def match(header: Sequence[str], table: Table) -> Header:
    """Return how a file's first row fits a table's columns. A column that is not required may be absent."""
    names = trimmed(list(header))
    columns = [column.name for column in table.columns]
    if not set(names) & set(columns):
        return Header((), len(names), (_no_header(table),), frozenset(columns), known=False)
    meant = _meant(names, columns)
    places = {name: place for place, name in reversed(list(enumerate(names)))}
    places.update({column: places[name] for name, column in meant.items()})
    absent = frozenset(c.name for c in table.columns if c.required and c.name not in places)
    faults = (*_absent(table, absent), *_unknown(names, columns, meant), *_twice(names), *_order(names, columns))
    return Header(tuple(places.get(column) for column in columns), len(names), faults, absent)


def _meant(names: Sequence[str], columns: Sequence[str]) -> dict[str, str]:
    """Return the column that each misspelt name is meant for: the one most like it, or the only one, in its very place."""
    unknown = [name for name in dict.fromkeys(names) if name and name not in columns]
    free = {_plain(column): column for column in columns if column not in names}
    meant: dict[str, str] = {}
    for name in unknown:
        near = get_close_matches(_plain(name), list(free), n=1, cutoff=NEAR)
        if near:
            meant[name] = free.pop(near[0])
    rest = [name for name in unknown if name not in meant]
    if len(rest) == 1 and len(names) == len(columns) and (column := columns[names.index(rest[0])]) in free.values():
        meant[rest[0]] = column
    return meant


def _plain(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_")


def _no_header(table: Table) -> HeaderFault:
    first = ", ".join(column.name for column in table.columns[:4])
    do = f"Put the names of the columns into row 1: {first} and so on, as docs/tables.md lists them."
    return HeaderFault("", "no name of a column in the first row", f"the columns of {table.name}", do)


def _absent(table: Table, absent: frozenset[str]) -> Iterator[HeaderFault]:
    for column in table.columns:
        if column.name in absent:
            expected = f"the column {column.name} ({column.description.rstrip('.')})"
            yield HeaderFault(column.name, "no such column", expected, "Add it; each row needs it.")


def _unknown(names: Sequence[str], columns: Sequence[str], meant: dict[str, str]) -> Iterator[HeaderFault]:
    for name in dict.fromkeys(names):
        if name in columns:
            continue
        expected = f"the columns {', '.join(columns)}"
        if not name.strip():
            place = names.index(name) + 1
            yield HeaderFault("", f"no name above column {place}", expected, "Name it, or delete the column.")
        elif name in meant:
            do = f"Did you mean {meant[name]}? Rename it."
            yield HeaderFault(printable(name), "a column that the schema has not", f"the column {meant[name]}", do)
        else:
            yield HeaderFault(printable(name), "a column that the schema has not", expected, "Rename or remove it.")


def _twice(names: Sequence[str]) -> Iterator[HeaderFault]:
    for name in sorted({n for n in names if n.strip() and names.count(n) > 1}):
        yield HeaderFault(printable(name), "the column twice", "each column once", "Remove one of them.")


def _order(names: Sequence[str], columns: Sequence[str]) -> Iterator[HeaderFault]:
    known = list(dict.fromkeys(name for name in names if name in columns))
    if known != [column for column in columns if column in known]:
        expected = ", ".join(columns)
        yield HeaderFault("", "columns in another order", expected, "Put the columns in this order.")
