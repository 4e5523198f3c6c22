"""What a sentence works out of its own figures: "so 27 remain", "leaving £2.1m", "£9,000 each, £144,000 for all", "the other eight".

It holds where any way of working it out gives what is printed: only what no way can give is a contradiction.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.dataset.written import Range, exactly
from dayops_dash.measures.record.arithmetic.sentences.figures import MONEY, StatedFigure, figures, sentences
from dayops_dash.measures.record.arithmetic.stated.parts import NAMED, NUMBER, POUNDS, number_of_words, running_words
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum

FIGURE = rf"(?:{POUNDS}|{NUMBER})"
SO = re.compile(  # between what a figure is worked out of and the figure
    r"(?:[,;–-]|\band)? ?\b(?:leaving|which leaves|this leaves|that leaves)(?: (?!to\b)[a-z'-]+){0,3} $|\bso (?:only |just |about )?$",
    re.IGNORECASE,
)
COSTING = re.compile(r"\bso [a-z0-9 '-]{1,40} (?:costs?|comes? to|makes?|needs?) (?:about |around )?$", re.IGNORECASE)
REMAIN = re.compile(
    r"(?: [a-z'-]+){0,3} (?:remain\w*|stay\w*|left|still [a-z]+|go on|in all|in total)\b"
    r"| (?:are|were) (?:filled|empty|vacant|unfilled|open|closed|unused|in use|taken|free)\b",
    re.IGNORECASE,
)
AT_END = r"(?: [a-z'-]+)?(?=[.,;)]|$)"
APART = re.compile(
    r"\ba (?:net )?(?:range|difference|gap|rise|fall|gain|loss|increase|decrease|drop|cut|reduction|saving|growth) of (?:about )?$",
    re.IGNORECASE,
)
MORE = re.compile(r"(?: [a-z'-]+)? (?:more|fewer|less|higher|lower)(?=[.,;)]|$)", re.IGNORECASE)
RATED = re.compile(  # for each of several, so that a total of all is a product
    r"\beach\b|\bevery one of\b|\b(?:a|per|every) (?:day|week|month|quarter|year|session|place|person|head)\b|\bfirst\b.*\bsecond\b",
    re.IGNORECASE,
)
FOR_ALL = re.compile(
    r"(?: [a-z'-]+){0,2},? (?:in all|in total|altogether|for all|for the lot|all told|together|between them|(?:over|in|for) both)"
    r"(?=[.,;)]|$| each\b)",
    re.IGNORECASE,
)
NET = re.compile(
    rf"(?P<net>{POUNDS}): (?P<gross>{POUNDS})(?: [a-z'-]+){{0,3}} (?:less|minus)(?: [a-z'-]+){{0,4}} (?P<less>{POUNDS})",
    re.IGNORECASE,
)
REST = re.compile(
    rf"\b[Oo]f (?:the |our |its |these |all )?(?P<whole>{FIGURE})(?P<parts>[^.;:]*?)(?:,| and|, and) "
    rf"(?:the )?(?:other|remaining|rest,?|remainder,?) (?:of )?(?P<rest>{FIGURE})"
    r"(?=[.,;)]|$| (?:for|in|on|at|by|to|from|with|did|do|are|is|were|was|have|had|go|went|came|belong|live|meet|need|use|people|pounds)\b)"
)
NOT = re.compile(  # three quarters of the 160 live at home, and 40 do not
    rf"(?P<share>\d+(?:\.\d+)? ?(?:%|per cent)|half|(?:a|one|two|three) (?:thirds?|quarters?|fifths?)) of (?:the |our |its )?"
    rf"(?P<whole>{NUMBER})[^.;,]*?,? (?:and|but|while) (?P<rest>{NUMBER}) (?:do|did|have|had|are|were|is|was|can|could) not(?=[.,;)]|$)",
    re.IGNORECASE,
)
PORTION = re.compile(  # 15% of the £400,000, or £60,000
    rf"(?P<share>\d+(?:\.\d+)?) ?(?:%|per cent) of (?:the |our |its |a |this )?(?P<whole>{FIGURE})(?: [a-z'-]+){{0,3}}"
    rf"(?:,? \(|, or |, which is |, that is,? )(?P<part>{FIGURE})",
    re.IGNORECASE,
)
RATE = re.compile(  # of 90 carers asked 60 replied, a response rate of 67%
    rf"\bof (?:the |our |all )?(?P<whole>{NUMBER})(?: [a-z'-]+){{0,5}},? (?P<part>{NUMBER})(?: [a-z'-]+){{1,4}},? (?:\(|– |which is )?"
    rf"an? (?:[a-z'-]+ ){{0,2}}rate of (?P<share>\d+(?:\.\d+)?) ?(?:%|per cent)",
    re.IGNORECASE,
)
AT = re.compile(  # at £12 an hour for 30 hours a week the post costs £360 a week
    rf"\bat (?P<each>{POUNDS}) (?:an?|per|each) (?:hour|day|session|week|place)\b(?: for| and)? (?P<many>{NUMBER}) "
    r"(?:hours|days|sessions|weeks|places)(?P<time> an? (?:day|week|month|year))?(?: (?!and\b)[a-z'-]+){0,4} (?:costs?|comes? to) "
    rf"(?P<all>{POUNDS})(?(time)(?P=time)|(?! an? (?:day|week|month|year)))",
    re.IGNORECASE,
)
BETWEEN = re.compile(r"\b(?:between|from)\b", re.IGNORECASE)
SEATS = re.compile(
    rf"(?P<many>{NUMBER}) [a-z]+ (?:with|of) (?P<each>{NUMBER}) [a-z]+ each (?:can )?(?:carry|take|seat|hold|have room for) "
    rf"(?P<all>{NUMBER})",
    re.IGNORECASE,
)
PRODUCT = ("each", "many", "all")
LENGTH = re.compile(r" (?:days?|weeks?|months?|years?)\b", re.IGNORECASE)
OTHERWISE = re.compile(
    r"\b(?:if|would|could|might|target|at least|more than|less than|fewer than|up to|over half)\b", re.IGNORECASE
)
FRACTIONS = {"half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5}
TIMES = {"a": 1, "one": 1, "two": 2, "three": 3}
ROUGH = 0.1  # how far from a third of so many what is called so may be, of all
MOST = 4  # figures that one is worked out of


def worked_sums(council: Council) -> Iterator[Sum]:
    """Hold each figure that running words give as worked out of the figures before it."""
    for row, title, words in running_words(council):
        for sentence in sentences(words):
            if not OTHERWISE.search(sentence):
                yield from stated_result(row, title, sentence)
                yield from stated_share(row, title, sentence)


def stated_result(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold the last figure of a sentence that is said to be what the others come to, or what they leave."""
    if found := NET.search(sentence):
        net, gross, less = _figures(found, "net", "gross", "less")
        yield from _held(row, title, sentence, net, [_less(gross.range, less.range)])
        return
    if found := AT.search(sentence) or SEATS.search(sentence):
        yield from _product(row, title, sentence, found)
        return
    every = [_of_time(sentence, figure) for figure in figures(sentence) if not NAMED.search(sentence[: figure.start])]
    for place, figure in enumerate(every):
        before, lead = every[:place], sentence[: figure.start]
        if not 2 <= len(before) <= MOST or "%" in lead:
            continue
        alike, behind = [f for f in before if f.kind == figure.kind], sentence[figure.end :]
        apart = (APART.search(lead) and re.match(AT_END, behind)) or (MORE.match(behind) and lead.endswith((", ", "(")))
        if len(alike) == len(before) == 2 and apart:
            yield from _held(row, title, sentence, figure, _apart(*alike))
            return
        left = SO.search(lead) and not BETWEEN.search(lead) and ("leav" in lead or REMAIN.match(behind))
        of_all = FOR_ALL.match(behind) and RATED.search(lead)
        if (len(alike) >= 2 and left) or of_all or COSTING.search(lead):
            yield from _held(row, title, sentence, figure, [*_added(alike), *_times(before, figure)])
            return
    if rest := REST.search(sentence):
        yield from _the_rest(row, title, sentence, rest)


