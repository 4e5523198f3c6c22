"""As many councils as England has, and more: nothing that a reader asks for opens them all, and no list is more than linear."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from dayops_dash import page_commands
from dayops_dash.address import Address
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving import library as lists
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.public import has_public_papers, public_copy
from dayops_dash.dataset.serving.shown import state
from dayops_dash.dataset.serving.versions import content_of, councils_in
from dayops_dash.edition import data, routes
from dayops_dash.edition.page import FEW, LINKED
from dayops_dash.screen import html
from dayops_dash.screen.files import Files
from dayops_dash.server import reading as reading_of_readers
from dayops_dash.stories import PAGES, compare, scenario
from dayops_dash.stories.search.find import BUDGET, find
from dayops_dash.stories.search.index import Index
from dayops_dash.stories.search.search import left_words
from tests.bench.councils import SHIPPED, copies
from tests.edition.test_routes import ask
from tests.readers import forget

pytestmark = pytest.mark.long
MANY = 150
SIZES = (6, 12, 24)  # of the lists whose look-ups are counted


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copies(tmp_path_factory.mktemp("many") / "data", MANY)


@pytest.fixture(scope="module")
def sized(many: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return folders of so many councils, each a link to one of the many."""
    root = tmp_path_factory.mktemp("sized")
    for size in SIZES:
        (root / str(size)).mkdir()
        for folder in sorted(many.iterdir(), key=lambda path: (path.name not in SHIPPED, path.name[-3:]))[:size]:
            shutil.copytree(folder, root / str(size) / folder.name, copy_function=os.link)
    return [root / str(size) for size in SIZES]


