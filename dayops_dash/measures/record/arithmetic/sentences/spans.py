"""Stretches of time in running words: that end before they begin, are not as long as said, or lie after the paper as past."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.dates import Interval, period_named
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.written import SPELLED
from dayops_dash.measures.record.arithmetic.dates import clash, paper_day
from dayops_dash.measures.record.arithmetic.periods import published
from dayops_dash.measures.record.arithmetic.sentences.since import OURS, WHEN
from dayops_dash.measures.record.arithmetic.stated.parts import number_of_words, titled_rows
from dayops_dash.measures.record.arithmetic.sum import Sum

FROM_TO = rf"(?:from|between) (?P<first>{WHEN}) (?:to|until|and|through to) (?P<last>{WHEN})"
SPAN = re.compile(rf"\b{FROM_TO}", re.IGNORECASE)
MOVED = re.compile(  # words by which two dates are a date and another one, and no stretch of time
    r"\b(?:mov\w+|brought|bring\w*|chang\w+|revis\w+|shift\w*|postpon\w+|deadline|date|due|target|compar\w+|differ\w*|rose|fell|up|down"
    r"|increas\w*|decreas\w*|slipp\w+|delay\w*|re-?profil\w+|review)\b",
    re.IGNORECASE,
)
UNIT = r"(?P<unit>day|week|month|year)s?"
COUNT = rf"(?P<number>\d+|{'|'.join(SPELLED)})[ -]"
LONG = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bfor {COUNT}{UNIT},? \(?{FROM_TO}",
        rf"\b(?:a|the) {COUNT}{UNIT} (?:[a-z'-]+ ){{1,3}}{FROM_TO}",
        rf"\b{FROM_TO},? ?(?:\(|, |– )(?:a total of |in all )?{COUNT}{UNIT}\b(?! (?:later|earlier|before|after|ago|old))",
    )
)
DAYS = MappingProxyType({"day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25})  # on average
UNEVEN = 2  # days by which months and years are longer or shorter than that
PAST = (
    r"(?<!be )(?<!been )(?<!is )(?<!are )(?<!being )(?:opened|closed|began|started|finished|ended|launched|held|met|moved|took place|came"
    r"|went|visited|trained|appointed|signed|agreed|approved|published|completed|delivered|carried out|had begun"
    r"|(?:was|were|has been|have been) (?:[a-z]+ly )?[a-z]+(?:ed|un|en|ld|ept|ade|ut))"
)
HAPPENED = re.compile(rf"\b{PAST}(?: [a-z'-]+){{0,3}} (?:in|on) (?P<when>{WHEN})", re.IGNORECASE)
TO_COME = re.compile(
    r"\b(?:will|would|to be|should|shall|could|may|might|if|when|once|until|expect\w*|plan\w*|due|schedul\w*|intend\w*|propos\w*|ahead of"
    r"|agreed to|approved (?:to|for)|for|end(?:s|ing)?)\b",
    re.IGNORECASE,
)


def span_sums(council: Council) -> Iterator[Sum]:
    """Hold each stretch of time, and each day of what has happened, that running words give."""
    papers = published(council)
    for row, title, columns in titled_rows(council):
        for words in dict.fromkeys(text_of(row, column) for column in columns if column not in OURS):
            yield from _backwards(row, title, words)
            yield from not_so_long(row, title, words)
            yield from _not_yet(row, title, words, papers.get(row.document_id))


def _backwards(row: Row, title: str, words: str) -> Iterator[Sum]:
    for found in SPAN.finditer(words):
        first, last = period_named(found["first"]), period_named(found["last"])
        if not (first and last and first.earliest and last.latest) or MOVED.search(_clause(words, found)):
            continue
        if last.latest < first.earliest:
            said = f"from {wording.day(first.earliest)} to {wording.day(last.latest)}"
            yield clash(f"{title}: an end before its start", found[0], said, row)


def not_so_long(row: Row, title: str, words: str) -> Iterator[Sum]:
    """A length beside its first and last day: as long as the days between them, or as those with both ends."""
    for found in (found for pattern in LONG for found in pattern.finditer(words)):
        first, last = period_named(found["first"]), period_named(found["last"])
        if not (first and last and first.earliest and first.latest and last.earliest and last.latest):
            continue
        shortest, longest = (last.earliest - first.latest).days, (last.latest - first.earliest).days + 1
        number, each = number_of_words(found["number"]), DAYS[found["unit"].casefold()]
        if longest > 0 and not (
            shortest - UNEVEN <= (number + 0.5) * each and longest + UNEVEN >= (number - 0.5) * each
        ):
            said = f"{wording.day(first.earliest)} to {wording.day(last.latest)} is {wording.plain(longest)} days"
            yield clash(f"{title}: how long", found[0], said, row)


def _not_yet(row: Row, title: str, words: str, paper: Interval | None) -> Iterator[Sum]:
    """What a paper tells in the past, on a day after it."""
    for found in HAPPENED.finditer(words) if paper and paper.latest else ():
        when = period_named(found["when"])
        after = when and when.earliest and paper and paper.latest and when.earliest > paper.latest
        if paper and after and not TO_COME.search(_clause(words, found)):
            yield clash(f"{title}: done on a day after the paper", found[0], paper_day(paper), row)


def _clause(words: str, found: re.Match[str]) -> str:
    """Return the sentence up to and with what was found."""
    return re.split(r"[.;:]\s", words[: found.end()])[-1]
