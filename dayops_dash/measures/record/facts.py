"""Every fact of a dataset, one row each, with the place it comes from. What each table's columns mean is in its schema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pandas as pd

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.schema import Fact, Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.plan.due import GIVEN, NO_DETAILS, due_details
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Facts",
    what="Every number, date and short phrase of the papers, one row each.",
    why="So that any figure can be traced.",
    how="Typed from the text with its place, and checked against it a second time.",
    limits="A chart whose numbers are not in the text has no number here.",
)

COLUMNS = (
    "council",
    "table",
    "subject",
    "measure",
    "period",
    "value",
    "unit",
    "as_written",
    "qualifier",
    "document",
    "locator",
    "reported_on",
    "visibility",
)
TITLES = {  # a column that holds another row's key is shown as that row's own name
    "intention_id": ("intentions", "title"),
    "from_intention_id": ("intentions", "title"),
    "to_intention_id": ("intentions", "title"),
    "outcome_id": ("outcomes", "title"),
    "level_id": ("levels", "title"),
    "risk_id": ("risks", "title"),
    "recommendation_id": ("recommendations", "summary"),
    "question_id": ("survey_questions", "title"),
}
NUMBER = re.compile(r"-?\d+(\.\d+)?")
SAID = ("measure", "unit", "subject", "period", "as_written", "qualifier")  # a fact's fields that say what the value is
Names = dict[str, dict[str, str]]


def facts(council: Council) -> pd.DataFrame:
    """Return the facts known on the as-at date: one row a value, columns ``COLUMNS``, all text.

    ``value`` is a plain number (18400000), an ISO date or EDTF interval, or words; ``as_written`` is what the paper
    prints. A date that is an interval also has its first and last day. Rows are in the order of the schema's tables and of
    the papers. The frame is the caller's own.
    """
    return _known(council).copy()


@per_council
def _known(council: Council) -> pd.DataFrame:
    """Return the facts that all readers share, which nothing may change."""
    names = {column: _names(council, *where) for column, where in TITLES.items()}
    papers = _names(council, "documents", "title")
    found = (fact for table in TABLES.values() for fact in _facts(council, table, names, papers))
    return pd.DataFrame(list(found), columns=list(COLUMNS), dtype=object)


def _facts(council: Council, table: Table, names: Names, papers: dict[str, str]) -> Iterator[dict[str, str]]:
    for row in council.rows_of_any(table.name):
        origin = {
            "council": council.slug,
            "table": table.name,
            "reported_on": plain(row.get("reported_on", row.get("published_on"))),
            "visibility": row.visibility,
        }
        for fact in table.facts:
            if not wording.missing(row[fact.value]):
                said = {field: _said(row, getattr(fact, field), names) for field in SAID}
                if fact.value == "due_edtf" and _is_given(council, row):
                    said["qualifier"] = ", ".join(part for part in (said["qualifier"], GIVEN) if part)
                place = {"document": papers[text_of(row, fact.document)], "locator": text_of(row, fact.locator)}
                yield from _values(row[fact.value], fact, {**origin, **place, **said}, names)


def _is_given(council: Council, row: Row) -> bool:
    """Whether the council gave the days of a due date, and they are not those that we read from its words."""
    return due_details(council).get(text_of(row, "update_id"), NO_DETAILS).given_by_council


def _values(cell: object, fact: Fact, rest: dict[str, str], names: Names) -> Iterator[dict[str, str]]:
    """Yield one fact; for a date that is an interval also its first and last day."""
    text = plain(cell)
    if fact.value.endswith("_to"):
        rest = {**rest, "measure": f"{rest['measure']}, upper end"}
    yield {**rest, "value": names.get(fact.value, {}).get(text, text)}
    if fact.value.endswith("_edtf"):
        days = interval(text)
        for end, when in (("first day", days.earliest), ("last day", days.latest)):
            if when:
                yield {**rest, "measure": f"{rest['measure']}, {end}", "value": when.isoformat()}


def _said(row: Row, name: str, names: Names) -> str:
    if name.startswith("="):
        return name[1:]
    cells = ((column, plain(row[column])) for column in name.split("+"))
    return ", ".join(names.get(column, {}).get(cell, cell) for column, cell in cells if cell or "+" not in name)


def _names(council: Council, table: str, column: str) -> dict[str, str]:
    return {text_of(row, TABLES[table].key): text_of(row, column) for row in council.rows_of_any(table)}


def plain(value: object) -> str:
    """Return a cell as plain text: a number without separators, a date as ISO 8601, nothing as ""."""
    if wording.missing(value):
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10f}".rstrip("0").rstrip(".")
    return str(value)


def as_json(found: pd.DataFrame) -> str:
    """Return facts as JSON: a list of objects, numbers as numbers."""
    rows = [{**row, "value": number_of(row["value"], row["unit"])} for row in found.to_dict("records")]
    return json.dumps(rows, indent=1, ensure_ascii=False) + "\n"


def as_csv(found: pd.DataFrame) -> str:
    """Return facts as CSV. Words that a spreadsheet could take for a formula are led by an apostrophe; numbers never are."""
    safe = found.map(lambda cell: cell if NUMBER.fullmatch(cell) else wording.no_formula(cell))
    return str(safe.to_csv(index=False, lineterminator="\n"))


def number_of(value: str, unit: str) -> str | int | float:
    """Return the value of a fact that has a unit as the number that it is; else as it is."""
    try:
        return (float(value) if "." in value else int(value)) if unit else value
    except ValueError:
        return value
