"""A council's own file, as it is before submission: without the derived columns, the council's code and the moment of a submission."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.records.columns import RecordsError, plain
from dayops_dash.prepare.records.fields import OF_SUBMISSION, OPTIONAL, STAND_INS, Field
from dayops_dash.prepare.records.moments import moment_of
from dayops_dash.prepare.records.scope import Frame
from dayops_dash.prepare.records.submissions import AS_SUBMITTED, PERIOD

LIKE = {  # in a column's name, where it may be meant for one of the specification's that a file may lack
    Field.GENDER: "sex|gender",
    Field.ETHNICITY: "ethnic",
    Field.COMPONENT: "component",
    Field.UNIT_COST: "cost(?!.*(frequency|unittype))|price|rate$",
    Field.UNIT_TYPE: "frequency|unittype",
    Field.UNITS: "units",
    Field.PROVIDER: "provider",
    Field.POSTCODE: "postcode",
}
END_OF_DAY = time(23, 59, 59)


@dataclass(frozen=True)
class OwnColumns:
    """Which columns of a file stand for the derived ones (by field), and which of a submission's it does not have."""

    stand_in: Mapping[str, str]
    missing: tuple[str, ...]
    absent: Mapping[str, str] = field(
        default_factory=dict
    )  # each that may be missing and is: a column that may be meant

    @property
    def dated(self) -> str:
        """Where the date of the submission comes from, for the note of its document."""
        own = "The council's own file, before submission: dated by the day on which it was made, or the end of its period."
        return own if Field.IMPORTED in self.missing else AS_SUBMITTED


def columns_of(names: Sequence[str]) -> OwnColumns:
    """Return which of a file's columns stand for others."""
    there = {plain(name): name for name in reversed(names)}
    stand_in = {
        field: there[plain(column)]
        for field, (column, _) in STAND_INS.items()
        if plain(field) not in there and plain(column) in there
    }
    missing = tuple(field for field in OF_SUBMISSION if plain(field) not in there)
    return OwnColumns(stand_in, missing, {one: _like(one, names) for one in OPTIONAL if plain(one) not in there})


def _like(field: Field, names: Sequence[str]) -> str:
    """Return a column that may be meant for one that is not there: never one with digits, which may be a person's cell."""
    taken = {plain(name) for name in (*Field, *(column for column, _ in STAND_INS.values()))}
    fitting = (name for name in names if re.search(LIKE[field], plain(name)) and plain(name) not in taken)
    return next((name for name in fitting if not re.search(r"[0-9]", name)), "")


def filled(records: Frame, columns: OwnColumns, asked: Asked) -> Frame:
    """Return the records with the council's code and name where the file does not have them."""
    defaults = {Field.LA_CODE: asked.question.council, Field.LA_NAME: asked.name}
    lacking = {field: words for field, words in defaults.items() if field in columns.missing}
    columns_added = [nw.lit(words).alias(field) for field, words in lacking.items()]
    return records.with_columns(*columns_added) if columns_added else records


def moment(rows: Iterable[Mapping[str, Any]], asked: Asked) -> datetime:
    """Return when a file without an import date is taken to be made: as asked, or the end of its period.

    Raises RecordsError where its rows are of several periods, and so perhaps of several submissions, or of none.
    """
    periods = {tuple(moment_of(row[field]) for field in PERIOD) for row in rows}
    whole = {(first.date(), last.date()) for first, last in periods if first and last}
    if len(whole) != 1:
        what = f"rows of {len(whole)} reporting periods" if whole else "no reporting period that is understood"
        raise RecordsError(
            f"{asked.records.name} has no column {Field.IMPORTED} and {what}, so its submissions cannot be told apart. "
            "Give a file of one submission, or one with that column."
        )
    ((_, last),) = whole
    return datetime.combine(asked.extracted or last, END_OF_DAY)


def notes(columns: OwnColumns, asked: Asked, made: date | None) -> list[str]:
    """Return sentences on which columns were used for what."""
    by_column: dict[str, list[str]] = {}
    for name, column in columns.stand_in.items():
        by_column.setdefault(column, []).append(name)
    lines = [f"Column “{column}” is used for {' and '.join(fields)}." for column, fields in by_column.items()]
    for name, like in columns.absent.items() if asked.out else ():
        rename = f" If “{like}” is that column, call it {name}." if like else ""
        lines.append(f"No column {name}: what it says is not known of anybody.{rename}")
    if Field.LA_CODE in columns.missing:
        lines.append(f"No column {Field.LA_CODE}: every row is taken as one of {asked.question.council} (--council).")
    if Field.LA_NAME in columns.missing:
        lines.append(f"No column {Field.LA_NAME}: the council is called “{asked.name}” (--council-name).")
    if made:
        why = "as --extracted says" if asked.extracted else "the end of its period (--extracted gives another day)"
        lines.append(f"No column {Field.IMPORTED}: the file is one submission, made on {wording.day(made)}, {why}.")
    return lines
