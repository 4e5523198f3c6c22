"""Sums of survey answers: shares against counts, and the numbers of people that could have given them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow, SurveyAnswersRow, SurveyQuestionsRow
from dayops_dash.dataset.rows import Placed
from dayops_dash.dataset.vocabulary import AnswerKind, ConflictGrade, Qualifier
from dayops_dash.dataset.written import HEDGES, exactly, numbers_in, range_of, step_of
from dayops_dash.measures.record.arithmetic.pairs import pair_sums
from dayops_dash.measures.record.arithmetic.sum import (
    ALL,
    SLACK,
    Percentage,
    Sum,
    as_cut_off,
    compare,
    cut_off_count,
    is_cut_off,
    nearest,
    possible,
    share_of,
)

MOST_ASKED = 1000  # people looked through for a base, where no paper says how many were asked


def answer_sums(council: Council) -> Iterator[Sum]:
    """Survey shares against their counts and base, counts against the base, and shares that no count can give."""
    engagements = {e.engagement_id: e for e in council.rows("engagements")}
    answers = council.rows("survey_answers")
    for question in council.rows("survey_questions"):
        mine = [a for a in answers if a.question_id == question.question_id]
        engagement = engagements[question.engagement_id]
        base, responses = question.base_count, engagement.responses
        most = base or responses
        if base:
            yield from _counted(question, mine, base)
        if responses:
            yield from _of_those_who_answered(question, mine, engagement, responses)
        yield from _shares_of_all(question, mine)
        if not base:
            yield from _of_one_base(question, mine, most or MOST_ASKED)
            yield from pair_sums(question, mine)
        if not most or question.asked_of:  # of some of those who answered the survey, and no paper says of how many
            continue
        for answer in mine:
            alone = wording.missing(answer.count) and not wording.missing(answer.share_pct)
            if alone and answer.qualifier not in HEDGES:
                yield _share_alone(question, answer, most, stated=bool(base))


def _of_those_who_answered(
    question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], engagement: EngagementsRow, responses: int
) -> Iterator[Sum]:
    """No more people can answer a question, or give one answer, than took part in the survey."""
    if engagement.qualifier not in ("", Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return
    sides: list[tuple[str, Placed, int | None]] = [
        (f"{question.title}: how many answered", question, question.base_count),
        *(
            (f"{question.title}, {a.answer}: how many gave this answer", a, a.count)
            for a in answers
            if a.qualifier not in (Qualifier.ABOUT, Qualifier.AT_MOST, Qualifier.LESS_THAN)
        ),
    ]
    for title, row, people in sides:
        if people is not None and people > responses:
            yield Sum(
                ConflictGrade.CONFLICT,
                title,
                f"{people:,} people",
                f"{responses:,} people took part",
                row.document_id,
                row.locator,
                engagement.document_id,
                engagement.locator,
            )


def _shares_of_all(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow]) -> Iterator[Sum]:
    """Shares of one question, but for the rounding of each: all on a scale, no more than all where there is one answer each."""
    shared = [a for a in answers if not wording.missing(a.share_pct)]
    shares = [(float(a.share_pct), a.as_written) for a in shared]
    scale = question.answer_kind == AnswerKind.AGREEMENT
    if len(shares) < 2 or not (scale or question.answer_kind == AnswerKind.SINGLE):
        return
    total = sum(share for share, _ in shares)
    slack = sum(step_of(printed, share) for share, printed in shares) / 2
    could_be = sum((range_of(a.share_pct, a.qualifier) for a in shared), exactly(0))
    gap = could_be.gap(exactly(ALL)) if scale else max(0.0, could_be.low - ALL)
    holds, cut = gap <= slack + SLACK, total < ALL and gap < 2 * slack - SLACK
    yield Sum(
        None if holds else ConflictGrade.ROUNDING if cut else ConflictGrade.CONFLICT,
        f"{question.title}: the shares together",
        "a whole scale, so 100%" if scale else "one answer each, so at most 100%",
        f"{' + '.join(wording.percent(share) for share, _ in shares)} = {wording.percent(total)}"
        f"{'' if holds or not cut else '; it fits if each is cut off and not rounded'}",
        question.document_id,
        question.locator,
        cut_off=not holds and cut,
    )


def _of_one_base(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], most: int) -> Iterator[Sum]:
    """Shares of one question with no base stated: is there any number of people who could have given them all?"""
    shares = [
        (float(a.share_pct), step_of(a.as_written, a.share_pct))
        for a in answers
        if not wording.missing(a.share_pct) and a.qualifier not in HEDGES
    ]
    if len(shares) < 2:
        return
    fit = next((n for n in range(1, most + 1) if all(possible(share, n, size) for share, size in shares)), None)
    cut = None if fit else next((n for n in range(1, most + 1) if _all_cut_off(shares, n)), None)
    words = (
        f"{fit} people is the smallest number that gives them all"
        if fit
        else f"no number up to {most:,} gives them all"
    )
    yield Sum(
        None if fit else ConflictGrade.ROUNDING if cut else ConflictGrade.CONFLICT,
        f"{question.title}: all shares of one number of people",
        " and ".join(wording.percent(share) for share, _ in shares),
        f"{words}; {cut} gives them if each is cut off and not rounded" if cut else words,
        question.document_id,
        question.locator,
        cut_off=bool(cut),
    )


def _all_cut_off(shares: Sequence[tuple[float, float]], base: int) -> bool:
    """Whether some number of ``base`` people gives each share exactly or cut off and not rounded."""
    exact = (possible(share, base, 4 * SLACK) for share, _ in shares)
    return all(
        is_exact or cut_off_count(share, base, size) for is_exact, (share, size) in zip(exact, shares, strict=True)
    )


def _share_alone(question: SurveyQuestionsRow, answer: SurveyAnswersRow, base: int, *, stated: bool) -> Sum:
    """A share printed without its count: can any whole number of those who answered give it?

    Where the base is only the survey's (not ``stated`` for the question), fewer may have answered: which numbers fit is said, and
    where none does, no reading of the print is right.
    """
    share, printed = float(answer.share_pct), answer.as_written
    if not numbers_in(printed):  # "The same number" says which only with the number
        printed = f"{printed} ({wording.percent(share)})" if printed else wording.percent(share)
    low, high = nearest(share, base)
    fit = bases_that_fit(share, base, step_of(answer.as_written, share))
    words = f"{low} of {base} is {low / base:.1%}, {high} of {base} is {high / base:.1%}"
    title = f"{question.title}, {answer.answer}: a share of {base} people"
    place = (answer.document_id, answer.locator)
    if base in fit:
        return Sum(None, title, printed, words, *place)
    if fit and not stated:
        words = f"{words}; {_fewer(fit)}"
        return Sum(ConflictGrade.DEFINITION, title, printed, words, *place, fewer_answered=True)
    if cut := _cut_off(share, (base,) if stated else range(base, 0, -1), step_of(answer.as_written, share)):
        return Sum(ConflictGrade.ROUNDING, title, printed, f"{words}; {cut}", *place, cut_off=True)
    words += "" if stated else f", and no smaller number of people gives {wording.percent(share)} either"
    return Sum(ConflictGrade.CONFLICT, title, printed, words, *place)


def _cut_off(share: float, bases: Iterable[int], size: float) -> str:
    """it fits if cut off and not rounded: 8 of 12 is 66.7%; "" where that gives no number of people either"""
    for base in bases:
        if count := cut_off_count(share, base, size):
            return f"it fits if cut off and not rounded: {count} of {base} is {count / base:.{_places(size)}%}"
    return ""


def _places(size: float) -> int:
    """Return the decimals of a percentage that show one more digit than is printed to the nearest ``size``."""
    return next((n for n in range(1, 6) if size >= 10.0 ** (1 - n)), 6)


def _fewer(fit: list[int]) -> str:
    """it fits if 11 answered; it fits if fewer answered, such as 50"""
    return f"it fits if {fit[0]} answered" if len(fit) == 1 else f"it fits if fewer answered, such as {fit[-1]}"


def _counted(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], base: int) -> Iterator[Sum]:
    for answer in answers:
        if answer.count is None or wording.missing(answer.share_pct):
            continue
        share, printed = answer.count / base * 100, wording.percent(answer.share_pct)
        title = f"{question.title}, {answer.answer}"
        place = (answer.document_id, answer.locator)
        of_count = any(n.value == answer.count for n in numbers_in(answer.as_written))
        stated = Percentage(title, answer.share_pct, printed, *place, "" if of_count else answer.qualifier)
        could_be = share_of(range_of(answer.count, answer.qualifier if of_count else ""), exactly(base))
        cut = is_cut_off(answer.share_pct, answer.count, base, step_of(printed, answer.share_pct))
        for one in compare(stated, could_be, f"{answer.count} of {base} is {share:.2f}%", exact=True):
            yield as_cut_off(one) if one.grade and cut else one
    counts = [a.count for a in answers if a.count is not None]
    could_be = sum((range_of(a.count, a.qualifier) for a in answers if a.count is not None), exactly(0))
    total, scale = sum(counts), question.answer_kind == AnswerKind.AGREEMENT and len(counts) == len(answers)
    if len(counts) > 1 and (scale or question.answer_kind == AnswerKind.SINGLE):
        short = scale and could_be.high < base
        grade = ConflictGrade.DEFINITION if short else ConflictGrade.CONFLICT if could_be.low > base else None
        yield Sum(
            grade,
            f"{question.title}: the answers against the people",
            f"{base} people",
            f"the answers add up to {total}",
            question.document_id,
            question.locator,
            fewer_answered=short,
        )


def bases_that_fit(share: float, most: int, size: float = 1.0) -> list[int]:
    """Return the numbers of people up to ``most`` of whom a whole number gives the share."""
    return [base for base in range(1, most + 1) if possible(share, base, size)]
