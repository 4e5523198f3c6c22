"""Where the links of a plain page lead: the same page is served by the application and stands in a folder of a static site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from dayops_dash.dataset import Council
from dayops_dash.dataset.kept_papers import KEPT
from dayops_dash.figures.shared.link import Link
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from dayops_dash.stories.plan.progress import INTENTION
from dayops_dash.stories.search.find import Hit
from dayops_dash.wording import day

MOST_DAYS = 6  # papers whose days are one choice away


def file_name(page: str, intention: str = "") -> str:
    """Return the name of a page's file in a static site, with the one commitment that it tells of, quoted so that it leads nowhere else."""
    return f"{page}-{quote(intention, safe='')}.html" if intention else f"{page}.html"


def _query(choices: Mapping[str, str]) -> str:
    """Return the part of an address that says what is chosen; "" where nothing is."""
    said = {name: value for name, value in choices.items() if value}
    return f"?{urlencode(said)}" if said else ""


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
    intention: str = ""  # the one commitment that the page tells of; "" for all

    def page(self, page: str, council: str = "", intention: str = "") -> str:
        """Return the address of a plain page, of this council or another; the first stands in for one that only arranges others.

        ``intention`` is the one commitment that a page tells of, "" for all.
        """
        page = page if page in SECTIONS else FIRST.name
        if self.served:
            asked = _query({INTENTION: intention, "as_at": self._day() if self.dated else ""})
            return f"../{council or self.council.slug}/{page}{asked}"
        return f"../{council or self.council.slug}/{quote(file_name(page, intention))}"

    def to(self, link: Link) -> str:
        """Return the address of the plain page that a figure's link leads to, with the choices that plain pages know."""
        choices = dict(link.choices)
        return self.page(link.page, choices.get("council", ""), choices.get(INTENTION, ""))

    def result(self, hit: Hit) -> str:
        """Return the address of the place on a plain page that tells of a result of a search."""
        thing = hit.thing
        page = self.page(thing.page, hit.council.slug, dict(thing.choices).get(INTENTION, ""))
        return f"{page}{'#' * bool(thing.anchor_unchosen)}{quote(thing.anchor_unchosen)}"

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
        asked = _query({"council": self.council.slug, "as_at": self._day(), INTENTION: self.intention})
        return f"{self.base.rstrip('/')}{PAGES[page].path}{asked}"

    def days(self, page: str) -> tuple[tuple[str, str, bool], ...]:
        """Return today and the days of the latest papers, each with its address and whether it is shown; () in a static site."""
        if not self.served:
            return ()
        papers = sorted(self.council.dataset.report_dates, reverse=True)[:MOST_DAYS]
        here, one = f"../{self.council.slug}/{page}", {INTENTION: self.intention}
        days = [("Today", f"{here}{_query(one)}", self.council.is_today)]
        days += [(day(d), f"{here}{_query({**one, 'as_at': d.isoformat()})}", d == self.council.as_at) for d in papers]
        return tuple(days)

    def figure(self, page: str, figure_id: str, form: str) -> str:
        return f"{self._root()}figure/{self.council.slug}/{page}/{figure_id}.{form}{self._asked()}"

    def data(self, name: str) -> str:
        """Return the address of a file of the council's data."""
        asked = self._asked() if name.startswith("facts.") else ""
        return f"{self._root()}data/{self.council.slug}{name if name.startswith('.') else '/' + name}{asked}"

    def paper(self, address: str) -> str:
        """Return the address of a paper as seen from a plain page. One that is kept here is asked of the desk by a page of a draft."""
        if not address.startswith(KEPT):
            return address
        return f"../paper/{address.rpartition('/')[2]}" if self.draft else f"{self._root()}{address.removeprefix('./')}"

    def _root(self) -> str:
        return "../../" if self.served else "../"

    def _day(self) -> str:
        return self.council.as_at.isoformat()

    def _asked(self) -> str:
        return _query({"as_at": self._day()}) if self.served and self.dated else ""
