"""A disagreement stands until the paper that settles it is out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dayops_dash.dataset import Library
from dayops_dash.figures.records import conflicts_figure
from dayops_dash.measures.disagreements import settled, standing
from dayops_dash.measures.questions import BY_KEY
from tests.made_up import FIRST, SECOND, council

ROW = {"grade": "conflict", "says": "10", "other_says": "12", "other_locator": "2", "other_document_id": "first"}


def test_settled_from_the_day_of_the_paper_that_settles_it(tmp_path: Path) -> None:
    row = {**ROW, "title": "People", "document_id": "first"}
    rows = [{**row, "conflict_id": "a", "settled_document_id": "second", "settled_locator": "paragraph 7"}]
    made = council(tmp_path, conflicts=[*rows, {**row, "conflict_id": "b"}])
    before, after = made.at(date.fromisoformat(FIRST)), made.at(date.fromisoformat(SECOND))
    assert [r["conflict_id"] for r in standing(before)] == ["a", "b"] and settled(before) == ()
    assert [r["conflict_id"] for r in standing(after)] == ["b"]
    assert [r["conflict_id"] for r in settled(after)] == ["a"]
    shown = conflicts_figure(after)
    assert shown.title.startswith("1 conflict and 0") and "One more was settled by a later paper." in shown.words
    assert [(line[1], "Report second, paragraph 7" in str(line[4])) for line in shown.grid.rows] == [
        ("conflict", False),
        ("settled (conflict)", True),
    ]
    assert [e.key for e in BY_KEY["figures-conflict"].find(after)] == ["b"]


def test_every_disagreement_of_the_papers_stands() -> None:
    for slug in Library().slugs():
        now = Library().dataset(slug).at()
        assert standing(now) == now.rows("conflicts") and settled(now) == ()
