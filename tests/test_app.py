"""The application warms and freezes what it holds for readers, and not for someone who works on it."""

from __future__ import annotations

import gc
import threading

import pytest

import app
from dayops_dash.dataset import Library
from tests.server.apart import run_apart


@pytest.mark.parametrize(("developing", "done"), [("", ["warm", "freeze"]), ("1", [])])
def test_what_is_shared_is_frozen_but_not_in_development(
    monkeypatch: pytest.MonkeyPatch, developing: str, done: list[str]
) -> None:
    calls: list[str] = []
    monkeypatch.setenv("DAYOPS_DEV", developing)
    monkeypatch.setattr(app, "warm", lambda: calls.append("warm"))
    monkeypatch.setattr(gc, "freeze", lambda: calls.append("freeze"))

    async def start() -> None:
        async with app.lifespan(app.app):
            pass

    run_apart(start())
    assert calls == done


@pytest.mark.parametrize("ahead", [0, 3])
def test_pages_are_made_ahead_of_readers_for_as_many_councils_as_the_setting_says(
    monkeypatch: pytest.MonkeyPatch, ahead: int
) -> None:
    monkeypatch.setenv("DAYOPS_WARM", str(ahead))
    monkeypatch.setattr(app, "COUNCILS_AHEAD", app.councils_ahead())
    made: list[str] = []
    monkeypatch.setattr(app, "tell", lambda library, slug, pages=(), pause=0.0: made.append(slug))
    monkeypatch.setattr(app, "write_first", lambda choices: None)
    monkeypatch.setattr(app, "warm", lambda: None)
    monkeypatch.setattr(gc, "freeze", lambda: None)

    async def start() -> None:
        async with app.lifespan(app.app):
            for thread in threading.enumerate():
                if thread.name == "warm":
                    thread.join(60)

    run_apart(start())
    assert made == Library().slugs()[:ahead]
