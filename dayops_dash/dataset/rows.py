"""Rows as the dataset hands them out: one type for each table, made from its schema, read by attribute and never changed.

Many readers share one row. A dictionary would let any of them change what the others see. Which columns a type has is written
for mypy in ``row_types.pyi``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self

import pandas as pd

from dayops_dash import wording
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

PAPERS = "documents"  # the only table whose rows are no older or newer than themselves
REPORTED_ON = "reported_on"  # added to every other table: the day from which the row was known
Cell = str | int | float | date | None


class Row(Mapping[str, Cell]):
    """One row of a table: ``row.title`` reads a cell; ``row[column]`` the one of a column that is only known as the program runs.

    Two rows are equal where they hold the same cells, and an absent cell equals an absent one. A row equals a dictionary of the
    same cells. Raises AttributeError or TypeError where anything tries to change it.
    """

    __slots__ = ("_cells",)
    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()
    _places: ClassVar[Mapping[str, int]] = MappingProxyType({})
    _cells: tuple[Cell, ...]

    def __new__(cls, cells: Iterable[Cell]) -> Self:
        row = super().__new__(cls)
        object.__setattr__(row, "_cells", tuple(cells))
        if len(row._cells) != len(cls.columns):
            raise ValueError(f"A row of {cls.table} has {len(cls.columns)} cells, not {len(row._cells)}.")
        return row

    def __getitem__(self, name: str) -> Cell:
        return self._cells[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self._places

    def get(self, name: str, default: Any = None) -> Any:
        place = self._places.get(name)
        return default if place is None else self._cells[place]

    def keys(self) -> KeysView[str]:
        return self._places.keys()

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(
            f"A row of {self.table} cannot be changed: make a new one, as in {{**row, {name!r}: ...}}."
        )

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"A row of {self.table} cannot be changed: {name!r} stays.")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if not isinstance(other, Mapping):
            return NotImplemented
        return self.keys() == other.keys() and all(_same(cell, other[name]) for name, cell in self.items())

    def __hash__(self) -> int:
        return hash(frozenset((name, None if _absent(cell) else cell) for name, cell in self.items()))

    def __reduce__(self) -> tuple[Callable[..., Row], tuple[str, tuple[Cell, ...]]]:
        return _row_of, (self.table, self._cells)

    def __repr__(self) -> str:
        cells = ", ".join(f"{name}={cell!r}" for name, cell in self.items())
        return f"{type(self).__name__}({cells})"

    if TYPE_CHECKING:
        # the columns of every table
        @property
        def document_id(self) -> str: ...
        @property
        def locator(self) -> str: ...
        @property
        def visibility(self) -> str: ...
        @property
        def note(self) -> str: ...


class ReportedRow(Row):
    """A row of any table but ``documents``: the dataset adds the day from which it was known."""

    __slots__ = ()

    if TYPE_CHECKING:

        @property
        def reported_on(self) -> date | None: ...


class Placed(Protocol):
    """Anything that stands at a place in a paper: a row, or a line that is made from several."""

    @property
    def document_id(self) -> str: ...
    @property
    def locator(self) -> str: ...


@dataclass(frozen=True)
class Place:
    """A place in a paper."""

    document_id: str
    locator: str


def place_of(row: Placed) -> Place:
    return Place(row.document_id, row.locator)


def text_of(row: Row, column: str) -> str:
    """Return the text of a column that is only known as the program runs; "" where the row's table has no such column.

    Raises TypeError where the column is not text.
    """
    cell = row.get(column, "")
    if not isinstance(cell, str):
        raise TypeError(f"{row.table}: {column} is not a column of text.")
    return cell


def number_of(row: Row, column: str) -> float:
    """Return the number of a column that is only known as the program runs; NaN where there is none.

    Raises TypeError where the column is not one of numbers.
    """
    cell = row[column]
    if cell is None:
        return math.nan
    if not isinstance(cell, int | float):
        raise TypeError(f"{row.table}: {column} is not a column of numbers.")
    return float(cell)


def _absent(cell: object) -> bool:
    return not isinstance(cell, str) and wording.missing(cell)  # an empty text is a cell


def _same(cell: object, other: object) -> bool:
    if _absent(cell) or _absent(other):
        return _absent(cell) and _absent(other)
    return bool(cell == other)


def row_type(table: Table) -> type[Row]:
    """Return the type of a table's rows: its columns in order, then ``reported_on`` where the table has it.

    Raises ValueError where a column's name is taken by what every row can do.
    """
    columns = (*(column.name for column in table.columns), *(() if table.name == PAPERS else (REPORTED_ON,)))
    if taken := [name for name in columns if hasattr(Row, name)]:
        raise ValueError(f"{table.name}: a column cannot be called {', '.join(taken)}.")
    places = {name: place for place, name in enumerate(columns)}

    def cell(row: Row, name: str) -> Cell:
        return row._cells[places[name]]

    own = {"__slots__": (), "table": table.name, "columns": columns, "_places": MappingProxyType(places)}
    read = {name: property(_reader(place), doc=_description(table, name)) for name, place in places.items()}
    base = Row if table.name == PAPERS else ReportedRow
    return type(type_name(table), (base,), {**own, **read, "__getitem__": cell, "__module__": __name__})


def type_name(table: Table) -> str:
    """Return the name of the type of a table's rows: ``RiskScoresRow`` for ``risk_scores``."""
    return "".join(part.capitalize() for part in table.name.split("_")) + "Row"


def _reader(place: int) -> Callable[[Row], Cell]:
    return lambda row: row._cells[place]


def _description(table: Table, name: str) -> str:
    return table.by_name[name].description if name in table.by_name else "The day from which the row was known."


TYPES: Mapping[str, type[Row]] = MappingProxyType({name: row_type(table) for name, table in TABLES.items()})


def _row_of(table: str, cells: Iterable[Cell]) -> Row:
    return TYPES[table](cells)


def rows_of(name: str, frame: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a table's frame (see ``Dataset.table``). An absent number is NaN, an absent whole number None."""
    kind = TYPES[name]
    return tuple(map(kind, zip(*(_column(frame[column]) for column in kind.columns), strict=True)))


def dated(frame: pd.DataFrame, papers: pd.DataFrame) -> pd.DataFrame:
    """Return a table's frame with the day from which each row was known: two papers disagree from the day of the later one.

    Raises KeyError with the id of a paper that is not in ``papers``.
    """
    known = dict(zip(papers["document_id"], papers["published_on"], strict=True))
    sides = [frame[c] for c in ("document_id", "other_document_id") if c in frame]
    days = [max(filter(None, (known[paper] for paper in row)), default=None) for row in zip(*sides, strict=True)]
    with_days = frame.copy(deep=False)
    with_days[REPORTED_ON] = pd.Series(days, dtype=object)
    return with_days


def _column(cells: pd.Series) -> list[Cell]:
    """Return cells as Python's own values."""
    return [None if cell is pd.NA else cell for cell in cells.tolist()]
