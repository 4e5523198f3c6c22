"""What the papers themselves state for the formal parts of a report, with their places; a gap where they state nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import DocumentsRow, ImplicationsRow, OptionsRow
from dayops_dash.dataset.rows import Placed
from dayops_dash.dataset.vocabulary import DocumentKind
from dayops_dash.figures.shared.model import sources
from dayops_dash.figures.shared.paper_words import said_in
from dayops_dash.packs.parts.blocks import Block, Fine, Gap, Items, Paragraph


def statements(council: Council) -> dict[str, list[ImplicationsRow]]:
    """Return the papers' statements on implications, by topic."""
    found: dict[str, list[ImplicationsRow]] = {}
    for row in council.rows("implications"):
        found.setdefault(row.topic, []).append(row)
    return found


def stated(council: Council, rows: Sequence[ImplicationsRow]) -> list[Block]:
    """Return statements under when their paper made them: a report of five years ago does not speak of today."""
    found: list[Block] = []
    for document_id, of_paper in groupby(sorted(rows, key=paper_id), key=paper_id):
        said = [wording.sentence(row.statement) for row in of_paper]
        lead = said_in(council, document_id)
        found += (
            [Paragraph(f"{lead}: {wording.uncapital(said[0])}")]
            if len(said) == 1
            else [Paragraph(f"{lead}:"), Items(tuple(said))]
        )
    return [*found, *sourced(council, rows)]


def paper_id(row: ImplicationsRow | OptionsRow) -> str:
    return str(row.document_id)


def gap(what: str, council: Council) -> Gap:
    return Gap(f"{wording.capital(what)}. No paper known on {wording.day(council.as_at)} gives any.")


def papers_of(council: Council) -> list[DocumentsRow]:
    return [row for row in council.rows("documents") if row.kind != DocumentKind.REFERENCE]


def paper_line(council: Council, row: DocumentsRow) -> str:
    dated = "" if row.kind == DocumentKind.REFERENCE else council.dated(row.document_id)
    return ", ".join(part for part in (str(row.title), str(row.body), dated, str(row.kind)) if part) + "."


def sourced(council: Council, rows: Sequence[Placed]) -> list[Block]:
    return [Fine(f"Source: {line}")] if (line := "; ".join(_places(council, rows))) else []


def _places(council: Council, rows: Sequence[Placed]) -> Iterator[str]:
    """Yield each paper with its date and the places in it."""
    ordered = sorted(rows, key=lambda row: row.document_id)
    for document_id, of_paper in groupby(ordered, key=lambda row: row.document_id):
        places = ", ".join(source.locator for source in sources(council, list(of_paper)) if source.locator)
        yield f"{council.document_title(document_id)}, {council.dated(document_id)} ({places})"
