"""Agreement with statements: bars that part at the middle, agreement to the right, and "don't know" apart from both."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

import altair as alt

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.look import BLUE, INK, PINK, QUIET, Inline, specification
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.voices.answers import NOTE_BASES, NOTE_SAMPLE
from dayops_dash.figures.voices.comments import base_words, brief_sources, per_cent, spread
from dayops_dash.figures.voices.engagement_words import held_words, with_date
from dayops_dash.measures.voices import said as measure
from dayops_dash.measures.voices.said import AGREE, DISAGREE, SurveyQuestion

LINE_HEIGHT = 18  # pixels of one line of a title
WRAP_AT = 46  # characters of a title: what a 400-pixel screen holds
WIDE = "width > 680"  # on a wide screen the words stand in a column beside the bars, else above them
LABELS = 350  # pixels of that column

BAR = 22  # pixels
TOP = 30  # pixels that the column headings take, of one line
HEADING_WRAP = 14  # characters of a line of the last column's heading
PAD = 26  # per cent: the room that a bar's label takes on a narrow screen
PALE = 0.6  # the inner answers: 3 to 1 against the page, and told from the outer ones without colour


def agreement_figure(council: Council, engagement_id: str = "") -> Figure | None:
    """Each statement put on a scale of agreement, the most agreed with first, in one engagement or in all. None where there is none."""
    asked = [q for q in measure.scales(council) if engagement_id in ("", q.row.engagement_id)]
    if not asked:
        return None
    where = {e.engagement_id: e.title for e in measure.engagements(council)}
    stages = wording.listed(list(dict.fromkeys(where[q.row.engagement_id] for q in asked)))
    words = agreement_words(asked)
    return Figure(
        "agreement",
        agreement_title(council, asked),
        f"Per cent of those who answered{_one_title(asked)}, {stages}, {council.short_title}. The outer parts are “strongly”",
        words,
        _grid(asked),
        chart=Chart(agreement_chart(asked), f"Agreement with {len(asked)} statements. {words} {_each(asked)}"),
        notes=(NOTE_ADDED, NOTE_BASES, NOTE_SAMPLE, *dict.fromkeys(q.row.note for q in asked if q.row.note)),
        sources=brief_sources(council, [q.row for q in asked]),
    )


def agreement_title(council: Council, asked: Sequence[SurveyQuestion]) -> str:
    """Return the finding: where one question was put to several groups, how many of each agreed; else how many statements did.

    More agreed than disagreed with each of eight statements (54% to 73%, October to December 2021)
    """
    if asked_of_groups(asked):
        groups = wording.listed([f"{per_cent(q.total(AGREE))} of {q.audience}" for q in asked])
        return with_date(f"{groups} agreed", council, asked[0].row.engagement_id)
    more = sum(q.total(AGREE) > q.total(DISAGREE) for q in asked)
    every = "both" if len(asked) == 2 else f"each of {wording.spelled(len(asked))}"
    which = every if more == len(asked) else f"{more} of {len(asked)}"
    agreed, when = spread([q.total(AGREE) for q in asked]), held_words(council, asked[0].row.engagement_id)
    return f"More agreed than disagreed with {which} statements ({agreed}, {when})"


def asked_of_groups(asked: Sequence[SurveyQuestion]) -> bool:
    """Whether all of it is one question, put to groups of people in turn."""
    return len(asked) > 1 and len({q.title for q in asked}) == 1 and len({q.audience for q in asked}) == len(asked)


def _one_title(asked: Sequence[SurveyQuestion]) -> str:
    return f" “{asked[0].title}”" if asked_of_groups(asked) else ""


def row_name(question: SurveyQuestion, asked: Sequence[SurveyQuestion]) -> str:
    """Return a statement as a row's name; with who answered where another row has the same."""
    again = sum(q.title == question.title for q in asked) > 1
    return f"{wording.capital(question.audience)}: {question.title}" if again else question.title


