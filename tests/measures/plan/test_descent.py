"""The identity of an action over the years: followed from paper to paper, counted once, shown where it changed and where it is shown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import Dataset
from dayops_dash.dataset.checks import check
from dayops_dash.figures.plan.descent import descent_figure
from dayops_dash.figures.plan.intention import intention_figure
from dayops_dash.measures.changes.between import changes
from dayops_dash.measures.changes.change import ChangeKind
from dayops_dash.measures.plan import descent, progress
from dayops_dash.stories.changes import changes as page
from tests import made_up

BEFORE, NOW = date(2023, 7, 1), date(2024, 7, 1)


def step(earlier: str, became: str, later: str = "", **cells: str) -> made_up.Cells:
    row = {"descent_id": f"{earlier}-{later or 'end'}", "from_intention_id": earlier, "to_intention_id": later}
    return {**row, "became": became, "basis": "stated", "document_id": "second", **cells}


STEPS = [
    step("old-a", "carried on as", "new-a"),
    step("old-b", "merged into", "new-b"),
    step("old-c", "merged into", "new-b"),
    step("old-d", "split into", "new-c"),
    step("old-d", "split into", "new-d", basis="our reading"),
    step("old-e", "replaced by", "new-e"),
    step("old-f", "dropped", reason="The building was sold."),
]


def council(root: Path, steps: list[made_up.Cells] | None = None) -> Dataset:
    """Return a council whose second plan carries on what the first said: one each way, and one that nobody speaks of."""
    plan = [made_up.intended(f"old-{n}", position=str(i)) for i, n in enumerate("abcdefg", 1)]
    plan += [made_up.intended(f"new-{n}", "second", position=str(i)) for i, n in enumerate("abcde", 1)]
    updates = [made_up.told(f"old-{n}", "ongoing", edtf="2023-12") for n in "abcdef"]
    updates += [made_up.told(f"new-{n}", edtf="2025-12", paper="second") for n in "abcde"]
    return made_up.council(root, intentions=plan, updates=updates, descents=STEPS if steps is None else steps)


def test_what_is_carried_on_is_counted_once(tmp_path: Path) -> None:
    its = council(tmp_path)
    assert [line.intention_id for line in progress.counted(its.at(BEFORE))] == [f"old-{n}" for n in "abcdefg"]
    assert [line.intention_id for line in progress.counted(its.at(NOW))] == ["old-g", *(f"new-{n}" for n in "abcde")]
    assert progress.passed(its.at(NOW), NOW) == ()  # none of the old dates is held against what goes on with a new one
    assert [line.intention_id for line in progress.not_reported(its.at(NOW))] == ["old-g"]


def test_a_line_of_descent_is_followed_both_ways_and_not_to_its_sisters(tmp_path: Path) -> None:
    its = council(tmp_path).at(NOW)
    assert [(s.earlier, s.became, s.later) for s in descent.line_of(its, "new-b")] == [
        ("old-b", "merged into", "new-b"),
        ("old-c", "merged into", "new-b"),
    ]
    assert [(s.earlier, s.later) for s in descent.line_of(its, "old-b")] == [("old-b", "new-b")]
    assert [(s.earlier, s.later) for s in descent.line_of(its, "new-d")] == [("old-d", "new-d")]
    assert descent.line_of(its, "old-g") == () and descent.line_of(its.on(BEFORE), "old-a") == ()


def test_nothing_that_has_a_line_of_descent_is_dropped_without_a_word(tmp_path: Path) -> None:
    its = council(tmp_path).at(NOW)
    found = changes(its.on(BEFORE), its)
    assert {change.key for change in found if change.kind is ChangeKind.DROPPED} == {"old-g"}
    assert {change.key for change in found if change.kind is ChangeKind.TAKEN_UP} == {f"new-{n}" for n in "abcde"}


def test_the_figure_says_what_became_of_each(tmp_path: Path) -> None:
    figure = descent_figure(council(tmp_path).at(NOW))
    assert figure and figure.title == (
        "What became of 6 earlier commitments: one carried on, two merged, two split, one replaced and one dropped"
    )
    told = [path.words for path in figure.paths]
    assert "Task old-b (1 June 2023), merged into Task new-b (1 June 2024)" in told and len(told) == len(STEPS)
    assert "Task old-f (1 June 2023), dropped (1 June 2024), because the building was sold" in told
    assert "split into (our reading) Task new-d" in " ".join(told)
    assert figure.grid.rows[-1][1:4] == ("Dropped", "", "The building was sold.")
    assert figure.grid.rows[4][1] == "Split into (our reading)"


def test_it_is_shown_on_changes_and_where_one_intention_is_shown(tmp_path: Path) -> None:
    its = council(tmp_path).at(NOW)
    assert "descent" in [figure.figure_id for figure in page(its).figures]
    shown = intention_figure(its, "old-f")
    assert shown and (
        "“Task old-f” dropped, because the building was sold (1 June 2024)" in dict(shown.entries[0].pairs).values()
    )
    shown = intention_figure(its, "new-a")
    assert shown and (
        "“Task old-a” carried on as “Task new-a”, its date from “2023-12” to “2025-12” (1 June 2024)"
        in dict(shown.entries[0].pairs).values()
    )


def test_a_council_without_any_has_no_figure(tmp_path: Path) -> None:
    assert descent_figure(council(tmp_path, []).at(NOW)) is None


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([step("old-a", "carried on as")], "the later intention"),
        ([step("old-a", "dropped", "new-a", reason="Sold.")], "an empty cell: it was dropped"),
        ([step("old-a", "dropped")], "why it was dropped"),
        ([step("old-a", "replaced by", "old-a")], "does not lead back to this one"),
        (
            [step("old-a", "replaced by", "new-a"), step("new-a", "replaced by", "old-a")],
            "does not lead back to this one",
        ),
        ([step("old-a", "replaced by", "no-such")], "a intention_id that intentions.csv has"),
    ],
)
def test_what_cannot_be_is_refused(tmp_path: Path, wrong: list[made_up.Cells], said: str) -> None:
    found = [str(problem) for problem in check(council(tmp_path, wrong).folder)]
    assert found and all(said in one for one in found), found


def test_what_is_right_passes(tmp_path: Path) -> None:
    assert check(council(tmp_path).folder) == []
