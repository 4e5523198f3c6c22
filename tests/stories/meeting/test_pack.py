"""The page for a paper says what the document will hold, and its list of sections can be put in any order."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, unquote

import pytest

from dayops_dash.dataset import Library
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts import blocks
from dayops_dash.packs.parts.content import content
from dayops_dash.screen import paper
from dayops_dash.stories import SECTIONS
from dayops_dash.stories.meeting.pack import committees, pack, titles, usual
from dayops_dash.stories.sections import DOCUMENT

COUNCILS = Library().slugs()


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_table_counts_what_the_report_holds(slug: str) -> None:
    """By a second plain way: the charts of the table against the pictures of the report, section by section."""
    council = Library().dataset(slug).at()
    rows = {row[0]: row for row in pack(council).figures[0].grid.rows}
    held: dict[str, int] = {}
    section = ""
    for block in content(Pack(council)).blocks:
        if isinstance(block, blocks.SectionHeading) and block.level == 1:
            section = block.words
        held[section] = held.get(section, 0) + isinstance(block, blocks.Picture)
    assert {title: row[3] for title, row in rows.items()} == {title: held[title] for title in rows}
    assert list(rows) == [titles()[name] for name in usual()]


def test_every_section_has_a_title_and_an_order() -> None:
    assert set(titles()) == set(SECTIONS) and len(set(titles().values())) == len(SECTIONS)
    assert len({section.place for section in DOCUMENT.values()}) == len(DOCUMENT), "two sections have one place"
    asked_for = ("questions", "scenario", "compare")  # for members to ask, assumed, or of others
    assert tuple(titles()) == (*usual(), *asked_for) and usual()[0] == "overview"
    council = Library().dataset("dorset").at()
    asked = pack(council, ("risks", "overview"))
    assert [row[0] for row in asked.figures[0].grid.rows] == ["Risks", "Where we stand"]
    assert "The longer report has 2 sections with " in asked.answer


def test_the_committees_are_those_of_the_papers_latest_first() -> None:
    assert committees(Library().dataset("nottinghamshire").at()) == ("Select Committee",)
    assert committees(Library().dataset("nottinghamshire").at(date(2022, 5, 1))) == ()
    assert committees(Library().dataset("solihull").at()) == ()


class Here:
    """A view that gives addresses as the screen's own does."""

    def here(self, **choices: str) -> str:
        return "./pack?" + "&".join(f"{name}={value}" for name, value in choices.items())


def orders(chosen: tuple[str, ...], every: dict[str, str]) -> dict[str, str]:
    told = paper.listed("Sections", "sections", every, chosen, ("a", "b", "c"), Here())  # type: ignore[arg-type]
    links = re.findall(r'href="([^"]*)">([^<]*)<span class="do-hidden">([^<]*)</span>', told)
    return {
        words + of: parse_qs(unquote(href).partition("?")[2], keep_blank_values=True)["sections"][0]
        for href, words, of in links
    }


def test_each_link_is_one_step_of_the_order() -> None:
    every = {"a": "A", "b": "B<", "c": "C", "d": "D"}
    assert orders(("b", "a", "c"), every) == {
        "Move down B&lt;": "",  # the usual order has no need of words in the address
        "Leave out B&lt;": "a,c",
        "Move up A": "",
        "Move down A": "b,c,a",
        "Leave out A": "b,c",
        "Move up C": "b,c,a",
        "Leave out C": "b,a",
        "Add D": "b,a,c,d",
    }
    assert orders(("a",), every) == {"Add B&lt;": "a,b", "Add C": "a,c", "Add D": "a,d"}  # one section at least stays