def agreement_words(asked: Sequence[SurveyQuestion]) -> str:
    """Return the statements most and least agreed with, how many answered "don't know", and the bases."""
    best, worst = asked[0], asked[-1]
    bases = sorted({fit for q in asked for fit in ([q.base] if q.base else q.fitting[:1])})
    apart = wording.listed([f"“{a}”" for a in dict.fromkeys(a for q in asked for a in q.apart)])
    parts = [
        _told_apart(asked)
        if asked_of_groups(asked)
        else f"Of those who answered, {_agreed(best)} with “{best.title}” and {_agreed(worst)} with “{worst.title}”.",
        f"{apart}, drawn apart, was the answer of {spread([q.total(q.apart) for q in asked])}." if apart else "",
    ]
    if bases and not any(q.base for q in asked):
        fewest = (
            f"number that fits is {bases[0]}" if len(bases) == 1 else f"numbers that fit are {bases[0]} to {bases[-1]}"
        )
        parts.append(
            f"How many answered is not stated: the smallest {fewest}; twice or three times as many also fit (worked out here)."
        )
    return " ".join(part for part in parts if part)


def _told_apart(asked: Sequence[SurveyQuestion]) -> str:
    said = [f"of {q.audience} {_agreed(q)} ({base_words(q)})" for q in asked]
    return wording.sentence(f"asked “{asked[0].title}”, {'; '.join(said)}")


def _agreed(question: SurveyQuestion) -> str:
    return f"{per_cent(question.total(AGREE))} agreed and {per_cent(question.total(DISAGREE))} disagreed"


def _each(asked: Sequence[SurveyQuestion]) -> str:
    return " ".join(f"{row_name(q, asked)}: {_agreed(q)}." for q in asked)


def _grid(asked: Sequence[SurveyQuestion]) -> Grid:
    names = [*AGREE, *dict.fromkeys(a for q in asked for a in q.apart), *DISAGREE[::-1]]
    return grid_of(
        asked,
        GridColumn("statement", "Statement", lambda q: row_name(q, asked)),
        *map(_answer_column, names),
        GridColumn("agree_in_all", "Agree in all (worked out here)", lambda q: _in_all(q, AGREE), Kind.PERCENT),
        GridColumn(
            "disagree_in_all", "Disagree in all (worked out here)", lambda q: _in_all(q, DISAGREE), Kind.PERCENT
        ),
        GridColumn("base", "How many answered", base_words),
        GridColumn("place", "Place in paper", lambda q: q.row.locator, Kind.PLACE),
    )


def _in_all(question: SurveyQuestion, words: Sequence[str]) -> float | None:
    """Return the shares of some answers together, with the hedge of any that has one."""
    hedge = next((a.qualifier for a in question.answers if a.words in words and a.qualifier), "")
    return hedged(round(question.total(words), 2), hedge)


def _answer_column(name: str) -> GridColumn[SurveyQuestion]:
    code = name.lower().replace(" ", "_").replace("'", "")
    return GridColumn(
        code,
        name,
        lambda q: next((hedged(a.share, a.qualifier) for a in q.answers if a.words == name), None),
        Kind.PERCENT,
    )


def agreement_chart(asked: Sequence[SurveyQuestion]) -> dict[str, Any]:
    """Return the drawing: each statement's words above or beside its bars, each side's sum at its end."""
    left = -max(q.total(DISAGREE) for q in asked) - PAD
    apart = max(q.total(AGREE) for q in asked) + PAD
    right = apart + max(q.total(q.apart) for q in asked) + PAD
    across = alt.Scale(
        domain=[left, right], range=[alt.expr(f"{WIDE} ? {LABELS} : 0"), alt.expr("width")], nice=False, zero=False
    )
    rows, height = _rows(asked, apart, right)
    down = alt.Scale(domain=[height, 0], nice=False, zero=False)
    chart = alt.Chart(Inline(values=rows)).transform_calculate(y=f"{WIDE} ? datum.beside : datum.below")
    at = alt.Y("y:Q", scale=down, axis=None)
    x = alt.X("from:Q", scale=across, axis=None)
    told = [alt.Tooltip("statement:N", title="Statement"), alt.Tooltip("told:N", title="Of those who answered")]
    colour = alt.Color("side:N", scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())), legend=None)
    bars = chart.transform_filter("datum.part == 'bar'").encode(
        x, alt.X2("to:Q"), at, colour, tooltip=told, description=alt.Description("told:N")
    )
    layers = [
        bars.transform_filter("!datum.pale").mark_bar(height=BAR),
        bars.transform_filter("datum.pale").mark_bar(height=BAR, opacity=PALE),
        *_ends(chart, x, at),
        chart.transform_filter("datum.part == 'statement'")
        .mark_text(align="left", baseline="top", lineBreak="\n", lineHeight=LINE_HEIGHT, aria=False)
        .encode(x=alt.XValue(0), y=alt.Y("top:Q", scale=down, axis=None), text=alt.Text("words:N")),
    ]
    return specification(alt.layer(*layers), width="container", height=height)


