"""Parts of wholes that words state: more than there are, or another percentage than theirs; other numbers count nothing."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.stated.parts import stated_parts
from tests.made_up import row

ROW = row("updates", document_id="d", locator="l")


def grades(words: str) -> list[ConflictGrade | None]:
    return [one.grade for one in stated_parts(ROW, "An action", words)]


@given(st.integers(0, 300), st.integers(1, 300), st.integers(0, 100))
def test_a_percentage_beside_a_part_holds_just_where_it_is_the_parts(part: int, whole: int, share: int) -> None:
    assume(part <= whole)
    right = 2 * abs(100 * part - share * whole) <= whole  # in whole numbers: no more than half a point off
    for words in (f"{part} of the {whole} posts ({share}%)", f"{share}% ({part} of the {whole} posts)"):
        (grade,) = grades(words)
        slip = (share - 1) * whole < 100 * part < (share + 1) * whole
        assert grade is (None if right else ConflictGrade.ROUNDING if slip else ConflictGrade.CONFLICT)


@given(st.integers(1, 300), st.integers(1, 300))
def test_more_of_them_than_there_are_cannot_be(part: int, whole: int) -> None:
    assert grades(f"So far {part} of the {whole} posts are filled.") == (
        [ConflictGrade.CONFLICT] if part > whole else []
    )


@pytest.mark.parametrize(
    "words",
    ["paragraph 17 of the 4 July report", "Section 117 of the 1983 Act", "17 of 2 hours each", "Unit 12 of 5 Mill Lane",
     "over 20 of the 40 posts (60%)", "20 of the 40 posts (60% of them part time)", "£20 of the £15", "recommendation 9 of 5",
     "31 of 12", "17.5 of the 4 days", "priority 5 of 4", "17 of the 15%"],
)  # fmt: skip
def test_numbers_that_count_no_part_say_nothing(words: str) -> None:
    assert grades(words) == []
