"""Numbers in a paper's text, each with what it is: money, a percentage, a count, or a number that counts nothing and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dayops_dash.dataset.vocabulary import Qualifier
from dayops_dash.dataset.written import SCALE, SPELLED
from dayops_dash.desk.papers.language.hedges import hedge_before
from dayops_dash.desk.papers.language.when import When, dates_in


class NumberKind(StrEnum):
    """What a printed number is. Those from REFERENCE on are no figures; their word is the reason that is listed."""

    MONEY = "money"
    PERCENT = "percentage"
    COUNT = "count"
    DATE = "date or year"
    REFERENCE = "reference to a part, table, level or paragraph"
    LAW = "year of an act or regulation"
    AGE = "age"
    TIME = "time of day, or a ratio of staff"
    NAME = "part of a name or code"
    CONTACT = "address, telephone number or link"
    FOOTNOTE = "mark of a footnote"


@dataclass(frozen=True)
class PrintedNumber:
    """A number in a text: where it stands, its words, its value in plain units, and the end of its range where it is one.

    ``noun`` is the word that it counts, ``qualifier`` how it is hedged, ``hedge`` the words that do so.
    """

    start: int
    end: int
    kind: NumberKind
    words: str
    value: float
    value_to: float | None = None
    qualifier: Qualifier | None = None
    hedge: str = ""
    spelled: bool = False
    negative: bool = False
    headed: str = ""  # the unit that the heading of its column gives, as (£000)

    @property
    def as_written(self) -> str:
        words = f"{self.words} {self.headed}".rstrip()
        return f"{self.hedge} {words}" if self.hedge and self.qualifier not in (None, Qualifier.AVERAGE) else words


PARTS = (
    "tables?|figures?|appendi(?:x|ces)|paragraphs?|sections?|stages?|phases?|levels?|tiers?|priorit(?:y|ies)|outcomes?|items?"
    "|pages?|parts?|annex(?:es)?|options?|risks?|recommendations?|chapters?|steps?|objectives?|goals?|themes?|years?"
    "|schedules?|regulations?|covid|minutes?|tasks?|bands?|grades?|version|vol(?:ume)?|no|lots?|strands?|workstreams?"
    "|ref|clauses?|rule|days?|week|quarter|principles?|actions?|points?|footnotes?|notes?|row|column|unit|ward|box"
)
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SPACED = r"(?<=£)\d{1,3}(?: \d{3})+(?!\d|[,.]\d)"  # £1 250
DIGITS = re.compile(f"{SPACED}|{NUMBER}")
NO_RANGE = r"(?!\d+\s?[–-]\s?\d+\s(?:people|places|carers|staff|years|months)\b)"  # "day 30-40 people"
SCALES = re.compile(r"\s?(million|billion|thousand|bn|mn|[km])(?![a-z])", re.IGNORECASE)
PERCENT = re.compile(r"\s?(?:%|per\s?cent\b|percent\b|percentage points?\b)", re.IGNORECASE)
TIMES = {**SCALE, "thousand": 1_000, "mn": 1_000_000}
SPANS: tuple[tuple[NumberKind, re.Pattern[str]], ...] = (
    (
        NumberKind.CONTACT,
        re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+\w|\S+\.(?:pdf|docx?|gov\.uk|html?)\b\S*", re.I),
    ),
    (NumberKind.CONTACT, re.compile(r"(?<![\w£])\(?0\d{2,5}\)?[ -]?\d{2,4}[ -]?\d{2,4}(?:[ -]?\d{1,4})?(?![\d%])")),
    (NumberKind.LAW, re.compile(r"\b(?:Act|Regulations?|Order|Code|Bill|Directive)s?,?\s+\(?(?:19|20)\d\d\)?")),
    (NumberKind.LAW, re.compile(r"\bArticle\s+\d+\b")),
    (
        NumberKind.REFERENCE,
        re.compile(
            rf"(?<![\w])(?<!took )(?<!take )(?:{PARTS})(?:(?<=no|ol|ef)\.\s?|[\s:#(-]|\.(?!\s))*{NO_RANGE}\d+(?:\.\d+)*[a-z]?"
            r"(?!\d|,\d|%|\s?[–-]\s?£)"
            rf"(?:\s?(?:,|and|or|to|[-–&])\s?\d+(?:\.\d+)*(?![\d%]|,\d| (?:people|years|months)))*",
            re.I,
        ),
    ),
    (
        NumberKind.REFERENCE,
        re.compile(r"\bsee\s+(?:also\s+)?\d+(?:\.\d+)+(?:(?:,|\s+and|\s+or)\s+\d+(?:\.\d+)+)*", re.I),
    ),
    (NumberKind.TIME, re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm|noon)\b|\b\d{1,2}:\d\d\b|\b24/7\b|\b9-5\b", re.I)),
    (NumberKind.TIME, re.compile(r"(?<![\w.,£:])\d{1,2}:\d{1,2}(?![\w:]|[.,]\d)")),
    (NumberKind.TIME, re.compile(r"(?<![\w.,£])[12](?:-|:| to )[12](?:(?:-|:| to )1)?(?![\w.,%:]\d|\w)(?=\s)")),
    (
        NumberKind.AGE,
        re.compile(
            r"\b(?:ages?|aged)\s+(?:between\s+|over\s+|under\s+|from\s+|of\s+)?\d{1,3}(?:\s?(?:-|–|to|and)\s?(?:\d{1,3}\b|over\b|under\b|above\b))?"
            r"(?:\s?\+|\s+(?:and|or)\s+(?:over|under|above|older))?"
            r"|\b\d{1,3}\s?\+(?!\s?(?:people|years|providers|services))|\b\d{1,3}\s+(?:and|or)\s+(?:over|above|older|under)\b"
            r"|\b\d{1,3}[- ]years?[- ]olds?\b|\b(?:over|under)[- ]?(?:the\s)?\d{2}s\b"
            r"|\b(?:over|under)[- ](?:1[0-9]|[2-9]\d)(?=[\s]*(?:[.,;:)]|$|\s(?:and|or|are|is|in|with|who|but|the|to|compared)\b))",
            re.I,
        ),
    ),
    (NumberKind.FOOTNOTE, re.compile(r"(?<=[a-z.,;:)”\"’'])\d{1,2}(?=\s|$|[.,;])")),
)
MOST_OF_EACH = 100
FIRST_SPANS = 4  # which hold against a date within them
RANGE = re.compile(rf"\s?(?:-|–|—|to|and)\s?£?\s?(?={NUMBER})")
TENS = {
    word: 10 * at
    for at, word in enumerate(("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), 2)
}
ONES = "|".join(word for word, value in SPELLED.items() if 0 < value < 10)
UNDER_100 = rf"({'|'.join(TENS)})(?:[- ]({ONES}))?|({'|'.join(sorted(SPELLED, key=len, reverse=True))})"
WORD = re.compile(rf"\b(?:(a|{ONES}) hundred(?:(?: and)? (?:{UNDER_100}))?|{UNDER_100})\b", re.IGNORECASE)
EACH = re.compile(rf"\b({'|'.join(SPELLED)})\s+(?:in|out of)\s+(?:every\s+)?({'|'.join(SPELLED)})\b", re.IGNORECASE)
OF_EACH = re.compile(r"\b(\d+)\s+(?:in|out of)\s+(?:every\s+)?(\d+)\b")


def numbers_of(text: str) -> list[PrintedNumber]:
    """Return every number in a text that is printed in digits, in order, and those spelled out that may count something."""
    dates = dates_in(text)
    marked = _marked(text, dates)
    found = [_number(text, match, marked) for match in DIGITS.finditer(text)]
    whole = _in_each(text, _ranges(text, found))
    return sorted([*whole, *_spelled(text, found, dates)], key=lambda one: one.start)


def _marked(text: str, dates: Sequence[When]) -> list[tuple[int, int, NumberKind]]:
    spans = [(one.start, one.end, NumberKind.DATE) for one in dates]
    firsts = [(m.start(), m.end(), kind) for kind, pattern in SPANS[:FIRST_SPANS] for m in pattern.finditer(text)]
    rest = [(m.start(), m.end(), kind) for kind, pattern in SPANS[FIRST_SPANS:] for m in pattern.finditer(text)]
    return [*firsts, *spans, *rest]


def _number(text: str, match: re.Match[str], marked: Sequence[tuple[int, int, NumberKind]]) -> PrintedNumber:
    start, end = match.span()
    kind = next((k for a, b, k in marked if a <= start and end <= b), None)
    value = float(re.sub(r"[, ]", "", match[0]))
    before, after = text[:start], text[end:]
    pound = re.search(r"£\s?$", before)
    if kind is not None and not (pound or PERCENT.match(after)):
        return PrintedNumber(start, end, kind, match[0], value)
    if kind in (NumberKind.CONTACT, NumberKind.FOOTNOTE) and not pound:
        return PrintedNumber(start, end, kind, match[0], value)
    if _is_name(before, after) and not pound:
        return PrintedNumber(start, end, NumberKind.NAME, match[0], value)
    if (scale := SCALES.match(after)) and (pound or scale[1].casefold() not in ("k", "m")):
        value *= TIMES[scale[1].casefold()]
        end += scale.end()
    percent = PERCENT.match(text[end:])
    if pound:
        start, kind = pound.start(), NumberKind.MONEY
    elif percent:
        end, kind = end + percent.end(), NumberKind.PERCENT
    start, end, negative = _signed(text, start, end)
    qualifier, hedge = hedge_before(text, start, end)
    value = round(value, 6)
    return PrintedNumber(
        start, end, kind or NumberKind.COUNT, text[start:end], -value if negative else value, None, qualifier, hedge,
        negative=negative,
    )  # fmt: skip


def _is_name(before: str, after: str) -> bool:
    letter_before = re.search(r"[A-Za-z_/#]$", before)
    letter_after = re.match(
        r"(?!k\b|m\b|bn\b|mn\b|x\b|th\b|st\b|nd\b|rd\b|s\b|million|per|thousand|billion|hrs?\b|years?|people|month|week|day)[A-Za-z_]",
        after,
        re.I,
    )
    return bool(letter_before or letter_after)


def _signed(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """Return a number with the minus before it, or the brackets round it that stand for one in accounts."""
    if (
        text[start - 1 : start] == "("
        and text[end : end + 1] == ")"
        and (text[start] == "£" or _alone(text, start, end))
    ):
        return (start - 1, end + 1, True) if _alone(text, start, end) else (start, end, False)
    is_minus = bool(start) and text[start - 1] in "-−" and (start == 1 or not text[start - 2].isalnum())
    if is_minus and not text[: start - 1].rstrip("( ").endswith(tuple("0123456789£%")):
        return start - 1, end, True
    return start, end, False


def _alone(text: str, start: int, end: int) -> bool:
    """Whether nothing but a number in brackets stands in a text: a cell of accounts, and not words in brackets."""
    return not text[: start - 1].strip() and not text[end + 1 :].strip()


def _ranges(text: str, numbers: Sequence[PrintedNumber]) -> list[PrintedNumber]:
    """Return numbers with those of which one ends the range that another begins as one."""
    found: list[PrintedNumber] = []
    figures = (NumberKind.MONEY, NumberKind.PERCENT, NumberKind.COUNT)
    for one in numbers:
        last = found[-1] if found else None
        if last and last.kind in figures and one.kind in figures and last.value_to is None:
            between = text[last.end : one.start]
            if _is_range(text, last, one, between):
                kind = one.kind if last.kind is NumberKind.COUNT else last.kind
                low = last.value
                if kind is NumberKind.MONEY and (scale := SCALES.search(one.words)) and not SCALES.search(last.words):
                    low = last.value * TIMES[scale[1].casefold()]
                found[-1] = replace(
                    last, end=one.end, kind=kind, words=text[last.start : one.end], value=low, value_to=one.value
                )
                continue
        found.append(one)
    return found


def _in_each(text: str, numbers: Sequence[PrintedNumber]) -> list[PrintedNumber]:
    """Return numbers with "1 in 4" as the percentage that it is."""
    found = list(numbers)
    for match in OF_EACH.finditer(text):
        part, whole = float(match[1]), float(match[2])
        inner = [one for one in found if match.start() <= one.start and one.end <= match.end()]
        if len(inner) == 2 and all(one.kind is NumberKind.COUNT for one in inner) and part < whole <= MOST_OF_EACH:
            found = [one for one in found if one not in inner]
            qualifier, hedge = hedge_before(text, *match.span())
            share = round(100 * part / whole, 6)
            found.append(PrintedNumber(*match.span(), NumberKind.PERCENT, match[0], share, None, qualifier, hedge))
    return found


def _is_range(text: str, last: PrintedNumber, one: PrintedNumber, between: str) -> bool:
    if last.kind != one.kind and last.kind is not NumberKind.COUNT:
        return False
    if one.value <= last.value and not SCALES.search(one.words):
        return False
    if re.fullmatch(r"\s?(?:-|–|—)\s?", between):
        return True
    if re.fullmatch(r"\s+to\s+", between):
        before = text[: last.start]
        is_change = re.search(r"\bfrom\s*(?:about\s*|around\s*)?$", before, re.I)
        return not is_change or bool(re.search(r"\brang(?:e|es|ed|ing)\s+from\s*$", before, re.I))
    return bool(re.fullmatch(r"\s+and\s+", between) and re.search(r"\bbetween\s*$", text[: last.start], re.I))


def _spelled(text: str, digits: Sequence[PrintedNumber], dates: Sequence[When]) -> list[PrintedNumber]:
    """Return the numbers that words spell; one in five is 20 per cent."""
    found: list[PrintedNumber] = []
    taken: list[tuple[int, int]] = [(one.start, one.end) for one in dates]
    for match in EACH.finditer(text):
        share = round(100 * SPELLED[match[1].casefold()] / max(SPELLED[match[2].casefold()], 1), 6)
        if share <= 100 and SPELLED[match[1].casefold()]:
            found.append(_in_words(text, match, share, NumberKind.PERCENT))
            taken.append(match.span())
    for match in WORD.finditer(text):
        vague = re.search(r"\b(?:few|several|many|couple of|some)\s+$", text[: match.start()], re.I)
        vague = vague or re.match(r"[\s-](?:thirds?|quarters?|fifths?|halves)\b", text[match.end() :])
        value = _spelled_value(match)
        if not vague and not any(a <= match.start() < b for a, b in taken) and value:
            one = _in_words(text, match, value, NumberKind.COUNT)
            if share_of := PERCENT.match(text[match.end() :]):
                end = match.end() + share_of.end()
                one = replace(one, end=end, words=text[match.start() : end], kind=NumberKind.PERCENT)
            found.append(one)
    return found


def _spelled_value(match: re.Match[str]) -> float:
    hundreds, *rest = (part.casefold() if part else "" for part in match.groups())
    named = SPELLED | TENS | {"a": 1, "": 0}
    return float(100 * named[hundreds] + sum(named[part] for part in rest))


def _in_words(text: str, match: re.Match[str], value: float, kind: NumberKind) -> PrintedNumber:
    qualifier, hedge = hedge_before(text, *match.span())
    return PrintedNumber(*match.span(), kind, match[0], value, None, qualifier, hedge, spelled=True)
