"""The headcount at a snapshot date, as NHS England makes it from Client Level Data (rules of the domain, section 9).

Each step takes a lazy frame and returns one, in narwhals expressions: nothing is worked out before an engine is asked for rows.
Source: NHS England, Central Transformation Principles, Reproducing SALT metrics from CLD, 2023/24 (LTS001b).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import narwhals as nw

from dayops_dash.prepare.records.fields import (
    COMMUNITY,
    INVALID,
    PRISON,
    REASONS,
    SETTINGS,
    UNKNOWN,
    Field,
)
from dayops_dash.prepare.records.scope import LEFT_OUT, MAY_COUNT, Frame, Left, among, judged, with_may_count
from dayops_dash.prepare.records.submissions import Strays, Submission

QUARTER_DAYS = 1461  # four years of 365.25 days: ages stay whole numbers
YOUNGEST, OLDER = 18, 65
BANDS = ("18 to 64", "65 and over")
PERSON, BAND, RANK, BORN = "person", "band", "rank", "born"
BY_RANK = 10**9  # more than a day and whether something is known, as ``preferred`` writes them
EACH = 16  # more than there are reasons


NEEDED = (  # fields of a row in scope that anything later asks for
    *(
        Field.NHS_NUMBER,
        Field.LA_PERSON,
        Field.START,
        Field.BIRTH_MONTH,
        Field.BIRTH_YEAR,
        Field.GENDER,
        Field.ETHNICITY,
    ),
    *(Field.REASON, Field.SERVICE, Field.COMPONENT, Field.MECHANISM, Field.UNIT_COST, Field.UNIT_TYPE, Field.UNITS),
    *(Field.PROVIDER, Field.POSTCODE),
)


def of_submissions(records: Frame, chosen: Sequence[Submission], snapshot: date, stray: Sequence[Strays] = ()) -> Frame:
    """Return the service users' rows of long-term support in the chosen submissions, judged, with the fields that are needed.

    Also, left out with their reason, those of which client or service is not known, and strays: ``may_count`` says which may count. A
    row with neither a service nor a component names no service.
    """
    its = nw.lit(False)
    for one in (*(submission.possible for submission in chosen), *(_told_apart(part) for part in stray)):
        its = its | _with_cells(one)
    says = ~nw.col(Field.SERVICE).is_null() | ~nw.col(Field.COMPONENT).is_null()
    rows = judged(records.filter(its & says), snapshot)
    if outside := _outside(chosen, stray):
        reason: Any = nw  # each "when" follows the one before; the first is of the library itself
        for why, true in outside:
            reason = reason.when(true).then(nw.lit(why))
        rows = rows.with_columns(reason.otherwise(nw.col(LEFT_OUT)).alias(LEFT_OUT))
    rows = with_may_count(rows, snapshot)
    return rows.select(*(nw.col(field) for field in NEEDED), nw.col(LEFT_OUT), nw.col(MAY_COUNT))


def _told_apart(one: Strays) -> dict[str, tuple[Any, ...]]:
    """Return the cells by which strays are told from other rows."""
    lacking = {
        Left.CODE: [Field.LA_CODE],
        Left.NAME: [Field.LA_CODE, Field.LA_NAME, Field.IMPORTED],
        Left.NO_IMPORT: [Field.LA_CODE, Field.IMPORTED],
        Left.IMPORTED: [Field.LA_CODE, Field.IMPORTED],
    }
    keys = (*lacking[one.why], Field.CLIENT_TYPE, Field.SERVICE)
    return {name: cells for name, cells in one.cells.items() if name in keys}


def _with_cells(cells: Mapping[str, Sequence[Any]]) -> nw.Expr:
    """Return whether each key of a row is one of some cells."""
    rows = nw.lit(True)
    for field, some in cells.items():
        rows = rows & among(field, some)
    return rows


def _outside(chosen: Sequence[Submission], stray: Sequence[Strays]) -> list[tuple[str, nw.Expr]]:
    """Return the reasons why rows that may be in scope are left out, each with an expression for those rows, in the order to try."""
    reasons = [(one.why, _with_cells(_told_apart(one))) for one in stray if one.cells[Field.CLIENT_TYPE]]
    for field, why in ((Field.CLIENT_TYPE, Left.CLIENT), (Field.SERVICE, Left.SERVICE)):
        known = {cell for one in chosen for cell in one.spellings[field]}
        if {cell for one in chosen for cell in one.possible[field]} - known:
            reasons.append((why, (~among(field, sorted(known))).fill_null(True)))
    return reasons


def in_scope(rows: Frame) -> Frame:
    """Return the judged rows that no reason leaves out."""
    return rows.filter(nw.col(LEFT_OUT).is_null()).drop(LEFT_OUT, MAY_COUNT)


def beside(rows: Frame) -> Frame:
    """Return the council's own ids that stand on a row without an NHS number, and beside one on another: ``beside`` and ``another`` are
    the first and the last of those numbers."""
    nhs, own = nw.col(Field.NHS_NUMBER), nw.col(Field.LA_PERSON)
    asked = rows.filter(nhs.is_null() & ~own.is_null()).select(Field.LA_PERSON).unique()  # a few: the rest need no look
    return (
        rows.filter(~nhs.is_null() & ~own.is_null())
        .join(asked, on=Field.LA_PERSON, how="semi")
        .group_by(Field.LA_PERSON)
        .agg(nhs.min().alias("beside"), nhs.max().alias("another"))
    )


def identified(rows: Frame, beside: Frame, *, linked: bool = False) -> Frame:
    """Return rows in scope with ``person``: the NHS number, else the council's own id unless it stands beside an NHS number.

    Where neither can be, ``person`` is empty and ``left_out`` says why: the row cannot be attributed without counting someone
    twice. ``beside`` are the ids of ``beside``. (123, none) is 123; (123, 456) is 123; (none, 456) is left out; (none, 789) is 789.

    ``linked`` is for a council's own file, whose ids are its own key of a person: then (none, 456) is 123 where 456 stands beside no
    other number.
    """
    nhs, own = nw.col(Field.NHS_NUMBER), nw.col(Field.LA_PERSON)
    one = (nw.col("beside") == nw.col("another")) & nw.lit(linked)
    person = nw.when(~nhs.is_null()).then(nhs).when(nw.col("beside").is_null()).then(own)
    person = person.when(one).then(nw.col("beside"))
    out = (
        nw.when(nhs.is_null() & own.is_null())
        .then(nw.lit(Left.NOBODY))
        .when(nhs.is_null() & ~nw.col("beside").is_null() & ~one)
        .then(nw.lit(Left.UNCERTAIN))
    )
    return (
        rows.join(beside, on=Field.LA_PERSON, how="left")
        .with_columns(person.alias(PERSON), out.alias(LEFT_OUT))
        .drop("beside", "another")
    )


def placed(rows: Frame, beside: Frame, snapshot: date, linked: bool) -> Frame:
    """Return rows in scope with whose they are, their age band and the place of their setting in the order."""
    return with_setting(with_band(identified(rows, beside, linked=linked), snapshot))


def birth_of(age: int, snapshot: date) -> int:
    """Return the last month of birth, as months since year 0, of those who are ``age`` or over on the snapshot day.

    Age is whole years of 365.25 days from the first of the month of birth.
    """
    months = (snapshot.year - age) * 12 + snapshot.month + 1
    while age_of(months, snapshot) < age:
        months -= 1
    return months


def age_of(born: int, snapshot: date) -> int:
    """Return the age on the snapshot day of who was born in a month, as months since year 0."""
    year, month = divmod(born, 12)
    return (snapshot - date(year, month + 1, 1)).days * 4 // QUARTER_DAYS


def with_band(rows: Frame, snapshot: date) -> Frame:
    """Return rows with ``born`` (months since year 0), ``band`` (18 to 64, or 65 and over) and, for those under 18, ``left_out``."""
    born = (nw.col(Field.BIRTH_YEAR) * 12 + nw.col(Field.BIRTH_MONTH) - 1).alias(BORN)
    band = (
        nw.when(nw.col(BORN) <= birth_of(OLDER, snapshot))
        .then(nw.lit(BANDS[1]))
        .when(nw.col(BORN) <= birth_of(YOUNGEST, snapshot))
        .then(nw.lit(BANDS[0]))
    )
    out = (
        nw.when(~nw.col(LEFT_OUT).is_null())
        .then(nw.col(LEFT_OUT))
        .when(nw.col(BORN) > birth_of(YOUNGEST, snapshot))
        .then(nw.lit(Left.YOUNG))
    )
    return rows.with_columns(born).with_columns(band.alias(BAND), out.alias(LEFT_OUT))


def with_setting(rows: Frame) -> Frame:
    """Return rows with ``rank``, the place of their setting in the order. A mechanism that its setting cannot have is blank."""
    rank = nw.when(nw.col(Field.SERVICE) == SETTINGS[0].service).then(nw.lit(SETTINGS[0].rank))
    for one in SETTINGS[1:]:
        its = nw.col(Field.SERVICE) == one.service
        if one.mechanism:
            its = its & ~nw.col(Field.MECHANISM).is_null() & (nw.col(Field.MECHANISM) == one.mechanism)
        rank = rank.when(its).then(nw.lit(one.rank))
    return rows.with_columns(rank.alias(RANK))


def mechanism_expected() -> nw.Expr:
    """Return whether a row's service can have a delivery mechanism."""
    return nw.col(Field.SERVICE).is_in([COMMUNITY, PRISON])


