"""The timeline: each intention's due interval as an interval, with the day it is seen from."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.figures.plan.actions import Choices, action_grid, unfilled_note
from dayops_dash.figures.plan.against_date import NO_STATUS, against
from dayops_dash.figures.plan.standing import (
    NO_PAPER,
    NOTE_DERIVED,
    WORST_FIRST,
    by_dates,
    papers_of,
    predicate,
    standing_words,
)
from dayops_dash.figures.shared.day import on_day, tense
from dayops_dash.figures.shared.look import INK, QUIET, STANDING_COLOUR, STANDING_MARK, haloed, specification
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

LINE_HEIGHT = 18  # pixels of one line of a title
WRAP_AT, STATUS_WRAP_AT = 46, 54  # characters of a title and of a status: what a 400-pixel screen holds
WIDE = "width > 680"  # on a wide screen the words stand in a column beside the bars, else above them
STUB = 12  # pixels of the as-at line on either side of a bar, where words stand above the bars
LABELS = 350  # pixels of that column
LATE = (
    0.6  # of the drawing, from where the words on the as-at line stand before it: after it they would leave the drawing
)
ROOM = timedelta(days=45)  # either side of the dates shown


@dataclass(frozen=True)
class Span:
    """The days from first to last that the drawing covers."""

    first: date
    last: date


def span(chosen: Sequence[Line], as_at: date) -> Span:
    """Return the days that the drawing covers: every end of an interval, and the as-at date, with room around."""
    ends = [as_at]
    for line in chosen:
        ends += [d for d in (line.due.earliest, line.due.outer_latest, *_completed(line)) if d]
    return Span(min(ends) - ROOM, max(ends) + ROOM)


def _completed(line: Line) -> tuple[date | None, date | None]:
    return line.completed.earliest, line.completed.latest


def drawn(chosen: Sequence[Line]) -> list[Line]:
    """Return the lines that have an interval to draw."""
    return [line for line in chosen if any((line.due.earliest, line.due.latest, *_completed(line)))]


def status_words(line: Line, *, proposed: bool = False) -> str:
    """Return a line's standing in words and mark: what was reported, then what follows from its date."""
    test = f" ({wording.uncapital(line.completion_test)})" if line.completion_test else ""
    said = line.status_as_written or line.reported_status
    stands = against(line, proposed=proposed)
    reported = f"Reported: {said}{test}" if said else "" if NO_STATUS in stands else wording.capital(NO_STATUS)
    return f"{STANDING_MARK[line.standing]} {' · '.join(part for part in (reported, stands) if part)}"


@dataclass(frozen=True)
class _Scales:
    """How the drawing is measured: days across, lines down, and the colour of how each stands."""

    dates: alt.Scale
    down: alt.Scale
    colour: alt.Color

    @staticmethod
    def of(chosen: Sequence[Line], covered: Span, height: int) -> _Scales:
        dates = alt.Scale(
            type="utc",
            domain=[_stamp(covered.first), _stamp(covered.last)],
            range=[alt.expr(f"{WIDE} ? {LABELS} : 0"), alt.expr("width")],
            nice=False,
        )
        standings = list(dict.fromkeys(line.standing for line in chosen))
        colours = alt.Scale(domain=[str(s) for s in standings], range=[STANDING_COLOUR[s] for s in standings])
        down = alt.Scale(domain=[height, 0], nice=False, zero=False)
        return _Scales(dates, down, alt.Color("standing:N", scale=colours, legend=None))

    def across(self, field: str, **kind: Any) -> alt.X:
        axis = alt.Axis(
            title=None, format="%b %Y", tickCount=6, labelOverlap=True, labelBound=True, orient="top", gridDash=[2, 3]
        )
        return alt.X(f"{field}:T", scale=self.dates, axis=axis, **kind)

    def at(self, field: str) -> alt.Y:
        return alt.Y(f"{field}:Q", scale=self.down, axis=None)


