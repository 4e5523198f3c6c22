"""The record of publications, the pointer and the versions prove each other, and what was lost of one is mended from the others."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.gate import GATE, RESULT
from dayops_dash.dataset.serving.versions import (
    POINTER,
    RECORD,
    VERSIONS,
    content_hash,
    content_of,
    publications,
    rules,
)
from dayops_dash.dataset.stores.mirror import OF_A_VERSION
from dayops_dash.measures.record.facts import facts
from dayops_dash.publishing import ledger
from dayops_dash.publishing.publish import NotPublished, undo
from dayops_dash.publishing.store import shown_version
from dayops_dash.publishing.verify import record_faults
from dayops_dash.stories.record import sources
from tests.publishing.acts import (
    Run,
    begin_anew,
    commands_on,
    look_again,
    published,
    small_council,
    title_shown,
    with_cell,
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A council with three acts: its first data, and titles Two and Three."""
    folder = small_council(tmp_path / "data")
    for title in ("Two", "Three"):
        published(folder, tmp_path / f"draft-{title}", title)
    return folder


@pytest.fixture
def run(home: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    return commands_on(home.parent, monkeypatch)


def keep(home: Path, lines: list[str]) -> None:
    (home / RECORD).write_text("".join(f"{line}\n" for line in lines), "utf-8")


def point(home: Path, **stated: str) -> None:
    present = json.loads((home / POINTER).read_text("utf-8"))
    (home / POINTER).write_text(json.dumps({**present, **stated}), "utf-8")


def without_the_last_two(home: Path) -> None:
    keep(home, ledger.lines(home)[:-2])


def without_record(home: Path) -> None:
    (home / RECORD).unlink()


def with_the_last_line_changed(home: Path) -> None:
    *first, last = ledger.lines(home)
    keep(home, [*first, last.replace("Title Three", "Title Four")])


def with_a_middle_line_changed(home: Path) -> None:
    first, second, last = ledger.lines(home)
    keep(home, [first, second.replace("Title Two", "Title Four"), last])


def with_another_version_in_the_pointer(home: Path) -> None:
    point(home, version=ledger.events(home)[0].after)


def without_the_shown_version(home: Path) -> None:
    shutil.rmtree(home / VERSIONS / shown_version(home))


def with_an_earlier_version_changed(home: Path) -> None:
    with_cell(home / VERSIONS / ledger.events(home)[0].after, "documents", "title", "Changed by hand")


def with_an_older_pointer(home: Path) -> None:
    (home / POINTER).write_bytes(ledger.pointer_of(ledger.events(home)[1]))


def without_pointer(home: Path) -> None:
    (home / POINTER).unlink()


DAMAGE = [
    *(without_the_last_two, without_record, with_the_last_line_changed, with_a_middle_line_changed, without_pointer),
    *(
        with_another_version_in_the_pointer,
        without_the_shown_version,
        with_an_earlier_version_changed,
        with_an_older_pointer,
    ),
]


def test_what_is_whole_is_verified(home: Path, run: Run) -> None:
    assert list(record_faults(home)) == []
    assert "3 acts, each following" in run("record", "verify", "exampleton").output


def test_an_earlier_version_that_is_lost_is_named_with_its_last_day(home: Path, run: Run) -> None:
    lost = ledger.events(home)[0].after
    shutil.rmtree(home / VERSIONS / lost)
    told = run("record", "verify", "exampleton").output
    assert f"not kept any more: {lost} (shown until " in told and "restore it from a backup" in told


@pytest.mark.parametrize("damage", DAMAGE)
def test_whatever_was_changed_or_taken_away_is_said(damage: Callable[[Path], None], home: Path, run: Run) -> None:
    damage(home)
    done = run("record", "verify", "exampleton")
    assert done.exit_code == 1 and done.output.startswith("exampleton: "), done.output


@pytest.mark.parametrize(
    "damage", [without_the_last_two, without_record, with_the_last_line_changed, with_an_older_pointer]
)
def test_no_act_is_added_to_a_record_that_lacks_some(damage: Callable[[Path], None], home: Path) -> None:
    damage(home)
    before = {name: (home / name).read_bytes() for name in (POINTER, RECORD) if (home / name).exists()}
    to = next(path.name for path in sorted((home / VERSIONS).iterdir()) if path.name != shown_version(home))
    with pytest.raises(NotPublished, match="record mend exampleton"):
        undo(home, to=to, because="x")
    assert {name: (home / name).read_bytes() for name in before} == before


def test_a_lost_line_end_loses_no_act_and_a_torn_line_is_mended(home: Path, tmp_path: Path) -> None:
    whole = (home / RECORD).read_bytes()
    (home / RECORD).write_bytes(whole[:-1])
    assert list(record_faults(home)) == [] and len(ledger.lines(home)) == 3
    published(home, tmp_path / "four", "Four")
    assert (home / RECORD).read_bytes().startswith(whole) and len(ledger.lines(home)) == 4
    (home / RECORD).write_bytes((home / RECORD).read_bytes()[:-100])
    assert list(record_faults(home)) == [] and len(ledger.events(home)) == 4
    undo(home, because="Not agreed")
    assert [act.act for act in ledger.events(home)] == ["adopt", "publish", "publish", "publish", "undo"]
    assert ledger.wrong_line(ledger.lines(home)) == 0


def test_without_its_pointer_a_published_council_is_withheld_and_not_its_working_copy(home: Path, run: Run) -> None:
    with_cell(home, "documents", "title", "A private working copy")
    without_pointer(home)
    begin_anew()
    assert Library(home.parent).folders() == ("exampleton",) and Library(home.parent).slugs() == []
    with pytest.raises(DatasetError, match="Run record mend"):
        undo(home, because="x")
    for words in (["versions"], ["draft", "--out", str(home.parents[1] / "new")]):
        assert "Run record mend exampleton" in run(*words, "exampleton").output
    assert run("record", "mend", "exampleton").exit_code == 0
    assert title_shown(home) == "Three" and list(record_faults(home)) == []
    (home / POINTER).write_text("{", "utf-8")
    assert run("record", "mend", "exampleton").exit_code == 0 and title_shown(home) == "Three"
    assert "nothing to mend" in run("record", "mend", "exampleton").output


def test_a_record_that_cannot_be_restored_is_kept_beside_a_new_one(home: Path, run: Run, tmp_path: Path) -> None:
    without_the_last_two(home)
    damaged = (home / RECORD).read_bytes()
    refused = run("record", "mend", "exampleton")
    assert refused.exit_code == 1 and "--begin-anew" in refused.output and title_shown(home) == "Three"
    assert run("record", "mend", "exampleton", "--begin-anew").exit_code == 0
    (kept,) = home.glob("record-damaged-*.jsonl")
    assert kept.read_bytes() == damaged and title_shown(home) == "Three" and list(record_faults(home)) == []
    assert [act.act for act in ledger.events(home)] == ["adopt"]


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("at", "yesterday"),
        ("at", "2026-01-01T00:00:00"),
        ("at", 5),
        ("rows", ["a"]),
        ("rows", {"a": "b"}),
        ("after", "../x"),
        ("because", 1),
    ],
)
def test_a_line_that_is_no_act_breaks_no_page_and_no_command(part: str, value: object, home: Path, run: Run) -> None:
    lines = ledger.lines(home)
    forged = json.dumps({**json.loads(lines[-1]), part: value}, sort_keys=True)
    keep(home, [*lines[:-1], forged])
    point(home, record=forged)
    look_again()
    council = Library(home.parent).dataset("exampleton").at()
    assert sources(council, "papers").answer
    if part == "at":
        assert publications(home) == ()
    for words in (["versions"], ["record", "verify"], ["undo", "--because", "x", "--yes"], ["prune", "--yes"]):
        done = run(*words, "exampleton")
        assert done.exit_code == 1 and not isinstance(done.exception, Exception), words


