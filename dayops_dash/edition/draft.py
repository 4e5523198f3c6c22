"""A council's pages as a draft would show them: plain pages that say on each that they are a draft, with links to one another only."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from dayops_dash.address import read_day
from dayops_dash.dataset import Dataset
from dayops_dash.edition.links import Links
from dayops_dash.edition.page import page, policy
from dayops_dash.stories import FIRST, SECTIONS


@dataclass(frozen=True)
class DraftLinks(Links):
    """Links among the pages of a draft, which stand beside each other."""

    draft: bool = True

    def page(self, page: str, council: str = "", intention: str = "") -> str:
        return f"./{page if page in SECTIONS else FIRST.name}{self._asked()}"

    def days(self, page: str) -> tuple[tuple[str, str, bool], ...]:
        days = super().days(page)
        return tuple((name, f"./{page}{'?' * ('?' in to)}{to.partition('?')[2]}", shown) for name, to, shown in days)

    def live(self, page: str) -> str:
        return ""

    def _asked(self) -> str:
        return f"?{urlencode({'as_at': self._day()})}" if self.dated else ""


def draft_page(dataset: Dataset, name: str, as_at: str = "") -> bytes:
    """Return a page of a draft on a day, today where none is given. Raises NotUnderstood for what is no day."""
    day = read_day(as_at)
    links = DraftLinks(dataset.at(day), served=True, dated=day is not None)
    return page(name, links, {})


def draft_policy() -> str:
    """Return the policy that the pages of a draft run under: no scripts, and just the style that they hold."""
    return f"{policy()}; frame-ancestors 'none'"


def draft_pages() -> dict[str, str]:
    """Return the titles of the pages that a draft has, by name."""
    return {name: shown.title for name, shown in SECTIONS.items()}
