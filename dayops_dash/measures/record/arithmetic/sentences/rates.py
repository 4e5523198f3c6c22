"""One rate for two lengths of time in a sentence: "£120 a week (£7,500 a year)" is more than a year's weeks can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range
from dayops_dash.measures.record.arithmetic.sentences.figures import StatedFigure, figures, sentences
from dayops_dash.measures.record.arithmetic.stated.parts import running_words
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum

TIMES: Mapping[tuple[str, str], tuple[float, float]] = (
    MappingProxyType(  # the fewest and the most that are usual of one in another
        {
            ("week", "year"): (36, 53),  # from the weeks of school terms
            ("month", "year"): (9, 12),
            ("day", "week"): (1, 7),
            ("week", "month"): (4, 5),
            ("day", "year"): (36, 366),
            ("day", "month"): (4, 31),
            ("quarter", "year"): (3, 4),
        }
    )
)
NAMES = {
    "annum": "year",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
    "daily": "day",
    "quarterly": "quarter",
}
RATE = re.compile(
    r"(?: [a-z'-]+){0,2} (?:(?:a|per|each|every) (?P<time>day|week|month|quarter|year|annum)\b"
    r"|(?P<adverb>daily|weekly|monthly|quarterly|yearly|annually)\b)",
    re.IGNORECASE,
)
ONE_THING = re.compile(  # between a rate and the same rate for another time
    r"[,;:]? ?\(?(?:or|which is|that is|i\.?e\.?|equivalent to|the equivalent of|equal to|=|making|and so|amounting to|totalling)?,? ?"
    r"(?:a total of |in all |about |around |some |nearly |over |just over |just under |almost )?",
    re.IGNORECASE,
)
OTHERWISE = re.compile(
    r"\b(?:first|then|later|rising|rose|fell|instead|rather|plus|and (?!so)|on top|another|maximum|minimum|up to|cap|capped)\b",
    re.IGNORECASE,
)


def sentence_rate_sums(council: Council) -> Iterator[Sum]:
    """Hold each two rates that a sentence gives as one."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            yield from stated_rates(row, title, sentence)


def stated_rates(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold two rates of a sentence against each other where the second stands as another word for the first."""
    told = [
        (figure, time, end)
        for figure in figures(sentence)
        if (time := _time(sentence, figure))
        for end in [_end(sentence, figure)]
    ]
    for (one, first, end), (other, then, _) in pairwise(told):
        between = sentence[end : other.start]
        if (
            one.kind != other.kind
            or not ONE_THING.fullmatch(between)
            or between.strip() in ("", ",")
            or OTHERWISE.search(between)
        ):
            continue
        short, long = ((one, first), (other, then)) if (first, then) in TIMES else ((other, then), (one, first))
        if (times := TIMES.get((short[1], long[1]))) and short[0].value:
            yield _held(row, title, sentence, (short[0], short[1]), (long[0], long[1]), times)


def _time(sentence: str, figure: StatedFigure) -> str:
    found = RATE.match(sentence[figure.end :])
    word = (found["time"] or found["adverb"]).casefold() if found else ""
    return NAMES.get(word, word)


def _end(sentence: str, figure: StatedFigure) -> int:
    found = RATE.match(sentence[figure.end :])
    return figure.end + (found.end() if found else 0)


def _held(
    row: Row,
    title: str,
    sentence: str,
    short: tuple[StatedFigure, str],
    long: tuple[StatedFigure, str],
    times: tuple[float, float],
) -> Sum:
    """Too many cannot be; too few may be of fewer weeks than are usual."""
    fewest, most = times
    could_be = short[0].range * Range(fewest, most)
    too_many = long[0].range.low > could_be.high * (1 + SLACK)
    too_few = long[0].range.high < could_be.low * (1 - SLACK)
    grade = ConflictGrade.CONFLICT if too_many else ConflictGrade.DEFINITION if too_few else None
    said = f"{long[0].words} is {long[0].value / short[0].value:.1f} times {short[0].words}: a {long[1]} has at most {most:g} {short[1]}s"
    said += "; it may be of fewer" if too_few else ""
    what = f"{title}: a {short[1]} and a {long[1]}"
    words = sentence.strip() if grade or len(sentence) < 200 else wording.capital(sentence[:200])
    return Sum(grade, what, words, said, row.document_id, row.locator)
