"""A change that running words tell with both its figures: "doubled from 112 to 139", "fell by 20% from £1.2m to £1.1m"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import PARTS, Range, exactly, numbers_in, range_of, step_of
from dayops_dash.measures.record.arithmetic.stated.parts import NUMBER, POUNDS, number_of_words, running_words
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum, change_of

UP = r"(?:increas|ris|gain)\w*|rose|grows?|growing|grew|grown|(?:went|gone|was|were) up"
DOWN = r"(?:decreas|reduc|declin|drop|fall|shr[aiu]nk)\w*|fell|(?:went|gone|was|were) down|cut"
TIMES = {"doubled": 2.0, "trebled": 3.0, "tripled": 3.0, "quadrupled": 4.0, "halved": 0.5}
AS_MANY = {"twice": 2.0, "three times": 3.0, "four times": 4.0, "half": 0.5}
ROUGH = 0.15  # how far from twice as many what has "doubled" may be
ABOUT = ("about", "around", "approximately", "roughly", "nearly", "almost", "some", "just over", "just under")
HEDGES = {
    **dict.fromkeys(ABOUT, Qualifier.ABOUT),
    **dict.fromkeys(("over", "more than", "at least"), Qualifier.MORE_THAN),
    **dict.fromkeys(("under", "less than", "at most", "up to", "no more than"), Qualifier.LESS_THAN),
}
SHARE = rf"(?:(?P<hedge>{'|'.join(HEDGES)}) )?(?P<share>\d+(?:\.\d+)? ?(?:%|per cent)|{'|'.join(PARTS)})"
FIGURE = rf"(?:{POUNDS}|\d+(?:\.\d+)? ?(?:%|per cent)|{NUMBER})"
UNIT = r"(?: (?!to\b|from\b|and\b|by\b|in\b|of\b|on\b)[a-z'-]+)?"
FROM_TO = rf"from (?P<before>{FIGURE})(?P<unit>{UNIT}) to (?P<after>{FIGURE})(?P<also>{UNIT})"
CHANGE = "(?:increase|rise|growth|fall|drop|reduction|decrease|decline|cut)"
WAYS = rf"(?P<way>{UP}|{DOWN})"
TOLD = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b{WAYS} (?:by )?{SHARE},? {FROM_TO}",
        rf"\b{WAYS} (?:by )?(?P<amount>{POUNDS}|{NUMBER})(?P<of>(?: percentage)?{UNIT}),? {FROM_TO}",
        rf"\b{WAYS} {FROM_TO},? \(?(?P<amount>{POUNDS}|{NUMBER})(?P<of>(?: percentage)?{UNIT}) (?:more|less|fewer|higher|lower)\b(?! than)",
        rf"\b{WAYS} {FROM_TO},? (?:or )?(?:by|(?:an?|which is an?) {CHANGE} of) {SHARE}",
        rf"\b{WAYS} {FROM_TO} \((?:up|down|\+|-|an? {CHANGE} of) ?{SHARE}\)",
        rf"\ban? (?P<share>\d+(?:\.\d+)? ?(?:%|per cent))(?P<hedge>) {WAYS},? {FROM_TO}",
        rf"\b(?P<times>{'|'.join(TIMES)}),? {FROM_TO}",
        rf"\b{WAYS} by (?P<amount>{POUNDS}|{NUMBER})(?P<of>{UNIT}),? to (?P<after>{FIGURE})(?P<also>{UNIT}),? from (?P<before>{FIGURE})"
        rf"(?P<unit>{UNIT})",
        rf"\b{WAYS} {FROM_TO}",
        rf"\b(?P<hedge>)(?P<times>{'|'.join(AS_MANY)}) as (?:many|much)\b[^.;£\d]*?(?:(?:19|20)\d\d)?[:,(–-]* ?"
        rf"(?P<after>{FIGURE})(?P<also>{UNIT})(?:,? (?:against|compared with|compared to|up from|from|and not|not))"
        rf" (?P<before>{FIGURE})(?P<unit>{UNIT})",
    )
)
OPEN = re.compile(  # words that leave a change open, or deny it
    rf"\b(?:not|never|no|more than|less than|over|under|between|if|whether|{'|'.join(ABOUT)}) (?:\w+ )?$", re.IGNORECASE
)
RANKED = re.compile(  # what is first is higher than what is third
    r"\b(?:rank\w*|positions?|priority|league|rat(?:ed|ings?)|grades?|graded|levels?|bands?|quartiles?|stages?|tiers?)\b",
    re.IGNORECASE,
)
HOURS = 12  # "opening was increased, from 9 to 5": smaller numbers without a unit may be times of day
YEARS = range(1900, 2100)


def told_sums(council: Council) -> Iterator[Sum]:
    """Hold the changes that a paper's running words tell against the figures that stand beside them."""
    for row, title, words in running_words(council):
        plain = words.casefold()
        if (
            "from " not in plain or " to " not in plain
        ) and " as m" not in plain:  # each pattern has one of them, and few texts do
            continue
        seen: set[int] = set()
        for pattern in TOLD:
            for found in pattern.finditer(words):
                if found.start("before") not in seen and not OPEN.search(words[: found.start()]):
                    seen.add(found.start("before"))
                    yield from told_change(row, title, words, found)


