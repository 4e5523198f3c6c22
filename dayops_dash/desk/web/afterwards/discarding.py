"""Discarding a draft: it leaves the list and can be brought back, until somebody removes it for good."""

from __future__ import annotations

import shutil

from dayops_dash import clock
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web.folder import DeskDraft, changing
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.views import DeskView


def discard_act(view: DeskView, form: SentForm) -> str:
    """Discard a draft, bring it back, or remove it, as a form asks. Raises DeskError where it cannot be."""
    what = form.text("act")
    with changing(view.its_draft) as now:
        if what == "discard":
            now.with_details(discarded=clock.moment().isoformat(timespec="seconds"), prepared=None)
        elif what == "bring-back":
            now.with_details(discarded="")
            return view.base()
        elif what == "remove":
            _remove(now, sure=bool(form.text("sure")))
        else:
            raise DeskError("Choose what to do.")
    return f"{view.prefix}/desk?council={view.its_draft.council}"


def _remove(draft: DeskDraft, *, sure: bool) -> None:
    if not draft.details.discarded:
        raise DeskError("Discard the draft first. Then it can be removed for good.")
    if not sure:
        raise DeskError("It cannot be brought back once it is removed. Tick the box to say that you know.")
    gone = draft.folder.with_name(f"{BESIDE}{draft.name}")
    shutil.rmtree(gone, ignore_errors=True)
    draft.folder.rename(gone)
    shutil.rmtree(gone)
