"""The page for a paper: what is chosen lives in the address, and a document is made when its link is opened."""

from __future__ import annotations

import docx
import pytest

from tests.browser.conftest import Visitor

pytestmark = pytest.mark.browser


def test_what_is_chosen_is_what_is_in_the_document(visitor: Visitor) -> None:
    page = visitor.go("/pack?council=dorset&sections=overview,risks,spend")
    page.get_by_label("Committee").fill("Adults =1+1")
    page.get_by_label("Committee").press("Enter")
    page.wait_for_url("**committee=Adults*")
    visitor.settled()
    page.get_by_role("link", name="Move up Risks").click()
    page.wait_for_url("**sections=risks*")
    visitor.settled()
    page.locator(".do-order [data-one=spend] > span").first.drag_to(
        page.locator(".do-order [data-one=risks]"), target_position={"x": 40, "y": 2}
    )
    page.wait_for_url("**sections=spend%2Crisks%2Coverview*")
    visitor.settled()
    page.get_by_role("link", name="Move down Spend").click()
    page.wait_for_url("**sections=risks%2Cspend*")
    visitor.settled()
    page.get_by_role("link", name="Leave out Spend").click()
    page.wait_for_url(lambda url: "spend" not in url)
    visitor.settled()
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("link", name="Word Longer report").click()
    made = docx.Document(str(waiting.value.path()))
    assert waiting.value.suggested_filename == "dorset-long-adults-1-1-2026-11-29.docx"
    ones = [p.text for p in made.paragraphs if p.style and p.style.name == "Heading 1"]
    assert ones[2:4] == ["Risks", "Where we stand"] and "Spend" not in ones
    assert "Committee:\tAdults =1+1" in [p.text for p in made.paragraphs]
    links = [rel.target_ref for rel in made.part.rels.values() if rel.is_external]
    assert not any(link.startswith(visitor.address) for link in links), (
        "nobody else can open this machine's own address"
    )
    page.close()


def test_a_paper_for_a_meeting_is_true_on_its_day(visitor: Visitor) -> None:
    page = visitor.go("/pack?council=dorset&meeting=2027-01-20")
    with page.expect_download(timeout=60_000) as waiting:
        page.get_by_role("link", name="Word Report of four sides").click()
    assert waiting.value.suggested_filename == "dorset-report-people-health-overview-committee-2027-01-20.docx"
    words = [p.text for p in docx.Document(str(waiting.value.path())).paragraphs]
    assert any("If nothing more is published, by proposed dates, two proposals will be overdue" in p for p in words)
