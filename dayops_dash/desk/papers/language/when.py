"""Dates in a paper's text, read with the project's own reader: the longest words round a date that it understands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.dates.due import Due
from dayops_dash.dataset.vocabulary import DueSense

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
YEAR = r"(?:19|20)\d\d"
YEARS = rf"{YEAR}\s?[/–-]\s?(?:20)?\d\d(?!\d|[/–-])"
TO = r"\s?(?:-|–|—|to|and|until)\s?"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ww]inter)"
CORE = re.compile(
    rf"""(?<![\w£.,-])(?:
        \d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH}{TO}\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{MONTH},?\s+{YEAR}
      | \d{{1,2}}(?:st|nd|rd|th)?(?:{TO}\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?{MONTH},?(?:\s+{YEAR})?(?!\w)
      | {MONTH}\s+{YEAR}{TO}{MONTH}\s+{YEAR}
      | {MONTH}{TO}{MONTH}\s+{YEAR}
      | {MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+{YEAR}
      | {MONTH}[\s-]?[’']?\d\d(?!\d)(?!\s?%)
      | {MONTH},?\s+(?:of\s+)?{YEAR}
      | \d{{1,2}}[/.]\d{{1,2}}[/.](?:20)?\d\d(?!\d)
      | {YEAR}-\d\d-\d\d
      | Q[1-4],?\s+(?:of\s+)?(?:{YEARS}|\d\d/\d\d|{YEAR})
      | {SEASON}\s?/\s?{SEASON}\s+{YEAR}
      | {SEASON}\s+(?:of\s+)?(?:{YEARS}|{YEAR})
      | {YEARS}\s?(?:to|–|—)\s?{YEARS}
      | (?<=etween\s){YEARS}\sand\s{YEARS}
      | {YEAR}{TO}{YEAR}(?!\d)
      | {YEARS}
      | {YEAR}(?![\d,.]\d|\d|\s?%|\s(?:people|residents|carers|adults|hours|responses|citizens|individuals|clients))
    )(?![\w£])""",
    re.VERBOSE,
)
LEAD = re.compile(
    r"(?:\b(?:by|from|in|on|during|before|after|until|since|for|of|the|end|start|beginning|middle|early|mid|late|later|latter"
    r"|months|part|remainder|rest|throughout|over|expected|planned|due|target|commence|commencing|commences|begin|begins|starting"
    r"|starts|start|complete|completed|completion|introduced|delivered|launch|launched|published|quarter|half|first|second|third"
    r"|fourth|financial|year|year-end|no|than|between|approximately|around|about|autumn|spring|summer|winter|at|is|be|will|to"
    r"|tender|anticipated|expects?|aim|implemented|fully|finish|finished|ends?|go|live|not|was)\b[\s:–-]*){1,8}$",
    re.IGNORECASE,
)
BEHIND = re.compile(
    r"[\s,]*(?:\(?(?:subject to[^.;)]*|onwards?|at the latest|at the earliest|if approved)\)?)", re.IGNORECASE
)
UNREAD = (DueSense.NOT_UNDERSTOOD,)


@dataclass(frozen=True)
class When:
    """A date in a text: where its core stands, the longest words round it that are understood, and what they mean."""

    start: int
    end: int
    words: str
    due: Due
    from_: int

    @property
    def core(self) -> str:
        return self.words[self.start - self.from_ : self.end - self.from_]

    @property
    def is_year(self) -> bool:
        """Whether it is no more than a year, or two."""
        return not re.search(r"[A-Za-z]|\d[/.]\d\d?[/.]", self.core)


def dates_in(text: str, said_on: date | None = None) -> list[When]:
    """Return the dates in a text in order."""
    return [_when(text, match, said_on) for match in CORE.finditer(text) if _is_date(text, match)]


def _is_date(text: str, match: re.Match[str]) -> bool:
    core = match[0]
    if re.fullmatch(rf"{YEAR}", core) and re.search(
        r"\b(?:Act|Regulations?|Order|Code|paragraphs?|section)s?,?\s+\(?$", text[: match.start()]
    ):
        return False
    if re.fullmatch(rf"May(?:\s?\d\d)?|{MONTH}", core):
        return False
    if (both := re.fullmatch(rf"({YEAR})\s?[/–-]\s?(?:20)?(\d\d)", core)) and int(both[2]) < int(both[1][2:]):
        return int(both[1][2:]) == 99
    return True


def _when(text: str, match: re.Match[str], said_on: date | None) -> When:
    """Return a date with the words round it: of all stretches that mean the same as the longest one understood, the shortest."""
    start, end = match.span()
    lead = LEAD.search(text[:start])
    starts = [lead.start() + m.start() for m in re.finditer(r"\S+", text[lead.start() : start])] if lead else []
    behind = BEHIND.match(text[end:])
    read: list[When] = []
    for stop in dict.fromkeys((end + behind.end() if behind else end, end)):
        for at in [*starts, start]:
            words = text[at:stop].strip(" ,.;–-")
            read.append(When(start, end, words, read_due(words, said_on=said_on), at))
    understood = [one for one in read if one.due.sense not in UNREAD]
    if not understood:
        return read[-1]
    longest = understood[0]
    same = [one for one in understood if (one.due.sense, one.due.edtf) == (longest.due.sense, longest.due.edtf)]
    if longest.due.sense is DueSense.CONDITIONAL:  # no interval says what "by the end of" did
        return longest
    return min(same, key=lambda one: len(one.words))
