"""What do members need to see? One finding at a time, for a screen that a whole room looks at."""

from __future__ import annotations

from dataclasses import replace

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.stories.meeting.deck import deck
from dayops_dash.stories.sections import DOCUMENT, SECTIONS
from dayops_dash.stories.shared.model import Finding, Story
from dayops_dash.stories.shared.page import Page


@per_council
def findings(council: Council, sections: tuple[str, ...] = ()) -> tuple[Finding, ...]:
    """Return the findings of some sections in their order, or of a paper's usual ones; a section that is not there is passed over."""
    known = tuple(dict.fromkeys(name for name in sections if name in DOCUMENT))
    return deck(tuple(SECTIONS[name].story(council) for name in known or on_wall()))


def on_wall() -> tuple[str, ...]:
    """Return the sections that are shown one at a time where nobody has chosen any."""
    pages = ((name, SECTIONS[name].on_wall, section.usual) for name, section in DOCUMENT.items())
    return tuple(name for name, stated, usual in pages if (usual if stated is None else stated))


@per_council
def present(council: Council, sections: tuple[str, ...] = ()) -> Story:
    """Return the findings that are shown one at a time, as one story: each figure whole, and named with its section."""
    found = findings(council, sections)
    figures = tuple(replace(one.figure, figure_id=f"{one.page}-{one.figure.figure_id}") for one in found)
    pages = len({one.page for one in found})
    answer = f"{wording.count(len(found), 'finding')} from {wording.count(pages, 'section')}, one at a time."
    return PAGE.tell(council, answer, figures)


PAGE = Page(
    name="present",
    title="Present",
    question="What do members need to see?",
    menu="Evidence",
    icon="present_to_all",
    story=present,
)
