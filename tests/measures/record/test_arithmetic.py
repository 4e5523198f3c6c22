"""Sums of the papers worked out again: which fail, which hold, and a second plain way to the shares that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dayops_dash.dataset import Council, Library
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.answers import bases_that_fit
from dayops_dash.measures.record.arithmetic.checks import failed, sums
from dayops_dash.measures.record.arithmetic.sum import cut_off_count, possible
from dayops_dash.measures.record.arithmetic.updates import progress_sums
from tests import made_up


def council(slug: str) -> Council:
    return Library().dataset(slug).at()


def changed(slug: str, table: str, key: str, **cells: Any) -> Council:
    """Return a council with cells of one row changed."""
    dataset = Library().dataset(slug)
    tables = {name: dataset.table(name) for name in TABLES}
    frame = tables[table].copy()
    for column, cell in cells.items():
        frame.loc[frame[TABLES[table].key] == key, column] = cell
    return replace(dataset, _tables={**tables, table: frame}).at()


def test_cheshire_easts_failed_sums_are_two_totals_off_by_rounding() -> None:
    found = [(s.grade, s.printed, s.worked_out, s.locator) for s in failed(council("cheshire-east"))]
    assert found == [
        (ConflictGrade.ROUNDING, "249", "163 + 64 + 23 = 250", "Table 2, row 4, column 2020"),
        (ConflictGrade.ROUNDING, "319", "195 + 81 + 42 = 318", "Table 2, row 4, column 2035"),
    ]


def test_nottinghamshires_failed_sum_is_one_share_rounded_the_wrong_way() -> None:
    (found,) = failed(council("nottinghamshire"))
    assert (found.grade, found.printed, found.worked_out) == (ConflictGrade.ROUNDING, "32%", "17 of 54 is 31.48%")
    assert "Positive" in found.title and found.locator.startswith("Table 5, row 1;")


def test_solihulls_failed_sums_are_shares_that_no_count_can_give() -> None:
    found = failed(council("solihull"))
    assert [(s.printed, s.cut_off) for s in found if s.grade is not ConflictGrade.DEFINITION] == [("66%", True)]
    shares = {base: [s.printed for s in found if f"a share of {base} people" in s.title] for base in (52, 13)}
    assert set(shares[52]) == {"82%", "74%", "The same number (76%)", "28%", "64%", "80%"}
    assert shares[13] == ["66%", "55%", "73%"]
    assert len(found) == len(shares[52]) + 3 == 10
    assert sum(s.fewer_answered for s in found) == 9 and all("it fits if" in s.worked_out for s in found)


def test_dorset_has_no_sum_that_fails() -> None:
    assert failed(council("dorset")) == ()


@pytest.mark.parametrize(
    ("slug", "printed", "worked_out"),
    [
        ("nottinghamshire", "£18.4m", "£12.5m + £5.9m = 18,400,000"),
        ("cheshire-east", "£5.6m", "£3.7m + £1.9m = 5,600,000"),
        ("solihull", "£1,101K", "£44K + £888K + £11K + £158K = 1,101,000"),
        ("solihull", "£3,187K", "£1,101K + £2,086K = 3,187,000"),
        ("cheshire-east", "556", "315 + 197 + 44 = 556"),
        (
            "cheshire-east",
            "£250,000 over the next three years (4.5% reduction)",
            "£30,000 + £70,000 + £150,000 = 250,000",
        ),
        ("cheshire-east", "32.4%", "89,500 to 118,500 is 32.40%"),
        ("cheshire-east", "28%", "249 to 319 is 28.11%"),
        ("cheshire-east", "£250,000 over the next three years (4.5% reduction)", "£250,000 of £5.6m is 4.46%"),
        ("nottinghamshire", "22%", "12 of 54 is 22.22%"),
        ("solihull", "275", "149 + 126 = 275"),
        ("solihull", "£3.2m", "£1.1m + £2.1m = 3,200,000"),
    ],
)
def test_a_sum_that_holds_is_worked_out_and_not_claimed(slug: str, printed: str, worked_out: str) -> None:
    (found,) = [s for s in sums(council(slug)) if (s.printed, s.worked_out) == (printed, worked_out)]
    assert found.grade is None
    assert found not in failed(council(slug))


def test_every_sum_says_where_it_stands() -> None:
    for slug in Library().slugs():
        papers = set(council(slug).table("documents")["document_id"])
        for found in sums(council(slug)):
            assert found.title and found.printed and found.worked_out and found.locator
            assert found.document_id in papers


def spend_of(slug: str, amount: float) -> str:
    rows = council(slug).table("spend").to_dict("records")
    return next(r["spend_id"] for r in rows if r["amount_gbp"] == amount)


@pytest.mark.parametrize(
    ("part", "as_written", "grade"),
    [  # beside £12.5m and £18.4m, each given to the nearest £0.1m: together they may be £0.15m out
        (5_900_000, "£5.9m", None),
        (6_000_000, "£6.0m", ConflictGrade.ROUNDING),
        (6_050_000, "£6.0m", ConflictGrade.CONFLICT),  # words that do not hold the value give it no slack
        (6_100_000, "£6.1m", ConflictGrade.CONFLICT),
        (5_700_000, "£5.7m", ConflictGrade.CONFLICT),
    ],
)
def test_a_total_may_be_out_by_what_rounding_allows_and_no_more(
    part: float, as_written: str, grade: ConflictGrade | None
) -> None:
    spend_id = spend_of("nottinghamshire", 5_900_000)
    there = changed("nottinghamshire", "spend", spend_id, amount_gbp=part, as_written=as_written)
    (found,) = [s for s in sums(there) if s.printed == "£18.4m" and "parts against the total" in s.title]
    assert found.grade is grade


@pytest.mark.parametrize(
    ("share", "grade"),
    [(4.5, None), (4.4, ConflictGrade.ROUNDING), (4.6, ConflictGrade.CONFLICT), (5.4, ConflictGrade.CONFLICT)],
)
def test_a_savings_share_is_held_against_its_spend(share: float, grade: ConflictGrade | None) -> None:
    there = changed("cheshire-east", "savings", "planned-total", share_pct=share, as_written=f"{share}%")
    (found,) = [s for s in sums(there) if "£250,000 of £5.6m" in s.worked_out]
    assert found.grade is grade


@pytest.mark.parametrize("spend", [0.0, float("nan")])
def test_a_share_of_no_stated_spend_is_no_sum(spend: float) -> None:
    there = changed("cheshire-east", "spend", "commissioned-total", amount_gbp=spend)
    assert not [s for s in sums(there) if "£250,000 of" in s.worked_out]


@pytest.mark.parametrize(
    ("printed", "grade"),
    [(31, None), (32, ConflictGrade.ROUNDING), (30, ConflictGrade.CONFLICT), (33, ConflictGrade.CONFLICT)],
)
def test_a_survey_share_is_held_against_its_count(printed: int, grade: ConflictGrade | None) -> None:
    """17 of 54 is 31.48%. Counts of people are exact: less than a point out is a slip in rounding, a point and more is a conflict."""
    answers = council("nottinghamshire").table("survey_answers").to_dict("records")
    (key,) = [a["answer_id"] for a in answers if a["answer"] == "Positive" and a["share_pct"] == 32]
    there = changed("nottinghamshire", "survey_answers", key, share_pct=float(printed), as_written=f"{printed}%")
    (found,) = [s for s in sums(there) if s.worked_out == "17 of 54 is 31.48%"]
    assert found.grade is grade


def some_count_gives(share: str, base: int, size: str) -> bool:
    """Try each number of people, in exact fractions: whether one gives ``share`` per cent, printed to the nearest ``size``."""
    return any(abs(Fraction(100 * people, base) - Fraction(share)) <= Fraction(size) / 2 for people in range(base + 1))


SIZES = st.sampled_from(["1", "0.1"])


@given(st.integers(0, 1100), st.integers(1, 300), SIZES)
@example(820, 52, "1")
@example(125, 8, "1")  # exactly half way: printed 12% or 13%
@example(1100, 10, "1")  # 110% of anyone is no one
@example(1004, 10, "1")
def test_possible_shares_agree_with_trying_each_count(tenths: int, base: int, size: str) -> None:
    share = f"{tenths // 10}.{tenths % 10}" if size == "0.1" else str(tenths // 10)
    assert possible(float(share), base, float(size)) == some_count_gives(share, base, size)


@given(st.integers(1, 300), st.data())
def test_a_share_worked_out_from_a_count_is_always_possible(base: int, data: st.DataObject) -> None:
    people = data.draw(st.integers(0, base))
    assert possible(round(100 * people / base), base)
    assert possible(round(100 * people / base, 1), base, 0.1)
    assert base in bases_that_fit(round(100 * people / base), base)


@given(st.integers(0, 100), st.integers(1, 120))
def test_bases_that_fit_agree_with_trying_each_base(share: int, most: int) -> None:
    assert bases_that_fit(share, most) == [n for n in range(1, most + 1) if some_count_gives(str(share), n, "1")]


def test_solihulls_shares_by_hand() -> None:
    """Of 52 and of 13, worked out by hand from the paper: the same as the measure finds."""
    printed = {52: [92, 82, 74, 76, 85, 28, 56, 64, 52, 69, 80], 13: [66, 55, 73]}
    impossible = {base: [s for s in shares if not possible(s, base)] for base, shares in printed.items()}
    assert impossible == {52: [82, 74, 76, 28, 64, 80], 13: [66, 55, 73]}


def test_a_share_that_no_smaller_number_of_people_gives_rounded_is_explained_where_it_was_cut_off() -> None:
    """Solihull, by hand: of up to 13 providers 66% fits none rounded, and 8 of 12 cut off; 55% and 73% fit 11 alone."""
    found = {s.printed: s for s in sums(council("solihull")) if s.title.endswith("a share of 13 people")}
    assert found["66%"].grade is ConflictGrade.ROUNDING and found["66%"].cut_off
    assert not found["66%"].fewer_answered and found["66%"].worked_out.endswith(
        "cut off and not rounded: 8 of 12 is 66.7%"
    )
    for printed in ("55%", "73%"):
        assert found[printed].grade is ConflictGrade.DEFINITION
        assert found[printed].worked_out.endswith("it fits if 11 answered")
    assert not any(round(100 * n / base) == 66 for base in range(1, 14) for n in range(base + 1))


@pytest.mark.parametrize(
    ("share", "grade"), [(52, ConflictGrade.CONFLICT), (68, ConflictGrade.CONFLICT), (66, ConflictGrade.ROUNDING)]
)
def test_a_share_that_nothing_gives_rounded_or_cut_off_stays_unexplained(share: int, grade: ConflictGrade) -> None:
    """Of up to 13 people, by trying every one: 52% and 68% are the share of nobody, 66% is two thirds cut off."""
    key = next(r["answer_id"] for r in council("solihull").rows("survey_answers") if r.as_written == "66%")
    there = changed("solihull", "survey_answers", key, share_pct=float(share), as_written=f"{share}%")
    (found,) = [s for s in sums(there) if s.title.startswith("Activities outside the regular meeting location, take")]
    either = [(n, of) for of in range(1, 14) for n in range(of + 1) if share in (100 * n // of, round(100 * n / of))]
    assert found.grade is grade and bool(either) == found.cut_off


@given(st.integers(0, 1000), st.integers(1, 200), SIZES)
def test_a_count_cut_off_is_the_one_that_trying_each_finds(tenths: int, base: int, size: str) -> None:
    share = Fraction(tenths, 10) if size == "0.1" else Fraction(tenths // 10)
    cut = [n for n in range(base + 1) if share < Fraction(100 * n, base) < share + Fraction(size)]
    found = cut_off_count(float(share), base, float(size))
    assert (found in cut) if cut else found is None


@pytest.mark.parametrize(("count", "cut_off"), [(17, False), (18, True)])
def test_a_count_beside_its_share_may_be_cut_off_too(count: int, cut_off: bool) -> None:
    """Of 54 people: 18 is a third, 33.33%; 36 is 66.67%, which is 66% cut off and 67% rounded."""
    answers = council("nottinghamshire").table("survey_answers").to_dict("records")
    (key,) = [a["answer_id"] for a in answers if a["answer"] == "Positive" and a["share_pct"] == 32]
    there = changed("nottinghamshire", "survey_answers", key, count=2 * count, share_pct=66.0, as_written="66%")
    (found,) = [s for s in sums(there) if s.worked_out.startswith(f"{2 * count} of 54 is ")]
    assert (found.cut_off, found.grade) == (cut_off, ConflictGrade.ROUNDING if cut_off else ConflictGrade.CONFLICT)


def test_what_was_asked_of_some_only_is_not_held_against_everyone() -> None:
    """76% would come again, of those who had come before: how many that is the paper does not say."""
    assert not [s for s in sums(council("solihull")) if "would do so again" in s.title]


@pytest.mark.parametrize(
    ("share", "grade"), [(30, None), (31, None), (32, ConflictGrade.CONFLICT), (28, ConflictGrade.CONFLICT)]
)
def test_shares_of_people_by_level_are_all_of_them(share: int, grade: ConflictGrade | None) -> None:
    """30%, 50% and 20%: one more may be the rounding of three shares, two more may not."""
    there = changed("cheshire-east", "level_figures", "tier-1-share", value=float(share), as_written=f"{share}%")
    (found,) = [s for s in sums(there) if s.title == "Three tiers: the shares of people together"]
    assert found.grade is grade and found.worked_out == f"{share}% + 50% + 20% = {share + 70}%"


@pytest.mark.parametrize(("share", "grade"), [(56, None), (72, None), (73, None), (75, ConflictGrade.CONFLICT)])
def test_shares_of_one_answer_each_are_no_more_than_all(share: int, grade: ConflictGrade | None) -> None:
    """28% beside them: 73 and 28 are 101, which the rounding of two shares explains."""
    there = changed("solihull", "survey_answers", "users-online-no", share_pct=float(share), as_written=f"{share}%")
    (found,) = [s for s in sums(there) if s.title.endswith("restrictions return: the shares together")]
    assert found.grade is grade


def test_a_whole_scale_is_a_hundred_per_cent() -> None:
    """Nottinghamshire's eight statements: each adds to 100 within the rounding of its shares."""
    scales = [s for s in sums(council("nottinghamshire")) if s.printed == "a whole scale, so 100%"]
    assert len(scales) == 8 and not any(s.grade for s in scales)
    answers = council("nottinghamshire").table("survey_answers").to_dict("records")
    key = next(a["answer_id"] for a in answers if a["share_pct"] == 29.23)
    there = changed("nottinghamshire", "survey_answers", key, share_pct=28.23, as_written="28.23%")
    assert [s.grade for s in sums(there) if s.printed == "a whole scale, so 100%"].count(ConflictGrade.CONFLICT) == 1


