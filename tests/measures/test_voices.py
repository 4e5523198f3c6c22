"""What people told: bases that fit what papers print, by trying every count; and which answers count as agreement."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dayops_dash.dataset import Council, Library
from dayops_dash.measures.voices import said as voices
from dayops_dash.measures.voices.said import AGREE, DISAGREE, SurveyQuestion


def council(slug: str, day: date | None = None) -> Council:
    return Library().dataset(slug).at(day)


def question(slug: str, engagement: str, key: str) -> SurveyQuestion:
    (found,) = [q for q in voices.questions(council(slug), engagement) if q.row["question_id"] == key]
    return found


@pytest.mark.parametrize(
    ("engagement", "key", "fitting"),
    [
        ("stage-3", "t3-where", (49,)),  # counts are printed, so one base only
        ("stage-3", "t4-help", (48, 49)),
        ("stage-4", "t7-community", (130, 260, 390)),
        ("stage-4", "t7-community-activities", (127, 254, 381)),
        ("stage-4", "t7-help-you", (124, 248, 372)),
        ("stage-3", "t5-impact", ()),  # 54 is stated: nothing is to be found
        ("stage-4", "s4-overall", ()),  # no share is printed
    ],
)
def test_bases_that_fit_nottinghamshire(engagement: str, key: str, fitting: tuple[int, ...]) -> None:
    assert question("nottinghamshire", engagement, key).fitting == fitting


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_base_that_fits_gives_every_share_and_no_other_does(slug: str) -> None:
    """By trying every count of every base in whole numbers, against the decimals printed."""
    now = council(slug)
    for told in voices.engagements_with_findings(now):
        for asked in voices.questions(now, told["engagement_id"]):
            if asked.base or not asked.shared:
                continue
            most = asked.answered_survey or voices.MOST_TRIED
            plain = [base for base in range(1, most + 1) if all(some_count_gives(a, base) for a in asked.shared)]
            assert list(asked.fitting) == plain, asked.title


def some_count_gives(answer: voices.Answer, base: int) -> bool:
    places = len(answer.as_written.rstrip("%").partition(".")[2]) if answer.as_written.endswith("%") else 0
    counts = range(base + 1) if answer.count is None else [answer.count]
    half = 10**-places / 2 + 1e-9
    return any(n <= base and abs(100 * n / base - (answer.share or 0)) <= half for n in counts)


def test_a_share_that_its_base_cannot_give_is_marked_and_others_are_not() -> None:
    impact = question("nottinghamshire", "stage-3", "t5-impact")
    assert [a.words for a in impact.answers if a.fits is False] == ["Positive"]  # 17 of 54 is 31%, 32% is printed
    assert question("solihull", "user-carer-survey", "users-liked").answers[0].fits is False  # 82% of 52
    assert question("solihull", "user-carer-survey", "users-how-often").answers[0].fits is True  # 48 of 52
    assert question("nottinghamshire", "stage-2", "t1-try").answers[0].fits is None  # no base to try


@given(st.integers(1, 200).flatmap(lambda base: st.tuples(st.just(base), st.integers(0, base))))
def test_a_count_always_gives_its_own_share(pair: tuple[int, int]) -> None:
    base, count = pair
    share = float(f"{100 * count / base:.0f}")
    assert voices.gives(share, 1.0, count, base) and voices.gives(share, 1.0, None, base)
    assert not voices.gives(share + 2, 1.0, count, base)
    assert not voices.gives(100.0, 1.0, base + 1, base)  # more people than answered


def test_a_scale_has_three_parts_that_make_its_whole() -> None:
    scales = voices.scales(council("nottinghamshire"))
    assert len(scales) == 8 and scales[0].total(AGREE) == pytest.approx(73.08)
    for asked in scales:
        assert asked.apart == ("Don't know",)
        parts = asked.total(AGREE) + asked.total(DISAGREE) + asked.total(asked.apart)
        assert parts == pytest.approx(sum(a.share or 0 for a in asked.answers)) == pytest.approx(100, abs=0.05)
    agreed = [asked.total(AGREE) for asked in scales]
    assert agreed == sorted(agreed, reverse=True)


def test_answers_are_sorted_by_share_and_ties_stay_as_printed() -> None:
    shared = question("nottinghamshire", "stage-3", "t3-where").shared
    assert [a.words for a in shared[:3]] == ["Cafe/pubs", "Day centre", "In your local area with staff"]
    assert question("solihull", "user-carer-survey", "users-when").unshared[0].statement


def test_a_meeting_of_members_is_no_time_that_people_were_asked() -> None:
    """Dorset's overview committee had a subgroup (paragraph 1.4): it is told of, and not counted."""
    dorset = Library().dataset("dorset").at()
    told, counted = voices.engagements(dorset), voices.counted_engagements(dorset)
    assert {row.engagement_id for row in told} - {row.engagement_id for row in counted} == {"subgroup-2023"}


def test_a_count_of_several_engagements_together_is_no_further_one() -> None:
    """The report of 2023 counts over 1,500 people over the strategy's four stages (paragraph 9), which the strategy names one by one."""
    told, counted = (
        voices.engagements(council("nottinghamshire")),
        voices.counted_engagements(council("nottinghamshire")),
    )
    assert {row.engagement_id for row in told} - {row.engagement_id for row in counted} == {"strategy-total"}
    assert len(counted) == 6


def test_nothing_is_told_before_a_paper_says_it() -> None:
    before = council("nottinghamshire", date(2020, 1, 1))
    assert (
        voices.engagements_with_findings(before) == ()
        and voices.scales(before) == ()
        and voices.comments(before, "") == ()
    )
    assert voices.most_answered(before) == "" and voices.questions(before, "stage-4") == ()
    assert voices.most_answered(council("nottinghamshire")) == "stage-3"
    assert voices.most_answered(council("dorset")) == ""
