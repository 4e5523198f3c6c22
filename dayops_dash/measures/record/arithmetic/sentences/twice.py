"""Two numbers of the same things in two rows of one paper: "14 providers are on the framework", and then "all 16 providers on it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.stated.one_row import AHEAD, FEWEST, SAYS_LITTLE, Count, counts
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, titled_rows
from dayops_dash.measures.record.arithmetic.sum import Sum
from dayops_dash.measures.record.arithmetic.words import words_of

THE = re.compile(rf"^.*?\b(?:the|our|these|those|all) {NUMBER} ", re.IGNORECASE)
VERB = re.compile(r"\b(?:have|has|had|are|is|were|was|do|did|will|can)\b", re.IGNORECASE)
WHICH = re.compile(r"\b(?:that|which|who|whom|where)\b", re.IGNORECASE)
OURS = ("note", *AHEAD)


@dataclass(frozen=True)
class RowCount:
    """A count in the words of a row, with what the row is of."""

    row: Row
    title: str
    count: Count


def twice_sums(council: Council) -> Iterator[Sum]:
    """Hold a number of "the 16 providers" against another row's number of them, where the words of one are all in the other."""
    found: dict[tuple[str, str], list[RowCount]] = {}
    for row, title, columns in titled_rows(council):
        for words in dict.fromkeys(text_of(row, column) for column in columns if column not in OURS):
            for count in counts(words):
                if len(count.about) >= FEWEST:
                    found.setdefault((row.document_id, count.noun), []).append(RowCount(row, title, count))
    for placed in found.values():
        for one, other in combinations(placed, 2):
            if one.row != other.row and _of_one_thing(one.count, other.count):
                yield _held(one, other)


def _of_one_thing(one: Count, other: Count) -> bool:
    """Whether one says how many there are, and "the" or "all" in the other says that it tells of just those."""
    for first, then in ((one, other), (other, one)):
        if then.definite and not first.definite and first.about in _named(then.words):
            return True
    return one.definite and other.definite and one.about == other.about


def _named(words: str) -> Iterator[frozenset[str]]:
    """Yield the words that may name the things counted: up to a verb, up to the last where they say which ones ("that are open")."""
    verbs = list(VERB.finditer(words))
    for verb in verbs[-1:] if WHICH.search(words) else verbs:
        yield words_of(THE.sub("", words[: verb.start()])) - SAYS_LITTLE


def _held(one: RowCount, other: RowCount) -> Sum:
    alike = one.count.number == other.count.number
    words = other.count.words if alike else f"{other.count.words}: it may be counted differently"
    place = (one.row.document_id, one.row.locator, other.row.document_id, other.row.locator)
    grade = None if alike else ConflictGrade.DEFINITION
    title = f"{one.title}: two numbers in one paper"
    return Sum(grade, title, one.count.words, words, *(place if place[:2] != place[2:] else place[:2]))
