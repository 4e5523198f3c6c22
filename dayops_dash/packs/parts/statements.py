"""What papers said of a matter, as blocks of a report: under when they said it, with the places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.model import sources
from dayops_dash.figures.shared.said import said_in
from dayops_dash.packs.parts.blocks import Block, Fine, Items, Paragraph


def statements(council: Council, rows: Sequence[Mapping[str, Any]]) -> list[Block]:
    """Return statements under when their paper made them: a report of five years ago does not speak of today."""
    found: list[Block] = []
    for document_id, of_paper in groupby(sorted(rows, key=paper_id), key=paper_id):
        said = [wording.sentence(row["statement"]) for row in of_paper]
        lead = said_in(council, document_id)
        found += (
            [Paragraph(f"{lead}: {wording.uncapital(said[0])}")]
            if len(said) == 1
            else [Paragraph(f"{lead}:"), Items(tuple(said))]
        )
    return [*found, *sourced(council, rows)]


def paper_id(row: Mapping[str, Any]) -> str:
    return str(row["document_id"])


def sourced(council: Council, rows: Sequence[Mapping[str, Any]]) -> list[Block]:
    return [Fine(f"Source: {line}")] if (line := "; ".join(_places(council, rows))) else []


def _places(council: Council, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield each paper with its date and the places in it."""
    ordered = sorted(rows, key=lambda row: row["document_id"])
    for document_id, of_paper in groupby(ordered, key=lambda row: row["document_id"]):
        places = ", ".join(source.locator for source in sources(council, list(of_paper)) if source.locator)
        yield f"{council.document_title(document_id)}, {council.dated(document_id)} ({places})"
