"""A total in a sentence beside its parts: "£3m on residential care and £2m on day services, £6m in all"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import exactly
from dayops_dash.measures.record.arithmetic.sentences.figures import MONEY, StatedFigure, figures, opposite, sentences
from dayops_dash.measures.record.arithmetic.stated.parts import NAMED, UNITS, running_words
from dayops_dash.measures.record.arithmetic.sum import SLACK, Sum

IN_ALL = re.compile(  # behind a total
    r" ?(?:[a-z'-]+ ){0,3}(?:in all|in total|altogether|all told|all together|combined|between them)\b", re.IGNORECASE
)
MAKING = re.compile(  # before a total, behind its parts
    r"(?:\b(?:making|totall?ing|giving|which (?:makes|totals)|makes?|equals?|add(?:s|ing)? up to|for a total of|to a total of|a total of"
    r"|in total|in all|together,? (?:they|these|the two|the three|it|this) (?:cost|come to|make|are|were|is|have|had|total|take|took))"
    r"|=) (?:a total of )?(?:about |around |nearly |over |some )?$",
    re.IGNORECASE,
)
OF_ALL = re.compile(
    r"(?:\b(?:a total of|in all,?|in total,?|altogether,?|together,? (?:costs?|come to|make|are|were))) "
    r"(?:about |around |nearly |over |some )?$",
    re.IGNORECASE,
)
BRINGING = re.compile(r"\bbringing (?:the|our|its) (?:total|number) to $", re.IGNORECASE)  # with those before them
COLON = re.compile(r"(?: [a-z'-]+){0,6}: ", re.IGNORECASE)  # behind a total that is called one, before all its parts
COUNTED = re.compile(  # before a total of which each is in the list behind a colon
    r"^(?:there (?:are|were)|all|we have|it has|they have|the (?:council|service) (?:has|runs|had|ran)) (?:the |our |now )?$",
    re.IGNORECASE,
)
AT_END = re.compile(r"(?: [a-z'-]+){0,3}\.?$", re.IGNORECASE)  # of a list, behind its last number
MADE_OF = re.compile(  # behind a total, before all its parts
    r"(?: [a-z'-]+){0,6},? ?\(?(?:(?:which |that )?(?:is|was|are|were) )?"
    r"(?:made up of|comprising|consisting of|comprises|consists of|split (?:between|into)|divided (?:between|into))\b",
    re.IGNORECASE,
)
OF_WHICH = re.compile(r"(?: [a-z'-]+){0,6},? \(?of which\b|(?: [a-z'-]+){0,4} \((?=£)", re.IGNORECASE)
OTHERWISE = re.compile(  # words by which the figures of a sentence are no parts of one whole
    r"\b(?:less|minus|net|excluding|except|instead|rather|from|(?<!split )(?<!divided )between(?! them)|each|per|average|mean|median|target"
    r"|if|a (?:week|day|month|head|person)|would|could|weekly|monthly|daily|rising|rose|fell|more than (?:last|the)|compared"
    r"|(?<!\d )against|times"
    r"|shortfall|gap|saving|every|not|maximum|minimum|including|includes|other|others|rest|remaining|remainder|twice|double|both)\b"
    r"|%|\bper cent\b|\b\d+ ?x ?\d",
    re.IGNORECASE,
)
PLACES = re.compile(
    r"(?:^|[,(:]| and) ?[\w-]+(?: [a-z'-]+)? in the (?:north|south|east|west|centre|middle)\b", re.IGNORECASE
)
FEWEST = 2  # parts
OF_THEM = re.compile(r"(?: [a-z'-]+){1,4}, [\w-]+ of (?:them|these|which|whom)\b", re.IGNORECASE)
OF = re.compile(r"\bof (?:the |our |these )?$", re.IGNORECASE)


def total_sums(council: Council) -> Iterator[Sum]:
    """Hold each total that a sentence gives against the parts that the same sentence gives."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            yield from stated_total(row, title, sentence)


