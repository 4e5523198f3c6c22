"""Rows of one figure that others stand over: prices and shares of a level, and answers and numbers of a survey."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import (
    AnswerKind,
    LevelKind,
)
from dayops_dash.desk.papers.language.numbers import NumberKind, PrintedNumber
from dayops_dash.desk.papers.language.words import audience_of
from dayops_dash.desk.papers.proposing.figure_rows import common, grounds_of
from dayops_dash.desk.papers.proposing.gathered import Gathered, amount, cut, no_audience, phrase, place_of
from dayops_dash.desk.papers.proposing.model import Ground
from dayops_dash.desk.papers.proposing.sites import Site

LEVEL = re.compile(r"\b(tier|level|stage)\s+(\d+|one|two|three|four|five)\b(?:\s*[-–:]\s*([A-Z][\w/ ]{3,60}))?", re.I)


SPANS = {
    "day": "per day",
    "hour": "per hour",
    "session": "per session",
    "week": "per week",
    "annum": "a year",
    "year": "a year",
}


def level_of(gathered: Gathered, site: Site, near: str) -> str:
    """Return the key of the level or tier that words name; it is proposed with them where it was not yet. "" where none is named."""
    found = LEVEL.search(near)
    if not found:
        return ""
    name = f"{found[1].capitalize()} {found[2].capitalize()}"
    steps = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5}
    position = str(steps.get(found[2].casefold(), found[2]))
    kind = LevelKind.TIER if found[1].casefold() == "tier" else LevelKind.LEVEL
    cells = {
        "model": f"{found[1].capitalize()}s of support",
        "kind": str(kind),
        "position": position,
        "title": cut(found[3] or name, 60),
    }
    return gathered.parent("levels", name, cells, place_of(site))


def add_level_figure(gathered: Gathered, site: Site, sentence: str, one: PrintedNumber, about: str = "") -> None:
    """Propose a price, share or length of time of the level or tier that is named last before it, else nearest to it."""
    before = list(LEVEL.finditer(site.text[: one.start]))
    after = LEVEL.search(site.text[one.end : one.end + 40])
    near = (
        site.text[one.end :] if after and not re.search(r"[,.;]", site.text[one.end : one.end + after.start()]) else ""
    )
    level = level_of(gathered, site, near or (site.text[before[-1].start() :] if before else about))
    if not level:
        named = re.search(r"\b(\w+) phase\b", sentence)
        level = gathered.parents.get(("levels", named[1])) or "" if named else ""
    span = next(
        (
            word
            for name, word in SPANS.items()
            if re.search(rf"\b(?:per|an?|each) {name}\b|\b\d+ {name} {name}?", site.text[one.end : one.end + 25])
        ),
        "",
    )
    unit = (
        "GBP"
        if one.kind is NumberKind.MONEY
        else "%"
        if one.kind is NumberKind.PERCENT
        else _span_unit(site.text[one.end :])
    )
    measure = f"price {span}".strip() if unit == "GBP" else "share of people" if unit == "%" else "length of time"
    cells = {
        "level_id": level,
        "measure": measure,
        "value": amount(one.value),
        "value_to": amount(one.value_to) if one.value_to is not None else None,
        "unit": unit,
        **common(sentence, one),
    }
    gathered.add(
        "level_figures", cells, place_of(site, one.start, sentence), label=f"{level or 'level'} {measure}",
        grounds=[g for g in grounds_of(one, None if level else Ground.NO_LEVEL) if g is not Ground.RANGE],
        parents=[("levels", level)] if level else [], holds=[(site, one.start)],
    )  # fmt: skip


def _span_unit(after: str) -> str:
    found = re.match(r"[\s-]*(year|month|week|day|hour|minute|session)s?", after)
    return f"{found[1]}s" if found else ""


def add_responses(gathered: Gathered, site: Site, sentence: str, one: PrintedNumber) -> None:
    """Propose how many people took part in an engagement: the one that the heading names."""
    title = cut(site.heading or phrase(site.text, one.start, one.end), 100)
    who = audience_of(site.text[one.end : one.end + 60], sentence, site.heading)
    cells = {
        "position": gathered.position("engagements"),
        "title": title,
        "audience": str(who),
        "state": "held",
        "responses": amount(one.value),
        "responses_as_written": one.as_written,
        "qualifier": one.qualifier and str(one.qualifier),
    }
    gathered.add(
        "engagements", cells, place_of(site, one.start, sentence), label=f"{title}: responses",
        grounds=grounds_of(one, no_audience(who)), holds=[(site, one.start)],
    )  # fmt: skip


def add_survey_answer(gathered: Gathered, site: Site, sentence: str, one: PrintedNumber) -> None:
    """Propose what a number or share of people answered, under a question of its paragraph."""
    title = cut(site.heading or "What people said", 100)
    engagement, who = gathered.engagement(title, place_of(site), sentence)
    question = gathered.parent(
        "survey_questions",
        f"{title}: {site.locator}",
        {
            "engagement_id": engagement,
            "position": gathered.position("survey_questions")
            if ("survey_questions", f"{title}: {site.locator}") not in gathered.parents
            else "1",
            "title": cut(site.lead or title, 100) if site.kind == "bullet" else title,
            "audience": str(who),
            "answer_kind": str(AnswerKind.MULTIPLE),
        },
        place_of(site),
    )
    is_share = one.kind is NumberKind.PERCENT
    is_money = one.kind is NumberKind.MONEY
    cells = {
        "question_id": question,
        "position": gathered.position(f"answers of {question}"),
        "answer": phrase(site.text, one.start, one.end),
        "share_pct": amount(one.value) if is_share and one.value_to is None else None,
        "count": amount(one.value) if not is_share and not is_money and one.value_to is None else None,
        "statement": cut(sentence, 300) if is_money or one.value_to is not None else None,
        **({} if is_money else common("", one, hedge=False)),
    }
    cells["answer"] = cells["answer"] or cut(sentence)
    gathered.add(
        "survey_answers", cells, place_of(site, one.start, sentence), label=str(cells["answer"]), grounds=grounds_of(one),
        parents=[("engagements", engagement), ("survey_questions", question)], holds=[(site, one.start)],
    )  # fmt: skip
