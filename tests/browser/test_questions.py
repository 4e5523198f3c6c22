"""The sheet for the meeting is one A4 page, and a question set aside comes back."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from playwright.sync_api import Browser

from dayops_dash.dataset import Library
from dayops_dash.measures.questions.rules import MOST, chosen
from tests.browser.conftest import Visitor, serving
from tests.made_up import council, intended, told
from tests.measures.questions.test_evidence import AIM, ASKED, BOTH, CLAIM, FALLING, NAMED, area

pytestmark = pytest.mark.browser

# Where the last question ends and where the foot begins, in one look: Streamlit lays a page out for print a frame after its style.
ENDS = """() => [[...document.querySelectorAll(".do-asks > li")].at(-1).getBoundingClientRect().bottom,
    document.querySelector(".do-foot").getBoundingClientRect().top]"""


@pytest.mark.parametrize("slug", Library().slugs())
@pytest.mark.parametrize("day", ["", "&as_at=2026-11-22"])
def test_the_sheet_is_one_page_of_a4(visitor: Visitor, slug: str, day: str) -> None:
    page = visitor.go(f"/questions?council={slug}{day}")
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(pikepdf.open(io.BytesIO(printed)).pages) == 1
    page.emulate_media(media="print")
    visitor.still()
    assert page.locator(".do-asks").first.is_visible() and page.locator(".do-ask-brief").first.is_visible()
    assert not page.locator(".do-ask-links").first.is_visible() and not page.locator("#figure-rules").is_visible()
    last, foot = page.evaluate(ENDS)
    assert last <= foot


LONG = "A task with the longest title that a paper would print in a table of its actions, and then some"


def test_ten_questions_with_long_titles_are_one_page_too(tmp_path: Path, browser: Browser) -> None:
    updates = [told("a", "ongoing", edtf="2023-09"), told("b", "ongoing"), told("d", "complete")]
    made = council(
        tmp_path,
        intentions=[intended(f"{name}{twin}", title=f"{LONG} {twin}") for name in "abcd" for twin in ("", "-2", "-3")],
        updates=[
            *updates,
            *(
                {**u, "update_id": f"{u['update_id']}{t}", "intention_id": f"{u['intention_id']}{t}"}
                for u in updates
                for t in ("-2", "-3")
            ),
        ],
        conflicts=[{**BOTH, "grade": "conflict", "title": LONG}],
        savings=[{**CLAIM, "subject": LONG}],
        outcomes=[{**AIM, "outcome_id": f"o{n}", "kind": "success measure", "title": f"{LONG} {n}"} for n in range(3)],
        engagements=[{**ASKED, "engagement_id": f"e{n}", "title": f"{LONG} {n}"} for n in range(3)],
        areas=[area("E05000001")],
        **FALLING,
        **NAMED,
    )
    late = date(2026, 11, 22)
    assert len(chosen(made.at(late))[0]) == MOST
    with serving(DAYOPS_DATA=str(tmp_path)) as address:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = Visitor(context, address).go(f"/questions?council=exampleton&as_at={late}")
        assert page.locator(".do-ask").count() == MOST
        assert len(pikepdf.open(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages) == 1
        context.close()


def test_a_question_is_set_aside_and_put_back(visitor: Visitor) -> None:
    page = visitor.go("/questions?council=nottinghamshire")
    first = page.locator(".do-ask").first.inner_text()
    page.get_by_role("link", name="Set aside for this meeting").first.click()
    visitor.settled()
    assert "aside=date-passed" in page.url
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
    assert "stands=past" in page.url and page.locator("h1").inner_text() == "Is the plan being delivered?"
