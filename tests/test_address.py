"""Whatever an address says, a page answers it. ``ADDRESSES=5000 pytest tests/test_address.py`` tries as many of each kind."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from dayops_dash.address import FIRST_DAY, LAST_DAY, Address, NotUnderstood, quoted, read_day, read_number
from dayops_dash.screen.streamlit_pages import ROOT
from dayops_dash.stories import PAGES, SECTIONS
from tests.addresses import NAMES, NASTY, NOT_DAYS, STRANGE, TOO_FAR, asked, pages, raw, values
from tests.edition.test_routes import ask
from tests.thorough import examples

TRIED = int(os.environ.get("ADDRESSES", "0"))
OFTEN = settings(
    max_examples=TRIED or examples(60),
    deadline=None,
    suppress_health_check=list(HealthCheck),
    print_blob=True,
    database=None,
)
COUNCIL = "nottinghamshire"
Asked = Mapping[str | bytes, Sequence[str | bytes]]

_runs: dict[str, AppTest] = {}


def shown(page: str, choices: Asked) -> AppTest:
    """Run the application's script as a visit of an address does, and return what it shows."""
    if page not in _runs:
        run = AppTest.from_file(str(ROOT / "dayops_dash" / "frame.py"), default_timeout=60).run()
        _runs[page] = run.switch_page(f"../pages/{page}.py")
    run = _runs[page]
    run.query_params = {raw(name): [raw(value) for value in several] for name, several in choices.items()}
    return run.run()


def html_of(run: AppTest) -> str:
    return unescape("".join(str(element.proto.body) for element in run.get("html")))


def faults(page: str, choices: Asked) -> list[str]:
    """Return what went wrong on a page, in Streamlit's own words; a page that shows nothing has gone wrong too."""
    run = shown(page, choices)
    wrong = [f"{element.message}\n{''.join(element.stack_trace)}" for element in run.exception] + [
        str(element.value) for element in run.error
    ]
    return wrong or ([] if "</h1>" in html_of(run) else ["nothing is shown"])


@OFTEN
@given(pages, asked)
def test_no_address_breaks_a_page(page: str, choices: Asked) -> None:
    assert not faults(page, choices)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_of_the_list_breaks_a_page(page: str) -> None:
    """Each value in every parameter that the page reads, and each name that Python itself uses for what is called."""
    several = NASTY if TRIED else NASTY[list(PAGES).index(page) % 17 :: 17]
    for value in several:
        assert not faults(
            page, {name: [value] for name in NAMES if name not in ("council", "as_at", "since", "meeting")}
        )
    for name in STRANGE:
        assert not faults(page, {name: ["1"]}), name


@pytest.mark.parametrize("value", [*NOT_DAYS, *TOO_FAR, b"\xff"])
@pytest.mark.parametrize(("page", "name"), [("overview", "as_at"), ("changes", "since"), ("pack", "meeting")])
def test_a_day_that_is_none_is_answered_with_what_to_write(page: str, name: str, value: str | bytes) -> None:
    said = html_of(shown(page, {"council": [COUNCIL], name: [value]}))
    assert "This page could not be found" in said
    assert ("is too far off to be shown" if value in TOO_FAR else "is not a date. Write it as 2023-03-13") in said
    assert "Choose a council" in said


