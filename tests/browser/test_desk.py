"""The desk in a real browser: from three owners' workbooks to published and undone, by the keyboard, in every width and scheme."""

from __future__ import annotations

import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from dayops_dash.dataset import DATA
from dayops_dash.desk.held import published
from dayops_dash.desk.returns.make import make_workbooks
from dayops_dash.publishing.store import shown_version
from tests.browser.axe import violations
from tests.browser.conftest import LOCAL, serving
from tests.browser.test_edition import EVERY_WAY
from tests.desk.returned import publish_update
from tests.desk.workbooks import filled_in

pytestmark = pytest.mark.browser
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOCUSED = "(one) => one === document.activeElement"
MOST_TABS, MOST_DECISIONS = 120, 40
RETURNS: dict[str, dict[str, dict[str, Any]]] = {  # what three owners filled in
    "Head of property": {
        "south-hub": {"Status": "Delayed", "New due date": "summer 2027", "What was done": "Priced again"}
    },
    "Carers lead": {"carers-breaks": {"Status": "On track", "Percent complete": 0.5, "Help needed": "A lawyer"}},
    "Quality manager": {"quality-checkers": {"Status": "Nearly there"}},
}


class OfficerDesk(NamedTuple):
    """A server with the desk, the council's folder, and three workbooks that came back."""

    address: str
    home: Path
    workbooks: list[Path]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OfficerDesk]:
    root = tmp_path_factory.mktemp("desk")
    home = Path(shutil.copytree(DATA / "exampleshire", root / "data" / "exampleshire"))
    made = {one.owner: one for one in make_workbooks(published(home), "Exampleshire", by_owner=True)}
    workbooks = []
    for owner, rows in RETURNS.items():
        path = root / made[owner].file
        path.write_bytes(filled_in(made[owner], rows))
        workbooks.append(path)
    publish_update(home, root, "south-hub", {"status_as_written": "At risk again"})  # somebody was first
    with serving(DAYOPS_DESK="1", DAYOPS_DATA=str(root / "data"), DAYOPS_DRAFTS=str(root / "drafts")) as address:
        yield OfficerDesk(address, home, workbooks)


class Officer:
    """An officer who has a keyboard only, and what the browser asked of the world or complained of."""

    def __init__(self, context: BrowserContext) -> None:
        self.page: Page = context.new_page()
        self.away: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda r: None if LOCAL.match(r.url) else self.away.append(r.url))
        self.page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)

    def press(self, key: str) -> None:
        """Press a key that leads to another page, and wait for it."""
        with self.page.expect_navigation():
            self.page.keyboard.press(key)

    def reach(self, wanted: Locator) -> None:
        """Go to an element by the Tab key alone."""
        for _ in range(MOST_TABS):
            if wanted.evaluate(FOCUSED):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{wanted} cannot be reached by the keyboard")

    def write(self, label: str, words: str) -> None:
        self.reach(self.page.get_by_label(label))
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(words)

    def go(self, role: Any, name: str | re.Pattern[str]) -> None:
        self.reach(self.page.get_by_role(role, name=name).first)
        self.press("Enter")

    def begin(self, address: str, task: str) -> None:
        """Open the desk of Exampleshire, and there one of the things that can be begun."""
        self.page.goto(f"{address}/desk?council=exampleshire")
        self.reach(self.page.locator("summary", has_text=task))
        self.page.keyboard.press("Enter")

    def looks_right(self) -> None:
        """Hold the open page to the rules of accessibility in every width and scheme."""
        for scheme, width, found in EVERY_WAY:
            self.page.emulate_media(color_scheme=scheme)
            for size in (width, 768):
                self.page.set_viewport_size({"width": size, "height": 900})
                assert self.page.evaluate(WIDER) <= 0, f"{self.page.url} scrolls sideways at {size}"
            self.page.set_viewport_size({"width": width, "height": 900})
            assert found(self.page) == [], f"{self.page.url} {scheme} {width}"
        self.page.emulate_media(color_scheme="light")


@pytest.fixture(scope="module")
def officer(browser: Browser) -> Iterator[Officer]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield Officer(context)
    context.close()


def take_back(desk: OfficerDesk, officer: Officer, version: str) -> None:
    """Look at what showing a version again changes, do it, and discard the draft."""
    page = officer.page
    page.get_by_label("Version").select_option(version)
    officer.go("button", "See what would change")
    expect(page.get_by_text(re.compile(f"If version {version} is shown again, \\d+ pages"))).to_be_visible()
    officer.looks_right()
    officer.write("Why", "Wrong quarter")
    officer.go("button", "Show that version again")
    assert shown_version(desk.home) == version
    officer.go("link", "Discard this draft")
    officer.looks_right()
    officer.go("button", "Discard it")
    page.get_by_text("Discarded drafts (1)").click()
    officer.go("link", "Return of 30 September 2026")
    officer.looks_right()


