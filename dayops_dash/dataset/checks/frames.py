"""The tables of one council's folder as the checks of meaning take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

Frames = dict[str, pd.DataFrame]


class ReadOnce(Frames):
    """The tables of a folder whose rows are made into dictionaries once, for all checks. No check changes a row."""

    def __init__(self, frames: Frames) -> None:
        super().__init__(frames)
        self._records: dict[str, list[dict[Any, Any]]] = {}

    def records(self, name: str) -> list[dict[Any, Any]]:
        """Return a table's rows."""
        if name not in self._records:
            self._records[name] = self[name].to_dict("records")
        return self._records[name]


def read_once(frames: Frames) -> ReadOnce:
    """Return tables whose rows are made into dictionaries once: the same where they are so already."""
    return frames if isinstance(frames, ReadOnce) else ReadOnce(frames)


def rows(frames: Frames, name: str) -> Iterator[tuple[Table, int, dict[Any, Any]]]:
    """Yield a table's rows as dictionaries, each with its row as a spreadsheet counts it."""
    if name in frames:
        records = frames.records(name) if isinstance(frames, ReadOnce) else frames[name].to_dict("records")
        for position, row in zip(frames[name].index, records, strict=True):  # which has gaps where rows are left out
            yield TABLES[name], int(position) + 2, row
