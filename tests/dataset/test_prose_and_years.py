"""A number in our words that the paper does not print is noted, and a year that cannot be is refused; what is shipped holds neither."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Library
from dayops_dash.dataset.checks import risk
from dayops_dash.dataset.checks.frames import Frames, read_once
from dayops_dash.dataset.checks.meaning import check_meaning
from dayops_dash.dataset.checks.papers import prose, years
from dayops_dash.dataset.checks.papers.years import no_year
from dayops_dash.dataset.tables import TABLES
from tests.measures.record.altered import Cells, texts, with_rows

READ_TWICE = ("cheshire-east", "dorset", "nottinghamshire", "solihull")


def frames_of(slug: str, table: str = "", key: str = "", **cells: str) -> Frames:
    """Return a council's tables, with cells of one row changed."""
    rows: tuple[Cells, ...] = ()
    if table:
        of = TABLES[table].key
        rows = tuple({**row, **cells} if row[of] == key else row for row in texts(slug, table))
    dataset = with_rows(slug, {table: rows} if table else {})
    return read_once({name: table for name in TABLES if len(table := dataset.table(name))})


def refused(frames: Frames) -> list[tuple[str, str, str]]:
    return [(problem.file, problem.column, problem.found) for problem in check_meaning(frames)]


@pytest.mark.parametrize("slug", Library().slugs())
def test_nothing_is_said_of_what_is_shipped(slug: str) -> None:
    frames = frames_of(slug)
    assert [*prose.notes(frames), *years.notes(frames), *risk.notes(frames)] == [] and refused(frames) == []


@pytest.mark.parametrize(
    ("slug", "table", "key", "column", "words", "number"),
    [
        ("solihull", "intentions", "intention-community-options", "summary", "Demand from people over 57.", "57"),
        ("solihull", "services", "partner-services", "summary", "51 services.", "51"),
        ("cheshire-east", "implications", "equality-information", "statement", "The Care Act 2414.", "2414"),
        ("cheshire-east", "services", "care4ce-day-centres", "summary", "Four as at November 2200.", "2200"),
        ("nottinghamshire", "spend", "envelope", "statement", "Within the £14.8m.", "£14.8m"),
        ("nottinghamshire", "services", "short-breaks", "summary", "Invited to Stage 2, and 1,041 came.", "1,041"),
        ("dorset", "recommendations", "task-and-finish-2023", "summary", "Made in 2032.", "2032"),
    ],
)
def test_a_number_in_our_words_that_the_paper_does_not_print_is_noted(
    slug: str, table: str, key: str, column: str, words: str, number: str
) -> None:
    (note,) = prose.notes(frames_of(slug, table, key, **{column: words}))
    assert (note.file, note.column) == (f"{table}.csv", column) and f"prints no {number}:" in note.basis


@pytest.mark.parametrize("words", ["Care4CE and Care9CE.", "£18.4m, £18.4 million, 1400 or 1,400 people.", "None."])
def test_names_with_a_number_and_other_ways_to_print_one_are_not_noted(words: str) -> None:
    frames = frames_of("nottinghamshire", "spend", "envelope", statement=words)
    assert list(prose.notes(frames)) == []


def test_a_paper_that_was_not_read_twice_is_passed_over() -> None:
    assert (
        list(prose.notes(frames_of("exampleshire", "updates", "data-2026", progress_note="Of 98,765 records."))) == []
    )
    assert list(prose.notes(frames_of("exampleshire", "updates", "data-2026", note="Of 98,765 records."))) == []


