"""The server's first answer is the page: to be read and used as it is, and taken over in place by the live one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route

from dayops_dash.stories import PAGES
from tests.browser.axe import violations
from tests.browser.conftest import READY, Visitor
from tests.thorough import is_turn, some

LIVE_ONLY = {"pack", "present"}
STILL = [name for name in PAGES if name not in LIVE_ONLY]
AT_WIDTHS = [
    (name, width)
    for at, name in enumerate(STILL)
    for place, width in enumerate((768, 1280))
    if is_turn(place, at, 2, 1)
]
WATCH = """window.moves = []; window.painted = [];
const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
watch("layout-shift", (one) => window.moves.push(one.value));
watch("largest-contentful-paint", (one) => window.painted.push([one.startTime, one.element?.textContent]));
addEventListener("do-taken", () => (window.taken = performance.now()));"""
NO_SCRIPT = """document.getElementById("do-still")
    .append(Object.assign(document.createElement("i"), { className: "do-noscript" }))"""
PLACES = """(root) => {
    const walker = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
    const found = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement;
        if (!node.data.trim() || parent.closest("svg, option, .do-still-note, .do-still-show") || !parent.checkVisibility()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        const { x, y, width, height } = range.getBoundingClientRect();
        found.push([node.data, ...[x, y, width, height].map(Math.round)]);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def bare(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that runs no script of a page."""
    context = browser.new_context(viewport={"width": 768, "height": 900}, java_script_enabled=False)
    yield context
    context.close()


@pytest.mark.parametrize("name", STILL)
def test_a_page_can_be_read_without_a_script(bare: BrowserContext, address: str, name: str) -> None:
    page = bare.new_page()
    page.goto(f"{address}{PAGES[name].path}?council=dorset")
    assert page.locator("h1").count() == 1 and page.locator("h1").is_visible()
    assert page.locator(".do-answer").first.inner_text().strip()
    assert page.locator("main :is(table, svg, .do-units, .do-time, .do-tiles, .do-asks, .do-flow, .do-keys)").count()
    assert page.get_by_text("This is the still edition").is_visible()
    links = {str(link) for link in page.eval_on_selector_all("main a.do-link", "all => all.map((one) => one.href)")}
    assert [link for link in sorted(links)[:4] if not bare.request.get(link).ok] == []
    page.close()


@pytest.fixture(scope="module")
def held(browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which Streamlit's front end never comes: pages stay as they were sent."""
    context = browser.new_context(viewport={"width": 768, "height": 900})
    context.route("**/static/js/index.*.js", lambda route: route.abort())
    yield context
    context.close()


@pytest.mark.parametrize("name", some(STILL, 8))  # each says what its live page says, which test_pages.py looks at
def test_a_page_is_accessible_as_it_is_sent(held: BrowserContext, address: str, name: str) -> None:
    """axe-core needs scripts to run, so the page is shown what stands in it where none do."""
    page = held.new_page()
    page.goto(f"{address}{PAGES[name].path}?council=dorset")
    page.evaluate(
        """document.getElementById("do-still").append(Object.assign(document.createElement("i"), { className: "do-noscript" }))"""
    )
    assert page.get_by_text("This is the still edition").is_visible()
    assert violations(page) == []
    page.close()


def test_choices_are_plain_forms_without_a_script(bare: BrowserContext, address: str) -> None:
    page = bare.new_page()
    page.goto(f"{address}/progress")
    page.get_by_label("Council", exact=True).select_option("dorset")
    page.get_by_role("button", name="Show this council and day").click()
    assert page.url == f"{address}/progress?council=dorset"
    page.get_by_label("Action plan").check(force=True)
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Reported status").select_option(index=1)
    page.get_by_role("button", name="Show these choices").click()
    assert (
        "view=actions" in page.url
        and "status=" in page.url
        and "council=dorset" in page.url
        and "theme" not in page.url
    )
    assert page.get_by_label("Action plan").is_checked()
    page.goto(f"{address}/compare?council=dorset")
    boxes = page.locator('fieldset.do-ticks input[type="checkbox"]')
    for box in boxes.all():
        box.uncheck()
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.get_by_role("button", name="Show these choices").click()
    chosen = [box.get_attribute("value") for box in (boxes.nth(0), boxes.nth(1))]
    assert f"with={chosen[0]}%2C{chosen[1]}" in page.url
    assert boxes.nth(0).is_checked() and boxes.nth(1).is_checked() and not boxes.nth(2).is_checked()
    page.close()


def test_the_menu_opens_pages_and_searches_without_a_script(bare: BrowserContext, address: str) -> None:
    page = bare.new_page()
    page.goto(f"{address}/spend?council=dorset")
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_label("Search everything").fill("transport")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/search?*q=transport*")
    assert "council=dorset" in page.url
    assert page.locator(".do-results li").count()
    page.get_by_role("link", name="Menu", exact=True).click()
    page.get_by_role("link", name="Risks").click()
    page.wait_for_url(f"{address}/risks?council=dorset")
    page.close()


@pytest.mark.parametrize(("name", "width"), AT_WIDTHS)
def test_every_word_has_its_place_from_the_beginning(
    browser: Browser, held: BrowserContext, address: str, name: str, width: int
) -> None:
    page = held.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{address}{PAGES[name].path}?council=dorset")
    before = page.evaluate(PLACES, "#do-still main")
    page.close()
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.add_init_script(WATCH)
    page.goto(f"{address}{PAGES[name].path}?council=dorset")
    page.wait_for_selector(READY)
    page.wait_for_selector(".do-foot")
    page.wait_for_timeout(700)
    assert page.evaluate(PLACES, "#root main") == before
    assert not page.locator("#do-still").count()
    assert sum(page.evaluate("window.moves")) < 0.02
    when, words = page.evaluate("window.painted.at(-1)")
    assert when < page.evaluate("window.taken"), words
    context.close()


class Gated:
    """A page whose live part waits until it is let on."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._waiting: list[Route] | None = []
        page.route("**/static/js/index.*.js", self._hold)

    def _hold(self, route: Route) -> None:
        if self._waiting is None:
            route.continue_()
        else:
            self._waiting.append(route)

    def arrive(self, url: str) -> Page:
        """Open a page, which stands as it was sent."""
        self.page.goto(url, wait_until="domcontentloaded")
        return self.page

    def let_on(self) -> None:
        waiting, self._waiting = self._waiting or [], None
        for route in waiting:
            route.continue_()
        self.page.wait_for_selector(READY)


@pytest.fixture
def gated(browser: Browser) -> Iterator[Gated]:
    context = browser.new_context(viewport={"width": 1280, "height": 700})
    yield Gated(context.new_page())
    context.close()


def test_what_a_reader_did_meanwhile_is_kept(gated: Gated, address: str) -> None:
    page = gated.arrive(f"{address}/progress?council=nottinghamshire")
    page.locator("summary", has_text="Notes").first.click()
    link = page.locator(".do-time-row a").nth(7)
    link.focus()
    page.locator("main").evaluate("main => main.scrollTo(0, 500)")
    words = link.inner_text()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#do-still .do-answer'))")
    selected = page.evaluate("getSelection().toString()")
    gated.let_on()
    active: Any = page.evaluate("[document.activeElement.innerText, !!document.activeElement.closest('#root')]")
    assert active == [words, True]
    assert page.locator("main").evaluate("main => main.scrollTop") == 500
    assert page.locator("details", has_text="Notes").first.evaluate("one => one.open")
    assert page.evaluate("getSelection().toString()") == selected != ""


def test_what_is_typed_meanwhile_goes_on(gated: Gated, address: str) -> None:
    page = gated.arrive(f"{address}/search?council=dorset")
    page.locator("#choice-q").press_sequentially("transp")
    gated.let_on()
    page.keyboard.type("ort")
    page.wait_for_url("**/search?*q=transport*")
    assert page.evaluate("document.activeElement.id") == "choice-q"
    assert page.locator("#choice-q").input_value() == "transport"


def test_a_choice_made_meanwhile_opens_the_page_with_it(gated: Gated, address: str) -> None:
    page = gated.arrive(f"{address}/?council=dorset")
    page.locator("#choice-council").select_option("nottinghamshire")
    page.wait_for_url("**/?council=nottinghamshire", wait_until="domcontentloaded")
    page.get_by_role("link", name="Risks").first.click()
    page.wait_for_url("**/risks?council=nottinghamshire", wait_until="domcontentloaded")
    gated.let_on()
    assert page.locator("h1").count() == 1


def test_a_screen_reader_finds_one_page(gated: Gated, address: str) -> None:
    page = gated.arrive(f"{address}/?council=dorset")
    answer = page.get_by_role("main").locator(".do-answer").inner_text()
    assert violations(page) == []
    assert page.get_by_role("heading", level=1).count() == page.get_by_role("main").count() == 1
    assert page.locator("#root").evaluate("root => root.inert && root.ariaHidden === 'true'")
    gated.let_on()
    assert page.get_by_role("heading", level=1).count() == page.get_by_role("main").count() == 1
    assert page.get_by_role("main").locator(".do-answer").inner_text() == answer
    assert not page.locator("#root").evaluate("root => root.inert || root.ariaHidden")


def test_a_page_without_a_websocket_stays_and_says_so(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route_web_socket("**/_stcore/stream", lambda socket: socket.close())
    page.goto(f"{address}/risks?council=dorset")
    page.get_by_text("This is the still edition").wait_for(timeout=15_000)
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("dialog").count() == 0
    page.get_by_role("link", name="Spend").first.click()
    page.wait_for_url("**/spend?council=dorset")
    assert page.get_by_role("heading", level=1).inner_text() == PAGES["spend"].question
    context.close()


def test_an_address_within_the_page_is_shown_and_kept(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(urljoin(visitor.address, "/?council=dorset#figure-beside"))
    visitor.settled()
    assert visitor.errors == []


def test_what_draws_in_the_browser_is_asked_for_when_a_control_is_reached(browser: Browser, address: str) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visitor, asked = Visitor(context, address), []
    visitor.page.on("request", lambda one: asked.append(one.url))
    for path in ("/spend", "/voices", "/wards", "/scenario"):
        page = visitor.go(f"{path}?council=exampleshire")
        drawn = page.locator(".do-chart svg:visible")
        assert drawn.count() and all(drawn.nth(at).locator("title").count() for at in range(drawn.count())), path
    assert [url for url in asked if "ega" in url] == []
    page.locator(".do-controls input[type=range]").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_test_id("stVegaLiteChart").first.locator("svg.marks").wait_for()
    assert [url for url in asked if "VegaLiteChart" in url] and not page.locator(".do-chart").count()
    assert visitor.errors == []
    context.close()
