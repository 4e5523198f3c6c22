"""What is told beside a due date: the date that it was moved from, who gave its days, and that a start is never late."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.plan.actions import action_grid
from dayops_dash.figures.plan.intention import intention_figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.due import GIVEN, DueDetails, due_details
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Derived
from dayops_dash.measures.record.facts import facts
from tests.made_up import council, intended, told

LATER = date(2026, 11, 29)


def known(root: Path, words: str, edtf: str, sense: str) -> Council:
    """Return a council with one due date, as known long after it."""
    update = told("one", due=words, edtf=edtf, due_sense=sense)
    return council(root, intentions=[intended("one")], updates=[update]).at(LATER)


def only(known_then: Council) -> Line:
    (line,) = progress.lines(known_then)
    return line


def told_at_length(known_then: Council) -> dict[str, str]:
    figure = intention_figure(known_then, "one")
    assert figure
    return dict(figure.entries[0].pairs)


def test_a_moved_date_keeps_the_old_one_beside_the_new(tmp_path: Path) -> None:
    moved = known(tmp_path, "Spring 2025 (delayed from Autumn 2024)", "2025-21", "finish")

    assert only(moved).due_details == DueDetails("Autumn 2024")
    assert told_at_length(moved)["Due before it was moved"] == "“Autumn 2024”"


def test_an_interval_typed_by_hand_says_who_gave_it(tmp_path: Path) -> None:
    typed = known(tmp_path, "Easter 2025", "2025-04-18/2025-04-21", "finish")

    assert only(typed).due_details.given_by_council
    assert told_at_length(typed)["Days meant"] == f"From 18 April 2025 to 21 April 2025 ({GIVEN})"
    assert (
        f"Easter 2025 ({GIVEN}: from 18 April 2025 to 21 April 2025)"
        in action_grid(typed, progress.lines(typed)).rows[0]
    )
    found = facts(typed)
    of_days = found[
        (found["table"] == "updates") & found["measure"].str.startswith("due") & (found["subject"] == "Task one")
    ]
    assert set(of_days[of_days["measure"] != "due, as written"]["qualifier"]) == {f"finish, {GIVEN}"}


def test_an_academic_year_is_told_with_its_days(tmp_path: Path) -> None:
    school = known(tmp_path, "academic year 2024/25", "2024-09-01/2025-08-31", "finish within")

    assert "the academic year" in told_at_length(school)["Days meant"]


def test_a_date_that_we_read_says_no_more_than_its_words(tmp_path: Path) -> None:
    read = known(tmp_path, "March 2025", "2025-03", "finish")

    assert only(read).due_details == DueDetails()
    assert not {"Days meant", "Due before it was moved"} & set(told_at_length(read))


def test_vague_days_are_inferred_and_not_given(tmp_path: Path) -> None:
    assert not only(known(tmp_path, "from the late summer onwards", "2024-08/..", "vague")).due_details.given_by_council


def test_what_only_starts_is_never_past_its_date(tmp_path: Path) -> None:
    """Whatever end is typed for it: "to start between April and June 2024"."""
    starts = known(tmp_path, "between April and June 2024, says the lead", "2024-04/2024-06", "start")

    assert only(starts).derived is Derived.BEGUN_NO_UPDATE


def test_no_shipped_interval_was_given_by_a_council() -> None:
    for slug in Library(DATA).slugs():
        shown = Library(DATA).dataset(slug).at(LATER)
        assert not any(details.given_by_council for details in due_details(shown).values()), slug
