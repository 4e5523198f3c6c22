"""Contradictions planted in shipped datasets by changing rows, and harmless changes of which nothing may be said.

Each edit is of the texts of cells, as a file has them. ``REACHES`` are contradictions that the rows alone bear out;
``HARMLESS`` are rounding, hedges, other periods, other groups, totals stated again, and news that is no contradiction.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dayops_dash.dataset import Council, Dataset
from dayops_dash.dataset.tables import TABLES
from tests.measures.record.altered import Cells, claims, texts, unaltered, with_rows


@dataclass(frozen=True)
class Edit:
    """Cells of one row changed; a new row like it where ``new`` names its key."""

    table: str
    key: str
    cells: dict[str, str]
    new: str = ""


@dataclass(frozen=True)
class Plant:
    name: str
    slug: str
    edits: tuple[Edit, ...]

    def __str__(self) -> str:
        return self.name


def change(table: str, key: str, **cells: str) -> Edit:
    return Edit(table, key, cells)


def add(table: str, like: str, new: str, **cells: str) -> Edit:
    return Edit(table, like, cells, new)


def planted(plant: Plant) -> Dataset:
    """Return the council's dataset with the edits made, in order."""
    tables: dict[str, tuple[Cells, ...]] = {}
    for edit in plant.edits:
        rows = tables.get(edit.table, texts(plant.slug, edit.table))
        key = TABLES[edit.table].key
        (row,) = [r for r in rows if r[key] == edit.key]
        made = {**row, **edit.cells}
        rows = (*rows, {**made, key: edit.new}) if edit.new else tuple(made if r[key] == edit.key else r for r in rows)
        tables[edit.table] = rows
    return with_rows(plant.slug, dict(tables))


def new_claims(plant: Plant, now: Council | None = None) -> set[Any]:
    """Return what the sums say of the planted dataset, which is given where it is made already, and not of the one as shipped."""
    return claims(now.dataset if now else planted(plant)) - unaltered(plant.slug)[1]


NEW = {  # what a new row of running words is of
    "context": {"subject": "Sports groups", "measure": "position"},
    "spend": {"subject": "Grants to clubs", "basis": "statement"},
    "people": {"subject": "Volunteers"},
}


def listed(claimed: str) -> Iterator[Plant]:
    """Yield the plants of planted.csv: the texts of cells of rows, of copies of rows ("like>new"), or of new rows without any other."""
    with (Path(__file__).parent / "planted.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["claimed"] == claimed:
                cells = zip(line["cells"].split(" // "), line["texts"].split(" // "), strict=True)
                yield Plant(line["name"], line["council"], tuple(_edit(line["council"], *cell) for cell in cells))


def _edit(slug: str, cell: str, text: str) -> Edit:
    table, key, *column = cell.split(" ")
    if ">" in key:
        like, _, key = key.partition(">")
        return add(table, like, key, **{column[0]: text})
    if column:
        return change(table, key, **{column[0]: text})
    table, like = key, texts(slug, key)[0]  # "new context"
    own = {name: "" for name in like if name not in (TABLES[table].key, "document_id", "locator", "visibility")}
    return add(table, like[TABLES[table].key], key, **{**own, **NEW[table], "statement": text})


N, S, C, D, X = "nottinghamshire", "solihull", "cheshire-east", "dorset", "exampleshire"
NOT_LINKED = {"part_of": "", "share_part": "", "share_of": "", "change_from": "", "change_to": ""}
RESIDENTS = {"subject": "Residents of the borough", "measure": "population", "unit": "people", "period": "mid-2020"}

REACHES = (
    Plant(
        "a ward against the borough's own total",
        S,
        (
            add("context", "wards", "residents", value="217487", as_written="217,487", **RESIDENTS),
            change("areas", "E05001284", population="12874"),
        ),
    ),
    Plant(
        "growth that is not linked",
        C,
        (change("projections", "aged-65-and-over-growth", value="42.4", as_written="42.4%", **NOT_LINKED),),
    ),
    Plant("people in words, about so many in the paper's row", N, (
        add("context", "ons-health-disabled", "said", measure="position", statement="1,700 residents benefit from day services.", value="",
            unit="", as_written="", quoted_from="", period="", qualifier="", document_id="select-committee-2023-03", **NOT_LINKED),
    )),
)  # fmt: skip

HARMLESS = (
    Plant(
        "what depends on a later task is complete",
        N,
        (
            change(
                "updates",
                "2023-03-b",
                reported_status="complete",
                status_as_written="Complete",
                completed_as_written="February 2023",
                completed_edtf="2023-02",
            ),
            change("updates", "2023-03-a", due_as_written="May 2023", due_edtf="2023-05", due_sense="deadline"),
        ),
    ),
    Plant(
        "a projection beside a count",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "count",
                kind="count",
                place="England",
                value="10500000",
                as_written="10.5m",
                **NOT_LINKED,
            ),
        ),
    ),
    Plant(
        "another place",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "nw",
                place="North West",
                value="1400000",
                as_written="1.4m",
                **NOT_LINKED,
            ),
        ),
    ),
    Plant(
        "another age band",
        C,
        (
            add(
                "projections",
                "aged-65-and-over-2020",
                "older",
                age_band="85 and over",
                value="12000",
                as_written="12,000",
                **NOT_LINKED,
            ),
        ),
    ),
)
