"""The plan in squares in a real browser: each names itself to a pointer, the keyboard and a finger, and opens what it stands for."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import READY, Visitor

pytestmark = pytest.mark.browser
NAMED = "(square) => getComputedStyle(square.querySelector('.do-unit-said')).clipPath === 'none'"


def named(page: Page, number: int) -> bool:
    return bool(page.locator(".do-unit").nth(number).evaluate(NAMED))


def test_a_square_names_itself_to_pointer_and_keyboard_and_escape_puts_the_name_away(visitor: Visitor) -> None:
    page = visitor.go("/?council=nottinghamshire")
    assert page.locator(".do-unit").count() == 44 and not named(page, 3)
    page.locator(".do-unit").nth(3).hover()
    assert named(page, 3)
    assert violations(page) == []
    page.mouse.move(0, 0)
    page.locator(".do-unit").nth(3).focus()
    assert named(page, 3)
    page.keyboard.press("Escape")
    assert not named(page, 3)
    page.keyboard.press("ArrowRight")
    assert named(page, 4), "the arrow keys go from square to square, and the tab key from row to row"
    wanted = page.locator(".do-unit-said").nth(4).evaluate("said => said.firstChild.data")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(wanted)
    assert "intention=" in page.url


def test_a_finger_first_names_a_square_and_then_opens_it(browser: Browser, address: str) -> None:
    page = browser.new_context(viewport={"width": 400, "height": 900}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{address}/?council=nottinghamshire")
    page.locator(READY).wait_for()
    square = page.locator(".do-unit").nth(20)
    square.tap()
    assert named(page, 20) and "intention=" not in page.url
    square.tap()
    page.wait_for_url("**/progress?*intention=*")
    page.context.close()


@pytest.mark.parametrize("path", ["/progress", "/changes"])
def test_a_row_of_the_timeline_and_a_card_lead_to_their_commitment(visitor: Visitor, path: str) -> None:
    page = visitor.go(f"{path}?council=exampleshire")
    link = page.locator(".do-time-row .do-link, .do-card-title .do-link").first
    name = link.inner_text()
    link.click()
    expect(page.locator("h1")).to_have_text(name)


@pytest.mark.parametrize("width", [320, 400, 768, 1280, 1920])
def test_no_picture_draws_past_the_edge(visitor: Visitor, width: int) -> None:
    visitor.page.set_viewport_size({"width": width, "height": 900})
    for path in ("/", "/progress", "/changes"):
        page = visitor.go(f"{path}?council=nottinghamshire")
        page.locator(":is(.do-units, .do-time, .do-flow)").first.wait_for()
        edge = page.evaluate("document.documentElement.clientWidth")
        reach = page.locator(":is(.do-units, .do-strip, .do-time, .do-flow, .do-cards) :is(a, li, b, p)").evaluate_all(
            "all => Math.max(...all.filter((one) => one.getClientRects().length).map((one) => one.getBoundingClientRect().right))"
        )
        assert reach <= edge + 1, f"{path} at {width}"


@pytest.mark.parametrize(
    ("council", "width", "sideways"),
    [("dorset", 768, True), ("cheshire-east", 768, False), ("dorset", 400, False), ("exampleshire", 320, False)],
)
def test_names_on_a_map_can_be_read(council: str, width: int, sideways: bool, browser: Browser, address: str) -> None:
    """Twelve pixels at least; where names need more width than a tablet has, the map moves sideways, and says so."""
    context = browser.new_context(viewport={"width": width, "height": 1024})  # with its menu folded
    page = Visitor(context, address).go(f"/wards?council={council}")
    chart = page.locator(".do-chart").first
    chart.locator("svg:visible").wait_for()
    letters = chart.locator("svg:visible").evaluate(
        """(svg) => Math.min(...[...svg.querySelectorAll("text")].map((text) =>
            parseFloat(getComputedStyle(text).fontSize) * svg.getBoundingClientRect().width / svg.width.baseVal.value))"""
    )
    assert letters > 11.99
    wide = chart.evaluate("(box) => [box.scrollWidth, box.clientWidth, innerWidth]")
    assert (wide[0] > wide[1] + 1) == sideways, wide
    assert page.locator(".do-scrolls").first.is_visible() == sideways
    context.close()
