"""What a reader has chosen: council and date, and each page's own choices. All of it lives in the URL, and only there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from urllib.parse import quote, urlencode

from dayops_dash import wording
from dayops_dash.address import FIRST_DAY, LAST_DAY, MAX_WORDS, Address, NotUnderstood
from dayops_dash.dataset import Council, Dataset, DatasetError, Library, NotShown
from dayops_dash.screen import html
from dayops_dash.screen.files import Files
from dayops_dash.screen.surface import surface
from dayops_dash.server.reading import library_of
from dayops_dash.stories import PAGES

Choices = tuple[tuple[str, str], ...]  # parameters of an address, by name

SEARCH = "search"  # the page of results
NOT_FOUND = "This page could not be found"
NOTHING_HERE = "The link asks for something that is not here."


@dataclass(frozen=True)
class View:
    """A council as at a date, as the URL names them. ``dated``: the URL names the day, else it is today and stays so."""

    council: Council
    titles: Mapping[str, str]
    page: str
    dated: bool = False

    @cached_property
    def files(self) -> Files:
        """The files of the page that is open, with all that is chosen on it."""
        return Files(self.council, self.page, asked().parameters)

    @property
    def dataset(self) -> Dataset:
        return self.council.dataset

    def address(self, page: str, anchor: str = "", /, **choices: str) -> str:
        """Return the address of a page on this council and day, with some of the page's own choices, at a place on it.

        It names the day only where this view's own address does, so that a link kept from a view of today opens on its reader's today.
        """
        to = address(page, self.base, **choices)
        return f"{to}#{quote(anchor)}" if anchor else to

    @property
    def base(self) -> Choices:
        """What every address of this view says first: the council, and the day where this view's own names it."""
        day = (("as_at", self.council.as_at.isoformat()),) if self.dated else ()
        return (("council", self.council.slug), *day)

    def here(self, **choices: str) -> str:
        """Return the address of the page that is open with all that is chosen on it, some of it otherwise."""
        return self.address(self.page, **{**asked().parameters, **choices})

    def pinned(self) -> str:
        """Return the address of the page that is open, with the day named: it shows the same on any later day."""
        return self.here(as_at=self.council.as_at.isoformat())


def opened() -> View:
    """Return the view that the page which is running shows."""
    view = surface().view
    assert isinstance(view, View)
    return view


def asked() -> Address:
    """Return what the URL asks for."""
    return Address.of(surface().parameters)


def address(page: str, base: Choices = (), /, **choices: str) -> str:
    """Return the address of a page with some choices, relative, so that it holds under any base path. ``base`` are the first of them."""
    return f".{PAGES[page].path}?{urlencode({**dict(base), **choices})}"


@dataclass(frozen=True)
class NoView:
    """Why nothing can be shown of what the URL asks for: a heading, and in a sentence or two what is so and what to do."""

    heading: str
    answer: str
    message: str


def readable(page: str) -> Library:
    """Return the data of which a page is shown to its reader. A search is of what everybody may see: anyone can ask it for anything."""
    headers, _ = surface().visitor
    return library_of({} if page == SEARCH else headers)


def chosen_view(page: str) -> View | NoView:
    """Return what the URL asks for; or, where that is not there or cannot be shown, what to say."""
    library = readable(page)
    titles = library.titles()
    if not titles and not library.folders():
        return NoView(
            NOT_FOUND,
            NOTHING_HERE,
            "There is no council yet. If you run this server, put a council’s folder where DAYOPS_DATA says, by default data.",
        )
    wanted = asked()
    slug = wanted.words("council", default=library.default())
    try:
        dataset = library.dataset(slug)
        day = wanted.day("as_at")
        view = View(dataset.at(day), titles, page, dated=day is not None)
        view.council.rows("documents")
        wanted.day(PAGES[page].own_day or "as_at")
    except NotShown as error:
        return NoView("Not shown at present", str(error), error.advice)
    except (DatasetError, NotUnderstood) as error:
        return NoView(NOT_FOUND, NOTHING_HERE, str(error))
    return view


