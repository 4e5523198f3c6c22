"""A document can be made again from the version of the data that it was made from, the same bytes, although the data moved on."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import clock, commands, pack_commands, page_commands
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.serving import shown as reading
from dayops_dash.publishing.publish import draft_of, publish, undo
from dayops_dash.publishing.store import shown_version
from dayops_dash.publishing.verify import record_faults
from tests.publishing.test_publish import NEW, changed

DAYS = [datetime(2026, 11, day, 12, tzinfo=UTC) for day in (9, 16, 23)]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Dorset's folder beside Exampleshire's, which shows it for comparison."""
    root = tmp_path / "data"
    for slug in ("dorset", "exampleshire"):
        shutil.copytree(DATA / slug, root / slug)
    for module in (pack_commands, page_commands):
        monkeypatch.setattr(module, "Library", lambda **options: Library(root, **options))
    return root / "dorset"


def run(*words: str) -> str:
    reading.state.cache_clear()
    done = CliRunner().invoke(commands.app, list(words))
    assert done.exit_code == 0, done.output
    return done.output


def made(out: Path, *words: str) -> dict[str, bytes]:
    """Return the bytes of what a command writes."""
    if words[0] == "site":
        run(*words, "--out", str(out))
        return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}
    run(words[0], "dorset", "--out", str(out), *words[1:])
    return {"": out.read_bytes()}


@pytest.mark.long
@pytest.mark.parametrize("words", [("pack", "--format", "docx"), ("pack", "--format", "xlsx"), ("site",)], ids="-".join)
def test_a_document_made_again_from_its_version_and_day_is_the_same_bytes(
    home: Path, tmp_path: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(clock.SETTING, "2026-11-10")
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    version, shown = shown_version(home), Library(home.parent).dataset("dorset").version
    before = made(tmp_path / "before", *words)
    publish(draft_of(home, changed(home, tmp_path / "two", NEW, "A third title")), because="Second", now=DAYS[1])
    publish(draft_of(home.parent / "exampleshire", _other(home)), because="A neighbour's", now=DAYS[2])
    monkeypatch.setenv(clock.SETTING, "2026-11-29")
    again = made(tmp_path / "again", *words, "--version", version[:7], "--made-on", "2026-11-10")
    assert again == before
    if words == ("site",):  # takes long
        return
    assert made(tmp_path / "now", *words) != before
    assert made(tmp_path / "day", *words, "--made-on", "2026-11-10") == before
    assert made(tmp_path / "printed", *words, "--version", shown, "--made-on", "2026-11-10") == before


def _other(home: Path) -> Path:
    """Return a draft of the neighbour, with a title changed that comparisons show."""
    folder = home.parent / "exampleshire"
    path = folder / "datapackage.json"
    path.write_text(path.read_text("utf-8").replace('"short_title": "Exampleshire"', '"short_title": "Exshire"'))
    return folder


def test_a_plain_folder_is_its_own_only_version_and_is_made_again_after_the_first_publish(
    home: Path, tmp_path: Path
) -> None:
    version = shown_version(home)
    before = made(tmp_path / "before.docx", "pack")
    assert made(tmp_path / "same.docx", "pack", "--version", version[:6]) == before
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    assert made(tmp_path / "now.docx", "pack") != before
    assert made(tmp_path / "again.docx", "pack", "--version", version[:6]) == before


def test_a_copy_of_the_folder_is_a_backup(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The machine is lost, and the copy is put back on another: the same bytes, of this version and the one before."""
    version = shown_version(home)
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    before = [made(tmp_path / "a.docx", "pack"), made(tmp_path / "b.docx", "pack", "--version", version)]
    backup = shutil.copytree(home.parent, tmp_path / "backup")
    shutil.rmtree(home.parent)
    restored = shutil.copytree(backup, tmp_path / "another" / "data")
    monkeypatch.setattr(pack_commands, "Library", lambda **options: Library(restored, **options))
    assert [made(tmp_path / "c.docx", "pack"), made(tmp_path / "d.docx", "pack", "--version", version)] == before
    assert list(record_faults(restored / "dorset")) == []


def test_a_version_that_was_shown_again_is_told_with_the_acts_up_to_then(home: Path, tmp_path: Path) -> None:
    words = ("pack", "--format", "xlsx")
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    first = shown_version(home)
    publish(draft_of(home, changed(home, tmp_path / "two", NEW, "Another")), because="Second", now=DAYS[1])
    undo(home, because="Not agreed", now=DAYS[2])
    shown_again = made(tmp_path / "b.xlsx", *words)
    publish(draft_of(home, changed(home, tmp_path / "three", NEW, "A fourth")), because="Third", now=DAYS[2])
    assert made(tmp_path / "c.xlsx", *words, "--version", first) == shown_again


@pytest.mark.parametrize(
    "words",
    [
        ("pack", "dorset", "--version", "ffff"),
        ("site", "--version", "ffff"),
        ("site", "--version", "dorset=ffff"),
    ],
)
def test_a_version_that_is_not_there_is_refused_with_those_that_are(
    home: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    done = CliRunner().invoke(commands.app, [*words, "--out", str(tmp_path / "out")])
    assert done.exit_code == 2 and "No version begins with 'ffff'" in done.output
    assert all(path.name in done.output for path in (home / "versions").iterdir())
    assert not (tmp_path / "out").exists()


def test_a_version_whose_files_were_changed_makes_no_document(home: Path, tmp_path: Path) -> None:
    publish(draft_of(home, changed(home, tmp_path / "one")), because="First", now=DAYS[0])
    path = home / "versions" / shown_version(home) / "intentions.csv"
    path.write_text(path.read_text("utf-8").replace(NEW, "By hand"), "utf-8")
    words = ["pack", "dorset", "--version", shown_version(home), "--out", str(tmp_path / "out.docx")]
    done = CliRunner().invoke(commands.app, words)
    assert done.exit_code == 2 and "are not what was published" in done.output


def test_a_council_that_is_not_known_is_refused(home: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(commands.app, ["site", "--out", str(tmp_path / "out"), "--version", "kent=ab"])
    assert done.exit_code == 2 and "No council is called 'kent'" in done.output
