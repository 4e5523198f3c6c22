"""Where a council asks for two people, one alone changes nothing that readers see: by no command, and through no other door."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from dayops_dash import publish_commands
from dayops_dash.commands import app
from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.publishing import ledger
from dayops_dash.publishing.publish import NotPublished, draft_of, publish, start_draft, undo
from dayops_dash.publishing.store import shown_version

ONE, OTHER = "Performance officer", "Head of commissioning"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Dorset's folder, which asks for a second person."""
    home = Path(shutil.copytree(DATA / "dorset", tmp_path / "data" / "dorset"))
    stated = json.loads((home / DESCRIPTOR).read_text("utf-8"))
    stated["dayops"]["second_person"] = True
    (home / DESCRIPTOR).write_text(json.dumps(stated), "utf-8")
    monkeypatch.setattr(publish_commands, "DATA", home.parent)
    monkeypatch.setattr(publish_commands, "Library", lambda: Library(home.parent))
    return home


@pytest.fixture
def draft(home: Path, tmp_path: Path) -> Path:
    folder = tmp_path / "draft"
    start_draft(home, folder)
    path = folder / "updates.csv"
    path.write_text(path.read_text("utf-8").replace("2025-04-01/2026-03-31", "2025-05-01/2026-03-31"), "utf-8")
    return folder


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--yes"])


def test_a_terminal_asks_for_two_people_as_the_desk_does(home: Path, draft: Path) -> None:
    before, words = shown_version(home), ("publish", "dorset", "--from", draft)
    alone = run(*words, "--because", "A later start", "--by", ONE)
    assert alone.exit_code == 1 and "asks for a second person" in alone.output and "--ready" in alone.output
    assert "updates: 1 changed" in run(*words, "--because", "A later start", "--dry-run").output
    assert "say who makes it ready" in run(*words, "--because", "A later start", "--ready").output
    assert "It is ready" in run(*words, "--because", "A later start", "--by", ONE, "--ready").output
    for by in ("", ONE, f" {ONE.upper()} "):
        assert run(*words, "--by", by).exit_code == 1 and shown_version(home) == before
    path = draft / "updates.csv"
    path.write_text(path.read_text("utf-8").replace("2025-05-01/2026-03-31", "2025-06-01/2026-03-31"), "utf-8")
    assert "Make it ready again" in run(*words, "--by", OTHER).output  # it is another draft now
    run(*words, "--because", "A later start", "--by", ONE, "--ready")
    done = run(*words, "--by", OTHER)
    assert done.exit_code == 0 and shown_version(home) != before, done.output
    last = ledger.events(home)[-1]
    assert (last.by, last.because) == (f"{ONE}; second person: {OTHER}", "A later start")
    back = ("undo", "dorset")
    assert run(*back, "--because", "Wrong", "--by", ONE).exit_code == 1
    assert run(*back, "--because", "Wrong", "--by", OTHER, "--ready").exit_code == 0
    assert run(*back, "--by", OTHER).exit_code == 1 and shown_version(home) != before
    assert run(*back, "--by", ONE).exit_code == 0 and shown_version(home) == before
    assert run(*back, "--by", ONE).exit_code == 1  # what waited is done


def test_no_other_door_lets_one_person_through(home: Path, draft: Path) -> None:
    found, before = draft_of(home, draft), shown_version(home)
    for first, by in (("", ONE), (ONE, ""), (ONE, ONE.lower())):
        with pytest.raises(NotPublished, match="second person"):
            publish(found, because="A later start", by=by, first=first)
        with pytest.raises(NotPublished, match="second person"):
            undo(home, because="Wrong", by=by, first=first)
    assert shown_version(home) == before and not ledger.events(home)


def test_where_nobody_asks_for_two_one_is_enough(home: Path, draft: Path) -> None:
    stated = json.loads((home / DESCRIPTOR).read_text("utf-8"))
    stated["dayops"]["second_person"] = False
    (home / DESCRIPTOR).write_text(json.dumps(stated), "utf-8")
    words = ("publish", "dorset", "--from", home, "--because", "A later start", "--by", ONE)
    assert "asks for no second person" in run(*words, "--ready").output
    assert run(*words, "--without-earlier").exit_code == 0