class Controls:
    """The choices that a page gives, side by side, and what the URL says of each. They are shown with the page.

    An unknown value in the URL is the default's. The controls are the browser's own, and the shell's script puts a choice into
    the URL (docs/decisions.md, 17).

    ``folded`` names a line behind which all but the switches stand until one is chosen, so that a page with many of them begins
    with what it shows.
    """

    def __init__(self, folded: str = "") -> None:
        self.asked = asked()
        self._folded = folded
        self._switches: list[str] = []
        self._is_chosen = False
        self._parts: list[str] = []  # in the order in which the page gives them, switches among them

    @property
    def shown(self) -> str:
        """The controls side by side; or the switches, and under them the others to be opened."""
        if not self._folded:
            return _row(self._parts)
        others = [part for part in self._parts if part not in self._switches]
        return _row(self._switches) + html.details(self._folded, _row(others), opened=self._is_chosen)

    def choose(
        self,
        label: str,
        name: str,
        options: Sequence[str],
        *,
        shown: Callable[[str], str] = wording.capital,
        default: str = "",
    ) -> str:
        """Give a list to choose from, whose choice is the URL's parameter ``name``, and return it."""
        self._parts.append(html.select(label, name, {option: shown(option) for option in options}, default))
        chosen = self.asked.choice(name, options, default)
        self._is_chosen |= chosen != default
        return chosen

    def switch(self, label: str, name: str, options: Mapping[str, str]) -> str:
        """Give a few choices side by side, the first being the default, and return what the URL's parameter ``name`` says."""
        default = next(iter(options))
        self._switches.append(html.switch(label, name, options, default))
        self._parts.append(self._switches[-1])
        return self.asked.choice(name, options, default)

    def tick(self, label: str, name: str, options: Mapping[str, str], default: Sequence[str]) -> tuple[str, ...]:
        """Give boxes to tick and return those that the URL's parameter ``name`` lists, in the order shown; else the default."""
        self._parts.append(html.boxes(label, name, options, default))
        ticked = self.asked.choices(name, options)
        self._is_chosen |= bool(ticked)
        return tuple(option for option in options if option in ticked) or tuple(default)

    def write(self, label: str, name: str, placeholder: str) -> str:
        """Give a box for words, which are the URL's parameter ``name``, and return them."""
        self._parts.append(html.search_box(label, name, placeholder, most=MAX_WORDS))
        words = self.asked.words(name)
        self._is_chosen |= bool(words)
        return words

    def earlier_day(self, view: View, label: str, name: str, now: date | None) -> date | None:
        """Give the reports before the day shown, or any day before it, and return what the URL's ``name`` says."""
        council = view.council
        known = {day: said for day, said in days_to_choose(council).items() if _is_report(council, day)}
        if now:
            known.setdefault(now.isoformat(), f"Chosen day, {wording.short_day(now)}")
        days = {day: known[day] for day in sorted(known, reverse=True)} if now else {"": "No earlier report", **known}
        last = council.as_at - timedelta(days=1)
        self._parts.append(html.day_chooser(label, name, days, now, FIRST_DAY, last))
        return self.asked.day(name)

    def add(self, part: str) -> None:
        """Give a control of the page's own, as HTML."""
        self._parts.append(part)


def _row(parts: Sequence[str]) -> str:
    return f'<div class="do-row">{"".join(parts)}</div>' if parts else ""


def choosers(view: View, notice: str, banner: str) -> None:
    """Show the council and as-at choosers, beside them the notice of the data's age, and under them what is printed too."""
    council = view.council
    told = html.select("Council", "council", view.titles, council.slug, alone=True)
    told += html.day_chooser("As at", "as_at", days_to_choose(council), council.today, FIRST_DAY, LAST_DAY)
    surface().html(f'<div class="do-choosers">{told}{notice}</div>{banner}')


def _is_report(council: Council, day: str) -> bool:
    return any(day == on.isoformat() and on < council.as_at for on in council.dataset.report_dates)


def _news(kind: str) -> str:
    return {"official statistics": "Published figures", "data return": "Data return", "return": "Return"}.get(
        kind, "Report"
    )


def days_to_choose(council: Council) -> dict[str, str]:
    """Return the days that are offered, each with what came out on it, the latest first."""
    every = council.on(date.max)
    papers = [(row.published_on, row) for row in every.rows("documents") if row.published_on]
    papers.sort(key=lambda pair: _news(pair[1].kind) == "Report")  # a day that has both is named by its report
    known = {  # short enough to be read whole where it is chosen; the words beside it say that no day is given
        day.isoformat(): f"{_news(row.kind)}, {every.dated(row.document_id)}".removesuffix(wording.NO_DAY)
        for day, row in papers
    }
    latest = council.dataset.latest_news_on
    if latest and latest.isoformat() in known:
        known[latest.isoformat()] = re.sub(r"^Re(?=port|turn)", "Latest re", known[latest.isoformat()])
    for name, on in (("Today", council.today), ("Chosen day", council.as_at)):
        known.setdefault(on.isoformat(), f"{name}, {wording.short_day(on)}")
    return {day: known[day] for day in sorted(known, reverse=True)}
