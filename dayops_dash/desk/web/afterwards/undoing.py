"""Showing an earlier version again: what readers would see of it, before anybody is asked why."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.seeing import DraftContent, DraftDifference, earlier_content, reader_difference


@dataclass(frozen=True)
class UndoPreview:
    """What showing a version again would change, of what is ``shown`` now; ``hindrance`` says why it cannot be shown."""

    to: str
    shown: str = ""
    difference: DraftDifference | None = None
    hindrance: str = ""


def undo_preview(draft: DeskDraft, to: str) -> UndoPreview | None:
    """Return what would change if a version were shown again; None where none is named."""
    if not to:
        return None
    try:
        content: DraftContent = earlier_content(draft.home, to)
        return UndoPreview(to, content.shown, reader_difference(content))
    except DatasetError as error:
        return UndoPreview(to, hindrance=str(error).removeprefix("Nothing was published: "))
