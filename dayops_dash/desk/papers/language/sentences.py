"""The sentences of a text."""

from __future__ import annotations

import re

SENTENCE_END = re.compile(r"(?<=[.?!])[”\"’'⁰¹²³⁴⁵⁶⁷⁸⁹]*\s+(?=[A-Z“\"‘'£(\d])")


SHORT_WORDS = re.compile(
    r"(?:\b(?:e\.g|i\.e|approx|no|incl|etc|vs|cllr|dr|mr|mrs|ms|st|para|p|c)\.|\b[A-Z]\.)$", re.IGNORECASE
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return where each sentence of a text begins and ends."""
    found, start = [], 0
    for match in SENTENCE_END.finditer(text):
        if SHORT_WORDS.search(text[: match.start()]):
            continue
        found.append((start, match.start()))
        start = match.end()
    return [*found, (start, len(text))]
