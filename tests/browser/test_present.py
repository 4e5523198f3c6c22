"""Presenting: a keyboard or a clicker turns, the address says where, nothing else is on the screen, and there is a way out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from dayops_dash.dataset import Library
from dayops_dash.stories.meeting.present import findings
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.thorough import is_turn

pytestmark = pytest.mark.browser
SIZES = """() => [...document.querySelectorAll(":is(.do-units, .do-time, .do-flow) :is(a, p, b, span, h3, li)")]
    .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) && !one.closest(".do-unit")
        && one.getClientRects().length && !one.matches(".do-hidden") && !one.closest("[aria-hidden=true]"))
    .map((one) => parseFloat(getComputedStyle(one).fontSize))"""
DRAWN = """() => [
    ...[...document.querySelectorAll(".do-stage-beside svg text")].filter((one) => one.getBoundingClientRect().width)
        .map((one) => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a),
    ...[...document.querySelectorAll(".do-stage .do-matrix :is(th, small, b, .do-risk)")]
        .map((one) => parseFloat(getComputedStyle(one).fontSize))]"""  # of a map and of a matrix
COUNCILS = Library().slugs()
EVERY_RULE = 2  # of as many findings in a row as there are councils, for each council other ones
FOUND = findings(Library().dataset("nottinghamshire").at())


def shows(page: Page, number: int) -> None:
    expect(page.locator(".do-stage-title")).to_have_text(FOUND[number - 1].figure.title)
    expect(page.locator(".do-stage-place")).to_have_text(f"{number} of {len(FOUND)}")


def test_keys_turn_and_the_address_says_where(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire")
    shows(page, 1)
    for key, number in (("PageDown", 2), ("ArrowRight", 3), ("PageUp", 2), ("ArrowLeft", 1), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        shows(page, number)
        assert f"slide={number}" in page.url
    page.keyboard.press("End")
    shows(page, len(FOUND))
    page.keyboard.press("PageDown")
    shows(page, len(FOUND))
    page.keyboard.press("Home")
    shows(page, 1)
    for _ in range(3):
        page.keyboard.press("PageDown")  # faster than the server answers
    shows(page, 4)
    said = page.get_by_role("status").filter(has_text=f"4 of {len(FOUND)}: {FOUND[3].figure.title}")
    expect(said).to_have_count(1)  # a screen reader speaks it
    page.reload()
    shows(page, 4)


def test_two_turns_at_once_never_leave_the_page_standing_still(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire")
    shows(page, 1)
    for _ in range(20):  # the second is asked before the first is answered: about one in ten stood still
        page.keyboard.press("End")
        shows(page, len(FOUND))
        page.keyboard.press("PageDown")
        page.keyboard.press("Home")
        shows(page, 1)


def test_single_letters_and_keys_with_others_do_nothing(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire&slide=2")
    for key in ("n", "f", " ", "Alt+PageDown", "Shift+End"):
        page.keyboard.press(key)
    visitor.settled()
    shows(page, 2)
    assert page.locator(".do-stage-notes").count() == 0


def test_links_turn_without_keys_and_notes_show_on_demand_and_stay(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire")
    assert page.get_by_role("link", name="Previous", exact=True).count() == 0
    page.get_by_role("link", name="Show speaker notes").click()
    expect(page.locator(".do-stage-notes")).to_contain_text(FOUND[0].figure.words)
    page.get_by_role("link", name="Next", exact=True).click()
    expect(page.locator(".do-stage-notes")).to_contain_text(FOUND[1].figure.words)
    shows(page, 2)
    page.get_by_role("link", name="Hide speaker notes").click()
    expect(page.locator(".do-stage-notes")).to_have_count(0)


def test_nothing_else_is_on_the_screen_and_there_is_a_way_out(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire&slide=3&as_at=2023-03-13")
    for hidden in (page.get_by_test_id("stSidebar"), page.locator(".do-choosers"), page.locator(".do-foot")):
        assert not hidden.is_visible()
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.get_by_role("button", name="Full screen").click()
    page.wait_for_function("() => document.fullscreenElement === null")
    page.get_by_role("link", name="Leave").click()
    page.wait_for_url(re.compile("/spend"))
    visitor.settled()
    assert page.locator(".do-foot").is_visible() and "as_at=2023-03-13" in page.url


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_finding_fits_a_projector_is_large_and_has_no_violation(visitor: Visitor, slug: str) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 720})
    page = visitor.go(f"/present?council={slug}")
    found = findings(Library().dataset(slug).at())
    for number, finding in enumerate(found, start=1):
        if number > 1:
            page.keyboard.press("PageDown")
        expect(page.locator(".do-stage-place")).to_have_text(f"{number} of {len(found)}")
        expect(page.locator(".do-stage-title")).to_have_text(finding.figure.title)
        visitor.still()
        reach = page.evaluate("document.querySelector('.do-stage-said').getBoundingClientRect().bottom")
        assert reach <= 720, f"{slug} {number}: the sentence ends at {reach}"
        reach = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        assert reach <= 720, f"{slug} {number}: the slide ends at {reach}"
        size = page.locator(".do-stage-title").evaluate("e => parseFloat(getComputedStyle(e).fontSize)")
        assert size >= 40
        assert min(page.evaluate(SIZES), default=18) >= 18, f"{slug} {number}: words under a fortieth of the height"
        assert min(page.evaluate(DRAWN), default=18) > 17.9, f"{slug} {number}: words of a map or a matrix"
        if is_turn(number, COUNCILS.index(slug), len(COUNCILS), EVERY_RULE):
            assert violations(page) == [], f"{slug} {number}"
    assert visitor.away == [] and visitor.errors == []


@pytest.mark.parametrize("asked", ["slide=99", "slide=0", "slide=x", "slide=-1", "sections=nothing,%3Cb%3E", "slide=²"])
def test_a_wrong_place_or_section_falls_back(visitor: Visitor, asked: str) -> None:
    page = visitor.go(f"/present?council=nottinghamshire&{asked}")
    shows(page, len(FOUND) if asked == "slide=99" else 1)


def test_chosen_sections_come_alone_and_in_their_order(visitor: Visitor) -> None:
    page = visitor.go("/present?council=nottinghamshire&sections=spend,overview")
    wanted = findings(Library().dataset("nottinghamshire").at(), ("spend", "overview"))
    expect(page.locator(".do-stage-place")).to_have_text(f"1 of {len(wanted)}")
    expect(page.locator("h1")).to_have_text("Where does the money go?")


@pytest.mark.parametrize("width", [1280, 400])
def test_a_charts_words_are_in_the_pages_type(visitor: Visitor, width: int) -> None:
    page = visitor.go("/present?council=exampleshire&slide=3")
    page.set_viewport_size({"width": width, "height": 720})
    words = page.locator(".do-drawn > svg:visible text")
    assert words.count() > 5 and page.locator(".do-drawn > svg:visible").count() == 1
    types = {word.evaluate("(one) => getComputedStyle(one).fontFamily") for word in words.all()}
    assert types == {page.locator("body").evaluate("(one) => getComputedStyle(one).fontFamily")}