def told_change(row: Row, title: str, words: str, found: re.Match[str]) -> Iterator[Sum]:
    """Hold one change against its two figures; nothing where these are of two units, or are years or days."""
    ends = [found["before"], found["after"]]
    if len({_kind(end) for end in ends}) > 1 or not _of_one_unit(found) or _are_times(words, found, ends):
        return
    before, after = (_range(end) for end in ends)
    if not before.low:
        return
    wrong = _wrong_way(found, before, after) or _wrong_size(found, before, after)
    said = f"{found['before']} to {found['after']} is {_said(found, before, after)}"
    grade = ConflictGrade.CONFLICT if wrong else None
    yield Sum(grade, f"{title}: a change and its figures", found[0], said, row.document_id, row.locator)


def _kind(figure: str) -> str:
    return "£" if "£" in figure else "%" if re.search(r"%|per cent", figure) else ""


def _of_one_unit(found: re.Match[str]) -> bool:
    """Whether what stands behind the two figures may be one unit: "5 days to 40 hours" are two."""
    first, then = (found[name].strip().casefold().rstrip("s") for name in ("unit", "also"))
    return not first or first == then or (not then and found.end("also") == found.end("after"))


def _are_times(words: str, found: re.Match[str], ends: list[str]) -> bool:
    """Whether the figures are years, or the days of a month."""
    years = all(end.isdigit() and int(end) in YEARS for end in ends)
    return years or bool(
        re.match(r" ?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", words[found.end("after") :], re.I)
    )


def _range(figure: str) -> Range:
    """Return what a figure may be before it was rounded; a count is what it is."""
    if not any(character.isdigit() for character in figure):
        return exactly(number_of_words(figure))
    (number, *_) = numbers_in(figure)
    half = number.step / 2 if _kind(figure) or number.step != 1 else 0.0
    return Range(max(0.0, number.value - half), number.value + half)


def _wrong_way(found: re.Match[str], before: Range, after: Range) -> bool:
    way = found.groupdict().get("way") or ""
    if before == after or (after.high <= HOURS and before.high <= HOURS and not found["unit"] and not found["also"]):
        return False
    if RANKED.search(found.string[: found.start()].rpartition(". ")[2]):
        return False
    up, down = re.fullmatch(UP, way, re.IGNORECASE), re.fullmatch(DOWN, way, re.IGNORECASE)
    return bool((up and after.high <= before.low) or (down and after.low >= before.high))


def _wrong_size(found: re.Match[str], before: Range, after: Range) -> bool:
    groups = found.groupdict()
    if times := groups.get("times"):
        ratio = Range(after.low / before.high, after.high / before.low)
        factor = (TIMES | AS_MANY)[times.casefold()]
        return ratio.gap(Range(factor * (1 - ROUGH), factor * (1 + ROUGH))) > SLACK
    if amount := groups.get("amount"):
        return _wrong_amount(amount, (groups.get("of") or "").strip(), found, (before, after))
    if not (share := groups.get("share")):
        return False
    could_be = [change_of(before, after)]
    if _kind(found["before"]) == "%":  # by 5% may be meant in points
        low, high = sorted((abs(after.low - before.high), abs(after.high - before.low)))
        could_be.append(Range(low, high))
    stated, slack = _share(share, groups.get("hedge") or "")
    return all(one.gap(stated) > slack + SLACK for one in could_be)


def _wrong_amount(amount: str, unit: str, found: re.Match[str], ends: tuple[Range, Range]) -> bool:
    """Whether "by 20 from 120 to 110" is another amount than that between its figures: in pounds, in points, or a count."""
    kind = "%" if unit.endswith(("point", "points")) else _kind(amount)
    if kind != _kind(found["before"]) or (kind == "" and found["unit"].strip() != unit):
        return False
    before, after = ends
    low, high = after.low - before.high, after.high - before.low
    could_be = Range(0.0 if low < 0 < high else min(abs(low), abs(high)), max(abs(low), abs(high)))
    return could_be.gap(_range(amount)) > SLACK


def _share(share: str, hedge: str) -> tuple[Range, float]:
    """Return the per cent that a share may be, and half of its last digit; a fraction in words is about so much."""
    qualifier = HEDGES.get(hedge.casefold(), "")
    if share.casefold() in PARTS:
        return range_of(PARTS[share.casefold()], qualifier or Qualifier.ABOUT), 0.5
    value = numbers_in(share)[0].value
    return range_of(value, qualifier), step_of(share, value) / 2


def _said(found: re.Match[str], before: Range, after: Range) -> str:
    start, end = (before.low + before.high) / 2, (after.low + after.high) / 2
    if found.groupdict().get("amount"):
        return f"{wording.plain(abs(end - start))} {'more' if end > start else 'less'}"
    if found.groupdict().get("times"):
        return f"{end / start:.2f} times as many"
    change = abs(end / start - 1) * ALL if start else inf
    return (
        f"{change:.2f}% {'more' if end > start else 'less' if end < start else 'more or less'}"
        if change
        else wording.plain(0)
    )
