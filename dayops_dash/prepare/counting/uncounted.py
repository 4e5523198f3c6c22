"""Records that are in no count and may be of day support: of which areas and groups the people may be, as far as is understood.

A record that is not understood is in doubt only where it could have been counted: its area and its groups as it gives them, and any where
it gives none. Of a person with several records each gives a group of its own, and the one that counts decides; so what one of them gives
is all that it can add, but for three things: days add up, providers are taken together, and two records may conflict.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import narwhals as nw

from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import method
from dayops_dash.prepare.engines.engine import Engine
from dayops_dash.prepare.engines.steps import Query, step
from dayops_dash.prepare.records.fields import DAY_SUPPORT, NOT_KNOWN, Field
from dayops_dash.prepare.records.scope import LEFT_OUT, Frame, Left, birth_not_known
from dayops_dash.prepare.records.submissions import ROWS

ANY = "*"  # an area or a group that is not understood
WHY, HOME, NAME, WORD, RECORDS = "why_uncounted", "home", "name", "word", "records"
ID, COUNTED = "id", "counted"
UNKNOWN_COMPONENT, NO_COMPONENT = f"{Field.COMPONENT} not understood", f"no {Field.COMPONENT}"
CONFLICT = "conflict"  # in a breakdown's place: somebody's records may not agree
OWN_GROUPS = (day.GROUP, day.AGE, day.NARROW_AGE, day.SEX, day.ETHNIC, day.DELIVERY)
KEYS = (Field.NHS_NUMBER, Field.LA_PERSON)


@dataclass(frozen=True)
class Uncounted:
    """Where people may be who are in no count: pairs of an area and a group by breakdown, either of which may be ``ANY``.

    ``records`` counts the records that are in no count by why. The pairs hold those too of records that count and do not give a group:
    ``lacking`` are the breakdowns of those.
    """

    pairs: Mapping[str, frozenset[tuple[str, str]]]
    records: Mapping[str, int]
    lacking: frozenset[str] = frozenset()

    def may_be(self, name: str, area: str, group: str) -> bool:
        """Return whether somebody may be of an area ("": of any) and a group of a breakdown."""
        return any((not area or one in (area, ANY)) and its in (group, ANY) for one, its in self.pairs.get(name, ()))


@dataclass(frozen=True)
class Counted:
    """What is counted: records of day support, the people whose they are, and how postcodes lead to areas."""

    services: Frame
    people: Frame
    postcodes: Frame
    areas: Collection[str]
    snapshot: date


def uncounted(day_rows: Frame, left_out: Query | None, counted: Counted, engine: Engine) -> Uncounted:
    """Return where people may be who are in no count. ``day_rows`` are those of ``day_support.may_be``, ``left_out`` others that may
    count."""
    rows = engine.keep(step(_doubtful, day_rows, left_out, counted))
    records = {row[WHY]: int(row[RECORDS]) for row in engine.rows(step(_by_why, rows))}
    lacking = _not_given(counted, engine)
    pairs = list(lacking)
    if records:
        pairs += engine.rows(step(_all_pairs, rows, counted))
    records.pop(COUNTED, None)
    worst_first = dict(sorted(records.items(), key=lambda item: (-item[1], item[0])))
    return Uncounted(_by_name(pairs), worst_first, frozenset(row[NAME] for row in lacking))


def _doubtful(day_rows: Frame, left_out: Frame | None, counted: Counted) -> Frame:
    """Return the records that are in no count, or may be in another, with their area and groups."""
    frames = [_in_scope(day_rows), _of_settings(counted)]
    if left_out is not None:
        frames.append(_left_out(left_out, counted.snapshot))
    return _grouped(nw.concat(frames), counted)


def _by_why(rows: Frame) -> Frame:
    return rows.group_by(WHY).agg(nw.len().alias(RECORDS))


def _all_pairs(rows: Frame, counted: Counted) -> Frame:
    """Return the pairs of area and group of records that are in no count, and the areas of people whose records may not agree."""
    return nw.concat([*_pairs(rows), *_conflicts(rows, counted)]).unique()


def _by_name(rows: Iterable[Mapping[str, Any]]) -> dict[str, frozenset[tuple[str, str]]]:
    pairs_by_name: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        pairs_by_name.setdefault(row[NAME], set()).add((row[day.AREA], row[WORD]))
    return {name: frozenset(pairs) for name, pairs in pairs_by_name.items()}


def _in_scope(day_rows: Frame) -> Frame:
    """Return the records in scope that may be of day support and are not counted as it: by their component, or as they are of nobody."""
    component, out = nw.col(Field.COMPONENT), nw.col(LEFT_OUT)
    nobodys = out.is_in([Left.NOBODY, Left.UNCERTAIN])
    rows = day_rows.filter(nobodys | (out.is_null() & (component.is_null() | (component != DAY_SUPPORT))))
    why = nw.when(nobodys).then(out).when(component.is_null()).then(nw.lit(NO_COMPONENT))
    return rows.with_columns(why.otherwise(nw.lit(UNKNOWN_COMPONENT)).alias(WHY)).select(*_columns(rows))


def _left_out(rows: Frame, snapshot: date) -> Frame:
    """Return the records that are left out and may be of day support, with birth, age band and setting as far as they give them."""
    known = nw.when(~birth_not_known(snapshot))
    none = day.may_be(rows).with_columns(
        *(known.then(nw.col(field)).alias(field) for field in (Field.BIRTH_MONTH, Field.BIRTH_YEAR)),
        nw.col(LEFT_OUT).alias(WHY),
    )
    banded = method.with_setting(method.with_band(none, snapshot))
    return banded.select(*_columns(banded))


def _columns(rows: Frame) -> list[nw.Expr]:
    """Return what is asked of a record that may count."""
    its = (*KEYS, Field.POSTCODE, Field.REASON, Field.GENDER, Field.ETHNICITY, Field.SERVICE, Field.MECHANISM)
    return [*(nw.col(name) for name in its), *(nw.col(n) for n in (method.BORN, method.BAND, method.RANK, WHY))]


def _grouped(rows: Frame, counted: Counted) -> Frame:
    """Return each record's area and groups, ``ANY`` where it gives none, without those of people under 18."""
    young = nw.col(method.BORN) > method.birth_of(method.YOUNGEST, counted.snapshot)
    rows = rows.filter(nw.col(method.BORN).is_null() | ~young)
    return _with_groups(rows, counted).select(nw.col(WHY), *(nw.col(n) for n in (*KEYS, day.AREA, *OWN_GROUPS)))


