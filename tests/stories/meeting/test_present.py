"""Presenting: the story of the deck, whole; chosen sections in their order; and one finding as the screen shows it."""

from __future__ import annotations

from datetime import date

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.figures.shared.grid import Grid, Heading
from dayops_dash.figures.shared.model import Figure, Source, Tile
from dayops_dash.screen.stage import Turns, stage
from dayops_dash.stories import PAGES, SECTIONS
from dayops_dash.stories.meeting.deck import deck, finding
from dayops_dash.stories.meeting.present import findings, on_wall, present
from dayops_dash.stories.shared.model import Story

DAY = "Exampleton, as at 1 January 2024. Latest paper: 1 March 2022, 1 year 10 months before today"


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


@pytest.mark.parametrize("slug", Library().slugs())
def test_the_story_is_the_deck_each_figure_whole_and_named_once(slug: str) -> None:
    now = council(slug)
    told = present(now)
    found = deck(tuple(SECTIONS[name].story(now) for name in on_wall()))
    assert [f.title for f in told.figures] == [one.figure.title for one in found]
    assert [f.grid for f in told.figures] == [one.figure.grid for one in found]
    names = [f.figure_id for f in told.figures]
    assert len(set(names)) == len(names)
    assert told.answer.startswith(f"{len(names)} finding")
    assert PAGES["present"].story(now) is told and "present" not in SECTIONS


def test_chosen_sections_come_in_their_order_and_unknown_ones_are_passed_over() -> None:
    now = council("nottinghamshire")
    pages = [one.page for one in findings(now, ("spend", "nothing", "overview", "spend", "present"))]
    assert list(dict.fromkeys(pages)) == ["spend", "overview"]
    assert [one.figure.title for one in findings(now, ("nothing",))] == [one.figure.title for one in findings(now)]


def shown(figure: Figure, *, notes: bool = False, place: int = 0, of: int = 3) -> str:
    one = finding(Story("spend", "Where?", "There.", "Exampleton", date(2024, 1, 1), (figure,)), figure)
    turns = Turns(
        place, tuple(f"./present?slide={n + 1}" for n in range(of)), "./spend", "./present?notes=shown", notes
    )
    return stage([one] * of, turns, lambda page, **choices: f"./{page}", DAY)


def figure(**more: object) -> Figure:
    grid = Grid((Heading("what", "What"), Heading("n", "Number")), (("<b>one</b>", 1),))
    told = {"title": "A & B", "subtitle": "unit", "words": "First. Second.", "sources": (Source("Paper", "page 7"),)}
    return Figure("f", grid=grid, **{**told, **more})  # type: ignore[arg-type]


def test_one_finding_says_where_it_stands_and_what_it_is() -> None:
    page = shown(figure(), place=1)
    assert DAY in page, "how old the evidence is, is always in view"
    assert "2 of 3" in page and 'data-slide="2" data-last="3"' in page
    assert ">Previous<" in page and ">Next<" in page and ">Leave<" in page
    assert "A &amp; B" in page and "&lt;b&gt;one&lt;/b&gt;" in page and "<b>" not in page
    assert "First." in page and "Second." not in page
    assert "Paper" in page and "page 7" not in page
    assert "Previous" not in shown(figure()) and ">Next<" not in shown(figure(), place=2)


def test_notes_are_there_when_asked_for_with_all_words_and_places() -> None:
    page = shown(figure(notes=("Mind the gap.",)), notes=True)
    assert "Second." in page and "Mind the gap." in page and "page 7" in page and "Hide speaker notes" in page


def test_tiles_stand_before_a_table() -> None:
    page = shown(figure(tiles=(Tile("7", "things"),)))
    assert "do-tile" in page and "<table" not in page


def test_a_drawing_is_a_picture_with_its_words() -> None:
    now = council("nottinghamshire")
    one = next(f for f in findings(now) if f.figure.figure_id == "split")
    page = shown(one.figure)
    assert (
        one.figure.chart and page.count("%3Csvg") == 2
    )  # for a wall, and for a phone; the shell's script puts them in place
    assert "Stacked bar. Of £18.4m" in page and "<table" not in page