def stated_total(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the total of one sentence against its parts; nothing where words say that they are no parts of it."""
    every = [figure for figure in figures(sentence) if not _counts_nothing(sentence, figure)]
    if len(every) <= FEWEST or OTHERWISE.search(sentence):
        return
    for place, total in enumerate(every):
        before = [f for f in every[:place] if f.kind == total.kind]
        if len(before) >= FEWEST and (IN_ALL.match(sentence[total.end :]) or MAKING.search(sentence[: total.start])):
            yield _held(row, title, sentence, total, before, some=True)
            return
        if len(before) >= FEWEST and BRINGING.search(sentence[: total.start]):
            yield from _more_than_all(row, title, sentence, total, before)
            return
        behind = [f for f in every[place + 1 :] if f.kind == total.kind]
        lead, listed = sentence[: total.start], COLON.match(sentence[total.end :])
        called = OF_ALL.search(lead) and listed
        if len(behind) >= FEWEST and (called or MADE_OF.match(sentence[total.end :])):
            yield _held(row, title, sentence, total, behind)
            return
        counted = COUNTED.search(lead) and listed and AT_END.match(sentence[every[-1].end :])
        if len(behind) >= FEWEST and (counted or _parts_apart(sentence, total, behind)):
            yield from _more_than_all(row, title, sentence, total, behind)
            return


def _counts_nothing(sentence: str, figure: StatedFigure) -> bool:
    if figure.kind == MONEY:
        return False
    behind = sentence[figure.end :]
    return bool(
        NAMED.search(sentence[: figure.start]) or UNITS.match(behind) or re.match(r" ?(?:%|per cent|/| to \b)", behind)
    )


def _parts_apart(sentence: str, total: StatedFigure, parts: Sequence[StatedFigure]) -> bool:
    """Whether parts in brackets, or behind "of which", are amounts, or people of whom none is in two of them."""
    behind = sentence[total.end :]
    if total.kind == MONEY:
        return bool(OF_WHICH.match(behind))
    if OF.search(sentence[: total.start]) or OF_THEM.match(behind):  # of 20 posts, 17 are filled and five are empty
        return opposite(behind) and len(parts) == FEWEST
    bracket = re.match(r"(?: [a-z'-]+){1,5}(?:,? \(|: |, )(?P<inside>[^():;]+)(?:\)|\.?$)", behind)
    inside = bracket["inside"] if bracket else ""
    whole, ends = len(parts) == len(figures(inside)), AT_END.match(inside[_last_end(inside) :])
    apart = len(parts) == FEWEST and opposite(inside) and ends
    return bool(whole and (len(PLACES.findall(inside)) == len(parts) or apart))


def _last_end(words: str) -> int:
    return max((figure.end for figure in figures(words)), default=0)


def _held(
    row: Row, title: str, sentence: str, total: StatedFigure, parts: Sequence[StatedFigure], *, some: bool = False
) -> Sum:
    """Return a total against its parts; ``some``: it holds where some of the figures before it are its parts."""
    chosen = [parts]
    if some:
        chosen = [list(group) for size in range(FEWEST, len(parts) + 1) for group in combinations(parts, size)]
    grades = [_grade(group, total) for group in chosen]
    best = next((grade for grade in (None, ConflictGrade.ROUNDING) if grade in grades), ConflictGrade.CONFLICT)
    return _sum(row, title, sentence, total, parts, best)


def _more_than_all(
    row: Row, title: str, sentence: str, total: StatedFigure, parts: Sequence[StatedFigure]
) -> Iterator[Sum]:
    added = sum(part.value for part in parts)
    if added > total.value:
        yield _sum(row, title, sentence, total, parts, _grade(parts, total))
    elif (
        added < total.value
        and len(PLACES.findall(sentence)) == len(parts) > FEWEST
        and total.value - added < parts[-1].value
    ):
        yield _sum(row, title, sentence, total, parts, ConflictGrade.DEFINITION)  # else some may be of neither


def _grade(parts: Sequence[StatedFigure], total: StatedFigure) -> ConflictGrade | None:
    """Return None where the parts as printed round to the total, rounding where what they may have been does."""
    as_printed = sum((part.left_open for part in parts), exactly(0))
    if as_printed.gap(total.range) <= SLACK:
        return None
    could_be = sum((part.range for part in parts), exactly(0))
    return ConflictGrade.ROUNDING if could_be.gap(total.range) <= SLACK else ConflictGrade.CONFLICT


def _sum(
    row: Row, title: str, sentence: str, total: StatedFigure, parts: Sequence[StatedFigure], grade: ConflictGrade | None
) -> Sum:
    added = sum(part.value for part in parts)
    said = wording.money(added) if total.kind == MONEY else wording.plain(added)
    words = f"{' + '.join(part.words for part in parts)} = {said}"
    words += "; some may be left out" if grade is ConflictGrade.DEFINITION else ""
    return Sum(grade, f"{title}: the parts against the total", sentence.strip(), words, row.document_id, row.locator)