def _product(row: Row, title: str, sentence: str, found: re.Match[str]) -> Iterator[Sum]:
    """Hold "at £12 an hour for 30 hours" against what it comes to, and "three of 16 seats each" against how many they take."""
    if len(told := _figures(found, *PRODUCT)) == len(PRODUCT):
        each, many, come_to = told
        could_be = each.range * many.range
        yield from _held(row, title, sentence, come_to, [could_be if come_to.kind else Range(0.0, could_be.high)])


def _of_time(sentence: str, figure: StatedFigure) -> StatedFigure:
    """Return a figure; one of a length of time without its hedge, since "over four years" lasts four."""
    if LENGTH.match(sentence[figure.end :]) and sentence[: figure.start].casefold().endswith("over "):
        return replace(figure, range=exactly(figure.value))
    return figure


def _apart(one: StatedFigure, other: StatedFigure) -> list[Range]:
    """Return what lies between two figures, whichever is the larger."""
    ways = [_less(one.range, other.range), _less(other.range, one.range)]
    return [Range(max(0.0, way.low), way.high) for way in ways if way.high >= 0]


def _the_rest(row: Row, title: str, sentence: str, found: re.Match[str]) -> Iterator[Sum]:
    """Hold "the other twelve" against the whole less the parts named before them."""
    start, end = found.span("parts")
    every = {f.start: f for f in figures(sentence)}
    whole, rest = (every.get(found.start(name)) for name in ("whole", "rest"))
    parts = [f for at, f in every.items() if start <= at < end]
    if whole and rest and parts and all(f.kind == whole.kind for f in (*parts, rest)) and len(parts) < MOST:
        left = whole.range
        for part in parts:
            left = _less(left, part.range)
        yield from _held(row, title, sentence, rest, [left])


