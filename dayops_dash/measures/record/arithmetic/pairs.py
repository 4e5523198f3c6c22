"""Counts beside shares of a question whose base no paper states: one number of people must give them all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, floor

from dayops_dash import wording
from dayops_dash.dataset.row_types import SurveyAnswersRow, SurveyQuestionsRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import HEDGES, step_of
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum, is_cut_off, is_slip

LARGEST_BASE = 1_000_000
MOST_FOR_ONE = 100  # people looked through for each who gave an answer: 1% of them


@dataclass(frozen=True)
class Pair:
    """An answer with its count and share, and the numbers of people that give both: none where ``most`` is below ``least``."""

    row: SurveyAnswersRow
    count: int
    share: float
    least: int
    most: int

    def fits(self, base: int) -> bool:
        return self.least <= base <= self.most

    @property
    def printed(self) -> str:
        return f"{self.count:,} people, {wording.percent(self.share)}"


def pair_sums(question: SurveyQuestionsRow, answers: Sequence[SurveyAnswersRow]) -> Iterator[Sum]:
    """Hold every count with its share against the number of people that fits most of them; name those that it does not fit.

    Where no number fits more than half, none can be called the odd one out, and the question is named as a whole.
    """
    pairs = [pair for pair in map(_pair, answers) if pair]
    if not pairs:
        return
    base = _base(pairs)
    odd = [pair for pair in pairs if not pair.fits(base)]
    title = f"{question.title}: counts and shares of one number of people"
    place = (question.document_id, question.locator)
    printed = "; ".join(pair.printed for pair in pairs[:3]) + ("; …" if len(pairs) > 3 else "")
    if not odd:
        yield Sum(None, title, printed, f"{base:,} people gives them all", *place)
    elif len(pairs) > 1 and len(odd) * 2 >= len(pairs):
        yield Sum(ConflictGrade.CONFLICT, title, printed, "no one number of people gives them all", *place)
    else:
        yield from (_odd_one(question, pair, base, alone=len(pairs) == 1) for pair in odd)


def _odd_one(question: SurveyQuestionsRow, pair: Pair, base: int, *, alone: bool) -> Sum:
    size = step_of(pair.row.as_written, pair.share)
    bases = range(max(pair.count, 1), MOST_FOR_ONE * pair.count + 1) if alone else (base,)
    cut = next((n for n in bases if is_cut_off(pair.share, pair.count, n, size)), None)
    words = (
        "no number of people gives both"
        if alone
        else f"the other answers fit {base:,} people, of whom {pair.count:,} is {pair.count / base:.1%}"
    )
    title = f"{question.title}, {pair.row.answer}: the count against its share"
    if cut:
        words += f"; it fits if cut off and not rounded: {pair.count:,} of {cut:,}"
    slip = cut or (not alone and is_slip(pair.share, pair.count, base, size))
    grade = ConflictGrade.ROUNDING if slip else ConflictGrade.CONFLICT
    return Sum(grade, title, pair.printed, words, pair.row.document_id, pair.row.locator, cut_off=bool(cut))


def _pair(answer: SurveyAnswersRow) -> Pair | None:
    count, share = answer.count, answer.share_pct
    if count is None or wording.missing(share) or answer.qualifier in HEDGES:
        return None
    half = step_of(answer.as_written, share) / 2 + SLACK
    if not count:
        return Pair(answer, 0, share, 1, LARGEST_BASE if share <= half else 0)
    least = max(count, ceil(100 * count / (share + half) - SLACK))
    most = floor(100 * count / (share - half) + SLACK) if share > half else LARGEST_BASE
    return Pair(answer, count, share, least, most)


def _base(pairs: list[Pair]) -> int:
    """Return the number of people that fits most pairs, the smallest of equals."""
    ends = sorted({pair.least for pair in pairs if pair.least <= pair.most})
    return max(ends, key=lambda base: (sum(pair.fits(base) for pair in pairs), -base), default=1)
