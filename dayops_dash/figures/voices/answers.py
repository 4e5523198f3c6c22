"""Answers to the questions of one engagement: a panel of sorted bars for each question, carers beside people who use services."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Bar, Figure, Panel
from dayops_dash.figures.voices.comments import (
    asked_words,
    base_words,
    brief_sources,
    is_broad,
    per_cent,
    tell_answer,
    top_questions,
)
from dayops_dash.figures.voices.engagement_words import share_words, with_date
from dayops_dash.measures.shared.uncertainty import ConfidenceInterval, wilson
from dayops_dash.measures.voices import said as measure
from dayops_dash.measures.voices.said import Answer, SurveyQuestion

LARGEST_TOLD = 4  # shares told in words where no question has many
MOST_WORDS = 16  # of a title
TELLING = "Whether"  # a question whose answer says again what was asked
VERBS = frozenset(
    {"did", "do", "have", "liked", "need", "offer", "take", "want", "wanted", "would"}
)  # that begin an answer
INTERVAL = "95% interval"
MARK = "*"  # beside a share that its base cannot give


def answers_figure(council: Council, engagement_id: str, *, intervals: bool = False) -> Figure | None:
    """The answers to an engagement's questions, but for its scales of agreement; with their intervals where that is asked for.

    None where it has no such question.
    """
    asked = [q for q in measure.questions(council, engagement_id) if not q.is_scale]
    if not asked:
        return None
    where = next(e.title for e in measure.engagements(council) if e.engagement_id == engagement_id)
    counted = ". In brackets: people" if any(a.count for q in asked for a in q.shared) else ""
    return Figure(
        "answers",
        with_date(_title(asked), council, engagement_id),
        f"Per cent of those who answered, {where}, {council.short_title}{counted}",
        _words(asked) + (f" {INTERVALS_MEANT}" if intervals else ""),
        _grid(asked, intervals=intervals),
        panels=_panels(asked, intervals=intervals),
        notes=_notes(asked),
        sources=brief_sources(council, [q.row for q in asked]),
    )


def _title(asked: Sequence[SurveyQuestion]) -> str:
    tops = top_questions(asked)
    if not tops:
        return "Answers are told in words, without a share"
    alone = tops[0]
    if len(tops) == 1 and not is_broad(alone) and alone.unshared:
        return wording.capital("; ".join([*(_clause(a) for a in alone.unshared), *(_share(a) for a in alone.shared)]))
    sentences = _sentences(asked) if len(tops) == 1 and not is_broad(alone) else []
    said = [f"{per_cent(q.shared[0].share or 0)} of {q.audience} said {tell_answer(q)}" for q in tops]
    tried = (wording.listed(sentences), *sentences[:1], "; ".join(said), said[0])
    return next((title for title in tried if title and len(title.split()) <= MOST_WORDS), said[0])


def _sentences(asked: Sequence[SurveyQuestion]) -> list[str]:
    """Return the two largest shares that read as sentences: 82% liked the services provided. Others need their question."""
    pairs = sorted(((q, a) for q in asked for a in q.shared), key=lambda pair: -(pair[1].share or 0))
    said = [(q, a) for q, a in pairs if a.words.split()[0] in VERBS][:2]
    return [
        f"{'' if q.title.startswith(TELLING) else f'{q.title}: '}{per_cent(a.share or 0)} {a.words}" for q, a in said
    ]


def _clause(answer: Answer) -> str:
    """Would return once they were able to: the majority"""
    said = answer.statement.split(";")[0].rstrip(".")
    return f"{answer.words}: {wording.uncapital(said)}"


def _share(answer: Answer) -> str:
    return f"{wording.uncapital(answer.words)}: {per_cent(answer.share or 0)}"


def _words(asked: Sequence[SurveyQuestion]) -> str:
    """Return the largest shares in sentences: of each audience's question, or of several that print but one or two."""
    tops = top_questions(asked)
    if not tops:
        return "No share is printed for any answer."
    if any(is_broad(q) for q in tops):
        return " ".join(_told(q) for q in tops)
    largest = sorted((q for q in asked if q.shared), key=lambda q: -(q.shared[0].share or 0))[:LARGEST_TOLD]
    said = [f"to “{q.title}”, {share_words(q.shared[0])} said “{q.shared[0].words}”" for q in largest]
    return f"Of the {tops[0].audience} who answered: {'; '.join(said)}."


