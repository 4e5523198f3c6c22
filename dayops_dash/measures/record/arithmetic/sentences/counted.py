"""How many people there are, in running words, against the row that counts just those people: 1,300 in one place, 1,400 in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import exactly, range_of
from dayops_dash.measures.record.arithmetic.periods import period_key
from dayops_dash.measures.record.arithmetic.sentences.figures import SENTENCE
from dayops_dash.measures.record.arithmetic.sentences.since import WHEN
from dayops_dash.measures.record.arithmetic.stated.one_row import AHEAD, SAYS_LITTLE, Count, counts
from dayops_dash.measures.record.arithmetic.stated.parts import titled_rows
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed
from dayops_dash.measures.record.arithmetic.words import group_of, words_of

WHEN_FIRST = re.compile(rf"In (?P<when>{WHEN}),? ", re.IGNORECASE)
PEOPLE = words_of("people")
FEWEST = 3  # words that say which people are counted
DAY = words_of("day")
DAY_SUPPORT = re.compile(r"\bday (?:opportunit|service|centre|support|care)", re.IGNORECASE)
OURS = ("note", *AHEAD)
Rows = dict[tuple[str, frozenset[str]], list[PeopleRow]]


def counted_sums(council: Council) -> Iterator[Sum]:
    """Hold each number of people in running words against the rows of its paper that count people in the same words."""
    rows = _rows(council)
    for row, title, columns in titled_rows(council) if rows else ():
        for column in columns:
            words = text_of(row, column)
            if column not in OURS and any(
                noun in words.casefold() for noun in ("people", "adults", "residents", "citizens")
            ):
                for period, count in _counts(words):
                    its = rows.get((row.document_id, count.about), [])
                    its = [one for one in its if not period or period_key(one.period) == period]
                    if count.about >= PEOPLE and its and _of_the_support(count):
                        yield _held(title, count, (row.document_id, row.locator), its)


def _counts(words: str) -> Iterator[tuple[str, Count]]:
    """Yield the counts of a text with the one period that their sentence begins with, or "" for none."""
    for sentence in SENTENCE.split(words):
        found = WHEN_FIRST.match(sentence)
        period = period_key(found["when"]) if found else ""
        for count in counts(sentence[found.end() :] if found else sentence):
            yield period, count


def _rows(council: Council) -> Rows:
    """Return the rows that count people, all of those whom their subject names, by paper and by the words of the subject."""
    found: Rows = {}
    wholes = {row.people_id: words_of(row.subject) for row in council.rows("people")}
    for row in council.rows("people"):
        plain = row.unit == "people" and not (row.group or row.breakdown or group_of(row.client_group))
        about = words_of(row.subject) - SAYS_LITTLE
        plain = plain and words_of(row.subject) != wholes.get(row.part_of)  # a part is named apart from its whole
        if plain and not wording.missing(row.value) and len(about) >= FEWEST:
            found.setdefault((row.document_id, about), []).append(row)
    return found


def _of_the_support(count: Count) -> bool:
    """Whether what is used is day support by name: "40 people used the service" may be of any service."""
    return not DAY & count.about or bool(DAY_SUPPORT.search(count.words))


def _held(title: str, count: Count, place: tuple[str, str], rows: list[PeopleRow]) -> Sum:
    holds = any(range_of(row.value, row.qualifier).gap(exactly(count.number)) == 0 for row in rows)
    row = rows[-1]
    words = as_printed(row) if holds else f"{as_printed(row)}: it may be counted differently"
    grade = None if holds else ConflictGrade.DEFINITION
    there = (row.document_id, row.locator)
    what = f"{row.subject}: two figures for one thing" if not holds else f"{title}: {row.subject}"
    return Sum(grade, what, count.words, words, *(place + there if place != there else place))
