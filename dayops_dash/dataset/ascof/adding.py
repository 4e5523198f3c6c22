"""Adding published ASCOF values to a council's folder: all of it or nothing, and the same bytes however often and in whichever order."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dayops_dash import wording
from dayops_dash.dataset.ascof.codes import framework_of
from dayops_dash.dataset.ascof.file import ENGLAND, AscofReading, AscofValue, FileError, read_file
from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.package import OGL, describe
from dayops_dash.dataset.vocabulary import (
    Direction,
    DocumentKind,
    NationalMatch,
    OutcomeKind,
    PublishedBasis,
    ValueRole,
    Visibility,
)
from dayops_dash.dataset.writing.put import NotPutError, put, read_rows

Held = dict[str, list[Cells]]
CHANGED = (
    "documents",
    "outcomes",
    "outcome_values",
)  # in the order in which they are put in place: what is referred to first
MARK = "ascof-"  # begins the keys of all rows that this module writes


@dataclass(frozen=True)
class Added:
    """What one file gave: how many values of the council and of England, and how many of them are hidden or not there.

    ``notes`` is how many rows above and below the table were set aside.
    """

    council: int
    england: int
    without_number: int
    notes: int = 0


def add_ascof(folder: Path, file: Path, *, year: str, published: date, name: str = "") -> Added:
    """Write the values of a published file into a council's folder, and return how many.

    ``year`` is the file's year as 2022-23 (the file does not say it), ``published`` the day from which its values count as known,
    ``name`` the council's name in the file where it differs. What the same year gave before is replaced. The new folder is made
    and checked elsewhere first. Raises FileError where the file or the result is not sound; then nothing has changed.
    """
    try:
        framework_of(year)
    except ValueError as error:
        raise FileError(f"{error}. Nothing was changed.") from error
    stated = describe(folder)
    short = str(stated["dayops"].get("short_title", stated["title"]))
    reading = read_file(file, year=year, names=[name] if name else [short, str(stated["title"])])

    def tables() -> dict[str, bytes]:
        rows_by_table = {table: read_rows(folder, table) for table in CHANGED}
        merged = _merged(rows_by_table, reading, file, year, published, short)
        return {table: as_csv(table, rows) for table, rows in merged.items() if rows}

    try:
        put(folder, tables)
    except NotPutError as error:
        raise FileError(str(error)) from error
    return Added(
        sum(not one.england for one in reading.values),
        sum(one.england for one in reading.values),
        sum(one.value.number is None for one in reading.values),
        reading.notes,
    )


def _merged(rows_by_table: Held, reading: AscofReading, file: Path, year: str, published: date, place: str) -> Held:
    """Return the three tables with the file's rows in the place of what its year gave before."""
    document = _document(file, year, published)
    rest = {
        table: [row for row in rows if row["document_id"] != document["document_id"]]
        for table, rows in rows_by_table.items()
    }
    values = [*rest["outcome_values"], *(_value(one, _in_file(file, reading), year, place) for one in reading.values)]
    needed = {row["outcome_id"] for row in values}
    before = {row["outcome_id"]: row for row in rows_by_table["outcomes"]}
    outcomes = {row["outcome_id"]: row for row in rest["outcomes"]}
    for one in (
        reading.values
    ):  # an outcome is described as its first year does, so that it is known as soon as its first value
        new = _outcome(one, _in_file(file, reading), year)
        if new["outcome_id"] not in outcomes or outcomes[new["outcome_id"]]["document_id"] > new["document_id"]:
            outcomes[new["outcome_id"]] = new
    for key in needed - set(outcomes):  # described by this year's former file alone, and another year has values of it
        outcomes[key] = before[key]
    return {
        "documents": _ours_last([*rest["documents"], document]),
        "outcomes": _placed(
            _ours_last([row for row in outcomes.values() if not _is_ours(row) or row["outcome_id"] in needed])
        ),
        "outcome_values": _with_roles(_ours_last(values)),
    }


def _in_file(file: Path, reading: AscofReading) -> str:
    """Return the place of values in a file as a locator begins: file and, in a workbook, the sheet."""
    return f"file {file.name}, sheet {reading.sheet}" if reading.sheet else f"file {file.name}"


