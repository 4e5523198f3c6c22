"""A question to ask: its words, why it is asked, what it rests on, and where to read on."""

from __future__ import annotations

from dataclasses import dataclass

from dayops_dash.figures.shared.link import Link


@dataclass(frozen=True)
class Ask:
    """One question. ``seen`` leads to its evidence, ``moved`` sets it aside or puts it back; ``brief`` is its evidence in a line.

    ``figures`` are the two sides of each point that it names, where nobody could answer it without them; "" elsewhere.
    """

    key: str
    question: str
    why: str
    matters: str
    brief: str
    figures: str
    evidence: tuple[str, ...]
    seen: Link
    moved: Link
