"""Three-way merging: what was sent, what was published when the workbook was made, and what is published now. A cell has one outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dayops_dash import wording
from dayops_dash.desk.proposal import Proposal, ProposalState


def merged(base: str, published: str, proposed: str) -> tuple[ProposalState, str]:
    """Return how a cell stands, and why. Only one side changed: that side; both the same: nothing to do; else a person decides."""
    if _same(proposed, published):
        return ProposalState.SAME, "It is what is published."
    if _same(proposed, base):
        return (
            ProposalState.SAME,
            f"It is what was published before; since then “{published}” was published, and stays.",
        )
    if _same(base, published):
        return ProposalState.TAKEN, ""
    was = f"“{base}”" if base else "empty"
    now = f"“{published}”" if published else "empty"
    return ProposalState.NEEDS_PERSON, f"It was {was} when the workbook was made. Since then {now} was published."


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()


def together(proposals: Sequence[Proposal]) -> list[Proposal]:
    """Return proposals of several people: where two say different things of one cell a person decides; two in one row are warned of."""
    rows: dict[tuple[str, str], list[Proposal]] = {}
    for one in proposals:
        rows.setdefault((one.form, one.row), []).append(one)
    found: list[Proposal] = []
    for group in rows.values():
        senders = list(dict.fromkeys((one.who, one.place.file) for one in group))
        found += group if len(senders) == 1 else _of_several(group, [_sender(*one) for one in senders])
    return found


def _sender(who: str, file: str) -> str:
    return f"{who or 'somebody'} ({file})"


def _of_several(group: list[Proposal], senders: list[str]) -> list[Proposal]:
    warning = f"{wording.capital(wording.spelled(len(senders)))} people filled in this row: {wording.listed(senders)}."
    cells: dict[str, list[Proposal]] = {}
    for one in group:
        cells.setdefault(one.column, []).append(one)
    return [_beside(one, same, warning) for same in cells.values() for one in same]


def _beside(one: Proposal, same: list[Proposal], warning: str) -> Proposal:
    """Return a proposal as it stands beside what others sent of the same cell: one that cannot be read agrees with none."""
    marked = replace(one, warnings=(*one.warnings, warning))
    if one.state is ProposalState.UNREADABLE:
        return marked
    read = [other for other in same if other.state is not ProposalState.UNREADABLE]
    said = dict.fromkeys(" ".join(other.proposed.split()) for other in read)
    if len(said) > 1:
        others = wording.listed([f"“{words.rstrip('.')}”" for words in said])
        return _asked(marked, f"Two workbooks differ: {others}. {one.reason}".strip())
    if one.state is ProposalState.TAKEN and len(read) < len(same):
        return _asked(marked, "Another workbook says something here that cannot be read. Look at both.")
    if one.state is ProposalState.TAKEN and one.place != read[0].place:
        return replace(marked, state=ProposalState.SAME, reason="Another workbook says the same.")
    return marked


def _asked(one: Proposal, reason: str) -> Proposal:
    return replace(one, state=ProposalState.NEEDS_PERSON, alike=False, reason=reason)
