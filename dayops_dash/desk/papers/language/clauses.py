"""The clause of a number: the words up to the next mark behind it, and from the mark before it; and what a clause is called by."""

from __future__ import annotations

import re

from dayops_dash.desk.papers.language.numbers import PrintedNumber
from dayops_dash.desk.papers.language.when import When

SHARE_BEHIND = re.compile(r"^\s*\(\d+(?:\.\d+)?\s?(?:%|per ?cent)\)")
AUXILIARY = re.compile(r"\b(?:will|to|be|is|are|should|must|shall)\s*$", re.I)
BEGINS = re.compile(
    r"(?:be )?(?:begins?|starts?|commenced?|complete[d]?|launch(?:ed)?|open|introduced|delivered|implemented|finish(?:ed)?|end|go live"
    r"|published)\b",
    re.I,
)
BEFORE_DATE = re.compile(r"\s+(?:by|from|in|on|before|until|during|at)(?:\s+the)?\s*$", re.I)


def clause_of(text: str, one: PrintedNumber) -> str:
    """Return the words up to the next mark behind a number, and from the mark before it."""
    return " ".join(sides_of(text, one))


def sides_of(text: str, one: PrintedNumber) -> tuple[str, str]:
    """Return the words of a number's clause before it and behind it."""
    left = re.split(r"[;:()]|,(?!\d)|[.?!]\s", text[: one.start])[-1]
    behind = SHARE_BEHIND.sub("", text[one.end :])  # £190,000 (69%) was delivered
    right = re.split(r"[;:()]|,(?!\d)|[.?!](?:\s|$)|\band\b", behind)[0]
    return left[-80:], right[:80]


def without_date(words: str, when: When, start: int) -> str:
    """Return the clause in which a date stands, without it: what is to happen then."""
    left = BEFORE_DATE.sub("", words[: max(when.from_ - start, 0)])
    if AUXILIARY.search(left) and (verb := BEGINS.match(when.words)):  # "will" and no "begin" is no title
        left = f"{left.rstrip()} {verb[0]}"
    right = words[when.end - start :]
    here = "\0"  # where the date stood
    parts = re.split(r";|(?<=\w)\s[–—-]\s", f"{left.rstrip(' ,')} {here}{right.lstrip(' ,')}")
    part = next(one for one in parts if here in one).replace(here, "")
    part = re.sub(r"^\W*(?:and |\((?:i{1,3}|iv|v|[a-h]|\d)\) )*", "", part)
    return " ".join(part.split()).strip(" ,.–-") or words