@pytest.mark.parametrize(
    ("slug", "table", "key", "words", "number"),
    [
        ("solihull", "survey_questions", "users-how-often", "Only the survey's 520 people.", "520"),
        ("solihull", "survey_questions", "users-how-often", "Of the survey of 2032.", "2032"),
        ("nottinghamshire", "spend", "envelope", "Within the £14.8m.", "£14,800,000"),
        ("cheshire-east", "savings", "planned-total", "The paper says 5.4%.", "5.4%"),
    ],
)
def test_a_number_in_a_note_that_stands_nowhere_else_is_noted(
    slug: str, table: str, key: str, words: str, number: str
) -> None:
    (note,) = prose.notes(frames_of(slug, table, key, note=words))
    assert (note.file, note.column) == (f"{table}.csv", "note") and f"has {number}:" in note.basis


@pytest.mark.parametrize(
    "words",
    [
        "The three add up to 512.",
        "See paragraph 6.9 and Table 31.",
        "Care9CE.",
        "Other than the 1,400 people.",
        "Over 85.",
    ],
)
def test_a_note_may_work_out_a_number_or_name_a_place(words: str) -> None:
    assert list(prose.notes(frames_of("nottinghamshire", "spend", "envelope", note=words))) == []


def test_most_slips_in_numbers_of_our_words_are_noted() -> None:
    """One number of each text in ten, of more than one figure, with a figure changed: four in five are printed nowhere."""
    chance, tried, noted = random.Random(31), 0, 0
    for slug in READ_TWICE:
        for table in ("intentions", "services", "implications", "context", "updates"):
            for row in texts(slug, table):
                column = "statement" if "statement" in row else "progress_note" if table == "updates" else "summary"
                found = list(re.finditer(r"(?<![\w.,])\d{2,}(?!\w)", row.get(column, "")))
                if not found:
                    continue
                at = chance.choice(found).start()
                words = row[column][:at] + str((int(row[column][at]) + 4) % 9 + 1) + row[column][at + 1 :]
                if words == row[column]:
                    continue
                tried += 1
                noted += bool(list(prose.notes(frames_of(slug, table, row[TABLES[table].key], **{column: words}))))
    assert tried >= 20 and noted >= 0.8 * tried, (noted, tried)


@pytest.mark.parametrize(
    ("slug", "table", "key", "column", "cell"),
    [
        ("exampleshire", "savings", "planned-2024-25", "financial_year", "2204/25"),
        ("exampleshire", "savings", "planned-2026-27", "financial_year", "2026/77"),
        ("exampleshire", "savings", "delivered-2024-25", "financial_year", "20240/25"),
        ("cheshire-east", "savings", "planned-year-1", "financial_year", "0221/22"),
        ("exampleshire", "people", "people-2024-25", "period", "2024/250"),
        ("dorset", "context", "care-dorset-founded", "period", "late 2202"),
        ("exampleshire", "mitigations", "cheaper-design", "due_as_written", "summer 20260"),
        ("exampleshire", "mitigations", "cheaper-design", "due_as_written", "summer 2426"),
        ("exampleshire", "updates", "framework-2026", "completed_as_written", "April 20260"),
    ],
)
def test_a_year_that_cannot_be_is_refused(slug: str, table: str, key: str, column: str, cell: str) -> None:
    found = refused(frames_of(slug, table, key, **{column: cell}))
    assert any((file, at) == (f"{table}.csv", column) for file, at, _ in found), found


@given(
    st.integers(1800, 2200), st.sampled_from(["{}", "{}/25", "summer {}", "{}-2035", "1 April {}", "mid-{}", "{}-04"])
)
def test_no_year_of_four_centuries_is_refused(year: int, words: str) -> None:
    assert no_year(words.format(year)) == ""


@pytest.mark.parametrize(
    "cell", ["", "45747", "20260331", "from 1 April 2024", "2021/22 to 2023/24", "wave 12", "£4.5m"]
)
def test_days_as_numbers_and_short_numbers_are_no_years(cell: str) -> None:
    assert no_year(cell) == ""


