"""Sums of survey answers: shares against counts, and the numbers of people that could have given them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow, SurveyAnswersRow, SurveyQuestionsRow
from dayops_dash.dataset.rows import Placed
from dayops_dash.dataset.vocabulary import AnswerKind, ConflictGrade, Qualifier
from dayops_dash.dataset.written import numbers_in, step_of
from dayops_dash.measures.record.arithmetic.pairs import pair_sums
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Percentage, Sum, compare, nearest, possible

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
            if wording.missing(answer.count) and not wording.missing(answer.share_pct):
                yield _share_alone(question, answer, most, stated=bool(base))


def _of_those_who_answered(
    question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], engagement: EngagementsRow, responses: int
) -> Iterator[Sum]:
    """No more people can answer a question, or give one answer, than took part in the survey."""
    if engagement.qualifier not in ("", Qualifier.AT_MOST, Qualifier.LESS_THAN):
        return
    sides: list[tuple[str, Placed, int | None]] = [
        (f"{question.title}: how many answered", question, question.base_count),
        *((f"{question.title}, {a.answer}: how many gave this answer", a, a.count) for a in answers),
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
    shares = [(float(a.share_pct), a.as_written) for a in answers if not wording.missing(a.share_pct)]
    scale = question.answer_kind == AnswerKind.AGREEMENT
    if len(shares) < 2 or not (scale or question.answer_kind == AnswerKind.SINGLE):
        return
    total = sum(share for share, _ in shares)
    slack = sum(step_of(printed, share) for share, printed in shares) / 2
    gap = abs(total - ALL) if scale else max(0.0, total - ALL)
    yield Sum(
        None if gap <= slack + SLACK else ConflictGrade.CONFLICT,
        f"{question.title}: the shares together",
        "a whole scale, so 100%" if scale else "one answer each, so at most 100%",
        f"{' + '.join(wording.percent(share) for share, _ in shares)} = {wording.percent(total)}",
        question.document_id,
        question.locator,
    )


def _of_one_base(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], most: int) -> Iterator[Sum]:
    """Shares of one question with no base stated: is there any number of people who could have given them all?"""
    shares = [
        (float(a.share_pct), step_of(a.as_written, a.share_pct)) for a in answers if not wording.missing(a.share_pct)
    ]
    if len(shares) < 2:
        return
    fit = next((n for n in range(1, most + 1) if all(possible(share, n, size) for share, size in shares)), None)
    yield Sum(
        None if fit else ConflictGrade.CONFLICT,
        f"{question.title}: all shares of one number of people",
        " and ".join(wording.percent(share) for share, _ in shares),
        f"{fit} people is the smallest number that gives them all"
        if fit
        else f"no number up to {most:,} gives them all",
        question.document_id,
        question.locator,
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
    grade = None
    fewer = base not in fit and bool(fit) and not stated
    if fewer:
        grade, words = ConflictGrade.DEFINITION, f"{words}; {_fewer(fit)}"
    elif base not in fit:
        grade = ConflictGrade.CONFLICT
        words += "" if stated else f", and no smaller number of people gives {wording.percent(share)} either"
    title = f"{question.title}, {answer.answer}: a share of {base} people"
    return Sum(grade, title, printed, words, answer.document_id, answer.locator, fewer_answered=fewer)


def _fewer(fit: list[int]) -> str:
    """it fits if 11 answered; it fits if fewer answered, such as 50"""
    return f"it fits if {fit[0]} answered" if len(fit) == 1 else f"it fits if fewer answered, such as {fit[-1]}"


def _counted(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow], base: int) -> Iterator[Sum]:
    for answer in answers:
        if answer.count is None or wording.missing(answer.share_pct):
            continue
        share, printed = answer.count / base * 100, wording.percent(answer.share_pct)
        title = f"{question.title}, {answer.answer}"
        stated = Percentage(title, answer.share_pct, printed, answer.document_id, answer.locator)
        yield from compare(stated, share, f"{answer.count} of {base} is {share:.2f}%", exact=True)
    counts = [a.count for a in answers if a.count is not None]
    total, scale = sum(counts), question.answer_kind == AnswerKind.AGREEMENT and len(counts) == len(answers)
    if len(counts) > 1 and (scale or question.answer_kind == AnswerKind.SINGLE):
        short = scale and total < base
        grade = ConflictGrade.DEFINITION if short else ConflictGrade.CONFLICT if total > base else None
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
