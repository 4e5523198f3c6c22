"""What a paper said, with when it said it: an old statement is never told as if it were of today."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ContextRow, ImplicationsRow, PeopleRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import Placed
from dayops_dash.dataset.vocabulary import DocumentKind, PublishedBasis

PAPER = {DocumentKind.COMMITTEE_REPORT: "report"}  # a kind of paper in one word
HEADING = "What the paper said"


def when_said(council: Council, document_id: str) -> str:
    """Return the month of a paper; its year where it gives no month: July 2024; 2022."""
    row = next(row for row in council.rows("documents") if row.document_id == document_id)
    on = row.published_on
    if not on:
        return ""
    return str(on.year) if row.published_basis == PublishedBasis.INFERRED else wording.month(on)


def said_in(council: Council, document_id: str) -> str:
    """Return words that lead a paper's statement: In July 2024 the report said."""
    when = when_said(council, document_id)
    paper = f"the {_paper(council, document_id)} said"
    return f"In {when} {paper}" if when else wording.capital(paper)


def _paper(council: Council, document_id: str) -> str:
    kind = council.document_kind(document_id)
    return PAPER.get(DocumentKind(kind), kind)


def paper_words(council: Council, document_id: str) -> str:
    """Return a paper with its date: the report of July 2024."""
    when = when_said(council, document_id)
    return f"the {_paper(council, document_id)}" + (f" of {when}" if when else "")


def said_that(council: Council, rows: Sequence[ImplicationsRow | PeopleRow | SavingsRow | SpendRow]) -> str:
    """Return statements of some rows in sentences, one a paper: In July 2024 the report said that no savings were then planned."""
    papers: dict[str, list[str]] = {}
    for row in rows:
        papers.setdefault(row.document_id, []).append(f"that {wording.uncapital(row.statement).rstrip('.')}")
    return " ".join(f"{said_in(council, paper)} {'. It also said '.join(told)}." for paper, told in papers.items())


def said_short(council: Council, row: ContextRow | PeopleRow | SavingsRow | SpendRow) -> str:
    """Return a statement for a tile or a cell: Said in July 2024: no additional investment was required."""
    when = when_said(council, row.document_id)
    return f"Said{f' in {when}' if when else ''}: {wording.uncapital(row.statement).rstrip('.')}"


def said_heading(council: Council, rows: Sequence[Placed]) -> str:
    """Return the heading of a column of statements: What the report of July 2024 said; of several papers, what they said."""
    papers = list(dict.fromkeys(row.document_id for row in rows))
    return f"What {paper_words(council, papers[0])} said" if len(papers) == 1 else HEADING