@pytest.mark.parametrize(
    ("table", "key", "cells", "said"),
    [
        ("risk_axes", "likelihood", {"steps": "6"}, "no band holds a score of 30, which 5 by 6 steps give"),
        ("risk_axes", "impact", {"steps": "4"}, "a band holds 21, which 4 by 5 steps do not give"),
        ("risk_bands", "low", {"lowest_score": "5"}, "no band holds a score of 1,"),
        ("risk_bands", "low", {"highest_score": "4"}, "no band holds a score of 5,"),
        ("risk_bands", "medium", {"lowest_score": "9"}, "no band holds a score of 8,"),
        ("risk_axes", "impact", {"steps": "9"}, "a word for step 6 of impact"),
    ],
)
def test_a_matrix_with_scores_in_no_band_is_noted(table: str, key: str, cells: dict[str, str], said: str) -> None:
    notes = [note.basis for note in risk.notes(frames_of("exampleshire", table, key, **cells))]
    assert any(said in basis for basis in notes), notes


def test_a_step_of_an_axis_comes_once() -> None:
    found = refused(frames_of("exampleshire", "risk_scales", "likelihood-5", step="1"))
    assert ("risk_scales.csv", "step", "1, which another row of likelihood has") in found


@pytest.mark.parametrize(
    ("key", "cells"),
    [
        ("users-who-answered-themselves", {"count": "3"}),
        ("providers-activities-music", {"count": "4"}),
        ("users-times-ageist", {"count": "3"}),
        ("users-assistant-yes", {"as_written": "sixteen people"}),
        ("users-price-more", {"as_written": "", "statement": "Four of the carers would pay more."}),
        ("users-price-more", {"as_written": "", "statement": "15 people would pay more."}),
    ],
)
def test_a_count_without_a_share_is_the_number_in_its_words(key: str, cells: dict[str, str]) -> None:
    (found,) = refused(frames_of("solihull", "survey_answers", key, **cells))
    assert found[:2] == ("survey_answers.csv", "count")


@pytest.mark.parametrize(
    "statement",
    ["Five of the 11 carers would.", "Five people would.", "Some people over 65 would.", "Those would who pay £15.", "1 in 4 people.",
     "Those who have attended for two years or more would.", "More people than in 2019."],
)  # fmt: skip
def test_numbers_that_count_something_else_say_nothing_against_a_count(statement: str) -> None:
    cells = {"as_written": "", "statement": statement}
    assert refused(frames_of("solihull", "survey_answers", "users-price-more", **cells)) == []


@pytest.mark.parametrize(
    ("slug", "table", "key", "column", "cell", "wrong"),
    [
        ("solihull", "documents", "strategy-2022", "covers", "2022-2026", "2022-2026"),
        ("solihull", "documents", "strategy-2022", "covers", "2032-2027", "2032-2027"),
        ("exampleshire", "documents", "progress-2025", "covers", "2026/25", "2026/25"),
        ("exampleshire", "people", "people-2023-24-external", "period", "2023/42", "2023/42"),
        ("dorset", "savings", "no-savings-planned", "statement", "Clearer in the latter months of 2025/25.", "2025/25"),
        (
            "solihull",
            "context",
            "employment-comparator-awaited",
            "statement",
            "Not yet available for 2022/22.",
            "2022/22",
        ),
    ],
)
def test_two_years_that_do_not_follow_each_other_are_noted(
    slug: str, table: str, key: str, column: str, cell: str, wrong: str
) -> None:
    notes = list(years.notes(frames_of(slug, table, key, **{column: cell})))
    assert {(note.file, note.column) for note in notes} == {(f"{table}.csv", column)} and wrong in str(notes[0])


@pytest.mark.parametrize(
    "words", ["2022/25", "In 2024/25, 2025/26.", "2022-2027", "On 20/12/2024 and 2024-12", "Plan 2024/2029"]
)
def test_years_that_may_be_are_not_noted(words: str) -> None:
    assert list(years.notes(frames_of("dorset", "savings", "no-savings-planned", statement=words))) == []
    assert list(years.notes(frames_of("solihull", "documents", "strategy-2022", covers="2022/23"))) == []
