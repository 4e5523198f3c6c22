"""Figures of the facts: those that a reader looks for, and all of them for a sheet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.tables import TABLES
from dayops_dash.figures.shared.grid import Cell, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure, Source
from dayops_dash.measures.record.facts import facts, number_of

FACTS_SHOWN = 50


NAMES = {"year", "paragraph number", "score"}  # numbers that name or grade, and count nothing: 2020 is no 2,020


ONE_OF = {"people": "person", "centres or providers": "centre or provider"}  # a unit, of one


def find_facts(council: Council, search: str, table: str) -> pd.DataFrame:
    """Return the facts that hold every word of ``search``, in one table or ("") in all."""
    found = facts(council)
    if table:
        found = found[found["table"] == table]
    words = search.casefold().split()
    if words:
        said = _searchable(council)
        found = found[[all(word in said[i] for word in words) for i in found.index]]
    return found


@per_council
def _searchable(council: Council) -> tuple[str, ...]:
    """Return each fact as one text to search, made once for a council and day."""
    return tuple(" ".join(row).casefold() for row in facts(council).itertuples(index=False))


def facts_figure(council: Council, search: str = "", table: str = "", first: int = 0) -> Figure:
    """The facts that a reader looks for, ``FACTS_SHOWN`` at a time from ``first``."""
    every, found = facts(council), find_facts(council, search, table)
    found = pd.concat([found[found["unit"] != ""], found[found["unit"] == ""]])  # numbers before words
    shown = found.iloc[first : first + FACTS_SHOWN]
    last = first + len(shown)
    return Figure(
        "facts",
        _title(len(found), len(every), search, table),
        f"Every fact known on {wording.day(council.as_at)}, {council.short_title}",
        f"Shown here: {first + 1:,} to {last:,}. The download has all."
        if len(shown)
        else "Nothing matches: try fewer words, or all tables.",
        grid_of(
            shown.to_dict("records"),
            GridColumn("subject", "Subject", lambda r: r["subject"]),
            GridColumn("measure", "Measure", lambda r: ", ".join(p for p in (r["measure"], r["period"]) if p)),
            GridColumn("value", "Value", lambda r: _with_unit(r["value"], r["unit"])),
            GridColumn("as_written", "As written", lambda r: _hedged(r["as_written"], r["qualifier"])),
            GridColumn("place", "Where", lambda r: str(Source(r["document"], r["locator"]))),
        ),
        grid_first=True,
    )


def _title(found: int, every: int, search: str, table: str) -> str:
    within = wording.listed(
        [w for w in (f"“{search}”" if search else "", TABLES[table].title.lower() if table in TABLES else "") if w]
    )
    return f"{found:,} of {every:,} facts: {within}" if within else f"{every:,} facts, each with its place in a paper"


def record_figure(council: Council) -> Figure:
    """Every fact with all that the dataset says of it, numbers as numbers: for a sheet, not for a screen."""
    every = facts(council)
    labels = {
        "subject": "Subject",
        "measure": "Measure",
        "period": "Period",
        "value": "Value",
        "unit": "Unit",
        "as_written": "As written",
        "qualifier": "Qualifier",
        "document": "Paper",
        "locator": "Where",
        "reported_on": "Reported on",
        "visibility": "Visibility",
    }
    return Figure(
        "facts",
        f"{len(every):,} facts, each with its place in a paper",
        f"Every fact known on {wording.day(council.as_at)}, {council.short_title}",
        "A value with a unit is a number; one without is a word, a date or a phrase.",
        grid_of(every.to_dict("records"), *(_column(code, label) for code, label in labels.items())),
    )


def _column(code: str, label: str) -> GridColumn[dict[Hashable, Any]]:
    kind = Kind.DATE if code == "reported_on" else Kind.TEXT
    return GridColumn(code, label, lambda row: _typed(code, row), kind)


def _typed(code: str, row: Mapping[Hashable, Any]) -> Cell:
    """Return a cell of the record: a number where there is a unit, the day on which it was reported as a day, else text."""
    if code == "reported_on":
        return date.fromisoformat(row[code]) if row[code] else None
    return number_of(row["value"], row["unit"]) if code == "value" else str(row[code])


def _with_unit(value: str, unit: str) -> str:
    if unit in NAMES:
        return value
    try:
        number = wording.plain(float(value)) if unit else value
    except ValueError:
        return value
    if number == "1":
        unit = ONE_OF.get(unit, unit)
    return f"£{number}" if unit == "GBP" else f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()


def _hedged(as_written: str, qualifier: str) -> str:
    return f"{as_written} ({qualifier})" if qualifier and as_written else as_written