def _with_groups(rows: Frame, counted: Counted) -> Frame:
    grouped = day.with_places(rows, counted.postcodes).with_columns(day.area(), *day.words(counted.snapshot))
    words = (day.GROUP, day.AGE, day.NARROW_AGE, day.SEX, day.ETHNIC)
    known = {name: nw.when(~nw.col(name).is_null() & (nw.col(name) != NOT_KNOWN)).then(nw.col(name)) for name in words}
    stated = ~nw.col(method.RANK).is_null() & ~day.mechanism_is_odd()
    return grouped.with_columns(
        _area_of(nw.col(day.AREA), counted).alias(day.AREA),
        *(expression.otherwise(nw.lit(ANY)).alias(name) for name, expression in known.items()),
        nw.when(stated).then(day.delivery()).otherwise(nw.lit(ANY)).alias(day.DELIVERY),
    )


def _area_of(area: nw.Expr, counted: Counted) -> nw.Expr:
    """Return an area, or ``ANY`` where it is none of those that are counted: it may be one under its code of another year."""
    return nw.when(~area.is_null() & area.is_in(sorted(counted.areas))).then(area).otherwise(nw.lit(ANY))


def _of_settings(counted: Counted) -> Frame:
    """Return records that count, of people with several, whose place among them hangs on a mechanism that is not given."""
    several = counted.people.filter(nw.col(ROWS) > 1).select(nw.col(method.PERSON))
    rows = counted.services.filter(day.mechanism_is_odd()).join(several, on=method.PERSON, how="inner")
    rows = rows.with_columns(nw.lit(COUNTED).alias(WHY))
    return rows.select(*_columns(rows))


def _pairs(rows: Frame) -> list[Frame]:
    """Return the areas of records, and their pairs of area and group."""
    alone = rows.select(nw.lit(day.AREA).alias(NAME), nw.col(day.AREA), nw.lit(ANY).alias(WORD))
    return [alone, *(rows.select(nw.lit(n).alias(NAME), nw.col(day.AREA), nw.col(n).alias(WORD)) for n in OWN_GROUPS)]


def _conflicts(rows: Frame, counted: Counted) -> list[Frame]:
    """Return the areas of people of whom several records may not agree: one that counts and one that does not, or two that do not."""
    home = _area_of(nw.col(day.AREA), counted).alias(HOME)
    people = counted.people.select(nw.col(method.PERSON), home)
    homes = _by_id(counted.services.join(people, on=method.PERSON, how="inner"), HOME)
    its = _by_id(rows, day.AREA)
    several = its.group_by(ID).agg(nw.len().alias(RECORDS)).filter(nw.col(RECORDS) > 1)
    areas = [
        its.join(homes, on=ID, how="inner").select(nw.col(HOME).alias(day.AREA)),
        its.join(several, on=ID, how="inner").select(nw.col(day.AREA)),
    ]
    return [frame.select(nw.lit(CONFLICT).alias(NAME), nw.col(day.AREA), nw.lit(ANY).alias(WORD)) for frame in areas]


def _by_id(rows: Frame, area: str) -> Frame:
    """Return an area for each id that a record has."""
    nhs, own = nw.col(Field.NHS_NUMBER), nw.col(Field.LA_PERSON)
    return nw.concat(
        [
            rows.filter(~nhs.is_null()).select(nhs.alias(ID), nw.col(area)),
            rows.filter(~own.is_null() & (nhs.is_null() | (nhs != own))).select(own.alias(ID), nw.col(area)),
        ]
    )


def _lacking(counted: Counted) -> Frame:
    """Return for each area whether a record that counts does not give the word of a breakdown."""
    area = _area_of(nw.col(day.AREA), counted).alias(day.AREA)
    flags = [nw.col(day.lacking(name)) for name in day.MAY_LACK]
    return counted.people.select(area, *flags).group_by(day.AREA).agg(*(flag.max() for flag in flags))


def _not_given(counted: Counted, engine: Engine) -> list[dict[str, Any]]:
    """Return the areas of people of whom a record that counts does not give a group: it may be any."""
    flags = {name: day.lacking(name) for name in day.MAY_LACK}
    rows = engine.rows(step(_lacking, counted))
    return [{NAME: n, day.AREA: row[day.AREA], WORD: ANY} for row in rows for n, flag in flags.items() if row[flag]]
