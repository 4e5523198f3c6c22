"""Whose headcount is asked for, and which of a council's submissions it is made from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
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
COUNCIL_CODE = r"[A-Z]\d{8}|\d{3}"  # an official code, or the number of a council with adult social services
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

    ``spellings`` are the cells of each key, as they stand in the file, that its rows in scope may have; ``possible`` those of rows that
    are in scope or may be, since a client or a service is not known (None: not given). ``unknown`` are the words for clients and
    services that are not known. ``dated`` says where its moment comes from.
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
    possible: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)

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
    """Return the submissions in the rows of ``by_submission``, the latest first; a row without code or moment belongs to none.

    A row without the council's name is of the one submission of that code and moment; of none where there are two, or none with a name.
    """
    together = _together(rows)
    all_submissions = [
        _submission((code, _named(its), at), its, words) for (code, name, at), its in together.items() if name
    ]
    return sorted(all_submissions, key=lambda one: (one.imported, one.council, one.name), reverse=True)


Key = tuple[str, str, datetime]  # code, name as it is compared ("": not given), moment


def _together(rows: Iterable[Mapping[str, Any]]) -> dict[Key, list[Mapping[str, Any]]]:
    """Return the rows of each submission, and under no name those that can be of several or of none."""
    groups: dict[Key, list[Mapping[str, Any]]] = {}
    for row in rows:
        code, name, moment = code_of(row[Field.LA_CODE]), _tidied(row[Field.LA_NAME]), moment_of(row[Field.IMPORTED])
        if code and moment:
            groups.setdefault((code, _one_name(name), moment), []).append(row)
    for code, name, moment in [key for key in groups if not key[1]]:
        named = [key for key in groups if key[1] and (key[0], key[2]) == (code, moment)]
        if len(named) == 1:
            groups[named[0]] += groups.pop((code, name, moment))
    return groups


def _one_name(name: str) -> str:
    """Return a council's name as it is compared: without case, spaces and punctuation."""
    return plain(name) or name


def _named(rows: Iterable[Mapping[str, Any]]) -> str:
    """Return a council's name as most of a submission's rows write it."""
    written: dict[str, int] = {}
    for row in rows:
        if name := " ".join(_tidied(row[Field.LA_NAME]).split()):
            written[name] = written.get(name, 0) + int(row[ROWS])
    return min(written, key=lambda name: (-written[name], name))


def _submission(key: tuple[str, str, datetime], group: Sequence[Mapping[str, Any]], words: Vocabulary) -> Submission:
    rows: dict[str | None, int] = {}
    reasons = [_who(row, words) for row in group]
    for row, why in zip(group, reasons, strict=True):
        rows[why or None] = rows.get(why or None, 0) + int(row[ROWS])
    firsts, lasts = ([moment.date() for row in group if (moment := moment_of(row[field]))] for field in PERIOD)
    within = [row for row, why in zip(group, reasons, strict=True) if not why]
    maybe = [row for row in group if _may_be_in_scope(row, words)]
    users = [row for row, why in zip(group, reasons, strict=True) if why != Left.CLIENT]
    unknown = (_unknown(group, Field.CLIENT_TYPE, words), _unknown(users, Field.SERVICE, words))
    period = min(firsts, default=None), max(lasts, default=None)
    unknown_words = tuple(one for one in unknown if one)
    return Submission(*key, *period, rows, _cells(within), unknown_words, possible=_cells(maybe))


def _cells(rows: Sequence[Mapping[str, Any]]) -> dict[str, tuple[Any, ...]]:
    """Return the distinct cells of rows in each key, an empty one last."""
    cells_by_key = {name: {row[name] for row in rows} for name in KEYS}
    return {name: (*sorted(cells - {None}), *([None] if None in cells else [])) for name, cells in cells_by_key.items()}


@dataclass(frozen=True)
class Strays:
    """Rows that are of no submission that can be told, and may be of the one that counts: why, how many, and their cells by key."""

    why: str
    rows: int
    cells: Mapping[str, tuple[Any, ...]]


def strays(rows: Sequence[Mapping[str, Any]], council: str, words: Vocabulary = RELEASES) -> list[Strays]:
    """Return the rows without a council's code that can be one, and those of the council without a name or a moment that is understood.

    Their number is of all such rows; their cells those of rows whose client and service may be in scope.
    """
    nameless = [row for key, its in _together(rows).items() if key[0] == code_of(council) and not key[1] for row in its]
    own = [row for row in rows if code_of(row[Field.LA_CODE]) == code_of(council)]
    rows_by_reason = {
        Left.CODE: [row for row in rows if not _is_a_councils(code_of(row[Field.LA_CODE]), code_of(council))],
        Left.NAME: nameless,
        Left.NO_IMPORT: [row for row in own if not _is_given(row[Field.IMPORTED])],
        Left.IMPORTED: [row for row in own if _is_given(row[Field.IMPORTED]) and not moment_of(row[Field.IMPORTED])],
    }
    return [
        Strays(why, sum(int(row[ROWS]) for row in its), _cells([row for row in its if _may_be_in_scope(row, words)]))
        for why, its in rows_by_reason.items()
        if its
    ]


def _is_a_councils(code: str, council: str) -> bool:
    """Return whether a code is a council's, of the kind that is asked for: the other kind may be another name for the same council."""
    official = bool(re.fullmatch(COUNCIL_CODE, code)) and code[0].isalpha() == council[:1].isalpha()
    return code == council or official


def _is_given(cell: object) -> bool:
    return cell is not None and bool(str(cell).strip())


def _may_be_in_scope(row: Mapping[str, Any], words: Vocabulary) -> bool:
    """Return whether a row's client and service are in scope, or not known."""
    client = words.means(Field.CLIENT_TYPE, _tidied(row[Field.CLIENT_TYPE]))
    service = words.means(Field.SERVICE, _tidied(row[Field.SERVICE]))
    return client in (SERVICE_USER, None) and (service is None or service in LONG_TERM)


def _unknown(rows: Sequence[Mapping[str, Any]], field: Field, words: Vocabulary) -> UnknownWords | None:
    return of_submission([(_tidied(row[field]), int(row[ROWS])) for row in rows], field, words)


def _who(row: Mapping[str, Any], words: Vocabulary) -> str:
    """Return why a row's client or service is not in scope, or nothing."""
    if words.means(Field.CLIENT_TYPE, _tidied(row[Field.CLIENT_TYPE])) != SERVICE_USER:
        return Left.CLIENT
    return "" if words.means(Field.SERVICE, _tidied(row[Field.SERVICE])) in LONG_TERM else Left.SERVICE


def _tidied(cell: str | None) -> str:
    return (cell or "").strip()


def latest(candidates: Iterable[Submission], asked: HeadcountQuestion) -> list[Submission]:
    """Return the last submission of the council that covers the period of interest: one for each name that it goes by."""
    chosen: dict[str, Submission] = {}
    for one in sorted(candidates, key=lambda one: one.imported, reverse=True):
        if one.council == code_of(asked.council) and one.covers(asked):
            chosen.setdefault(_one_name(one.name), one)
    return list(chosen.values())
