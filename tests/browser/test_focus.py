"""The keyboard's focus is always on something a reader can see or on the page itself, and no two links of one name lead apart."""

from __future__ import annotations

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
