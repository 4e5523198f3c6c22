"""Where the links of a plain page lead: the same page is served by the application and stands in a folder of a static site."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dayops_dash.dataset import Council
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from dayops_dash.wording import day

MOST_DAYS = 6  # papers whose days are one choice away


@dataclass(frozen=True)
class Links:
    """Addresses as seen from a page. ``base`` is the dashboard's own; "" where there is none to lead to.

    In the application a page stands at /read/COUNCIL/PAGE; in a static site at COUNCIL/PAGE.html.
    """

    council: Council
    base: str = ""
    served: bool = False
    dated: bool = False  # the day was asked for, and links keep it
    draft: bool = False  # the pages are of a draft: they say so, and give no file to take away

    def page(self, page: str, council: str = "") -> str:
        """Return the address of a plain page, of this council or another; the first stands in for one that only arranges others."""
        page = page if page in SECTIONS else FIRST.name
        return f"../{council or self.council.slug}/{page}{'' if self.served else '.html'}{self._asked()}"

    def result(self, page: str, council: str, anchor: str) -> str:
        """Return the address of a place on a plain page, of this council or another."""
        return f"{self.page(page, council)}{'#' * bool(anchor)}{quote(anchor)}"

    def search(self, asked: str = "", *, everywhere: bool = False) -> str:
        """Return the address of the search of this council or of all, for some words; without words that which a form sends them to."""
        day = {"as_at": self._day()} if self.dated else {}
        choices = {"q": asked, **({"where": "all"} if everywhere else {}), **day} if asked else {}
        return f"../{self.council.slug}/search" + (f"?{urlencode(choices)}" if choices else "")

    def index(self) -> str:
        """Return the address of the list of councils."""
        return "../" if self.served else "../index.html"

    def live(self, page: str) -> str:
        """Return the address of the dashboard's own page on the same council and day; "" where there is no dashboard."""
        if not self.base:
            return ""
        return f"{self.base.rstrip('/')}{PAGES[page].path}?{urlencode({'council': self.council.slug, 'as_at': self._day()})}"

    def days(self, page: str) -> tuple[tuple[str, str, bool], ...]:
        """Return today and the days of the latest papers, each with its address and whether it is shown; () in a static site."""
        if not self.served:
            return ()
        papers = sorted(self.council.dataset.report_dates, reverse=True)[:MOST_DAYS]
        here = f"../{self.council.slug}/{page}"
        days = [("Today", here, self.council.is_today)]
        days += [(day(d), f"{here}?{urlencode({'as_at': d.isoformat()})}", d == self.council.as_at) for d in papers]
        return tuple(days)

    def figure(self, page: str, figure_id: str, form: str) -> str:
        return f"{self._root()}figure/{self.council.slug}/{page}/{figure_id}.{form}{self._asked()}"

    def data(self, name: str) -> str:
        """Return the address of a file of the council's data."""
        asked = self._asked() if name.startswith("facts.") else ""
        return f"{self._root()}data/{self.council.slug}{name if name.startswith('.') else '/' + name}{asked}"

    def _root(self) -> str:
        return "../../" if self.served else "../"

    def _day(self) -> str:
        return self.council.as_at.isoformat()

    def _asked(self) -> str:
        return f"?{urlencode({'as_at': self._day()})}" if self.served and self.dated else ""
