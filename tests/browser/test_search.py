"""Search everything by the keyboard, in a real browser; and what is searched stays within rules of access."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_the_field_answers_by_keyboard_as_one_types_and_opens_what_is_chosen(visitor: Visitor) -> None:
    page = visitor.go("/spend?council=solihull&as_at=2026-03-31")
    page.keyboard.press("/")
    field = page.get_by_role("combobox", name="Search everything")
    expect(field).to_be_focused()
    page.keyboard.type("transprot")
    offers = page.locator("#do-found [role=option]")
    expect(offers.first).to_be_visible()
    assert "Review of transport options\nAction plan task" in offers.all_inner_texts()
    assert any(said.endswith("\nBudget or spend") for said in offers.all_inner_texts())
    expect(page.locator("#do-said")).to_contain_text("answers")
    assert violations(page) == []
    page.keyboard.press("ArrowDown")
    expect(offers.first).to_have_attribute("aria-selected", "true")
    assert field.get_attribute("aria-activedescendant") == offers.first.get_attribute("id")
    page.keyboard.press("Enter")
    page.wait_for_url("**/progress?**intention=*")
    visitor.settled()
    assert "as_at=2026-03-31" in page.url
    expect(page.get_by_test_id("stMain")).to_be_focused()
    assert visitor.away == [] and visitor.errors == []


def test_enter_opens_all_results_and_escape_closes_what_is_offered(visitor: Visitor) -> None:
    page = visitor.go("/?council=solihull")
    page.keyboard.press("/")
    page.keyboard.type("<img src=x onerror=alert(1)> transport")
    expect(page.locator("#do-found [role=option]").last).to_contain_text("<img src=x onerror=alert(1)> transport")
    page.keyboard.press("Escape")
    expect(page.locator("#do-found [role=option]")).to_have_count(0)
    page.get_by_role("combobox", name="Search everything").fill("transport")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**q=transport")
    visitor.settled()
    assert page.locator(".do-answer").inner_text() == "18 results for “transport” in Solihull."
    assert page.locator(".do-found h2").first.inner_text().startswith("What is planned")
    assert page.locator(".do-results a").count() == 18
    assert violations(page) == []
    assert page.locator("img").count() == 0 and visitor.errors == []


def test_the_key_can_be_turned_off(visitor: Visitor) -> None:
    page = visitor.go("/search?council=dorset")
    button = page.get_by_role("button", name="The / key is on")
    button.click()
    page.locator("h1").click()
    page.keyboard.press("/")
    page.wait_for_timeout(500)
    assert page.evaluate("document.activeElement.id") != "do-find"
    page.get_by_role("button", name="The / key is off").click()
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search everything")).to_be_focused()
