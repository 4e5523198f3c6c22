"""Two figures that words put in order: "fewer in May (12) than in April (15)", "the larger grant of £18,000 and the smaller, £15,000"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.sentences.figures import figures, sentences
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, POUNDS, running_words
from dayops_dash.measures.record.arithmetic.sum import Sum

FIGURE = rf"(?:{POUNDS}|{NUMBER})"
MORE = ("more", "higher", "larger", "greater", "longer", "bigger")
THAN = re.compile(
    rf"\b(?P<side>{'|'.join(MORE)}|fewer|less|lower|smaller|shorter|cheaper)\b[^.;%£\d]*?(?:19|20)?\d{{0,2}}"
    rf"(?:,? at |,? with | \()(?P<first>{FIGURE})\)?[^.;%£\d(]*? than [^.;%£\d(]*?"
    rf"(?:(?:19|20)\d\d)?(?:,? at |,? with | (?P<bracket>\())(?P<second>{FIGURE})(?(bracket)\))",
    re.IGNORECASE,
)
BOTH = re.compile(
    rf"\bthe (?:larger|bigger|higher|greater)\b[^.;%£\d]*? (?P<first>{FIGURE})[^.;%£\d]*?\bthe (?:smaller|lower|lesser)\b[^.;%£\d]*? "
    rf"(?P<second>{FIGURE})",
    re.IGNORECASE,
)


BY_TIME = re.compile(
    r"\b(?:over|for) [a-z0-9]+ (?:days|weeks|months|years)\b|\b(?:an?|per|each) (?:year|month|week)\b", re.IGNORECASE
)


def ordered_sums(council: Council) -> Iterator[Sum]:
    """Hold each two figures of which words say that the one is more than the other."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            yield from stated_order(row, title, sentence)


def stated_order(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the figures of one sentence; nothing of amounts for lengths of time, which may be in order by the year."""
    if BY_TIME.search(sentence):
        return
    for found in (*THAN.finditer(sentence), *BOTH.finditer(sentence)):
        both = figures(f"{found['first']}; {found['second']}")
        if len(both) == 2 and both[0].kind == both[1].kind:
            first, second = both
            more = found.groupdict().get("side", MORE[0]).casefold() in MORE
            wrong = first.value < second.value if more else first.value > second.value
            grade = ConflictGrade.CONFLICT if wrong else None
            said = f"{first.words} is {'less' if first.value < second.value else 'not less'} than {second.words}"
            yield Sum(grade, f"{title}: two figures in order", found[0], said, row.document_id, row.locator)