def test_from_three_workbooks_to_published_and_undone_by_the_keyboard(desk: OfficerDesk, officer: Officer) -> None:
    page, before = officer.page, shown_version(desk.home)
    officer.begin(desk.address, "A committee paper")
    officer.looks_right()
    officer.begin(desk.address, "Returns that came back")
    officer.looks_right()
    officer.reach(page.get_by_label("Workbooks that were sent back"))
    page.get_by_label("Workbooks that were sent back").set_input_files(desk.workbooks)  # the system's own dialog
    officer.write("Your role", "Performance officer")
    page.get_by_label("Day of the return").fill("2026-09-30")
    officer.go("button", "Bring in")
    expect(page.get_by_role("heading", name="Who has sent")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("3 values left for you to decide")).to_be_visible()
    officer.looks_right()

    officer.go("link", "Go on to decide")
    officer.looks_right()
    expect(page.locator("tr.here mark").first).to_be_visible()
    decisions = 0
    while page.locator("form[data-decide]").count():
        decisions += 1
        if page.locator('button[value="take"]').count():
            officer.press("a")
        else:  # a word that is not in the list
            page.keyboard.press("c")
            assert page.get_by_label("Status", exact=True).evaluate(FOCUSED)
            page.keyboard.type("On track")
            page.keyboard.press("Tab")  # to the day
            officer.press("Enter")
        assert decisions < MOST_DECISIONS
    assert decisions == 3
    officer.looks_right()

    officer.go("link", "Go on to check")
    expect(page.get_by_text("One thing is left: say which role confirmed it.")).to_be_visible()
    officer.looks_right()
    officer.write("The role that confirms it", "Head of commissioning")
    officer.go("button", "Confirm")
    expect(page.get_by_text("The draft passes check.")).to_be_visible()

    officer.go("link", re.compile("Go on: see what"))
    expect(page.get_by_text("summer 2027").first).to_be_visible()
    officer.looks_right()
    officer.go("link", "Open the whole dashboard as the draft")
    expect(page.get_by_text("Not published: only you see this.")).to_be_visible()
    officer.looks_right()
    officer.go("link", "Progress")
    assert page.title().startswith("Draft: Progress")
    officer.go("link", "Back to the steps")

    officer.go("link", "Go on to publish")
    officer.looks_right()
    officer.write("Why", "Returns for quarter 2")
    officer.go("button", "Publish")
    expect(page.get_by_text("Readers see it now.")).to_be_visible()
    officer.looks_right()
    assert shown_version(desk.home) != before
    rows = published(desk.home).rows("updates").values()
    new = {(r["intention_id"], r["status_as_written"]) for r in rows if r["document_id"] == "return-2026-09-30"}
    assert ("south-hub", "Delayed") in new and ("quality-checkers", "On track") in new and len(new) == 3

    take_back(desk, officer, before)
    assert officer.away == [] and officer.said == []


def test_a_key_does_nothing_where_words_are_typed_and_where_keys_are_off(desk: OfficerDesk, officer: Officer) -> None:
    page = officer.page
    officer.begin(desk.address, "Returns that came back")
    page.get_by_label("Workbooks that were sent back").set_input_files(desk.workbooks)
    page.get_by_label("Your role").fill("Another officer")
    page.get_by_label("Day of the return").fill("2026-10-31")
    page.get_by_role("button", name="Bring in").click()
    page.get_by_role("link", name="Go on to decide").click(timeout=20_000)
    page.wait_for_url("**/decide")  # with its script
    here = page.url
    page.keyboard.press("c")
    assert page.locator("[data-change]").evaluate(FOCUSED)
    page.keyboard.type("a")
    page.get_by_role("checkbox").uncheck()
    for key in "arnpu":
        page.keyboard.press(key)
    page.wait_for_timeout(300)
    assert page.url == here and page.locator("form[data-decide]").count() == 1
    page.get_by_role("checkbox").check()
    officer.press("n")
    assert "n=" in page.url and page.locator("#what").evaluate(FOCUSED)


def test_the_menu_leads_to_it_only_where_it_is_on(desk: OfficerDesk, officer: Officer, address: str) -> None:
    link = officer.page.get_by_role("link", name="Bring it up to date")
    officer.page.goto(f"{desk.address}/?council=exampleshire")
    officer.page.locator("h1").first.wait_for(timeout=30_000)
    expect(link).to_have_count(1)
    assert violations(officer.page) == []
    officer.page.goto(f"{address}/?council=exampleshire")
    officer.page.locator("h1").first.wait_for(timeout=30_000)
    expect(link).to_have_count(0)
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(f"{address}/desk")
