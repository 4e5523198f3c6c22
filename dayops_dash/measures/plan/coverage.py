"""Of which actions a report speaks: where it does not speak of all, its silence about one says nothing."""

from __future__ import annotations

from datetime import date

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import DocumentsRow
from dayops_dash.dataset.vocabulary import Coverage, DocumentKind

PARTIAL = (Coverage.OUTSTANDING, Coverage.SOME)
NO_REPORTS = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS, DocumentKind.DATA_RETURN)


def speaks_of_all(paper: DocumentsRow) -> bool:
    """Return whether a paper's silence about an action says something. A return never speaks of those who did not send one."""
    return paper.coverage not in PARTIAL and not (paper.kind == DocumentKind.RETURN and not paper.coverage)


@per_council
def latest_of_all(council: Council) -> date | None:
    """Return the day of the latest report known that speaks of every action; None where there is none."""
    papers = council.rows("documents")
    partial = [row.published_on for row in papers if not speaks_of_all(row)]
    if not partial:
        return council.latest_report_on
    whole = [row.published_on for row in papers if row.kind not in NO_REPORTS and speaks_of_all(row)]
    return max((day for day in whole if day), default=None)


@per_council
def parents_of_reported(council: Council) -> frozenset[str]:
    """Return the intentions whose parts are all spoken of by a paper, with a status or a date: so are they."""
    parts: dict[str, set[str]] = {}
    for row in council.rows("intentions"):
        if row.parent_id:
            parts.setdefault(row.parent_id, set()).add(row.intention_id)
    said = {
        row.intention_id
        for row in council.rows("updates")
        if row.reported_status or row.status_as_written or row.due_as_written
    }
    found: set[str] = set()
    while whole := {parent for parent, own in parts.items() if own <= said | found} - found:
        found |= whole
    return frozenset(found)
