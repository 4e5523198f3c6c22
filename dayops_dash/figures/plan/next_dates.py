"""The next dates of the plan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import noun, to_line
from dayops_dash.figures.plan.standing import papers_of
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line, Statement
from dayops_dash.measures.plan.status import Standing

NEXT_SHOWN = 5
DAY_SAID = re.compile(
    r"\b\d{1,2}(st|nd|rd|th)?( of)? [A-Z]|\b\d{1,2}/\d{1,2}/\d|\d{4}-\d\d-\d\d"
)  # 31st March, 31/03/2024


def next_dates_figure(council: Council) -> Figure | None:
    """The next ends of due periods, soonest first; None where nothing lies ahead, which the page's answer says."""
    every = progress.next_dates(council)
    if not every:
        return None
    ahead = every[:NEXT_SHOWN]
    passed = sum(when < council.today for when, _ in every)
    return Figure(
        "next-dates",
        _next_title(council, every, passed),
        f"Dates that have not passed on {wording.day(council.as_at)}, {council.short_title}",
        _next_words(council, every, passed),
        grid_of(
            ahead,
            GridColumn(
                "intention", wording.capital(noun(council, [line for _, line in ahead])), lambda pair: pair[1].label
            ),
            GridColumn("when", "When", lambda pair: when_words(*pair)),
            GridColumn("due_as_written", "Due, as written", lambda pair: pair[1].due_words),
            GridColumn(
                "today",
                f"On {wording.short_day(council.today)}",
                lambda pair: _today(council, pair[0]),
                on_screen=bool(passed),
            ),
            GridColumn("place", "Place in paper", lambda pair: _dated(pair[1]).locator, Kind.PLACE),
            link=lambda pair: to_line(pair[1]),
        ),
        sources=papers_of(council, [line for _, line in ahead]),
        grid_first=True,
        brief=True,
    )


def _next_title(council: Council, every: Sequence[tuple[date, Line]], passed: int) -> str:
    """Return what is next on the day shown. A date that has passed since is not next: then it is said when it was."""
    day = wording.day(council.as_at)
    (when, line), still = every[0], progress.next_dates(council.on(council.today))
    if not passed and line.standing is Standing.DUE_NOW:
        return f"Due now, {day}: {line.label}, {line.due_quoted}"
    if not passed:
        return f"{'Due on' if when == council.as_at else 'Next after'} {day}: {line.label}, {when_words(when, line)}"
    if still:
        return f"Next today: {still[0][1].label}, {when_words(*still[0])}"
    gone = (
        ("it has since" if len(every) == 1 else "all have since") if passed == len(every) else "none lies ahead today"
    )
    dates = f"{wording.spelled(len(every))} {'date' if len(every) == 1 else 'dates'}"
    return f"On {day} {dates} had not passed; {gone}"


def _next_words(council: Council, every: Sequence[tuple[date, Line]], passed: int) -> str:
    have = "had" if passed else _have(len(every))
    rest = f"; the first {wording.spelled(NEXT_SHOWN)} are shown" if len(every) > NEXT_SHOWN else ""
    since = f" {wording.capital(wording.spelled(passed))} {_have(passed)} passed since." if passed else ""
    day = wording.day(council.as_at)
    dates = f"{wording.capital(wording.spelled(len(every)))} date{'' if len(every) == 1 else 's'}"
    return f"{dates} {have} not passed on {day}{rest}.{since}"


def _have(number: int) -> str:
    return "has" if number == 1 else "have"


def _today(council: Council, when: date) -> str:
    return "Passed" if when < council.today else "Not passed"


def _dated(line: Line) -> Statement:
    """Return the last time that a paper dated the line."""
    return next(said for said in reversed(line.history) if said.due_as_written)


def when_words(when: date, line: Line) -> str:
    """Return a date ahead with what it is, work's beginning or its end; in the paper's own words where it names no month."""
    written = _dated(line).due_as_written
    by = "by" if when == line.due.latest else "from"
    if line.due_details.given_by_council:
        return line.due_quoted
    if DAY_SAID.search(written):
        return f"{by} {wording.short_day(when)}"
    end = line.due.latest
    if when != end and end and (when.year, when.month) == (end.year, end.month):
        return f"in {wording.month(when)}"
    if f"{when:%b}".casefold() in written.casefold() and (when == end or end is None):
        return f"{by} {wording.month(when)}"
    return f"due now, “{written}”" if line.standing is Standing.DUE_NOW else f"“{written}”"
