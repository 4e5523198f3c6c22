"""What CONTRIBUTING.md's checklists end in: these fail until a new council, table, measure or page is whole."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.dictionary import dictionary
from dayops_dash.dataset.tables import TABLES
from dayops_dash.stories import PAGES, SECTIONS

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "dayops_dash" / "stories"


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_council_has_no_problem_and_says_who_it_is(slug: str) -> None:
    assert [str(problem) for problem in check(DATA / slug)] == []
    about = Library().dataset(slug).about
    assert about["short_title"] and about["area_word"] and about["contact"]


@pytest.mark.parametrize("folder", sorted(p for p in DATA.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_a_folder_under_data_is_a_council(folder: Path) -> None:
    assert folder.name in Library().slugs(), f"run: python -m dayops_dash describe {folder.name}"


@pytest.mark.parametrize("table", TABLES.values(), ids=lambda t: t.name)
def test_a_table_is_described_makes_facts_and_names_its_source(table: object) -> None:
    from dayops_dash.dataset.schema import Table

    assert isinstance(table, Table)
    assert (
        table.title
        and table.description.endswith(".")
        and (table.facts or table.name in ("printed_numbers", "paper_pages", "kept_papers"))
    )  # which is a check of facts
    assert table.sourced is False or [c.name for c in table.columns][-4:] == [
        "document_id",
        "locator",
        "visibility",
        "note",
    ]
    for fact in table.facts:
        for said in (fact.value, fact.measure, fact.unit, fact.subject, fact.period, fact.as_written, fact.qualifier):
            assert said.startswith("=") or set(said.split("+")) <= set(table.by_name), f"{table.name}: {said}"
    assert all(column.description.endswith(".") for column in table.columns)
    assert set(table.one_of) <= set(table.by_name)


def test_the_data_dictionary_is_of_today() -> None:
    assert (ROOT / "docs" / "tables.md").read_text("utf-8") == dictionary(), (
        "run: python -m dayops_dash tables > docs/tables.md"
    )


MEASURES = ROOT / "dayops_dash" / "measures"


@pytest.mark.parametrize("module", sorted(MEASURES.rglob("[a-z]*.py")), ids=lambda p: str(p.relative_to(MEASURES)))
def test_a_measure_has_a_test_of_its_own(module: Path) -> None:
    """It stands in the same place among the tests; parts of one whole (a check of sums) are tested together in their folder."""
    place = module.relative_to(MEASURES)
    own = ROOT / "tests" / "measures" / place.with_name(f"test_{place.name}")
    if own.exists():
        name = ".".join(("measures", *place.with_suffix("").parts))
        text = own.read_text("utf-8")
        assert name in re.sub(r"(measures[\w.]*) import ", r"\1.", text), f"{own.name} does not use {name}"
    else:
        assert [*own.parent.glob("test_*.py")] or [*own.parent.parent.glob("test_*.py")], place


def test_a_page_is_in_the_menu_has_a_script_and_a_story() -> None:
    declared = {p for p in STORIES.rglob("*.py") if re.search(r"^PAGE = Page\(", p.read_text("utf-8"), re.MULTILINE)}
    listed = {Path(inspect.getfile(inspect.unwrap(page.story))) for page in PAGES.values()}
    assert declared == listed
    places = [page.place for page in SECTIONS.values()]
    assert places[0] > 0 and len({*places}) == len(places), "give the page a place of its own in the menu"
    assert sorted(p.stem for p in (ROOT / "pages").glob("*.py")) == sorted(PAGES)
    readme = (ROOT / "README.md").read_text("utf-8")
    for page in PAGES.values():
        assert page.icon.isidentifier() and page.menu and page.title and page.question.endswith("?")
        assert f"| {page.menu} | " in readme, "name what the pages under a heading of the menu answer in README.md"
        script = (ROOT / "pages" / f"{page.name}.py").read_text("utf-8")
        assert script.startswith(f'"""{page.question}"""\n'), "a script begins with the page's question"
