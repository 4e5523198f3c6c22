"""Whatever a command writes is whole: after a kill at any moment, on a full disk, beside a second writer; and nothing is left over."""

from __future__ import annotations

import errno
import multiprocessing
import os
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import commands
from dayops_dash.dataset import DATA, DatasetError, Library
from dayops_dash.dataset.files.aside import folder_aside, sweep_once
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.serving.shown import state
from dayops_dash.dataset.writing import exchange, whole
from dayops_dash.dataset.writing.locking import BusyError, writing
from dayops_dash.dataset.writing.new_folder import make_folder
from dayops_dash.dataset.writing.whole import MARK, NotWrittenError, alone, put_file, whole_folder
from dayops_dash.prepare import run
from dayops_dash.prepare.asked import Asked
from dayops_dash.prepare.examples.records import write_records
from dayops_dash.prepare.places.boundaries import add_boundaries
from dayops_dash.prepare.records.submissions import HeadcountQuestion
from dayops_dash.prepare.release.private import replace_private
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from tests.made_up import council
from tests.prepare.test_boundaries import rows, squares, written

CAN_FORK = hasattr(os, "fork")


def _folder(out: Path, text: str) -> None:
    with whole_folder(out, {"text": text}) as beside:
        for name in ("a", "b/c", f"only-{text}"):
            (beside / name).parent.mkdir(exist_ok=True)
            (beside / name).write_text(text)


def _records(out: Path, text: str) -> None:
    write_records(out.with_suffix(".csv"), people=len(text), seed=1)


WRITERS: dict[str, Callable[[Path, str], object]] = {
    "a document": lambda out, text: put_file(out, text.encode()),
    "a private file": lambda out, text: replace_private(out, text.encode()),
    "a folder": _folder,
    "made-up records": _records,
}


PACKAGE = Path(commands.__file__).parent
OF_THE_MACHINE = re.compile(r"TemporaryDirectory|mkdtemp|mkstemp")  # what a kill leaves there, nobody takes away
WRITES = re.compile(r"\.write_(?:bytes|text)\(|\.open\(\"[wxa]|NamedTemporaryFile|\.rename\(")
MAY_WRITE = {  # each to a folder that it made and that nobody reads yet, or one of the few ways in which everything is written
    *("dataset/writing/whole.py", "dataset/files/replacing.py"),  # the ways
    *(
        "dataset/serving/gate.py",
        "dataset/writing/put.py",
        "publishing/earlier.py",
    ),  # to try on a copy
    *(
        "dataset/writing/new_folder.py",
        "dataset/writing/public_copies.py",
        "edition/site.py",
        "publishing/draft.py",
    ),  # inside of whole
    *("screen/shell/scripts.py", "prepare/engines/partitions.py"),  # a cache, and a folder of the run alone
    *("desk/papers/reading/word_file.py", "prepare/encodings.py"),  # folders of the run alone
    "desk/reading_file.py",  # a line for each decision, of which half a line is no decision
    "desk/web/afterwards/discarding.py",  # a draft's folder put aside whole, by its name
}


def test_nothing_is_written_in_a_way_of_its_own() -> None:
    found = {p.relative_to(PACKAGE).as_posix() for p in PACKAGE.rglob("*.py") if WRITES.search(p.read_text("utf-8"))}
    assert found == MAY_WRITE
    assert not [p.name for p in PACKAGE.rglob("*.py") if OF_THE_MACHINE.search(p.read_text("utf-8"))]


