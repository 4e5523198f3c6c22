"""Exempt rows are seen by the members to whom a person has opened their paper, marked, and by nobody else in no answer."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash import clock
from dayops_dash.dataset import DATA, Dataset, Library
from dayops_dash.dataset.files.table_file import Cells, as_csv
from dayops_dash.dataset.serving.opened import opened_files
from dayops_dash.dataset.serving.public import every_row, public_copy
from dayops_dash.dataset.serving.versions import content_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.first_answer.answer import first_answer
from dayops_dash.packs.brief.report import brief
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.word.report import word_file
from dayops_dash.screen.shell.page import Request
from dayops_dash.server import reading
from dayops_dash.server.grants import take_back
from dayops_dash.stories import PAGES
from tests.made_up import amount, council, papers
from tests.packs.test_word_template import template
from tests.server.exempt import (
    CLOSED,
    COUNCIL,
    GIVER,
    GRANTED,
    MEMBER,
    OTHER,
    SHUT,
    WORDS,
    councils,
    granted,
    headers_of,
    make_exempt,
    page,
    told,
)
from tests.thorough import examples


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return councils(tmp_path_factory.mktemp("exempt") / "data")


@pytest.fixture(autouse=True)
def signed_in(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server at which people sign in, with no grant given yet."""
    monkeypatch.setenv("DAYOPS_SIGNIN_ISSUER", "https://login.example")
    monkeypatch.setenv("DAYOPS_GRANTS", str(tmp_path / "grants"))
    monkeypatch.setattr(reading, "Library", partial(Library, root))


def test_a_member_sees_the_rows_that_are_open_to_them_marked_and_another_does_not(root: Path) -> None:
    assert not told(page("spend", headers_of()))
    granted(root)
    shown = page("spend", headers_of())
    assert told(shown) and "Exempt: not for publication" in shown and "paragraph 3" in shown
    assert "(exempt, 12A paragraph 3)" in shown  # at the row's place in its paper
    for nobody in ({}, headers_of("other@council", f"{COUNCIL}:planning"), headers_of(until=0)):
        assert "Exempt" not in page("spend", nobody) and not told(page("spend", nobody))


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_open_is_on_no_page(root: Path, name: str) -> None:
    granted(root)
    member, nobody = page(name, headers_of()), page(name, {})
    assert not told(member, SHUT, CLOSED) and not told(nobody)
    assert ("Exempt: not for publication" in member) == (name != "search")


def parts(root: Path, *exempt: str) -> Mapping[str, bytes]:
    """Return a council with a public whole, a public part, and a part of each of some papers that is exempt."""
    shut = [
        amount(f"{paper}-22", "external", 100_000, "2022/23", "all-22", paper, visibility="exempt-12A-3")
        for paper in exempt
    ]
    spend = [
        amount("all-22", "all", 500_000 + 100_000 * len(shut), "2022/23"),
        amount("in-22", "internal", 500_000, "2022/23", "all-22"),
        *shut,
    ]
    documents = [*papers(), *({**papers()[1], "document_id": paper} for paper in exempt)]
    return dict(council(root, documents=documents, spend=spend).files())


@pytest.mark.parametrize(
    ("exempt", "now", "before", "seen"),
    [
        ("a b", "a", "", ""),  # with the whole and the other parts it would tell b
        ("a b", "a b", "", "a b"),
        ("a b c", "a", "", "a"),
        ("a b c", "a b", "", ""),
        ("a b c", "b", "a", ""),  # what was seen once can be subtracted
        ("a b c", "a b c", "", "a b c"),
        ("a b c d", "b", "a", "b"),
        ("a", "a", "", "a"),
        ("a", "b", "", ""),
    ],
)
def test_nothing_is_opened_that_would_tell_a_number_that_is_not(
    tmp_path: Path, exempt: str, now: str, before: str, seen: str
) -> None:
    files = parts(tmp_path, *exempt.split())
    found = opened_files(files, "exampleton", frozenset(now.split()), frozenset(before.split()))
    rows = every_row(found or {}, "exampleton").get("spend", [])
    assert [row["document_id"] for row in rows if row["visibility"] != "public"] == seen.split()


def test_a_row_of_two_papers_is_open_where_both_are(tmp_path: Path) -> None:
    sides = {"title": "Two prices", "document_id": "a", "other_document_id": "b", "visibility": "exempt-12A-3"}
    conflicts = [{**sides, "conflict_id": "both", "says": "£1", "other_says": "£2"}]
    documents = [*papers(), *({**papers()[1], "document_id": paper} for paper in "ab")]
    files = council(tmp_path, documents=documents, conflicts=conflicts).files()
    for open_ in ("a", "b"):
        assert opened_files(files, "exampleton", frozenset(open_)) is None
    both = opened_files(files, "exampleton", frozenset("ab"))
    assert both and [row["conflict_id"] for row in every_row(both, "exampleton")["conflicts"]] == ["both"]


def test_what_is_shown_on_a_wall_bears_the_mark(root: Path) -> None:
    granted(root)
    assert 'class="do-stage-day">Exempt: not for publication' in page("present", headers_of())


PAPERS = (GRANTED, SHUT, CLOSED, "progress-2025")
GRANT = st.fixed_dictionaries(
    {
        "paper": st.sampled_from(PAPERS),
        "committee": st.sampled_from(("scrutiny", "planning")),
        "person": st.sampled_from(("", MEMBER, "other@council")),
        "by": st.sampled_from((GIVER, "other@council")),
        "days": st.sampled_from((0, 1, 30)),
        "closed": st.booleans(),
    }
).filter(lambda one: one["person"] != one["by"])
COMMITTEES = (f"{COUNCIL}:scrutiny", f"{COUNCIL}:planning", f"{OTHER}:scrutiny", "scrutiny")


