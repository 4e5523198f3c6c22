"""What becomes of a draft: it is discarded and brought back, what was published is corrected, and an undo is looked at first."""

from __future__ import annotations

from pathlib import Path

import pytest

from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import Choice
from dayops_dash.desk.web.folder import DeskDraft, drafts_folder, drafts_of
from dayops_dash.desk.web.gate import SETTING
from dayops_dash.publishing import ledger
from dayops_dash.publishing.store import shown_version
from tests.desk.desk_browser import DeskBrowser
from tests.desk.test_web import CONFIRMS, ROLE, STATUS, base, brought_in, settled, step, workbook


@pytest.fixture
def home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared folder, with the switch of the desk set."""
    monkeypatch.setenv(SETTING, "1")
    return home


def publish(browser: DeskBrowser, draft: DeskDraft, because: str = "Returns for Q2") -> None:
    browser.post(f"{base(draft)}/check", {"role": CONFIRMS})
    done = browser.post(f"{base(draft)}/publish", {"act": "publish", "by": ROLE, "because": because})
    assert done.status == 303, done.text


def status_of(home: Path) -> str:
    return published(home).updates["south-hub"][-1]["status_as_written"]


def test_a_draft_is_discarded_brought_back_and_removed_for_good(home: Path, browser: DeskBrowser) -> None:
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, STATUS)))
    assert "Discard this draft" in step(browser, draft, "decide").text
    assert browser.post(f"{base(draft)}/discard", {"act": "remove", "sure": "yes"}).status == 422
    assert "You can bring it back" in step(browser, draft, "discard").text
    assert browser.post(f"{base(draft)}/discard", {"act": "discard"}).status == 303
    assert "Discarded drafts (1)" in browser.get("/desk?council=exampleshire").text
    refused = browser.post(f"{base(draft)}/decide", {"act": "keep", "n": "1"})
    assert refused.status == 422 and "Bring it back first" in refused.text
    assert browser.post(f"{base(draft)}/discard", {"act": "bring-back"}).status == 303
    assert browser.post(f"{base(draft)}/decide", {"act": "keep", "n": "1"}).status == 303
    browser.post(f"{base(draft)}/discard", {"act": "discard"})
    unsure = browser.post(f"{base(draft)}/discard", {"act": "remove"})
    assert unsure.status == 422 and draft.folder.is_dir()
    assert browser.post(f"{base(draft)}/discard", {"act": "remove", "sure": "yes"}).status == 303
    assert (
        drafts_of(drafts_folder(home.parent), home) == []
        and [p for p in draft.folder.parent.iterdir() if p.suffix != ".lock"] == []
    )


def test_what_was_published_is_corrected_in_a_draft_with_the_same_decisions(home: Path, browser: DeskBrowser) -> None:
    rows = {**STATUS, "quality-checkers": {"Status": "On track"}, "data": {"What was done": "Wrong note."}}
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, rows)))
    found = {(one.row, one.column): one.number for one in draft.reading().proposals}
    decide, first = f"{base(draft)}/decide", shown_version(home)
    browser.post(decide, {"act": "keep", "n": str(found["quality-checkers", "status"])})
    early = browser.post(f"{base(draft)}/afterwards", {"act": "correct"})
    assert early.status == 422 and "not published yet" in early.text
    publish(browser, draft)
    sent = browser.post(f"{base(draft)}/afterwards", {"act": "correct"})
    assert sent.status == 303, sent.text
    again = settled(browser, home, sent.headers["location"])
    assert again.name != draft.name and "It corrects what was published" in step(browser, again, "bring-in").text
    assert again.reading().undecided == [] and again.reading().going_in == []
    kept = {(one.row, one.column): one.decision for one in again.reading().proposals}["quality-checkers", "status"]
    assert kept and kept.choice is Choice.PUBLISHED
    wrong = {"act": "other", "n": str(found["south-hub", "status"]), "value-status": "Complete"}
    assert browser.post(f"{base(again)}/decide", wrong).status == 303
    publish(browser, again, "The hub is complete")
    assert status_of(home) == "Complete"
    # After an undo the same decisions stand against what is shown then, and one value can be left out altogether.
    browser.post(f"{base(draft)}/afterwards", {"to": first, "by": ROLE, "because": "Wrong note"})
    sent = browser.post(f"{base(draft)}/afterwards", {"act": "correct"})
    last = settled(browser, home, sent.headers["location"])
    browser.post(f"{base(last)}/decide", {"act": "keep", "n": str(found["data", "done"])})
    publish(browser, last, "Without the wrong note")
    assert status_of(home) == "Delayed"
    assert "Wrong note." not in {row["progress_note"] for row in published(home).rows("updates").values()}


def test_an_undo_is_looked_at_before_anybody_is_asked_why(home: Path, browser: DeskBrowser) -> None:
    first = shown_version(home)
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, STATUS)))
    publish(browser, draft)
    second = shown_version(home)
    page = step(browser, draft, "afterwards")
    assert "See what would change" in page.text and 'name="because"' not in page.html
    looked = step(browser, draft, f"afterwards?to={first}")
    assert f"If version {first} is shown again" in looked.text and "was: " in looked.text
    assert "Status as written: Delayed" in looked.text  # what would no longer be said, and of what
    assert "updates: 1 gone" in looked.text and 'name="because"' in looked.html
    assert "No version begins" in step(browser, draft, "afterwards?to=ffffffffffff").text
    stale = {"to": first, "seen": "another", "by": ROLE, "because": "Wrong quarter"}
    assert browser.post(f"{base(draft)}/afterwards", stale).status == 422 and shown_version(home) == second
    assert browser.post(f"{base(draft)}/afterwards", {**stale, "seen": second}).status == 303
    assert shown_version(home) == first and ledger.events(home)[-1].act == "undo"
