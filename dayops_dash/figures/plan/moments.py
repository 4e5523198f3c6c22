"""How one commitment stood on the day of each paper that speaks of it, and stands on the day shown: a row each, on one scale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.spans import covered, day_shown, drawn, span_of, ticks_of
from dayops_dash.figures.shared.pictures.spans import Span, SpanChart, SpanGroup
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line


def moments(council: Council, line: Line) -> tuple[tuple[Council, Line], ...]:
    """Return the council and the line on each day on which a paper spoke of it, the earliest first, and on the day shown."""
    papers = {row.document_id: row.published_on for row in council.rows("documents")}
    spoke = [papers.get(document_id) for document_id, _ in (line.place, *(said.place for said in line.history))]
    days = sorted({day for day in spoke if day} | {council.as_at})
    found = ((then, _line_of(then, line.intention_id)) for then in (council.on(day) for day in days))
    return tuple((then, each) for then, each in found if each)


def _line_of(council: Council, intention_id: str) -> Line | None:
    return next((line for line in progress.lines(council) if line.intention_id == intention_id), None)


def moments_chart(council: Council, line: Line) -> SpanChart | None:
    """Return the line as it stood on each of those days; None where no paper gives it a date to draw."""
    found = [(then, each) for then, each in moments(council, line) if drawn([each])]
    if not found:
        return None
    days = covered([each for _, each in found], council.as_at)
    spans = tuple(_moment(then, council.as_at, span_of(each, days, then.as_at)) for then, each in found)
    return SpanChart((SpanGroup("", spans),), tuple(ticks_of(days)), days.at(council.as_at), day_shown(council))


def _moment(then: Council, shown: date, span: Span) -> Span:
    """Return a row named by its day, which opens the same on that day."""
    name = f"{'Today' if then.is_today else 'On'}{',' if then.is_today else ''} {wording.short_day(then.as_at)}"
    choices = span.link.choices if then.as_at == shown else (*span.link.choices, ("as_at", then.as_at.isoformat()))
    return replace(span, label=name, link=replace(span.link, label=name, choices=choices))
