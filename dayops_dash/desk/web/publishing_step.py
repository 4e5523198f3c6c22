"""The last steps: publishing a draft through the one door, with a second person where the council asks for one, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.desk.at_publication import remember_rows
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web.folder import AskedUndo, DeskDraft, Prepared
from dayops_dash.desk.web.seeing import content_of_draft
from dayops_dash.publishing import ledger
from dayops_dash.publishing.ledger import Event
from dayops_dash.publishing.publish import publish, undo
from dayops_dash.publishing.second_person import asks_for_second
from dayops_dash.publishing.store import shown_version


def waiting(draft: DeskDraft) -> Prepared | None:
    """Return who made a draft ready, where it is still the very same; None otherwise."""
    prepared = draft.details.prepared
    return prepared if prepared and prepared.version == content_of_draft(draft).draft.version else None


def make_ready(draft: DeskDraft, *, by: str, because: str, who: str = "") -> DeskDraft:
    """Keep that a draft is ready for a second person; ``who`` is whom sign-in names."""
    return draft.with_details(prepared=Prepared(by, because, content_of_draft(draft).draft.version, who))


def publish_draft(draft: DeskDraft, *, by: str, because: str, who: str = "") -> DeskDraft:
    """Publish a draft. Raises DatasetError where it cannot be: then what is shown is as it was.

    Where the council asks for a second person, ``by`` is theirs, and the reason is that of the first. ``who`` is whom sign-in names:
    then the two are told apart by that, and whoever began the draft is no second person.
    """
    first = ""
    if asks_for_second(draft.home):
        prepared = waiting(draft)
        if prepared is None:
            raise DeskError("The draft has changed since it was made ready. Somebody makes it ready again.")
        if _is_first(prepared, by, who, began=draft.details.who):
            first = "It is your own draft, or you made it ready" if who else f"{prepared.by} made it ready"
            raise DeskError(f"{first}. This council asks for a second person to publish it.")
        first, because = prepared.by, prepared.because
    event = publish(content_of_draft(draft).draft, because=because, by=by, who=who, first=first)
    remember_rows(draft.home, draft.data, event.after)
    return draft.with_details(published=event.after, prepared=None)


def _is_first(first: Prepared | AskedUndo, by: str, who: str, began: str = "") -> bool:
    """Whether somebody is who asked first, or ``began``: by whom sign-in names, else by the role that is typed."""
    return who in (first.who, began) if who else first.by.casefold() == by.casefold()


def waiting_undo(draft: DeskDraft) -> AskedUndo | None:
    """Return who asks for an earlier version again, where what was shown then is shown still; None otherwise."""
    asked = draft.details.undo
    return asked if asked and asked.shown == shown_version(draft.home) else None


def ask_undo(draft: DeskDraft, *, to: str, by: str, because: str, who: str = "") -> DeskDraft:
    """Keep that somebody asks for an earlier version again. Raises DeskError where there is no such version."""
    if to not in [act.after for act in record_of(draft).earlier]:
        raise DeskError("Choose one of the earlier versions.")
    return draft.with_details(undo=AskedUndo(by, because, to, shown_version(draft.home), who))


def take_back(draft: DeskDraft, *, to: str, by: str, because: str, who: str = "", seen: str = "") -> Event:
    """Show an earlier version again. ``seen`` is the version that was shown when somebody looked at what changes.

    Where the council asks for a second person, ``by`` is theirs; which version and why is what the first has asked for.
    """
    first = ""
    if asks_for_second(draft.home):
        asked = waiting_undo(draft)
        if asked is None:
            raise DeskError("Nobody asks for an earlier version of what is shown now. Somebody asks for it first.")
        if _is_first(asked, by, who):
            raise DeskError(f"{asked.by} asks for it. This council asks for a second person to do it.")
        to, first, because = asked.to, asked.by, asked.because
    event = undo(draft.home, to=to, by=by, because=because, who=who, seen=seen or None, first=first)
    draft.with_details(undo=None)
    return event


@dataclass(frozen=True)
class CouncilRecord:
    """The acts of a council, the last first; what is shown now; whether each line of the record follows from the one before."""

    acts: tuple[Event, ...]
    shown: str
    follows: bool

    @property
    def earlier(self) -> tuple[Event, ...]:
        """The versions that can be shown again, each by the last act that showed it."""
        last_acts: dict[str, Event] = {}
        for act in self.acts:
            if act.after != self.shown:
                last_acts.setdefault(act.after, act)
        return tuple(last_acts.values())


def record_of(draft: DeskDraft) -> CouncilRecord:
    try:
        acts = tuple(reversed(ledger.events(draft.home)))
        follows = ledger.wrong_line(ledger.lines(draft.home)) == 0
    except DatasetError:
        acts, follows = (), False
    return CouncilRecord(acts, shown_version(draft.home), follows)
