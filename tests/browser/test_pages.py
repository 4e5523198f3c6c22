"""Every page of the menu, for every council, as a reader meets it. Later pages are held to this by being in the menu."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlsplit

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES
from tests.browser.axe import colour_violations, narrow_violations, violations
from tests.browser.conftest import Visitor
from tests.thorough import is_turn

pytestmark = pytest.mark.browser
COUNCILS = Library().slugs()
EVERY_WAY: list[tuple[Literal["light", "dark"], int, int, Callable[[Page], list[str]]]] = [
    ("light", 1280, 3000, violations),
    ("light", 400, 6000, narrow_violations),
    ("dark", 400, 6000, colour_violations),
    ("dark", 1280, 3000, colour_violations),
]  # axe passes over what is scrolled away, so each is high
PATHS = [page.path for page in PAGES.values()]
EVERY_PAGE = [
    (path, council)
    for at, path in enumerate(PATHS)
    for place, council in enumerate(COUNCILS)
    if is_turn(place, at, len(COUNCILS), 2)
]  # the plain edition is looked at with two others (test_edition.py)
NAMED_ALIKE = ("/present", "/search")  # papers name two things alike
APART = """() => {
    const ways = new Map();
    for (const link of document.querySelectorAll("a[href]")) {
        const copy = link.cloneNode(true);
        copy.querySelectorAll("[aria-hidden=true]").forEach((part) => part.remove());
        const name = (link.getAttribute("aria-label") ?? copy.textContent).trim().replace(/\\s+/g, " ");
        ways.set(name, (ways.get(name) ?? new Set()).add(link.href.split("#")[0]));
    }
    return [...ways].filter(([, to]) => to.size > 1).map(([name, to]) => `${name}: ${[...to].join(", ")}`);
}"""
LARGE_TYPES = """() => [...document.fonts].filter((face) => face.status !== "unloaded" && face.family !== "Committee Icons"
    && face.unicodeRange === "U+0-10FFFF").map((face) => face.family)"""  # of Streamlit: all that a page has is in ours
WIDE_ICONS = """() => [...document.querySelectorAll(".do-icon, [data-testid=stIconMaterial]")]
    .filter((icon) => icon.scrollWidth > icon.clientWidth + 1).map((icon) => icon.textContent)"""  # no mark, but its name
EVERY_RULE = 1  # councils of each page that are held to the rules narrow and in the dark too, others on the next page


@pytest.fixture(scope="module")
def reader(returning: BrowserContext, address: str) -> Visitor:
    """Someone who opens a page by its address, and then goes from council to council on it by links."""
    return Visitor(returning, address)


@pytest.mark.parametrize(("path", "council"), EVERY_PAGE)
def test_page_is_whole_has_no_violation_and_asks_nothing_of_the_world(reader: Visitor, path: str, council: str) -> None:
    page = reader.page
    whole = is_turn(COUNCILS.index(council), PATHS.index(path), len(COUNCILS), EVERY_RULE)
    ways = [way for way in EVERY_WAY if whole or way[0] == "light"]
    if whole and page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches"):
        ways.reverse()
    scheme, width, height, _ = ways[0]  # as the page before was left: Streamlit draws all anew in another scheme
    page.set_viewport_size({"width": width, "height": height})
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    reader.away.clear()
    reader.errors.clear()
    there = urlsplit(page.url).path == path and page.locator("h1").count()
    page = (reader.follow if there else reader.go)(f"{path}?council={council}")
    says_what_it_is(page, council)
    for place, (scheme, width, height, found) in enumerate(ways):
        if place:  # the first way is how the page was opened
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            page.set_viewport_size({"width": width, "height": height})
            reader.still()
        if whole or not place:
            assert found(page) == [], f"{path} {council} {scheme} {width}"
        if not place and path not in NAMED_ALIKE:
            assert page.evaluate(APART) == [], "links that lead apart have names apart"
        if not place:
            assert page.evaluate(LARGE_TYPES) == page.evaluate(WIDE_ICONS) == []
        for what in ("document.documentElement", "document.querySelector('[data-testid=stMain]')"):
            overflow = page.evaluate(f"(e => e.scrollWidth - e.clientWidth)({what})")
            assert overflow <= 0, f"{path} {council} scrolls sideways at {width}: {what}"
    assert reader.away == []
    assert reader.errors == []


def says_what_it_is(page: Page, council: str) -> None:
    """The question, the answer, the council, the version of the data, the licence, the contact: on every page.

    Of a made-up council, that it is made up: at the head and at the foot, in place of the licence of its papers.
    """
    dataset, made_up = Library().dataset(council), bool(Library().dataset(council).about.get("illustrative"))
    assert page.locator("h1").count() == 1
    assert page.locator(".do-answer").inner_text().strip()
    assert Library().titles()[council] in page.title() and "Day Opportunities Dashboard" in page.title()
    foot = page.locator(".do-foot").inner_text()
    assert dataset.version in foot and "Contact" in foot
    assert ("Illustrative" if made_up else "Open Government Licence") in foot
    assert page.locator(".do-banner").count() == made_up
    assert page.evaluate("document.documentElement.lang") == "en-GB"
    assert page.locator("text=Traceback").count() == 0 and page.get_by_test_id("stException").count() == 0


def test_open_states_have_no_violation_either(visitor: Visitor) -> None:
    """Disclosures open, a day to be typed, an intention at length, a menu open on a phone."""
    visitor.page.set_viewport_size({"width": 1280, "height": 6000})
    page = visitor.go("/progress?council=nottinghamshire&view=actions&intention=d-pilot-evaluation&as_at=2026-01-31")
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert violations(page) == []
    page.get_by_label("As at", exact=True).select_option(label="Another date")
    assert page.get_by_label("Date", exact=True).is_visible() and violations(page) == []
    page.set_viewport_size({"width": 400, "height": 6000})
    visitor.go("/")
    page.get_by_test_id("stExpandSidebarButton").click()
    visitor.settled()
    assert page.get_by_role("link", name="Progress").first.is_visible()
    assert violations(page) == []


def test_chart_carries_words_and_its_text_can_be_read_in_both_schemes(visitor: Visitor) -> None:
    visitor.page.emulate_media(color_scheme="dark")
    page = visitor.go("/voices?council=nottinghamshire")
    chart = page.locator(".do-chart").first.locator("svg:visible")
    alts = {f.chart.alt for f in PAGES["voices"].story(Library().dataset("nottinghamshire").at()).figures if f.chart}
    assert chart.get_attribute("aria-label") in alts
    assert chart.locator("text").count() >= 1
    for scheme, ink in (("dark", "rgb(255, 255, 254)"), ("light", "rgb(11, 12, 12)")):
        page.emulate_media(color_scheme=scheme)
        visitor.settled()
        inks = chart.locator("text").evaluate_all("nodes => nodes.map(n => getComputedStyle(n).fill)")
        assert ink in inks, scheme


def test_print_leaves_out_what_paper_cannot_use(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=solihull")
    page.emulate_media(media="print")
    visitor.still()
    for hidden in (page.get_by_test_id("stSidebar"), page.locator(".do-take").first, page.locator(".do-controls")):
        assert hidden.count() == 1 and not hidden.is_visible()
    assert page.locator("h1").is_visible() and page.locator(".do-foot").is_visible()
    assert page.pdf(format="A4")[:5] == b"%PDF-"


WRITTEN = "texts => texts.map((text) => text.lastChild.nodeValue || '')"  # before it stands what a mark says when it is pointed at


@pytest.mark.parametrize("path", ["/spend?council=exampleshire", "/scenario?council=cheshire-east"])
def test_a_printed_chart_stands_on_the_page_of_its_title(visitor: Visitor, path: str) -> None:
    page = visitor.go(path)
    figures = page.locator(".do-figure:has(.do-chart)")
    pairs = [
        (figure.locator(".do-title").inner_text(), figure.locator(".do-chart svg:visible text").evaluate_all(WRITTEN))
        for figure in figures.all()
    ]
    printed = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    sheets = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in printed]
    assert len(pairs) > 2
    for title, drawn in pairs:
        (on,) = (sheet for sheet in sheets if "".join(title.split()) in sheet)
        below = on[on.index("".join(title.split())) :]
        words = ["".join(one.split()) for one in drawn if len(one) > 3]
        twice = ["".join(2 * letter for letter in one) for one in words]  # a label on its halo is read letter by letter
        assert sum(one in below or two in below for one, two in zip(words, twice, strict=True)) > 0.5 * len(words), (
            title
        )