def may_see(asked: list[dict[str, Any]], person: str, held: set[str], day: int) -> set[str]:
    """Return the papers that somebody may see by these grants, said once more in the plainest way."""
    mine = [one for one in asked if one["person"] in ("", person) and one["by"] != person]
    there = [one for one in mine if f"{COUNCIL}:{one['committee']}" in held]
    return {one["paper"] for one in there if one["days"] >= day and not one["closed"]}


def give_all(root: Path, asked: list[dict[str, Any]]) -> None:
    for one in asked:
        until = clock.true_today() + timedelta(days=one["days"])
        made = granted(root, until=until, **{name: one[name] for name in ("paper", "committee", "person", "by")})
        if one["closed"]:
            take_back(root, COUNCIL, made.mark, because="Withdrawn", by=GIVER)


@settings(max_examples=examples(150))
@given(
    st.lists(GRANT, max_size=4),
    st.sampled_from((MEMBER, "other@council")),
    st.sets(st.sampled_from(COMMITTEES)),
    st.sampled_from((0, 0, 1, 31)),
    st.sampled_from(sorted(set(PAGES) - {"pack"})),
)
def test_whatever_the_rights_no_cell_that_is_not_open_is_in_any_answer(
    root: Path, asked: list[dict[str, Any]], person: str, held: set[str], day: int, name: str
) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("DAYOPS_GRANTS", folder)
        give_all(root, asked)
        moment = clock.moment() + timedelta(days=day)
        patch.setattr(clock, "moment", lambda: moment)
        headers = headers_of(person, *(held or {"none"}))
        shown, data = page(name, headers), reading.library_of(headers).dataset(COUNCIL)
        first = first_answer(Request(name, {"council": COUNCIL}, (headers, "192.0.2.1")))
    mine = may_see(asked, person, held, day)
    everything = (
        shown + (first.markup if first else "") + "".join(content.decode() for content in data.files().values())
    )
    assert not [words for paper in set(WORDS) - mine for words in told(everything, paper)]
    assert {row["document_id"] for row in exempt_rows(data)} <= mine
    assert bool(data.exempt) == bool(exempt_rows(data)) and (not data.exempt or data.library.public)
    assert name == "search" or ("Exempt: not for publication" in shown) == bool(data.exempt)
    if first and name != "search":
        assert ("Exempt: not for publication" in first.markup) == bool(data.exempt) and (first.own or not data.exempt)


def exempt_rows(data: Dataset) -> list[Mapping[str, str]]:
    every = every_row(data.files(), data.slug)
    return [row for rows in every.values() for row in rows if row.get("visibility") != "public"]


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The same council, whose exempt rows have other words and other numbers."""
    folder = tmp_path_factory.mktemp("altered") / COUNCIL
    shutil.copytree(DATA / COUNCIL, folder)
    make_exempt(folder, " altered")
    return content_of(folder)


@settings(max_examples=examples(30))
@given(st.sets(st.sampled_from(PAPERS)), st.sets(st.sampled_from(PAPERS)))
def test_what_is_seen_does_not_change_with_what_is_not_open(
    root: Path, altered: Mapping[str, bytes], papers: set[str], ever: set[str]
) -> None:
    """Whoever cannot see a row learns nothing of its words and numbers: what they see is the same bytes, whatever those are."""
    files = content_of(root / COUNCIL)
    of = {paper: _rows_of(files, paper) for paper in PAPERS}
    mixed = _with_rows(altered, {key: row for paper in papers for key, row in of[paper].items()})
    one, other = (opened_files(each, COUNCIL, frozenset(papers), frozenset(ever)) for each in (files, mixed))
    assert files != mixed or papers >= set(WORDS)
    assert one == other
    public, again = (public_copy(each, COUNCIL).files for each in (files, altered))
    assert public == again
    for name, table in TABLES.items():  # and all that everybody sees is there
        keys = [{row[table.key] for row in every_row(each, COUNCIL).get(name, [])} for each in (public, one or public)]
        assert keys[0] <= keys[1]


def _rows_of(files: Mapping[str, bytes], paper: str) -> dict[tuple[str, str], Cells]:
    every = every_row(files, COUNCIL)
    return {(n, row[TABLES[n].key]): row for n, rows in every.items() for row in rows if row["document_id"] == paper}


def _with_rows(files: Mapping[str, bytes], wanted: Mapping[tuple[str, str], Cells]) -> dict[str, bytes]:
    every = every_row(files, COUNCIL)
    held = {n: as_csv(n, [wanted.get((n, row[TABLES[n].key]), row) for row in rows]) for n, rows in every.items()}
    return {**files, **{TABLES[n].path: content for n, content in held.items()}}


def test_every_page_of_a_councils_own_template_bears_the_mark(root: Path) -> None:
    """Sections and first pages with feet of their own, too."""
    granted(root)
    member = reading.library_of(headers_of()).dataset(COUNCIL).at()
    own = docx.Document(io.BytesIO(template(marked=True)))
    own.sections[1].footer.is_linked_to_previous = False
    own.sections[1].footer.paragraphs[0].text = "A foot of its own"
    own.sections[1].different_first_page_header_footer = True
    file = io.BytesIO()
    own.save(file)
    asked = Pack(member, "Scrutiny", template=file.getvalue())
    made = docx.Document(io.BytesIO(word_file(brief(asked), asked)))
    assert len(made.sections) == 2
    for place in (made.sections[0].footer, made.sections[1].footer, made.sections[1].first_page_footer):
        assert any("Exempt: not for publication" in line.text for line in place.paragraphs)
