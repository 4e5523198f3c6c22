"""What is said of words that are in no closed list, and where they stop the command.

A closed list holds categories and no persons, so an officer is shown a few of its unknown words: those on several rows, without digits,
and shortened. A wrong column may hold anything, so the others are only counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.words import UnknownWords

FEW = 0.05  # of rows: more with unknown words, and a folder is not written
OTHER_SHARES = {Field.MECHANISM: 0.10}  # it is not mandatory, and the national method takes any other word as blank
FEW_ROWS = 5  # fewer are told and stop nothing: a share of so few says little
CATEGORY = r"[A-Za-z &/:,()-]+"
SHOWN, SHOWN_ROWS, SHOWN_LENGTH = 4, 5, 40
NO_STOP = (Field.UNIT_TYPE,)  # what is not known there only makes less known
COUNTED = {
    Field.CLIENT_TYPE: "are taken as not of service users",
    Field.SERVICE: "are taken as not long-term support",
    Field.COMPONENT: "are taken as no day support, though some may be: counts may be too low",
    Field.MECHANISM: "count as “other or not stated”",
    Field.UNIT_TYPE: "have no known cost or days",
}
MEND = "Say what each stands for with --words FILE (column, word, stands_for), or correct them."


def notes(unknown: Sequence[UnknownWords], *, stops: bool) -> list[str]:
    """Return sentences on unknown words. Raises RecordsError, where ``stops``, for more than a few."""
    many = [one for one in unknown if stops and _too_many(one)]
    if many:
        raise RecordsError(f"Nothing was written: {' '.join(map(_sentence, many))} {MEND}")
    lines = [f"{_sentence(one)} They {COUNTED.get(Field(one.field), 'count as not known')}." for one in unknown]
    return [*lines, MEND] if lines else []


def _too_many(one: UnknownWords) -> bool:
    """Whether the words are on more than a few per cent of rows, or of rows of day support."""
    field = Field(one.field)
    few = OTHER_SHARES.get(field, FEW)
    counts = ((one.rows, one.of), (one.day, one.of_day))
    return field not in NO_STOP and any(rows >= FEW_ROWS and rows > few * of for rows, of in counts)


def _sentence(one: UnknownWords) -> str:
    day = f", and {one.day:,} of {one.of_day:,} of day support" if one.day else ""
    return (
        f"{one.field}: {one.rows:,} of {wording.count(one.of, 'row')} ({_percent(one)}){day} have words that are not of the "
        f"specification's list{_examples(one)}."
    )


def _percent(one: UnknownWords) -> str:
    return f"{100 * one.rows / max(one.of, 1):.1f}%"


def _examples(one: UnknownWords) -> str:
    """Return a few of the words: categories, and nothing that may be a person's name, id, date or postcode."""
    fit = [word for word, rows in one.words if rows >= SHOWN_ROWS and re.fullmatch(CATEGORY, word)]
    words = [f"“{word[:SHOWN_LENGTH]}”" for word in fit[:SHOWN]]
    return f", such as {wording.listed(words)}" if words else ""
