"""Shares of one whole in a sentence that make more than all of it: "60% of sessions are in hubs, 30% in halls and 20% outdoors"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic.sentences.figures import SENTENCE, opposite
from dayops_dash.measures.record.arithmetic.stated.parts import running_words
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum

SHARE = re.compile(r"(?<![\d.])(?P<share>\d+(?:\.(?P<digits>\d+))?) ?(?:%|per cent)", re.IGNORECASE)
DIVIDED = re.compile(  # what each part of can be in one share only
    r" of (?:(?:the|our|its|all|this|that|total|net|gross) )*(?:[a-z'-]+ )?(?:budget|spend|spending|expenditure|money|funding|costs?|grant"
    r"|sessions|visits|hours|time|journeys|trips)(?: (?:is|are|was|were|goes|go|went|pays|paid|spent|made|will be))*"
    r" (?:in|at|on|to|for|with|by|outside|through|towards)\b",
    re.IGNORECASE,
)
OTHERWISE = re.compile(  # words by which the shares are of several wholes, or one is a part of another
    r"\b(?:also|both|including|of which|of whom|of these|of them|compared|against|from|rising|rose|fell|up|down|target|increase\w*|more"
    r"|less|fewer|than|last|previous\w*|while|whereas|but|too|as well|average"
    r"|could|would|if|january|february|march|april|june|july"
    r"|august|september|october|november|december|in (?:19|20)\d\d|by (?:19|20)\d\d|respectively)\b",
    re.IGNORECASE,
)
AGAIN = re.compile(r" of\b")
UNDECIDED = re.compile(
    r" (?:did not know|did not say|do not know|didn't know|were (?:not sure|unsure|neutral|undecided)|had no view)\b",
    re.I,
)
FEWEST = 2


def share_sums(council: Council) -> Iterator[Sum]:
    """Hold the shares that a sentence gives of one whole against all of it."""
    for row, title, words in running_words(council):
        for sentence in SENTENCE.split(words) if "%" in words or "per cent" in words else ():
            yield from stated_shares(row, title, sentence)


def stated_shares(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the shares of one sentence; only of what can be divided, or of opposites: of people many may be in two shares."""
    found = list(SHARE.finditer(sentence))
    if len(found) < FEWEST or OTHERWISE.search(sentence):
        return
    first, *others = found
    if any(AGAIN.match(sentence[other.end() :]) for other in others):
        return
    told = [other for other in found if not UNDECIDED.match(sentence[other.end() :])]
    apart = len(told) == FEWEST and opposite(sentence[first.end() :])
    if DIVIDED.match(sentence[first.end() :]) or apart:
        added = sum(float(one["share"]) for one in found)
        half = max(10.0 ** -len(one["digits"] or "") for one in found) / 2 * len(found)
        grade = None if added <= ALL + half + SLACK else ConflictGrade.CONFLICT
        said = f"{' + '.join(one[0] for one in found)} = {added:g}%"
        yield Sum(grade, f"{title}: shares of one whole", sentence.strip(), said, row.document_id, row.locator)