def test_what_is_no_version_is_neither_removed_nor_verified(home: Path, run: Run) -> None:
    for name in ("backup", "fff", "notes.txt"):
        (home / VERSIONS / name).mkdir()
    done = run("prune", "exampleton", "--years", "0", "--yes")
    assert done.exit_code == 0 and "2 versions removed" in done.output, done.output
    assert sorted(p.name for p in (home / VERSIONS).iterdir()) == sorted(
        ["backup", "fff", "notes.txt", shown_version(home)]
    )
    assert run("record", "verify", "exampleton").exit_code == 0


@pytest.mark.parametrize("years", ["2100", "1e9", "inf", "nan", "-1"])
def test_years_that_no_calendar_has_are_refused(years: str, home: Path, run: Run) -> None:
    done = run("prune", "exampleton", "--years", years, "--yes")
    assert done.exit_code == 2 and not isinstance(done.exception, Exception)


def test_a_record_that_is_a_link_is_not_written_through(home: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere.jsonl"
    shutil.move(home / RECORD, elsewhere)
    (home / RECORD).symlink_to(elsewhere)
    before = elsewhere.read_bytes()
    with pytest.raises(DatasetError, match="cannot be read"):
        undo(home, because="x")
    assert elsewhere.read_bytes() == before


def forge(folder: Path) -> None:
    """Say beside a folder's files that they passed check."""
    files = content_of(folder)
    stated = {"content": content_hash(files), "problems": 0, "rules": rules()}
    stated["descriptor"] = hashlib.sha256(files[DESCRIPTOR]).hexdigest()
    (folder / RESULT).write_text(json.dumps(stated), "utf-8")


@pytest.mark.parametrize("problems", ["true", '"0"', "[" * 100_000])
def test_a_result_that_says_nothing_is_worked_out_anew(tmp_path: Path, problems: str) -> None:
    """It was believed to be a number: one council's damaged result took every list of councils down."""
    folder = small_council(tmp_path)
    forge(folder)
    stated = (folder / RESULT).read_text("utf-8").replace('"problems": 0', f'"problems": {problems}')
    (folder / RESULT).write_text(stated, "utf-8")
    begin_anew()
    assert Library(tmp_path).slugs() == ["exampleton"] and Library(tmp_path).withheld("exampleton") is None


def test_a_check_that_fails_itself_takes_no_other_council_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (small_council(tmp_path) / RESULT).unlink(missing_ok=True)
    shutil.copytree(DATA / "dorset", tmp_path / "dorset")
    real = GATE.problems

    def failing(folder: Path, council: str, content: str, files: Mapping[str, bytes]) -> int | None:
        if council == "exampleton":
            raise ZeroDivisionError
        return real(folder, council, content, files)

    begin_anew()
    monkeypatch.setattr(GATE, "problems", failing)
    assert Library(tmp_path).slugs() == ["dorset"] and Library(tmp_path).not_shown()


def test_a_version_whose_files_were_changed_is_not_shown_whatever_lies_beside_it(home: Path) -> None:
    version = home / VERSIONS / shown_version(home)
    forge(with_cell(version, "documents", "title", "Doctored"))
    begin_anew()
    with pytest.raises(DatasetError, match="cannot be shown at present"):
        Library(home.parent).dataset("exampleton")
    assert {RESULT} <= OF_A_VERSION


def test_a_forged_result_takes_no_other_council_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = tmp_path / "data"
    for slug in ("dorset", "solihull"):
        shutil.copytree(DATA / slug, root / slug)
    lines = (root / "dorset" / "documents.csv").read_text("utf-8").splitlines(keepends=True)
    (root / "dorset" / "documents.csv").write_text("".join([lines[0], *lines[2:]]), "utf-8")
    forge(root / "dorset")
    begin_anew()
    library = Library(root)
    shown, away = library.every()
    assert [dataset.slug for dataset in shown] == ["solihull"] and away[0].startswith("dorset is left out")
    assert len(facts(shown[0].at())) > 100
    assert library.datasets(["dorset", "solihull"]) == shown


@pytest.mark.skipif(getattr(os, "geteuid", lambda: 0)() == 0, reason="everything may be read by this user")
def test_versions_that_may_not_be_listed_are_said(home: Path, run: Run) -> None:
    (home / VERSIONS).chmod(0)
    try:
        assert "cannot be read" in run("changes", "exampleton", "--between", "a", "b").output
    finally:
        (home / VERSIONS).chmod(0o755)
