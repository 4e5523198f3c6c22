"""Accepting many proposals of one kind at the desk: the list that is accepted, and the way back."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from dayops_dash.desk.proposal import DeskError, Proposal
from dayops_dash.desk.together import accept_together, coming_along, may_be_together, take_back_together
from dayops_dash.desk.web.decide.queue import Queue
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.forms import SentForm

TOGETHER, BACK = "take-all", "take-all-back"  # what the forms ask for
DONE = "done"  # in an address: what was accepted a moment ago


def digest(proposals: Sequence[Proposal]) -> str:
    """Return by what a list of proposals is known again: what is accepted is what was shown."""
    listed = "\n".join(f"{one.number} {one.proposed}" for one in proposals)
    return hashlib.sha256(listed.encode()).hexdigest()[:24]


def together_act(draft: DeskDraft, queue: Queue, form: SentForm) -> str:
    """Accept what a page listed, or take it back, and return where to go on."""
    if form.text("act") == BACK:
        take_back_together(draft.home, draft.data, form.text("batch"))
        return queue.address()
    chosen = may_be_together(queue.proposals)
    if form.text("listed") != digest((*chosen, *coming_along(draft.reading(), chosen))):
        raise DeskError("What is to be accepted has changed since it was listed. Look at the list again.")
    name = accept_together(draft.home, draft.data, [one.number for one in chosen], draft.details.role)
    address = queue.address()
    return f"{address}{'&' if '?' in address else '?'}{DONE}={name}"
