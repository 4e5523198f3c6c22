"""The page of changes: its numbers by a plain loop over the files, its empty states, and any day asked for."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.figures.changes.changed import short_words
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.stories.changes import changes, compared_with, kinds
from tests.made_up import council as made_up
from tests.made_up import intended
from tests.test_stories import figure, plain


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def rows(found: tuple[Figure, ...], kind: str) -> list[tuple[object, ...]]:
    told = (f for f in found if f.figure_id in ("changed", "arrived"))
    return [row for f in told for row in f.grid.rows if str(row[1]).startswith(kind)]


def test_nottinghamshire_by_a_plain_loop_over_the_files() -> None:
    found = changes(council("nottinghamshire", date(2023, 3, 13))).figures
    stated = plain("nottinghamshire", "intentions")
    strategy = {i["intention_id"]: i["title"] for i in stated if i["document_id"] == "strategy-2022"}
    links = [x for x in plain("nottinghamshire", "intention_links") if x["relation"] in ("reported as", "restated as")]
    taken = {x["from_intention_id"] for x in links}
    dropped = [title for key, title in strategy.items() if key not in taken]
    assert [row[0] for row in rows(found, "No line in the latest paper")] == dropped
    later = [i["intention_id"] for i in stated if i["document_id"] != "strategy-2022"]
    complete = {u["intention_id"] for u in plain("nottinghamshire", "updates") if u["reported_status"] == "complete"}
    to = {x["to_intention_id"] for x in links}
    assert len(rows(found, "Reported complete")) == len(complete)
    assert len(rows(found, "Taken up")) == len(to - complete)
    assert len(rows(found, "New")) == len(set(later) - to - complete)
    points = [
        c["grade"]
        for c in plain("nottinghamshire", "conflicts")
        if "select-committee-2023-03" in (c["document_id"], c["other_document_id"])
    ]
    assert len(rows(found, "Conflict in the papers")) == points.count("conflict") == 0
    assert len(rows(found, "Point to note in the papers")) == len(points)
    flows = next(f for f in found if f.figure_id == "flow")
    assert f"{len(taken)} of {len(strategy)} commitments continue as {len(to)} later items" in flows.title
    assert f"{len(dropped)} have no later update (our reading)" in flows.title and flows.flow
    assert [b.number for b in flows.flow.left] == [len(taken), len(dropped)]
    assert [b.number for b in flows.flow.right] == [len(to), len(set(later) - to)]
    seven = [
        row for row in rows(found, "Taken up") + rows(found, "New") + rows(found, "Reported") if str(row[0])[1:2] == "."
    ]
    assert sorted(str(row[0])[0] for row in seven) == list("abcdefg")


def test_tiles_count_the_rows_and_lead_to_them() -> None:
    now = council("nottinghamshire")
    for shown in changes(now).figures:
        for tile in shown.tiles:
            assert tile.link
            choices = dict(tile.link.choices)
            alone = changes(now, date.fromisoformat(choices["since"]), choices["kind"]).figures
            assert [len(group.cards) for group in alone[0].cards] == [len(alone[0].grid.rows)]
            assert str(len(alone[0].grid.rows)) == tile.value


@pytest.mark.parametrize("slug", ["dorset", "cheshire-east", "solihull"])
def test_one_paper_is_an_empty_state_that_says_where_to_look(slug: str) -> None:
    story = changes(council(slug))
    assert "nothing to compare yet: one paper" in story.answer
    assert all(tile.link for tile in story.figures[0].tiles)
    assert "no paper is known" in changes(council(slug, date(2020, 1, 1))).answer


@pytest.mark.parametrize("kind", ChangeKind)
def test_each_kind_is_counted_in_the_singular_and_in_the_plural(kind: ChangeKind) -> None:
    noun = re.compile(r"\b(date|risk score|risk|measure|conflict|point|figure|item)(s?)\b")
    one, two = (noun.search(short_words(number, kind, 0)) for number in (1, 2))
    assert (one is None) == (two is None)
    if one and two:
        assert (one[2], two[2]) == ("", "s")


def test_dates_passed_since_one_paper_are_told() -> None:
    assert (
        "By 1 April 2023 four dates in the paper had passed."
        in changes(council("solihull", date(2023, 4, 1))).figures[0].words
    )


def test_any_day_before_can_be_compared_with_and_a_later_one_is_the_usual_day() -> None:
    now = council("nottinghamshire", date(2023, 3, 13))
    usual = date(2022, 4, 30)
    assert [compared_with(now, x) for x in (None, date(2023, 3, 13), date(2024, 1, 1))] == [usual] * 3
    assert compared_with(now, date(2023, 3, 12)) == date(2023, 3, 12)
    assert "must be before the day shown" in changes(now, date(2024, 1, 1)).caution and not changes(now).caution
    assert changes(now, None, "rubbish").answer == changes(now).answer
    assert "Nothing" in changes(council("dorset", date(2024, 7, 25)), date(2024, 7, 24)).figures[0].title


def test_nothing_flows_from_a_paper_to_itself() -> None:
    """Between a report and today dates pass, and no paper says anything: the same paper would stand on both sides."""
    now = council("exampleshire", date(2026, 12, 1))
    latest = now.latest_report_on
    assert latest
    assert "flow" not in [f.figure_id for f in changes(now, latest).figures]
    assert (
        changes(now).figures[0].figure_id == "flow" and changes(now, date(2025, 6, 24)).figures[0].figure_id == "flow"
    )


def test_kinds_are_those_there_are() -> None:
    now = council("nottinghamshire", date(2023, 3, 13))
    assert list(kinds(now, date(2022, 4, 30))) == ["", "completed", "dropped", "point", "taken_up", "new"]
    assert list(kinds(now, None)) == [""]


def test_a_made_up_pair_is_told_whole(tmp_path: Path) -> None:
    story = changes(made_up(tmp_path, intentions=[intended("a"), intended("b", "second")]).at())
    assert story.answer.endswith(" this changed. One not in the latest paper (our reading) and one other new item.")
    assert [f.figure_id for f in story.figures] == ["changed", "arrived"]
    assert figure(story.figures, "changed").grid.rows[0][4] == "Not in that paper (our reading)"
