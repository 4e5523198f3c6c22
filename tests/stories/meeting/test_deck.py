"""The deck: which findings are shown one at a time, how many, and how much of each; the same for slides and for presenting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.figures.shared.grid import Grid, Heading, Kind
from dayops_dash.figures.shared.model import Bar, Chart, Figure, Panel
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.meeting.deck import FEW_COLUMNS, FEW_LINES, FEW_ROWS, MOST, MOST_OF_ONE, deck
from dayops_dash.stories.shared.model import Story

DAYS = [None, date(2021, 2, 2), date(2022, 4, 30), date(2026, 11, 22)]


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def story(page: str, *figures: Figure) -> Story:
    return Story(page, "What?", "That.", "Exampleton", date(2024, 1, 1), figures)


def figure(name: str, rows: int = 1, **more: object) -> Figure:
    heads = tuple(Heading(code, code) for code in ("what", "a", "b", "c", "place"))
    cells = tuple((f"row {n}", n, n, n, "page 1") for n in range(rows))
    return Figure(name, name, "unit", "One thing is so. Another is not.", Grid(heads, cells), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("slug", Library().slugs())
def test_the_deck_is_some_figures_of_the_stories_in_their_order(slug: str, day: date | None) -> None:
    stories = tuple(page.story(council(slug, day)) for page in SECTIONS.values())
    found = deck(stories)
    every = [(told.page, shown.figure_id) for told in stories for shown in told.figures]
    pages = [one.page for one in found]
    assert 1 <= len(found) <= MOST
    assert len({(one.page, one.figure.figure_id) for one in found}) == len(found)
    assert all((one.page, one.figure.figure_id) in every for one in found)
    assert pages == sorted(pages, key=[told.page for told in stories].index)
    assert all(pages.count(page) <= MOST_OF_ONE for page in pages)
    for one in found:
        assert one.line and one.figure.words.startswith(one.line)
        assert one.grid.rows or one.figure.tiles or one.panels or one.drawn, one.figure.figure_id
        assert len(one.grid.rows) + one.more_rows == len(one.figure.grid.rows)


def test_first_findings_come_before_second_ones_and_the_deck_stays_short() -> None:
    named = [name for name, page in SECTIONS.items() if page.slides]
    bars = (Panel("a", bars=(Bar("b", 1, "1%"),)),)
    stories = tuple(story(name, *(figure(f.figure_id, panels=bars) for f in SECTIONS[name].slides)) for name in named)
    assert [one.page for one in deck(stories[:2])] == [name for name in named[:2] for _ in SECTIONS[name].slides[:2]]
    crowd = tuple(story(f"page {n}", figure("f"), figure("g")) for n in range(MOST + 4))
    assert [one.page for one in deck(crowd)] == [f"page {n}" for n in range(MOST)]
    many = deck((*stories, *crowd))
    assert len(many) == MOST and [one.page for one in many] == [*named, *(f"page {n}" for n in range(MOST))][:MOST]


def test_a_second_finding_is_a_picture_and_what_no_paper_says_has_no_slide() -> None:
    first, second = (one.figure_id for one in SECTIONS["overview"].slides[:2])
    words = story("overview", figure(first), figure(second))
    assert [one.figure.figure_id for one in deck((words,))] == [first]
    absent = story("risks", figure("risk-counts", absent=True))
    assert [one.page for one in deck((words, absent))] == ["overview"]


def test_a_drawing_too_tall_for_a_wall_stands_as_bars_with_every_row() -> None:
    tall = Chart({"width": "container", "height": 900}, "words")
    grid = Grid(
        (Heading("what", "What"), Heading("share", "Agree", Kind.PERCENT)), (("a", 70.0), ("b", 55.5), ("c", 12.0))
    )
    (one,) = deck((story("p", replace(figure("f", chart=tall), grid=grid)),))
    assert [(bar.label, bar.share, bar.words) for bar in one.panels[0].bars] == [
        ("a", 70, "70%"),
        ("b", 55.5, "55.5%"),
        ("c", 12, "12%"),
    ]


def test_a_section_with_nothing_to_show_is_left_out_unless_none_has_anything() -> None:
    empty, full = story("spend", figure("split", rows=0)), story("overview", figure("standing"))
    assert [one.page for one in deck((empty, full))] == ["overview"]
    assert [one.page for one in deck((empty,))] == ["spend"]


def test_a_room_gets_a_short_table_without_places_and_is_told_what_is_left_out() -> None:
    (one,) = deck((story("new page", figure("f", rows=FEW_ROWS + 3)),))
    assert [h.code for h in one.grid.headings] == ["what", "a", "b"] and FEW_COLUMNS == 3
    assert one.grid.rows == tuple((f"row {n}", n, n) for n in range(FEW_ROWS)) and one.more_rows == 3
    assert one.line == "One thing is so."


def test_panels_are_short_and_say_what_is_left_out() -> None:
    bars = tuple(Bar(str(n), n, str(n)) for n in range(FEW_LINES + 2))
    two = (Panel("a", bars=bars, note="* about"), Panel("b", items=("x",)), Panel("c"))
    (one,) = deck((story("p", figure("f", panels=two)),))
    assert [p.title for p in one.panels] == ["a", "b"]
    assert one.panels[0].bars == bars[:FEW_LINES] and one.panels[0].note == "And 2 more. * about"
    wide = (Panel("a", bars=bars, wide=True), Panel("b"))
    (one,) = deck((story("q", figure("g", panels=wide)),))
    assert [p.title for p in one.panels] == ["a"]


@pytest.mark.parametrize(
    ("spec", "drawn"),
    [
        ({"width": "container", "height": 480}, True),
        ({"width": "container", "height": 481}, False),
        ({"width": "container", "height": {"step": 20}}, False),
        ({"width": 600, "height": 900}, True),  # a map
    ],
)
def test_only_a_drawing_that_can_be_read_from_afar_is_drawn(spec: dict[str, object], drawn: bool) -> None:
    (one,) = deck((story("p", figure("f", chart=Chart(spec, "words"))),))
    assert one.drawn is drawn
