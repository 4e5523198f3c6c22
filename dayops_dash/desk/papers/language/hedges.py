"""The words with which a paper hedges a number: about, at least, up to, projected."""

from __future__ import annotations

import re

from dayops_dash.dataset.vocabulary import Qualifier

BEFORE: tuple[tuple[Qualifier, str], ...] = (
    (Qualifier.AT_LEAST, r"at least|no fewer than|not less than|no less than|a minimum of|minimum of|upwards of|from as little as"),
    (Qualifier.AT_MOST, (r"up to a maximum of|up to|at most|no more than|not more than|a maximum of|maximum of"
        r"|not (?:\w+ )?(?:to )?exceed(?:ing)?|within")),
    (Qualifier.MORE_THAN, r"(?:significantly |well |slightly |just )?(?:more than|over|above|in excess of|exceeding|greater than)"),
    (Qualifier.LESS_THAN, (r"(?:significantly |well |slightly |just )?(?:less than|fewer than|under|below|nearly|almost"
        r"|close to|just short of)")),
    (Qualifier.ABOUT, r"approximately|approx\.?|about|around|roughly|circa|c\.|c|some|or so|in the region of|in the order of|~"),
    (Qualifier.AVERAGE, (r"(?:an |the )?average (?:\w+ )?(?:cost |price |spend |of |was |is |at )*(?:of|was|is)?"
        r"|on average(?: \w+){0,2}|averag(?:e|ing)")),
    (Qualifier.ESTIMATED, r"(?:an |is |are |was |were )?estimated(?: (?:at|to be|total(?: of)?|cost of))?|an estimate of"),
    (Qualifier.PROJECTED, (r"(?:is |are )?(?:projected|predicted|forecast|expected|anticipated|set)(?: to (?:be|rise"
        r"|increase|grow|reach|fall|save|reduce)(?: (?:by|to))?| at| saving of)?")),
    (Qualifier.ASSUMED, r"(?:we have |is |are )?assum(?:ed|ing)(?: that)?"),
)  # fmt: skip
PATTERNS = tuple((q, re.compile(rf"(?<![\w-])({words})\s*(?:of |a |an |the )?$", re.IGNORECASE)) for q, words in BEFORE)
BEHIND = re.compile(r"^\s*(?:\+|or more\b|plus\b)", re.IGNORECASE)
OR_LESS = re.compile(r"^\s*(?:or (?:less|fewer)\b)", re.IGNORECASE)
IN_SENTENCE: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    (Qualifier.ASSUMED, re.compile(r"\bassum(?:e|ed|ing|ption)\b", re.IGNORECASE)),
    (Qualifier.PROJECTED, re.compile((r"\b(?:project(?:ed|ion|ions)?|predicted|forecast|anticipate[sd]?|will (?:increase|rise|grow"
        r"|fall))\b"), re.I)),
    (Qualifier.ESTIMATED, re.compile(r"\bestimate[sd]?\b", re.IGNORECASE)),
    (Qualifier.AVERAGE, re.compile(r"\b(?:on average|average)\b", re.IGNORECASE)),
)  # fmt: skip


def hedge_before(text: str, start: int, end: int) -> tuple[Qualifier | None, str]:
    """Return how a number is hedged by the words beside it, and those words as printed; None and "" where it is not."""
    before = text[:start].rstrip("( ")
    before = f"{before} " if before else ""
    for qualifier, pattern in PATTERNS:
        if found := pattern.search(before):
            words = found[1].strip()
            if words.casefold() in ("c", "some", "set", "expected", "anticipated") and len(words) < 3:
                continue
            return qualifier, words
    if BEHIND.match(text[end:]):
        return Qualifier.AT_LEAST, ""
    if OR_LESS.match(text[end:]):
        return Qualifier.AT_MOST, ""
    return None, ""


def hedge_of_sentence(sentence: str) -> Qualifier | None:
    """Return how a sentence as a whole hedges its numbers: projected, assumed, estimated; None where it does not."""
    return next((qualifier for qualifier, pattern in IN_SENTENCE if pattern.search(sentence)), None)