@pytest.mark.parametrize("value", [*NOT_DAYS, *TOO_FAR])
def test_the_plain_edition_says_the_same_of_a_day_as_the_application(value: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read_day(value.strip().replace("\0", "\ufffd"))
    for place in (f"read/{COUNCIL}/overview", f"data/{COUNCIL}/facts.csv", f"figure/{COUNCIL}/overview/standing.csv"):
        answer = ask(f"/{place}?{urlencode({'as_at': value})}")
        assert answer.status == 404 and str(refused.value) in unescape(answer.text)
    assert str(refused.value) in html_of(shown("overview", {"as_at": [value]}))


def test_an_unknown_choice_is_the_default_s_and_a_number_is_kept_within_bounds() -> None:
    usual = {page: html_of(shown(page, {"council": [COUNCIL]})) for page in ("progress", "present", "sources")}
    for value in ("²", "٣", "nonsense", "1.5", ""):
        for page, name in (("present", "slide"), ("sources", "first"), ("progress", "view"), ("progress", "stands")):
            told = html_of(shown(page, {"council": [COUNCIL], name: [value]}))
            assert _main(told) == _main(usual[page]), (page, name, value)
    last = html_of(shown("present", {"council": [COUNCIL], "slide": ["9" * 5000]}))
    number = last.partition('data-last="')[2].partition('"')[0]
    assert f'data-slide="{number}"' in last
    assert 'data-slide="1"' in html_of(shown("present", {"council": [COUNCIL], "slide": ["-" + "9" * 5000]}))


def _main(told: str) -> str:
    """Return what a page says, without its links, which keep what the address holds."""
    return re.sub(r'(href|data-default|data-link)="[^"]*"', "", told).partition("Link to this view")[0]


PATHS = st.one_of(
    st.sampled_from(
        [*map(str, SECTIONS), COUNCIL, "facts.csv", "standing.csv", "spend.csv", "", "..", ".", "dorset.zip"]
    ),
    st.sampled_from([*NASTY]),
    st.text(max_size=20),
    st.binary(max_size=12),
)
PREFIXES = st.sampled_from(
    ["read", "data", "figure", "table", "table/x", "overview", "nothing", "", "read/dorset", "figure/dorset/overview"]
)


@OFTEN
@given(
    PREFIXES,
    st.lists(PATHS, max_size=4),
    st.dictionaries(st.sampled_from(["as_at", "x"]), values, max_size=2),
    st.sampled_from(["GET", "HEAD", "OPTIONS"]),
)
def test_no_address_breaks_a_route(prefix: str, parts: list[str | bytes], choices: dict[str, Any], method: str) -> None:
    """As a server hands a path on: its percent signs read, and what is no UTF-8 replaced."""
    path = "/".join(["", prefix, *(raw(part).decode("utf-8", "replace") for part in parts)])
    query = "&".join(f"{name}={quote(raw(value))}" for name, value in choices.items())
    answer = ask(f"{path.replace('?', '')}?{query}", method)
    assert answer.status in (200, 204, 304, 307, 404, 405)
    assert len(answer.body) < 10_000 or answer.status == 200


@pytest.mark.parametrize(
    "path", ["*", "/", "//", "///", "/read//", "/table/", "/table/x/y", "/%", "/_stcore", "/" + "a" * 60_000]
)
def test_a_path_that_is_none_is_no_fault(path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "POST"):
        assert ask(path, method).status < 500


texts = st.one_of(st.text(), st.sampled_from([n for n in NASTY if isinstance(n, str)]), st.integers().map(str))


@given(texts, st.integers(-5, 5), st.integers(0, 10**6))
def test_a_number_is_always_within_its_bounds(text: str, least: int, most: int) -> None:
    most += least
    found = Address.of({"n": text}).number("n", least, most, 10**7)
    assert found == 10**7 or least <= found <= most
    assert Address.of({}).number("n", least, most, least) == least


@given(st.integers(), st.integers(-(10**9), 0), st.integers(0, 10**9))
def test_a_number_that_is_written_is_read_and_the_nearest_bound_stands_for_one_beyond(
    n: int, least: int, most: int
) -> None:
    for text in (str(n), f" {n} ", f"{n:+d}"):
        assert Address.of({"n": text}).number("n", least, most, 10**12) == max(least, min(most, n))


@given(st.one_of(texts, st.dates().map(str)))
def test_a_day_is_read_or_refused_and_never_another(text: str) -> None:
    try:
        found = read_day(text)
    except NotUnderstood as refused:
        assert len(str(refused)) < 200 and "\0" not in str(refused)
        return
    assert found is None if not text else found and found.isoformat() == text and FIRST_DAY <= found <= LAST_DAY


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY, date(2024, 2, 29)])
def test_every_day_within_the_bounds_is_read(day: date) -> None:
    assert read_day(day.isoformat()) == day == Address.of({"d": f" {day} "}).day("d")


@given(texts, st.lists(st.text(max_size=5)))
def test_a_choice_is_one_of_those_that_there_are(text: str, options: list[str]) -> None:
    address = Address.of({"c": text})
    assert address.choice("c", options, "usual") in {*options, "usual"} and set(address.choices("c", options)) <= set(
        options
    )
    assert len(set(address.choices("c", options))) == len(address.choices("c", options))


@given(texts, st.integers(1, 200))
def test_words_are_short_and_fit_for_every_document(text: str, most: int) -> None:
    words = Address.of({"w": text}).words("w", most)
    assert len(words) <= most and words == words.strip() and "\0" not in words
    words.encode("utf-8")
    assert len(quoted(text)) < 70


@given(texts)
def test_a_number_of_a_scenario_is_a_number_or_none(text: str) -> None:
    found = read_number(text)
    assert found is None or abs(found) < float("inf")


def test_numbers_as_people_write_them() -> None:
    told = {"1,000": 1000, "£5.50": 5.5, "30%": 30, ".5": 0.5, "5.": 5, "1e3": 1000, " 7 ": 7, "-3": -3}
    assert {text: read_number(text) for text in told} == told
    none = ("٣", "²", "1_000", "nan", "inf", "1e999", "0x10", "", "--1", "1 000", "9" * 5000)
    assert [read_number(text) for text in none] == [None] * len(none)


def test_an_address_cannot_be_changed_and_is_bounded() -> None:
    address: Any = Address.of({**{str(n): "x" * 10**5 for n in range(1000)}, "y" * 10**5: "1"})
    assert len(address.parameters) <= 200 and all(
        len(n) <= 100 and len(v) <= 2000 for n, v in address.parameters.items()
    )
    with pytest.raises(TypeError):
        address.parameters["as_at"] = "2023-03-13"
    with pytest.raises(AttributeError):
        address.parameters = {}


def test_the_last_of_two_counts_in_both() -> None:
    days = ["2022-04-30", "2023-03-13"]
    assert "as at 13 March 2023" in ask(f"/read/{COUNCIL}/overview?as_at={days[0]}&as_at={days[1]}").text
    assert "as at 13 March 2023" in html_of(shown("overview", {"council": [COUNCIL], "as_at": days}))
