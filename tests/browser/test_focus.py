"""The keyboard's focus is always on something a reader can see or on the page itself, and no two links of one name lead apart."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor

WHERE = "document.activeElement === document.body || !document.activeElement"


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/progress?council=nottinghamshire&as_at=2024-01-31", "See today"),
        ("/progress?council=nottinghamshire&intention=b-new-contracts", "All commitments"),
        ("/?council=nottinghamshire", "See where it goes"),
        ("/questions?council=nottinghamshire", "Set aside for this meeting"),
        ("/spend?council=nottinghamshire", "Overview"),
        ("/search?council=nottinghamshire&q=transport", "transport"),
    ],
)
def test_a_link_takes_the_focus_along(visitor: Visitor, path: str, link: str) -> None:
    page = visitor.go(path)
    page.get_by_role("link", name=link).first.focus()
    page.keyboard.press("Enter")
    visitor.settled()
    visitor.still()
    assert not page.evaluate(WHERE), page.url
    page.go_back()
    visitor.settled()
    visitor.still()
    assert not page.evaluate(WHERE), page.url


def test_a_choice_keeps_the_focus_and_a_jump_takes_it_to_its_place(visitor: Visitor) -> None:
    page = visitor.go("/progress?council=nottinghamshire")
    page.get_by_text("Choose what is shown").click()
    page.get_by_label("Theme").focus()
    every = page.locator("#chosen").inner_text()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#chosen")).not_to_have_text(every)  # a busy server may begin later than a page seems settled
    visitor.settled()
    expect(page.get_by_label("Theme")).to_be_focused()
    page.get_by_label("Look closer at").select_option(index=3)
    expect(page.locator("#chosen")).to_have_count(0)
    visitor.settled()
    expect(page.get_by_test_id("stMain")).to_be_focused()
    page = visitor.go("/progress?council=nottinghamshire#figure-not-reported")
    expect(page.locator("#figure-not-reported")).to_be_focused()


def test_a_folded_menu_is_out_of_the_way_is_called_what_it_says_and_closes_after_a_choice(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 768, "height": 1024})
    page = visitor.go("/overview?council=nottinghamshire")
    button = page.get_by_role("button", name="Menu", exact=True)
    expect(button).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert not page.evaluate("document.activeElement.closest('[data-testid=stSidebar]')"), "an invisible stop"
    button.click()
    page.get_by_role("link", name="Spend", exact=True).click()
    expect(page).to_have_url(re.compile("/spend"))
    visitor.settled()
    expect(button).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stSidebar]').inert") and not page.evaluate(WHERE)
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name="Search everything")).to_be_focused()
    visitor.go("/spend?council=nottinghamshire")
    expect(button).to_be_visible()  # the menu that was left open does not lie over the next page
