"""The figures of a sentence: amounts and counts, each with its place, what its hedge leaves open, and how it is rounded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dayops_dash.dataset.written import Range, numbers_in, range_of
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, POUNDS, number_of_words
from dayops_dash.measures.record.arithmetic.stated.told import HEDGES

SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9£“\"(])|\n+")
FIGURE = re.compile(rf"(?P<money>{POUNDS})|(?<![\w.,£/–-])(?P<count>{NUMBER})", re.IGNORECASE)
HEDGE = re.compile(
    rf"\b(?<!add )(?<!adds )(?<!adding )(?P<hedge>{'|'.join(sorted(HEDGES, key=len, reverse=True))})(?: (?:the|a|an|some))? ?$",
    re.IGNORECASE,
)
MONEY = "£"
OPPOSITES = (  # of which nothing is both
    (r"m[ae]n|males?", r"wom[ae]n|females?"),
    (r"full[ -]time", r"part[ -]time"),
    (r"filled", r"empty|vacant|unfilled"),
    (r"open|reopened", r"closed|shut"),
    (r"accepted", r"rejected|declined"),
    (r"agreed|agree", r"disagreed|disagree"),
    (r"in (?:a |the )?buildings?|building[ -]based", r"in (?:the )?community|community[ -]based"),
    (r"council-run|in-house|internal(?:ly)?", r"commissioned|external(?:ly)?|independent"),
    (r"passed", r"failed"),
    (r"yes", r"no"),
    (r"on paper|by post", r"online|by email"),
)


@dataclass(frozen=True)
class StatedFigure:
    """An amount or a count in a sentence, from ``start`` to ``end`` there.

    ``left_open`` is what its hedge leaves open of it as printed, ``range`` that and what it may have been before it was rounded.
    """

    words: str
    kind: str  # "£" for an amount, "" for a count
    start: int
    end: int
    value: float
    left_open: Range
    range: Range


def sentences(words: str) -> Iterator[str]:
    """Yield the sentences of some words that hold a figure."""
    for sentence in SENTENCE.split(words):
        if sentence and FIGURE.search(sentence):
            yield sentence


def figures(sentence: str) -> list[StatedFigure]:
    """Return the amounts and counts of a sentence, in order, without shares, years of four figures and numbers of days."""
    return [figure for found in FIGURE.finditer(sentence) if (figure := _figure(sentence, found))]


def _figure(sentence: str, found: re.Match[str]) -> StatedFigure | None:
    words, kind = found[0], MONEY if found["money"] else ""
    if kind:
        (number,) = numbers_in(words)[:1]
        value, half = number.value, number.step / 2 if number.step != 1 else 0.0
    else:
        value, half = number_of_words(words), 0.0
        if re.fullmatch(r"(?:19|20)\d\d", words):
            return None
    hedge = HEDGE.search(sentence[: found.start()])
    left_open = range_of(value, HEDGES[hedge["hedge"].casefold()] if hedge else "")
    could_be = Range(max(0.0, left_open.low - half), left_open.high + half)
    return StatedFigure(words, kind, found.start(), found.end(), value, left_open, could_be)


def opposite(words: str) -> bool:
    """Whether some words tell of two kinds of which nothing is both: men and women, filled and empty posts."""
    plain = words.casefold()
    return any(all(re.search(rf"\b(?:{kind})\b", plain) for kind in pair) for pair in OPPOSITES)
