"""Themes across surveys, words and the plan: what people said of a thing, what they were asked of it, and what is planned.

A theme is found by the words of a row alone: our reading, told as such.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import OutcomesRow, VoicesRow
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.voices.said import Answer, SurveyQuestion, questions

WORDS = {  # what is said and planned of day opportunities, and the words by which it is known
    "Transport": r"transport\w*|travel\w*|bus|buses|minibus\w*|taxis?",
    "Evenings, weekends and hours": r"evenings?|weekends?|opening hours|opening times|the hours|flexible times",
    "Work, learning and skills": r"jobs?|paid work|employment|volunteer\w*|skills?|to learn|learning (?:activities|new)|college|training",
    "Friends and loneliness": (
        r"friends?|friendships?|lonel\w*|isolat\w*|socialis\w*|social (?:connection|contact|events?|life)|keep in touch|support networks?"
    ),
    "Choice and information": r"choice\w*|choose|information|advice|know what is available|awareness|options",
    "Direct payments": r"direct payments?|personal budgets?|service funds?",
    "Safety and health": r"safe|safely|safety|illness|getting ill|covid\S*|health\w*|wellbeing",
    "Buildings and centres": r"buildings?|building-based|centres?|centre-based|hubs?",
    "Carers and breaks": r"carers?|caring|respite|breaks?",
    "Staff": r"staff\w*|workforce|support workers?|personal assistants?",
    "Cost": r"costs?|afford\w*|financ\w*|money|prices?",
    "Activities": r"activit\w*|hobbies|arts?|crafts?|sports?|sporting|cook\w*|exercise",
    "Community": r"communit\w*|neighbourhoods?",
}
PATTERNS = {theme: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for theme, words in WORDS.items()}


@dataclass(frozen=True)
class AskedOf:
    """A question of a survey, and those of its answers that name the theme; none where the question does."""

    question: SurveyQuestion
    answers: tuple[Answer, ...]


@dataclass(frozen=True)
class Theme:
    """A theme: what people said of it in words, what they were asked of it, and the lines of the plan and the aims that name it.

    A line names what an earlier one names that it takes up.
    """

    name: str
    said: tuple[VoicesRow, ...]
    asked: tuple[AskedOf, ...]
    planned: tuple[Line, ...]
    aims: tuple[OutcomesRow, ...]


@per_council
def themes(council: Council) -> tuple[Theme, ...]:
    """Return the themes that people spoke of or were asked of, the most spoken of first."""
    spoken = council.rows("voices")
    asked = [q for e in council.rows("engagements") for q in questions(council, e.engagement_id)]
    lines = {line.intention_id: line for line in progress.lines(council)}
    texts = {
        line: " ".join(_text(one) for one in (line, *(lines[i] for i in line.takes_up if i in lines)))
        for line in progress.counted(council)
    }
    found = []
    for name, words in PATTERNS.items():
        said = tuple(row for row in spoken if words.search(row.words))
        of_it = tuple(one for q in asked if (one := _asked(q, words)))
        if said or of_it:
            planned = tuple(line for line, text in texts.items() if words.search(text))
            aims = tuple(row for row in council.rows("outcomes") if words.search(f"{row.title} {row.definition}"))
            found.append(Theme(name, said, of_it, planned, aims))
    return tuple(sorted(found, key=lambda theme: (-len(theme.said), -len(theme.asked))))


def named(text: str) -> tuple[str, ...]:
    """Return the themes that a text names, in their order: what the page of themes files it under."""
    return tuple(theme for theme, words in PATTERNS.items() if words.search(text))


def _text(line: Line) -> str:
    return f"{line.title} {line.summary}"


def _asked(question: SurveyQuestion, words: re.Pattern[str]) -> AskedOf | None:
    if words.search(question.title):
        return AskedOf(question, ())
    answers = tuple(answer for answer in question.answers if words.search(answer.words))
    return AskedOf(question, answers) if answers else None
