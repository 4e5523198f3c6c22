"""A timeline: a row for each thing, with the time in which it is due, and how long ago that ended, beside one line for the day shown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dayops_dash.figures.shared.link import Link


class SpanShape(StrEnum):
    """How a time is drawn, so that what is late and what lies ahead differ in shape as well as in tone."""

    SOLID = "solid"  # done, due now or overdue
    HOLLOW = "hollow"  # still ahead
    OPEN = "open"  # begins, and has no end
    DEADLINE = "deadline"  # a last day, and no first one


@dataclass(frozen=True)
class Span:
    """One row. ``start``, ``end`` and ``tail`` are parts of the drawing's width, from 0 to 1; ``tail`` is how far from its end
    to the day shown a row is late, 0 where it is not.

    ``soft_start`` and ``soft_end`` say that an end is not of a certain day. ``strength`` is 1 where the evidence is fresh, and
    less the older it is.
    """

    label: str
    said: str
    short: str
    mark: str
    tone: str
    colour: str
    shape: SpanShape
    start: float
    end: float
    tail: float
    soft_start: bool
    soft_end: bool
    strength: float
    link: Link


@dataclass(frozen=True)
class SpanGroup:
    """Rows under a heading, "" for none."""

    heading: str
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class SpanChart:
    """All rows on one scale: its ticks by their places, and the line of the day shown by its place and its name."""

    groups: tuple[SpanGroup, ...]
    ticks: tuple[tuple[float, str], ...]
    today: float
    today_words: str
