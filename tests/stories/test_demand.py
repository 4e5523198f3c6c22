"""The demand page: every number of every grid is the file's, by a plain loop; and what it says where papers say nothing."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.screen.panels import panels
from dayops_dash.stories.demand import demand

COUNCILS = Library().slugs()
REAL = ("cheshire-east", "dorset", "nottinghamshire", "solihull")


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(slug: str) -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in demand(council(slug)).figures}


def column(figure: Figure, code: str) -> list[object]:
    place = [h.code for h in figure.grid.headings].index(code)
    return [row[place] for row in figure.grid.rows]


def test_attendance_is_the_files_by_a_plain_loop() -> None:
    figure = figures("solihull")["attendance"]
    own = [float(r["value"]) for r in plain("solihull", "people") if r["people_id"].startswith("attendance-")]
    nation = [
        float(r["value"]) for r in plain("solihull", "context") if r["context_id"].startswith("england-") and r["value"]
    ]
    assert (
        [n for n in column(figure, "people") if n is not None]
        == [*own, *nation]
        == [332, 345, 248, 260, 174000, 114000]
    )
    falls = [float(r["value"]) for r in plain("solihull", "people") if r["measure"] == "change" and r["value"]]
    assert [n for n in column(figure, "change_printed_pct") if n is not None] == falls == [25, 58]
    fewer = [round((1 - n / 345) * 100, 1) for n in (332, 248, 260)] + [34.4]  # of 34.48, and no more than that is sure
    assert [n for n in column(figure, "below_highest_pct") if n is not None] == fewer
    last = figure.grid.shown()[5][[h.code for h in figure.grid.headings].index("below_highest_pct")]
    assert last == "at least 34.4%", "a fall to fewer than a number is no exact fall"
    assert (
        figure.title
        == "260 people used day opportunities in 2021-2022, 25% fewer than in 2019-2020 but up on 2020-2021"
    )
    assert "at least 34% fewer" in figure.words and "less than 114,000" in figure.words


def test_bars_are_as_long_as_their_numbers() -> None:
    home, nation, falls = figures("solihull")["attendance"].panels
    assert [round(b.share * 3.45) for b in home.bars] == [332, 345, 248, 260]
    assert [(round(b.share * 1740), b.words) for b in nation.bars] == [
        (174000, "174,000"),
        (114000, "less than 114,000"),
    ]
    assert [(round(b.whole), round(b.start), round(b.start + b.share)) for b in falls.bars] == [
        (100, 75, 100),
        (100, 42, 100),
    ]  # of the number before, a fall takes its own part from the end
    assert not any(b.hollow for panel in (home, nation, falls) for b in panel.bars)


def test_projections_are_the_files_by_a_plain_loop() -> None:
    figure = figures("cheshire-east")["projections"]
    rows = plain("cheshire-east", "projections")
    people = {(r["age_band"], r["period"], r["subject"]): float(r["value"]) for r in rows if r["kind"] == "projection"}
    shown = {(row[1], row[2], row[0]): row[4] for row in figure.grid.rows if row[4] is not None}
    assert shown == people and len(people) == 5 + 16
    printed = [float(r["value"]) for r in rows if r["kind"] == "growth"]
    growth = column(figure, "growth_pct")
    assert [g for g in growth if g is not None][:2] == printed == [32.4, 28]
    ages = [("163", "195"), ("64", "81"), ("23", "42")]
    assert growth[-3:] == [round((int(b) / int(a) - 1) * 100, 1) for a, b in ages]
    assert column(figure, "kind")[-3:] == ["projected growth, worked out here"] * 3
    assert "grow by 32.4% from 2020 to 2035" in figure.title


def test_gaps_of_rounding_are_said_to_be_so_and_sums_that_hold_too() -> None:
    items = figures("cheshire-east")["projections"].panels[-1].items
    gaps = [item for item in items if "rounding" in item]
    assert [g.split(".")[0] for g in gaps] == ["163 + 64 + 23 = 250; printed: 249", "195 + 81 + 42 = 318; printed: 319"]
    assert sum(item.endswith("Holds") for item in items) == 4


@pytest.mark.parametrize("slug", ["cheshire-east", "solihull"])
def test_projections_are_hollow_and_say_so_in_words(slug: str) -> None:
    figure = figures(slug)["projections"]
    drawn = [b for panel in figure.panels for b in panel.bars]
    assert drawn and all(b.hollow for b in drawn) and "not counts" in figure.subtitle
    assert all("rojected" in panel.detail for panel in figure.panels if panel.bars)
    assert panels(figure.panels).count("do-hollow") == len(drawn)


def test_solihulls_growth_is_the_files() -> None:
    found = [(r["subject"], float(r["value"])) for r in plain("solihull", "projections")]
    figure = figures("solihull")["projections"]
    assert [(row[0], row[5]) for row in figure.grid.rows] == found
    assert [v for _, v in found] == [31, 29] and "31% by 2030" in figure.title


def test_who_attends_is_the_files_shares_with_what_the_paper_itself_says() -> None:
    figure = figures("solihull")["representation"]
    rows = {r["people_id"]: r for r in plain("solihull", "people")}
    pairs = [(float(rows[r["comparator_of"]]["value"]), float(r["value"])) for r in rows.values() if r["comparator_of"]]
    assert list(zip(column(figure, "share_attending_pct"), column(figure, "share_residents_pct"), strict=True)) == pairs
    assert column(figure, "index") == [round(a / b, 2) for a, b in pairs] == [1.09, 0.99, 0.97]
    assert column(figure, "index_low_of_220") == [0.96, 0.92, 0.91]
    assert set(column(figure, "verdict")) == {"cannot be told apart from residents"}
    assert "does not say of how many people" in figure.words and "220 or 260" in figure.words
    told = " ".join(figure.panels[-1].items)
    assert all(r["statement"] in told for r in rows.values() if r["people_id"] in ("fewer-women", "ethnicity-finding"))
    notes = " ".join(figure.notes)
    assert "88.7%" in notes and f"{86 / 97 * 100:.1f}" == "88.7" and "children" in notes
    assert [p.bars[1].detail for p in figure.panels[:3]] == ["2021 Census", "2021 Census", "2011 Census"]


def test_only_solihull_says_who_attends_against_who_lives_there() -> None:
    assert [slug for slug in REAL if "representation" in figures(slug)] == ["solihull"]


def test_solihulls_own_caveat_and_its_other_count_are_said_before_the_figures() -> None:
    caution = demand(council("solihull")).caution
    assert caution.startswith(
        "In 2022 the strategy said that its numbers were known to be an underestimate. The papers also count 220 people for "
    )
    assert [slug for slug in COUNCILS if demand(council(slug)).caution] == ["solihull"]


def test_a_population_projected_without_its_growth_is_told_by_its_ends() -> None:
    answer = demand(council("exampleshire")).answer
    assert answer.endswith("Residents aged 65 and over: projected at 44,300 in 2025 and 55,200 in 2035.")
    assert "No paper projects" not in answer and figures("exampleshire")["projections"].title in answer


def test_councils_without_numbers_are_told_what_there_is_and_where_to_look() -> None:
    dorset = figures("dorset")
    assert dorset["attendance"].tiles[0].link and not dorset["attendance"].grid.rows
    assert [row[1] for row in dorset["told"].grid.rows] == ["A few hundred local residents."]
    assert "projections" not in dorset and demand(council("dorset")).answer.startswith("No paper known on this day")
    notts = figures("nottinghamshire")["attendance"]
    assert (
        notts.title == "Occupancy of Council-provided day services: about 30% lower than in 2020, as of 13 March 2023"
    )
    assert [n for n in column(notts, "people") if n is not None] == [1300, 1400]
    assert "no series" in notts.words and "No paper projects" in demand(council("nottinghamshire")).answer


@pytest.mark.parametrize("slug", COUNCILS)
def test_before_any_paper_the_page_says_so(slug: str) -> None:
    story = demand(council(slug, date(2015, 1, 1)))
    assert "No paper" in story.answer and all(figure.tiles for figure in story.figures)
    assert not any(figure.grid.rows for figure in story.figures)


def test_a_paper_with_one_count_of_everyone_is_told_by_that_count() -> None:
    """Cheshire East's paper of 2021 counts 556 individuals (paragraph 6.2.1) and gives no series; Dorset's papers count nobody."""
    assert figures("cheshire-east")["attendance"].title == (
        "People supported by commissioned day opportunities: 556, year not stated"
    )
    assert figures("dorset")["attendance"].title == "No paper counts attendance year by year"
