"""The outcomes page: the numbers of its tables against a plain loop over the files; what it says where there are none."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from dayops_dash.dataset import DATA, Council, Library, Row
from dayops_dash.dataset.rows import Cell
from dayops_dash.figures.outcomes.outcome_words import WITHOUT_NUMBER, change_words, number_words, step_words
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.outcomes import AIM_KINDS, Aim, OutcomeChange
from dayops_dash.stories.outcomes import kinds, outcomes
from tests.made_up import row

COUNCILS = Library().slugs()


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(slug: str, kind: str = "", day: date | None = None) -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in outcomes(council(slug, day), kind).figures}


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_aim_is_in_one_table_with_its_definition_and_place(slug: str) -> None:
    tables = [f for name, f in figures(slug).items() if name.startswith("aims-")]
    told = [(row[0], row[1], str(row[-1]).split(": ")[-1].split("'")[0]) for f in tables for row in f.grid.rows]
    held = [
        (r["title"], r["definition"] or "not defined", r["locator"].split(": ")[-1].split("'")[0])
        for r in plain(slug, "outcomes")
        if r["kind"] != "national measure"
    ]
    assert sorted(told) == sorted(held)


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_counts_by_kind_add_up_to_all(slug: str) -> None:
    *parts, whole = figures(slug)["judged"].grid.rows
    for column in range(1, len(whole)):
        assert sum(int(str(row[column])) for row in parts) == whole[column]
    assert whole[1] == sum(r["kind"] != "national measure" for r in plain(slug, "outcomes"))


@pytest.mark.parametrize("slug", COUNCILS)
def test_each_number_drawn_is_a_row_of_the_file(slug: str) -> None:
    shown = figures(slug).get("numbers")
    names = {r["outcome_id"]: r["title"] for r in plain(slug, "outcomes") if r["kind"] != "national measure"}
    held = [
        (names[v["outcome_id"]], v["role"], v["place"], v["period"], float(v["value"]))
        for v in plain(slug, "outcome_values")
        if v["value"] and v["outcome_id"] in names
    ]
    told = [row[:5] for row in shown.grid.rows if row[4] is not None] if shown else []
    assert sorted(map(str, told)) == sorted(map(str, held))
    drawn = [bar.share for panel in shown.panels for bar in panel.bars] if shown else []
    shares = {v["outcome_value_id"] for v in plain(slug, "outcome_values") if v["unit"] == "%"}
    kept = [v for v in plain(slug, "outcome_values") if v["value"] and v["outcome_id"] in names]
    assert sorted(drawn) == sorted(float(v["value"]) for v in kept if v["outcome_value_id"] in shares)
    items = [item for panel in shown.panels for item in panel.items] if shown else []
    assert len(items) == len(kept) - len(drawn)  # a count is no share of anything: said, not drawn


def test_the_title_of_numbers_that_moved_is_a_sentence() -> None:
    title = figures("exampleshire")["numbers"].title
    assert title == "Of 5 aims with two numbers, three are better than in 2024/25, two worse"


def test_targets_are_hollow_and_each_count_says_what_it_is() -> None:
    panels = figures("exampleshire")["numbers"].panels
    targets = [bar for panel in panels for bar in panel.bars if bar.label.startswith("Target, ")]
    assert [bar.label for bar in targets] == ["Target, 2028/29"] * 3
    assert [bar for panel in panels for bar in panel.bars if bar.hollow] == targets
    complaints = next(panel for panel in panels if panel.title == "Complaints that are upheld")
    assert complaints.items[-2:] == ("Latest, 2025/26: 12", "Target, 2028/29: 8")


def test_solihulls_title_sets_no_comparator_beside_its_value_as_if_it_were_a_change() -> None:
    title = figures("solihull")["numbers"].title
    assert (
        title.endswith("employment: 3.2% (2021/22); average printed beside it 5.1% (2020/21)")
        and len(title.split()) <= 16
    )


def test_solihull_says_what_can_be_judged_and_keeps_years_and_wordings_apart() -> None:
    story = outcomes(council("solihull"))
    assert story.answer.startswith("Little can be judged. 2 of 20 aims have a number; none has a target.")
    employment, contact = figures("solihull")["numbers"].panels
    assert [(b.label, b.words) for b in employment.bars] == [
        ("Solihull, 2021/22", "3.2%"),
        ("Average (area not stated), 2020/21", "5.1%"),
    ]
    assert "The comparator is of 2020/21 and Solihull's value of 2021/22." in employment.note
    assert "ASCOF 1E to 2022-23 (no successor), our reading." in employment.detail
    assert [b.share for b in contact.bars] == [78, 75]
    assert (
        "Not drawn against ASCOF 1I(1) to 2022-23 (5A from 2023-24)" in contact.note
        and "joins two answers" in contact.note
    )
    measure = {str(row[0]): row for row in figures("solihull")["aims-success-measure"].grid.rows}
    assert measure["As much social contact as they would like"][3] == "No number, baseline or target stated"
    assert (
        measure["More people with a learning disability in employment"][3]
        == "3.2% (2021/22); no baseline or target stated"
    )
    assert measure["More people using day opportunities"][-2] == "Not stated"


@pytest.mark.parametrize("slug", ["nottinghamshire", "dorset", "cheshire-east"])
def test_a_council_without_numbers_says_so_and_where_to_look(slug: str) -> None:
    story = outcomes(council(slug))
    assert story.answer.startswith("The papers cannot show it. None of ") and "numbers" not in figures(slug)
    judged = figures(slug)["judged"]
    assert {tile.link.page for tile in judged.tiles if tile.link} == {"sources", "voices", "progress"}
    assert "No paper gives a number, a baseline or a target for any aim." in judged.words


def test_nottinghamshires_social_contact_is_read_as_the_national_measure_and_said_to_be_our_reading() -> None:
    told = {str(row[0]): row[-2] for row in figures("nottinghamshire")["aims-outcome"].grid.rows}
    assert told["Social contact of carers"] == "ASCOF 1I(2) to 2022-23 (5A from 2023-24), our reading"
    assert sum(words != "Not stated" for words in told.values()) == 2


@pytest.mark.parametrize("slug", COUNCILS)
def test_a_kind_chosen_shows_that_kind_alone_and_an_unknown_one_shows_all(slug: str) -> None:
    for kind, name in kinds(council(slug)).items():
        shown = figures(slug, kind)
        tables = [f for f in shown if f.startswith("aims-")]
        assert len(tables) == (1 if kind else len(kinds(council(slug))) - 1), name
    assert list(figures(slug, "nonsense")) == list(figures(slug))


def test_kinds_come_success_measures_first() -> None:
    assert list(kinds(council("solihull"))) == ["", *(kind.name.lower() for kind in AIM_KINDS)]


@pytest.mark.parametrize("slug", COUNCILS)
def test_before_any_paper_it_says_so(slug: str) -> None:
    story = outcomes(council(slug, date(2015, 1, 1)))
    assert story.answer.startswith("No paper published by then") and len(story.figures) == 1
    assert list(kinds(council(slug, date(2015, 1, 1)))) == [""]


def test_a_change_within_the_published_margins_is_not_called_better() -> None:
    step = OutcomeChange(value(41.0), value(40.0), 1.0, True)
    found = Aim(row("outcomes", direction="higher is better"), ())
    assert "better" not in step_words(found, step)
    assert change_words(found, step).endswith(
        "worked out here. The published margins of error overlap, so it may be chance"
    )


def value(number: float | None, **cells: Cell) -> Row:
    return row("outcome_values", unit="%", period="2021-22", value=number, **cells)


def test_hidden_not_available_and_low_are_four_things_and_none_is_zero() -> None:
    told = {number_words(value(None, shorthand=word)) for word in WITHOUT_NUMBER}
    assert len(told) == 4 and not any("0" in words for words in told)
    assert number_words(value(0.0)) == "0%"
    assert number_words(value(41.2, as_written="41.2%", margin_of_error=5.5)) == "41.2% ± 5.5"
    assert number_words(value(None, statement="To be set")) == "To be set"


@pytest.mark.parametrize(
    ("before", "now", "direction", "expected"),
    [
        (
            40.0,
            41.0,
            "higher is better",
            "41% (2021-22), 1 percentage point higher than 40% (2021-22), which is better",
        ),
        (
            40.0,
            38.5,
            "higher is better",
            "38.5% (2021-22), 1.5 percentage points lower than 40% (2021-22), which is worse",
        ),
        (40.0, 41.0, "not stated", "41% (2021-22), 1 percentage point higher than 40% (2021-22)"),
        (40.0, 40.0, "higher is better", "40% (2021-22), the same as 40% (2021-22)"),
    ],
)
def test_a_change_says_how_far_and_whether_for_the_better(
    before: float, now: float, direction: str, expected: str
) -> None:
    step = OutcomeChange(value(now), value(before), now - before, None)
    assert step_words(Aim(row("outcomes", direction=direction), ()), step) == expected


def test_aims_that_two_papers_state_in_the_same_words_are_told() -> None:
    """A second plain way: the titles of the table that come twice, in two papers."""
    council = Library().dataset("nottinghamshire").at()
    rows = {(row["title"].casefold(), row["document_id"]) for row in council.rows("outcomes")}
    twice = len(rows) - len({title for title, _ in rows})
    assert twice == 3
    notes = next(f for f in outcomes(council).figures if f.figure_id == "judged").notes
    assert any(note.endswith("Three stand in two papers in the same words.") for note in notes)
    other = next(f for f in outcomes(Library().dataset("solihull").at()).figures if f.figure_id == "judged").notes
    assert not any("same words" in note for note in other)
