"""A small council for tests of publishing, and what an officer does to it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dayops_dash import publish_commands
from dayops_dash.commands import app
from dayops_dash.dataset import Library
from dayops_dash.dataset.serving import library, shown
from dayops_dash.publishing.ledger import Event
from dayops_dash.publishing.publish import draft_of, publish, start_draft
from tests.made_up import council, papers

NOON = datetime(2026, 11, 29, 12, tzinfo=UTC)
Run = Callable[..., Result]


def small_council(root: Path, title: str = "First title") -> Path:
    """Return the folder of a made-up council with two papers under a root, which passed check."""
    first, *rest = papers()
    return council(root, documents=[{**first, "title": title}, *rest]).folder


def retitled(folder: Path, title: str) -> Path:
    """Change the title of a folder's first paper."""
    return with_cell(folder, "documents", "title", title)


def with_cell(folder: Path, table: str, column: str, cell: str) -> Path:
    """Change a cell of the first row of a table."""
    path = folder / f"{table}.csv"
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8"), newline=""))
    rows[0][header.index(column)] = cell
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([header, *rows])
    path.write_text(out.getvalue(), "utf-8", newline="")
    return folder


def published(home: Path, out: Path, title: str) -> Event:
    """Publish a new draft of what is shown with another title."""
    start_draft(home, out)
    return publish(draft_of(home, retitled(out, title)), because=f"Title {title}", now=NOON)


def title_shown(home: Path) -> str:
    """Return the title that readers see."""
    look_again()
    return str(Library(home.parent).dataset(home.name).table("documents")["title"].iloc[0])


def look_again() -> None:
    """Let readers look at the folders anew, as they do each second."""
    for cached in (shown.state, library._listing, library._folders):
        cached.cache_clear()


def begin_anew() -> None:
    """Forget what this process showed, as one that has just begun."""
    shown.LAST._shown.clear()
    look_again()


def commands_on(root: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Return what runs a command on the councils under a root."""
    monkeypatch.setattr(publish_commands, "DATA", root)
    monkeypatch.setattr(publish_commands, "Library", lambda: Library(root))

    def run(*words: str, answer: str = "") -> Result:
        look_again()
        return CliRunner().invoke(app, list(words), input=answer)

    return run
