"""Reading what holds two dates: a new one and the old one that it replaces, a date and its gloss, a start and an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from dayops_dash.dataset.dates.edtf import NotEDTF, interval
from dayops_dash.dataset.dates.scan import MONTHS, SEASONS, Tokens, after, at, day_number, skip
from dayops_dash.dataset.dates.statement import MEANS, Context, Reading, Readings, is_event, statements
from dayops_dash.dataset.dates.years import QUARTER, QUARTERS, numbered
from dayops_dash.dataset.vocabulary import DueSense

LATER = (
    "delayed", "slipped", "postponed", "deferred", "extended", "pushed back", "put back", "moved back", "rolled over",
)  # fmt: skip
EARLIER = ("brought forward",)
ANYWHERE = ("moved", "revised", "changed", "amended", "rescheduled", "reprofiled", "re - profiled", "adjusted")
MOVED = (*LATER, *EARLIER, *ANYWHERE)
REPLACED = (  # said before an old date
    "was", "was due", "was originally", "original", "originally", "originally due", "originally planned for", "originally planned",
    "originally scheduled for", "originally expected", "original date", "original due date", "original target",
    "original target date", "original deadline", "original completion date", "initially", "initially due", "previously",
    "previously due", "previous date", "previous due date", "previous target", "previous target date", "formerly", "instead of",
    "rather than", "not", "no longer", "replaces", "replacing", "old date", "old due date", "originally set for", "baseline",
    "baseline date",
)  # fmt: skip
NEW = (  # said before a new date
    "now", "now due", "now expected", "now expected in", "now planned for", "now scheduled for", "now set for", "revised date",
    "revised due date", "revised target", "revised target date", "revised deadline", "revised completion date", "new date",
    "new due date", "new target", "new target date", "new deadline", "current due date", "current target date", "revised",
)  # fmt: skip
RESTS_UNTIL = (
    "deferred until",
    "deferred till",
    "postponed until",
    "postponed till",
)  # it goes on then, and may end later
TO = ("to", "until", "till")
APART = (",", ";", "-", ".", ":")


def _moves(*prepositions: str) -> tuple[str, ...]:
    return tuple(" ".join(pair) for pair in product(MOVED, prepositions))


OLD_MARKS, NEW_MARKS = (*REPLACED, *_moves("from")), (*NEW, "rescheduled for", *_moves(*TO))


def moved_dates(tokens: Tokens, context: Context) -> Iterator[Reading]:
    """Yield readings of a whole phrase that says what a date is now, with the old one kept beside it where it is said."""
    for read in (_new_then_old, _old_then_new, _only_new, _from_old_to_new):
        yield from (reading for reading, end in read(tokens, context) if end == len(tokens))


def _new_then_old(tokens: Tokens, context: Context) -> Readings:
    """Spring 2025 (delayed from Autumn 2024); now June 2025, originally March 2025; revised to June from March 2025"""
    for i in (0, *after(tokens, 0, *NEW_MARKS)):
        for new, j in _new(tokens, 0, i, context):
            for k, closing in _openings(tokens, j):
                marks = (*OLD_MARKS, *(("from",) if i > 0 else ()))
                for m in after(tokens, k, *marks):
                    yield from _replacing(tokens, new, (m, closing), (tokens[:i], tokens[k:m]), context)


def _new(tokens: Tokens, first: int, i: int, context: Context) -> Readings:
    """Yield statements behind the words for a new date that stand from ``first`` to ``i``.

    "Revised to June 2026, completed" is the new date to be met; only "now completed June 2026" says when it happened.
    """
    happened = i == first or (tokens[first:i] == ("now",) and is_event(tokens, i))
    for new, end in statements(tokens, skip(tokens, i, ":", "-"), context):
        if happened or new.sense is not DueSense.EVENT:
            yield new, end


def _replacing(
    tokens: Tokens, new: Reading, behind: tuple[int, str], marks: tuple[Tokens, ...], context: Context
) -> Iterator[tuple[Reading, int]]:
    """Yield ``new`` with the old date that stands behind a mark such as "delayed from"."""
    start, closing = skip(tokens, behind[0], ":", "-"), behind[1]
    for old, end in statements(tokens, start, context):
        if _may_replace(new, old, *marks) and (not closing or at(tokens, end) == closing):
            yield replace(new, former=(start, end)), end + len(closing)


def _old_then_new(tokens: Tokens, context: Context) -> Readings:
    """Originally March 2024, now June 2024; (was March 2024) June 2024; March 2024, slipped to June 2024"""
    for bracket in ("", "("):
        for i in (0, *after(tokens, len(bracket), *OLD_MARKS)) if bracket in ("", at(tokens, 0)) else ():
            marked = i > 0
            start = skip(tokens, i, ":", "-")
            for old, j in statements(tokens, start, context) if marked or not bracket else ():
                if bracket and at(tokens, j) != ")":
                    continue
                yield from _replaced(
                    tokens, (old, tokens[len(bracket) : i]), (start, j), bare=bool(bracket), context=context
                )


def _replaced(
    tokens: Tokens, marked: tuple[Reading, Tokens], former: tuple[int, int], *, bare: bool, context: Context
) -> Iterator[tuple[Reading, int]]:
    """Yield the new date behind an old one and its mark; ``bare`` where that stands in brackets and the new needs no mark."""
    old, mark = marked
    for k, closing in [(former[1] + 1, "")] if bare else _openings(tokens, former[1]):
        for m in (*after(tokens, k, *NEW_MARKS), *((k,) if bare else ())):
            for new, end in _new(tokens, k, m, context) if at(tokens, m) != "from" else ():
                if _may_replace(new, old, mark, tokens[k:m]) and (not closing or at(tokens, end) == closing):
                    yield replace(new, former=former), end + len(closing)


def _only_new(tokens: Tokens, context: Context) -> Readings:
    """Revised to June 2025; now due 31 March 2026"""
    for i in after(tokens, 0, *NEW_MARKS):
        if " ".join(tokens[:i]) in RESTS_UNTIL:
            continue
        if at(tokens, i - 1) != "revised" or at(tokens, i) == ":":  # "revised March 2025" may be a paper's own date
            yield from _new(tokens, 0, i, context)


def _from_old_to_new(tokens: Tokens, context: Context) -> Readings:
    """Moved from March 2024 to June 2024"""
    for i in after(tokens, 0, *_moves("from")):
        for j in _without_year(tokens, i):
            for k in after(tokens, j, *TO):
                for new, end in _new(tokens, j, k, context):
                    if new.edtf and new.sense is not DueSense.VAGUE:
                        yield replace(new, former=(i, j)), end
        for old, j in statements(tokens, i, context):
            for k in after(tokens, j, "to", "until", "till"):
                for new, end in _new(tokens, j, k, context):
                    if _may_replace(new, old, tokens[:i]):
                        yield replace(new, former=(i, j)), end


def _without_year(tokens: Tokens, i: int) -> Iterator[int]:
    """Yield where an old date ends that leaves its year to the new one: "moved from March to June 2024"."""
    day = day_number(tokens, i)
    month = skip(tokens, day[1], "of") if day else i
    if at(tokens, month) in MONTHS or (not day and at(tokens, month) in SEASONS):
        yield month + 1
    yield from (end for _, end in numbered(tokens, i, QUARTER, QUARTERS))


def _openings(tokens: Tokens, i: int) -> list[tuple[int, str]]:
    """Return where a second part begins behind a first, and the bracket that must close it."""
    return [(i, ""), *((j, "") for j in after(tokens, i, *APART)), *((j, ")") for j in after(tokens, i, "("))]


def _may_replace(new: Reading, old: Reading, *marks: Tokens) -> bool:
    """Whether a date can stand in another's place: not the same one, and on the side of it that the words round them say."""
    if new.edtf == old.edtf or DueSense.VAGUE in (new.sense, old.sense):
        return False
    ends = [_last(reading) for reading in (new, old)]
    words = [" ".join(mark) for mark in marks]
    if any(said.startswith(LATER) for said in words) and ends[0] <= ends[1]:
        return False
    return not any(said.startswith(EARLIER) for said in words) or ends[0] < ends[1]


