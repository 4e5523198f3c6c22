"""Exampleshire is made up, says so everywhere, and is prepared by the very commands that a council uses."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dayops_dash.dataset import Council, Library
from dayops_dash.measures.places import AgainstChance, reached
from dayops_dash.stories import PAGES
from tests import exampleshire
from tests.prepare import records as made

SLUG = "exampleshire"


def council() -> Council:
    return Library().dataset(SLUG).at()


def test_its_counts_are_what_the_commands_give_byte_for_byte(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(exampleshire.FOLDER, tmp_path / SLUG))
    for table in ("reach.csv", "areas.csv"):
        (folder / table).unlink()
    papers = folder / "documents.csv"
    lines = papers.read_text("utf-8").splitlines(keepends=True)
    papers.write_text("".join(x for x in lines if not x.startswith("client-level-data-")), "utf-8")
    exampleshire.make(folder)
    assert {p.name: p.read_bytes() for p in folder.iterdir()} == {
        p.name: p.read_bytes() for p in exampleshire.FOLDER.iterdir()
    }


def test_it_comes_last_and_is_not_where_the_dashboard_opens() -> None:
    library = Library()
    assert library.slugs()[-1] == SLUG and library.default() != SLUG
    assert library.titles()[SLUG] == "Exampleshire (illustrative)"


def test_it_says_that_it_is_made_up() -> None:
    its = council()
    assert its.dataset.about["illustrative"] is True and "illustrative" in its.dataset.title
    assert all("illustrative" in r["title"] or r["kind"] == "data return" for r in its.rows("documents"))
    assert all(code["area_code"].startswith("E05999") for code in its.rows("areas"))


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_it_says_so(page: str) -> None:
    assert "illustrative" in PAGES[page].story(council()).markdown().lower()


def test_every_class_of_ward_can_be_seen() -> None:
    standings = {one.standing for one in reached(council())}
    assert standings >= {AgainstChance.HIGHER, AgainstChance.LOWER, AgainstChance.NEITHER, AgainstChance.HIDDEN}


def test_what_is_hidden_is_nowhere_in_its_files() -> None:
    rows = made.read(exampleshire.FOLDER / "reach.csv")
    assert not any(r["value"] in ("1", "2", "3", "4") for r in rows if r["measure"] == "people")
    assert all(r["shorthand"] in ("hidden", "not available") for r in rows if not r["value"])
    without = [r for r in rows if not r["value"] and r["measure"] == "people" and r["shorthand"] != "hidden"]
    assert {r["group"] for r in without if not r["area_code"]} == {"internal and external"}  # records are left out
    assert any(r["area_code"] for r in without)  # where nobody was found, and some people's area is not known
    assert not any(r["area_code"] and r["value"] == "0" and not r["group"] for r in rows)
    assert not list(exampleshire.FOLDER.glob("*.md"))