@pytest.fixture
def served(many: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    serve(many, monkeypatch)
    return many


def serve(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (data, routes, reading_of_readers):
        monkeypatch.setattr(module, "Library", partial(Library, root))


@contextmanager
def opened() -> Iterator[list[str]]:
    """Yield the files that are opened meanwhile."""
    found: list[str] = []
    HOOKS.append(found)
    try:
        yield found
    finally:
        HOOKS.remove(found)


HOOKS: list[list[str]] = []
sys.addaudithook(lambda event, told: [h.append(str(told[0])) for h in HOOKS] and None if event == "open" else None)


def councils_of(files: list[str], root: Path) -> set[str]:
    """Return the councils of which a table was opened."""
    return {Path(file).parent.name for file in files if file.startswith(str(root)) and file.endswith(".csv")}


def calls(work: Callable[[], object]) -> int:
    """Return how many functions are called by some work: what it does, whatever the machine is busy with."""
    counted = 0

    def count(frame: object, event: str, told: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return counted


def next_second() -> None:
    for cached in (state, lists._listing, lists._folders):
        cached.cache_clear()


LISTS: dict[str, Callable[[Path], object]] = {
    "the councils": lambda root: Library(root).titles(),
    "the public ones": lambda root: Library(root, public=True).titles(),
    "the list at /read/": lambda root: routes._page("", None, Address.of({})),
    "what can be compared": lambda root: compare.others(Library(root).dataset("dorset").at()),
    "who can lend prices": lambda root: scenario.lenders(Library(root).dataset("dorset").at()),
    "each by its name": lambda root: [Library(root).datasets([slug]) for slug in Library(root).slugs()],
    "a council's choosers": lambda root: html.select("Council", "council", Library(root).titles(), "dorset"),
    "what a command says": lambda root: Library(root).every(),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("again", [False, True])
def test_every_list_is_linear(name: str, again: bool, sized: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Three sizes, each twice the one before: what a list does grows no more from the second to the third than it doubles."""
    monkeypatch.setattr(
        lists, "_second", lambda: 1
    )  # a second that ends in the middle would have a folder looked at twice
    work = []
    for root in sized:
        serve(root, monkeypatch)
        forget()
        LISTS[name](root)
        if again:
            next_second()
        else:
            forget()
        work.append(calls(lambda root=root: LISTS[name](root)))  # type: ignore[misc]
    first, second, third = work
    assert third - second <= 2.3 * max(second - first, 0) + 500, work


def test_what_compare_offers_is_worked_out_once_for_a_list(sized: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Each rerun went through every council eight times."""
    monkeypatch.setattr(lists, "_second", lambda: 1)
    work = []
    for root in sized:
        council, nothing = Library(root).dataset("dorset").at(), Address.of({})

        def rerun(council: Council = council, nothing: Address = nothing) -> None:
            compare.offered(council, compare.asked_for(council, nothing))
            compare.usual(council)
            compare.beside(council, nothing)

        rerun()
        work.append(calls(rerun))
    assert max(work) <= min(work) + MANY // 5, work  # every council would be more than 150 calls


def test_a_list_that_has_not_changed_is_the_same_list(sized: list[Path]) -> None:
    """What is kept of a list is looked for by it: a new one each second had every council compared at each look."""
    root = sized[0]
    before = Library(root).listed()
    next_second()
    lists._passed_at.cache_clear()  # every entry is made anew
    assert Library(root).listed() is before
    shutil.rmtree(root / before[0].slug)
    next_second()
    assert [each.slug for each in Library(root).listed()] == [each.slug for each in before[1:]]


def test_a_folder_is_looked_at_once_a_second_however_many_ask(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = []
    monkeypatch.setattr(lists, "councils_in", lambda root: looks.append(root) or councils_in(root))
    for second in (1, 2):
        forget()
        monkeypatch.setattr(lists, "_second", lambda second=second: second)
        for _ in range(50):
            library = Library(many)
            assert len(library.titles()) == MANY and library.dataset("dorset").slug == "dorset"
        assert looks.count(many) == second


@pytest.mark.parametrize("page", ["overview", "compare", "scenario", "sources"])
def test_a_page_opens_no_council_but_those_that_it_shows(page: str, many: Path) -> None:
    forget()
    with opened() as files:
        PAGES[page].at_address(Library(many).dataset("dorset").at(), Address.of({}))
    most = {"compare": 4, "scenario": scenario.LOOKED_AT + 1}.get(page, 1)
    assert 1 <= len(councils_of(files, many)) <= most


def test_the_lists_of_many_open_no_table_but_that_of_papers(served: Path) -> None:
    forget()
    with opened() as files:
        assert len(Library(served).slugs()) == MANY
        assert councils_of(files, served) == set()
        answer = ask("/read/")
    assert {Path(file).name for file in files if file.endswith(".csv")} == {"documents.csv"}, "which say what is public"
    assert answer.status == 200 and answer.text.count("<li>") == MANY > FEW
    assert all(f'href="{slug}/overview"' in answer.text for slug in Library(served).slugs())


def test_a_plain_page_of_many_links_to_their_list_and_one_of_few_to_each(served: Path, many: Path) -> None:
    told = ask("/read/dorset/spend").text
    assert '<a href="../">All councils</a>' in told and "solihull" not in told
    few = ask("/read/dorset/risks").text
    assert len(few) < len(told) * 20 and LINKED < MANY


def test_compare_offers_the_most_alike_and_every_other_is_one_choice_away(many: Path) -> None:
    council = Library(many).dataset("nottinghamshire").at()
    assert [c.slug for c in compare.offered(council)] == [
        c.slug for c in compare.others(council) if c in compare.offered(council)
    ]
    assert len(compare.offered(council)) == compare.OFFERED
    usual = compare.usual(council)
    assert len(usual) == 3 and all(slug.startswith("nottinghamshire-") for slug in usual), "other county councils"
    more = compare.to_add(council, ())
    assert len(more) + compare.OFFERED == MANY and next(iter(more)) == ",".join(usual)
    value = next(each for each in more if each.startswith("solihull,"))
    asked = compare.asked_for(council, Address.of({"with": value}))
    assert asked == ("solihull", *usual[:2])
    labels = [
        h.label for h in PAGES["compare"].at_address(council, Address.of({"with": value})).figures[0].grid.headings
    ]
    assert len(labels) == 5 and "Solihull" in labels
    assert "solihull" in {c.slug for c in compare.offered(council, asked)}, "so that it can be unticked"


def test_any_council_s_prices_can_be_used_by_their_address(many: Path) -> None:
    council = Library(many).dataset("dorset").at()
    assert 1 <= len(scenario.lenders(council)) <= scenario.LOOKED_AT
    last = [slug for slug in Library(many).slugs() if slug.startswith("cheshire-east")][-1]
    found = scenario.chosen_lender(council, Address.of({"prices": last}))
    assert found and found.slug == last


def test_a_table_s_address_is_short_however_many_councils_there_are(many: Path) -> None:
    council = Library(many).dataset("dorset").at()
    for page in ("compare", "scenario", "pack"):
        assert len(Files(council, page).table("model")) < 2_000


@pytest.mark.parametrize("exempt", [(), ("documents",), ("spend",)])
@pytest.mark.parametrize("slug", [*SHIPPED, "exampleshire"])
def test_what_is_public_is_known_from_the_papers_alone(slug: str, exempt: tuple[str, ...]) -> None:
    files = content_of(DATA / slug)
    for name in exempt:
        files[f"{name}.csv"] = files[f"{name}.csv"].replace(b",public", b",exempt")
    files.pop("boundaries.geojson", None)
    assert has_public_papers(files["documents.csv"], slug) == ("documents.csv" in public_copy(files, slug).files)
    assert has_public_papers(files["documents.csv"], slug) == ("documents" not in exempt)


def test_commands_for_many_go_on_without_one_and_say_which_and_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = copies(tmp_path / "data", 4)
    monkeypatch.setattr(page_commands, "Library", partial(Library, root))
    whole = CliRunner().invoke(app, ["facts"])
    assert whole.exit_code == 0 and "\ndorset," in whole.stdout
    (root / "dorset" / "risks.csv").write_bytes(b"")
    record_result(root / "dorset", content_of(root / "dorset"), 3)
    shutil.rmtree(root / "solihull" / "versions", ignore_errors=True)
    forget()
    monkeypatch.setattr(lists.LAST, "_shown", {})
    for command in (
        ["facts"],
        ["site", "--out", str(tmp_path / "site")],
        ["public-copy", "--out", str(tmp_path / "copy")],
    ):
        done = CliRunner().invoke(app, command)
        assert done.exit_code == 1 and done.exception.__class__ is SystemExit, done.output
        assert "dorset is left out: " in done.stderr and "Run check dorset" in done.stderr
    assert "\nsolihull," in CliRunner().invoke(app, ["facts"]).stdout
    assert (tmp_path / "site" / "solihull" / "overview.html").is_file() and not (tmp_path / "site" / "dorset").exists()
    assert (tmp_path / "copy" / "solihull" / DESCRIPTOR).is_file() and not (tmp_path / "copy" / "dorset").exists()


def test_copies_are_councils_of_their_own(many: Path) -> None:
    one = json.loads((many / "dorset-005" / DESCRIPTOR).read_text("utf-8"))
    assert one["name"] == "dorset-005" and one["dayops"]["short_title"] == "Dorset 5"


def test_a_search_of_all_councils_stops_at_its_budget_and_goes_on_from_there(
    sized: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What one request has no time for is told, and the next goes on. By a clock on which each index that is made takes a quarter."""
    forget()
    here, room, made = Library(sized[-1]).dataset("dorset").at(), sys.modules[find.__module__], set[tuple[str, str]]()
    find(here, "transport")

    def counted(name: str) -> Callable[[Council], Index]:
        make = getattr(room, name)

        def index(council: Council) -> Index:
            made.add((name, council.dataset.slug))
            return make(council)

        return index

    for name in ("index_of_rows", "index_of_pages"):
        monkeypatch.setattr(room, name, counted(name))
    monkeypatch.setattr(room, "time", SimpleNamespace(thread_time=lambda: len(made) * BUDGET / 4))
    searched = [0]
    while searched[-1] < SIZES[-1]:
        before = len(made)
        found = find(here, "transprot", everywhere=True)
        assert found.councils == SIZES[-1] and searched[-1] < found.searched and len(made) <= before + 4 + 3
        assert left_words(found) or found.whole == SIZES[-1]
        searched.append(found.searched)
    assert {hit.council.slug[:5] for hit in found.hits} >= {slug[:5] for slug in SHIPPED}
