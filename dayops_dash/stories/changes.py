"""What has changed since last time? Two days compared, by default the day shown and the day of the report before the latest."""

from datetime import date

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.changes.changed import (
    ARRIVALS,
    changes_figure,
    counted_words,
    day_words,
    kinds_in,
    nothing_figure,
)
from dayops_dash.figures.changes.plan_flow import flow_figure
from dayops_dash.figures.plan.descent import descent_figure
from dayops_dash.figures.shared.day import Tense, tense
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.changes import between as measure
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

LATER = "The day to compare with must be before the day shown. Compared instead: {day}."
ONE_PAPER = "There is nothing to compare yet: one paper is known on this day"
NO_PAPER = "There is nothing to compare yet: no paper is known on this day"


def compared_with(council: Council, asked: date | None) -> date | None:
    """Return the day to compare with: the one asked for where it is before the one shown, else the report's before."""
    return asked if asked and asked < council.as_at else measure.previous_report(council)


def kinds(council: Council, since: date | None) -> dict[str, str]:
    """Return the kinds of change that there are between two days, by name: "" for all."""
    found = kinds_in(measure.changes(council.on(since), council)) if since else {}
    return {"": "All", **{kind.name.lower(): str(kind) for kind in found}}


@per_council
def changes(council: Council, asked: date | None = None, kind: str = "") -> Story:
    """Return what changed since the day ``asked`` for, all of it or one kind (its name in small letters)."""
    since = compared_with(council, asked)
    if since is None:
        return _story(council, *_nothing_yet(council))
    every = measure.changes(council.on(since), council)
    shown_day = f"today, {wording.day(council.as_at)}" if council.is_today else wording.day(council.as_at)
    span = f"From {day_words(council, since)} to {shown_day}"
    if tense(council) is Tense.AHEAD:
        span = f"If nothing more is published, {wording.uncapital(span)}"
    if not every:
        title = "Nothing in the papers has changed"
        words = f"{span} no paper says anything else, and no date {tense(council).verbs(1)['have']} passed."
        return _story(council, words, nothing_figure(council, title, words), *_descent(council))
    shown = [c for c in every if c.kind.name.lower() == kind] or list(every)
    parts = [[c for c in shown if c.kind not in ARRIVALS], [c for c in shown if c.kind in ARRIVALS]]
    names = ("changed", "arrived")
    figures = [
        changes_figure(council, since, part, name, every=shown) for part, name in zip(parts, names, strict=True) if part
    ]
    is_later = (
        council.latest_report_on or council.as_at
    ) > since  # else nothing flows: one paper would stand on both sides
    flows = flow_figure(council, since, day_words(council, since), _later_words(council)) if is_later else None
    figures = [*([flows] if flows and not kind else []), *figures]
    verb = {Tense.AHEAD: "will have changed"}.get(tense(council), "changed")
    answer = f"{span}, this {verb}. {wording.begin(counted_words(council, every))}."
    figures += [] if kind else _descent(council)
    caution = LATER.format(day=wording.day(since)) if asked and asked != since else ""
    return _story(council, answer, *figures, caution=caution)


def chosen(council: Council, address: Address) -> Story:
    """Return the changes since the day and of the kind that an address asks for."""
    since = address.day("since")
    return changes(council, since, address.choice("kind", kinds(council, compared_with(council, since))))


PAGE = Page(
    name="changes",
    title="Changes",
    question="What has changed since last time?",
    menu="Assurance",
    place=110,
    icon="difference",
    story=changes,
    of_plan=True,
    own_day="since",
    section=Section("What has changed", 7, usual=True),
    slides=(PageFigure("flow"), PageFigure("changed")),
    chosen=chosen,
    empty=lambda council: compared_with(council, None) is None,
)


def _later_words(council: Council) -> str:
    """Return the latest paper with its date; the day shown where there is none."""
    return day_words(council, council.latest_report_on or council.as_at)


def _descent(council: Council) -> list[Figure]:
    found = descent_figure(council)
    return [found] if found else []


def _nothing_yet(council: Council) -> tuple[str, Figure]:
    title = ONE_PAPER if council.latest_report_on else NO_PAPER
    passed = measure.passed_since_report(council)
    words = "Two papers are needed, or an earlier day."
    if passed:
        dates, have = "date" if passed == 1 else "dates", tense(council).verbs(passed)["have"]
        if council.is_today:
            words += f" {wording.begun(passed)} {dates} in the paper {have} passed since."
        else:
            words += f" By {wording.day(council.as_at)} {wording.spelled(passed)} {dates} in the paper {have} passed."
    return f"{title}.", nothing_figure(council, title, words)


def _story(council: Council, answer: str, *figures: Figure, caution: str = "") -> Story:
    return PAGE.tell(council, answer, figures, caution)
