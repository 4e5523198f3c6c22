"""An amount has one shape wherever a reader meets it: £3.19m, £500,000. Only what the papers' own words say may have another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest

from dayops_dash import wording
from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.tables import TABLES
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories import SECTIONS

AMOUNT = re.compile(r"£\s?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:million|thousand|billion|bn|[kKmM])\b)?")
ROUND = re.compile(r"£\d{1,3}(?:\.\d{1,2})?(?:m|bn)")
WHOLE = re.compile(r"£\d{1,3}(?:,\d{3})*(?:\.\d\d)?")
AS_PRINTED = (
    "as_written",
    "statement",
    "said",
    "says",
    "other_says",
    "words",
    "summary",
)  # columns of papers' own words
COUNCILS = [Library().dataset(slug).at(date(2026, 11, 30), date(2026, 11, 30)) for slug in Library().slugs()]


def is_one_shape(amount: str) -> bool:
    """Whether an amount is said as ``wording.money`` says one."""
    if ROUND.fullmatch(amount):
        figures = amount.strip("£mbn").replace(".", "").lstrip("0")
        return len(figures) <= wording.FIGURES
    return bool(WHOLE.fullmatch(amount)) and float(amount.strip("£").replace(",", "")) < 1_000_000


def told(figure: Figure) -> Iterator[str]:
    """Yield all that a reader sees of a figure, but for columns that hold a paper's own words."""
    yield from (figure.title, figure.subtitle, figure.words, figure.chart.alt if figure.chart else "")
    for tile in figure.tiles:
        yield from (tile.value, tile.label, tile.detail)
    for panel in figure.panels:
        yield from (panel.title, panel.detail, *panel.items, *(f"{bar.label} {bar.words}" for bar in panel.bars))
    for row in figure.grid.shown():
        for heading, cell in zip(figure.grid.headings, row, strict=True):
            if heading.code not in AS_PRINTED:
                yield cell.partition("\n")[0]  # under it stands what is left out, or what is printed


def own_words(council: Council) -> str:
    """Return every text of the council's rows, where an amount may stand as somebody printed or typed it."""
    cells = (cell for table in TABLES for row in council.rows_of_any(table) for cell in row.values())
    return "\n".join(cell.casefold() for cell in cells if isinstance(cell, str))


@pytest.mark.parametrize("council", COUNCILS, ids=[each.slug for each in COUNCILS])
def test_every_amount_that_we_say_has_the_one_shape(council: Council) -> None:
    papers, wrong = own_words(council), []
    for name, page in SECTIONS.items():
        if name == "sources":  # its subject is what the papers print
            continue
        story = page.story(council)
        for words in (story.answer, story.caution, *(said for figure in story.figures for said in told(figure))):
            for found in AMOUNT.finditer(words):
                around = words[max(0, found.start() - 20) : found.end() + 10].casefold().strip(" .;,:“”")
                if not is_one_shape(found[0]) and around[6:-4] not in papers:
                    wrong.append((name, found[0], around))
    assert wrong == []


@pytest.mark.parametrize(
    ("amount", "one"),
    [
        ("£3.19m", True),
        ("£18.4m", True),
        ("£500,000", True),
        ("£16.50", True),
        ("£3.187m", False),
        ("£3,187K", False),
        ("£250k", False),
        ("£3,187,000", False),
        ("£5.6 million", False),
        ("£1234", False),
    ],
)
def test_the_script_knows_a_shape_when_it_sees_one(amount: str, one: bool) -> None:
    assert AMOUNT.fullmatch(amount) and is_one_shape(amount) is one


def test_what_is_rounded_stands_whole_in_the_table_with_what_is_printed() -> None:
    """Solihull prints £3,187K: it is read as £3.19m, and the table has the whole amount and the print."""
    council = next(each for each in COUNCILS if each.slug == "solihull")
    figure = next(figure for figure in SECTIONS["spend"].story(council).figures if figure.figure_id == "split")
    cells = [cell for row in figure.grid.shown() for cell in row]
    assert "£3.19m\n£3,187,000" in cells and "£3,187K" in cells and "3187000" in figure.grid.csv()
