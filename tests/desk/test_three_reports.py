"""Three progress reports on outstanding actions, as one council makes them, brought in as trackers: no page alarms falsely."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.dataset.checks import check
from dayops_dash.desk.draft import settle
from dayops_dash.desk.held import published
from dayops_dash.desk.web.gate import SETTING
from dayops_dash.desk.web.tracker.kept import kept_of
from dayops_dash.measures.plan import progress
from dayops_dash.stories import PAGES
from tests import made_up
from tests.desk.desk_browser import DeskBrowser
from tests.desk.imports.trackers import workbook
from tests.desk.test_web import base, brought_in, step
from tests.desk.test_web_tracker import answer, confirmed, published_by
from tests.desk.workbooks import saved
from tests.measures.plan.test_coverage import DAYS, FALSE, NOT_OF_IT, SAID, WORDS, papers

HEAD = ("Recommendation", "Ref", "Agreed action", "Assessment of progress", "Evidence of progress")
WHOLE = "Widen the choice of day opportunities"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(SETTING, "1")
    (tmp_path / "data").mkdir()
    plan = [made_up.intended("1", "plan", reference="1", title=WHOLE)]
    plan += [
        made_up.intended(f"1{part}", "plan", parent_id="1", reference=f"1{part}", position=str(n), title=f"Part {part}")
        for n, part in enumerate("abcdef", 2)
    ]
    made = made_up.council(tmp_path / "data", documents=papers()[:1], intentions=plan)
    return Path(made.folder)


def report(name: str) -> bytes:
    """A report's table: the recommendation merged down, a part a row, the assessment in the council's own words."""
    rows = [(WHOLE if not n else None, f"1({part})", f"Part {part}", word, f"Told of {part} in {name}.")
            for n, (part, word) in enumerate(SAID[name].items())]  # fmt: skip
    book = workbook([("Progress update on outstanding actions",), (), HEAD, *rows])
    book["Tracker"].merge_cells(f"A4:A{3 + len(rows)}")
    return saved(book)


def test_three_reports_are_brought_in_and_no_page_alarms_falsely(home: Path) -> None:
    browser = DeskBrowser(home.parent)
    asked = []
    for name in SAID:
        draft = brought_in(browser, home, (f"{name}.xlsx", report(name)), council=home.name, as_of=DAYS[name])
        if not draft.is_read:
            draft = confirmed(browser, home, draft)
        kept = kept_of(draft)
        assert kept is not None
        asked.append(len(kept.questions))
        if kept.questions:
            draft = answer(
                browser, home, draft, **{question.about: WORDS[question.about] for question in kept.questions}
            )
        for one in draft.reading().undecided:
            assert (one.form, one.row) == ("descents", "1f"), (
                one
            )  # it was superseded: somebody says by what, or lets it be
            browser.post(f"{base(draft)}/decide", {"act": "keep", "n": str(one.number)})
        assert "Nothing is left to decide" in step(browser, draft, "decide").text
        published_by(browser, draft)
    assert asked == [3, 1, 0]  # On track is a word of ours; Not achieved comes with the second report
    assert check(home) == []
    council = Library(home.parent).dataset(home.name)
    lines = {line.intention_id: line for line in progress.lines(council.at(date(2026, 8, 1)))}
    assert {key: lines[f"1{key}"].status_as_written for key in "abcdef"} == {
        "a": "Fully achieved", "b": "Fully achieved", "c": "Fully achieved", "d": "Fully achieved", "e": "On track", "f": "Superseded",
    }  # fmt: skip
    for day in ("2025-08-01", "2026-02-01", "2026-08-01"):
        for page, its in PAGES.items():
            said = its.story(council.at(date.fromisoformat(day))).markdown()
            told = [line for line in said.splitlines() if not any(words in line for words in NOT_OF_IT)]
            assert [line for line in told if any(words in line.lower() for words in FALSE)] == [], (page, day)


def test_parts_that_are_new_are_offered_as_parts_of_their_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SETTING, "1")
    (tmp_path / "data").mkdir()
    empty = made_up.council(tmp_path / "data", documents=papers()[:1], intentions=[made_up.intended("old", "plan")])
    home, browser = Path(empty.folder), DeskBrowser(tmp_path / "data")
    rows = [
        ("1", WHOLE, ""),
        ("1a", "Open a garden", "On track"),
        ("1(b)", "Set up a choir", "On track"),
        ("2.1", "A bus", "On track"),
    ]
    draft = brought_in(
        browser, home, ("a.xlsx", saved(workbook([("Ref", "Action", "Status"), *rows]))), council=home.name
    )
    draft = confirmed(browser, home, draft)
    new = {one.values["title"]: one for one in draft.reading().proposals if one.form == "new_actions"}
    assert [one.values.get("part_of", "") for one in new.values()] == ["", "1", "1", ""]
    child = {"act": "take", "n": str(new["Open a garden"].number)}
    early = browser.post(f"{base(draft)}/decide", child)
    assert early.status == 422 and "Bring it in first" in early.text
    for one in new.values():
        assert browser.post(f"{base(draft)}/decide", {"act": "take", "n": str(one.number)}).status == 303
    settle(home, draft.data)
    rows_now = published(draft.data).rows("intentions")
    whole = new[WHOLE].row
    assert {row["title"] for row in rows_now.values() if row["parent_id"] == whole} == {
        "Open a garden",
        "Set up a choir",
    }
