"""A part of a whole that words state: "17 of the 15 posts" is more than there are, "20 of the 40 posts (60%)" is half."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.second_reading import PRINTED
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ConflictGrade, Qualifier
from dayops_dash.dataset.written import ONES, PARTS, SPELLED, Range, exactly, numbers_in, range_of, step_of
from dayops_dash.measures.record.arithmetic.sum import ALL, SLACK, Sum, is_cut_off, is_slip, share_of

TENS = rf"(?:twenty|thirty|forty|fifty)-(?:{'|'.join(ONES[1:10])})"
NUMBER = rf"(?:{TENS}|\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(SPELLED)})(?![\w%/–-]|[.,:]\d)"
PART = rf"(?<![\w.,£/–-])(?P<part>{NUMBER}) (?:out )?of (?P<the>(?:the|our|its|their|these|those|all) )?(?P<whole>{NUMBER})"
NAMED = re.compile(  # numbers that name a place or a day, and count nothing
    r"(?:\b(?:sections?|paragraphs?|pages?|items?|articles?|recommendations?|points?|actions?|tables?|parts?|phases?|stages?|figures?"
    r"|appendix|annex|chapters?|numbers?|no|objectives?|priority|priorities|weeks?|days?|months?|years?|levels?|tiers?|schedule|step"
    r"|question|aged?)\.? ?|\b(?:sessions?|blocks?|groups?|batch|batches|rooms?|visits?) of )$",
    re.IGNORECASE,
)
HEDGED = re.compile(
    r"\b(?:about|around|approximately|roughly|some|nearly|almost|over|under|than|least|most|up to|between|and|to|or) $",
    re.IGNORECASE,
)
MONTH = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
UNIT = rf"(?:{MONTH})[a-z]*|minutes?|hours?|days?|weeks?|months?|years?|miles?|or more"
UNITS = re.compile(rf" ?(?:{UNIT})\b", re.IGNORECASE)
MEASURED = re.compile(rf" ?(?:{UNIT}|to|and)\b", re.IGNORECASE)
SHARE = r"(?P<share>\d+(?:\.\d+)?) ?(?:%|per cent)"
OF_THEM = re.compile(rf"{PART}(?P<of>(?: [a-z'-]+){{0,4}}),? ?\({SHARE}\)", re.IGNORECASE)
FIRST = re.compile(rf"(?<![\d.]){SHARE} \({PART}(?: [a-z'-]+){{0,4}}\)", re.IGNORECASE)
BEHIND = re.compile(  # 220 people, 81% of the 260
    rf"(?<![\w.,£/–-])(?P<part>{NUMBER})(?: [a-z'-]+){{1,3}}(?<! and),? (?:or )?{SHARE} of (?:(?:the|our|all) )?(?P<whole>{NUMBER})",
    re.IGNORECASE,
)
POUNDS = r"£\d[\d,]*(?:\.\d+)?(?: ?(?:k|m|bn|thousand|million|billion)\b)?"
PART_OF_MONEY = rf"(?P<part>{POUNDS}) (?:out )?of (?:(?:the|our|its|their|a) )?(?:total )?(?P<whole>{POUNDS})"
OF_MONEY = re.compile(rf"{PART_OF_MONEY}(?: [a-z'-]+){{0,4}},? ?\({SHARE}\)", re.IGNORECASE)
MONEY_BEHIND = re.compile(rf"(?<![\d.]){SHARE} \({PART_OF_MONEY}(?: [a-z'-]+){{0,4}}\)", re.IGNORECASE)
ANY = re.compile(PART, re.IGNORECASE)
FRACTION = re.compile(rf"\b(?P<part>{'|'.join(PARTS)}) \({SHARE}\)", re.IGNORECASE)
WRITTEN = {
    "action",
    "as_written",
    "evidence",
    "methods",
    "next_steps",
    "note",
    "progress_note",
    "statement",
    "summary",
    "title",
}
TEXTS = MappingProxyType(
    {
        name: columns
        for name, table in TABLES.items()
        if name != PRINTED and (columns := tuple(column.name for column in table.columns if column.name in WRITTEN))
    }
)


def part_sums(council: Council) -> Iterator[Sum]:
    """Hold the parts that a paper's own words state against their wholes, and against the percentage beside them."""
    for row, title, words in running_words(council):
        yield from stated_parts(row, title, words)


def running_words(council: Council) -> Iterator[tuple[Row, str, str]]:
    """Yield each of the texts that may state figures, with its row and what that is of."""
    for row, title, columns in titled_rows(council):
        for words in dict.fromkeys(text_of(row, column) for column in columns):
            yield row, title, words