def timeline_chart(chosen: Sequence[Line], as_at: date, *, proposed: bool = False) -> dict[str, Any]:
    """Return the drawing of lines that have an interval, in the order given. An open end runs off the drawing."""
    covered = span(chosen, as_at)
    rows, height = _rows(chosen, covered, as_at, proposed=proposed)
    scales = _Scales.of(chosen, covered, height)
    chart = alt.Chart(alt.Data(values=rows)).transform_calculate(
        y_drawn=f"{WIDE} ? datum.y_beside : datum.y_below",
        line_top=f"{WIDE} ? datum.y_title - 8 : datum.y_below - {STUB}",  # above a bar it would run through the words
        line_end=f"{WIDE} ? datum.y_next : datum.y_below + {STUB}",
    )
    line = chart.encode(scales.across("as_at"), scales.at("line_top"), alt.Y2("line_end:Q"))
    layers = [line.mark_rule(strokeDash=[5, 4], strokeWidth=2, color=INK, aria=False)]
    layers += _bars(chart, scales, {row["open"] for row in rows})
    layers += _text(chart.encode(x=alt.XValue(0), y=scales.at("y_title"), text=alt.Text("title:N")), INK, 600)
    layers += _text(chart.encode(x=alt.XValue(0), y=scales.at("y_status"), text=alt.Text("status_lines:N")), QUIET, 400)
    late = (as_at - covered.first) / (covered.last - covered.first) > LATE
    side: dict[str, Any] = {"align": "right", "dx": -6} if late else {"align": "left", "dx": 6}
    first = chart.transform_filter(f"datum.y_title == {rows[0]['y_title']}").encode(scales.across("as_at"))
    today = first.mark_text(**side, fontWeight=600, color=INK, aria=False)
    layers.append(today.encode(y=alt.YValue(height - 10), text=alt.Text("today:N")))
    return specification(alt.layer(*layers), width="container", height=height)


def _bars(chart: alt.Chart, scales: _Scales, ends: Set[str]) -> list[alt.Chart]:
    """Return the bars with both ends, those without an end and those without a start, as far as there are any."""
    columns = (("label", "Intention"), ("words", "As written"), ("status", "Status"))
    spoken: dict[str, Any] = {
        "tooltip": [alt.Tooltip(f"{name}:N", title=title) for name, title in columns],
        "description": alt.Description("spoken:N"),
    }
    bar = chart.encode(scales.across("start"), alt.X2("end:T"), scales.at("y_drawn"), scales.colour, **spoken)
    end = chart.encode(scales.across("end"), scales.at("y_drawn"), scales.colour)
    layers = []
    if "" in ends:  # an empty layer would be a picture without a name to a screen reader
        layers.append(bar.transform_filter("!datum.open").mark_bar(height=14))
    if "end" in ends:
        layers.append(bar.transform_filter("datum.open == 'end'").mark_bar(height=14, opacity=0.45))
        arrow = end.transform_filter("datum.open == 'end'")
        layers.append(arrow.mark_point(shape="triangle-right", size=170, filled=True, opacity=1, aria=False))
    if "start" in ends:  # a deadline is a day to be met, and no stretch of work
        stop = end.encode(**spoken).transform_filter("datum.open == 'start'")
        layers.append(stop.mark_tick(thickness=5, size=24, orient="vertical", opacity=1))
    return layers


def _text(words: alt.Chart, colour: str, weight: int) -> tuple[alt.Chart, alt.Chart]:
    """Return words of several lines from their top left, and what keeps lines off their letters."""
    look: dict[str, Any] = {"align": "left", "baseline": "top", "lineBreak": "\n", "lineHeight": LINE_HEIGHT}
    return haloed(words, colour=colour, fontWeight=weight, **look)


def _stamp(day: date) -> str:
    return day.isoformat()


