"""A paper's hedge is never lost: no table and no tile of any page prints a number alone whose row says "about"."""

from __future__ import annotations

import copy
import csv
import io
import pickle
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import pytest
from openpyxl import load_workbook

from dayops_dash import wording
from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.rows import number_of, text_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import Qualifier
from dayops_dash.figures.shared.grid import GridColumn, HedgedNumber, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Figure, Source
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.slides.native import drawing
from dayops_dash.packs.workbook.workbook import workbook
from dayops_dash.stories import SECTIONS
from tests.measures.record.altered import texts, with_rows

COLUMNS = {"spend": "amount_gbp", "savings": "amount_gbp", "survey_answers": "share_pct"}
HEDGED = tuple(name for name, table in TABLES.items() if "qualifier" in table.by_name and name != "engagements")
SAYS = re.compile(
    r"about|approx|around|up to|max|over|under|(?:more|less|fewer) than|at least|averag|project|estimat|assum|\d\+",
    re.I,
)
OWN_INPUTS = (
    "cost",
)  # what a reader may set on the scenario; where it is from stands under its assumptions, with its hedge


@lru_cache(maxsize=16)
def council(slug: str, *, all_about: bool) -> Council:
    """Return a council as shipped; or with every number of its papers hedged, so that a hedge can be lost anywhere."""
    if not all_about:
        return Library().dataset(slug).at()
    rows = {
        name: tuple(
            {**row, "qualifier": "about"} if row[COLUMNS.get(name, "value")] else row for row in texts(slug, name)
        )
        for name in HEDGED
    }
    return with_rows(slug, rows).at()


def hedged_rows(now: Council) -> Iterator[tuple[Source, Any, float]]:
    """Yield each row whose number its paper hedges, with its place and the number."""
    for table in HEDGED:
        for row in now.rows_of_any(table):
            number = number_of(row, COLUMNS.get(table, "value"))
            if text_of(row, "qualifier") and not wording.missing(number):
                yield Source(now.document_title(row.document_id), row.locator), row, number


def at_place(figure: Figure, place: Source) -> bool:
    """Whether a figure names the place of a row, or the table that it is a cell of."""
    return any(s.title == place.title and s.locator and place.locator.startswith(s.locator) for s in figure.sources)


def said(words: str, qualifier: str) -> bool:
    return bool(SAYS.search(words)) or qualifier in words


def lost(figure: Figure, row: Any, number: float) -> Iterator[str]:
    """Yield the cells and tiles that print a row's number, and nothing in them or beside them hedges it."""
    qualifier = text_of(row, "qualifier")
    for line in figure.grid.rows:
        shown = [h.shown(cell) for h, cell in zip(figure.grid.headings, line, strict=True)]
        for heading, cell, words in zip(figure.grid.headings, line, shown, strict=True):
            same = isinstance(cell, int | float) and not wording.missing(cell) and float(cell) == number
            beside = " ".join(shown) if qualifier in (Qualifier.PROJECTED, Qualifier.ASSUMED) else words
            if same and heading.kind is not Kind.DATE and not said(f"{beside} {heading.label}", qualifier):
                yield f"{figure.figure_id}, {heading.label}: {words}"
    printed = {wording.plain(number), f"{number:,.0f}", wording.money(number), text_of(row, "as_written")} - {""}
    for tile in figure.tiles:
        if tile.value in printed and not said(tile.value, qualifier):
            yield f"{figure.figure_id}, tile: {tile.value} {tile.label}"


@pytest.mark.parametrize("all_about", [False, True])
@pytest.mark.parametrize("page", SECTIONS)
@pytest.mark.parametrize("slug", Library().slugs())
def test_no_table_and_no_tile_prints_a_hedged_number_alone(slug: str, page: str, all_about: bool) -> None:
    now = council(slug, all_about=all_about)
    figures = [figure for figure in SECTIONS[page].story(now).figures if figure.figure_id not in OWN_INPUTS]
    rows = list(hedged_rows(now))
    alone = [w for f in figures for place, row, number in rows if at_place(f, place) for w in lost(f, row, number)]
    assert not alone, sorted(set(alone))


def test_pounds_a_person_says_of_how_many_about() -> None:
    story = SECTIONS["spend"].story(council("nottinghamshire", all_about=False))
    cost = next(figure for figure in story.figures if figure.figure_id == "cost-per-person")
    assert [row[0] for row in cost.grid.shown()] == ["about 1,400", "about 1,300"]
    lines = list(csv.DictReader(io.StringIO(cost.grid.csv())))
    assert [(line["people"], line["people_qualifier"]) for line in lines] == [("1400", "about"), ("1300", "about")]


def test_a_hedged_cell_is_a_number_that_cannot_lose_its_hedge() -> None:
    cell = hedged(1400, "about")
    assert cell == 1400 and isinstance(cell, HedgedNumber)
    for same in (copy.deepcopy(cell), pickle.loads(pickle.dumps(cell))):
        assert (same, same.qualifier) == (1400, "about")
    with pytest.raises(AttributeError):
        cell.qualifier = ""
    assert hedged(1400, "") == 1400 and not isinstance(hedged(1400, ""), HedgedNumber)
    assert hedged(None, "about") is None and hedged(float("nan"), "about") is None


@pytest.mark.parametrize("qualifier", list(Qualifier))
def test_a_hedge_stands_by_its_number_in_every_kind_of_column(qualifier: Qualifier) -> None:
    columns = (GridColumn(kind, kind, lambda x: hedged(x, qualifier), kind) for kind in (Kind.COUNT, Kind.MONEY))
    count, money = grid_of([2500.0], *columns).shown()[0]
    assert count == wording.hedged("2,500", qualifier) and money == wording.hedged("£2,500", qualifier)


@pytest.mark.parametrize(
    ("printed", "qualifier", "shown"),
    [
        ("up to 12 weeks", "at most", "up to 12 weeks"),
        ("approximately 556", "about", "approximately 556"),
        ("20+ years", "at least", "20+ years"),
        ("£18.4m", "about", "about £18.4m"),
        ("£4,645", "average", "£4,645 (average)"),
        ("£4,645", "", "£4,645"),
    ],
)
def test_a_hedge_is_said_once(printed: str, qualifier: str, shown: str) -> None:
    assert wording.as_hedged(printed, qualifier) == shown


def test_a_workbook_keeps_a_hedged_number_a_number_and_shows_its_hedge() -> None:
    pack = Pack(council("nottinghamshire", all_about=False), sections=("spend",))
    book = load_workbook(io.BytesIO(workbook(pack)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value in (1300, 1400)]
    assert [(cell.value, cell.number_format) for cell in cells] == [(1400, '"about "#,##0'), (1300, '"about "#,##0')]


def test_a_chart_that_can_be_edited_says_of_which_bar_the_number_is_about() -> None:
    story = SECTIONS["demand"].story(council("nottinghamshire", all_about=False))
    found = drawing(next(figure for figure in story.figures if figure.figure_id == "attendance"))
    story = SECTIONS["spend"].story(council("cheshire-east", all_about=False))
    savings = drawing(next(figure for figure in story.figures if figure.figure_id == "savings"))
    assert found is None or all(bar.endswith(", about") for bar in found.bars)
    assert savings and [bar.partition(", ")[2] for bar in savings.bars] == ["projected"] * 3
