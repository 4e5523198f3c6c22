"""The tables of one council's folder as the checks of meaning take them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES

Frames = dict[str, pd.DataFrame]


def rows(frames: Frames, name: str) -> Iterator[tuple[Table, int, dict[Any, Any]]]:
    """Yield a table's rows as dictionaries, each with its row as a spreadsheet counts it."""
    if name in frames:
        for position, row in enumerate(frames[name].to_dict("records"), 2):
            yield TABLES[name], position, row
