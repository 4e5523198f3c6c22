"""What do members need to see? One finding at a time, for a screen that a whole room looks at."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.stories.meeting.deck import deck
from dayops_dash.stories.meeting.pack import usual
from dayops_dash.stories.shared.model import Finding, Story

QUESTION = "What do members need to see?"


@lru_cache(maxsize=128)
def findings(council: Council, sections: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Return the findings of some sections in their order, or of a paper's usual ones; a section that is not there is passed over."""
    from dayops_dash.stories import (
        SECTIONS,
    )  # this story is told from the others, which the room lists once all are there

    known = tuple(dict.fromkeys(name for name in sections if name in SECTIONS))
    return deck(tuple(SECTIONS[name](council) for name in known or usual()))


@lru_cache(maxsize=128)
def present(council: Council, sections: tuple[str, ...] = ()) -> Story:
    """Return the findings that are shown one at a time, as one story: each figure whole, and named with its section."""
    found = findings(council, sections)
    figures = tuple(replace(one.figure, figure_id=f"{one.page}-{one.figure.figure_id}") for one in found)
    pages = len({one.page for one in found})
    answer = f"{wording.count(len(found), 'finding')} from {wording.count(pages, 'section')}, one at a time."
    return Story.of(council, "present", QUESTION, answer, figures)
