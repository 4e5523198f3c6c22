"""What documents print as the papers' own is what ``facts`` lists, to the last digit; what is worked out is named, column by column."""

from __future__ import annotations

import io

import openpyxl
import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.measures.record.facts import facts
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.workbook.workbook import FIRST_ROW, NO_VALUE, named, stories_of, workbook

WORKED_OUT = {  # by figure: columns of counts, sums, shares, differences and limits, which no paper prints as such
    "agreement": {"agree_in_all", "disagree_in_all"},
    "answered": {"number"},
    "area-map": {"aged_65_and_over_pct", "expected", "index", "index_high", "index_low"},
    "attendance": {"below_highest_pct"},
    "cost": {"beside_gbp", "central_gbp", "high_gbp", "low_gbp", "people", "share_pct"},
    "cost-per-person": {"per_person_gbp"},
    "funnel": {"expected", "high", "low"},
    "judged": {"aims", "national", "with_baseline", "with_direction", "with_number", "with_target"},
    "mixes": {"central_gbp", "high_gbp", "low_gbp", "share1_pct", "share2_pct", "share3_pct", "share4_pct"},
    "projections": {"growth_pct"},
    "questions": {"evidence", "number", "weight"},
    "representation": {"index", *(f"index_{end}_of_{base}" for end in ("low", "high") for base in (220, 260))},
    "risk-counts": {"number"},
    "rules": {"found", "weight"},
    "saving-share": {"base_gbp", "share_pct"},
    "savings": {"delivered_so_far_gbp", "planned_so_far_gbp"},
    "shift": {"share_pct"},
    "split": {"share_pct"},
    "standing": {"intentions"},
    "swings": {"at_high_gbp", "at_low_gbp"},
    "timeline": {"days_late", "days_since_evidence"},
}
FEWEST = {"nottinghamshire": 150, "dorset": 80, "cheshire-east": 150, "solihull": 150, "exampleshire": 100}


def values(council: Council) -> set[float]:
    """Return every number that ``facts`` lists, read from its words as anyone would."""
    found = set()
    for value in facts(council)["value"]:
        try:
            found.add(float(value))
        except ValueError:
            continue
    return found


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_number_that_a_paper_prints_is_read_back_equal_to_a_fact(slug: str) -> None:
    council = Library().dataset(slug).at()
    pack, known = Pack(council), values(council)
    book = openpyxl.load_workbook(io.BytesIO(workbook(pack)))
    read = 0
    for one in named(stories_of(pack)):
        worked_out = WORKED_OUT.get(one.figure.figure_id, set())
        for across, heading in enumerate(one.figure.grid.headings, start=1):
            if heading.code in worked_out:
                continue
            for down in range(FIRST_ROW + 2, FIRST_ROW + 2 + len(one.figure.grid.rows)):
                value = book[one.name].cell(down, across).value
                if isinstance(value, int | float):
                    assert float(value) in known, f"{one.name} {heading.code}: {value}"
                    read += 1
    assert read >= FEWEST[slug]


def test_the_columns_that_are_worked_out_are_there() -> None:
    """A name on the list that no figure has would let nothing pass, and mislead who reads it."""
    columns = {
        (figure.figure_id, heading.code)
        for slug in Library().slugs()
        for story in Pack(Library().dataset(slug).at()).stories
        for figure in story.figures
        for heading in figure.grid.headings
    }
    assert {(figure, code) for figure, codes in WORKED_OUT.items() for code in codes} <= columns


@pytest.mark.parametrize("slug", Library().slugs())
def test_the_sheet_of_facts_is_whole_and_its_numbers_are_numbers(slug: str) -> None:
    council = Library().dataset(slug).at()
    every = facts(council)
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(Pack(council, sections=("sources",)))))["Sources facts"]
    rows = list(sheet.iter_rows(min_row=FIRST_ROW + 2, max_row=FIRST_ROW + 1 + len(every), values_only=True))
    assert [row[0] for row in rows] == [subject or NO_VALUE for subject in every["subject"]]
    for row, value, unit in zip(rows, every["value"], every["unit"], strict=True):
        assert isinstance(row[3], int | float) == bool(unit), row
        assert not unit or float(row[3]) == float(value)
