"""How many are in a group that two texts name: "a panel of twelve people" in one row, "the 14 members of the panel" in another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import SPELLED
from dayops_dash.measures.record.arithmetic.stated.one_row import ANOTHER
from dayops_dash.measures.record.arithmetic.stated.parts import HEDGED, NUMBER, number_of_words, running_words
from dayops_dash.measures.record.arithmetic.sum import Sum

GROUP = (
    r"panel|committee|partnership board|board|forum|steering group|working group|task group|reference group|subgroup|task force"
    r"|network|team|group"
)
MEMBERS = r"(?:members?|people|residents|carers|councillors|officers|staff|representatives|experts by experience)"
NAME = r"(?P<name>(?:[A-Za-z'-]+ ){0,4}?)"
SIZES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?:a|an|the|our|its|this) {NAME}(?P<group>{GROUP}) of (?P<number>{NUMBER})(?! (?:the|our)\b)(?: {MEMBERS})?",
        rf"(?<![\w.,£/–-])(?P<number>{NUMBER}) members of (?:a|the|our|its|this) {NAME}(?P<group>{GROUP})\b",
        rf"(?<![\w.,£/–-])(?P<number>\d+|{'|'.join(SPELLED)})[ -](?:member|person|strong) {NAME}(?P<group>{GROUP})\b",
        rf"(?<![\w.,£/–-])(?P<number>{NUMBER}) {MEMBERS} (?:are|sit|serve) on (?:a|the|our|its|this) {NAME}(?P<group>{GROUP})\b",
        rf"(?<![\w.,£/–-])(?P<number>{NUMBER}) {MEMBERS} (?:in|of|on) (?:the|our|its|this) {NAME}(?P<group>{GROUP})\b",
        rf"\b(?:the|our|its|this) {NAME}(?P<group>{GROUP})(?:'s|’s) (?P<number>{NUMBER}) {MEMBERS}\b",
        rf"\b(?:the|our|its|this) {NAME}(?P<group>{GROUP}) (?:has|of|with) (?P<number>{NUMBER}) members\b",
    )
)
SOME = re.compile(  # members of whom more is said than that they are members, or who are to come
    r"\b(?:of whom|elected|voting|new|former|absent|present|attended|took part|answered|replied|more|another|other|further|extra|additional"
    r"|up to|will|would|could|should|at least|quorum|resigned|left|joined|grow\w*|increas\w*|now|originally|first|at first)\b",
    re.IGNORECASE,
)
SMALL = ("new", "the", "our", "own", "council's", "small", "large", "first", "second", "third", "other")


@dataclass(frozen=True)
class Size:
    """A number of people in a group, with the group's name and what the row is of."""

    row: Row
    title: str
    words: str
    number: float
    group: str
    name: frozenset[str]
    definite: bool  # of the panel, which is told of before


def group_sums(council: Council) -> Iterator[Sum]:
    """Hold the sizes that two texts of one paper give one group against each other; a later paper may tell of more."""
    sizes = list(dict.fromkeys(_sizes(council)))
    for one, other in combinations(sizes, 2):
        alike = one.group == other.group and one.row.document_id == other.row.document_id
        if alike and one.words != other.words and _same(one, other, sizes):
            alike = one.number == other.number
            may = "" if alike else ": it may have changed, or be counted differently"
            place = (one.row.document_id, one.row.locator, other.row.document_id, other.row.locator)
            grade = None if alike else ConflictGrade.DEFINITION
            title = f"{one.title}: how many are in the {one.group}"
            yield Sum(grade, title, one.words, f"{other.words}{may}", *(place if place[:2] != place[2:] else place[:2]))


def _sizes(council: Council) -> Iterator[Size]:
    for row, title, words in running_words(council):
        if re.search(rf"\b(?:{GROUP})\b", words, re.IGNORECASE):
            yield from sizes_in(row, title, words)


def sizes_in(row: Row, title: str, words: str) -> Iterator[Size]:
    """Yield the sizes of groups that a text gives, without those of some members only."""
    for sentence in re.split(r"(?<=[.;!?])\s+", words):
        if SOME.search(sentence) or ANOTHER.search(re.sub(r"\b(?:to|by|no|only|was|were|had|per)\b", "", sentence)):
            continue
        for pattern in SIZES:
            for found in pattern.finditer(sentence):
                if not HEDGED.search(sentence[: found.start("number")].removesuffix("of ")):
                    name = frozenset(found["name"].casefold().split()) - {*SMALL}
                    number = number_of_words(found["number"])
                    definite = not re.match(r"(?:a|an) ", found[0], re.IGNORECASE) and " of a " not in found[0]
                    group = found["group"].casefold()
                    yield Size(row, title, sentence.strip().rstrip("."), number, group, name, definite)


def _same(one: Size, other: Size, sizes: Sequence[Size]) -> bool:
    """Whether two groups are one: of one name, of one commitment, or "the panel" where the paper tells of one panel alone."""
    commitments = {text_of(size.row, "intention_id") if "intention_id" in size.row else "" for size in (one, other)}
    if len(commitments) == 1 and "" not in commitments:
        return one.name <= other.name or other.name <= one.name
    if one.name or other.name:
        return one.name == other.name
    first = [s for s in sizes if s.group == one.group and s.row.document_id == one.row.document_id and not s.definite]
    return one.definite != other.definite and len(first) == 1
