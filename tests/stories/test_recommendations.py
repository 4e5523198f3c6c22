"""The recommendations page: every row of the file once, nothing answered that no paper answers, sixteen counted as sixteen."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.recommendations import recommendations
from tests import made_up

COUNCILS = Library().slugs()


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def plain(slug: str, table: str = "recommendations") -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def figures(of: Council) -> dict[str, Figure]:
    return {figure.figure_id: figure for figure in recommendations(of).figures}


def column(figure: Figure, code: str) -> list[object]:
    place = [h.code for h in figure.grid.headings].index(code)
    return [row[place] for row in figure.grid.rows]


@pytest.mark.parametrize("slug", COUNCILS)
def test_each_row_stands_in_one_table_with_its_committee_and_place(slug: str) -> None:
    tables = [figure for name, figure in figures(council(slug)).items() if name.startswith("asked-")]
    told = [
        pair for f in tables for pair in zip(column(f, "text"), column(f, "committee"), column(f, "place"), strict=True)
    ]
    later = plain(slug, "recommendation_updates")
    held = [
        (
            one["summary"],
            one["committee"],
            "; ".join(
                [one["locator"], *(r["locator"] for r in later if r["recommendation_id"] == one["recommendation_id"])]
            ),
        )
        for one in plain(slug)
    ]
    assert len(told) == len(held)
    for summary, committee, locator in held:
        assert any(str(text).endswith(summary) and (body, place) == (committee, locator) for text, body, place in told)
    assert {response for f in tables for response in column(f, "response")} <= {
        row["response"].replace("none stated", "not stated") for row in plain(slug)
    }


@pytest.mark.parametrize("slug", COUNCILS)
def test_counts_take_sixteen_as_sixteen(slug: str) -> None:
    number = sum(int(row["number_stated"] or 1) for row in plain(slug))
    counts = {row[0]: row[1] for row in figures(council(slug))["answered"].grid.rows} if number else {}
    responses = [value for name, value in counts.items() if str(name).startswith("Response")]
    kinds = [value for name, value in counts.items() if not str(name).startswith("Response")]
    assert sum(map(int, map(str, responses))) == sum(map(int, map(str, kinds))) == number


def test_dorset_says_that_the_sixteen_texts_are_not_there() -> None:
    found = figures(council("dorset"))["asked-scrutiny"]
    assert found.title == "16 recommendations by scrutiny, whose texts are not in the papers here"
    assert column(found, "made") == ["In 2023"] and "cannot be followed one by one" in found.words
    assert "support all of them in some form" in recommendations(council("dorset")).answer
    assert "Said of it: The council says" in found.words and "Answered" not in found.words, "none of 19 has an answer"
    assert column(figures(council("dorset"))["asked-decision"], "intention")[2] == (
        "Steps to be taken if the model is approved (our reading)"
    )


def test_solihull_asks_no_committee_and_quotes_a_national_body() -> None:
    story = recommendations(council("solihull"))
    assert story.answer.startswith("No paper known on this day asks a committee for anything.")
    assert "all councils" not in figures(council("solihull"))["asked-national"].subtitle, "the paper names no councils"
    assert [f.figure_id for f in story.figures] == ["answered", "asked-national"]
    assert (
        column(figures(council("solihull"))["asked-national"], "made") == ["not stated; quoted 2022, day not given"] * 3
    )


def test_columns_that_no_paper_fills_are_named_and_not_shown() -> None:
    found = figures(council("nottinghamshire"))["asked-decision"]
    assert [h.label for h in found.grid.headings][:5] == [
        "What is asked",
        "Reference",
        "Committee or body",
        "Who is asked",
        "Date",
    ]
    assert found.notes[0].endswith("action, lead, status, status as at, evidence and about the commitment.")


def test_before_any_paper_the_page_says_where_to_look() -> None:
    (found,) = recommendations(council("dorset", date(2020, 1, 1))).figures
    assert "was yet published" in found.words and found.tiles[0].link


def test_answers_of_a_later_paper_are_shown_with_their_date(tmp_path: Path) -> None:
    dataset = made_up.answered(tmp_path)
    found = figures(dataset.at())["asked-scrutiny"]
    assert found.title == "Eight recommendations by scrutiny: three answered"
    shown = {h.code: [row[i] for row in found.grid.shown()] for i, h in enumerate(found.grid.headings)}
    assert shown["response"] == ["accepted", "rejected", "in part", "not stated"]
    assert shown["status"] == ["Done", "–", "Under way", "–"] and shown["status_on"][0] == "1 Jun 2024"
    assert (shown["lead"][0], shown["evidence"][0], shown["action"][1]) == ("Service manager", "Rota.", "None: costs.")
    assert shown["intention"][0] == "Weekend opening (our reading)" and shown["made"][0] == "May 2023"
    assert shown["text"][3] == "5 recommendations, texts not in the paper. Five more."
    assert "The texts of 5 are not in the papers here" in found.words
    story = recommendations(dataset.at())
    assert story.figures[0].title == "Three of nine things asked have an answer in the papers"
    assert "Eight recommendations by scrutiny: three answered." in story.answer
    before = recommendations(dataset.at(date(2023, 12, 1)))
    assert before.figures[0].title == "One of nine things asked has an answer in the papers"


def test_minutes_are_spoken_of_only_where_a_committee_was_asked() -> None:
    """Nobody asked Solihull at a meeting: its strategy quotes a national body."""
    for slug in COUNCILS:
        held, told = {row["kind"] for row in plain(slug)}, " ".join(figures(council(slug))["answered"].notes)
        assert ("minutes" in told) == ("decision asked for" in held)
        assert ("quotes a national body" in told) == ("national recommendation" in held)
    assert "things asked" not in figures(council("solihull"))["answered"].title


def test_what_has_no_text_of_its_own_is_named_by_its_number() -> None:
    found = figures(council("dorset"))["answered"]
    assert found.units
    names = [square.name for group in found.units.groups for square in group.units]
    assert len(names) == len(set(names)) == 19 and "Recommendation 7 of 16" in names
    assert " ".join(found.notes).count("among them, further consultation") == 1
