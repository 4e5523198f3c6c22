"""NHS numbers of a council's own file: checked, used to tell people apart, and never written.

An NHS number has ten digits, of which the last checks the others (modulus 11). Source: NHS Data Dictionary, NHS NUMBER. Ten times the
same digit passes that check and is a placeholder. A number that fails is of nobody: its row is then of the council's own id, as it is
where a number cannot be traced nationally.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare.records.fields import Field
from dayops_dash.prepare.records.scope import Frame

DIGITS = 10
CLASS, COUNT = "class", "rows"
VALID, WRONG, OTHER = "valid", "wrong", "other"  # other: not ten digits and no number in a spreadsheet's short form
NOBODYS = "nobodys"  # words, or one value on many of the council's own ids: it says of no one who they are
MANY = 5  # of the council's own ids: more with one value, and it is nobody's
SHORT_FORM = r"^[0-9]+(\.[0-9]+)?[eE]\+?[0-9]+$"  # 9.43E+09: the digits are lost


def _bare() -> nw.Expr:
    """Return the number as it is compared: without spaces, hyphens and a spreadsheet's decimal point."""
    number = nw.col(Field.NHS_NUMBER)
    return number.str.replace_all(r"[ -]", "").str.replace_all(r"\.0$", "")


def shared(rows: Frame) -> Frame:
    """Return the values that are no valid number, each on more than ``MANY`` of the council's own ids."""
    others = rows.filter((classed() == OTHER) & ~nw.col(Field.LA_PERSON).is_null())
    pairs = others.select(nw.col(Field.NHS_NUMBER), nw.col(Field.LA_PERSON)).unique()
    return pairs.group_by(Field.NHS_NUMBER).agg(nw.len().alias(COUNT)).filter(nw.col(COUNT) > MANY)


def classed(nobodys: Sequence[str] = ()) -> nw.Expr:
    """Return whether a number is valid, wrong, nobody's or another kind of id; empty where none is given. ``nobodys`` are of ``shared``."""
    bare = _bare()
    ten = bare.str.contains("^[0-9]{10}$")
    total = nw.lit(0)
    for place in range(DIGITS):
        digit = nw.when(ten).then(bare.str.slice(place, 1)).otherwise(nw.lit("0")).cast(nw.Int32)
        total = total + digit * (DIGITS - place if place < DIGITS - 1 else 1)
    same = bare.is_in([str(digit) * DIGITS for digit in range(10)])
    return (
        nw.when(nw.col(Field.NHS_NUMBER).is_null())
        .then(nw.lit(None, dtype=nw.String))
        .when(ten & ~same & (total % 11 == 0))
        .then(nw.lit(VALID))
        .when(ten | bare.str.contains(SHORT_FORM))
        .then(nw.lit(WRONG))
        .when(~bare.str.contains("[0-9]") | nw.col(Field.NHS_NUMBER).is_in([*nobodys]))
        .then(nw.lit(NOBODYS))
        .otherwise(nw.lit(OTHER))
    )


def counted(rows: Frame, nobodys: Sequence[str]) -> Frame:
    """Return how many rows there are of each class."""
    return rows.select(classed(nobodys).alias(CLASS)).group_by(CLASS).agg(nw.len().alias(COUNT))


@dataclass(frozen=True)
class Numbers:
    """How many rows have a valid NHS number, a wrong one, another kind of id in its place, or what is nobody's."""

    valid: int = 0
    wrong: int = 0
    other: int = 0
    nobodys: int = 0

    @property
    def pseudonyms(self) -> bool:
        """Whether the column holds ids of another kind, as pseudonyms are: then the check says nothing of them."""
        return self.other > self.valid + self.wrong

    def notes(self) -> list[str]:
        """Return sentences on how the numbers were checked."""
        failed = self.wrong + self.other + self.nobodys
        rows = self.valid + failed
        if self.pseudonyms:
            lines = [
                f"The NHS numbers of {self.nobodys:,} of {wording.count(rows, 'row')} are words, or one value on more than {MANY} of the "
                "council's own ids: these rows are taken as without one, and go by the council's own id."
            ]
            return [
                f"The NHS numbers of {self.other:,} of {wording.count(rows, 'row')} do not have ten digits: the column is taken for "
                "pseudonyms, which are not checked, and people are told apart by them as they stand.",
                *(lines if self.nobodys else ()),
            ]
        if not failed:
            return [f"The NHS numbers of {wording.count(rows, 'row')} were checked and none fails."] if rows else []
        return [
            f"The NHS numbers of {failed:,} of {wording.count(rows, 'row')} fail the check (modulus 11): these rows are taken as without "
            "one, and go by the council's own id."
        ]


def numbers(rows: Iterable[Mapping[str, Any]]) -> Numbers:
    """Return the counts that ``counted`` gives."""
    return Numbers(**{row[CLASS]: int(row[COUNT]) for row in rows if row[CLASS]})


def checked(rows: Frame, summary: Numbers, nobodys: Sequence[str] = ()) -> Frame:
    """Return rows with each NHS number as ten digits, or empty where it fails the check. Pseudonyms stay as they are."""
    if summary.pseudonyms:
        number = nw.col(Field.NHS_NUMBER)
        usable = nw.when(~number.str.contains(SHORT_FORM) & (classed(nobodys) != NOBODYS)).then(number)
    else:
        usable = nw.when(classed() == VALID).then(_bare())
    return rows.with_columns(usable.alias(Field.NHS_NUMBER))