SIDES = {"agree": BLUE, "disagree": PINK, "apart": QUIET}


def _ends(chart: alt.Chart, x: alt.X, at: alt.Y) -> list[alt.Chart]:
    """Each bar's sum at its end, and the columns' headings over the first row."""
    found = []
    for part, weight in (("sum", "normal"), ("heading", "bold")):
        mine = chart.transform_filter(f"datum.part == '{part}'").encode(x, at, text=alt.Text("words:N"))
        look: dict[str, Any] = {"fontWeight": weight, "color": INK, "aria": False}
        look |= {"lineBreak": "\n", "lineHeight": LINE_HEIGHT, "baseline": "top", "dy": -7}
        left, right = mine.transform_filter("datum.align == 'left'"), mine.transform_filter("datum.align == 'right'")
        found += [left.mark_text(align="left", dx=5, **look), right.mark_text(align="right", dx=-5, **look)]
    return found


def _rows(asked: Sequence[SurveyQuestion], apart: float, right: float) -> tuple[list[dict[str, Any]], int]:
    """Return what is drawn, one row a mark, and the height. ``apart`` is where "don't know" starts, ``right`` the drawing's end.

    A long heading of the last column stands in lines at that end, where it has the room.
    """
    names = textwrap.wrap(" or ".join(dict.fromkeys(a for q in asked for a in q.apart)), HEADING_WRAP)
    heads = [("Disagree", 0.0, "right"), ("Agree", 0.0, "left")]
    if names:
        heads.append(("\n".join(names), *((apart, "left") if len(names) == 1 else (right, "right"))))
    rows: list[dict[str, Any]] = [
        {"part": "heading", "words": words, "from": start, "align": align, "beside": 10, "below": 10}
        for words, start, align in heads
    ]
    y = TOP + LINE_HEIGHT * max(0, len(names) - 1)
    for question in asked:
        name = row_name(question, asked)
        lines = textwrap.wrap(name, WRAP_AT)
        text = LINE_HEIGHT * len(lines)
        place = {"beside": y + max(text, BAR) / 2 - 2, "below": y + text + BAR / 2 + 4}
        rows.append({"part": "statement", "words": "\n".join(lines), "top": y, **place})
        rows += [{**mark, **place, "statement": name} for mark in _marks(question, apart)]
        y += text + BAR + 20
    return rows, y - 12


def _marks(question: SurveyQuestion, apart: float) -> list[dict[str, Any]]:
    agree, disagree, other = (question.total(names) for names in (AGREE, DISAGREE, question.apart))
    inner, lesser = question.total(AGREE[1:]), question.total(DISAGREE[1:])
    spans = [
        ("agree", True, 0.0, inner, "Agree"),
        ("agree", False, inner, agree, "Strongly agree"),
        ("disagree", True, -lesser, 0.0, "Disagree"),
        ("disagree", False, -disagree, -lesser, "Strongly disagree"),
        ("apart", False, apart, apart + other, " or ".join(question.apart)),
    ]
    bars = [
        {"part": "bar", "side": side, "pale": pale, "from": start, "to": end, "told": _told(name, end - start)}
        for side, pale, start, end, name in spans
        if end > start
    ]
    ends = ((agree, agree, "left"), (-disagree, disagree, "right"), (apart + other, other, "left"))
    sums = [{"part": "sum", "from": at, "words": per_cent(n), "align": align} for at, n, align in ends if n]
    return bars + sums


def _told(name: str, share: float) -> str:
    return f"{name}: {wording.percent(round(share, 2))}"


NOTE_ADDED = "Agreed is strongly agree and agree added, disagreed likewise: worked out here from the shares that the paper prints."
