"""The lines of the plan as spans of time: what is drawn of each, in what order, and how its state is said in few words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.figures.plan.against_date import against, to_line
from dayops_dash.figures.shared.pictures.spans import Span, SpanChart, SpanGroup, SpanShape
from dayops_dash.figures.shared.states import STATES
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Derived, Standing

ROOM = timedelta(days=45)  # either side of the dates shown
FRESH = ((183, 1.0), (365, 0.75), (730, 0.55))  # days since the evidence, and how strong a bar is drawn up to them
OLDEST = 0.35
FEWEST_OF_ONE = 2  # lines of a theme, on average, that make headings worth their room
MOST_TICKS = 8


@dataclass(frozen=True)
class Covered:
    """The days from first to last that the drawing covers."""

    first: date
    last: date

    def at(self, day: date) -> float:
        """Return where a day stands, from 0 to 1."""
        return round((day - self.first).days / (self.last - self.first).days, 4)


def covered(chosen: Sequence[Line], as_at: date) -> Covered:
    """Return the days that the drawing covers: every end of an interval, and the day shown, with room around."""
    ends = [as_at]
    for line in chosen:
        ends += [day for day in (line.due.earliest, line.due.outer_latest, *_completed(line)) if day]
    return Covered(min(ends) - ROOM, max(ends) + ROOM)


def _completed(line: Line) -> tuple[date | None, date | None]:
    return line.completed.earliest, line.completed.latest


def drawn(chosen: Sequence[Line]) -> list[Line]:
    """Return the lines that have an interval to draw."""
    return [line for line in chosen if any((line.due.earliest, line.due.latest, *_completed(line)))]


def span_chart(council: Council, lines: Sequence[Line]) -> SpanChart:
    """Return lines that have an interval as spans: by theme, the theme and the line that are latest first."""
    days, as_at = covered(lines, council.as_at), council.as_at
    ordered = sorted(lines, key=progress.attention)
    themes = list(dict.fromkeys(line.theme for line in ordered))
    if len(themes) < 2 or len(themes) * FEWEST_OF_ONE > len(ordered):
        groups = [SpanGroup("", tuple(span_of(line, days, as_at) for line in ordered))]
    else:
        groups = [
            SpanGroup(
                theme or "No theme stated",
                tuple(span_of(x, days, as_at) for x in ordered if x.theme == theme),
            )
            for theme in themes
        ]
    return SpanChart(tuple(groups), tuple(ticks_of(days)), days.at(as_at), day_shown(council))


def day_shown(council: Council) -> str:
    """Return the name of the line of the day shown: Today, 30 Nov 2026."""
    return f"{'Today' if council.is_today else 'As at'}{',' if council.is_today else ''} {wording.short_day(council.as_at)}"


def ticks_of(days: Covered) -> Iterator[tuple[float, str]]:
    """Yield the beginnings of years, every other where they are many; of quarters where fewer than two years begin."""
    years = [date(year, 1, 1) for year in range(days.first.year + 1, days.last.year + 1)]
    if len(years) >= 2:
        step = -(-len(years) // MOST_TICKS)
        yield from ((days.at(day), str(day.year)) for day in years[::step])
        return
    quarters = [date(y, m, 1) for y in range(days.first.year, days.last.year + 1) for m in (1, 4, 7, 10)]
    yield from ((days.at(day), f"{day:%b %Y}") for day in quarters if days.first < day < days.last)


def span_of(line: Line, days: Covered, as_at: date) -> Span:
    """Return a line, as it stood on a day, on the scale of the days that a drawing covers."""
    done = line.standing is Standing.COMPLETE and line.completed.earliest
    shown = line.completed if done else line.due
    start, end = shown.earliest or shown.latest, shown.latest
    late_from = line.due.outer_latest if line.standing is Standing.PAST else None
    last = days.at(end + timedelta(days=1)) if end else 1.0
    vague = line.due_sense == DueSense.VAGUE
    said = against(line)
    quoted = f"{line.due_words or line.completed_as_written}. " if line.due_words or line.completed_as_written else ""
    return Span(
        line.label,
        f"{quoted}{said}",
        short_words(line, as_at),
        STATES[line.standing].mark,
        line.standing.name.lower(),
        STATES[line.standing].colour,
        _shape(line),
        days.at(start) if start else 0.0,
        last,
        days.at(as_at) if late_from else 0.0,
        vague,
        vague or bool(shown.latest and shown.outer_latest and shown.outer_latest > shown.latest),
        _strength(line, as_at),
        to_line(line),
    )


def _shape(line: Line) -> SpanShape:
    if line.standing is Standing.COMPLETE:
        return SpanShape.SOLID
    if line.due.earliest is None:
        return SpanShape.DEADLINE
    if line.due.latest is None:
        return SpanShape.OPEN
    ahead = line.standing in (Standing.NOT_YET, Standing.CONDITIONAL)
    return SpanShape.HOLLOW if ahead else SpanShape.SOLID


def _strength(line: Line, as_at: date) -> float:
    """Return how strong a bar is drawn: the older its evidence, the paler."""
    said = [statement.reported_on for statement in line.history if statement.reported_on]
    age = (as_at - max(said)).days if said else FRESH[-1][0] + 1
    return next((strength for most, strength in FRESH if age <= most), OLDEST)


def _brief(heard: str) -> str:
    """Return when a line was last heard of, its month in three letters: Mar 2023."""
    month, _, year = heard.rpartition(" ")
    return f"{month[:3]} {year}" if month.isalpha() else heard


def short_words(line: Line, as_at: date) -> str:
    """Return how a line stands in few words: 3 years 7 months late; last news Mar 2023; no news of what has no status."""
    if line.standing is Standing.PAST and line.due.outer_latest:
        about = "about " if line.due_sense == DueSense.VAGUE else ""
        late = f"{about}{wording.age((as_at - line.due.outer_latest).days)} late"
        return f"{late}; last news {_brief(line.last_heard)}" if line.reported_on else f"{late}, no news"
    if line.standing is Standing.COMPLETE:
        return str(line.derived) if line.derived is Derived.COMPLETE_LATE else str(Standing.COMPLETE)
    return str(line.standing)
