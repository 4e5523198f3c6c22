"""The columns of a file that are wanted, found by name whatever their case, spaces and underscores."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from dayops_dash.dataset import DatasetError
from dayops_dash.prepare.records.fields import CellKind

Optional = tuple[str, ...]
StandIns = Mapping[str, tuple[str, CellKind]]
NONE_STANDS_IN: StandIns = {}
MOST_NAMED = 40  # columns of a file, in a message


class RecordsError(DatasetError):
    """Records, a lookup or an engine that cannot be used; the message says why and what to do."""


def plain(name: str) -> str:
    """Return a column's name without what differs between extracts: case, spaces, underscores, marks."""
    return re.sub(r"[^a-z0-9]", "", name.casefold())


def code_of(cell: object) -> str:
    """Return a council's code as it is compared: in capitals, without spaces of any kind."""
    return re.sub(r"[\s\u200b\u2060\ufeff]+", "", "" if cell is None else str(cell)).upper()


def matched_columns(
    path: Path,
    columns: list[str],
    wanted: Mapping[str, CellKind],
    optional: Optional,
    stand_ins: StandIns = NONE_STANDS_IN,
) -> dict[str, tuple[str, CellKind]]:
    """Return the file's own name for each wanted column, or for the one that stands in for it, and how its cells are read."""
    there = {plain(column): column for column in reversed(columns)}
    named = {name: (name, kind) for name, kind in wanted.items()}
    named |= {name: stand_ins[name] for name in wanted if name in stand_ins and plain(name) not in there}
    chosen = {name: (there[plain(column)], kind) for name, (column, kind) in named.items() if plain(column) in there}
    missing = [name for name in wanted if name not in chosen and name not in optional]
    if missing:
        instead = [f"{name} (or {stand_ins[name][0]})" if name in stand_ins else name for name in missing]
        raise RecordsError(
            f"{path.name} has not the column{'s' if len(missing) > 1 else ''} {', '.join(instead)}. "
            f"{_named(columns, bool(chosen))} Export it again with what is missing."
        )
    return chosen


def _named(columns: list[str], header: bool) -> str:
    """Return a file's columns in words: none where the first line is no header, since it is then a client's record."""
    if not header:
        return "Its first line does not look like the names of columns."
    return f"It has: {', '.join(c for c in columns[:MOST_NAMED] if not re.search(r'[0-9]{2}', c))}."
