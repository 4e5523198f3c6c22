"""A council whose data does not pass check: what readers get of it, of what was shown before, and of the others."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.serving import library as reading
from dayops_dash.dataset.serving.shown import state
from dayops_dash.edition import data, routes
from dayops_dash.measures.record.facts import as_csv, facts
from dayops_dash.stories import SECTIONS
from tests.edition.test_routes import ask

OURS = re.compile(r"Traceback|Error\b|Exception|zip\(\)|/tmp|\.py\b|dayops_dash", re.IGNORECASE)
ADDRESSES = (
    *(f"/read/dorset/{page}" for page in SECTIONS),
    *("/data/dorset.zip", "/data/dorset/facts.csv", "/data/dorset/spend.csv", "/figure/dorset/overview/standing.csv"),
)
FAULTS: dict[str, Callable[[Path], object]] = {
    "a status that is none": lambda f: replaced(f / "updates.csv", ",conditional,", ",green,"),
    "an empty table": lambda f: (f / "spend.csv").write_bytes(b""),
    "a table that is away": lambda f: (f / "updates.csv").unlink(),
    "a paper that rows name": lambda f: (f / "documents.csv").write_bytes(
        (f / "documents.csv").read_bytes().splitlines(keepends=True)[0]
    ),
    "a table cut short": lambda f: (f / "intentions.csv").write_bytes((f / "intentions.csv").read_bytes()[:-200]),
    "rows cut off": lambda f: (f / "glossary.csv").write_bytes(
        b"".join((f / "glossary.csv").read_bytes().splitlines(keepends=True)[:-2])
    ),
    "a folder for a table": lambda f: ((f / "risks.csv").unlink(), (f / "risks.csv").mkdir()),
    "a descriptor that is none": lambda f: (f / "datapackage.json").write_text("{", "utf-8"),
    "bytes of no encoding": lambda f: (f / "voices.csv").write_bytes(b"\xff\xfe\x00\x81"),
}


def replaced(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for slug in ("dorset", "solihull"):
        shutil.copytree(DATA / slug, tmp_path / slug)
    for module in (data, routes):
        monkeypatch.setattr(module, "Library", partial(Library, tmp_path))
    return tmp_path


def looked_at_again() -> None:
    """As in the next second."""
    for cached in (state, reading._listing, reading._folders):
        cached.cache_clear()


@pytest.mark.parametrize("fault", FAULTS)
def test_what_never_passed_is_answered_in_plain_words_and_the_others_go_on(root: Path, fault: str) -> None:
    FAULTS[fault](root / "dorset")
    for address in ADDRESSES:
        found = ask(address)
        assert found.status == 503, (address, found.text[:200])
        assert "cannot be shown at present" in found.text and not OURS.search(found.text), address
        assert found.headers["retry-after"] and found.headers["cache-control"] == "no-store"
    assert ask("/data/solihull/facts.csv").text == as_csv(facts(Library().dataset("solihull").at()))
    assert ask("/read/solihull/overview").status == 200
    assert ask("/read/").status == 200 and "/dorset/" not in ask("/read/").text
    assert "The data of Dorset cannot be shown at present." in ask("/read/").text
    assert ask("/read/solihull/compare").status == 200


def test_where_no_council_can_be_read_every_address_says_so(root: Path) -> None:
    """As on a first start while the store is away."""
    for slug in ("dorset", "solihull"):
        shutil.rmtree(root / slug)
    for address in (*ADDRESSES, "/read/"):
        found = ask(address)
        assert found.status == 503 and "No council&#39;s data" in found.text.replace("'", "&#39;"), (
            address,
            found.text,
        )
        assert "does not answer" in found.text and not OURS.search(found.text)


@pytest.mark.parametrize("fault", FAULTS)
def test_what_was_shown_before_stays_and_the_change_is_named(root: Path, fault: str) -> None:
    before = {address: ask(address).body for address in ADDRESSES}
    FAULTS[fault](root / "dorset")
    looked_at_again()
    assert {address: ask(address).body for address in ADDRESSES} == before
    withheld = Library(root).withheld("dorset")
    assert withheld and withheld.problems
    for name in ("updates.csv", "spend.csv"):  # mended, it is shown as it is
        assert Library(root).dataset("dorset").files()[name] == (DATA / "dorset" / name).read_bytes()
