"""Correcting what was published: another draft with the same files and decisions, compared with what is published now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.desk.draft import EVERY_FORM
from dayops_dash.desk.proposal import Choice, DeskError, OfficerDecision, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.form import unit_text
from dayops_dash.desk.returns.read import with_day
from dayops_dash.desk.web.folder import DeskDraft, add_files, begin, draft_named

SPOKEN = (Choice.PROPOSED, Choice.OTHER)


def begin_correction(drafts: Path, published: DeskDraft, who: str) -> DeskDraft:
    """Begin a draft that corrects a published one, with its files; it is still to be read. Raises DeskError where it was not published."""
    about = published.details
    if not about.published:
        raise DeskError("This draft is not published yet, and can be changed as it is.")
    day = date.fromisoformat(about.as_of) if about.as_of else None
    draft = begin(
        *(drafts, published.home),
        as_of=day,
        paper=about.paper,
        role=about.role,
        judged=about.judged,
        kind=about.kind,
        about=about.about,
        who=who,
    )
    draft = draft.with_details(corrects=published.name)
    return add_files(draft, {one.name: published.content_of(one) for one in about.files})


def corrected(draft: DeskDraft) -> ReturnsReading | None:
    """Return what was read of the draft that a draft corrects; None where it corrects none, or that is not there any more."""
    name = draft.details.corrects
    before = draft_named(draft.folder.parents[1], draft.home, name) if name else None
    try:
        return before.reading() if before else None
    except DatasetError:
        return None


def with_same_decisions(reading: ReturnsReading, before: ReturnsReading) -> ReturnsReading:
    """Return a reading with the decisions of a published draft, whatever is published since.

    Where what was decided is what is published now, it stays as it is published.
    """
    decided = {_asked(one): one for one in before.proposals if one.decision}
    proposals = (_decided(one, decided.get(_asked(one)), before.paper.on) for one in reading.proposals)
    return replace(reading, proposals=tuple(proposals))


def _asked(one: Proposal) -> tuple[object, ...]:
    return (one.cell, one.place.file, one.proposed)


def _decided(one: Proposal, earlier: Proposal | None, on: str) -> Proposal:
    decision = earlier.decision if earlier else None
    if earlier is None or decision is None or one.state is ProposalState.SAME:
        return one
    if decision.choice in SPOKEN and _words(earlier, on) == one.published:
        return replace(one, decision=OfficerDecision(Choice.PUBLISHED, decision.by))
    unread = decision.choice is Choice.PROPOSED and one.state is ProposalState.UNREADABLE
    return one if unread else replace(one, decision=decision)


def _words(one: Proposal, on: str) -> str:
    """Return what went in of a proposal, as it is said of what is published."""
    unit = EVERY_FORM[one.form].unit(one.column)
    return unit_text(unit, with_day(unit, one.accepted, on))
