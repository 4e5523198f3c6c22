"""Numbers that texts of the dataset repeat, against the rows that hold them: a slip of typing in the one or the other.

A note, a summary or a side of a conflict may print a figure that is a row of its own. Where no row holds the number and a
row of the same place holds one that is a slip away from it (a digit, two digits swapped, ten times, a tenth), one of the
two was mistyped. A number that the text itself works out is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.papers.printed import is_printed, words_of
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.schema import Column, Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.written import NUMBER, SCALE

NOT_FIGURES = ("position", "longitude", "latitude", "tile_column", "tile_row", "step", "complete_pct")
NOT_TEXTS = ("as_written", "locator", "visibility", "reference", "quoted_from", "licence", "agenda_item", "covers")
NOT_TEXTS_BY_END = ("_as_written", "_edtf", "_locator", "_period", "_source", "_vintage", "_code", "_year", "_id")
NAMED = re.compile(  # numbers that name a place, an age or a day, and count nothing
    r"(?<!\d)\d{4}-\d\d(?:-\d\d)?(?!\d)"
    r"|(?:paragraphs?|tables?|rows?|stages?|bullets?|footnotes?|levels?|tiers?|items?|figures?|numbers?|sections?|points?"
    r"|options?|risks?|headings?|columns?|priority|tasks?|parts?|aged?|ages|over|under|phase|acts?|covid|minutes?|base of)"
    r"(?:\s|-)+(?:\d[\d.]*[a-z]?(?:\([a-z]\))?(?:,? and |,? or (?:of )?|, | to |; | ?[-–] ?)?)+"
    r"|\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|(?<!\d)(?:19|20)\d\d(?:\s*[/–-]\s*(?:20)?\d\d)?(?!\d)|\d+(?:am|pm|\+)|\d+-\d+|\d{1,2}/\d{1,2}/\d{2,4}",
    re.IGNORECASE,
)
WORKED_OUT = re.compile(
    r"(?:add(?:s|ed)? up to|comes? to|would (?:print as|leave|be)|more than|less than|(?<=\d )is)\s*$", re.I
)
SMALLEST = 10  # a smaller number stands in too many texts for its twin to be told
TELLING = 100  # a smaller number without a sign must also count the same things to be a slip of another
ONE_NOUN = {
    "carers": "people",
    "residents": "people",
    "individuals": "people",
    "citizens": "people",
    "persons": "people",
}
NOUN = re.compile(r"\s*([a-z]+)", re.IGNORECASE)
NEAR = 0.11


@dataclass(frozen=True)
class Mention:
    """A number in a text: its kind ("£", "%" or ""), the word after it, the text and the column and row that it stands in."""

    value: float
    kind: str
    noun: str
    words: str
    file: str
    row: int
    column: str
    places: frozenset[tuple[str, str]]


@dataclass(frozen=True)
class HeldNumber:
    """A number that a row holds: its kind ("£", "%" or ""), and what it counts."""

    value: float
    kind: str
    noun: str
    file: str
    row: int
    column: str
    places: frozenset[tuple[str, str]]


def check_mentions(frames: Frames) -> Iterator[Problem]:
    """Yield the numbers in texts that no row holds and that are a slip away from a row of the same place."""
    held = list(_held(frames))
    mentions = list(_mentions(frames))
    numbers = {(round(h.value, 6), kind) for h in held for kind in (h.kind, "")}
    repeated = {(round(m.value, 6), m.kind) for m in mentions}
    for mention in mentions:
        if (round(mention.value, 6), mention.kind) in numbers:
            continue
        near = [h for h in held if _may_be(mention, h) and (round(h.value, 6), h.kind) not in repeated]
        if near:
            yield Problem(
                mention.file,
                mention.row,
                mention.column,
                f"{mention.value:g} in {shown(mention.words)}",
                f"{near[0].value:g}, as in {near[0].file}, row {near[0].row}",
                "Correct the one that was mistyped; if both are printed, add a row for the other.",
            )


def _may_be(mention: Mention, held: HeldNumber) -> bool:
    same = (mention.file, mention.row) == (held.file, held.row)
    together = same or any(_near(one, other) for one in mention.places for other in held.places)
    alike = mention.kind == held.kind and (mention.kind or mention.value >= TELLING or mention.noun == held.noun)
    return bool(alike) and together and slip(mention.value, held.value)


def _near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two places of one paper are the same, or one lies in the other."""
    (paper, place), (other_paper, other_place) = one, other
    inside = place == other_place or place.startswith(f"{other_place},") or other_place.startswith(f"{place},")
    return paper == other_paper and inside


