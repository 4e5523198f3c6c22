"""Two who write at once: each works on what the other left, or is told."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from dayops_dash.dataset import DATA, DatasetError
from dayops_dash.dataset.ascof import adding
from dayops_dash.dataset.files.replacing import BESIDE
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.writing import add_second_reading, whole
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.dataset.writing.put import read_rows
from dayops_dash.desk import draft as desk_draft
from dayops_dash.desk.reading_file import load_reading
from dayops_dash.prepare.places import hexjson
from dayops_dash.publishing import publish as publishing
from dayops_dash.publishing.publish import start_draft
from tests.dataset import test_ascof as ascof_cases
from tests.desk.imports.trackers import copy_of, read, table
from tests.prepare import test_hexjson as hexjson_cases
from tests.publishing.acts import commands_on, published, small_council, title_shown


def _ascof(root: Path) -> tuple[Path, Callable[[], object]]:
    home, file = ascof_cases.folder(root), ascof_cases.published(root, ascof_cases.OLD)
    return home, lambda: adding.add_ascof(home, file, year="2022-23", published=ascof_cases.OUT)


def _numbers(root: Path) -> tuple[Path, Callable[[], object]]:
    home, paper = Path(shutil.copytree(DATA / "dorset", root / "dorset")), "overview-committee-2024-07"
    text = "\n".join(row["as_written"] for row in read_rows(home, PRINTED) if row["document_id"] == paper)
    return home, lambda: add_second_reading.take_numbers(home, paper, f"{text}\n£77.7m")


def _hexagons(root: Path) -> tuple[Path, Callable[[], object]]:
    home = hexjson_cases.made(root)
    file = hexjson_cases.layout(root, {code: {"q": n, "r": 0} for n, code in enumerate(hexjson_cases.CODES)})
    return home, lambda: hexjson.take_positions(home, file)


@pytest.mark.parametrize(
    ("made", "module", "table", "was", "becomes"),
    [
        (_ascof, adding, "documents", b"Solihull Adult Social Care Day", b"Solihull Day"),
        (
            _numbers,
            add_second_reading,
            PRINTED,
            b"areas-reference,whole paper,public,",
            b"areas-reference,table,public,",
        ),
        (_hexagons, hexjson, "areas", b"Ward 0", b"Ward Nought"),
    ],
)
def test_what_is_changed_while_a_command_waits_for_its_turn_is_not_lost(
    made: Callable[[Path], tuple[Path, Callable[[], object]]],
    module: ModuleType,
    table: str,
    was: bytes,
    becomes: bytes,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Rows were read before the turn came, and put back with it: of two at once the first one's were gone."""
    home, command = made(tmp_path)
    waits, put = threading.Event(), module.put
    monkeypatch.setattr(module, "put", lambda *words, **named: (waits.set(), put(*words, **named)))
    path = home / f"{table}.csv"
    with writing(home):
        second = threading.Thread(target=command)
        second.start()
        assert waits.wait(30)
        content = path.read_bytes()
        assert was in content
        path.write_bytes(content.replace(was, becomes))
    second.join()
    assert becomes in path.read_bytes() and path.read_bytes() != content.replace(was, becomes)


def test_what_is_published_while_an_earlier_version_is_checked_is_not_taken_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version before was found first, and what stood over it was looked up when the check of it was done."""
    home = small_council(tmp_path / "data")
    run = commands_on(home.parent, monkeypatch)
    published(home, tmp_path / "two", "Two")
    found = publishing.earlier_draft

    def slowly(home: Path, to: str = "") -> object:
        draft = found(home, to)
        published(home, tmp_path / "three", "Three")
        return draft

    monkeypatch.setattr(publishing, "earlier_draft", slowly)
    done = run("undo", "exampleton", "--because", "Not agreed", "--yes")
    assert done.exit_code == 1 and "was published" in done.output and title_shown(home) == "Three"


def test_two_new_folders_of_one_name_are_one_and_the_second_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each looked whether the folder was there before its turn came, and the second one's took the first one's place."""
    home, draft = small_council(tmp_path / "data"), tmp_path / "draft"
    real = whole.alone

    @contextmanager
    def second(path: Path) -> Iterator[None]:
        monkeypatch.setattr(whole, "alone", real)
        start_draft(home, draft)
        (draft / "mine").touch()
        with real(path):
            yield

    monkeypatch.setattr(whole, "alone", second)
    with pytest.raises(DatasetError, match="is not empty"):
        start_draft(home, draft)
    assert (draft / "mine").is_file() and not [*tmp_path.glob(f"{BESIDE}*")]


def test_a_draft_of_a_return_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk was full after what is shown was copied, half a draft stood there and kept the next run from its place."""
    home = copy_of(DATA / "exampleshire", tmp_path)
    told = read(home, table(("1", "Open a hub in the south", "", "Complete", "", "")))

    def full(folder: Path, reading: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as disk, pytest.raises(OSError, match="No space left"):
        disk.setattr(desk_draft, "write_reading", full)
        desk_draft.write_draft(home, told.reading, tmp_path / "draft")
    assert not (tmp_path / "draft").exists()
    desk_draft.write_draft(home, told.reading, tmp_path / "draft")
    assert load_reading(tmp_path / "draft").proposals
