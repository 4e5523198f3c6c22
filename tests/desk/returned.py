"""Returns of Exampleshire that come back, for tests: workbooks made, filled in and read."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.make import Workbook, make_workbooks
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from tests.desk.workbooks import filled_in

ON = date(2026, 9, 30)
ROLE = "Head of commissioning"


def workbook(home: Path, owner: str = "") -> Workbook:
    made = make_workbooks(published(home), "Exampleshire", by_owner=bool(owner))
    return next(one for one in made if one.owner == owner)


def read(home: Path, **files: bytes) -> ReturnsReading:
    return read_returns(home, {f"{name}.xlsx": content for name, content in files.items()}, paper_of(home, as_of=ON))


def one_cell(home: Path, heading: str, value: Any, key: str = "south-hub") -> Proposal:
    (found,) = read(home, sent=filled_in(workbook(home), {key: {heading: value}})).proposals
    return found


def publish_update(home: Path, tmp_path: Path, key: str, cells: Mapping[str, str]) -> None:
    """Publish a change of the latest update of an intention."""
    folder = tmp_path / f"changed-{len(list(tmp_path.iterdir()))}"
    start_draft(home, folder)
    with (folder / "updates.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in reversed(rows) if row["intention_id"] == key).update(cells)
    with (folder / "updates.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    publish(draft_of(home, folder), because="A correction")