def _told(question: SurveyQuestion) -> str:
    top = question.shared[0]
    return f"Of the {question.audience} who answered “{question.title}”, {share_words(top)} said “{top.words}”."


def has_intervals(council: Council, engagement_id: str) -> bool:
    """Whether any answer of an engagement has a count and one number of people who answered."""
    asked = measure.questions(council, engagement_id)
    return any(interval(q, a) for q in asked for a in q.shared)


def interval(question: SurveyQuestion, answer: Answer) -> ConfidenceInterval | None:
    """Return the interval of a share, in per cent; None where the count or the number who answered is not known."""
    whole = question.whole
    return wilson(answer.count, whole) if whole and answer.count is not None else None


def _grid(asked: Sequence[SurveyQuestion], *, intervals: bool) -> Grid:
    ends: tuple[GridColumn[tuple[SurveyQuestion, Answer]], ...] = (
        GridColumn(
            "interval_low_pct", f"{INTERVAL}, from (worked out here)", lambda x: _low(interval(*x)), Kind.PERCENT
        ),
        GridColumn(
            "interval_high_pct", f"{INTERVAL}, to (worked out here)", lambda x: _high(interval(*x)), Kind.PERCENT
        ),
    )
    return grid_of(
        [(q, a) for q in asked for a in (*q.shared, *q.unshared)],
        GridColumn("question", "Question", lambda x: x[0].title),
        GridColumn("audience", "Who answered", lambda x: x[0].audience),
        GridColumn("answer", "Answer", lambda x: x[1].words),
        GridColumn("count", "People", lambda x: hedged(x[1].count, x[1].qualifier), Kind.COUNT),
        GridColumn("share_pct", "Share", lambda x: hedged(x[1].share, x[1].qualifier), Kind.PERCENT),
        GridColumn("said", "In words", lambda x: _in_words(x[1])),
        GridColumn("base", "How many answered", lambda x: x[0].base, Kind.COUNT),
        GridColumn("bases_that_fit", "Bases that fit (worked out here)", lambda x: _fitting(x[0])),
        GridColumn("check", "Check (worked out here)", lambda x: misfit(*x)),
        GridColumn("place", "Place in paper", lambda x: x[1].locator, Kind.PLACE),
        *(ends if intervals else ()),
    )


def _low(found: ConfidenceInterval | None) -> float | None:
    return round(found.low, 1) if found else None


def _high(found: ConfidenceInterval | None) -> float | None:
    return round(found.high, 1) if found else None


def _fitting(question: SurveyQuestion) -> str:
    """Return the bases that fit the shares of a question; of many the smallest."""
    fits = ", ".join(f"{n}" for n in question.fitting) if len(question.fitting) <= measure.LISTED else ""
    return f"{question.fitting[0]} or more" if question.fitting and not fits else fits


def _in_words(answer: Answer) -> str:
    return answer.statement or (answer.as_written if answer.share is None else "")


def misfit(question: SurveyQuestion, answer: Answer) -> str:
    """Return why a printed share cannot be a share of its base; "" where it can, or where there is no base to try."""
    whole = question.base or question.answered_survey
    if answer.fits is not False or not whole or answer.share is None:
        return ""
    if answer.count is not None:
        return f"{answer.count} of {whole} is {answer.count / whole:.1%}"
    return f"no number of people out of {whole} makes {wording.percent(answer.share)}"


def _panels(asked: Sequence[SurveyQuestion], *, intervals: bool) -> tuple[Panel, ...]:
    panels = [_question_panel(q, intervals=intervals) for q in side_by_side([q for q in asked if is_broad(q)])]
    narrow = [q for q in asked if q.shared and not is_broad(q)]
    if narrow:
        panels.append(_narrow_panel(narrow))
    words = tuple(f"{asked_words(q)} {a.words}.{_said(a)}" for q in asked for a in q.unshared)
    return (
        (*panels, Panel("Answers told in words, without a share", items=words, wide=True)) if words else tuple(panels)
    )


