"""Panels as HTML: bars whose length is their share, and short lists, side by side where there is room."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from dayops_dash.figures.shared.model import Bar, Panel

LETTER, MOST_ROOM = 0.52, 10.5  # of a letter m: a letter on average, and the room that words beside a bar may take


def panels(shown: Sequence[Panel]) -> str:
    """Return panels in a grid. Each bar's label and words are text, and its length is for the eye alone."""
    return f'<div class="do-panels">{"".join(_panel(panel) for panel in shown)}</div>' if shown else ""


def _panel(shown: Panel) -> str:
    detail = f'<p class="do-panel-detail">{escape(shown.detail)}</p>' if shown.detail else ""
    bars = "".join(_bar(bar) for bar in shown.bars)
    items = "".join(f"<li>{escape(item)}</li>" for item in shown.items)
    return (
        f'<div class="do-panel{" do-panel-wide" if shown.wide else ""}"><h3 class="do-sub">{escape(shown.title)}</h3>{detail}'
        + (f'<ul class="do-bars" style="--words:{_room(shown.bars):.1f}em">{bars}</ul>' if bars else "")
        + (f'<ul class="do-items">{items}</ul>' if items else "")
        + (f'<p class="do-panel-detail">{escape(shown.note)}</p>' if shown.note else "")
        + "</div>"
    )


def _room(bars: Sequence[Bar]) -> float:
    """Return how much room the words beside bars need, in widths of a letter m: those of the longest, which may take two lines."""
    return min(MOST_ROOM, LETTER * max((len(bar.words) for bar in bars), default=0))


def _bar(bar: Bar) -> str:
    detail = f"<small>{escape(bar.detail)}</small>" if bar.detail else ""
    label = re.sub(r"/(?!\d)", "/<wbr>", escape(bar.label))  # a financial year stays whole
    turns = f" {'do-falls' if bar.falls else 'do-rises'}" if bar.whole else ""
    length = f"do-bar-length{' do-hollow' if bar.hollow else ''}{turns}"
    whole = f'<span class="do-bar-whole" style="--length:{bar.whole / 100:.3f}"></span>' if bar.whole else ""
    begins = f"--start:{bar.start / 100:.3f};" if bar.start else ""
    whisker = ""
    if bar.interval:
        low, high = (end / 100 for end in bar.interval)
        whisker = f'<span class="do-bar-interval" style="--from:{low:.3f};--length:{high - low:.3f}"></span>'
    return (
        f'<li><span class="do-bar-label">{label}{detail}</span><span class="do-bar">{whole}'
        f'<span class="{length}" style="{begins}--length:{bar.share / 100:.3f}"></span>{whisker}'
        f'<span class="do-bar-words">{escape(bar.words)}</span></span></li>'
    )