def slip(one: float, other: float) -> bool:
    """Whether a number is what a slip of typing makes of another: a digit, two swapped, ten times, a tenth more or less."""
    if one == other or not one or not other:
        return False
    low, high = sorted((one, other))
    if abs(high / low - 10) < 1e-6 or (high - low) / high <= NEAR:
        return True
    a, b = f"{one:g}", f"{other:g}"
    if len(a) != len(b):
        return False
    unlike = [i for i in range(len(a)) if a[i] != b[i]]
    swapped = (
        len(unlike) == 2
        and unlike[1] == unlike[0] + 1
        and a[unlike[0]] == b[unlike[1]]
        and a[unlike[1]] == b[unlike[0]]
    )
    return len(unlike) == 1 or swapped


def _held(frames: Frames) -> Iterator[HeldNumber]:
    """Yield the numbers of rows; one that its own words deny has a problem of its own already."""
    for name in frames:
        if name in ("areas", "reach"):
            continue
        columns = [c for c in TABLES[name].columns if c.kind in ("number", "integer") and c.name not in NOT_FIGURES]
        words = words_of(TABLES[name])
        for table, number, row in rows(frames, name):
            for column in columns:
                printed = str(row[words[column.name]]) if column.name in words else ""
                if pd.notna(row[column.name]) and is_printed(float(row[column.name]), printed):
                    kind, noun = _kind_of(column, row), _noun(str(row.get("unit", "people")))
                    yield HeldNumber(float(row[column.name]), kind, noun, table.path, number, column.name, _places(row))


def _kind_of(column: Column, row: Mapping[Any, Any]) -> str:
    unit = "%" if column.name.endswith("_pct") else "GBP" if column.name.endswith("_gbp") else str(row.get("unit", ""))
    return "%" if unit.startswith("%") else "£" if unit == "GBP" else ""


def _noun(words: str) -> str:
    """Return the first of some words, people for each word for them."""
    found = NOUN.match(words)
    word = found[1].lower() if found else ""
    return ONE_NOUN.get(word, word)


def _places(row: Mapping[Any, Any], paper: str = "document_id", place: str = "locator") -> frozenset[tuple[str, str]]:
    return frozenset((str(row[paper]), part) for part in str(row[place]).split("; "))


def _mentions(frames: Frames) -> Iterator[Mention]:
    for name in frames:
        columns = [c.name for c in TABLES[name].columns if is_text(c, TABLES[name])]
        for table, number, row in rows(frames, name):
            for column in columns:
                yield from _in_text(table.path, number, column, str(row[column]), _places_of(row, column))


def is_text(column: Column, table: Table) -> bool:
    """Whether a column holds words of the paper or about it, and no name, choice, time or place."""
    plain = column.kind == "string" and not column.choices and not column.refers_to and not column.pattern
    named = column.name in NOT_TEXTS or column.name.endswith(NOT_TEXTS_BY_END) or column.name in ("period", "age_band")
    return plain and not named and table.name not in ("documents", "areas", "reach")


def _places_of(row: Mapping[Any, Any], column: str) -> frozenset[tuple[str, str]]:
    """Return where a text stands: for the other side of a conflict its own place, for its note and title both."""
    if "other_locator" not in row:
        return _places(row)
    other = _places(row, "other_document_id", "other_locator")
    return {"says": _places(row), "other_says": other}.get(column, _places(row) | other)


def figures_in(text: str) -> Iterator[tuple[str, float]]:
    """Yield the figures in a text that it does not work out itself, each with its sign and its value."""
    for mention in _in_text("", 0, "", text, frozenset()):
        sign, unit = ("£" if mention.kind == "£" else ""), ("%" if mention.kind == "%" else "")
        yield f"{sign}{mention.value:,.2f}".rstrip("0").rstrip(".") + unit, mention.value


def _in_text(file: str, row: int, column: str, text: str, places: frozenset[tuple[str, str]]) -> Iterator[Mention]:
    plain = NAMED.sub(lambda found: " " * len(found[0]), text)
    found = list(NUMBER.finditer(plain))
    values = [float(n[1].replace(",", "") + (n[2] or "")) * SCALE.get((n[3] or "").lower(), 1) for n in found]
    for number, value in zip(found, values, strict=True):
        kind = (
            "%"
            if plain[number.end() :].lstrip().startswith("%")
            else "£"
            if plain[: number.start()].endswith("£")
            else ""
        )
        worked_out = WORKED_OUT.search(plain[: number.start()].rstrip("£")) or value == 100 or _sum_of(value, values)
        if (value >= SMALLEST or kind) and not worked_out:
            yield Mention(round(value, 6), kind, _noun(plain[number.end() :]), text, file, row, column, places)


def _sum_of(value: float, values: list[float]) -> bool:
    """Whether a number is the sum or the difference of two others of the text."""
    others = list(values)
    others.remove(value)
    return any(
        abs(one + other - value) < 1e-6 or abs(abs(one - other) - value) < 1e-6
        for i, one in enumerate(others)
        for other in others[i + 1 :]
    )


CHECKS = (check_mentions,)