def side_by_side(asked: Sequence[SurveyQuestion]) -> list[SurveyQuestion]:
    """Return questions so that, two to a line, each audience's stand in turn, and like questions beside each other."""
    audiences = list(dict.fromkeys(q.audience for q in asked))
    own = {audience: [q.title for q in asked if q.audience == audience] for audience in audiences}

    def turn(question: SurveyQuestion) -> tuple[int, int]:
        first = min(titles.index(question.title) for titles in own.values() if question.title in titles)
        return first, audiences.index(question.audience)

    return sorted(asked, key=turn)


def _question_panel(question: SurveyQuestion, *, intervals: bool) -> Panel:
    alone = [a for a in question.shared if a.count == 1]
    drawn = [a for a in question.shared if a.count != 1]
    notes = [f"One person each: {'; '.join(a.words for a in alone)}."] if alone else []
    notes += [f"{MARK} {wording.sentence(_why(question, a))}" for a in drawn if a.fits is False]
    detail = f"{wording.capital(question.audience)}; {base_words(question)}"
    bars = tuple(_with_interval(_bar(a.words, a), interval(question, a) if intervals else None) for a in drawn)
    return Panel(question.title, detail, bars, note=" ".join(notes))


def _why(question: SurveyQuestion, answer: Answer) -> str:
    return f"{misfit(question, answer)}; the paper prints {answer.as_written}"


def _bar(label: str, answer: Answer) -> Bar:
    people = f" ({answer.count})" if answer.count is not None else ""
    mark = f" {MARK}" if answer.fits is False else ""
    return Bar(label, answer.share or 0, f"{share_words(answer)}{people}{mark}")


def _with_interval(bar: Bar, found: ConfidenceInterval | None) -> Bar:
    if not found:
        return bar
    return replace(bar, detail=f"{found.low:.0f}% to {found.high:.0f}%", interval=(found.low, found.high))


def _narrow_panel(asked: Sequence[SurveyQuestion]) -> Panel:
    pairs = sorted(((q, a) for q in asked for a in q.shared), key=lambda pair: -(pair[1].share or 0))
    answered = asked[0].answered_survey
    unfit = sum(a.fits is False for _, a in pairs)
    detail = f"{wording.capital(asked[0].audience)}; " + (
        f"{answered} answered the survey, how many each question is not stated" if answered else base_words(asked[0])
    )
    note = (
        f"{MARK} No number of people out of {answered} makes this share, so fewer may have answered (worked out here)."
        if unfit
        else ""
    )
    bars = tuple(replace(_bar(wording.capital(a.words), a), detail=q.title) for q, a in pairs)
    return Panel("Questions with a share for one answer or two", detail, bars, note=note, wide=True)


def _said(answer: Answer) -> str:
    if answer.count is not None:
        written = answer.as_written if not answer.as_written.isdigit() else f"{wording.spelled(answer.count)} people"
        return f" {wording.sentence(written)}"
    return f" {wording.sentence(answer.statement)}" if answer.statement else ""


def _notes(asked: Sequence[SurveyQuestion]) -> tuple[str, ...]:
    told: dict[str, list[str]] = {}
    for question in asked:
        if question.row.note:
            told.setdefault(question.row.note, []).append(question.title)
    notes = [f"{wording.listed([f'“{t}”' for t in dict.fromkeys(titles)])}: {note}" for note, titles in told.items()]
    return (NOTE_BASES, NOTE_SAMPLE, *notes)


INTERVALS_MEANT = (
    "Lines under the bars are 95% Wilson score intervals, worked out here where counts are printed and the number who answered "
    "is stated or only one fits. They tell how far chance alone could move a share if the people were a random sample. These are not."
)
NOTE_BASES = (
    f"Bases that fit are worked out here: every number of people up to {measure.MOST_TRIED}, or up to those who answered the "
    "survey, is tried, and kept where it gives each share that the paper prints."
)
NOTE_SAMPLE = "Those who answered are not a random sample, so nothing is said of those who did not."
