"""Changes as cards by kind: the old words struck, the new ones beside them, and the reason that the papers give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.pictures.cards import Card, CardGroup
from dayops_dash.measures.changes.change import ORDER, Change, ChangeKind
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line

NO_REASON = "No reason given"
NO_LINE = "Not in that paper (our reading)"
BOTH_STAND = (ChangeKind.DROPPED, ChangeKind.OPENED, ChangeKind.CLOSED, ChangeKind.POINT, ChangeKind.POINT_CLOSED)
ASKS_WHY = (
    ChangeKind.LATER,
    ChangeKind.COMPLETION,
    ChangeKind.VAGUER,
    ChangeKind.STATUS,
    ChangeKind.REOPENED,
    ChangeKind.DROPPED,
)


def change_cards(council: Council, found: Sequence[Change], means: Mapping[ChangeKind, str]) -> tuple[CardGroup, ...]:
    """Return some changes as cards, by kind in the order of the kinds."""
    lines = {line.intention_id: line for line in progress.lines(council)}
    groups = ((kind, [change for change in found if change.kind == kind]) for kind in ORDER)
    return tuple(
        CardGroup(str(kind), means.get(kind, ""), tuple(_card(change, lines) for change in changes))
        for kind, changes in groups
        if changes
    )


def reason_words(change: Change, lines: Mapping[str, Line]) -> str:
    """Return the reason that the later paper gives for a change that asks for one, or another of the same day where that has none;
    that none is given; "" where none is asked for."""
    if change.kind not in ASKS_WHY:
        return ""
    history = lines[change.key].history if change.key in lines else ()
    place = (change.now.document_id, change.now.locator)
    days = {said.reported_on for said in history if said.place == place}
    told = [said for said in reversed(history) if said.note and (said.place == place or said.reported_on in days)]
    told.sort(key=lambda said: said.place != place)
    return f"Said of it: {told[0].note}" if told else NO_REASON


def _before(change: Change, lines: Mapping[str, Line]) -> tuple[str, bool]:
    """Return what was said before, and whether it no longer holds: a commitment that continues does, and so do both sides of a point."""
    said, line = change.before.words, lines.get(change.key)
    if said and line and any(lines[i].label in said for i in line.takes_up if i in lines):
        return f"Continues “{said}”", False
    return wording.capital(said), change.kind not in BOTH_STAND


def _card(change: Change, lines: Mapping[str, Line]) -> Card:
    before, replaced = _before(change, lines)
    now = NO_LINE if change.kind is ChangeKind.DROPPED else wording.capital(change.now.words)
    note = wording.capital(change.note)
    why = ". ".join(part for part in (note, reason_words(change, lines)) if part)
    link = Link("progress", change.what, (("intention", change.key),)) if change.key in lines else None
    return Card(change.what, "" if before == now else before, now, why, replaced, link)
