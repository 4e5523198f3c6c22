"""The menu beside every figure in a real browser: by keyboard, with a word that it worked, and printed alone."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.axe import violations
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_a_finding_is_copied_and_printed_by_keyboard(browser: Browser, address: str) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 5000},
        reduced_motion="reduce",
        permissions=["clipboard-read", "clipboard-write"],
    )
    visitor = Visitor(context, address)
    page = visitor.go("/spend?council=solihull&as_at=2026-03-31")
    menu = page.locator('.do-share[data-figure="split"]')
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(menu.get_by_role("button", name="Copy link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(menu.get_by_role("status")).to_have_text("Link copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert link == f"{address}/spend?council=solihull&as_at=2026-03-31#figure-split"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(menu.get_by_role("status")).to_have_text("Text copied, with its source.")
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("65% of spend in 2021/22 was on council-run services.") and text.endswith(link)
    assert "Source: Solihull Adult Social Care Day Opportunities Strategy 2022-2027." in text
    assert violations(page) == []
    page.evaluate("window.print = () => {}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.emulate_media(media="print")
    expect(page.locator(".do-print svg:visible")).to_be_visible()
    assert not page.locator("h1").is_visible() and page.locator(".do-print h2").count() == 1
    assert "Solihull, as at 31 March 2026." in page.locator(".do-print-foot").inner_text()
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".do-print")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(menu.locator("summary")).to_be_focused()
    assert menu.get_attribute("open") is None and visitor.errors == []
    visitor.go(link.removeprefix(address))
    expect(page.locator("#figure-split")).to_be_focused()
    context.close()