def titled_rows(council: Council) -> Iterator[tuple[Row, str, tuple[str, ...]]]:
    """Yield each row with texts that may state figures, what it is of, and the columns of those texts."""
    actions = {r.intention_id: r.title for r in council.rows("intentions")}
    for name, columns in TEXTS.items():
        for row in council.rows_of_any(name):
            yield row, actions.get(text_of(row, "intention_id")) or _title(row, TABLES[name]), columns


def stated_parts(row: Row, title: str, words: str) -> Iterator[Sum]:
    """Hold the parts in one text against their wholes and their percentages; ``title`` is what the row is of."""
    if " of " not in words.casefold():  # each pattern has it, and few texts do
        return
    yield from _more_than_all(row, title, words)
    yield from _shares(row, title, words)
    yield from _shares_of_money(row, title, words)
    yield from _fractions(row, title, words)


def _more_than_all(row: Row, title: str, words: str) -> Iterator[Sum]:
    for found in ANY.finditer(words):
        part, whole = number_of_words(found["part"]), number_of_words(found["whole"])
        of_things = found["the"] or re.match(r" [a-z]", words[found.end() :])
        if part > whole and of_things and not _counts_nothing(words, found):
            sides = (found[0], f"{wording.plain(part)} is more than {wording.plain(whole)}")
            yield Sum(ConflictGrade.CONFLICT, f"{title}: more than there are", *sides, row.document_id, row.locator)


def _shares(row: Row, title: str, words: str) -> Iterator[Sum]:
    """A number of so many, with the percentage that stands in brackets beside it, or before it."""
    for found in (*OF_THEM.finditer(words), *FIRST.finditer(words), *BEHIND.finditer(words)):
        part, whole, share = number_of_words(found["part"]), number_of_words(found["whole"]), float(found["share"])
        if part > whole or not whole or _counts_nothing(words, found):
            continue
        size = step_of(f"{found['share']}%", share)
        holds = abs(part / whole * ALL - share) <= size / 2 + SLACK
        cut = not holds and is_cut_off(share, int(part), int(whole), size)
        slip = is_slip(share, int(part), int(whole), size)
        grade = None if holds else ConflictGrade.ROUNDING if slip else ConflictGrade.CONFLICT
        said = f"{wording.plain(part)} of {wording.plain(whole)} is {part / whole * ALL:.2f}%"
        said += "; it fits if cut off and not rounded" if cut else ""
        what = f"{title}: the percentage against its figures"
        yield Sum(grade, what, found[0], said, row.document_id, row.locator, cut_off=cut)


def _shares_of_money(row: Row, title: str, words: str) -> Iterator[Sum]:
    """An amount of an amount, each as rounded as it is printed, with the percentage that stands beside them."""
    for found in (*OF_MONEY.finditer(words), *MONEY_BEHIND.finditer(words)):
        (part,), (whole,), share = numbers_in(found["part"]), numbers_in(found["whole"]), float(found["share"])
        if not whole.value or HEDGED.search(words[: found.start()]):
            continue
        could_be = share_of(*(Range(max(0.0, n.value - n.step / 2), n.value + n.step / 2) for n in (part, whole)))
        holds = could_be.gap(exactly(share)) <= step_of(f"{found['share']}%", share) / 2 + SLACK
        said = f"{found['part']} of {found['whole']} is {part.value / whole.value * ALL:.2f}%"
        what = f"{title}: the percentage against its figures"
        grade = None if holds else ConflictGrade.CONFLICT
        yield Sum(grade, what, found[0], said, row.document_id, row.locator)


def _fractions(row: Row, title: str, words: str) -> Iterator[Sum]:
    """A fraction in words with its percentage behind it: two thirds (75%)."""
    for found in FRACTION.finditer(words):
        if not HEDGED.search(words[: found.start()]):
            about = range_of(PARTS[found["part"].casefold()], Qualifier.ABOUT)
            grade = ConflictGrade.CONFLICT if about.gap(exactly(float(found["share"]))) > SLACK else None
            said = f"{found['part']} is {PARTS[found['part'].casefold()]:.0f}%"
            what = f"{title}: the percentage against its words"
            yield Sum(grade, what, found[0], said, row.document_id, row.locator)


def _counts_nothing(words: str, found: re.Match[str]) -> bool:
    """Whether the numbers are a paragraph's, a day's or a measure's, or stand behind words that leave them open."""
    before, behind = words[: found.start()], words[found.end("whole") :]
    return bool(NAMED.search(before) or HEDGED.search(before) or MEASURED.match(behind))


def number_of_words(words: str) -> float:
    """Return the number that a paper writes in figures or in words."""
    spelled = words.casefold().split("-")  # twenty-six
    return numbers_in(words)[0].value if words[0].isdigit() else float(sum(SPELLED[word] for word in spelled))


def _title(row: Row, table: Table) -> str:
    """Return what a row is of: its subject, title or answer, else its table."""
    names = (text_of(row, column) for column in ("subject", "title", "answer", "measure"))
    return next(filter(None, names), table.title)
