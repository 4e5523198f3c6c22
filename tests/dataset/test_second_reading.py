"""Figures held to a second reading of their paper: what a paper prints, what check says, and what a public copy keeps of it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import DATA, DatasetError
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.table_file import as_csv
from dayops_dash.dataset.second_reading import PRINTED, SecondReading, printed_numbers, read_back, readings
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.add_second_reading import take_numbers
from dayops_dash.dataset.writing.put import read_rows

PAPERS = {  # the papers of each council that are read twice: all that figures were typed from
    "nottinghamshire": {"strategy-2022", "select-committee-2023-03", "areas-reference"},
    "solihull": {"strategy-2022", "areas-reference"},
    "dorset": {"overview-committee-2024-07", "areas-reference"},
    "cheshire-east": {"cabinet-2021-02", "areas-reference"},
}
TEXT = """Purpose

1. The budget of £18.4 million is spent on 1,400 people, 65% of them
aged 18 to 64, and 30 per cent of £2,086K is for transport.
- 4.2 Two thirds of 45 services agreed; twelve did not answer. Telephone 0115 804 3675, reference 8043675.
"""


def read(text: str) -> frozenset[SecondReading]:
    return read_back(printed_numbers(text, "paper", "public")).get("paper", frozenset())


def test_a_paper_prints_its_numbers_with_their_signs_and_not_those_of_paragraphs_and_telephones() -> None:
    figures = {(18_400_000, "GBP"), (2_086_000, "GBP"), (65, "%"), (30, "%")}
    counts = {(n, "") for n in (1_400, 18, 64, 45, 12)}
    found = read(TEXT)
    assert figures | counts <= found
    assert not {r.value for r in found} & {1, 4.2, 115, 8_043_675}


@given(st.integers(0, 999_999), st.sampled_from(["{:,}", "£{:,}", "{:,}%", "{:,} per cent", "£{:,}m", "£{:,} million"]))
def test_a_number_is_read_as_it_is_printed_wherever_it_stands(number: int, how: str) -> None:
    printed = how.format(number)
    times = 1_000_000 if "m" in printed and "£" in printed else 1
    unit = "GBP" if "£" in printed else "%" if "%" in printed or "per" in printed else ""
    for text in (printed, f"It was {printed}.", f"It was\n{printed}, as\nbefore", f"({printed})"):
        assert SecondReading(number * times, unit) in read(text), text


@pytest.mark.parametrize("council", PAPERS)
def test_every_paper_of_a_council_is_read_twice(council: str) -> None:
    rows = read_rows(DATA / council, PRINTED)
    assert {row["document_id"] for row in rows} == PAPERS[council]
    assert len({row["printed_id"] for row in rows}) == len(rows)
    assert all(readings(row["as_written"]) or re.fullmatch("[a-z]+", row["as_written"]) for row in rows)


@pytest.mark.parametrize(
    ("table", "key", "cells", "words"),
    [
        (
            "spend",
            "budget-2022-23",
            {"amount_gbp": "19400000", "as_written": "£19.4 million"},
            "£19.4 million",
        ),
        ("context", "talking-18-months", {"value": "19.5", "as_written": "19.5 months"}, "19.5"),
        ("context", "strategy-introduced", {"period": "April 2024"}, "2024"),
    ],
)
def test_a_figure_altered_with_its_words_is_found(
    tmp_path: Path, table: str, key: str, cells: dict[str, str], words: str
) -> None:
    """The same slip in the number and in its words, which no other row contradicts."""
    folder = tmp_path / "nottinghamshire"
    shutil.copytree(DATA / "nottinghamshire", folder)
    rows = read_rows(folder, table)
    changed = next(row for row in rows if row[TABLES[table].key] == key)
    changed.update(cells)
    (folder / f"{table}.csv").write_bytes(as_csv(table, rows))
    found = [problem for problem in check(folder) if problem.expected == "a number that the paper prints"]
    assert [(p.file, p.row) for p in found] == [(f"{table}.csv", rows.index(changed) + 2)]
    assert words in found[0].found
    (folder / "printed_numbers.csv").write_bytes(as_csv(PRINTED, []))
    assert not [problem for problem in check(folder) if problem.expected == "a number that the paper prints"]


def test_a_text_of_another_paper_is_not_taken(tmp_path: Path) -> None:
    folder = tmp_path / "dorset"
    shutil.copytree(DATA / "dorset", folder)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(DatasetError, match="expected a number that the paper prints"):
        take_numbers(folder, "overview-committee-2024-07", "Only 3 of 7.")
    with pytest.raises(DatasetError, match="has no paper 'other'"):
        take_numbers(folder, "other", "Only 3 of 7.")
    with pytest.raises(DatasetError, match="prints no number"):
        take_numbers(folder, "overview-committee-2024-07", "Nothing.")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_what_no_figure_holds_is_told_and_a_second_taking_replaces_the_first(tmp_path: Path) -> None:
    folder = tmp_path / "dorset"
    shutil.copytree(DATA / "dorset", folder)
    paper = "overview-committee-2024-07"
    printed = "\n".join(row["as_written"] for row in read_rows(folder, PRINTED))
    taken = take_numbers(folder, paper, f"{printed}\n£77.7m for 4,321 people")
    assert taken.printed == len(printed.splitlines()) + 2
    assert {"£77.7m", "4,321"} <= set(taken.in_no_row)
    assert take_numbers(folder, paper, printed).printed == taken.printed - 2
    assert not check(folder)


@pytest.mark.parametrize("column", ["population", "aged_65_and_over"])
def test_residents_that_their_source_does_not_print_are_found(tmp_path: Path, column: str) -> None:
    """One out in one ward: like every other ward, and no total is stated."""
    folder = tmp_path / "solihull"
    shutil.copytree(DATA / "solihull", folder)
    rows = read_rows(folder, "areas")
    rows[3][column] = str(int(rows[3][column]) + 1)
    (folder / "areas.csv").write_bytes(as_csv("areas", rows))
    found = [problem for problem in map(str, check(folder)) if "areas.csv, row 5" in problem]
    assert len(found) == 1 and f"column {column}" in found[0] and f"{int(rows[3][column]):,}" in found[0]
