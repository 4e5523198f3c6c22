"""What whoever watches the server is told: which councils are shown, how old what they report is, and which cannot be shown."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from dayops_dash import clock
from dayops_dash.dataset import DATA, Library
from dayops_dash.server.watching.health import health


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for slug in ("dorset", "solihull"):
        shutil.copytree(DATA / slug, tmp_path / slug)
    return tmp_path


def asked(root: Path, name: str = "ready") -> tuple[int, dict[str, object]]:
    answer = health(Library(root), name)
    assert answer
    return answer[0], json.loads(answer[1])


def test_it_is_ready_with_the_version_and_the_age_of_each_council(root: Path) -> None:
    status, told = asked(root)
    assert (status, told["status"], told["not_shown"]) == (200, "ready", [])
    first, *_ = told["councils"]  # type: ignore[misc]
    assert first == {
        "council": "dorset",
        "version": Library(root).dataset("dorset").version,
        "evidence_on": "2024-07-23",
        "evidence_days_old": (clock.today() - date(2024, 7, 23)).days,
    }


def test_it_is_degraded_where_one_council_cannot_be_shown_and_names_it(root: Path) -> None:
    (root / "dorset" / "updates.csv").write_bytes(b"")
    status, told = asked(root)
    assert (status, told["status"], told["not_shown"]) == (200, "degraded", ["Dorset"])
    assert [one["council"] for one in told["councils"]] == ["solihull"]  # type: ignore[attr-defined]


def test_it_is_unavailable_where_nothing_can_be_shown(tmp_path: Path) -> None:
    assert asked(tmp_path) == (503, {"status": "unavailable", "councils": [], "not_shown": []})


def test_it_lives_whatever_the_data_is_and_says_nothing_else(tmp_path: Path) -> None:
    assert asked(tmp_path, "live") == (200, {"status": "live"})
    assert health(Library(tmp_path), "anything") is None
