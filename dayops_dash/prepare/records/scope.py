"""Which rows of Client Level Data are in scope, and why a row is left out, in the words of the report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import narwhals as nw

from dayops_dash.prepare.records.fields import FIRST_DAY, FIRST_END, LAST_DAY, Field

Frame = nw.LazyFrame[Any]
LEFT_OUT = "left_out"
MAY_COUNT = "may_count"  # 1 on a row that is left out and not understood, and may be one that counts
OLDEST = 130  # years


class Left:
    """Why a row is left out, in the words of the report and in the order in which it is asked."""

    CODE = "no council's code"
    NAME = "no council's name"
    NO_IMPORT = "no import date"
    IMPORTED = "import date not understood"
    CLIENT = "not a service user"
    SERVICE = "not long-term support"
    START_UNREAD = "start date not understood"
    START = "no start, or starts after the snapshot"
    END_UNREAD = "end date not understood"
    END = "ended before the snapshot"
    DEATH_UNREAD = "date of death not understood"
    DEATH = "died before the snapshot"
    BIRTH = "month or year of birth not known"
    NOBODY = "no NHS number and no council's own id"
    UNCERTAIN = "no NHS number, and the council's own id stands beside one elsewhere"
    YOUNG = "under 18"


NOT_UNDERSTOOD = {  # the column to look in, where a day is written in a way that is not read
    Left.IMPORTED: Field.IMPORTED,
    Left.START_UNREAD: Field.START,
    Left.END_UNREAD: Field.END,
    Left.DEATH_UNREAD: Field.DEATH,
}
STRAYS = (Left.CODE, Left.NAME, Left.NO_IMPORT, Left.IMPORTED)  # of no submission that can be told
OUTSIDE = (Left.CLIENT, Left.SERVICE, *STRAYS)  # counted by submission, before any row is looked at


def judged(records: Frame, snapshot: date) -> Frame:
    """Return the records with ``left_out``: the first reason of time or age for which a row is not in scope, or empty.

    An empty cell is neither before nor after a day, so it gives no reason. Each mention of a day is a reading of its cell, which is why
    there are few.
    """
    column = nw.col
    out = (
        nw.when(_unread(Field.START))
        .then(nw.lit(Left.START_UNREAD))
        .when(column(Field.START).is_null() | (column(Field.START) > snapshot))
        .then(nw.lit(Left.START))
        .when(_unread(Field.END))
        .then(nw.lit(Left.END_UNREAD))
        .when(column(Field.END) < snapshot)
        .then(nw.lit(Left.END))
        .when(_unread(Field.DEATH))
        .then(nw.lit(Left.DEATH_UNREAD))
        .when(column(Field.DEATH) < snapshot)
        .then(nw.lit(Left.DEATH))
        .when(birth_not_known(snapshot))
        .then(nw.lit(Left.BIRTH))
    )
    return records.with_columns(out.alias(LEFT_OUT))


def with_may_count(judged_rows: Frame, snapshot: date) -> Frame:
    """Return judged rows with ``may_count``: 1 where a row is left out, and what is understood of its days leaves it in scope.

    A start that is not given is not understood: what is known of every row that counts is not known of this one.
    """
    reason = nw.col(LEFT_OUT)
    certain = reason.is_null() | reason.is_in([Left.END, Left.DEATH])
    begun = _open(Field.START) | (nw.col(Field.START) <= snapshot)
    going = _open(Field.END) | (nw.col(Field.END) >= snapshot)
    living = _open(Field.DEATH) | (nw.col(Field.DEATH) >= snapshot)
    none = nw.lit(None, dtype=nw.Int32)
    may = nw.when(certain).then(none).when(begun & going & living).then(nw.lit(1, dtype=nw.Int32))
    return judged_rows.with_columns(may.alias(MAY_COUNT))


def _open(field: Field) -> nw.Expr:
    """Return whether a day is not given, or given and not understood."""
    return nw.col(field).is_null() | _unread(field)


def among(field: str, cells: Sequence[Any]) -> nw.Expr:
    """Return whether a cell is one of ``cells``, None among them being an empty one; null for an empty cell where None is not there.

    One cell is asked for by ``==``, which a reader of Parquet asks of whole parts of a file before it reads them.
    """
    non_empty = [cell for cell in cells if cell is not None]
    its = (
        nw.col(field) == non_empty[0]
        if len(non_empty) == 1
        else nw.col(field).is_in(non_empty)
        if non_empty
        else nw.lit(False)
    )
    return nw.col(field).is_null() | its if len(non_empty) < len(cells) else its


def _unread(field: Field) -> nw.Expr:
    """Return whether a cell is given and not understood as a day: it was read as ``NO_DAY``, or is of a year that cannot be meant."""
    first = FIRST_DAY if field is Field.START else FIRST_END
    return ~nw.col(field).is_between(first, LAST_DAY)


def birth_not_known(snapshot: date) -> nw.Expr:
    """Return whether the month or the year of birth is empty or nobody's: over ``OLDEST`` years ago, or after the snapshot."""
    month, year = nw.col(Field.BIRTH_MONTH), nw.col(Field.BIRTH_YEAR)
    impossible = (month < 1) | (month > 12) | (year < snapshot.year - OLDEST) | (year > snapshot.year)
    return month.is_null() | year.is_null() | impossible
