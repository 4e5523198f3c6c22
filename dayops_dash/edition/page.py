"""A story as a plain page, and the page that lists the councils. Templates escape every text; only drawings are markup."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from dayops_dash import clock, wording
from dayops_dash.address import MAX_QUOTED, Address, quoted
from dayops_dash.cache import once
from dayops_dash.dataset import Council, Library
from dayops_dash.edition.data import forms
from dayops_dash.edition.drawing import drawing
from dayops_dash.edition.links import Links
from dayops_dash.figures.shared.day import evidence_words, no_paper_words, unread_words
from dayops_dash.figures.shared.grid import Kind
from dayops_dash.figures.shared.look import DARK
from dayops_dash.figures.shared.model import source_groups
from dayops_dash.stories import FIRST, SECTIONS
from dayops_dash.stories.plan.progress import one_intention
from dayops_dash.stories.search.search import found_at, grouped, is_everywhere, left_words, search, story_of
from dayops_dash.stories.shared.model import Story

HERE = Path(__file__).parent
FEW = 40  # councils whose papers' age the list of them says; a longer list has their names alone, and opens no table
LINKED = 12  # councils to which each page links; of more it links to the list
MOST_ROUNDS = 999  # in which a search of very many councils is made
PRODUCT = "Day Opportunities Dashboard"
NAMED = {"csv": "Table as CSV", "md": "All in words", "svg": "Drawing as SVG", "png": "Drawing as PNG"}
TITLES = {name: page.title for name, page in SECTIONS.items()}


@once
def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals.update(
        product=PRODUCT,
        policy=policy(),
        style=style(),
        pages=TITLES,
        is_empty=lambda name, council: SECTIONS[name].is_empty(council),
        drawing=drawing,
        source_groups=source_groups,
        Kind=Kind,
        forms=forms,
        unread_words=unread_words,
        named=NAMED,
    )
    found.filters["day"] = wording.day
    return found


@once
def style() -> str:
    """Return the style that stands in each page: to ask for it would take a page longer than all else.

    A drawing is made for paper; its colours follow the reader's scheme here.
    """
    rules = [
        f'.chart [{part}="{light}"]{{{part}:light-dark({light},{dark})}}'
        for light, dark in DARK.items()
        for part in ("fill", "stroke")
    ]
    told = (HERE / "style.css").read_text("utf-8").strip()
    for spaced, bare in ((" { ", "{"), ("; }", "}"), ("; ", ";")):  # spaces that only whoever writes the sheet needs
        told = told.replace(spaced, bare)
    return "\n".join([told, *rules])


@once
def policy() -> str:
    """Return the policy of all pages: no scripts, of styles just the one that pages hold, and the form that searches."""
    held = base64.b64encode(hashlib.sha256(style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{held}'; img-src 'self' data:; base-uri 'none'; form-action 'self'"


def page(story_page: str, links: Links, titles: Mapping[str, str]) -> bytes:
    """Return a page of a council as HTML. ``titles`` are the councils that it links to."""
    council = links.council
    if not council.latest_report_on:
        story = _nothing_yet(story_page, council)
    elif links.intention:
        story = one_intention(council, links.intention)
    else:
        story = SECTIONS[story_page].story(council)
    return _of_council("page.html", story, links, titles)


def search_page(links: Links, titles: Mapping[str, str], address: Address) -> bytes:
    """Return the results of the search that an address asks for as HTML, of a council's public copy and of those beside it."""
    council = links.council
    found = found_at(council, address) if council.latest_report_on else None
    story = story_of(council, found) if found else search(council)
    return _of_council(
        "search.html",
        story if council.latest_report_on else _nothing_yet(story.page, council),
        links,
        titles,
        found=found,
        groups=grouped(found.hits) if found else {},
        everywhere=is_everywhere(address) and found is not None,
        left=left_words(found) if found else "",
        round=address.number("round", 1, MOST_ROUNDS, 1),
    )


def _of_council(template: str, story: Story, links: Links, titles: Mapping[str, str], **more: Any) -> bytes:
    council = links.council
    told = {"found": None, **more, "story": story, "links": links, "council": council}
    return _written(
        template,
        titles=titles if len(titles) <= LINKED else {},
        about=council.dataset.about,
        papers=_papers(council),
        **told,
    )


def index(library: Library, *, base: str = "", served: bool = False) -> bytes:
    """Return the page that lists the councils."""
    listed = library.listed()
    ages = {d.slug: evidence_words(d.at()) for d in library.datasets(library.slugs())} if len(listed) <= FEW else {}
    return _written(
        "index.html",
        councils=[each for each in listed if not ages or each.slug in ages],
        ages=ages,
        today=clock.today(),
        away=[*(each.short_title for each in listed if ages and each.slug not in ages), *library.not_shown()],
        first=FIRST.name,
        ending="" if served else ".html",
        base=base,
    )


def problem(said: str, library: Library, root: str = "/") -> bytes:
    """Return a page that says what an address asked for that is not there, with the councils that are.

    ``root`` is the way from that address to where the dashboard is, which may be under a path.
    """
    return _not_found(said, {f"{root}read/{slug}/{FIRST.name}": title for slug, title in library.titles().items()})


def no_page(name: str, titles: Mapping[str, str], prefix: str = "") -> bytes:
    """Return a page that says that the dashboard has no page of a name, with those that it has by their addresses under a path."""
    near = get_close_matches(name[:MAX_QUOTED].casefold(), [address.strip("/") for address in titles], 1)
    meant = f" Did you mean {titles[f'/{near[0]}']}?" if near and near[0] else ""
    return _not_found(
        f"There is no page {quoted(name)}.{meant} The pages are:",
        {f"{prefix}{address}": title for address, title in titles.items()},
    )


def plain_page(heading: str, said: Sequence[str], links: Mapping[str, str], more: str = "") -> bytes:
    """Return a page of a heading, sentences, ``more`` that is HTML, and links: their words by where they lead."""
    return _written("plain.html", heading=heading, said=said, links=links, more=Markup(more))


def _not_found(said: str, titles: Mapping[str, str]) -> bytes:
    return _written("problem.html", said=said, titles=titles)


def _written(template: str, **told: Any) -> bytes:
    return (_templates().get_template(template).render(**told).strip() + "\n").encode()


def _papers(council: Council) -> str:
    return wording.listed([str(r.title) for r in council.rows("documents") if r.kind != "reference"])


def _nothing_yet(story_page: str, council: Council) -> Story:
    answer, caution = no_paper_words(council)
    return Story.of(council, story_page, "No paper yet on this day", answer, (), caution)