@pytest.mark.parametrize("share", [56, 29, 57, 12])
def test_shares_without_a_base_fit_some_number_of_people_together_or_are_said_not_to(share: int) -> None:
    """With 28% beside it, of at most 52 people: by trying every number of people and every count, in fractions."""
    found = [s for s in sums(council("nottinghamshire")) if s.title.endswith("all shares of one number of people")]
    assert len(found) == 16 and not any(s.grade for s in found)
    there = changed("solihull", "survey_answers", "users-online-no", share_pct=float(share), as_written=f"{share}%")
    (both,) = [s for s in sums(there) if s.title.endswith("restrictions return: all shares of one number of people")]
    fit = [n for n in range(1, 53) if some_count_gives(str(share), n, "1") and some_count_gives("28", n, "1")]
    assert both.grade is (None if fit else ConflictGrade.CONFLICT)
    assert both.worked_out.startswith(f"{fit[0]} people is" if fit else "no number up to 52")


@pytest.mark.parametrize(
    ("later", "stands"),
    [
        ({"status": "complete", "complete_pct": "100"}, False),
        ({"complete_pct": "100"}, False),  # of what is complete already
        ({"status": "on track"}, True),
        ({"status": "complete", "complete_pct": "97"}, True),
        ({}, True),  # says neither
    ],
)
def test_a_share_done_beside_complete_is_asked_about_until_a_later_paper_settles_it(
    tmp_path: Path, later: dict[str, str], stands: bool
) -> None:
    updates = [
        made_up.told("a", "complete", complete_pct="95"),
        made_up.told("a", paper="second", progress_note="Seen.", **later),
    ]
    made = made_up.council(tmp_path, intentions=[made_up.intended("a")], updates=updates)
    for day, found in ((made_up.FIRST, True), (made_up.SECOND, stands)):
        sums = [one for one in progress_sums(made.at(date.fromisoformat(day))) if "95% done" in one.worked_out]
        assert bool(sums) == found
