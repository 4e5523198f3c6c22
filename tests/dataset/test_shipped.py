"""The shipped datasets, as anyone may check them; and that a council is a folder, read alone."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library, NotShown, UnknownCouncil
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.package import DESCRIPTOR, as_zip, describe, files_of, write_descriptor
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.measures.record.facts import facts

SLUGS = Library().slugs()
PAPERS_OF = {"cheshire-east", "dorset", "nottinghamshire", "solihull"}
EMAIL = re.compile(r"\S+@\S+\.\S")
TELEPHONE = re.compile(r"(?:\+44|\(0|\b0)[\d ()-]{9,}")
OF_THE_READER = re.compile(
    r"\b(?:today(?:'s)?|currently|at present|nowadays|recently|(?:this|last|next) year|now)\b", re.IGNORECASE
)
PERSON = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Rev|Sir|Dame|Lord|Lady|Cllr|Councillor)\.? (?:[A-Z]\.? ?)*[A-Z][a-z]+"
)


@contextmanager
def opened(under: Path) -> Iterator[list[str]]:
    """Collect the files under a folder that are opened meanwhile, however they are opened."""
    found: list[str] = []
    WATCHERS.append(lambda name: found.append(name) if name.startswith(str(under)) else None)
    try:
        yield found
    finally:
        WATCHERS.pop()


WATCHERS: list[Callable[[str], object]] = []


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and WATCHERS:
        for watcher in WATCHERS:
            watcher(str(arguments[0]))


sys.addaudithook(watch)  # a hook cannot be taken away: it does nothing while no one watches


def copies(root: Path, count: int) -> Path:
    """Return a folder with a shipped council under ``count`` names."""
    for number in range(count):
        shutil.copytree(DATA / SLUGS[number % len(SLUGS)], root / f"council-{number:03}")
    return root


def cells(slug: str) -> Iterator[tuple[str, int, str, str]]:
    """Yield each filled cell of a shipped council: file, row, column, text."""
    for path in sorted((DATA / slug).glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for number, row in enumerate(csv.DictReader(file), 2):
                yield from ((path.name, number, column, cell) for column, cell in row.items() if cell)


def test_the_councils_of_the_papers_are_shipped() -> None:
    assert set(SLUGS) >= PAPERS_OF


@pytest.mark.parametrize("slug", SLUGS)
def test_the_descriptor_is_what_the_schema_gives(slug: str) -> None:
    assert json.loads((DATA / slug / DESCRIPTOR).read_text("utf-8")) == describe(DATA / slug)


@pytest.mark.parametrize("slug", SLUGS)
def test_frictionless_finds_each_package_valid(slug: str) -> None:
    """The third-party command, which knows nothing of this project."""
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", DESCRIPTOR, "--json"],
        cwd=DATA / slug, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    report = json.loads(done.stdout)

    assert (done.returncode, report["valid"], report["stats"]["errors"]) == (0, True, 0), done.stdout[-2000:]
    assert {task["name"] for task in report["tasks"]} == {path.stem for path in (DATA / slug).glob("*.csv")}


@pytest.mark.parametrize("slug", SLUGS)
def test_no_cell_names_a_person_or_how_to_reach_one(slug: str) -> None:
    found = [place for *place, cell in cells(slug) if any(p.search(cell) for p in (EMAIL, TELEPHONE, PERSON))]
    assert found == []


def test_the_patterns_for_people_do_find_them() -> None:
    for words in ("Mr Smith", "Cllr J. B. Jones", "Councillor Jones", "Dr A Khan"):
        assert PERSON.search(words), words
    for words in ("0115 977 4137", "(01305) 221000", "+44 1305 221000", "07700900123"):
        assert TELEPHONE.search(words), words
    assert EMAIL.search("someone@council.gov.uk")


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_told_in_our_words_is_of_the_papers_day_and_not_of_the_readers(slug: str) -> None:
    """A reader of 2026 takes "today's" and "at present" of a paper of 2022 for today: what was so then is told as past."""
    ours = ("statement", "summary", "progress_note", "next_steps", "support_level_reason")
    told = [
        (name, row, cell) for name, row, column, cell in cells(slug) if column in ours and OF_THE_READER.search(cell)
    ]
    assert told == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_row_is_public(slug: str) -> None:
    assert {cell for _, _, column, cell in cells(slug) if column == "visibility"} == {"public"}
    for name, table in TABLES.items():
        path = DATA / slug / table.path
        if path.exists():
            with path.open(encoding="utf-8", newline="") as file:
                assert all(row["visibility"] == "public" for row in csv.DictReader(file)), name


def test_a_copied_folder_is_a_new_council(tmp_path: Path) -> None:
    """With no code changed: it is listed, titled, read and checked under its own name."""
    folder = Path(shutil.copytree(DATA / "dorset", tmp_path / "kent"))
    about = json.loads((folder / DESCRIPTOR).read_text("utf-8"))
    (folder / DESCRIPTOR).write_text(json.dumps({**about, "title": "Kent", "dayops": {"short_title": "Kent"}}), "utf-8")
    write_descriptor(folder)
    library = Library(root=tmp_path)

    assert (library.slugs(), library.titles(), library.default()) == (["kent"], {"kent": "Kent"}, "kent")
    kent, dorset = library.dataset("kent").at(), Library().dataset("dorset").at()
    assert (kent.slug, kent.short_title, kent.as_at) == ("kent", "Kent", dorset.as_at)
    assert facts(kent).drop(columns="council").equals(facts(dorset).drop(columns="council"))
    assert check(folder) == []


def test_the_list_puts_made_up_councils_last_and_opens_with_the_featured_one(tmp_path: Path) -> None:
    for slug, says in (("alpha", {"illustrative": True}), ("beta", {}), ("gamma", {"featured": True})):
        folder = tmp_path / slug
        folder.mkdir()
        (folder / DESCRIPTOR).write_text(json.dumps({"title": slug, "dayops": {"short_title": slug, **says}}), "utf-8")
        record_result(folder, content_of(folder), 0)

    assert Library(root=tmp_path).slugs() == ["beta", "gamma", "alpha"]
    assert Library(root=tmp_path).default() == "gamma"


def test_no_councils_is_an_empty_list(tmp_path: Path) -> None:
    assert (Library(root=tmp_path).slugs(), Library(root=tmp_path).default()) == ([], "")


def test_reading_some_of_150_councils_opens_no_table_of_the_others(tmp_path: Path) -> None:
    library = Library(root=copies(tmp_path, 150))
    chosen = ["council-007", "council-042", "council-100", "council-149"]
    with opened(tmp_path) as files:
        assert len(library.slugs()) == len(library.titles()) == 150
        assert [name for name in files if name.endswith(".csv")] == []

        assert len(facts(library.dataset(chosen[0]).at())) > 100
        tables = {Path(name).parent.name for name in files if name.endswith(".csv")}
        assert tables == {chosen[0]}

        for slug in chosen[1:]:
            assert len(facts(library.dataset(slug).at())) > 100
        tables = {Path(name).parent.name for name in files if name.endswith(".csv")}
        assert tables == set(chosen)


def test_a_council_read_again_is_not_opened_again_until_its_files_change(tmp_path: Path) -> None:
    library = Library(root=copies(tmp_path, 1))
    first = library.dataset("council-000")
    facts(first.at())
    with opened(tmp_path) as files:
        assert library.dataset("council-000") is first
        facts(library.dataset("council-000").at())
        assert files == []

    path = tmp_path / "council-000" / "glossary.csv"
    path.write_bytes(path.read_bytes().replace(b",public,", b",public,New.", 1))
    write_descriptor(path.parent)
    time.sleep(1.1)  # a folder is looked at at most once a second
    again = library.dataset("council-000")
    assert again.version != first.version
    assert again.table("glossary")["note"].iloc[0].startswith("New.")


def test_the_version_is_of_the_content_and_not_of_the_folder(tmp_path: Path) -> None:
    library = Library(root=copies(tmp_path, 2 * len(SLUGS)))
    one, same, other = (library.dataset(f"council-{n:03}").version for n in (0, len(SLUGS), 1))
    assert one == same != other


@pytest.mark.parametrize(
    "slug",
    [
        "../x",
        "..",
        ".",
        "",
        "/etc",
        "/",
        "dorset/../solihull",
        "dorset/",
        "./dorset",
        "Dorset",
        "dorset\0",
        "~",
        "*",
        "%2e%2e",
    ],
)
def test_a_name_like_a_path_is_no_council(slug: str, tmp_path: Path) -> None:
    outside = Path(shutil.copytree(DATA / "dorset", tmp_path / "x"))
    inside = tmp_path / "data"
    shutil.copytree(DATA / "dorset", inside / "dorset")

    for name in (slug, str(outside)):
        with opened(tmp_path / "x") as files, pytest.raises(UnknownCouncil, match="dorset"):
            Library(root=inside).dataset(name)
        assert files == []


@pytest.mark.parametrize("content", ["{", "[]", '"words"', '{"dayops": null}', '{"dayops": []}'])
def test_a_council_with_a_broken_descriptor_takes_no_other_down(content: str, tmp_path: Path) -> None:
    library = Library(root=copies(tmp_path, 2))
    (tmp_path / "council-001" / DESCRIPTOR).write_text(content, "utf-8")

    assert library.folders() == ("council-000", "council-001")
    assert library.slugs() == list(library.titles()) == ["council-000"]
    with pytest.raises(NotShown, match="cannot be shown at present"):
        library.dataset("council-001")
    assert len(library.dataset("council-000").at().table("intentions")) > 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: text.replace("level_id", "level", 1), "columns of its schema"),
        (lambda text: text.replace(",1,", ",first,", 1), "first"),
        (lambda text: text.replace(",overview-committee-2024-07,", ",minutes-1999,", 1), "minutes-1999"),
    ],
)
def test_a_table_that_cannot_be_read_is_named(change: Callable[[str], str], says: str, tmp_path: Path) -> None:
    path = Path(shutil.copytree(DATA / "dorset", tmp_path / "dorset")) / "levels.csv"
    path.write_text(change(path.read_text("utf-8")), "utf-8")

    with pytest.raises(NotShown, match=r"^The data of “Dorset” cannot be shown at present\.$"):
        Library(root=tmp_path).dataset("dorset")
    withheld = Library(root=tmp_path).withheld("dorset")
    assert withheld and withheld.problems and withheld.shown_version == ""
    assert any(says in str(problem) or problem.file == "levels.csv" for problem in check(path.parent))


@pytest.mark.parametrize("slug", SLUGS)
def test_tables_have_the_types_that_they_promise(slug: str) -> None:
    dataset = Library().dataset(slug)
    for name, table in TABLES.items():
        frame = dataset.table(name)
        for column in table.columns:
            found = frame[column.name]
            if column.kind == "string":
                assert all(isinstance(cell, str) for cell in found), (name, column.name)
            elif column.kind == "date":
                assert all(cell is None or type(cell) is date for cell in found), (name, column.name)
            else:
                assert str(found.dtype) == {"integer": "Int64", "number": "float64"}[column.kind], (name, column.name)


def test_a_folder_without_a_table_has_none_of_its_rows() -> None:
    """Dorset has no survey: the table is there with its columns and no rows."""
    frame = Library().dataset("dorset").at().table("survey_answers")
    assert (len(frame), list(frame.columns)) == (
        0,
        [*(c.name for c in TABLES["survey_answers"].columns), "reported_on"],
    )


def test_the_same_folder_gives_the_same_zip(tmp_path: Path) -> None:
    first = as_zip("dorset", files_of(DATA / "dorset"))
    assert (
        first
        == as_zip("dorset", files_of(DATA / "dorset"))
        == as_zip("dorset", files_of(Path(shutil.copytree(DATA / "dorset", tmp_path / "dorset"))))
    )
