"""Search finds what the tables hold, by a plain loop over the files; forgives slips; and takes what is typed for words alone."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dayops_dash.address import Address
from dayops_dash.dataset import DATA, Council, Library
from dayops_dash.stories import PAGES, SECTIONS
from dayops_dash.stories.search.find import LONGEST, Found, find, snippet
from dayops_dash.stories.search.findable import Findable, ResultGroup, things_in_rows, things_told
from dayops_dash.stories.search.index import Index, alike, asked_words, words_of
from dayops_dash.stories.search.search import answer_words, chosen, found_at, grouped, left_words
from dayops_dash.stories.search.suggest import suggestions
from tests.dataset.test_public import with_secrets
from tests.thorough import examples

COUNCILS = Library().slugs()
REAL = [slug for slug in COUNCILS if slug != "exampleshire"]
OWN_WORDS = {  # where a plain reader would look: table, the columns that are searched, and what the results of it are called
    "voices": (("words", "audience", "kind"), "Comment"),
    "spend": (("subject", "as_written", "financial_year", "client_group", "statement"), "Budget or spend"),
    "risks": (("title", "cause", "event", "effect", "owner_role"), "Risk"),
    "glossary": (("term", "meaning"), "Term"),
}


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def rows(slug: str, table: str) -> list[dict[str, str]]:
    path = DATA / slug / f"{table}.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def begins(row: dict[str, str], columns: Sequence[str], word: str) -> bool:
    return any(re.search(rf"\b{word}", row[column], re.IGNORECASE) for column in columns)


def titles(found: Found, group: ResultGroup) -> list[str]:
    return [hit.thing.title for hit in grouped(found.hits).get(group, [])]


@pytest.mark.parametrize("word", ["transport", "carer", "autis", "employ", "respite"])
@pytest.mark.parametrize("slug", COUNCILS)
def test_a_word_is_found_wherever_the_tables_have_it(slug: str, word: str) -> None:
    """A word that is typed in part finds at least what a plain loop over the files finds, and by stems perhaps more."""
    hits = find(council(slug), word).hits
    for table, (columns, what) in OWN_WORDS.items():
        name = (
            "words"
            if table == "voices"
            else "subject"
            if table == "spend"
            else "term"
            if table == "glossary"
            else "title"
        )
        plain = {
            amount_title(row) if table == "spend" else row[name]
            for row in rows(slug, table)
            if begins(row, columns, word)
        }
        assert plain <= {hit.thing.title for hit in hits if hit.thing.what == what}, table


def amount_title(row: dict[str, str]) -> str:
    """An amount is of a year, where its paper says of which: two of one name are two results."""
    return ", ".join(filter(None, (row["subject"], row["financial_year"])))


@pytest.mark.parametrize("slug", COUNCILS)
def test_transport_finds_just_the_comments_and_amounts_that_speak_of_it(slug: str) -> None:
    """What Voices files under transport is found by that word, whether or not it has it: the last bus is at four."""
    found = find(council(slug), "transport")
    spoken = ("transport", "travel", r"(mini)?bus(es)?\b", r"taxis?\b")
    comments = {r["words"] for r in rows(slug, "voices") if any(begins(r, OWN_WORDS["voices"][0], w) for w in spoken)}
    amounts = {amount_title(row) for row in rows(slug, "spend") if begins(row, OWN_WORDS["spend"][0], "transport")}
    assert {hit.thing.title for hit in found.hits if hit.thing.what == "Comment"} == comments
    assert {hit.thing.title for hit in found.hits if hit.thing.what == "Budget or spend"} == amounts


def test_transport_in_everything_shows_what_is_said_asked_planned_and_spent() -> None:
    found = find(council("solihull"), "transport", everywhere=True)
    groups = grouped(found.hits)
    assert list(groups)[:4] == [ResultGroup.PLANNED, ResultGroup.SAID, ResultGroup.SPENT, ResultGroup.ASKED]
    named = {hit.council.slug for hit in found.hits}
    assert named == set(COUNCILS)
    assert "Transport for people attending day opportunities" in titles(found, ResultGroup.SPENT)
    assert "Transport for Care4CE provision" in " ".join(titles(found, ResultGroup.SPENT)).replace("and food ", "")
    assert "Access to transport, the biggest obstacle" in titles(found, ResultGroup.SAID)
    assert "Review of transport options" in titles(found, ResultGroup.PLANNED)


def test_a_survey_question_is_found_by_its_answers() -> None:
    hits = find(council("nottinghamshire"), "transport").hits
    answered = {row["question_id"] for row in rows("nottinghamshire", "survey_answers") if "ransport" in row["answer"]}
    asked = {row["title"] for row in rows("nottinghamshire", "survey_questions") if row["question_id"] in answered}
    assert len(asked) == 3 and {hit.thing.title for hit in hits if hit.thing.what == "Survey question"} == asked
    assert any("27%" in hit.shown for hit in hits)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("transprot", "transport"),
        ("trasport", "transport"),
        ("bugdet", "budget"),
        ("carrers", "carers"),
        ("Tránsport", "transport"),
    ],
)
def test_a_slip_is_forgiven_and_said(typed: str, meant: str) -> None:
    here = council("solihull")
    found, right = find(here, typed), find(here, meant)
    assert {hit.thing for hit in right.hits} <= {hit.thing for hit in found.hits}
    if words_of(typed) != [meant]:
        assert f"“{meant}”" in answer_words(here, found) and "Nothing has" in answer_words(here, found)


def test_other_endings_and_beginnings_are_found() -> None:
    here = council("nottinghamshire")
    assert {h.thing for h in find(here, "evaluations").hits} >= {h.thing for h in find(here, "evaluation").hits}
    assert {h.thing for h in find(here, "commissioni").hits} >= {
        h.thing for h in find(here, "commissioning").hits if "ommissioning" in h.thing.title
    }


def test_small_words_are_passed_over_and_all_others_are_needed() -> None:
    assert asked_words("the cost of transport") == ("cost", "transport")
    assert asked_words("to be") == ("be",) and asked_words("the of") == ("the", "of")
    for hit in find(council("solihull"), "the cost of transport").hits:
        text = " ".join((hit.thing.title, hit.thing.text, hit.thing.what)).casefold()
        assert "cost" in text and "transport" in text


def test_nothing_found_says_so_and_what_to_try() -> None:
    here = council("solihull")
    story = chosen(here, Address.of({"q": "zzzzqq"}))
    assert story.answer == "Nothing in Solihull has “zzzzqq”."
    assert story.figures[0].title == "No result: try another word" and len(story.figures[0].panels[0].items) == 3
    some = find(here, "transport zzzzqq")
    assert some.some and some.hits and "Nothing has “zzzzqq”." in answer_words(here, some)


def test_no_words_search_nothing_and_show_what_there_is() -> None:
    here = council("solihull")
    for typed in ("", "   ", "\0"):
        assert found_at(here, Address.of({"q": typed})) is None or not find(here, typed).hits
    counts = dict(chosen(here, Address.of({})).figures[0].grid.rows)  # type: ignore[arg-type]
    assert counts["What is planned"] == len(rows("solihull", "intentions"))
    assert counts["Papers"] == len(rows("solihull", "documents")) and counts["Pages"] == len(SECTIONS)


HOSTILE = (
    '" OR 1 NEAR( * <script>',
    "title:risk",
    "a* OR b",
    "NOT transport",
    "'; DROP TABLE things; --",
    '""""',
    "{text}",
    "^x",
    "-1",
    "+",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_what_is_typed_is_words_and_nothing_else(typed: str) -> None:
    found = find(council("dorset"), typed, everywhere=True)
    assert found.words == asked_words(typed)
    assert find(council("dorset"), "transport").hits


