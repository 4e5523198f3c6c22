"""Publishing: what is shown passed check, moves in one step, can be taken back, and every act is on record."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import multiprocessing
import os
import shutil
import signal
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import publish_commands
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.serving import shown as reading
from dayops_dash.dataset.serving.gate import RESULT
from dayops_dash.dataset.serving.versions import POINTER, VERSIONS, content_hash, content_of, rules, shown_folder
from dayops_dash.dataset.writing.locking import BusyError, writing
from dayops_dash.dataset.writing.public_copies import publish as write_public_copy
from dayops_dash.publishing import ledger
from dayops_dash.publishing.difference import row_changes
from dayops_dash.publishing.ledger import Act, Event
from dayops_dash.publishing.publish import (
    NotPublished,
    draft_of,
    publish,
    start_draft,
    undo,
)
from dayops_dash.publishing.store import changed_versions, put_version, shown_version
from dayops_dash.stories.record import sources
from tests.made_up import council, intended

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
OLD, NEW = "Reform day services in Dorset", "Day services in Dorset are reformed"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Dorset's folder, under a root of its own."""
    return Path(shutil.copytree(DATA / "dorset", tmp_path / "data" / "dorset"))


def changed(home: Path, out: Path, old: str = OLD, new: str = NEW) -> Path:
    """Return a draft of what is shown, with one title changed."""
    start_draft(home, out)
    path = out / "intentions.csv"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    return out


def titles(home: Path) -> set[str]:
    """Return what readers see."""
    reading.state.cache_clear()
    return set(Library(home.parent).dataset(home.name).table("intentions")["title"])


def test_a_draft_is_shown_once_it_is_published_and_the_earlier_version_again_after_undo(
    home: Path, tmp_path: Path
) -> None:
    first = shown_version(home)
    draft = changed(home, tmp_path / "draft")
    assert OLD in titles(home)
    event = publish(draft_of(home, draft), because="A clearer title", by="commissioning team", now=NOON)
    assert NEW in titles(home) and OLD not in titles(home)
    assert (event.before, event.after, event.at) == (first, shown_version(home), "2026-11-29T12:00:00Z")
    undone = undo(home, because="Not agreed", now=NOON)
    assert OLD in titles(home) and undone.after == first
    dorset = Library(home.parent).dataset("dorset").at()
    shown = next(f for f in sources(dorset, "papers").figures if f.figure_id == "publications")
    assert [(row[1], row[2]) for row in shown.grid.rows[:2]] == [
        ("earlier version shown again", "Not agreed"),
        ("published", "A clearer title"),
    ]
    assert "commissioning team" not in shown.markdown()
    undo(home, to=event.after[:6], because="Agreed now", now=NOON)
    assert NEW in titles(home)
    acts = ledger.events(home)
    assert [(a.act, a.after) for a in acts] == [
        ("adopt", first),
        ("publish", event.after),
        ("undo", first),
        ("undo", event.after),
    ]
    assert ledger.wrong_line(ledger.lines(home)) == 0
    assert {path.name for path in (home / VERSIONS).iterdir()} == {first, event.after}


def test_what_does_not_pass_check_is_refused_with_every_problem_and_nothing_moves(home: Path, tmp_path: Path) -> None:
    draft = changed(home, tmp_path / "draft")
    path = draft / "updates.csv"
    path.write_text(path.read_text("utf-8").replace(",conditional,", ",some day,", 1), "utf-8")
    before = sorted(p.name for p in home.iterdir())
    with pytest.raises(NotPublished, match=r"updates\.csv, row \d+, column due_sense"):
        publish(draft_of(home, draft), because="A slip")
    assert sorted(p.name for p in home.iterdir()) == before and OLD in titles(home)


def test_the_working_copy_of_a_published_council_is_seen_by_nobody(home: Path, tmp_path: Path) -> None:
    publish(draft_of(home, changed(home, tmp_path / "draft")), because="First", now=NOON)
    path = home / "intentions.csv"
    path.write_text(path.read_text("utf-8").replace(OLD, "Half a title"), "utf-8")
    assert NEW in titles(home)
    publish(draft_of(home, home), because="From the folder itself", now=NOON)
    assert "Half a title" in titles(home)


