"""What a run of the bench is asked for: how thoroughly, and of which pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash.stories import PAGES
from dayops_dash.stories.shared.page import Page

# A page of words, one of squares and lists, one of charts, one of a map, and one of controls: the others are like one of them.
KINDS = ("overview", "progress", "spend", "wards", "scenario")


@dataclass(frozen=True)
class Asked:
    """Whether a look is enough, and the names of the pages to measure; of none named, each measure takes its own."""

    quick: bool = False
    pages: tuple[str, ...] = ()

    def entries(self, usual: Sequence[str] = KINDS) -> list[Page]:
        """Return the pages that are named, or else the usual ones."""
        return [PAGES[name] for name in self.pages or usual]
