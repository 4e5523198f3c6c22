"""What was read of a paper and what it proposes, as lines of text."""

from __future__ import annotations

from collections import Counter
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset.tables import TABLES
from dayops_dash.desk.papers.add import AddedPaper
from dayops_dash.desk.papers.forms import table_of
from dayops_dash.desk.proposal import ProposalState


def summary(added: AddedPaper) -> list[str]:
    """Return the lines: the paper, how it was read, proposals by table and sureness, sums, and the numbers that no row holds."""
    reading, proposed = added.reading, added.proposed
    paper = reading.paper
    pages = f", {wording.count(len(added.sizes), 'page')}" if added.sizes else ""
    day = f", {wording.day(date.fromisoformat(paper.on))}" if paper.on else ""
    lines = [
        f"{paper.title}{day}{pages}, read by {added.how}; {'new' if paper.is_new else 'already published'} as {paper.document_id}"
    ]
    lines += [f"Note: {note}" for note in proposed.notes]
    by_table: Counter[str] = Counter(table_of(one.form) for one in reading.proposals)
    for table, count in by_table.items():
        mine = [one for one in reading.proposals if table_of(one.form) == table]
        sure: Counter[str] = Counter(one.printed.sureness for one in mine if one.printed)
        same = sum(one.state is ProposalState.SAME for one in mine)
        told = ", ".join(f"{number} {name}" for name, number in sure.items())
        lines.append(f"  {TABLES[table].title}: {count} ({told}{f'; {same} published already' if same else ''})")
    lines += ["", "Sums", *(f"  {line}" for line in proposed.sums)] if proposed.sums else []
    lines += ["", f"Numbers that no row holds ({len(proposed.unheld)})"]
    reasons: Counter[str] = Counter(one.reason for one in proposed.unheld)
    lines += [f"  {reason}: {number}" for reason, number in reasons.most_common()]
    return lines