def order() -> nw.Expr:
    """Return a number that is highest on the rows with the lowest setting, and of these on those with the latest start."""
    start = nw.col(Field.START)
    day = (
        start.dt.year().cast(nw.Int64) * 10_000 + start.dt.month().cast(nw.Int64) * 100 + start.dt.day().cast(nw.Int64)
    )
    return day + (9 - nw.col(RANK)).cast(nw.Int64) * BY_RANK


def preferred(known: nw.Expr, order: nw.Expr) -> nw.Expr:
    """Return a number that is highest on the rows that a person is told by: lowest setting, then known, then latest start."""
    return order + nw.when(known).then(nw.lit(10**8)).otherwise(nw.lit(0)).cast(nw.Int64)


def rank_of(preferred: nw.Expr) -> nw.Expr:
    """Return the rank that is in a number of ``preferred``."""
    return 9 - preferred // BY_RANK


def reason_known() -> nw.Expr:
    """Return whether a reason is given and is not "Unknown". One that is not of the list is known, as in the method."""
    return ~nw.col(Field.REASON).is_null() & (nw.col(Field.REASON) != UNKNOWN)


def people(rows: Frame) -> Frame:
    """Return one row for each person and age band: ``rank`` of the setting and the primary support reason.

    A person's lowest setting counts; of its rows those with a known reason; of those the latest start; "Unknown" where reasons
    still conflict. As in the method, each age band is a table of its own: who has two dates of birth can be in both.
    """
    number = nw.when(nw.col(Field.REASON) == REASONS[0]).then(nw.lit(0))
    for at, reason in enumerate(REASONS[1:], start=1):
        number = number.when(nw.col(Field.REASON) == reason).then(nw.lit(at))
    its = number.otherwise(nw.lit(len(REASONS))).cast(nw.Int64)
    best = preferred(reason_known(), order()) * EACH  # with a reason's number added, the highest tells of the same rows
    by_person = (
        rows.select(nw.col(PERSON), nw.col(BAND), (best + its).alias("last"), (best + EACH - 1 - its).alias("first"))
        .group_by(PERSON, BAND)
        .agg(nw.col("last").max(), nw.col("first").max())
        .filter(~nw.col("last").is_null())
    )
    last, first = nw.col("last") % EACH, nw.lit(EACH - 1) - nw.col("first") % EACH
    settled = nw.when(last != first).then(nw.lit(UNKNOWN))
    for at, reason in enumerate((*REASONS, INVALID)):
        settled = settled.when(last == at).then(nw.lit(reason))
    return by_person.select(
        nw.col(PERSON), nw.col(BAND), rank_of(nw.col("last") // EACH).alias(RANK), settled.alias("reason")
    )


def headcount(rows: Frame) -> Frame:
    """Return how many people there are by age band, reason and setting's rank. ``rows`` are those of ``placed``."""
    return people(rows.filter(nw.col(LEFT_OUT).is_null())).group_by(BAND, "reason", RANK).agg(nw.len().alias("people"))