def files_of(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def _write_and_die(write: Callable[[Path, str], object], out: Path, text: str, step: int) -> None:
    """Write, and end as by a kill before one of the calls that bring something to the disk."""
    left = step

    def dying(real: Callable[..., object]) -> Callable[..., object]:
        def call(*words: object, **named: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*words, **named)

        return call

    for name in ("fsync", "replace", "rename", "chmod", "mkdir", "unlink"):
        setattr(os, name, dying(getattr(os, name)))
    whole.exchanged = dying(exchange.exchanged)  # type: ignore[attr-defined]
    write(out, text)


@pytest.mark.skipif(not CAN_FORK, reason="kills processes of its own")
@pytest.mark.parametrize("what", WRITERS)
def test_killed_at_any_moment_it_is_the_old_or_the_new_and_the_next_run_leaves_nothing_over(
    tmp_path: Path, what: str
) -> None:
    write, killed = WRITERS[what], 0
    for text in ("old", "newer"):
        (tmp_path / text).mkdir()
        write(tmp_path / text / "out", text)
    old, new = files_of(tmp_path / "old"), files_of(tmp_path / "newer")
    assert old != new
    for step in range(200):
        at = tmp_path / f"at{step}"
        shutil.copytree(tmp_path / "old", at)
        process = multiprocessing.get_context("fork").Process(
            target=_write_and_die, args=(write, at / "out", "newer", step)
        )
        process.start()
        process.join()
        seen = {name: content for name, content in files_of(at).items() if not name.startswith(BESIDE)}
        assert seen in (old, new), (step, sorted(seen))
        if process.exitcode == 0:
            break
        killed += 1
        write(at / "out", "newer")
        assert files_of(at) == new and not [*at.rglob(f"{BESIDE}*")], step
    assert process.exitcode == 0 and killed >= 3


@pytest.mark.parametrize("step", range(1, 7))
def test_where_folders_cannot_be_exchanged_the_next_run_moves_the_rest(
    tmp_path: Path, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(whole, "exchanged", lambda one, other: False)
    out, left = tmp_path / "out", step
    _folder(out, "old")
    real = Path.replace

    class Killed(BaseException):
        pass

    def dying(path: Path, to: Path) -> Path:
        nonlocal left
        left -= 1
        if left < 0:
            raise Killed
        return real(path, to)

    with monkeypatch.context() as faults:
        faults.setattr(Path, "replace", dying)
        faults.setattr(shutil, "rmtree", lambda *_, **__: None)  # a kill takes nothing away
        try:
            _folder(out, "new")
        except Killed:
            assert step < 6
    assert out.is_dir() and (out / "a").is_file(), "never without a folder"
    _folder(out, "newer")
    assert sorted(files_of(tmp_path)) == ["out/a", "out/b/c", f"out/{MARK}", "out/only-newer"]
    assert {(out / name).read_text() for name in ("a", "b/c", "only-newer")} == {"newer"}


@pytest.mark.parametrize("what", WRITERS)
def test_a_full_disk_leaves_the_old_one_whole_and_nothing_over(
    tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = WRITERS[what]
    write(tmp_path / "out", "old")
    before = files_of(tmp_path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises((OSError, NotWrittenError), match="No space left"):
        disk.setattr(os, "fsync", full)
        write(tmp_path / "out", "newer")
    assert files_of(tmp_path) == before


def _work_aside_and_die() -> None:
    with folder_aside() as folder:
        (folder / "records.csv").write_text("somebody")
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.skipif(not CAN_FORK, reason="kills a process of its own")
def test_what_a_killed_run_worked_on_goes_with_the_next_and_what_another_works_on_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Records of people, and exempt rows, lay among the machine's temporary files until somebody cleaned them."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    process = multiprocessing.get_context("fork").Process(target=_work_aside_and_die)
    process.start()
    process.join()
    (left,) = (path for path in tmp_path.iterdir() if path.is_dir())
    assert left.stat().st_mode & 0o777 == 0o700 and (left / "records.csv").is_file()
    sweep_once.cache_clear()
    assert CliRunner().invoke(commands.app, ["dates", "March 2026"]).exit_code == 0  # any command is the next run
    assert not [*tmp_path.iterdir()]
    with folder_aside() as first:
        (first / "mine").touch()
        sweep_once.cache_clear()
        with folder_aside() as second:
            assert {*tmp_path.glob("*-*[!k]")} == {first, second} and (first / "mine").is_file()
    assert not [*tmp_path.iterdir()]


def test_two_writers_of_one_folder_take_turns(tmp_path: Path) -> None:
    out, order = tmp_path / "out", []

    def slow() -> None:
        with whole_folder(out, {}) as beside:
            order.append("first begins")
            time.sleep(0.3)
            (beside / "page").write_text("first")
            order.append("first ends")

    first = threading.Thread(target=slow)
    first.start()
    while not order:
        time.sleep(0.01)
    with whole_folder(out, {}) as beside:
        order.append("second begins")
        (beside / "page").write_text("second")
    first.join()
    assert order == ["first begins", "first ends", "second begins"] and (out / "page").read_text() == "second"
    with alone(out), pytest.raises(BusyError, match="being written by somebody else"), alone(out, wait=0.1):
        raise AssertionError


def test_a_link_is_followed_and_a_device_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    put_file(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"
    put_file(Path(os.devnull), b"nothing")
    assert Path(os.devnull).exists() and not Path(os.devnull).is_file()


def test_a_private_file_is_never_readable_by_others(tmp_path: Path) -> None:
    replace_private(tmp_path / "record.json", b"1")
    assert (tmp_path / "record.json").stat().st_mode & 0o777 == 0o600
    put_file(tmp_path / "open", b"1")
    assert (tmp_path / "open").stat().st_mode & 0o777 == 0o644


def test_a_new_folder_and_a_draft_are_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kent, draft = tmp_path / "kent", tmp_path / "draft"
    made: list[str] = []
    for make in (
        lambda: make_folder(kent, ["spend"]) and kent,
        lambda: start_draft(DATA / "dorset", draft) and draft,
    ):
        with monkeypatch.context() as disk, pytest.raises(OSError, match="No space left"):
            disk.setattr(os, "fsync", full)
            make()
        assert sorted(p.name for p in tmp_path.iterdir()) == made
        made = [*made, make().name]
    assert '"name": "kent"' in (kent / "datapackage.json").read_text("utf-8")
    assert (draft / "based-on.json").is_file()


def test_a_pack_that_cannot_be_written_leaves_the_one_that_stood_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "pack.xlsx"
    out.write_bytes(b"the old one")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(os, "fsync", full)
        words = ["pack", "dorset", "--format", "xlsx", "--sections", "risks", "--out", str(out)]
        done = CliRunner().invoke(commands.app, words)
    assert done.exit_code == 2 and "No space left on device. What was there is as it was." in done.output
    assert out.read_bytes() == b"the old one" and [*tmp_path.iterdir()] == [out]


def test_describe_goes_on_without_the_folder_that_cannot_be_written_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (Path(shutil.copytree(DATA / "dorset", tmp_path / name)) for name in ("first", "second"))
    real, left = os.fsync, [True]

    def full_once(handle: int) -> None:
        if left:
            left.pop()
            raise OSError(errno.ENOSPC, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full_once)
    done = CliRunner().invoke(commands.app, ["describe", str(first), str(second)])
    assert done.exit_code == 2 and done.stderr == "first: No space left on device\n"
    assert '"name": "second"' in (second / "datapackage.json").read_text("utf-8")


def test_describe_waits_for_another_writer_of_the_council(tmp_path: Path) -> None:
    home = Path(shutil.copytree(DATA / "dorset", tmp_path / "dorset"))
    with writing(home):
        other = threading.Thread(target=lambda: CliRunner().invoke(commands.app, ["describe", str(home)]))
        before = (home / "datapackage.json").stat().st_mtime_ns
        other.start()
        time.sleep(0.3)
        assert (home / "datapackage.json").stat().st_mtime_ns == before
    other.join()
    assert (home / "datapackage.json").stat().st_mtime_ns != before


def test_boundaries_go_to_the_working_copy_and_change_no_version(tmp_path: Path) -> None:
    home = council(tmp_path / "data", areas=rows(population="1000", aged_65_and_over="200")).folder
    publish(draft_of(home, home), because="First")
    state.cache_clear()  # a folder is looked at once a second
    published = Library(tmp_path / "data").dataset("exampleton")
    before = files_of(home / "versions")
    assert published.folder != home
    path = add_boundaries(published, written(tmp_path, squares()))
    assert path.parent == home and files_of(home / "versions") == before
    event = publish(draft_of(home, home), because="With boundaries")
    assert (home / "versions" / event.after / path.name).read_bytes() == path.read_bytes()


def test_a_second_preparation_beside_the_same_record_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two at once would each protect their counts beside a record that lacks the other's."""
    monkeypatch.setattr(run, "alone", partial(alone, wait=0.1))
    asked = Asked(
        tmp_path / "none.csv",
        HeadcountQuestion("E1", date(2024, 3, 31)),
        out=tmp_path / "out",
        postcodes=tmp_path / "p",
    )
    with alone(tmp_path / "e1-published.json", "prepare"), pytest.raises(BusyError, match=r"e1-published\.json"):
        run.prepare(asked)
    with pytest.raises(DatasetError, match=r"none\.csv"):
        run.prepare(asked)
