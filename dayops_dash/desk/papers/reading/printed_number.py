"""The number that is printed before a paragraph: 5.12.2, 13., (a), iv), and bullets, which are none."""

from __future__ import annotations

import re

BULLETS = tuple("\uf0b7\uf0a7\uf0d8•●○▪■□–—-*·◦‣➢❖✓")
PATTERN = re.compile(
    r"""
    (?P<number>
        \d{1,2}(?:\.\d{1,3}){1,4}(?=[.)]?\s)        # 5.12.2
      | \d{1,3}(?=[.)]\s)                           # 13.  13)
      | \d{1,2}(?=\s+[A-Z][a-z]+(?:\s[A-Z&a-z]+){0,5}$)  # 7 Ward Members Affected
      | \((?:\d{1,2}|[a-z]|[ivx]{1,5})\)(?=\s)      # (a)
      | (?:[a-z]|[ivx]{1,5})(?=[.)]\s)              # a)  iv.
      | [A-Z](?=[.)]\s[A-Z])                        # A. Title
    )
    [.)]?\s+(?=\S)
    """,
    re.VERBOSE,
)
AMOUNT = re.compile(
    r"\d{1,2}\.\d+\s+(?:per\s?cent|percent|million|billion|years?|days?|hours?|weeks?|months?|people)\b"
)


def number_before(text: str) -> tuple[str, int]:
    """Return the number with which a paragraph begins, without its marks, and how long it is with them; "" and 0 where there is none."""
    found = PATTERN.match(text)
    if not found or AMOUNT.match(text):
        return "", 0
    return found["number"].strip("()"), found.end()
