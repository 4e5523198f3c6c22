"""What the desk's forms do. Each returns the address of the page that shows what has become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import TimeoutError as NotDoneYet
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

from dayops_dash.address import read_day
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.vocabulary import Judge
from dayops_dash.desk.draft import confirm, note_decision, note_reopened
from dayops_dash.desk.held import published
from dayops_dash.desk.imports.files.tracker_file import open_tracker, refuse_unreadable
from dayops_dash.desk.imports.questions import tables_in
from dayops_dash.desk.proposal import Choice, DeskError
from dayops_dash.desk.returns.opened import NotAReturn, open_workbook
from dayops_dash.desk.returns.read import paper_of
from dayops_dash.desk.web import publishing_step as publishing
from dayops_dash.desk.web.afterwards.acts import afterwards_act, refuse_other_than_publisher
from dayops_dash.desk.web.afterwards.correcting import begin_correction
from dayops_dash.desk.web.afterwards.discarding import discard_act
from dayops_dash.desk.web.decide.queue import next_after, queue_of
from dayops_dash.desk.web.decide.together import BACK, TOGETHER, together_act
from dayops_dash.desk.web.folder import PAPER, TRACKER, DeskDraft, add_files, begin, changing, take_out
from dayops_dash.desk.web.forms import SentForm
from dayops_dash.desk.web.paper_step import about_of
from dayops_dash.desk.web.tracker.acts import tracker_act
from dayops_dash.desk.web.tracker.words_step import say_words
from dayops_dash.desk.web.views import DeskView
from dayops_dash.publishing.second_person import asks_for_second

PATIENCE = 1.0  # seconds that a form waits for a reading before its page shows how far it is
VALUE = "value-"  # how the fields of another value begin
CHOICES = MappingProxyType({"take": Choice.PROPOSED, "keep": Choice.PUBLISHED, "other": Choice.OTHER})


def act(view: DeskView, form: SentForm) -> str:
    """Do what a form asks for and return the address to go on to. Raises DatasetError where it cannot be done."""
    if view.draft is None:
        return _begin(view, form)
    act_of = ACTS.get(view.step)
    if act_of is None:
        raise DeskError("There is nothing to send on this page.")
    if view.draft.details.discarded and view.step != "discard":
        raise DeskError("This draft was discarded. Bring it back first.")
    if view.draft.details.published and view.step not in ("afterwards", "discard"):
        raise DeskError("This draft was published, and cannot be changed any more. Correct it from step 6, Afterwards.")
    return act_of(view, form)


def _begin(view: DeskView, form: SentForm) -> str:
    council = form.text("council")
    if council not in view.library.folders() or not view.person.rights.may_draft(council):
        raise DeskError("Choose a council.")
    home = view.library.root / council
    role = form.role("role", "who you are")
    paper, day = form.text("paper"), read_day(form.text("as_of"))
    if form.text("what") == PAPER:
        return _begin_paper(view, form, home, role)
    judged = form.text("judged")
    if judged not in tuple(map(str, Judge)):
        raise DeskError("Say whose judgement the statuses are.")
    if not form.files and not form.refused:
        raise DeskError("Choose the workbooks that were sent back, or your tracker.")
    paper_of(home, document_id=paper, as_of=day)  # refused before anything is made
    form = without_trackers(home, form)
    kind = TRACKER if is_tracker(form) else ""
    draft = begin(view.drafts, home, as_of=day, paper=paper, role=role, judged=judged, kind=kind, who=view.person.id)
    with changing(draft) as now:
        draft = add_files(now, form.files, tuple(form.refused))
    return _read(view.at(home, draft))


def is_tracker(form: SentForm) -> bool:
    """Return whether a tracker was sent, and not workbooks that were made here. Raises DatasetError for one that no one can read."""
    if len(form.files) != 1 or form.refused:
        return False
    name, content = next(iter(form.files.items()))
    try:
        open_workbook(content, name)
    except NotAReturn:
        refuse_unreadable(content, name)
        return True
    return False


def without_trackers(home: Path, form: SentForm) -> SentForm:
    """Return a form of several files without the trackers among them, with a note on each that was left out.

    Raises DeskError where there is nothing but trackers.
    """
    if len(form.files) < 2:
        return form
    trackers = [name for name, content in form.files.items() if _may_be_tracker(home, name, content)]
    ours = {name: content for name, content in form.files.items() if name not in trackers}
    if trackers and not ours:
        raise DeskError(
            f"{', '.join(trackers)}: these were not made here. A tracker of your own is brought in by itself: choose one, and begin a "
            "draft for each of the others."
        )
    did = (
        "The other file is read in this draft."
        if len(ours) == 1
        else f"The {len(ours)} other files are read in this draft."
    )
    notes = [
        f"{name}: it was not made here, so it is taken for a tracker of your own, and left out. Begin another draft with it alone. {did}"
        for name in trackers
    ]
    return SentForm(form.fields, ours, (*form.refused, *notes))


def _may_be_tracker(home: Path, name: str, content: bytes) -> bool:
    try:
        open_workbook(content, name)
    except NotAReturn:
        with suppress(DatasetError):
            refuse_unreadable(content, name)
            return bool(tables_in(open_tracker(content, name), published(home)))
    return False


def _begin_paper(view: DeskView, form: SentForm, home: Path, role: str) -> str:
    if len(form.files) != 1:
        problem = form.refused[0] if form.refused else "Choose one paper: a PDF, a Word file or a web page."
        raise DeskError(problem)
    about, who = about_of(form), view.person.id
    draft = begin(view.drafts, home, as_of=None, paper="", role=role, judged="", kind=PAPER, about=about, who=who)
    with changing(draft) as now:
        draft = add_files(now, form.files)
    return _read(view.at(home, draft))


def _read(view: DeskView) -> str:
    with suppress(NotDoneYet):
        view.readings.start(view.its_draft).result(PATIENCE)
    return view.base("bring-in")


def _bring_in(view: DeskView, form: SentForm) -> str:
    what = form.text("act")
    with changing(view.its_draft) as now:
        if what == "role":
            now.with_details(role=form.role("role", "who you are"))
            return view.base("bring-in")
        if what == "take-out":
            now = take_out(now, form.text("file"))
        elif what == "add":
            now = _add(now, form)
        elif what == "words":
            say_words(now, form)
        elif now.details.is_tracker and what != "again":
            now = tracker_act(now, form)
        elif what != "again":
            raise DeskError("Choose what to do.")
    return _read(view.at(now.home, now, view.step))


def _add(draft: DeskDraft, form: SentForm) -> DeskDraft:
    if not form.files and not form.refused:
        raise DeskError("Choose a file.")
    if draft.details.is_tracker and not is_tracker(form):
        raise DeskError("Choose one tracker. Workbooks that were made here go into a draft of their own.")
    if draft.details.is_tracker:  # it takes the place of the one before, and what was said of that one's sheets
        draft = draft.with_details(about={})
        for one in draft.details.files:
            draft = take_out(draft, one.stored)
    return add_files(draft, form.files, tuple(form.refused))


def _decide(view: DeskView, form: SentForm) -> str:
    number = int(form.text("n")) if form.text("n").isdecimal() else 0
    what = form.text("act")
    queue = queue_of(view.its_draft.reading(), form.fields, view.base("decide"))
    with changing(view.its_draft) as now:
        if what == "undo":
            note_reopened(now.home, now.data, number)
            _unready(now)
            return queue.address(number)
        if what in (TOGETHER, BACK):
            _unready(now)
            return together_act(now, queue_of(now.reading(), form.fields, view.base("decide")), form)
        choice = CHOICES.get(what)
        if choice is None:
            raise DeskError("Choose what to do.")
        typed = {name.removeprefix(VALUE): words for name, words in form.fields.items() if name.startswith(VALUE)}
        value = {name: words.strip() for name, words in typed.items() if words.strip() or _was_said(now, number, name)}
        if choice is Choice.OTHER and not value:
            raise DeskError("Type another value, or keep what is published.")
        note_decision(now.home, now.data, number, choice, by=now.details.role, value=value)
        _unready(now)
    return next_after(queue, number)


def _was_said(draft: DeskDraft, number: int, name: str) -> bool:
    """Whether a paper's proposal says something in a cell: emptied, the cell goes in empty."""
    return draft.details.is_paper and bool(draft.reading().numbered(number).values.get(name))


