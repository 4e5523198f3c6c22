"""How money, dates, counts and shares are said, at the edges."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash import wording


@pytest.mark.parametrize(
    ("pounds", "said"),
    [
        (18_400_000, "£18.4m"),
        (18_400_000.0, "£18.4m"),
        (3_187_000, "£3.19m"),
        (1_101_000, "£1.1m"),
        (1_000_000, "£1m"),
        (-2_500_000, "£-2.5m"),
        (1_234_000_000, "£1.23bn"),
        (999_999, "£999,999"),
        (250_000, "£250,000"),
        (9_999, "£9,999"),
        (4_645, "£4,645"),
        (48, "£48"),
        (16.5, "£16.50"),
        (0, "£0"),
        (None, "not stated"),
        (float("nan"), "not stated"),
        (pd.NA, "not stated"),
    ],
)
def test_money_has_one_shape(pounds: float | None, said: str) -> None:
    assert wording.money(pounds) == said


@given(st.integers(0, 10**10))
def test_money_is_rounded_to_three_figures_only_where_a_unit_stands_for_the_noughts(pounds: int) -> None:
    said = wording.money(pounds).removeprefix("£").replace(",", "")
    scale = 10**9 if said.endswith("bn") else 10**6 if said.endswith("m") else 1
    value = float(said.rstrip("bnm")) * scale
    assert abs(value - pounds) <= (pounds / 200 if scale > 1 else 0)
    assert wording.is_rounded(pounds) == (round(value) != pounds)
    assert int(wording.exact_money(pounds).removeprefix("£").replace(",", "")) == pounds


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (68, "68%"),
        (68.0, "68%"),
        (4.5, "4.5%"),
        (32.4, "32.4%"),
        (0, "0%"),
        (100, "100%"),
        (None, "not stated"),
        (pd.NA, "not stated"),
    ],
)
def test_percent(share: float | None, said: str) -> None:
    assert wording.percent(share) == said


@pytest.mark.parametrize(
    ("when", "long", "short", "month"),
    [
        (date(2023, 3, 13), "13 March 2023", "13 Mar 2023", "March 2023"),
        (date(2026, 1, 1), "1 January 2026", "1 Jan 2026", "January 2026"),
        (date(2024, 2, 29), "29 February 2024", "29 Feb 2024", "February 2024"),
        (date(2023, 12, 31), "31 December 2023", "31 Dec 2023", "December 2023"),
    ],
)
def test_dates(when: date, long: str, short: str, month: str) -> None:
    assert (wording.day(when), wording.short_day(when), wording.month(when)) == (long, short, month)


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (-1, "today"),
        (0, "today"),
        (1, "1 day"),
        (2, "2 days"),
        (60, "60 days"),
        (61, "2 months"),
        (90, "2 months"),
        (91, "3 months"),
        (92, "3 months"),
        (364, "11 months"),
        (365, "1 year"),
        (366, "1 year"),
        (396, "1 year 1 month"),
        (729, "1 year 11 months"),
        (730, "2 years"),
        (731, "2 years"),
        (1340, "3 years 8 months"),
        (3653, "10 years"),
    ],
)
def test_age_in_the_coarsest_true_words(days: int, said: str) -> None:
    assert wording.age(days) == said


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (("a", "b", "c", "d"), "a, b, c and d"),
        (["Knowle", "Dorridge"], "Knowle and Dorridge"),
    ],
)
def test_lists(items: list[str], said: str) -> None:
    assert wording.listed(items) == said
    assert wording.listed(items, "or") == said.replace(" and ", " or ")


def test_a_list_of_things_that_have_the_word_in_them_says_where_the_last_begins() -> None:
    assert wording.listed(["Kingshurst and Fordbridge", "Olton"]) == "Kingshurst and Fordbridge, and Olton"
    assert wording.listed(["Dorridge and Hockley Heath"]) == "Dorridge and Hockley Heath"
    assert wording.listed(["bread and butter", "jam"], "or") == "bread and butter or jam"


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (1, "one"), (9, "nine"), (10, "10"), (1_300, "1,300"), (-1, "-1")]
)
def test_numbers_in_words_up_to_nine(number: int, said: str) -> None:
    assert wording.spelled(number) == said


@pytest.mark.parametrize(
    ("number", "one", "many", "said"),
    [
        (0, "intention", "", "0 intentions"),
        (1, "intention", "", "1 intention"),
        (7, "intention", "", "7 intentions"),
        (1_400, "person", "people", "1,400 people"),
        (1, "person", "people", "1 person"),
    ],
)
def test_counts(number: int, one: str, many: str, said: str) -> None:
    assert wording.count(number, one, many) == said


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1_101_000, "1,101,000"),
        (5.6, "5.6"),
        (5.0, "5"),
        (0.125, "0.125"),
        (100, "100"),
        (0, "0"),
        (1_000.5, "1,000.5"),
        (-3.5, "-3.5"),
    ],
)
def test_plain_numbers(number: float, said: str) -> None:
    assert wording.plain(number) == said
    assert wording.plain(round(number), 0) == f"{round(number):,}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("not stated", "Not stated."),
        ("Done.", "Done."),
        ("who?", "Who?"),
        ("stop!", "Stop!"),
        ("  a ", "A."),
        ("", ""),
        ("£5", "£5."),
    ],
)
def test_sentences(text: str, said: str) -> None:
    assert wording.sentence(text) == said


@pytest.mark.parametrize(("text", "said"), [("ward", "Ward"), ("", ""), ("EHCP", "EHCP"), ("iPad", "IPad")])
def test_a_capital_leaves_the_rest_alone(text: str, said: str) -> None:
    assert wording.capital(text) == said


@pytest.mark.parametrize("value", [None, "", float("nan"), pd.NA])
def test_what_is_missing(value: object) -> None:
    assert wording.missing(value)


@pytest.mark.parametrize("value", [0, 0.0, False, "0", " ", "nan", date(2023, 3, 13)])
def test_nought_is_not_missing(value: object) -> None:
    assert not wording.missing(value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Approximately 1,400", "approximately 1,400"),
        ("Mar 2023", "Mar 2023"),
        ("March 2023 to May 2023", "March 2023 to May 2023"),
        ("NHS funding", "NHS funding"),
        ("Care4CE", "Care4CE"),
        ("I choose", "I choose"),
        ("Better Days for everyone", "Better Days for everyone"),
        ("A new offer", "a new offer"),
        ("", ""),
    ],
)
def test_a_phrase_goes_into_a_sentence_without_losing_a_name(text: str, expected: str) -> None:
    assert wording.uncapital(text) == expected


def test_nothing_makes_a_whole_phrase_small() -> None:
    """One way to put a phrase into a sentence: "mar 2023" and "nhs" came of others."""
    for room in ("figures", "stories", "packs", "edition"):
        for path in (Path(wording.__file__).parent / room).rglob("*.py"):
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                if "[:1].lower()" in line or re.search(
                    r"(title|label|words|written|note|subject)(\[[^\]]*\])?\.lower\(\)", line
                ):
                    assert (
                        "scale.title" in line or "TABLES[" in line or "label.lower() in" in line or "while" in line
                    ), f"{path.name}:{number}"


def test_a_hedge_is_never_lost() -> None:
    assert wording.hedged("1,400", "about") == "about 1,400" and wording.hedged("60", "at most") == "up to 60"
    assert wording.hedged("88,200", "projected") == "88,200 (projected)" and wording.hedged("5", "") == "5"
    from dayops_dash.dataset.vocabulary import Qualifier

    for qualifier in Qualifier:
        assert any(word in wording.hedged("7", qualifier) for word in (str(qualifier), "up to"))