def test_the_second_of_two_officers_is_told_what_the_first_changed(home: Path, tmp_path: Path) -> None:
    publish(draft_of(home, changed(home, tmp_path / "zero")), because="To begin", now=NOON)
    one, other = changed(home, tmp_path / "one", NEW, "One"), changed(home, tmp_path / "two", NEW, "Other")
    publish(draft_of(home, one), because="One", now=NOON)
    with pytest.raises(NotPublished, match=r"Both changed: intentions, reform-day-services, title"):
        publish(draft_of(home, other), because="Other", now=NOON)
    assert "One" in titles(home)


def test_a_line_that_was_changed_is_found_and_so_are_changed_files(home: Path, tmp_path: Path) -> None:
    publish(draft_of(home, changed(home, tmp_path / "draft")), because="First", now=NOON)
    record = home / ledger.RECORD
    record.write_text(record.read_text("utf-8").replace("as it was when", "as it was then"), "utf-8")
    assert ledger.wrong_line(ledger.lines(home)) == 2
    version = shown_folder(home)
    with (version / "intentions.csv").open("a") as file:
        file.write("\n")
    assert content_hash(content_of(version))[:16] != version.name


def test_the_record_holds_the_act_of_the_pointer_where_a_process_ended_between_them(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = changed(home, tmp_path / "draft")

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as ended:
        ended.setattr(ledger, "complete", end)
        ended.setattr("dayops_dash.publishing.publish._adopt", lambda *_: None)
        with pytest.raises(KeyboardInterrupt):
            publish(draft_of(home, draft), because="First", now=NOON)
    assert NEW in titles(home) and ledger.lines(home) == [] and len(ledger.events(home)) == 1
    publish(draft_of(home, changed(home, tmp_path / "second", NEW, "Second")), because="Second", now=NOON)
    assert [json.loads(line)["because"] for line in ledger.lines(home)] == ["First", "Second"]
    assert ledger.wrong_line(ledger.lines(home)) == 0


def _publish_and_die(home: Path, draft: Path, step: int) -> None:
    """Publish, and end as by a kill at the given write to the disk."""
    left = step
    real = os.fsync

    def fsync(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        real(descriptor)

    os.fsync = fsync
    publish(draft_of(home, draft), because="Killed", now=NOON)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a process of its own")
def test_killed_at_any_write_readers_see_the_old_or_the_new_and_the_next_publish_mends_it(tmp_path: Path) -> None:
    home = council(tmp_path / "data", intentions=[intended("one", title=OLD)]).folder
    draft = changed(home, tmp_path / "draft")
    for step in count():
        at = Path(shutil.copytree(home, tmp_path / f"at{step}" / home.name))
        process = multiprocessing.get_context("fork").Process(target=_publish_and_die, args=(at, draft, step))
        process.start()
        process.join()
        seen = titles(at) & {OLD, NEW}
        assert seen in ({OLD}, {NEW})
        if process.exitcode == 0:
            break
        if seen == {OLD}:
            publish(draft_of(at, draft), because="Again", now=NOON)
        elif len(ledger.events(at)) > 1:
            undo(at, because="Again", now=NOON)
        assert ledger.wrong_line(ledger.lines(at)) == 0
        assert not [*at.rglob(f"{BESIDE}*")]
    assert step > 20, "files of two versions, the pointer, the record, and their folders"


def test_a_second_writer_is_told_and_nothing_is_lost(home: Path, tmp_path: Path) -> None:
    with writing(home), pytest.raises(BusyError, match="being written by somebody else"), writing(home, wait=0.1):
        raise AssertionError


def test_a_full_disk_leaves_what_is_shown(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_of(home, changed(home, tmp_path / "draft"))
    before = {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()}

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        with pytest.raises(DatasetError, match="Nothing was published"):
            publish(draft, because="Full", now=NOON)
    assert {path.name: path.read_bytes() for path in home.iterdir() if path.is_file()} == before
    assert OLD in titles(home) and not [*home.rglob(f"{BESIDE}*")]


def test_the_commands_show_what_changes_ask_and_list(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publish_commands, "DATA", home.parent)
    monkeypatch.setattr(publish_commands, "Library", lambda: Library(home.parent))
    draft, run = tmp_path / "draft", CliRunner()
    assert run.invoke(app, ["draft", "dorset", "--out", str(draft)]).exit_code == 0
    path = draft / "updates.csv"
    path.write_text(path.read_text("utf-8").replace("2025-04-01/2026-03-31", "2025-05-01/2026-03-31"), "utf-8")
    asked = ["publish", "dorset", "--from", str(draft), "--because", "A later start", "--by", "commissioning team"]
    dry = run.invoke(app, [*asked, "--dry-run"])
    assert (
        dry.exit_code == 0
        and "updates: 1 changed" in dry.output
        and "“2025-04-01/2026-03-31” → “2025-05-01/2026-03-31”" in dry.output
    )
    assert run.invoke(app, asked, input="n\n").exit_code == 1 and not (home / POINTER).exists()
    done = run.invoke(app, asked, input="y\n")
    assert done.exit_code == 0 and "is shown now" in done.output, done.output
    listed = run.invoke(app, ["versions", "dorset"]).output
    assert "A later start  shown now" in listed and "by commissioning team" in listed
    assert "2 acts" in run.invoke(app, ["record", "verify", "dorset"]).output
    first, second = (line.split()[2] for line in listed.splitlines())
    assert "updates: 1 changed" in run.invoke(app, ["changes", "dorset", "--between", first, second]).output
    assert "No council is called 'kent'" in run.invoke(app, ["undo", "kent", "--because", "x"]).output
    assert run.invoke(app, ["publish", "../x", "--because", "x"]).exit_code == 2
    assert "nothing to remove" in run.invoke(app, ["prune", "dorset"]).output
    gone = run.invoke(app, ["prune", "dorset", "--years", "0", "--yes"])
    assert "1 version removed" in gone.output and shown_folder(home).is_dir()


def test_a_row_that_is_added_changed_or_gone_is_named(home: Path) -> None:
    files = content_of(home)
    lines = files["glossary.csv"].split(b"\n")
    after = {**files, "glossary.csv": b"\n".join([lines[0], *lines[2:]])}
    (found,) = row_changes(files, after)
    assert (found.table, len(found.gone), found.added) == ("glossary", 1, ())
    (back,) = row_changes(after, files)
    assert back.added == found.gone and str(back) == "glossary: 1 added"


def test_shipped_folders_carry_the_result_of_their_check() -> None:
    """So that a start checks nothing: run "python -m dayops_dash check" after a change of data or of rules."""
    for slug in Library().folders():
        assert (DATA / slug / RESULT).is_file(), slug
        found = reading.state(DATA / slug, -1)
        stated = json.loads((DATA / slug / RESULT).read_text("utf-8"))
        assert (stated["content"], stated["problems"]) == (found.content.hash, 0), slug
        assert stated["rules"] == rules(), "run: python -m dayops_dash check"


def older(files: dict[str, bytes], column: str) -> dict[str, bytes]:
    """Return files as they were published when updates had a column fewer."""
    stated = json.loads(files["datapackage.json"])
    (updates,) = (one for one in stated["resources"] if one["name"] == "updates")
    updates["schema"]["fields"] = [one for one in updates["schema"]["fields"] if one["name"] != column]
    rows = list(csv.DictReader(io.StringIO(files["updates.csv"].decode(), newline="")))
    out = io.StringIO()
    writer = csv.DictWriter(
        out, [name for name in rows[0] if name != column], extrasaction="ignore", lineterminator="\n"
    )
    writer.writeheader()
    writer.writerows(rows)
    files["updates.csv"] = out.getvalue().encode()
    updates |= {
        "bytes": len(files["updates.csv"]),
        "hash": f"sha256:{hashlib.sha256(files['updates.csv']).hexdigest()}",
    }
    return {**files, "datapackage.json": (json.dumps(stated, indent=2, ensure_ascii=False) + "\n").encode()}


def test_a_version_of_an_older_schema_is_shown_verified_and_shown_again(home: Path, tmp_path: Path) -> None:
    """A new column in a later release of this product takes no council down, and makes no version look changed by hand."""
    old = older(content_of(home), "next_steps")
    version = content_hash(old)[:16]
    put_version(home, old)
    ledger.write(home, Event("2026-11-28T12:00:00Z", Act.PUBLISH, "dorset", "", version, "", "First", "", {}, ""))
    assert OLD in titles(home) and shown_version(home) == version and changed_versions(home) == []
    publish(draft_of(home, changed(home, tmp_path / "draft")), because="A clearer title", now=NOON)
    assert NEW in titles(home)
    assert undo(home, because="Not agreed", now=NOON).after == version and OLD in titles(home)
    assert content_of(shown_folder(home)) == old
    copies = write_public_copy(Library(home.parent), tmp_path / "public")
    assert [copy.council for copy in copies] == ["dorset"] and check(tmp_path / "public" / "dorset") == []
