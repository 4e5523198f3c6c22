"""Trackers as officers have them, from the file to what readers see, in a real browser: by the keyboard, in every width and scheme."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from dayops_dash.dataset import DATA
from dayops_dash.desk.held import published
from dayops_dash.publishing.store import shown_version
from tests.browser.conftest import serving
from tests.browser.test_desk import Officer, OfficerDesk
from tests.desk.imports import officers_files as made

pytestmark = pytest.mark.browser
FILES = {
    "delivery_plan": "Delivery plan",
    "by_theme": "Action plan",
    "recommendations": "Rec tracker",
    "risk_register": "Risks",
}
MOST_DECISIONS, MOST_SECONDS = 40, 600  # of a quarter's returns; a tracker takes no more


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficerDesk]:
    root = tmp_path_factory.mktemp("trackers")
    home = Path(shutil.copytree(DATA / "exampleshire", root / "data" / "exampleshire"))
    paths = []
    for name, called in FILES.items():
        paths.append(root / f"{called}.xlsx")
        paths[-1].write_bytes(getattr(made, name)())
    with serving(DAYOPS_DESK="1", DAYOPS_DATA=str(root / "data"), DAYOPS_DRAFTS=str(root / "drafts")) as address:
        yield OfficerDesk(address, home, paths)


@pytest.fixture(scope="module")
def officer(browser: Browser) -> Iterator[Officer]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Officer(context)
    context.close()


def drop(desk: OfficerDesk, officer: Officer, path: Path, day: str) -> None:
    page = officer.page
    officer.begin(desk.address, "or your tracker")
    page.get_by_label("Workbooks that were sent back, or your tracker").set_input_files(path)
    officer.write("Your role", "Performance officer")
    page.get_by_label("Day of the return or tracker").fill(day)
    officer.go("button", "Bring in")


def answer(officer: Officer, answers: Mapping[str, str]) -> None:
    """Answer every question by the words that it begins with; a role is typed, anything else chosen by typing its first letters."""
    for asked, said in answers.items():
        field = officer.page.get_by_label(re.compile(f"^{re.escape(asked)}")).first
        officer.reach(field)
        officer.page.keyboard.type(said)
    officer.go("button", "Keep the answers and read again")


def decide_all(officer: Officer, typed: Mapping[str, Mapping[str, str]]) -> int:
    """Decide what is left by single keys, and type what has no value that can be accepted; return how many decisions it took."""
    page, decisions = officer.page, 0
    while page.locator("form[data-decide]").count():
        decisions += 1
        heading = page.locator("#what").inner_text()
        said = next((value for words, value in typed.items() if words in heading), None)
        if said is None:
            officer.press("a" if page.locator('button[value="take"]').count() else "r")
            continue
        for label, value in said.items():
            field = page.get_by_label(label, exact=True)
            officer.reach(field)
            page.keyboard.type(value)
        officer.go("button", re.compile("Change to this value|Keep this"))
        assert decisions < MOST_DECISIONS
    return decisions


def publish(officer: Officer, why: str) -> None:
    officer.go("link", "Go on to check")
    officer.write("The role that confirms it", "Head of commissioning")
    officer.go("button", "Confirm")
    expect(officer.page.get_by_text("The draft passes check.")).to_be_visible()
    officer.go("link", re.compile("Go on: see what"))
    officer.go("link", "Go on to publish")
    officer.write("Why", why)
    officer.go("button", "Publish")
    expect(officer.page.get_by_text("Readers see it now.")).to_be_visible()


def test_a_delivery_plan_from_the_file_to_published_by_the_keyboard(desk: OfficerDesk, officer: Officer) -> None:
    page, began = officer.page, time.monotonic()
    drop(desk, officer, desk.workbooks[0], "2026-09-30")
    expect(page.get_by_label("Column C: What we will do")).to_have_value("title", timeout=20_000)
    officer.looks_right()
    officer.go("button", "The columns are right: read the rows")
    expect(page.get_by_text("10 questions are open")).to_be_visible(timeout=20_000)
    officer.looks_right()
    answer(officer, {
        "“Slipped”": "delayed", "“Not yet started”": "not started", "green": "Green", "red": "Red", "amber": "Amber",
        "“Jane Smith”": "Provider services manager", "“Tom Brown” ": "Head of property", "“Tom Brown (Property)”": "Head of property",
        "“Legal Services”": "Legal services", "“Communications”": "Communications team",
    })  # fmt: skip
    expect(page.get_by_text(re.compile("left for you to decide"))).to_be_visible(timeout=20_000)
    officer.looks_right()
    officer.go("link", "Go on to decide")
    expect(page.locator("tr.here mark").filter(has_text="Publish a guide for families")).to_be_visible()
    officer.looks_right()
    decisions = decide_all(
        officer, {"What became of it": {"What became of it": "dropped", "Why": "The strategy for carers has it"}}
    )
    assert decisions == 5
    publish(officer, "Delivery plan, quarter 2")
    assert time.monotonic() - began < MOST_SECONDS
    rows = published(desk.home).rows("updates").values()
    told = {r["intention_id"]: r for r in rows if r["document_id"] == "tracker-2026-09-30"}
    assert (told["south-hub"]["status_as_written"], told["south-hub"]["due_edtf"]) == ("Slipped", "2027-03-31")
    assert (told["community-connectors"]["rag_as_written"], told["community-connectors"]["complete_pct"]) == (
        "Green",
        "60",
    )
    assert "11-publish-a-guide-for-families" in told and len(told) == 6
    assert [r["became"] for r in published(desk.home).rows("descents").values()] == ["dropped"]
    assert officer.away == [] and officer.said == []


def test_a_plan_with_a_sheet_for_each_theme_is_read_whole(desk: OfficerDesk, officer: Officer) -> None:
    page, before = officer.page, shown_version(desk.home)
    drop(desk, officer, desk.workbooks[1], "2026-10-31")
    expect(page.get_by_label(re.compile("All 3 that have the same columns"))).to_be_checked(timeout=20_000)
    officer.looks_right()
    officer.go("button", "Read what is chosen")
    officer.go("button", "The columns are right: read the rows")
    page.get_by_role("link", name="Go on to decide").first.wait_for(timeout=20_000)
    officer.go("link", "Go on to decide")
    decisions = decide_all(officer, {})
    assert decisions < 10
    publish(officer, "Action plan, October")
    assert shown_version(desk.home) != before
    told = [r for r in published(desk.home).rows("updates").values() if r["document_id"] == "tracker-2026-10-31"]
    assert {r["intention_id"]: (r["rag_as_written"], r["progress_note"]) for r in told} == {
        "community-connectors": ("", "Nine wards have one."),  # its rating is the one that is published
        "8-agree-breaks-with-carers-when-a-plan-is-made": (
            "Amber",
            "Agreed for 40 carers.",
        ),  # it was dropped, and is back
        "employment-pathway": ("Blue", "Eleven people have started."),
        "direct-payments": ("Blue", "A card is in use."),
        "evenings-weekends": ("", "Consulting staff."),
    }


def test_recommendations_and_risks_are_read_too(desk: OfficerDesk, officer: Officer) -> None:
    page = officer.page
    for path, role, day in (
        (desk.workbooks[2], "“Sam Green”", "2026-11-01"),
        (desk.workbooks[3], "“Jo Field”", "2026-11-02"),
    ):
        drop(desk, officer, path, day)
        page.get_by_role("button", name="The columns are right").wait_for(timeout=20_000)
        officer.go("button", "The columns are right: read the rows")
        page.get_by_text("1 question is open").wait_for(timeout=20_000)
        answer(officer, {role: "Carers lead"})
        page.get_by_role("link", name="Go on to decide").first.wait_for(timeout=20_000)
        officer.go("link", "Go on to decide")
        decisions = decide_all(officer, {"Response": {"Response": "accepted"}})
        assert decisions <= 4
        publish(officer, "Tracker")
    now = published(desk.home)
    answers = {row["recommendation_id"]: row for row in now.rows("recommendation_updates").values()}
    assert (answers["rec-carers"]["action"], answers["rec-carers"]["lead_role"]) == (
        "A survey is drafted.",
        "Carers lead",
    )
    assert answers["rec-evenings"]["status"] == "Partially implemented"
    scores = [row for row in now.rows("risk_scores").values() if row["document_id"] == "tracker-2026-11-02"]
    assert {(row["risk_id"], row["term"], row["impact"], row["likelihood"]) for row in scores} == {
        ("building-costs", "current", "4", "3"), ("provider-failure", "current", "5", "3"), ("transport", "current", "3", "2"),
    }  # fmt: skip