def _rows(chosen: Sequence[Line], covered: Span, as_at: date, *, proposed: bool) -> tuple[list[dict[str, Any]], int]:
    rows: list[dict[str, Any]] = []
    y = 8
    for line in chosen:
        said = status_words(line, proposed=proposed)
        title, status = textwrap.wrap(line.label, WRAP_AT), textwrap.wrap(said, STATUS_WRAP_AT)
        status_y = y + LINE_HEIGHT * len(title)
        below = status_y + LINE_HEIGHT * len(status)
        rows.append(
            {
                **_ends(line, covered),
                "as_at": _stamp(as_at),
                "today": f"As at {wording.short_day(as_at)}",
                "label": line.label,
                "title": "\n".join(title),
                "words": line.due_words or line.completed_as_written,
                "status": said,
                "status_lines": "\n".join(status),
                "spoken": f"{line.label}. {line.due_words or 'No date'}. {said[2:]}",
                "standing": str(line.standing),
                "y_title": y,
                "y_status": status_y,
                "y_below": below + 11,
                "y_beside": y + 7,
                "y_next": below + 26,
            }
        )
        y = below + 34
    return rows, y - 6


def _ends(line: Line, covered: Span) -> dict[str, Any]:
    done = line.standing is Standing.COMPLETE and line.completed.earliest
    shown = line.completed if done else line.due
    last = shown.latest or covered.last
    return {
        "start": _stamp(shown.earliest or covered.first),
        "end": _stamp(last + timedelta(days=1) if shown.latest else last),
        "open": "start" if shown.earliest is None else "end" if shown.latest is None else "",
    }


def timeline_figure(council: Council, choices: Choices) -> Figure:
    """The due interval of each followed intention that the reader chose, and the day that they are seen from."""
    chosen = sorted((x for x in progress.followed(council) if choices.keeps(x)), key=progress.attention)
    lines, grid = drawn(chosen), action_grid(council, chosen)
    words = f"{standing_words(council, chosen, 'intention')}{_last_due(council, chosen)}{_undrawn(chosen, lines)}"
    within = f" ({choices.words()})" if choices.words() else ""
    chart = (
        Chart(timeline_chart(lines, council.as_at, proposed=progress.only_proposed(council)), f"Timeline. {words}")
        if lines
        else None
    )
    return Figure(
        "timeline",
        _title(council, chosen, within),
        f"When each intention with a date or a status is due, {council.short_title}, as at {wording.day(council.as_at)}. "
        "Pale bars have no end set; an upright mark is a deadline",
        words,
        grid,
        chart=chart,
        notes=(NOTE_DERIVED, *_vague_note(chosen), *unfilled_note(council, grid)),
        sources=papers_of(council, chosen),
    )


def _title(council: Council, chosen: Sequence[Line], within: str) -> str:
    """Return how many of the lines chosen stand where it matters most, on the day shown."""
    counts, noun = progress.counts(tuple(chosen)), "intention" if len(chosen) == 1 else "intentions"
    if council.latest_paper is None:
        return NO_PAPER.format(day=wording.day(council.as_at))
    worst = next((s for s in WORST_FIRST if counts[s]), None)
    if worst is None:
        return f"{wording.count(len(chosen), 'intention')}{within} on {wording.day(council.as_at)}"
    stands = predicate(worst, counts[worst], tense(council))
    by = by_dates(council) if progress.only_proposed(council) else ""
    of = wording.out_of(counts[worst], len(chosen))
    return f"{wording.capital(by + of)} {noun}{within} {stands} {on_day(council)}"


def _last_due(council: Council, chosen: Sequence[Line]) -> str:
    """Return the last due date of what is not complete, in a sentence that is true on the day shown and today."""
    ends = [(x.due.latest, x.due_quoted) for x in chosen if x.due.latest and x.standing is not Standing.COMPLETE]
    if not ends:
        return ""
    day, written = max(ends)
    return f" The last due date {'was' if day < max(council.as_at, council.today) else 'is'} {written}."


def _undrawn(chosen: Sequence[Line], lines: Sequence[Line]) -> str:
    left = len(chosen) - len(lines)
    have, are = ("has", "is") if left == 1 else ("have", "are")
    return (
        f" {wording.capital(wording.spelled(left))} {have} no dates to draw and {are} in the table only."
        if left
        else ""
    )


def _vague_note(chosen: Sequence[Line]) -> tuple[str, ...]:
    vague = [line for line in chosen if line.due_sense == DueSense.VAGUE]
    return tuple(f"{x.due_quoted} ({x.label}) is vague: its days are inferred." for x in vague)
