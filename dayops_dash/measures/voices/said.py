"""What people told the council: questions with their answers and how many answered, and what was said in words.

Every share is of those who answered. Where a paper states no base, the bases that fit what it prints are found by trying.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import interval
from dayops_dash.dataset.row_types import EngagementsRow, SurveyAnswersRow, SurveyQuestionsRow, VoicesRow
from dayops_dash.dataset.vocabulary import AnswerKind, Audience, EngagementState
from dayops_dash.dataset.written import step_of
from dayops_dash.measures.record.arithmetic.answers import bases_that_fit
from dayops_dash.measures.record.arithmetic.sum import SLACK, possible

AGREE = ("Strongly agree", "Agree")  # the outer answer first
DISAGREE = ("Strongly disagree", "Disagree")
MOST_TRIED = 400  # people: no question of these papers shows signs of more, and larger bases fit nearly anything
LISTED = 20  # bases that fit are listed up to here, else only the fewest is told
FEW = 2  # answers with a share: a question that prints no more is told beside others


@dataclass(frozen=True)
class Answer:
    """One printed answer. ``share`` is per cent of those who answered; ``fits`` is None where there is no base to try it on."""

    words: str
    count: int | None
    share: float | None
    as_written: str
    statement: str
    locator: str
    step: float
    fits: bool | None
    qualifier: str = ""


@dataclass(frozen=True)
class SurveyQuestion:
    """A question as asked of one audience, its answers as the paper orders them, and how many answered it.

    ``base`` is what the paper states. ``fitting`` are the bases up to ``MOST_TRIED``, or up to the number who answered the
    whole survey, that give every share and count printed: worked out here.
    """

    row: SurveyQuestionsRow
    answers: tuple[Answer, ...]
    base: int | None
    answered_survey: int | None
    fitting: tuple[int, ...]

    @property
    def title(self) -> str:
        return str(self.row.title)

    @property
    def audience(self) -> str:
        return str(self.row.audience)

    @property
    def shared(self) -> tuple[Answer, ...]:
        """The answers with a share, largest first, else as the paper orders them."""
        return tuple(sorted((a for a in self.answers if a.share is not None), key=lambda a: -(a.share or 0)))

    @property
    def unshared(self) -> tuple[Answer, ...]:
        """The answers without a share: a count, or only words."""
        return tuple(a for a in self.answers if a.share is None)

    @property
    def is_scale(self) -> bool:
        return bool(self.row.answer_kind == AnswerKind.AGREEMENT) and bool(self.shared)

    @property
    def whole(self) -> int | None:
        """How many answered, where one number is stated or only one fits."""
        return self.base or (self.fitting[0] if len(self.fitting) == 1 else None)

    def total(self, answers: Sequence[str]) -> float:
        """Return the shares of some answers, added."""
        return sum(a.share or 0 for a in self.answers if a.words in answers)

    @property
    def apart(self) -> tuple[str, ...]:
        """The answers of a scale that neither agree nor disagree."""
        return tuple(a.words for a in self.answers if a.words not in AGREE + DISAGREE)


@per_council
def questions(council: Council, engagement_id: str) -> tuple[SurveyQuestion, ...]:
    """Return the questions of one engagement known on the as-at date, as the paper orders them."""
    responses = {e.engagement_id: e.responses for e in council.rows("engagements")}
    rows = [q for q in council.rows("survey_questions") if q.engagement_id == engagement_id]
    answers = council.rows("survey_answers")
    return tuple(
        _question(q, [a for a in answers if a.question_id == q.question_id], responses.get(engagement_id))
        for q in sorted(rows, key=lambda q: q.position)
    )


def _question(row: SurveyQuestionsRow, rows: list[SurveyAnswersRow], answered: int | None) -> SurveyQuestion:
    base = row.base_count
    answers = tuple(_answer(r, base, answered) for r in sorted(rows, key=lambda r: r.position))
    return SurveyQuestion(row, answers, base, answered, () if base else _fitting(answers, answered))


def _answer(row: SurveyAnswersRow, base: int | None, answered: int | None) -> Answer:
    share = None if wording.missing(row.share_pct) else float(row.share_pct)
    count = row.count
    step = step_of(row.as_written, share) if share is not None else 1.0
    whole = base or answered
    fits = None if share is None or not whole else gives(share, step, count, whole)
    return Answer(row.answer, count, share, row.as_written, row.statement, row.locator, step, fits, row.qualifier)


def gives(share: float, step: float, count: int | None, base: int) -> bool:
    """Whether the count, or where there is none some whole number, of ``base`` people is the share printed."""
    if count is None:
        return possible(share, base, step)
    return count <= base and abs(count / base * 100 - share) <= step / 2 + SLACK


def _fitting(answers: Sequence[Answer], answered: int | None) -> tuple[int, ...]:
    """Return the bases that give every share printed; none where no share is."""
    most = answered or MOST_TRIED
    fit = [
        {b for b in bases_that_fit(a.share, most, a.step) if gives(a.share, a.step, a.count, b)}
        for a in answers
        if a.share is not None
    ]
    return tuple(sorted(set.intersection(*fit))) if fit else ()


def engagements(council: Council) -> tuple[EngagementsRow, ...]:
    """Return every time that people were asked or are to be, as the papers order them."""
    return tuple(sorted(council.rows("engagements"), key=lambda e: e.position))


def counted_engagements(council: Council) -> tuple[EngagementsRow, ...]:
    """Return the engagements that are counted: no meeting of members among themselves, and none that is others together."""
    every = (e for e in engagements(council) if e.state != EngagementState.IN_ALL)
    return tuple(e for e in every if e.audience != Audience.MEMBERS)


def is_planned(engagement: EngagementsRow) -> bool:
    return bool(engagement.state == EngagementState.PLANNED)


def date_passed(council: Council, engagement: EngagementsRow) -> bool:
    """Return whether the last day that a planned engagement was meant for, or to begin on, is gone: no paper says that it was held."""
    if not is_planned(engagement):
        return False
    start = engagement.held_edtf.partition("/")[0].replace("..", "")
    last = interval(engagement.held_edtf).outer_latest or interval(start).outer_latest
    return last is not None and last < council.as_at


def by_state(council: Council) -> dict[EngagementState, tuple[EngagementsRow, ...]]:
    """Return the engagements that are counted by how far they had come when the paper spoke: held, under way, planned."""
    every = counted_engagements(council)
    return {state: tuple(e for e in every if e.state == state) for state in EngagementState}


@per_council
def engagements_with_findings(council: Council) -> tuple[EngagementsRow, ...]:
    """Return the engagements of which a paper prints findings: answers to questions, or things said."""
    with_findings = {r.engagement_id for r in council.rows("survey_questions") + council.rows("voices")}
    return tuple(e for e in engagements(council) if e.engagement_id in with_findings)


def scales(council: Council) -> tuple[SurveyQuestion, ...]:
    """Return the statements put to people on a scale of agreement, the most agreed with first."""
    every = (q for e in engagements_with_findings(council) for q in questions(council, e.engagement_id) if q.is_scale)
    return tuple(sorted(every, key=lambda q: -q.total(AGREE)))


def comments(council: Council, engagement_id: str) -> tuple[VoicesRow, ...]:
    """Return what was said in words in one engagement; for "" what papers tie to no engagement alone."""
    return tuple(
        sorted((v for v in council.rows("voices") if v.engagement_id == engagement_id), key=lambda v: v.position)
    )


def most_answered(council: Council) -> str:
    """Return the engagement whose questions print the most shares that are on no scale of agreement; "" where none does."""
    shares = {
        e.engagement_id: sum(len(q.shared) for q in questions(council, e.engagement_id) if not q.is_scale)
        for e in engagements_with_findings(council)
    }
    best = max(shares, key=shares.__getitem__, default="")
    return best if shares.get(best) else ""
