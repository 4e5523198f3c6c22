"""Two numbers for one thing in two texts of one row: "14 providers are on the framework", and then "the 16 providers on it"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import SPELLED
from dayops_dash.measures.record.arithmetic.stated.parts import (
    HEDGED,
    MEASURED,
    NAMED,
    NUMBER,
    number_of_words,
    titled_rows,
)
from dayops_dash.measures.record.arithmetic.sum import Sum
from dayops_dash.measures.record.arithmetic.words import words_of

CLAUSE = re.compile(r"[.;:!?](?=\s|$)|, (?:and|but|of which|so|as) ")
COUNT = re.compile(
    rf"(?P<the>\b(?:the|our|these|those|all) )?(?<![\w.,£/–-])(?P<number>{NUMBER}) (?P<noun>[a-z][a-z'-]+)",
    re.IGNORECASE,
)
ANOTHER = re.compile(  # words by which another number of the same things is meant, or one still to come
    r"\b(?:add\w*|more|another|further|extra|additional|new|next|first|last|other|rais\w*|increas\w*|grow\w*|reach|targets?"
    r"|aim\w*|goal|recruit\w*|to(?! (?:the|our|these|those|all)\b)|will|should|could|may|up|down|left|lost|per"
    r"|some|least|most|over|under|about|around|nearly|almost|than|before"
    rf"|by(?= (?:about |another |some )?(?:[\d£]|(?:{'|'.join(SPELLED)})\b))"
    r"|former\w*|previous\w*|originally|once|was|were|had|if|without|not|no|only|every|each(?! of)|expect\w*|plan\w*)\b",
    re.IGNORECASE,
)
AHEAD = ("next_steps", "action")  # what is still to be done: only "the 16 providers" are those that there are
SAYS_LITTLE = words_of(
    "have has been be is are now that which who there it they these those all our in out as also so far"
)
FEWEST = 2  # words that two clauses must share, with what is counted


@dataclass(frozen=True)
class Count:
    """A number in a clause that holds no other, with the words of the clause and what it counts."""

    words: str
    number: float
    noun: str
    about: frozenset[str]
    definite: bool


def one_row_sums(council: Council) -> Iterator[Sum]:
    """Hold the counts of each two texts of a row against each other, where the words of one are all in the other."""
    for row, title, columns in titled_rows(council):
        texts = {c: list(counts(words, ahead=c in AHEAD)) for c in columns if (words := text_of(row, c))}
        for one, other in combinations(texts, 2):
            for first, then in product(texts[one], texts[other]):
                if _of_one_thing(first, then) and _stand_now((one, first), (other, then)):
                    yield _told(row, title, first, then)


def counts(words: str, *, ahead: bool = False) -> Iterator[Count]:
    """Yield the clauses that state just one number, of things that can be counted; ``ahead`` of what begins with what to do."""
    for clause in CLAUSE.split(words):
        if (
            clause is None
            or len(found := list(COUNT.finditer(clause))) != 1
            or len(re.findall(r"(?<![A-Za-z\d])\d[\d,]*", clause)) > 1
        ):
            continue
        (count,) = found
        before, behind = clause[: count.start("number")], clause[count.end("number") :]
        if NAMED.search(before) or HEDGED.search(before) or MEASURED.match(behind) or ANOTHER.search(clause):
            continue
        about = words_of(f"{before.strip().partition(' ')[2] if ahead else before} {behind}") - SAYS_LITTLE
        yield Count(
            clause.strip(), number_of_words(count["number"]), count["noun"].casefold(), about, bool(count["the"])
        )


def _of_one_thing(one: Count, other: Count) -> bool:
    small, large = sorted((one.about, other.about), key=len)
    return one.noun == other.noun and len(small) >= FEWEST and small <= large


def _stand_now(*sides: tuple[str, Count]) -> bool:
    return all(column not in AHEAD or count.definite for column, count in sides)


def _told(row: Row, title: str, one: Count, other: Count) -> Sum:
    alike = one.number == other.number
    words = other.words if alike else f"{other.words}: it may be counted differently"
    grade = None if alike else ConflictGrade.DEFINITION
    return Sum(grade, f"{title}: two numbers in one place", one.words, words, row.document_id, row.locator)
