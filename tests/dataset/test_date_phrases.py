"""Phrases as councils write them, each with its right reading, decided before it was read."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA
from dayops_dash.dataset.dates import interval, read_due
from dayops_dash.dataset.vocabulary import DueSense

PHRASES = Path(__file__).parent / "phrases"
PAPER = date(2024, 7, 23)  # from which the remainder of a year counts
Row = dict[str, str]


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


EVERY = [row for path in sorted(PHRASES.glob("*.csv")) for row in rows_of(path)]


@pytest.mark.parametrize("row", EVERY, ids=lambda row: row["as_written"])
def test_a_phrase_reads_as_it_was_decided(row: Row) -> None:
    due = read_due(row["as_written"], said_on=PAPER)

    assert (due.sense, due.edtf) == (row["sense"], row["edtf"]), row["why"]


def test_the_phrases_are_many_and_their_answers_can_be() -> None:
    assert len(EVERY) == len({row["as_written"] for row in EVERY}) > 450
    for row in EVERY:
        assert row["sense"] in set(DueSense) and interval(row["edtf"])
        if row["sense"] == DueSense.NOT_UNDERSTOOD:
            assert row["edtf"] == ""


@pytest.mark.parametrize(
    ("words", "edtf", "former"),
    [
        ("Spring 2025 (delayed from Autumn 2024)", "2025-21", "Autumn 2024"),
        ("Spring 2025 [was AUTUMN 2024]", "2025-21", "AUTUMN 2024"),
        ("31 March 2025 (was 31 December 2024)", "2025-03-31", "31 December 2024"),
        ("moved from March 2024 to June 2024", "2024-06", "March 2024"),
        ("revised to June 2025 (originally March 2025)", "2025-06", "March 2025"),
        ("Was Q2 2024/25 – now Q4 2024/25", "2025-01-01/2025-03-31", "Q2 2024/25"),
        ("(was March 2024) June 2024", "2024-06", "March 2024"),
        ("by 31 March 2025 (was by 31 December 2024)", "../2025-03-31", "by 31 December 2024"),
        ("Slipped to Q1 2025/26", "2025-04-01/2025-06-30", ""),
    ],
)
def test_a_moved_date_keeps_the_old_one_beside_the_new(words: str, edtf: str, former: str) -> None:
    due = read_due(words)

    assert (due.edtf, due.formerly_as_written) == (edtf, former)


@pytest.mark.parametrize(
    "words",
    ["March 2024 delayed from June 2024", "June 2024 brought forward from March 2024", "June 2024 (was June 2024)"],
)
def test_a_date_that_cannot_have_replaced_the_other_is_not_read(words: str) -> None:
    assert read_due(words).sense is DueSense.NOT_UNDERSTOOD


def test_an_academic_year_says_so() -> None:
    assert read_due("academic year 2024/25").remark == "the academic year, 1 September to 31 August"
    assert read_due("2024/25").remark == ""


@pytest.mark.parametrize("said_on", [date(2025, 4, 1), date(2030, 1, 1)])
def test_nothing_remains_of_a_year_that_is_over(said_on: date) -> None:
    assert read_due("remainder of 2024/25", said_on=said_on).sense is DueSense.NOT_UNDERSTOOD


def test_what_remains_of_a_year_ahead_is_all_of_it() -> None:
    assert read_due("remainder of 2024/25", said_on=date(2024, 2, 1)).edtf == "2024-04-01/2025-03-31"


def shipped() -> list[tuple[str, str, Row]]:
    """Return every table's words for a date with the interval typed beside them, and the row."""
    every = [row for path in sorted(DATA.glob("*/*.csv")) for row in rows_of(path)]
    pairs = [(column, column.replace("_edtf", "_as_written"), row) for row in every for column in row]
    return [(row[words], row[c], row) for c, words, row in pairs if c.endswith("_edtf") and row.get(words)]


BY_HAND = {  # intervals that the words alone do not give: the row's note says why
    ("from the late summer onwards", "2024-08/.."),
    ("In the remainder of 2024/25", "2024-07-23/2025-03-31"),  # from the paper's date
}


def test_every_shipped_interval_is_that_of_its_words() -> None:
    assert len(shipped()) > 60
    for words, edtf, row in shipped():
        assert interval(read_due(words).edtf) == interval(edtf) or (words, edtf) in BY_HAND, row