def _last(reading: Reading) -> str:
    days = interval(reading.edtf)
    return str(days.latest or days.earliest)


def glossed(tokens: Tokens, context: Context) -> Iterator[Reading]:
    """Yield a date that is said twice: "Q3 2024/25 (October to December 2024)"."""
    for first, i in statements(tokens, 0, context):
        for j in after(tokens, i, "("):
            for second, end in statements(tokens, j, context):
                if tokens[end:] == (")",) and interval(first.edtf) == interval(second.edtf):
                    yield first
    yield from _glossed_inside(tokens, context)


def _glossed_inside(tokens: Tokens, context: Context) -> Iterator[Reading]:
    """Yield a part of a year whose months stand in brackets before the year: "by Q2 (July to September) 2026/27"."""
    if tokens.count("(") != 1 or tokens.count(")") != 1 or not tokens.index("(") < tokens.index(")") < len(tokens) - 1:
        return
    opening, closing = tokens.index("("), tokens.index(")")
    whole, months = (
        (*tokens[:opening], *tokens[closing + 1 :]),
        (*tokens[opening + 1 : closing], *tokens[closing + 1 :]),
    )
    for first, end in statements(whole, 0, context):
        for second, last in statements(months, 0, context):
            same = interval(first.edtf).latest == interval(second.edtf).latest is not None
            if end == len(whole) and last == len(months) and same and second.sense in MEANS.values():
                yield first


STARTS = (
    "start", "start date", "starts", "started", "planned start", "planned start date", "from", "begins", "began", "commences",
    "commenced", "commence",
)  # fmt: skip
ENDS = (
    "end", "end date", "ends", "finish", "finish date", "planned end", "planned end date", "completion", "complete by",
    "complete", "due", "due date", "completion date", "to", "until", "planned finish",
)  # fmt: skip


def start_and_end(tokens: Tokens, context: Context) -> Iterator[Reading]:
    """Yield "Start: 1 April 2024, end: 31 March 2025" as the span that it is."""
    for i in after(tokens, 0, *STARTS):
        for first, j in statements(tokens, skip(tokens, i, ":", "-"), context):
            for k in (j, *after(tokens, j, *APART)):
                for m in after(tokens, k, *ENDS):
                    for last, end in statements(tokens, skip(tokens, m, ":", "-"), context):
                        if end == len(tokens) and (edtf := _from_to(first, last)):
                            yield Reading(DueSense.SPAN, edtf)


def _from_to(first: Reading, last: Reading) -> str:
    points = (first.edtf, last.edtf)
    if any("/" in point or not point for point in points):
        return ""
    edtf = "/".join(points)
    try:
        interval(edtf)
    except NotEDTF:
        return ""
    return edtf