@settings(max_examples=examples(150), deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched_for(typed: str) -> None:
    found = find(council("dorset"), typed)
    assert all(hit.thing in {*things_in_rows(council("dorset")), *things_told(council("dorset"))} for hit in found.hits)


@pytest.mark.parametrize("slug", COUNCILS)
def test_every_result_opens_a_page_at_what_it_names(slug: str) -> None:
    """A choice that the page does not know would be passed over in silence: of what has a choice of its own, each is known."""
    here = council(slug)
    for thing in (*things_in_rows(here), *things_told(here)):
        assert thing.page in PAGES and thing.title and thing.what
        story = SECTIONS[thing.page].at_address(here, Address.of(dict(thing.choices)))
        if thing.anchor.startswith("figure-"):
            assert thing.anchor.removeprefix("figure-") in {figure.figure_id for figure in story.figures}, thing
        if thing.anchor.startswith("ask-"):
            assert any(ask.key == thing.anchor.removeprefix("ask-") for figure in story.figures for ask in figure.asks)
        if thing.page in ("wards", "risks", "progress") and thing.choices:
            assert story != SECTIONS[thing.page].story(here)


@pytest.mark.parametrize("slug", REAL)
def test_every_commitment_ward_risk_paper_and_term_can_be_found_by_its_name(slug: str) -> None:
    here = council(slug)
    for table, column in (("intentions", "title"), ("risks", "title"), ("documents", "title"), ("glossary", "term")):
        for row in rows(slug, table):
            found = [hit.thing.title for hit in find(here, " ".join(words_of(row[column])[:8])).hits]
            assert any(row[column] in title for title in found), row[column]


def test_a_day_knows_only_its_papers() -> None:
    before = find(council("nottinghamshire", date(2022, 4, 30)), "tender")
    assert not any(
        "new commissioning process" in hit.thing.title.casefold() and "a." in hit.thing.title for hit in before.hits
    )
    assert not find(council("nottinghamshire", date(2015, 1, 1)), "transport").hits


def test_exempt_rows_are_not_found_in_the_public_copy(tmp_path: Path) -> None:
    everything = with_secrets(tmp_path).at()
    public = Library(tmp_path, public=True).dataset("exampleton").at()
    assert find(everything, "Zanzibar").hits and "Zanzibar" in suggestions(everything)
    for typed in ("Zanzibar", "Zanzibr", "234567", "closed-23"):
        for everywhere in (False, True):
            hits = find(public, typed, everywhere=everywhere).hits
            assert not any("anzibar" in hit.thing.title + hit.thing.text for hit in hits)
    assert "anzibar" not in suggestions(public).casefold()


def test_what_was_searched_is_said() -> None:
    found = find(council("dorset"), "transport", everywhere=True)
    assert found.councils == len(COUNCILS)
    while left_words(found):
        found = find(council("dorset"), "transport", everywhere=True)
    assert (found.searched, found.whole) == (len(COUNCILS), len(COUNCILS))


@settings(max_examples=examples(100), deadline=None)
@given(
    st.lists(st.text("abc d", min_size=1, max_size=30), min_size=1, max_size=30), st.sampled_from(["abc", "dd", "a"])
)
def test_what_is_shown_of_a_text_is_short_and_of_the_text(parts: list[str], word: str) -> None:
    text = " ".join(parts)
    shown = snippet(Findable(ResultGroup.FACTS, "Fact", "title", text, "sources"), [word])
    bare = shown.removeprefix("… ").removesuffix(" …")
    longest_word = max(map(len, text.split()), default=0)
    assert bare == text or bare in " ".join(text.split())
    assert len(bare) <= max(LONGEST, longest_word)


def test_words_that_are_alike() -> None:
    assert alike("transprot", ["transport", "transit", "report"]) == ["transport"]
    assert alike("abc", ["abd"]) == [] and alike("2023", ["2022"]) == []
    assert not Index(()).find([["a"]])


def test_suggestions_hold_all_that_can_be_found() -> None:
    here = council("solihull")
    sent = json.loads(suggestions(here))
    assert len(sent) == len(things_in_rows(here)) + len(things_told(here))
    assert all(len(one) == 6 and one[3] in PAGES for one in sent)
    buses = next(one for one in json.loads(suggestions(council("exampleshire"))) if one[1] == "the last bus is at four")
    assert "Transport" in buses[2]  # what is typed finds it too
