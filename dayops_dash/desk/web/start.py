"""Where the desk begins: the drafts of a council, beginning another, and workbooks to send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from dayops_dash import clock, wording
from dayops_dash.address import Address
from dayops_dash.dataset.vocabulary import Judge
from dayops_dash.desk.held import published
from dayops_dash.desk.papers.watching.watch import found_before
from dayops_dash.desk.returns.forms import OPTIONAL
from dayops_dash.desk.web.folder import DeskDraft, drafts_of
from dayops_dash.desk.web.views import DeskView, rendered
from dayops_dash.publishing.store import shown_version

START = ("workbooks",)  # addresses that are about no draft, beside the start


def page_of(view: DeskView) -> bytes:
    """Return the page with which the desk begins, of the council that its address names."""
    titles = view.titles()
    default = view.library.default() if view.library.default() in titles else next(iter(titles), "")
    council = view.form.fields.get("council") or Address.of(view.asked).choice("council", tuple(titles), default)
    home = view.library.root / council
    drafts = drafts_of(view.drafts, home) if council in titles else []
    papers = published(home).rows("documents").values() if council in titles else ()
    dated = sorted((row for row in papers if row["published_on"]), key=lambda row: row["published_on"], reverse=True)
    return rendered(
        "start.html",
        view,
        titles=titles,
        council=council,
        drafts=[listed(one) for one in drafts if not one.details.discarded],
        discarded=[listed(one) for one in drafts if one.details.discarded],
        papers=dated,
        optional=OPTIONAL,
        today=clock.today(),
        judges=tuple(map(str, Judge)),
        newer=[(one, wording.day(one.on)) for one in found_before(home)] if council in titles else [],
        typed=view.form.fields,
    )


@dataclass(frozen=True)
class ListedDraft:
    """A draft in the list of them: its address, what it is called, when it was begun, and how it stands."""

    address: str
    title: str
    begun: str
    stands: str


def listed(draft: DeskDraft) -> ListedDraft:
    """Return a draft as the list of them shows it."""
    details = draft.details
    begun = datetime.fromisoformat(details.begun)
    title = _title(draft)
    step, stands = "bring-in", "nothing read yet"
    if details.discarded:
        step, stands = "discard", "discarded"
    elif details.published:
        is_seen = details.published == shown_version(draft.home)
        step, stands = (
            "afterwards",
            "published, and what readers see" if is_seen else "published, and not what readers see now",
        )
    elif draft.is_read:
        left = len(draft.reading().undecided)
        step = "decide" if left else "check"
        stands = f"{left} left to decide" if left else "all decided"
    address = f"/desk/{draft.council}/{draft.name}/{step}"
    return ListedDraft(address, title, f"{wording.day(begun.date())}, {begun:%H:%M}, by {details.role}", stands)


def _title(draft: DeskDraft) -> str:
    details = draft.details
    if not details.is_paper:
        what = "Tracker" if details.is_tracker else "Return"
        return details.paper or f"{what} of {wording.day(date.fromisoformat(details.as_of))}"
    named = f"Paper: {details.files[0].name}" if details.files else "Paper"
    return details.about.get("title") or named
