"""The application warms and freezes what it holds for readers, and not for someone who works on it."""

from __future__ import annotations

import gc

import pytest

import app
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
