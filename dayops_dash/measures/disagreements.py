"""Where papers disagree in words or figures: what stands on a day, and what a later paper has settled."""

from __future__ import annotations

from dayops_dash.dataset import Council, Row


def standing(council: Council) -> tuple[Row, ...]:
    """Return the disagreements that no paper known on the day settles: rows of ``conflicts``."""
    return tuple(row for row in council.rows("conflicts") if not is_settled(council, row))


def settled(council: Council) -> tuple[Row, ...]:
    """Return the disagreements that a paper known on the day settles."""
    return tuple(row for row in council.rows("conflicts") if is_settled(council, row))


def is_settled(council: Council, row: Row) -> bool:
    """Whether the paper that settles a disagreement was out on the day."""
    return any(paper["document_id"] == row["settled_document_id"] for paper in council.rows("documents"))
