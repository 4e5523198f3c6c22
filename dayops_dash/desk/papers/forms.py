"""What of each table a paper may propose, as forms whose cells a person may type instead."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dayops_dash.dataset.schema import Column, Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.returns.form import CellEntry, FormColumn, FormLine, SheetForm, Unit, Values

PROPOSED = (
    *("engagements", "survey_questions", "survey_answers", "intentions", "updates", "recommendations", "levels"),
    *(
        "level_figures",
        "spend",
        "savings",
        "people",
        "projections",
        "outcome_values",
        "risks",
        "risk_scores",
        "mitigations",
        "context",
    ),
)
PREFIX = "paper "
SOURCE = ("document_id", "locator", "visibility")
ENTRIES = {"number": CellEntry.NUMBER, "integer": CellEntry.WHOLE}


def heading_of(name: str) -> str:
    """Return a column's name as words: amount_gbp is Amount (£)."""
    words = name.removesuffix("_gbp").removesuffix("_pct").removesuffix("_id").replace("_", " ")
    unit = " (£)" if name.endswith("_gbp") else " (%)" if name.endswith("_pct") else ""
    return f"{words[:1].upper()}{words[1:]}{unit}".replace("edtf", "as interval (EDTF)")


def _entry(column: Column) -> CellEntry:
    return CellEntry.WORD if column.choices else ENTRIES.get(column.kind, CellEntry.TEXT)


def _form(table: Table) -> SheetForm:
    columns = tuple(
        FormColumn(column.name, heading_of(column.name), _entry(column), column.description)
        for column in table.columns[1:]
        if column.name not in SOURCE
    )
    lists = {column.name: tuple(map(str, column.choices)) for column in table.columns if column.choices}
    unit = Unit(tuple(column.name for column in columns), table.title)
    return SheetForm(
        f"{PREFIX}{table.name}", table.title, table.name, "", (), columns, (unit,), _no_lines, _no_values,
        lambda held, name: lists.get(name, ()), _as_taken,
    )  # fmt: skip


def _no_lines(held: HeldVersion) -> list[FormLine]:
    return []


def _no_values(held: HeldVersion, key: str) -> Values:
    return {}


def _as_taken(held: HeldVersion, key: str, taken: Values, on: str) -> dict[str, str]:
    return dict(taken)


PAPER_FORMS: Mapping[str, SheetForm] = MappingProxyType(
    {form.name: form for form in (_form(TABLES[name]) for name in PROPOSED)}
)


def table_of(form: str) -> str:
    """Return the table that a form of papers is of; "" for another form."""
    return form.removeprefix(PREFIX) if form in PAPER_FORMS else ""
