"""Returns at the desk: what is asked once, what stands in the way, and what is shown of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dayops_dash.desk.held import published
from dayops_dash.desk.proposal import ProposalState
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.web.gate import SETTING
from tests.desk.desk_browser import DeskBrowser
from tests.desk.test_web import base, brought_in, settled, workbook


@pytest.fixture
def home(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared folder, with the switch of the desk set."""
    monkeypatch.setenv(SETTING, "1")
    return home


def test_a_word_that_nobody_has_mapped_is_asked_once_for_all_of_its_cells(home: Path, browser: DeskBrowser) -> None:
    rows = {
        "south-hub": {"Status": "Nearly there"},
        "transport-review": {"Status": "nearly  there"},
        "quality-checkers": {"Status": "Delayed"},
    }
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, rows)))
    assert [one.state for one in draft.reading().proposals].count(ProposalState.UNREADABLE) == 2
    page = browser.get(f"{base(draft)}/bring-in")
    assert page.text.count("“Nearly there” (2 cells) stands for") == 2  # what is asked, and its other way to answer
    (field,) = set(re.findall(r'name="(answer-[0-9a-f]+)"', page.html))
    answered = browser.post(f"{base(draft)}/bring-in", {"act": "words", field: "on track"})
    draft = settled(browser, home, answered.headers["location"])
    reading = draft.reading()
    assert not reading.undecided and "stands for" not in browser.get(f"{base(draft)}/bring-in").text
    assert {one.row: one.accepted["status"] for one in reading.going_in if one.row in rows} == {
        "south-hub": "Nearly there", "transport-review": "Nearly there", "quality-checkers": "Delayed",
    }  # fmt: skip
    browser.get(f"{base(draft)}/check")
    said = published(draft.data)
    assert said.status_words["Nearly there"] == "on track"
    assert said.updates["south-hub"][-1]["reported_status"] == "on track"
    again = brought_in(browser, home, ("b.xlsx", workbook(home, {"transport-review": {"Status": "Nearly there"}})))
    assert not again.reading().undecided  # known for every later return


def test_a_new_conflict_is_named_with_both_sides_before_it_is_published(home: Path, browser: DeskBrowser) -> None:
    rows = {"south-hub": {"Status": "Complete", "Percent complete": 95}}
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, rows)))
    for one in draft.reading().undecided:
        browser.post(f"{base(draft)}/decide", {"act": "take", "n": str(one.number)})
    browser.post(f"{base(draft)}/check", {"role": "Head of commissioning"})
    seen = browser.get(f"{base(draft)}/see").text
    assert "1 new conflict or sum on Sources" in seen and "its status and the share done" in seen
    assert "95% done" in seen


def test_check_says_whose_returns_have_not_come_and_no_sentence_ends_twice(home: Path, browser: DeskBrowser) -> None:
    sent = {"south-hub": {"What was done": "Priced again."}}
    owner = next(line.owner for line in FORMS["actions"].lines(published(home)) if line.key == "south-hub")
    draft = brought_in(browser, home, ("a.xlsx", workbook(home, sent, owner)))
    browser.post(f"{base(draft)}/check", {"role": "Head of commissioning"})
    (missing,) = re.findall(r"Nothing has come from ([^.]+)\.", browser.get(f"{base(draft)}/check").text)
    assert missing.split("; ") == list(draft.reading().not_sent) and owner not in missing
    assert ".." not in re.sub(r"<[^>]+>", "", browser.get(f"{base(draft)}/decide?show=taken").text).replace("...", "")
