"""Figures of the record itself: the papers, the facts, where papers disagree, the sums that do not hold."""

from __future__ import annotations

from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import DocumentsRow
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure, source_at


def papers_figure(council: Council) -> Figure:
    """Every paper behind the figures, with its date and whether the date is stated."""
    rows = council.rows("documents")
    none = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS, DocumentKind.RETURN)
    papers = [r for r in rows if r.kind not in none]
    returns = sum(r.kind == DocumentKind.RETURN for r in rows)
    also = f" and {wording.count(returns, 'return')}" if returns else ""
    latest = council.latest_paper
    when = f"; the latest is of {council.dated(str(latest.document_id))}" if latest else ""
    return Figure(
        "papers",
        f"{wording.capital(wording.count(len(papers), 'council paper'))}{also}{when}",
        f"Papers and sources behind every figure, {council.short_title}, known on {wording.day(council.as_at)}",
        "Each row of the dataset names its paper and its place in it. Reference sources are official lists and statistics.",
        grid_of(
            rows,
            GridColumn("title", "Title", lambda r: r.title),
            GridColumn("kind", "Kind", lambda r: r.kind),
            GridColumn("body", "For or by", lambda r: _body(r)),
            GridColumn("published", "Published", lambda r: _published(r)),
            GridColumn("basis", "Date is", lambda r: r.published_basis),
            GridColumn("licence", "Licence", lambda r: r.licence),
            GridColumn("note", "Note", lambda r: r.note),
        ),
        grid_first=True,
    )


def _body(row: DocumentsRow) -> str:
    confirmed = f"confirmed by {row.confirmed_by_role}" if row.confirmed_by_role else ""
    return "; ".join(part for part in (row.body, confirmed) if part)


def _published(row: DocumentsRow) -> str:
    if row.published_as_written:
        return str(row.published_as_written)
    on = row.published_on
    if not isinstance(on, date):
        return ""
    return wording.dated("", on, inferred=row.published_basis == PublishedBasis.INFERRED)


def glossary_figure(council: Council) -> Figure | None:
    """The words of the papers, in ours; None where there are none."""
    rows = sorted(council.rows("glossary"), key=lambda r: r.term.casefold())
    if not rows:
        return None
    return Figure(
        "glossary",
        f"{wording.capital(wording.count(len(rows), 'term'))} explained",
        f"Words that the papers use, {council.short_title}",
        "Meanings are in our words, from the papers.",
        grid_of(
            rows,
            GridColumn("term", "Term", lambda r: r.term),
            GridColumn("meaning", "Meaning", lambda r: r.meaning),
            GridColumn("place", "Where", lambda r: str(source_at(council, r.document_id, r.locator))),
        ),
        grid_first=True,
    )
