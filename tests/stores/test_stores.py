"""Versions at an address, against real servers: whole or not at all, one officer at a time, and shown although the store is away."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dayops_dash import folder_commands, page_commands, publish_commands
from dayops_dash.commands import app
from dayops_dash.dataset import DatasetError, Library, NotShown
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.kept_papers import keep_paper, kept_paper
from dayops_dash.dataset.package import write_descriptor
from dayops_dash.dataset.serving import library as reading
from dayops_dash.dataset.serving import shown
from dayops_dash.dataset.serving.versions import content_of, publications
from dayops_dash.dataset.stores import where
from dayops_dash.dataset.stores.mirror import Mirror
from dayops_dash.dataset.stores.objects import Objects, Outdated, StoreAway, Tag
from dayops_dash.publishing import ledger, store
from dayops_dash.publishing import publish as publishing
from dayops_dash.publishing.earlier import as_made
from dayops_dash.publishing.publish import NotPublished, draft_of, publish, undo
from tests.made_up import council, papers
from tests.stores.servers import Server, running, why_not

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
NUMBERS = count()
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module", params=["s3", "az"])
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    if why := why_not(request.param):
        pytest.skip(why)
    with running(request.param) as started, pytest.MonkeyPatch.context() as settings:
        for name, value in started.settings.items():
            settings.setenv(name, value)
        yield started


@dataclass
class Machine:
    """A machine that follows an address in a folder of its own."""

    address: str
    folder: Path
    mirror: Mirror = field(init=False)

    def __post_init__(self) -> None:
        self.mirror = Mirror(Objects(self.address), self.folder)
        self.mirror._mark()

    @property
    def home(self) -> Path:
        return self.folder / "exampleton"

    def title(self) -> str:
        """Return what readers here see."""
        self.mirror.pull()
        for cached in (shown.state, reading._listing, reading._folders):
            cached.cache_clear()
        return str(Library(self.folder).dataset("exampleton").table("documents")["title"].iloc[0])


@pytest.fixture
def machines(server: Server, tmp_path: Path) -> Callable[[], Machine]:
    """Return what makes machines that share an address of their own."""
    address, numbers = server.address(f"place-{next(NUMBERS)}"), count()
    return lambda: Machine(address, tmp_path / f"machine-{next(numbers)}")


def drafted(root: Path, title: str) -> Path:
    """Return a folder with a council's data, whose first paper has a title."""
    first, *rest = papers()
    return council(root / f"draft-{next(NUMBERS)}", documents=[{**first, "title": title}, *rest]).folder


def shows(machine: Machine, root: Path, title: str, base: str = "") -> str:
    """Publish data with a title from a machine, and return its version."""
    folder = drafted(root, title)
    if base:
        (folder / publishing.BASE).write_text(f'{{"version": "{base}"}}')
    return publish(draft_of(machine.home, folder), because=title, now=NOON).after


def test_what_one_machine_publishes_every_other_shows_and_it_can_be_taken_back(
    machines: Callable[[], Machine], tmp_path: Path
) -> None:
    officer, reader = machines(), machines()
    reader.mirror.pull()
    assert Library(reader.folder).folders() == ()
    first = shows(officer, tmp_path, "One")
    assert reader.title() == officer.title() == "One"
    second = shows(officer, tmp_path, "Two")
    assert reader.title() == "Two"
    other = machines()  # has fetched nothing yet
    undo(other.home, because="Not agreed", now=NOON)
    assert reader.title() == officer.title() == "One"
    acts = ledger.events(reader.home)
    assert [(a.act, a.before, a.after) for a in acts] == [
        ("publish", "", first),
        ("publish", first, second),
        ("undo", second, first),
    ]
    assert ledger.wrong_line(ledger.lines(reader.home)) == 0
    assert [p.because for p in publications(reader.home)] == ["One", "Two", "Not agreed"]
    assert officer.mirror.versions("exampleton") == sorted({first, second})


def test_nothing_new_is_one_list_and_one_request_a_council(machines: Callable[[], Machine], tmp_path: Path) -> None:
    machine = machines()
    shows(machine, tmp_path, "One")
    machine.mirror.pull()
    asked: list[str] = []

    class Counted(Objects):
        def _tried(self, one: object) -> object:
            asked.append("request")
            return super()._tried(one)

    machine.mirror.objects = Counted(machine.address)
    machine.mirror.pull()
    assert len(asked) == 2


