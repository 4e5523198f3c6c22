"""Whose headcount is asked for, and which of a council's submissions it is made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

import narwhals as nw

from dayops_dash.prepare.records.columns import code_of
from dayops_dash.prepare.records.fields import LONG_TERM, SERVICE_USER, Field
from dayops_dash.prepare.records.moments import moment_of
from dayops_dash.prepare.records.scope import Frame, Left
from dayops_dash.prepare.records.words import UnknownWords, Vocabulary, of_submission, plain

ROWS = "rows"
KEYS = (Field.LA_CODE, Field.LA_NAME, Field.IMPORTED, Field.CLIENT_TYPE, Field.SERVICE)
PERIOD = (Field.PERIOD_START, Field.PERIOD_END)
AS_SUBMITTED = "Dated as submitted."
RELEASES = Vocabulary()  # the words of both releases


@dataclass(frozen=True)
class HeadcountQuestion:
    """Whose headcount, and for which day. ``period_start`` is by default the 1 April on or before it; ``submitted_by`` the last
    day on which a submission counts, where there is one."""

    council: str
    snapshot: date
    period_start: date | None = None
    submitted_by: date | None = None

    @property
    def period_from(self) -> date:
        april = date(self.snapshot.year, 4, 1)
        return self.period_start or (april if april <= self.snapshot else april.replace(year=april.year - 1))


@dataclass(frozen=True)
class Submission:
    """One council's file as it was submitted: its council's name, when, for which period, and how many rows are of whom.

    ``rows`` counts those that the client or the service leaves out by that reason, and the others under None.

    ``spellings`` are the cells of each key, as they stand in the file, that its rows in scope may have. ``unknown`` are the words for
    clients and services that are not known. ``dated`` says where its moment comes from.
    """

    council: str
    name: str
    imported: datetime
    first: date | None
    last: date | None
    rows: Mapping[str | None, int]
    spellings: Mapping[str, tuple[Any, ...]]
    unknown: tuple[UnknownWords, ...] = ()
    dated: str = AS_SUBMITTED

    def covers(self, asked: HeadcountQuestion) -> bool:
        """Return whether it is about the whole period of interest and was made after it, and in time."""
        in_time = not asked.submitted_by or self.imported.date() <= asked.submitted_by
        after = self.imported > datetime.combine(asked.snapshot, time())
        about = self.first and self.last and self.first <= asked.period_from and self.last >= asked.snapshot
        return bool(about and after and in_time)


def by_submission(records: Frame) -> Frame:
    """Return one row for each submission, period, client type and service type, with how many rows it has."""
    return records.group_by(*KEYS, *PERIOD).agg(nw.len().alias(ROWS))


def submissions(rows: Iterable[Mapping[str, Any]], words: Vocabulary = RELEASES) -> list[Submission]:
    """Return the submissions that the rows of ``by_submission`` tell, the latest first; a row without name or moment is of none."""
    together: dict[tuple[str, str, datetime], list[Mapping[str, Any]]] = {}
    for row in rows:
        code, name, moment = code_of(row[Field.LA_CODE]), _tidied(row[Field.LA_NAME]), moment_of(row[Field.IMPORTED])
        if code and name and moment:
            together.setdefault((code, _one_name(name), moment), []).append(row)
    found = [_submission((code, _named(its), at), its, words) for (code, _, at), its in together.items()]
    return sorted(found, key=lambda one: (one.imported, one.council, one.name), reverse=True)


def _one_name(name: str) -> str:
    """Return a council's name as it is compared: without case, spaces and punctuation."""
    return plain(name) or name


def _named(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a council's name as most of a submission's rows write it."""
    written: dict[str, int] = {}
    for row in rows:
        name = " ".join(_tidied(row[Field.LA_NAME]).split())
        written[name] = written.get(name, 0) + int(row[ROWS])
    return min(written, key=lambda name: (-written[name], name))


def _submission(key: tuple[str, str, datetime], group: Sequence[Mapping[str, Any]], words: Vocabulary) -> Submission:
    rows: dict[str | None, int] = {}
    reasons = [_who(row, words) for row in group]
    for row, why in zip(group, reasons, strict=True):
        rows[why or None] = rows.get(why or None, 0) + int(row[ROWS])
    firsts, lasts = ([moment.date() for row in group if (moment := moment_of(row[field]))] for field in PERIOD)
    within = [row for row, why in zip(group, reasons, strict=True) if not why]
    spellings: dict[str, tuple[Any, ...]] = {field: tuple(sorted({row[field] for row in within})) for field in KEYS}
    users = [row for row, why in zip(group, reasons, strict=True) if why != Left.CLIENT]
    unknown = (_unknown(group, Field.CLIENT_TYPE, words), _unknown(users, Field.SERVICE, words))
    period = min(firsts, default=None), max(lasts, default=None)
    return Submission(*key, *period, rows, spellings, tuple(one for one in unknown if one))


def _unknown(rows: Sequence[Mapping[str, Any]], field: Field, words: Vocabulary) -> UnknownWords | None:
    return of_submission([(_tidied(row[field]), int(row[ROWS])) for row in rows], field, words)


def _who(row: Mapping[str, Any], words: Vocabulary) -> str:
    """Return why a row's client or service is not in scope, or nothing."""
    if words.means(Field.CLIENT_TYPE, _tidied(row[Field.CLIENT_TYPE])) != SERVICE_USER:
        return Left.CLIENT
    return "" if words.means(Field.SERVICE, _tidied(row[Field.SERVICE])) in LONG_TERM else Left.SERVICE


def _tidied(cell: str | None) -> str:
    return (cell or "").strip()


def latest(found: Iterable[Submission], asked: HeadcountQuestion) -> list[Submission]:
    """Return the last submission of the council that covers the period of interest: one for each name that it goes by."""
    chosen: dict[str, Submission] = {}
    for one in sorted(found, key=lambda one: one.imported, reverse=True):
        if one.council == code_of(asked.council) and one.covers(asked):
            chosen.setdefault(_one_name(one.name), one)
    return list(chosen.values())
