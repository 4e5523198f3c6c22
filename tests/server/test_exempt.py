"""Exempt rows are seen by the members to whom a person has opened their paper, marked, and by nobody else in no answer."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.server import reading
from dayops_dash.stories import PAGES
from tests.server.exempt import (
    CLOSED,
    COUNCIL,
    SHUT,
    WORDS,
    councils,
    granted,
    headers_of,
    page,
    unmistakable,
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return councils(tmp_path_factory.mktemp("exempt") / "data")


@pytest.fixture(autouse=True)
def signed_in(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server at which people sign in, with no grant given yet."""
    monkeypatch.setenv("DAYOPS_SIGNIN_ISSUER", "https://login.example")
    monkeypatch.setenv("DAYOPS_GRANTS", str(tmp_path / "grants"))
    monkeypatch.setattr(reading, "Library", partial(Library, root))


def told(answer: str, *papers: str) -> list[str]:
    """Return what an answer tells of the exempt rows of some papers, by default of all."""
    return [words for paper in papers or WORDS for words in unmistakable(paper) if words in answer]


def test_a_member_sees_the_rows_that_are_open_to_them_marked_and_another_does_not(root: Path) -> None:
    assert not told(page("spend", headers_of()))
    granted(root)
    shown = page("spend", headers_of())
    assert told(shown) and "Exempt: not for publication" in shown and "paragraph 3" in shown
    for nobody in ({}, headers_of("other@council", f"{COUNCIL}:planning"), headers_of(until=0)):
        assert "Exempt" not in page("spend", nobody) and not told(page("spend", nobody))


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_open_is_on_no_page(root: Path, name: str) -> None:
    granted(root)
    member, nobody = page(name, headers_of()), page(name, {})
    assert not told(member, SHUT, CLOSED) and not told(nobody)
    assert ("Exempt: not for publication" in member) == (name != "search")
