"""Two numbers of the same things in two rows of one paper: "14 providers are on the framework", and then "all 16 providers on it"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.stated.one_row import AHEAD, FEWEST, Count, counts
from dayops_dash.measures.record.arithmetic.stated.parts import titled_rows
from dayops_dash.measures.record.arithmetic.sum import Sum

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
        if then.definite and not first.definite and first.about <= then.about:
            return True
    return one.definite and other.definite and one.about == other.about


def _held(one: RowCount, other: RowCount) -> Sum:
    alike = one.count.number == other.count.number
    words = other.count.words if alike else f"{other.count.words}: it may be counted differently"
    place = (one.row.document_id, one.row.locator, other.row.document_id, other.row.locator)
    grade = None if alike else ConflictGrade.DEFINITION
    title = f"{one.title}: two numbers in one paper"
    return Sum(grade, title, one.count.words, words, *(place if place[:2] != place[2:] else place[:2]))