def _document(file: Path, year: str, published: date) -> Cells:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    return {
        "document_id": f"{MARK}{year}",
        "title": f"Measures from the Adult Social Care Outcomes Framework, England, {year}",
        "kind": DocumentKind.OFFICIAL_STATISTICS,
        "published_as_written": wording.day(published),
        "published_edtf": published.isoformat(),
        "published_on": published.isoformat(),
        "published_basis": PublishedBasis.STATED,
        "covers": year,
        "licence": OGL["title"],
        "locator": f"file {file.name}",
        "visibility": Visibility.PUBLIC,
        "note": f"Loaded from the published file, SHA-256 {digest}.",
    }


def _outcome(one: AscofValue, place: str, year: str) -> Cells:
    return {
        "outcome_id": _outcome_key(one, year),
        "kind": OutcomeKind.NATIONAL_MEASURE,
        "position": "1",
        "title": one.description or f"{one.family.subject}, {one.code}",
        "direction": Direction.HIGHER,
        "definition": f"{one.family.subject}, as the ASCOF handbook of its year defines it.",
        "ascof_code": one.code,
        "ascof_framework_year": framework_of(year),
        "ascof_match": NationalMatch.ITSELF,
        "document_id": f"{MARK}{year}",
        "locator": f"{place}, row {one.value.row}",
        "visibility": Visibility.PUBLIC,
        "note": f"Code and subject: {one.family.source}.",
    }


def _outcome_key(one: AscofValue, year: str) -> str:
    framework = framework_of(year).replace(" ", "-")
    return f"{MARK}{framework}-{one.code.lower().replace('(', '-').replace(')', '')}"


def _value(one: AscofValue, where: str, year: str, place: str) -> Cells:
    rows = ", ".join(str(row) for row in one.rows)
    value = one.value
    beside = " ".join(re.findall(r"\[[^]]+\]", value.written))
    as_written = f"{value.written.split('[')[0].strip().removesuffix('%').strip()}% {beside}".strip()
    margin = one.margin.digits if value.digits and one.margin else ""
    base = f"{one.base.number:.0f}" if one.base and one.base.number is not None else ""
    return {
        "outcome_value_id": f"{_outcome_key(one, year)}.{year}.{'england' if one.england else 'council'}",
        "outcome_id": _outcome_key(one, year),
        "role": ValueRole.COMPARATOR if one.england else ValueRole.LATEST,
        "period": year,
        "place": ENGLAND if one.england else place,
        **({"value": value.digits} if value.digits else {}),
        "unit": "%",
        "shorthand": value.shorthand or "",
        "margin_of_error": margin,
        "base_count": base,
        "as_written": as_written if value.digits else _safe(value.written),
        "document_id": f"{MARK}{year}",
        "locator": f"{where}, row{'s' if len(one.rows) > 1 else ''} {rows}",
        "visibility": Visibility.PUBLIC,
        "note": value.remark,
    }


def _safe(mark: str) -> str:
    """Return a mark so that no spreadsheet takes it for a formula: a dash in quotation marks."""
    return f"“{mark}”" if mark.startswith(wording.FORMULA) else mark


def _is_ours(row: Mapping[str, str]) -> bool:
    return row["document_id"].startswith(MARK)


def _ours_last(rows: Sequence[Cells]) -> list[Cells]:
    """Return rows with ours behind, by key: so the order of loading does not show."""
    ours = sorted((row for row in rows if _is_ours(row)), key=lambda row: next(iter(row.values())))
    return [*(row for row in rows if not _is_ours(row)), *ours]


def _placed(rows: Sequence[Cells]) -> list[Cells]:
    ours = [row["outcome_id"] for row in rows if _is_ours(row)]
    return [{**row, "position": str(ours.index(row["outcome_id"]) + 1)} if _is_ours(row) else row for row in rows]


def _with_roles(rows: Sequence[Cells]) -> list[Cells]:
    """The council's value of the newest year of an outcome is its latest, the others are previous ones."""
    own = [row for row in rows if _is_ours(row) and row["role"] != ValueRole.COMPARATOR]
    newest = {row["outcome_id"]: row["period"] for row in sorted(own, key=lambda row: row["period"])}
    roles = {
        row["outcome_value_id"]: ValueRole.LATEST if row["period"] == newest[row["outcome_id"]] else ValueRole.PREVIOUS
        for row in own
    }
    return [{**row, "role": roles.get(row["outcome_value_id"], row["role"])} for row in rows]
