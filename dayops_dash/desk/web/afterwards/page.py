"""What the last step shows: the record, what an earlier version would change, and the way to a correction."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from dayops_dash import clock, wording
from dayops_dash.desk.web import publishing_step as publishing
from dayops_dash.desk.web import seeing
from dayops_dash.desk.web.afterwards.undoing import undo_preview
from dayops_dash.desk.web.views import DeskView
from dayops_dash.edition.draft import draft_pages
from dayops_dash.publishing.second_person import asks_for_second


def afterwards_page(view: DeskView) -> dict[str, Any]:
    """Return what the template of the step is filled with."""
    draft = view.its_draft
    reading = draft.reading() if draft.is_read else None
    asked_undo = publishing.waiting_undo(draft)
    chosen = view.form.fields.get("to") or view.asked.get("to", "")
    to = asked_undo.to if asked_undo else chosen if view.may_publish else ""
    return {
        "record": publishing.record_of(draft),
        "second": asks_for_second(draft.home),
        "asked_undo": asked_undo,
        "undo": undo_preview(draft, to),
        "titles": draft_pages(),
        "most": seeing.MOST_ROWS,
        "asked_for": seeing.help_asked_for(reading) if reading else [],
        "when": _when,
        "typed": view.form.fields,
    }


def _when(at: str) -> str:
    """Return the moment of an act as people here say it."""
    moment = datetime.fromisoformat(at).astimezone(clock.LOCAL)
    return f"{wording.day(moment.date())}, {moment:%H:%M}"
