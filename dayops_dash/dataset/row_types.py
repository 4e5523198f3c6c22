"""The type of each table's rows, by name, and the one way to ask a council for them.

What mypy reads instead is ``row_types.pyi``, which ``python -m dayops_dash tables --types`` writes from the schema.
"""

from __future__ import annotations

from types import MappingProxyType

from dayops_dash.dataset.rows import TYPES, Row

_BY_NAME = MappingProxyType({kind.__name__: kind for kind in TYPES.values()})


def __getattr__(name: str) -> type[Row]:
    try:
        return _BY_NAME[name]
    except KeyError:
        raise AttributeError(f"No table has rows of the type {name}.") from None


class TypedRows:
    """What hands out rows: of a table that is named, each row has that table's type."""

    __slots__ = ()

    def rows(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table. Readers share them, and none can change them."""
        return self.rows_of_any(name)

    def rows_of_any(self, name: str) -> tuple[Row, ...]:
        """Return the rows of a table whose name is only known as the program runs."""
        raise NotImplementedError
