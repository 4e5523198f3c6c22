"""Rows as the dataset hands them out: one type for each table, made from its schema, read like a dictionary and never changed.

Many readers share one row. A dictionary would let any of them change what the others see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, KeysView, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Self

import pandas as pd

from dayops_dash import wording
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

PAPERS = "documents"  # the only table whose rows are no older or newer than themselves
REPORTED_ON = "reported_on"  # added to every other table: the day from which the row was known


class Row(Mapping[str, Any]):
    """One row of a table: ``row["title"]``, ``row.get("title")``, ``row.title`` and ``{**row}`` all read it.

    Two rows are equal where they hold the same cells, and an absent cell equals an absent one. A row equals a dictionary of the
    same cells. Raises AttributeError or TypeError where anything tries to change it.
    """

    __slots__ = ("_cells",)
    table: ClassVar[str] = ""
    columns: ClassVar[tuple[str, ...]] = ()
    _places: ClassVar[Mapping[str, int]] = MappingProxyType({})
    _cells: tuple[Any, ...]

    def __new__(cls, cells: Iterable[Any]) -> Self:
        row = super().__new__(cls)
        object.__setattr__(row, "_cells", tuple(cells))
        if len(row._cells) != len(cls.columns):
            raise ValueError(f"A row of {cls.table} has {len(cls.columns)} cells, not {len(row._cells)}.")
        return row

    def __getitem__(self, name: str) -> Any:
        return self._cells[self._places[name]]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns)

    def __len__(self) -> int:
        return len(self.columns)

    def __contains__(self, name: object) -> bool:
        return name in self._places

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

    def __reduce__(self) -> tuple[Callable[..., Row], tuple[str, tuple[Any, ...]]]:
        return _row_of, (self.table, self._cells)

    def __repr__(self) -> str:
        cells = ", ".join(f"{name}={cell!r}" for name, cell in self.items())
        return f"{type(self).__name__}({cells})"

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any: ...


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

    def cell(row: Row, name: str) -> Any:
        return row._cells[places[name]]

    own = {"__slots__": (), "table": table.name, "columns": columns, "_places": MappingProxyType(places)}
    read = {name: property(_reader(place), doc=_told(table, name)) for name, place in places.items()}
    called = "".join(part.capitalize() for part in table.name.split("_"))
    return type(f"{called}Row", (Row,), {**own, **read, "__getitem__": cell, "__module__": __name__})


def _reader(place: int) -> Callable[[Row], Any]:
    return lambda row: row._cells[place]


def _told(table: Table, name: str) -> str:
    return table.by_name[name].description if name in table.by_name else "The day from which the row was known."


TYPES: Mapping[str, type[Row]] = MappingProxyType({name: row_type(table) for name, table in TABLES.items()})


def _row_of(table: str, cells: Iterable[Any]) -> Row:
    return TYPES[table](cells)


def rows_of(name: str, frame: pd.DataFrame) -> tuple[Row, ...]:
    """Return the rows of a table's frame (see ``Dataset.table``). An absent number is NaN, an absent whole number None."""
    kind = TYPES[name]
    return tuple(map(kind, zip(*(_column(frame[column]) for column in kind.columns), strict=True)))


def _column(cells: pd.Series) -> list[Any]:
    """Return cells as Python's own values."""
    return [None if cell is pd.NA else cell for cell in cells.tolist()]
