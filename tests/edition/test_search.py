"""Search without script: the plain edition's form and its page of results, of public rows only."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from dayops_dash.dataset import Library
from dayops_dash.edition import data, routes
from dayops_dash.stories.search.find import find
from tests.dataset.test_public import with_secrets
from tests.edition.test_routes import ask
from tests.edition.test_site import Read


def test_every_served_page_has_the_form_and_it_is_answered() -> None:
    page = ask("/read/solihull/spend")
    assert '<form class="find" role="search" action="../solihull/search">' in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    found = ask("/read/solihull/search?q=transport")
    assert found.status == 200 and "<script" not in found.text
    assert "18 results for “transport” in Solihull." in found.text
    assert len(find(Library().dataset("solihull").at(), "transport").hits) == 18


def test_each_result_is_a_link_that_is_answered() -> None:
    at = "/read/solihull/search?q=transport&where=all"
    links = {
        link["href"].partition("#")[0] for link in Read(ask(at).body).all("a") if link.get("href", "").startswith("../")
    }
    plain = [link for link in links if not link.startswith("../..")]
    assert {"../solihull/spend", "../nottinghamshire/voices"} <= set(plain)
    assert any(link.startswith("../cheshire-east/progress?intention=") for link in plain)
    for link in plain:
        assert ask("/read" + link.removeprefix("..")).status == 200, link


def test_a_search_keeps_the_day_that_was_asked_for() -> None:
    found = ask("/read/nottinghamshire/search?q=evaluation&as_at=2022-04-30")
    assert "as at 30 April 2022" in found.text and 'name="as_at" value="2022-04-30"' in found.text
    assert 'href="../nottinghamshire/progress?as_at=2022-04-30' in found.text
    assert ask("/read/dorset/search?q=x&as_at=2011-01-01").status == 200


@pytest.mark.parametrize(
    "typed",
    [
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "%22%20onfocus=%22alert(1)",
        "%00",
        "%ed%a0%80",
        "x" * 5000,
        "%F0%9F%98%80",
        "",
    ],
)
def test_hostile_words_stay_words(typed: str) -> None:
    found = ask(f"/read/dorset/search?q={typed}")
    assert found.status == 200
    assert "<script" not in found.text and 'onfocus="' not in found.text and len(found.body) < 100_000


def test_no_result_says_what_to_try() -> None:
    found = ask("/read/dorset/search?q=zzzzqq")
    assert "Nothing in Dorset has “zzzzqq”." in found.text and "Check the spelling." in found.text
    assert 'href="../dorset/search?q=zzzzqq&amp;where=all"' in found.text


def test_exempt_rows_are_never_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_secrets(tmp_path)
    for module in (data, routes):
        monkeypatch.setattr(module, "Library", partial(Library, tmp_path))
    for typed in ("Closure", "fails", "234567", "tender", "tier"):
        for where in ("", "&where=all"):
            found = ask(f"/read/exampleton/search?q={typed}{where}")
            assert found.status == 200 and "anzibar" not in found.text and "234,567" not in found.text
    assert "Closure of a centre" in ask("/read/exampleton/search?q=Closure").text
