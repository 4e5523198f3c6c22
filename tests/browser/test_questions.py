"""The sheet for the meeting is one A4 page, and a question set aside comes back."""

from __future__ import annotations

import io

import pikepdf
import pytest

from dayops_dash.dataset import Library
from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("slug", Library().slugs())
@pytest.mark.parametrize("day", ["", "&as_at=2026-11-22"])
def test_the_sheet_is_one_page_of_a4(visitor: Visitor, slug: str, day: str) -> None:
    page = visitor.go(f"/questions?council={slug}{day}")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(pikepdf.open(io.BytesIO(printed)).pages) == 1
    page.emulate_media(media="print")
    assert page.locator(".do-asks").first.is_visible() and page.locator(".do-ask-brief").first.is_visible()
    assert not page.locator(".do-ask-links").first.is_visible() and not page.locator("#figure-rules").is_visible()
    last, foot = page.locator(".do-asks > li").last.bounding_box(), page.locator(".do-foot").bounding_box()
    assert last and foot and last["y"] + last["height"] <= foot["y"]


def test_a_question_is_set_aside_and_put_back(visitor: Visitor) -> None:
    page = visitor.go("/questions?council=nottinghamshire")
    first = page.locator(".do-ask").first.inner_text()
    page.get_by_role("link", name="Set aside for this meeting").first.click()
    visitor.settled()
    assert "aside=never-reported" in page.url
    assert page.locator(".do-ask").first.inner_text() != first
    page.get_by_role("link", name="Put back").click()
    visitor.settled()
    assert "aside" not in page.url and page.locator(".do-ask").first.inner_text() == first


def test_evidence_of_a_question_opens(visitor: Visitor) -> None:
    page = visitor.go("/questions?council=nottinghamshire")
    page.locator(".do-asks summary").first.click()
    assert page.locator(".do-asks details li").first.is_visible()
    page.get_by_role("link", name="See the evidence").first.click()
    visitor.settled()
    assert "stands=not_reported" in page.url and page.locator("h1").inner_text() == "Is the plan being delivered?"
