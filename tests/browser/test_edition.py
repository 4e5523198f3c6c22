"""The plain edition in a real browser: from a folder, with the network watched; and from the dashboard, there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from dayops_dash.dataset import Library
from dayops_dash.stories import PAGES, SECTIONS
from tests.browser.axe import colour_violations, narrow_violations, violations
from tests.browser.conftest import Visitor
from tests.thorough import is_turn

pytestmark = pytest.mark.browser
COUNCILS = Library().slugs()
EVERY_WAY: list[tuple[Literal["light", "dark"], int, Callable[[Page], list[str]]]] = [
    ("light", 1280, violations),
    ("light", 400, narrow_violations),
    ("dark", 400, colour_violations),
    ("dark", 1280, colour_violations),
]
OTHERS = 3  # places on: the councils of each page are others than those of the same page on the screen (test_pages.py)
EVERY_PAGE = [
    (slug, page)
    for at, page in enumerate(PAGES)
    for place, slug in enumerate(COUNCILS)
    if page in SECTIONS and is_turn(place, at + OTHERS, len(COUNCILS), 2)
]
EVERY_RULE = 1  # councils of each page that are held to the rules narrow and in the dark too, others on the next page

# Words of a drawing that lie on other words, or out of it. A word is drawn twice where it has a rim.
CROWDED = """() => [...document.querySelectorAll(".chart svg")].filter((svg) => svg.getClientRects().length).flatMap((svg) => {
    const edge = svg.getBoundingClientRect();
    const words = [...svg.querySelectorAll("text")].flatMap((one) => one.children.length ? [...one.children] : [one])
        .map((one) => [one.textContent, one.getBoundingClientRect()]);
    const out = words.filter(([, box]) => box.left < edge.left - 1 || box.right > edge.right + 1).map(([said]) => `${said} is out`);
    return out.concat(words.flatMap(([said, box], at) => words.slice(at + 1)
        .filter(([other, one]) => other !== said && Math.min(box.right, one.right) - Math.max(box.left, one.left) > 1
            && Math.min(box.bottom, one.bottom) - Math.max(box.top, one.top) > 4)
        .map(([other]) => `${said} lies on ${other}`)));
})"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, site: dict[str, bytes]) -> str:
    out = tmp_path_factory.mktemp("edition")
    for path, content in site.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    return out.as_uri()


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize(("slug", "page"), EVERY_PAGE)
def test_no_page_has_a_violation_scrolls_sideways_or_asks_anything_of_the_world(
    reader: Page, folder: str, slug: str, page: str
) -> None:
    asked, said = [], []
    reader.on("request", lambda request: asked.append(request.url))
    reader.on("console", lambda message: said.append(message.text))
    reader.goto(f"{folder}/{slug}/{page}.html")
    whole = is_turn(COUNCILS.index(slug), list(PAGES).index(page) + OTHERS, len(COUNCILS), EVERY_RULE)
    for place, (scheme, width, found) in enumerate(EVERY_WAY if whole else EVERY_WAY[:2]):
        reader.emulate_media(color_scheme=scheme)
        reader.set_viewport_size({"width": width, "height": 900})
        if whole or not place:
            assert found(reader) == [], f"{page} {slug} {scheme} {width}"
        wider = reader.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{page} {slug} scrolls sideways at {width}"
        assert reader.evaluate(CROWDED) == [], f"{page} {slug} {width}"
    assert [url for url in asked if not url.startswith((folder, "data:"))] == []
    assert said == []


def test_the_list_of_councils_has_no_violation_and_leads_to_each(reader: Page, folder: str) -> None:
    for slug in COUNCILS:
        reader.goto(f"{folder}/index.html")
        assert violations(reader) == []
        reader.get_by_role("link", name=Library().dataset(slug).title).click()
        assert reader.url == f"{folder}/{slug}/overview.html"


def test_drawings_follow_the_scheme_and_the_width(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/nottinghamshire/progress.html")
    for scheme, ink in (("dark", "rgb(255, 255, 254)"), ("light", "rgb(11, 12, 12)")):
        reader.emulate_media(color_scheme=scheme)
        for width, kind, other in ((1280, "wide", "narrow"), (400, "narrow", "wide")):
            reader.set_viewport_size({"width": width, "height": 900})
            assert reader.locator(f"svg.{kind}").is_visible() and not reader.locator(f"svg.{other}").is_visible()
            words = reader.locator(f"svg.{kind} text", has_text="Today, 29 Nov 2026")
            assert words.last.evaluate("node => getComputedStyle(node).fill") == ink


def test_it_prints_without_what_paper_cannot_use(reader: Page, folder: str) -> None:
    reader.goto(f"{folder}/solihull/spend.html")
    reader.emulate_media(media="print", color_scheme="dark")
    assert not reader.locator("nav").first.is_visible() and not reader.locator(".take").first.is_visible()
    assert reader.locator("h1").is_visible() and reader.locator("footer").is_visible()
    assert reader.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert reader.pdf(format="A4")[:5] == b"%PDF-"
    reader.emulate_media(media="screen", color_scheme="light")


def test_the_dashboard_leads_to_the_plain_page_and_back(visitor: Visitor, browser: Browser) -> None:
    """On the same council and day; and a reader without scripts is told where every page can be read."""
    page = visitor.go("/progress?council=dorset&as_at=2024-08-01")
    page.get_by_role("link", name="Plain version of this page").click()
    page.wait_for_url("**/read/dorset/progress?as_at=2024-08-01")
    assert page.get_by_text("Dorset, as at 1 August 2024").first.is_visible()
    page.get_by_role("link", name="This page in the dashboard").click()
    page.wait_for_url("**/progress?council=dorset&as_at=2024-08-01")
    visitor.settled()
    assert page.get_by_role("heading", level=1).inner_text() == "Is the plan being delivered?"
    assert visitor.away == [] and visitor.errors == []
    context = browser.new_context(java_script_enabled=False)
    bare = context.new_page()
    bare.goto(f"{visitor.address}/progress")
    bare.get_by_role("link", name="Every page can be read without it").click()
    bare.get_by_role("link", name="Dorset").click()
    assert bare.get_by_role("heading", level=1).inner_text() == "Where do we stand?"
    context.close()


def test_sources_names_the_addresses_of_the_data(visitor: Visitor) -> None:
    page = visitor.go("/sources?council=dorset")
    page.get_by_text("Addresses for other programs and websites").click()
    assert page.get_by_text("/data/COUNCIL/TABLE.csv").is_visible()
