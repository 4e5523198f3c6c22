"""The timeline: each intention's due interval as an interval, with the day it is seen from."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import altair as alt

from dayops_dash import wording
from dayops_dash.figures.look import INK, QUIET, STANDING_COLOUR, STANDING_MARK, specification
from dayops_dash.measures.progress import Line
from dayops_dash.measures.status import Standing

LINE_HEIGHT = 18  # pixels of one line of a title
WRAP_AT = 46  # characters: what a 400-pixel screen holds
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


def status_words(line: Line) -> str:
    """Return a line's standing in words and mark: what was reported, then what follows from its date."""
    reported = f"Reported: {line.status_as_written or line.reported_status}" if line.reported_status else "No status reported"
    return f"{STANDING_MARK[line.standing]} {reported} · {line.derived}"


def timeline_chart(chosen: Sequence[Line], as_at: date) -> dict[str, Any]:
    """Return the drawing of lines that have an interval, in the order given. An open end runs off the drawing."""
    covered = span(chosen, as_at)
    rows, height = _rows(chosen, covered)
    base = alt.Chart(alt.Data(values=rows))
    y_axis = {"scale": alt.Scale(domain=[0, height], range=[0, height], nice=False), "axis": None}
    dates = alt.Scale(type="utc", domain=[_stamp(covered.first), _stamp(covered.last)], nice=False)
    x = alt.X("start:T", scale=dates, axis=alt.Axis(title=None, format="%b %Y", tickCount=6, labelOverlap=True, orient="top"))
    standings = list(dict.fromkeys(line.standing for line in chosen))
    colour = alt.Color(
        "standing:N",
        scale=alt.Scale(domain=[str(s) for s in standings], range=[STANDING_COLOUR[s] for s in standings]),
        legend=None,
    )
    tooltip = [alt.Tooltip(f"{n}:N", title=t) for n, t in (("label", "Intention"), ("words", "Due, as written"), ("status", "Status"))]
    bar = base.encode(x, alt.X2("end:T"), alt.Y("y_bar:Q", **y_axis), colour, tooltip=tooltip, description="spoken:N")
    firm = bar.transform_filter("!datum.open_end && !datum.open_start").mark_bar(height=14, cornerRadius=3)
    open_ended = bar.transform_filter("datum.open_end || datum.open_start").mark_bar(height=14, opacity=0.45)
    arrow = base.transform_filter("datum.open_end").mark_point(shape="triangle-right", size=170, filled=True, opacity=1, aria=False)
    stop = base.transform_filter("datum.open_start").mark_tick(thickness=4, size=22, orient="vertical", opacity=1, aria=False)
    title = base.mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=LINE_HEIGHT, fontWeight=600, aria=False, color=INK)
    status = base.mark_text(align="left", baseline="top", color=QUIET, aria=False)
    today = alt.Chart(alt.Data(values=[{"day": _stamp(as_at), "label": f"As at {wording.short_day(as_at)}"}]))
    chart = alt.layer(
        today.mark_rule(strokeDash=[5, 4], strokeWidth=2, color=INK, aria=False).encode(x=alt.X("day:T", scale=dates)),
        firm,
        open_ended,
        arrow.encode(alt.X("end:T", scale=dates), alt.Y("y_bar:Q", **y_axis), colour),
        stop.encode(alt.X("end:T", scale=dates), alt.Y("y_bar:Q", **y_axis), colour),
        title.encode(x=alt.value(0), y=alt.Y("y_title:Q", **y_axis), text="title:N"),
        status.encode(x=alt.value(0), y=alt.Y("y_status:Q", **y_axis), text="status:N"),
        today.mark_text(align="left", dx=6, baseline="bottom", fontWeight=600, color=INK, aria=False).encode(
            x=alt.X("day:T", scale=dates), y=alt.value(height - 2), text="label:N"
        ),
    ).properties(width="container", height=height)
    return specification(chart)


def _stamp(day: date) -> str:
    return day.isoformat()


def _rows(chosen: Sequence[Line], covered: Span) -> tuple[list[dict[str, Any]], int]:
    rows: list[dict[str, Any]] = []
    y = 8
    for line in chosen:
        title = textwrap.wrap(line.label, WRAP_AT)
        status_y = y + LINE_HEIGHT * len(title)
        rows.append(
            {
                **_ends(line, covered),
                "label": line.label,
                "title": "\n".join(title),
                "words": line.due_as_written or line.completed_as_written,
                "status": status_words(line),
                "spoken": f"{line.label}. {line.due_as_written or 'No date'}. {status_words(line)[2:]}",
                "standing": str(line.standing),
                "y_title": y,
                "y_status": status_y,
                "y_bar": status_y + LINE_HEIGHT + 11,
            }
        )
        y = status_y + LINE_HEIGHT + 36
    return rows, y + 14


def _ends(line: Line, covered: Span) -> dict[str, Any]:
    done = line.standing is Standing.COMPLETE and line.completed.earliest
    shown = line.completed if done else line.due
    last = shown.latest or covered.last
    return {
        "start": _stamp(shown.earliest or covered.first),
        "end": _stamp(last + timedelta(days=1) if shown.latest else last),
        "open_start": shown.earliest is None,
        "open_end": shown.latest is None,
    }