def test_the_second_of_two_officers_is_refused_with_what_the_first_changed(
    machines: Callable[[], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = machines(), machines()
    base = shows(one, tmp_path, "Base")
    other.mirror.pull()
    real = publishing.bring_up_to_date
    raced: list[str] = []

    def overtaken(home: Path) -> None:
        """The first officer's publication lands just after the second has looked."""
        real(home)
        if home == other.home and not raced:
            raced.append(shows(one, tmp_path, "First", base))

    monkeypatch.setattr(publishing, "bring_up_to_date", overtaken)
    with pytest.raises(
        NotPublished, match=r"was published since this draft began.*Both changed: documents, first, title"
    ):
        shows(other, tmp_path, "Second", base)
    assert other.title() == one.title() == "First"
    assert [a.because for a in ledger.events(other.home)] == ["Base", "First"]
    with pytest.raises(NotPublished, match="since this draft began"):  # looked at before anything is written
        shows(other, tmp_path, "Second", base)


def test_only_one_of_two_first_publications_is_taken(machines: Callable[[], Machine], tmp_path: Path) -> None:
    one, other = machines(), machines()
    version = shows(one, tmp_path, "One")
    shutil.copytree(one.home / "versions", other.home / "versions")
    with pytest.raises(Outdated):
        other.mirror.send_pointer("exampleton", f'{{"version": "{version}"}}'.encode())
    assert other.title() == "One"


class Killed(BaseException):
    """As a kill: nothing that is written for errors handles it."""


def test_a_writer_that_ends_before_any_of_its_writes_leaves_the_old_or_the_new(
    machines: Callable[[], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = machines()
    shows(machines(), tmp_path, "Title 0")
    old, killed = "Title 0", 0
    for step in count():
        new, writer, left = f"Title {step + 1}", machines(), step
        with monkeypatch.context() as faults:

            def dying(real: Callable[..., object]) -> Callable[..., object]:
                def write(*words: object) -> object:
                    nonlocal left
                    left -= 1
                    if left < 0:
                        raise Killed
                    return real(*words)

                return write

            for name in ("put", "put_if"):
                faults.setattr(Objects, name, dying(getattr(Objects, name)))
            try:
                shows(writer, tmp_path, new)
                break
            except Killed:
                killed += 1
        assert reader.title() in (old, new)
        if reader.title() == old:
            shows(machines(), tmp_path, new)  # the same again, from another machine
        else:
            shown_now = store.shown_version(reader.home)
            undo(machines().home, because="Mended", now=NOON)
            undo(machines().home, to=shown_now, because="And back", now=NOON)
        assert reader.title() == new
        assert ledger.wrong_line(ledger.lines(reader.home)) == 0
        assert not [*tmp_path.rglob(f"{BESIDE}*")]
        known = {act.after for act in ledger.events(reader.home)}
        assert reader.mirror.versions("exampleton") == sorted(known), "nothing is left over"
        old = new
    assert killed >= 5  # two tables' files, the result of check, the pointer, the record


DIES = f"import sys; from {__name__} import die_when_shown; die_when_shown(*sys.argv[1:])"


def die_when_shown(address: str, folder: str, draft: str) -> None:
    """Publish in a process of its own, and end it as by a kill between the pointer and the record."""
    real = Objects.put_if

    def write(objects: Objects, path: str, content: bytes, known: Tag | None) -> Tag:
        real(objects, path, content, known)
        os._exit(9)

    Objects.put_if = write  # type: ignore[method-assign]
    publish(draft_of(Machine(address, Path(folder)).home, Path(draft)), because="Killed", now=NOON)


def test_a_process_that_is_killed_between_pointer_and_record_has_published_and_the_record_is_mended(
    machines: Callable[[], Machine], tmp_path: Path
) -> None:
    officer = machines()
    shows(officer, tmp_path, "Old")
    asked = (officer.address, str(tmp_path / "killed"), str(drafted(tmp_path, "New")))
    killed = subprocess.run([sys.executable, "-c", DIES, *asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert killed.returncode == 9, killed.stderr
    assert officer.title() == "New"
    assert [a.because for a in ledger.events(officer.home)] == ["Old", "Killed"]
    assert [p.because for p in publications(officer.home)] == ["Old", "Killed"]
    shows(Machine(officer.address, tmp_path / "killed"), tmp_path, "Third")
    assert officer.title() == "Third" and ledger.wrong_line(ledger.lines(officer.home)) == 0
    assert [a.because for a in ledger.events(officer.home)] == ["Old", "Killed", "Third"]
    assert not [*tmp_path.rglob(f"{BESIDE}*")]


def test_a_store_that_is_away_shows_what_was_fetched_and_publishes_nothing(
    machines: Callable[[], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, late = machines(), machines()
    shows(machine, tmp_path, "One")
    for name in ("AWS_ENDPOINT", "AZURE_STORAGE_ENDPOINT"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/devstoreaccount1")
    for each in (machine, late):
        each.mirror.objects = Objects(machine.address)
    with pytest.raises(StoreAway):
        machine.mirror.pull()
    assert Library(machine.folder).slugs() == ["exampleton"]
    where._mirror.cache_clear()
    with pytest.raises(NotPublished, match="does not answer"):
        shows(machine, tmp_path, "Two")
    where._mirror.cache_clear()
    assert [a.because for a in ledger.events(machine.home)] == ["One"]
    with pytest.raises(NotShown, match="can be shown at present"):
        Library(late.folder).dataset("exampleton")


def test_what_is_damaged_in_the_store_is_not_shown_and_touches_no_other_council(
    machines: Callable[[], Machine], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    officer, reader = machines(), machines()
    shows(officer, tmp_path, "One")
    assert reader.title() == "One"
    version = shows(officer, tmp_path, "Two")
    other = drafted(tmp_path, "Other").rename(tmp_path / "otherton")
    write_descriptor(other)
    publish(draft_of(officer.folder / "otherton", other), because="Other", now=NOON)
    path = f"exampleton/versions/{version}/documents.csv"
    whole = officer.mirror.objects.get(path)
    assert whole
    officer.mirror.objects.put(path, whole.content[:-20])
    with caplog.at_level(logging.WARNING):
        assert reader.title() == "One"
        reader.mirror.pull()
    assert caplog.text.count("are not what was published") == 1  # told once
    assert Library(reader.folder).slugs() == ["exampleton", "otherton"]
    assert store.fetch_history(officer.home, anew=True) == [version]


def test_a_council_that_is_taken_out_of_the_store_is_shown_no_more(
    machines: Callable[[], Machine], tmp_path: Path
) -> None:
    officer, reader = machines(), machines()
    shows(officer, tmp_path, "One")
    assert reader.title() == "One"
    officer.mirror.objects.remove("exampleton/published.json")
    reader.mirror.pull()
    assert not (reader.home / "published.json").exists() and not reader.home.exists()


def test_a_running_copy_shows_a_publication_within_two_seconds(
    machines: Callable[[], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, ended = machines(), threading.Event()
    shows(officer, tmp_path, "One")
    monkeypatch.setenv(where.SETTING, officer.address)
    monkeypatch.setenv(where.CACHE, str(tmp_path / "cache"))
    folder = where.data_folder()
    where.follow(ended)
    try:
        library = Library(folder)
        assert library.dataset("exampleton").table("documents")["title"].iloc[0] == "One"
        draft = draft_of(officer.home, drafted(tmp_path, "Two"))
        publishing.refuse_unsound(draft)
        publish(draft, because="Two", now=NOON)
        began = time.monotonic()
        while library.dataset("exampleton").table("documents")["title"].iloc[0] != "Two":
            assert time.monotonic() - began < 2.5  # two, and what a busy machine takes
            time.sleep(0.05)
    finally:
        ended.set()


def test_the_commands_work_at_an_address(
    machines: Callable[[], Machine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine, run = machines(), CliRunner()
    monkeypatch.setattr(publish_commands, "DATA", machine.folder)
    for module in (folder_commands, page_commands, publish_commands):
        monkeypatch.setattr(module, "Library", lambda **options: Library(machine.folder, **options))
    monkeypatch.setattr(folder_commands, "DATA", machine.folder)

    def done(*words: str) -> str:
        for cached in (shown.state, reading._listing, reading._folders):
            cached.cache_clear()
        result = run.invoke(app, list(words))
        assert result.exit_code == 0, result.output
        return result.output

    done("publish", "exampleton", "--new", "--from", str(drafted(tmp_path, "One")), "--because", "One", "--yes")
    done("draft", "exampleton", "--out", str(tmp_path / "work"))
    path = tmp_path / "work" / "documents.csv"
    path.write_text(path.read_text("utf-8").replace("One", "Two"), "utf-8")
    dry = done("publish", "exampleton", "--from", str(tmp_path / "work"), "--because", "Two", "--dry-run")
    assert "documents: 1 changed" in dry and machine.title() == "One"
    done("publish", "exampleton", "--from", str(tmp_path / "work"), "--because", "Two", "--yes")
    assert machine.title() == "Two"
    assert "exampleton: no problems" in done("check") and "exampleton: no problems" in done("check", "exampleton")
    for words in (["describe", "exampleton"], ["numbers", "exampleton", "first", "paper.txt"]):
        refused = run.invoke(app, words)
        assert refused.exit_code == 2 and "Change a draft of it" in refused.output
    assert machine.title() == "Two"
    listed = done("versions", "exampleton")
    first, second = (line.split()[2] for line in listed.splitlines())
    assert "Two  shown now" in listed
    assert "documents: 1 changed" in done("changes", "exampleton", "--between", first, second)
    assert "2 acts" in done("record", "verify", "exampleton")
    assert "1 version removed" in done("prune", "exampleton", "--years", "0", "--yes")
    assert machine.mirror.versions("exampleton") == [second]
    refused = run.invoke(app, ["undo", "exampleton", "--because", "x", "--to", first])
    assert refused.exit_code == 1 and "No version begins with" in refused.output


def test_an_address_that_is_none_says_so(tmp_path: Path) -> None:
    with pytest.raises(DatasetError, match="no address of a store"):
        Objects("s3://")


def test_the_results_of_check_come_along_so_that_nothing_is_checked_twice(
    machines: Callable[[], Machine], tmp_path: Path
) -> None:
    officer, reader = machines(), machines()
    version = shows(officer, tmp_path, "One")
    reader.mirror.pull()
    folder = reader.home / "versions" / version
    assert (folder / "checked.json").read_bytes() == (officer.home / "versions" / version / "checked.json").read_bytes()
    assert content_of(folder) == content_of(officer.home / "versions" / version)


def test_a_document_is_made_again_from_a_version_that_only_the_store_has(
    machines: Callable[[], Machine], tmp_path: Path
) -> None:
    officer, other = machines(), machines()
    first = shows(officer, tmp_path, "One")
    shows(officer, tmp_path, "Two")
    assert other.title() == "Two"
    with as_made(Library(other.folder), [first[:8]], None) as earlier:
        assert earlier.dataset("exampleton").table("documents")["title"].iloc[0] == "One"
        assert [p.because for p in earlier.dataset("exampleton").published] == ["One"]


def test_a_kept_paper_goes_with_its_version_and_one_that_was_exchanged_is_not_taken(
    machines: Callable[[], Machine], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    officer, reader, other = machines(), machines(), machines()
    folder = drafted(tmp_path, "With a paper")
    paper = keep_paper(folder, b"%PDF-1.7 a paper of the council")
    row = f"first,{paper.name},everybody,first,the whole paper,public,"
    columns = "kept_paper_id,file,open_to,document_id,locator,visibility,note"
    (folder / "kept_papers.csv").write_text(f"{columns}\n{row}\n", "utf-8")
    write_descriptor(folder)
    version = publish(draft_of(officer.home, folder), because="A paper", now=NOON).after
    assert reader.title() == "With a paper"
    assert kept_paper(reader.home, paper.name).read_bytes() == paper.read_bytes()  # type: ignore[union-attr]
    officer.mirror.objects.put(f"exampleton/papers/{paper.name}", b"%PDF-1.7 another")
    assert other.title() == "With a paper" and kept_paper(other.home, paper.name) is None
    assert "is not what its name says" in caplog.text
    shows(officer, tmp_path, "Without", version)
    store.remove_versions(officer.home, [version])
    assert not officer.mirror.objects.entries("exampleton/papers") and kept_paper(officer.home, paper.name) is None
