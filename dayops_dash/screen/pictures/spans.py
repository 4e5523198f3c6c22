"""A timeline as HTML: a row is one line, its name a link, its bar for the eye alone, its state in words at its end."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from dayops_dash.figures.shared.pictures.spans import Span, SpanChart, SpanGroup, SpanShape
from dayops_dash.screen.pictures.units import glyph_style

LATE = 0.6  # of the bars' width, from where the day's name stands before its line


def spans(shown: SpanChart, address: Callable[..., str]) -> str:
    """Return the rows by group on one scale, with the line of the day shown named at the top and at the foot."""
    groups = "".join(_group(group, address) for group in shown.groups)
    ticks = "".join(
        f'<span class="do-time-tick" style="--at:{at:.4f}">{escape(said)}</span>' for at, said in shown.ticks
    )
    grid = "".join(f'<span class="do-time-grid" style="--at:{at:.4f}"></span>' for at, _ in shown.ticks)
    side = " do-time-before" if shown.today > LATE else ""
    day = f'<span class="do-time-day{side}">{escape(shown.today_words)}</span>'
    return (
        f'<div class="do-time" style="--today:{shown.today:.4f}"><div class="do-time-lines" aria-hidden="true"><div>{grid}'
        f'<span class="do-time-line"></span></div></div><div class="do-time-head" aria-hidden="true"><div>{ticks}{day}</div></div>{groups}'
        f'<div class="do-time-foot" aria-hidden="true"><div>{day}</div></div></div>'
    )


def _group(group: SpanGroup, address: Callable[..., str]) -> str:
    rows = "".join(_row(span, address) for span in group.spans)
    heading = f'<h3 class="do-time-theme">{escape(group.heading)}</h3>' if group.heading else ""
    return f'{heading}<ul class="do-time-rows">{rows}</ul>'


def _row(span: Span, address: Callable[..., str]) -> str:
    to = address(span.link.page, **dict(span.link.choices))
    tone = f"do-state-{escape(span.tone)}"
    return (
        f'<li class="do-time-row {tone}" title="{escape(span.said)}"><a class="do-link" href="{escape(to)}">{escape(span.label)}</a>'
        f'<span class="do-time-bar" aria-hidden="true">{_bar(span)}</span><span class="do-time-state">'
        f'<span class="do-mark" aria-hidden="true"{glyph_style(span.mark)}>{escape(span.mark)}</span> {escape(span.short)}</span></li>'
    )


def _bar(span: Span) -> str:
    tail = ""
    if span.tail > span.end:
        tail = f'<span class="do-time-tail" style="--from:{span.end:.4f};--to:{span.tail:.4f}"></span>'
    if span.shape is SpanShape.DEADLINE:
        return f'{tail}<span class="do-time-deadline" style="--from:{span.end:.4f}"></span>'
    soft = (" do-soft-start" if span.soft_start else "") + (" do-soft-end" if span.soft_end else "")
    look = f"--from:{span.start:.4f};--to:{span.end:.4f};--strength:{span.strength:.0%}"
    return f'{tail}<span class="do-time-span do-time-{span.shape.value}{soft}" style="{look}"></span>'
