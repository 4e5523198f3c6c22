"""Two who write at once: each works on what the other left, or is told."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from dayops_dash.dataset import DATA
from dayops_dash.dataset.ascof import adding
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.writing import add_second_reading
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.dataset.writing.put import read_rows
from dayops_dash.prepare.places import hexjson
from dayops_dash.publishing import publish as publishing
from tests.dataset import test_ascof as ascof_cases
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