def _figures(found: re.Match[str], *names: str) -> list[StatedFigure]:
    """Return the figures of a match by their names, without those that may be years."""
    return [figure for name in names for figure in figures(found[name])]


def _added(alike: Sequence[StatedFigure]) -> Iterator[Range]:
    """Yield what two or more figures come to, added or taken away in every way that leaves something."""
    for size in range(2, len(alike) + 1):
        for chosen in combinations(alike, size):
            for signs in product((1, -1), repeat=size):
                come_to = exactly(0)
                for sign, figure in zip(signs, chosen, strict=True):
                    come_to = come_to + figure.range if sign > 0 else _less(come_to, figure.range)
                if come_to.high >= 0:
                    yield come_to


def _times(before: Sequence[StatedFigure], result: StatedFigure) -> Iterator[Range]:
    """Yield the products of figures of which one at most is an amount, where the result is of the same kind."""
    for size in range(2, len(before) + 1):
        for chosen in combinations(before, size):
            if sum(f.kind == MONEY for f in chosen) == (result.kind == MONEY):
                come_to = exactly(1)
                for figure in chosen:
                    come_to = come_to * figure.range
                yield come_to


def stated_share(row: Row, title: str, sentence: str) -> Iterator[Sum]:
    """Hold a share against the part or the rest that stands beside it."""
    for found in NOT.finditer(sentence):
        whole, rest = number_of_words(found["whole"]), number_of_words(found["rest"])
        share = _share(found["share"])
        if share is not None and 0 < rest <= whole:
            said = f"{rest:g} of {whole:g} is {rest / whole * ALL:.1f}%, beside {found['share']}"
            far = abs(share + rest / whole - 1) > ROUGH
            yield _sum(row, title, found[0], said, holds=not far)
    for found in RATE.finditer(sentence):
        whole, part = number_of_words(found["whole"]), number_of_words(found["part"])
        if 0 < part <= whole:
            gap = abs(part / whole * ALL - float(found["share"]))
            yield _sum(row, title, found[0], f"{part:g} of {whole:g} is {part / whole * ALL:.1f}%", holds=gap <= 1)
    for found in PORTION.finditer(sentence):
        both = _figures(found, "whole", "part")
        if len(both) == 2 and both[0].kind == both[1].kind and both[0].value:
            could_be = both[0].range * Range(float(found["share"]) - 0.5, float(found["share"]) + 0.5)
            gap = could_be.gap(both[1].range * exactly(ALL))
            yield _sum(
                row,
                title,
                found[0],
                f"{both[1].words} of {both[0].words}: {both[1].value / both[0].value:.1%}",
                holds=not gap,
            )


def _share(words: str) -> float | None:
    plain = words.casefold()
    if plain[0].isdigit():
        return float(plain.split("%")[0].split(" per")[0]) / ALL
    times, _, part = f"a {plain}".rpartition(" ")
    return TIMES[times.split()[-1]] * FRACTIONS[part.removesuffix("s")]


def _less(one: Range, other: Range) -> Range:
    return Range(one.low - other.high, one.high - other.low)


def _held(row: Row, title: str, sentence: str, result: StatedFigure, ways: Sequence[Range]) -> Iterator[Sum]:
    """Hold a figure against the ways of working it out, by what all of them may have been before they were rounded."""
    if ways:
        least = min(way.gap(result.range) for way in ways)
        said = f"no sum, difference or product of the figures before it is {result.words}"
        yield _sum(row, title, sentence, said, holds=least <= SLACK * max(1.0, result.value))


def _sum(row: Row, title: str, printed: str, said: str, *, holds: bool) -> Sum:
    grade = None if holds else ConflictGrade.CONFLICT
    return Sum(grade, f"{title}: worked out of its own figures", printed.strip(), said, row.document_id, row.locator)
