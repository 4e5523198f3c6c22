"""A page is declared once: what its record names is there, links lead to pages, and nothing is in a document that does not say so."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.address import Address
from dayops_dash.dataset import Council, Library
from dayops_dash.figures.shared.model import Figure
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from dayops_dash.stories.sections import TOLD_FROM_PAPERS, in_documents
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section
from tests.test_architecture import ROOT, modules, tree_of

COUNCILS = [Library().dataset(slug).at() for slug in Library().slugs()]
WAITING = {("wards", "funnel")}  # needs counts by area, which no council's papers here give


def nothing(council: Council) -> Story:
    return NEW.tell(council, "Nothing.", ())


NEW = Page("new", "New", "What is new?", "Delivery", "star", nothing)


def figures(page: Page) -> dict[str, list[Figure]]:
    """Return the figures that a page tells of some council, by their ids."""
    by_id: dict[str, list[Figure]] = {}
    for figure in (figure for council in COUNCILS for figure in page.story(council).figures):
        by_id.setdefault(figure.figure_id, []).append(figure)
    return by_id


STAGE = "present"  # which has no table to take


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_a_page_with_choices_is_told_from_its_address(page: Page) -> None:
    """Else its tables could not be made from their links: the script shows the choices, and the story reads them."""
    script = (ROOT / "pages" / f"{page.name}.py").read_text("utf-8")
    if page.name != STAGE:
        choices = "Controls()" in script or "asked()" in script
        assert bool(page.chosen) == choices, "set PAGE.chosen, and show that story"


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_every_figure_and_column_that_a_page_names_is_told_of_some_council(page: Page) -> None:
    """A name that no story uses any more would silently take a finding out of every document."""
    section = page.section or Section("", 0)
    there = figures(page)
    named = {*(shown.figure_id for shown in page.slides), *section.figures, *section.next_steps}
    assert {(page.name, figure_id) for figure_id in named - set(there)} <= WAITING
    for shown in (*page.slides, *section.tables):
        for column in shown.columns:
            codes = [{heading.code for heading in figure.grid.headings} for figure in there[shown.figure_id]]
            assert any(column in each for each in codes), f"{page.name}: {shown.figure_id} has no column {column}"


@pytest.mark.parametrize("page", PAGES.values(), ids=lambda page: page.name)
def test_a_story_says_which_page_it_is_of_and_asks_its_question(page: Page) -> None:
    for council in COUNCILS:
        story = page.story(council)
        assert (story.page, story.question) == (page.name, page.question)


def test_the_dashboard_opens_with_one_page_the_first() -> None:
    assert [page for page in PAGES.values() if page.opens] == [FIRST] == [*PAGES.values()][:1]
    assert (FIRST.path, SECTIONS["spend"].path) == ("/", "/spend")
    assert len({page.path for page in PAGES.values()}) == len(PAGES)


def test_a_new_page_is_in_no_document_unless_it_says_so() -> None:
    before = in_documents(TOLD_FROM_PAPERS)
    assert in_documents((*TOLD_FROM_PAPERS, NEW)) == before
    asked_for = replace(NEW, section=Section("New", 4))
    after = in_documents((*TOLD_FROM_PAPERS, asked_for))
    assert set(after) - set(before) == {"new"} and not after["new"].usual
    assert [name for name in after if name != "new"] == list(before)
    assert [s.place for s in after.values()] == sorted(s.place for s in after.values())


@pytest.mark.parametrize("name", ["pack", "present", "new"])
def test_a_document_refuses_a_page_that_is_no_section(name: str) -> None:
    with pytest.raises(PackError, match=f"No section is called {name}. There are: overview, progress, spend, scenario"):
        Pack(COUNCILS[0], sections=("spend", name))


def test_a_section_holds_the_figures_that_it_names_as_a_document_may_show_them() -> None:
    def figure(name: str) -> Figure:
        return Figure(name, name, "unit", "Words.", COUNCILS[0] and FIRST.story(COUNCILS[0]).figures[0].grid)

    story = NEW.tell(COUNCILS[0], "Nothing.", (figure("a"), figure("b")))
    assert [f.figure_id for f in Section("New", 1).figures_of(story)] == ["a", "b"]
    some = Section(
        "New", 1, figures=("b",), tables=(PageFigure("b", ("c",)),), published=lambda f: replace(f, title="x")
    )
    assert [(f.figure_id, f.title) for f in some.figures_of(story)] == [("b", "x")]
    assert (some.columns("b"), some.columns("a"), some.holds("a")) == (("c",), (), False)


def links(path: Path) -> Iterator[str]:
    """Yield the page that each link written in a module leads to."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Link" and node.args:
            first = node.args[0]
            yield first.value if isinstance(first, ast.Constant) else ast.unparse(first)


def test_every_link_leads_to_a_page() -> None:
    """Figures know no pages (they stand on a lower floor), so the names that their links write are held here."""
    written = {
        (path, page)
        for path in modules()
        if path.is_relative_to(ROOT / "dayops_dash" / "figures")
        for page in links(path)
    }
    written |= {
        (path, page)
        for path in modules()
        if path.is_relative_to(ROOT / "dayops_dash" / "stories")
        for page in links(path)
    }
    assert len(written) > 20
    assert [(path.name, page) for path, page in written if page not in {*PAGES, "PAGE.name"}] == []


def test_the_action_plan_of_one_owner_is_an_address() -> None:
    """Exampleshire names an owner for each commitment: the rows of one owner are those of the file, and so is the table to take."""
    council = next(each for each in COUNCILS if each.slug == "exampleshire")
    lines = [row for row in council.rows("intentions") if row.owner_role == "Passenger transport manager"]
    address = Address.of({"view": "actions", "owner": "Passenger transport manager"})
    figure = next(f for f in PAGES["progress"].at_address(council, address).figures if f.figure_id == "action-plan")
    assert len(lines) == 1 and [str(row[0]) for row in figure.grid.rows] == [f"7. {lines[0].title}"]
    unknown = PAGES["progress"].at_address(council, Address.of({"view": "actions", "owner": "nobody"}))
    assert len(unknown.figures[-1].grid.rows) > 1


def test_the_menu_says_of_which_pages_a_council_has_nothing_and_each_leads_to_one_that_has() -> None:
    empty = {council.slug: {name for name, page in PAGES.items() if page.is_empty(council)} for council in COUNCILS}
    assert empty == {
        "cheshire-east": {"changes"},
        "dorset": {"changes", "scenario"},
        "exampleshire": set(),
        "nottinghamshire": {"risks", "scenario"},
        "solihull": {"changes", "risks", "scenario"},
    }
    for council in COUNCILS:
        for name in empty[council.slug]:
            other = PAGES[name].filled(council)
            assert other and name not in empty[other.slug], (council.slug, name)
            real = [slug for slug in empty if name not in empty[slug] and slug != "exampleshire"]
            assert other.illustrative == (not real), "a real council before a made-up one"


def test_what_is_known_on_an_earlier_day_decides_what_there_is() -> None:
    changes = PAGES["changes"]
    assert changes.is_empty(Library().dataset("nottinghamshire").at(date(2022, 5, 1))), "before its second paper"


def test_no_page_leads_on_to_a_council_that_cannot_be_shown(tmp_path: Path) -> None:
    for slug in ("nottinghamshire", "cheshire-east"):
        shutil.copytree(ROOT / "data" / slug, tmp_path / slug)
    (tmp_path / "cheshire-east" / "spend.csv").write_text("", "utf-8")
    council = Library(tmp_path).dataset("nottinghamshire").at()
    assert PAGES["risks"].is_empty(council) and PAGES["risks"].filled(council) is None
