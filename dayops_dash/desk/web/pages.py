"""The desk's pages: for each step what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from dayops_dash import clock
from dayops_dash.cache import per_file
from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.report import decision_words
from dayops_dash.desk.together import coming_along, may_be_together
from dayops_dash.desk.web import publishing_step as publishing
from dayops_dash.desk.web import seeing, start
from dayops_dash.desk.web.afterwards.page import afterwards_page
from dayops_dash.desk.web.bring_in import row_of
from dayops_dash.desk.web.decide.entries import decision_words_of, entries_of, filled_first, letters_of, sent_words
from dayops_dash.desk.web.decide.queue import (
    FILTERS,
    NARROWING,
    choices_of,
    place_words,
    queue_of,
    standing,
)
from dayops_dash.desk.web.decide.staleness import comparison_of
from dayops_dash.desk.web.decide.together import DONE, digest
from dayops_dash.desk.web.folder import DeskDraft, SentFile
from dayops_dash.desk.web.paper_step import aside_of_draft, unheld_of
from dayops_dash.desk.web.tracker.kept import kept_of
from dayops_dash.desk.web.tracker.page import question_groups, tracker_page
from dayops_dash.desk.web.tracker.words_step import word_questions_of
from dayops_dash.desk.web.views import STEPS, DeskView, rendered
from dayops_dash.edition.draft import draft_page, draft_pages
from dayops_dash.publishing.draft import as_dataset
from dayops_dash.publishing.second_person import asks_for_second

SEE = "see/"


def page_of(view: DeskView) -> bytes | None:
    """Return the page that an address asks for; None where there is none. Raises DatasetError where it cannot be made."""
    if view.draft is None:
        return start.page_of(view) if not view.step else None
    if view.step.startswith(SEE):
        return _as_readers_see_it(view)
    step = PAGES.get(view.step or "bring-in")
    return step(view) if step else None


def problem_page(message: str, prefix: str) -> bytes:
    """Return a page that says why something was not done. ``prefix`` is the path that the dashboard is under."""
    return rendered("problem.html", None, message=message, prefix=prefix)


def _step(view: DeskView, template: str, **context: object) -> bytes:
    draft = view.its_draft
    reading = draft.reading() if draft.is_read else None
    compared = comparison_of(draft)
    title = reading.paper.title if reading else start.listed(draft).title
    return rendered(
        template,
        view,
        reading=reading,
        left=len(reading.undecided) if reading else 0,
        compared=compared,
        title=title,
        step=view.step or "bring-in",
        heading=STEPS.get(view.step or "bring-in", "Discard"),
        **context,
    )


@dataclass(frozen=True)
class BroughtIn:
    """A file that was brought in: whether it was refused and why, how many cells of it are filled, and which need its sender."""

    file: SentFile
    refused: str
    filled: int
    faulty: int


def _brought_in(view: DeskView) -> bytes:
    draft = view.its_draft
    reading = draft.reading() if draft.is_read else None
    state = view.readings.state(draft)
    if draft.details.is_tracker:
        return _step(view, "tracker.html", state=state, **tracker_page(view.form.fields, kept_of(draft), reading))
    files = [_file(one, reading) for one in draft.details.files]
    known = {one.refused for one in files}
    others = [one for one in (*draft.details.refused, *(reading.refused if reading else ())) if one not in known]
    return _step(
        view,
        "bring_in.html",
        files=files,
        others=others,
        state=state,
        unheld=unheld_of(draft),
        aside=aside_of_draft(draft),
        groups=question_groups(word_questions_of(draft)),
        typed=view.form.fields,
    )


def _file(file: SentFile, reading: ReturnsReading | None) -> BroughtIn:
    refused = next((one for one in reading.refused if one.startswith(f"{file.name}: ")), "") if reading else ""
    own = [one for one in reading.proposals if one.place.file == file.name] if reading else []
    faulty = sum(1 for one in own if (one.reason and one.is_open) or one.warnings)
    return BroughtIn(file, refused, len(own), faulty)


def _deciding(view: DeskView) -> bytes:
    draft = view.its_draft
    if not draft.is_read:
        return _step(view, "nothing.html")
    reading = draft.reading()
    asked = view.form.fields if view.problem else view.asked
    queue = queue_of(reading, asked, view.base("decide"))
    several = may_be_together(queue.proposals) if queue.shown == "left" else ()
    if several and asked.get("together"):
        along = coming_along(reading, several)
        context = {"queue": queue, "several": several, "along": along, "listed": digest((*several, *along))}
        return _step(view, "together.html", **context)
    one = queue.current
    row = row_of(draft, one) if one else []
    every = entries_of(published(draft.home), one, row, reading) if one else []
    entries, shown_entries = filled_first(one, every, view.form.fields) if one else ([], 0)
    return _step(
        view,
        "decide.html",
        queue=queue,
        one=one,
        row=row,
        sent=sent_words(one, row) if one else "",
        letters=letters_of(one, row) if one else frozenset(),
        entries=entries,
        shown_entries=shown_entries,
        filters=FILTERS,
        senders=reading.files,
        choices=choices_of(reading),
        narrowing=NARROWING,
        typed=view.form.fields,
        several=len(several),
        batches=reading.batches,
        done=view.asked.get(DONE, ""),
        now=comparison_of(draft).published_now(one) if one else None,
        decision=_decision(one),
        stands=standing(reading),
        place=place_words,
        words=decision_words_of(one) if one else None,
    )


def _decision(one: Proposal | None) -> str:
    return decision_words(one) if one else ""


def _checking(view: DeskView) -> bytes:
    draft = view.its_draft
    if not draft.is_read:
        return _step(view, "nothing.html")
    return _step(view, "check.html", **_hindrances(draft, seeing.content_of_draft(draft)), typed=view.form.fields)


def _hindrances(draft: DeskDraft, content: seeing.DraftContent) -> dict[str, Any]:
    """Return what keeps a draft from being published, for a template: problems, and what was published since; nothing once it is."""
    if draft.details.published:
        return {"problems": (), "outdated": "", "unconfirmed": False}
    problems = seeing.problems(content)
    return {
        "problems": [one for one in problems if not seeing.unconfirmed(one)],
        "outdated": seeing.outdated(content),
        "unconfirmed": any(map(seeing.unconfirmed, problems)),
    }


def _seeing(view: DeskView) -> bytes:
    draft = view.its_draft
    if not draft.is_read:
        return _step(view, "nothing.html")
    content = seeing.content_of_draft(draft)
    problems = seeing.problems(content)
    return _step(
        view,
        "see.html",
        problems=problems,
        unconfirmed=bool(problems) and all(map(seeing.unconfirmed, problems)),
        values=seeing.values_that_go_in(draft.reading()),
        difference=None if problems else seeing.difference(content, draft.reading()),
        titles=draft_pages(),
        most=seeing.MOST_ROWS,
        published=draft.details.published,
    )


def _as_readers_see_it(view: DeskView) -> bytes | None:
    name = view.step.removeprefix(SEE)
    if name not in draft_pages():
        return None
    content = seeing.content_of_draft(view.its_draft)
    if seeing.problems(content):
        return _step(view.at(view.home, view.draft, "see"), "unsound.html")
    return _draft_page(content, name, view.asked.get("as_at", ""), clock.today())


@per_file
def _draft_page(content: seeing.DraftContent, name: str, as_at: str, today: date) -> bytes:
    with as_dataset(content.draft) as dataset:
        return draft_page(dataset, name, as_at)


def _publishing(view: DeskView) -> bytes:
    draft = view.its_draft
    if not draft.is_read:
        return _step(view, "nothing.html")
    content = seeing.content_of_draft(draft)
    return _step(
        view,
        "publish.html",
        **_hindrances(draft, content),
        values=seeing.values_that_go_in(draft.reading()),
        second=asks_for_second(draft.home),
        waiting=publishing.waiting(draft),
        version=content.draft.version,
        shown=content.shown,
        typed=view.form.fields,
    )


def _afterwards(view: DeskView) -> bytes:
    return _step(view, "afterwards.html", **afterwards_page(view))


def _discarding(view: DeskView) -> bytes:
    return _step(view, "discard.html", typed=view.form.fields)


PAGES: Mapping[str, Callable[[DeskView], bytes]] = MappingProxyType(
    {
        "bring-in": _brought_in,
        "decide": _deciding,
        "check": _checking,
        "see": _seeing,
        "publish": _publishing,
        "afterwards": _afterwards,
        "discard": _discarding,
    }
)
