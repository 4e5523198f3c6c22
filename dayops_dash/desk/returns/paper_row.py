"""The row of a return or tracker among the council's papers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Coverage, DocumentKind, PublishedBasis, Visibility
from dayops_dash.desk.held import HeldVersion
from dayops_dash.desk.reading import ReturnsReading

LICENCE = "Open Government Licence v3.0"


def return_document(data: HeldVersion, reading: ReturnsReading) -> dict[str, Cells]:
    """Return the row of a return that the draft adds, by its key."""
    paper = reading.paper
    row = {
        "document_id": paper.document_id,
        "title": paper.title,
        "kind": str(DocumentKind.RETURN),
        "published_as_written": wording.day(date.fromisoformat(paper.on)),
        "published_edtf": paper.on,
        "published_on": paper.on,
        "published_basis": str(PublishedBasis.STATED),
        "coverage": str(Coverage.SOME),
        "confirmed_by_role": paper.confirmed_by,
        "licence": LICENCE,
        "locator": f"the {paper.called}s of officers",
        "visibility": str(Visibility.PUBLIC),
    }
    title = read_descriptor(data.files[DESCRIPTOR]).get("title", "")
    if "illustrative" in str(title).casefold():
        row["title"] = f"{paper.title} (illustrative)"
    return {paper.document_id: {name: row.get(name, "") for name in TABLES["documents"].by_name}}


def confirmed_document(tables: Mapping[str, Mapping[str, Cells]], reading: ReturnsReading) -> dict[str, Cells]:
    """Return the paper's row with who confirmed it, where that is said of a return that is published already."""
    row = tables["documents"][reading.paper.document_id]
    if row["kind"] != DocumentKind.RETURN or not reading.paper.confirmed_by:
        return {}
    return {reading.paper.document_id: {**row, "confirmed_by_role": reading.paper.confirmed_by}}
