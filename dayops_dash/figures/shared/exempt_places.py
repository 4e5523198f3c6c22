"""The places in papers at which an exempt row stands, for the mark at each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Visibility

BETWEEN = "; "  # places of one row


def marked_place(council: Council, document_id: str, locator: str) -> str:
    """Return a place in a paper with a mark at each part of it at which an exempt row stands; as it is where none does."""
    if not council.dataset.exempt:
        return locator
    marks = _marks(council)
    parts = [(part, marks.get((document_id, part), "")) for part in locator.split(BETWEEN)]
    return BETWEEN.join(f"{part} (exempt, 12A paragraph {mark})" if part and mark else part for part, mark in parts)


@per_council
def _marks(council: Council) -> Mapping[tuple[str, str], str]:
    """Return the paragraph of Schedule 12A of each place at which an exempt row stands, by its paper."""
    return MappingProxyType(
        {
            (row.document_id, part): row.visibility.rpartition("-")[2]
            for name in TABLES
            if name != PAPERS
            for row in council.rows_of_any(name)
            if row.visibility != Visibility.PUBLIC
            for part in row.locator.split(BETWEEN)
        }
    )
