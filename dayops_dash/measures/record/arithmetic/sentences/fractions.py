"""A number of so many beside words for that share: "most of them, 12 of the 40", "30 of the 60 visits (a third)", "four in five (60%)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import nextafter

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import ABOUT, OF_EACH, PARTS, Range, exactly, range_of, spelled_in
from dayops_dash.measures.record.arithmetic.sentences.figures import sentences
from dayops_dash.measures.record.arithmetic.stated.parts import (
    HEDGED,
    MEASURED,
    NAMED,
    NUMBER,
    PART,
    number_of_words,
    running_words,
)
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum

HALF = PARTS["half"]
MORE, FEWER = Range(nextafter(HALF, ALL), ALL), Range(0.0, nextafter(HALF, 0.0))
SIDES = {
    **dict.fromkeys(("most", "the majority", "a majority", "more than half", "over half"), MORE),
    **dict.fromkeys(("fewer than half", "less than half", "under half", "a minority"), FEWER),
}
ABOVE, BELOW = ("over", "more than", "at least"), ("under", "less than", "fewer than", "up to")
POINTS = 5.0  # how far from a third or one in ten a share may be that is called so, or a tenth of it
EACH = r"(?:\d|[a-z])+ (?:in|out of) (?:every )?(?:\d|[a-z])+"
IN_PARTS = r"(?:one |a )?half|(?:a|one|two|three) (?:thirds?|quarters?|fifths?)"
WORDS = rf"(?P<words>{'|'.join(sorted(SIDES, key=len, reverse=True))}|{IN_PARTS}|{EACH})"
HEDGE = (
    r"(?P<hedge>(?:about|around|nearly|almost|roughly|approximately|just over|just under|over|under|more than|less than|fewer than"
    r"|at least|up to) )?"
)
THINGS = r"(?: of (?:them|these|(?:the|our|its|all|those) (?:[a-z'-]+ ?){1,4}|those))?"
BESIDE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|[,;:] |\b(?:and|but|only) ){HEDGE}{WORDS}{THINGS}(?:,| –) {PART}",
        rf"\b{HEDGE}{WORDS}{THINGS} \({PART}",
        rf"\b{HEDGE}{WORDS}(?: [a-z'-]+){{1,2}} \({PART}\)",
        rf"\b{HEDGE}{WORDS} of (?:the |our |its |all )?(?P<whole>{NUMBER})(?: [a-z'-]+){{1,3}}"
        rf"(?:, | \()(?P<part>{NUMBER})(?=,|\)| of them)",
        rf"{PART}(?: [a-z'-]+){{0,3}},? (?:\(|or |– ){HEDGE}{WORDS}(?=[,.;)]|$)",
    )
)
PER_CENT = re.compile(
    rf"\b{HEDGE}(?P<words>{OF_EACH.pattern}|\d+ (?:in|out of) \d+) ?\((?P<share>\d+(?:\.\d+)?) ?(?:%|per cent)\)",
    re.IGNORECASE,
)
FIGURES = re.compile(r"(\d+) (?:in|out of) (?:every )?(\d+)")


def fraction_sums(council: Council) -> Iterator[Sum]:
    """Hold each number of so many against the words for its share, and each "four in five" against its percentage."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            yield from stated_fractions(row, title, sentence)


def stated_fractions(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the shares in words of one sentence."""
    for pattern in BESIDE:
        for found in pattern.finditer(sentence):
            part, whole = number_of_words(found["part"]), number_of_words(found["whole"])
            stated = _range(found["words"], found["hedge"] or "")
            if stated and 0 < whole >= part and not _counts_nothing(sentence, found):
                said = f"{wording.plain(part)} of {wording.plain(whole)} is {part / whole * ALL:.2f}%"
                yield _held(row, title, found[0], stated, part / whole * ALL, said)
    for found in PER_CENT.finditer(sentence):
        if stated := _range(found["words"], found["hedge"] or ""):
            share = float(found["share"])
            yield _held(
                row, title, found[0], stated, share, f"{found['words']} is {(stated.low + stated.high) / 2:.0f}%"
            )


def _held(row: Row, title: str, printed: str, stated: Range, share: float, said: str) -> Sum:
    grade = ConflictGrade.CONFLICT if stated.gap(exactly(share)) > SLACK else None
    return Sum(grade, f"{title}: the share against its words", printed, said, row.document_id, row.locator)


def _counts_nothing(sentence: str, found: re.Match[str]) -> bool:
    start = min(found.start("part"), found.start())
    return bool(
        NAMED.search(sentence[:start])
        or HEDGED.search(sentence[:start])
        or MEASURED.match(sentence[found.end("whole") :])
    )


def _range(words: str, hedge: str) -> Range | None:
    """Return the per cent that words for a share may be: a fraction is about so much."""
    plain = re.sub(r"^(?:one|a) half", "half", words.casefold())
    if (side := SIDES.get(f"{hedge.casefold()}{plain}") or SIDES.get(plain)) is not None:
        return None if hedge and plain in SIDES else side
    value, hedge = _value(plain), hedge.casefold().strip()
    if value is None:
        return None
    if hedge in ABOVE or hedge in BELOW:
        return range_of(value, Qualifier.MORE_THAN if hedge in ABOVE else Qualifier.LESS_THAN)
    off = max(ABOUT * value, POINTS)
    return Range(max(0.0, value - off), value + off)


def _value(plain: str) -> float | None:
    if figures := FIGURES.fullmatch(plain):
        return float(figures[1]) / float(figures[2]) * ALL if int(figures[2]) else None
    named = re.sub(r"^one ", "a ", plain)
    if named in PARTS:
        return PARTS[named]
    return spelled_in(plain)[0] if OF_EACH.fullmatch(plain) else None