def _unready(draft: DeskDraft) -> None:
    if draft.details.prepared:
        draft.with_details(prepared=None)


def _check(view: DeskView, form: SentForm) -> str:
    with changing(view.its_draft) as now:
        now.reading()
        confirm(now.home, now.data, form.role("role", "who confirmed the return"))
        _unready(now)
    return view.base("check")


def _publish(view: DeskView, form: SentForm) -> str:
    with changing(view.its_draft) as now:
        now.reading()
        by = form.role("by", "who publishes")
        if form.text("act") == "ready":
            publishing.make_ready(now, by=by, because=form.reason("because"), who=view.person.id)
            return view.base("publish")
        refuse_other_than_publisher(view)
        reason = "" if asks_for_second(now.home) else form.reason("because")
        publishing.publish_draft(now, by=by, because=reason, who=view.person.id)
    return view.base("afterwards")


def _afterwards(view: DeskView, form: SentForm) -> str:
    if form.text("act") != "correct":
        return afterwards_act(view, form)
    draft = begin_correction(view.drafts, view.its_draft, view.person.id)
    return _read(view.at(draft.home, draft))


ACTS: Mapping[str, Callable[[DeskView, SentForm], str]] = MappingProxyType(
    {
        "bring-in": _bring_in,
        "decide": _decide,
        "check": _check,
        "publish": _publish,
        "afterwards": _afterwards,
        "discard": discard_act,
    }
)
