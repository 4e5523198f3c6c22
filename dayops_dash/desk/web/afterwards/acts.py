"""What the forms of the last step do: show an earlier version again, ask for it, and begin a correction."""

from __future__ import annotations

from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web import publishing_step as publishing
from dayops_dash.desk.web.folder import DeskDraft, changing
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.views import DeskView
from dayops_dash.publishing.second_person import asks_for_second


def afterwards_act(view: DeskView, form: SentForm) -> str:
    """Do what a form of the last step asks for and return the address to go on to. Raises DatasetError where it cannot be done."""
    refuse_other_than_publisher(view)
    what, who = form.text("act"), view.person.id
    with changing(view.its_draft) as now:
        second = asks_for_second(now.home)
        if what == "never-mind":
            now.with_details(undo=None)
        elif second and what == "ask":
            by, because = form.role("by", "who asks for it"), form.reason("because")
            publishing.ask_undo(now, to=form.text("to"), by=by, because=because, who=who)
        else:
            _take_back(now, form, second=second, who=who)
    return view.base("afterwards")


def _take_back(now: DeskDraft, form: SentForm, *, second: bool, who: str) -> None:
    because = "" if second else form.reason("because")
    by = form.role("by", "who takes it back")
    publishing.take_back(now, to=form.text("to"), by=by, because=because, who=who, seen=form.text("seen"))


def refuse_other_than_publisher(view: DeskView) -> None:
    """Raise DeskError where somebody may not publish for the council."""
    if not view.may_publish:
        raise DeskError(f"This is for a publisher of {view.title}. You may work on its drafts.")
