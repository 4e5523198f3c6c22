"""An earlier release of a council's counts, as the record of releases or the tables in its folder tell it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.vocabulary import Shorthand
from dayops_dash.dataset.writing.put import read_rows
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import tables
from dayops_dash.prepare.disclosure.protection import (
    Cell,
    CountTable,
    Dimension,
    Method,
    Policy,
    ProtectedTable,
    Release,
    Value,
    Zeros,
)
from dayops_dash.prepare.records.fields import NOT_KNOWN
from dayops_dash.prepare.release.folder import MARK

Amount = tuple[str, str, str]  # measure, breakdown, group
WithAmount = Mapping[
    tuple[str, str, str, str], int
]  # people by measure, breakdown, group, month of birth ("": not kept)
HIDDEN_COUNTS = re.compile(r"counts of (\d+) to (\d+) are hidden")
ROUNDED = "to the nearest 5"


@dataclass(frozen=True)
class Earlier:
    """A release, and as much as is known of the counts behind it.

    ``counts`` are the true tables, and ``with_amount`` how many people of each group and month of birth have an amount: both empty
    where only what was published is known. ``own_providers`` is then None.
    """

    snapshot: date
    release: Release
    amounts: Mapping[Amount, Value]
    submission: str = ""  # the moment of the submission that was counted; "" where it is not known
    own_providers: tuple[str, ...] | None = None
    counts: tuple[CountTable, ...] = ()
    with_amount: WithAmount = field(default_factory=dict)

    def same_as(self, other: Earlier) -> bool:
        """Whether both show the same of the same day, as far as each can be read from a folder."""
        return self.snapshot == other.snapshot and self.visible() == other.visible()

    def visible(self) -> dict[tuple[str, ...], Value]:
        """Return each cell that readers of the folder see, by measure, area, breakdown and group."""
        people: dict[tuple[str, ...], Value] = {
            ("people", one.area_code, one.breakdown, one.group): one.value
            for one in tables.people_shown(self.release.tables)
        }
        return {**people, **{(measure, "", *rest): value for (measure, *rest), value in self.amounts.items()}}


def in_folder(folder: Path) -> list[Earlier]:
    """Return the releases that a council's folder holds, one for each snapshot. Raises DatasetError where it cannot be read."""
    notes = {row["document_id"]: row["note"] for row in read_rows(folder, "documents")}
    snapshots: dict[tuple[str, str], list[Cells]] = {}
    for row in read_rows(folder, "reach"):
        if row["document_id"].startswith(MARK):
            snapshots.setdefault((row["snapshot_on"], row["document_id"]), []).append(row)
    return [
        _of_rows(date.fromisoformat(snapshot), rows, notes.get(document, ""))
        for (snapshot, document), rows in snapshots.items()
    ]


def _of_rows(snapshot: date, rows: Sequence[Cells], note: str) -> Earlier:
    values = {(r["measure"], r["area_code"], r["breakdown"], r["group"]): _value(r) for r in rows}
    amounts = {(m, b, g): value for (m, area, b, g), value in values.items() if m != "people" and not area}
    areas = list(dict.fromkeys(r["area_code"] for r in rows if r["area_code"]))
    known = tables.categories(areas)
    protected = []
    for names in tables.PAIRS:
        table = ProtectedTable(" and ".join(names), tuple(Dimension(name, known[name]) for name in names), {})
        cells = {cell: values.get(("people", *_row(names, cell))) for cell in table.cells()}
        cells = {
            cell: 0 if value is Shorthand.NOT_AVAILABLE else value for cell, value in cells.items()
        }  # nobody was counted
        visible = {cell: value for cell, value in cells.items() if value is not None}
        protected.append(ProtectedTable(table.name, table.dimensions, visible))
    return Earlier(snapshot, Release(tuple(protected), _policy(note, values)), amounts)


def _value(row: Cells) -> Value:
    """Return what a row shows. Nobody was found where a count is not available: it is 0 of the people who were counted."""
    if row["measure"] == "people" and row["shorthand"] == Shorthand.NOT_AVAILABLE:
        return 0
    return int(float(row["value"])) if row["value"] else Shorthand(row["shorthand"])


def _row(names: Sequence[str], cell: Cell) -> tuple[str, str, str]:
    """Return where a cell of a table stands among the rows of a folder: area, breakdown and group."""
    named = {name: word for name, word in zip(names, cell, strict=True) if word}
    area = named.pop(day.AREA, "")
    if area == NOT_KNOWN:
        return ("", day.AREA, NOT_KNOWN) if not named else ("", "no row", "")
    if len(named) > 1:
        return "", "no row", ""
    breakdown, group = next(iter(named.items()), ("", ""))
    return area, breakdown, group


def _policy(note: str, values: Mapping[tuple[str, str, str, str], Value]) -> Policy:
    """Return the policy that a document's note states. Old notes do not say whether zeros are hidden: a zero in the rows shows it."""
    match = HIDDEN_COUNTS.search(note)
    zero = any(value == 0 and where[0] == "people" for where, value in values.items())
    return Policy(
        threshold=int(match[2]) if match else Policy().threshold,
        zeros=Zeros.SHOWN if zero else Zeros.HIDDEN,
        method=Method.ROUND if ROUNDED in note else Method.SUPPRESS,
    )
