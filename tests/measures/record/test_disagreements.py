"""A disagreement stands until the paper that settles it is out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.figures.record.disagreements import conflicts_figure, sums_figure
from dayops_dash.measures.questions.rules import BY_KEY
from dayops_dash.measures.record.arithmetic import checks
from dayops_dash.measures.record.disagreements import PointClass, points, settled, standing
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
    assert (
        shown.title == "1 conflict and 0 points to note in the papers"
        and "One more was settled by a later paper." in shown.words
    )
    assert [(line[1], "Report second, paragraph 7" in str(line[4])) for line in shown.grid.rows] == [
        ("conflict", False),
        ("settled (conflict)", True),
    ]
    assert [e.key for e in BY_KEY["figures-conflict"].find(after)] == ["b"]


def test_every_disagreement_of_the_papers_stands() -> None:
    for slug in Library().slugs():
        now = Library().dataset(slug).at()
        assert standing(now) == now.rows("conflicts") and settled(now) == ()


def test_each_point_is_in_one_class_and_says_both_sides_with_their_places() -> None:
    for slug in Library().slugs():
        now = Library().dataset(slug).at()
        found = points(now)
        assert len(found) == len(now.rows("conflicts")) + len(checks.failed(now)) == len({p.key for p in found.every})
        for point in found.every:
            assert point.says and point.other_says and point.locator and point.other_locator
            assert (point.kind is PointClass.BETWEEN_PAPERS) == (point.between_papers and point.grade == "conflict")


def test_only_a_conflict_of_two_papers_is_counted_as_papers_that_disagree() -> None:
    now = points(Library().dataset("nottinghamshire").at(date(2023, 3, 13)))
    assert now.between_papers == ()  # two counts of people, 11 months apart, may be of different people
    assert "people-number" in {p.key for p in now.definitions}
    assert now.conflicts == () and [p.says for p in now.rounding] == ["32%"]
    solihull = points(Library().dataset("solihull").at(date(2023, 3, 13)))
    assert solihull.between_papers == ()  # one paper cannot disagree with another
    assert {p.key for p in solihull.within_paper if not p.is_sum} == {"further-149", "older-people-fewest"}
    may_differ = {
        "people-2021-22",
        "direct-payment-use",
        "supported-living",
    }  # each row's own note says of whom else one may be
    assert may_differ <= {p.key for p in solihull.definitions}
    assert len(solihull.fewer_answered) == 9 and all(p.is_sum for p in solihull.fewer_answered)
    assert [p.says for p in solihull.cut_off] == ["66%"] and not any(p.is_sum for p in solihull.conflicts)


def test_points_are_counted_in_the_same_words_everywhere() -> None:
    now = points(Library().dataset("nottinghamshire").at(date(2023, 3, 13)))
    assert now.counted_in_words == "0 conflicts and 22 points to note in the papers"
    assert now.smaller_in_words == "17 of definition, 2 of small numbers, 2 of citation and 1 of rounding"
    none = points(Library().dataset("dorset").at(date(2000, 1, 1)))
    assert (none.counted_in_words, none.smaller_in_words) == ("0 conflicts and 0 points to note in the papers", "")


@pytest.mark.parametrize(
    ("slug", "title", "first"),
    [
        ("solihull", "Nine percentages fit if a few people skipped the question; one if cut off, not rounded", "82%"),
        ("cheshire-east", "Two sums differ only in rounding", "249"),
        ("dorset", "All 4 sums that we worked out again hold", ""),
    ],
)
def test_a_sum_is_told_as_what_it_most_likely_is_and_what_nothing_explains_comes_first(
    slug: str, title: str, first: str
) -> None:
    shown = sums_figure(Library().dataset(slug).at(date(2026, 1, 1)))
    assert shown.title == title
    assert [row[2] for row in shown.grid.rows][:1] == ([first] if first else [])
