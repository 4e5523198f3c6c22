"""Who uses day support at the snapshot: one row a person, with what is counted of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import narwhals as nw

from dayops_dash.prepare.counting import method
from dayops_dash.prepare.counting.amounts import HUNDREDTHS, WEEKLY_DAYS, YEARLY_PENCE, Units, weekly, yearly
from dayops_dash.prepare.records.alike import places_alike
from dayops_dash.prepare.records.fields import (
    CLIENT_GROUPS,
    DAY_SUPPORT,
    DIRECT_PAYMENT,
    ETHNIC_GROUPS,
    MANAGED,
    MECHANISMS,
    NOT_KNOWN,
    SETTINGS,
    SEXES,
    Field,
)
from dayops_dash.prepare.records.release_words import LISTED
from dayops_dash.prepare.records.scope import LEFT_OUT, Frame
from dayops_dash.prepare.records.submissions import ROWS

GROUP, AGE, NARROW_AGE, SEX, ETHNIC, AREA = (
    "client group",
    "age band",
    "narrower age band",
    "sex",
    "ethnic group",
    "area",
)
DAYS, PROVIDER, DELIVERY = "days a week", "kind of provider", "delivery"
NARROW_AGES = {18: "18 to 24", 25: "25 to 44", 45: "45 to 64", 65: "65 to 74", 75: "75 to 84", 85: "85 and over"}
DAY_BANDS = {1: "1 day or less", 2: "more than 1, up to 2", 3: "more than 2, up to 3", 4: "more than 3, up to 4"}
MOST_DAYS = "more than 4"
INTERNAL, EXTERNAL, BOTH = "internal", "external", "internal and external"
DELIVERIES = ("direct payment", "managed personal budget", "commissioned support", "other or not stated")
PLACE = "place"
ORDER = "order"  # of a person's rows, as ``method.order`` writes it
MONTH = "month of birth"  # never published: a person keeps it, so it tells joining and leaving apart
MAY_LACK = (GROUP, SEX, ETHNIC, DELIVERY, PROVIDER)  # breakdowns whose word a record that counts may not give
AS_WRITTEN = Units()
TABLE, ONE, OTHER = "in_table", "one", "other"  # of the counts


def may_be(rows: Frame) -> Frame:
    """Return the rows that are of day support or may be, with providers and postcodes as they are compared."""
    component = nw.col(Field.COMPONENT)
    other = ~component.is_null() & (component != DAY_SUPPORT) & component.is_in(list(LISTED[Field.COMPONENT]))
    return places_alike(rows.filter(~other))


def services(day_rows: Frame) -> Frame:
    """Return the day support in scope among rows of ``may_be``. A service that is repeated in every field read here is one."""
    day = day_rows.filter(nw.col(LEFT_OUT).is_null() & of_day())
    return nw.from_native(
        day.to_native().distinct()
    )  # both engines' own: narwhals' ``unique`` is a window over every column


def of_day() -> nw.Expr:
    """Return whether a row is of day support."""
    return ~nw.col(Field.COMPONENT).is_null() & (nw.col(Field.COMPONENT) == DAY_SUPPORT)


def providers(services: Frame) -> Frame:
    """Return the different providers of services."""
    return services.select(nw.col(Field.PROVIDER)).unique()


def attending(
    day: Frame, postcodes: Frame, own_providers: Sequence[str], snapshot: date, units: Units = AS_WRITTEN
) -> Frame:
    """Return one row a person: how many records, each breakdown's category, whether a record does not give it (``lacking``), days a
    week and yearly cost (empty where one of the services lacks them).

    Where rows of a person differ: lowest setting first, then what is known before what is not, then the latest start; what still
    conflicts is not known. An area is that of the row that counts, known or not: an older row says where somebody lived before, and would
    stand in for any postcode that a lookup lacks. ``postcodes`` gives ``place``, a postcode as ``place_of`` writes it, and ``area_code``.
    """
    joined = with_places(day, postcodes)
    categorised = joined.with_columns(
        area(), *words(snapshot), *_providers(own_providers), *weekly(units), method.order().alias(ORDER)
    )
    return _days_banded(_one_a_person(categorised, units))


def lacking(name: str) -> str:
    """Return the column that says of a person whether one of the records does not give a breakdown's word (1), or all do (0)."""
    return f"lacking {name}"


def _lacking() -> dict[str, nw.Expr]:
    """Return whether a record does not give the word of each breakdown."""
    blank = {DELIVERY: mechanism_is_odd(), PROVIDER: nw.col(Field.PROVIDER).is_null()}
    return {name: blank[name] if name in blank else nw.col(name) == NOT_KNOWN for name in MAY_LACK}


def mechanism_is_odd() -> nw.Expr:
    """Return whether a record could have a delivery mechanism and has none of the list."""
    mechanism = nw.col(Field.MECHANISM)
    return method.mechanism_expected() & (mechanism.is_null() | ~mechanism.is_in(list(MECHANISMS)))


def place_of(postcode: nw.Expr) -> nw.Expr:
    """Return a postcode in capitals without spaces, as it is joined."""
    return postcode.str.to_uppercase().str.replace_all(" ", "", literal=True)


def with_places(rows: Frame, postcodes: Frame) -> Frame:
    """Return rows with their postcodes as they are joined, and what ``postcodes`` says of them."""
    return rows.with_columns(place_of(nw.col(Field.POSTCODE)).alias(PLACE)).join(postcodes, on=PLACE, how="left")


def area() -> nw.Expr:
    """Return the area of a row of ``with_places``."""
    code = nw.col("area_code")
    return nw.when(code.is_null()).then(nw.lit(NOT_KNOWN)).otherwise(code).alias(AREA)


def words(snapshot: date) -> list[nw.Expr]:
    """Return the word of each breakdown that a row gives."""
    narrow = nw.when(nw.col(method.BORN) <= method.birth_of(max(NARROW_AGES), snapshot)).then(
        nw.lit(NARROW_AGES[max(NARROW_AGES)])
    )
    for age in sorted(NARROW_AGES, reverse=True)[1:]:
        narrow = narrow.when(nw.col(method.BORN) <= method.birth_of(age, snapshot)).then(nw.lit(NARROW_AGES[age]))
    ethnic = nw.when(nw.col(Field.ETHNICITY).is_null()).then(nw.lit(NOT_KNOWN))
    for begins, group in ETHNIC_GROUPS.items():
        ethnic = ethnic.when(nw.col(Field.ETHNICITY).str.starts_with(begins)).then(nw.lit(group))
    return [
        _worded(Field.REASON, CLIENT_GROUPS).alias(GROUP),
        _worded(Field.GENDER, SEXES).alias(SEX),
        ethnic.otherwise(nw.lit(NOT_KNOWN)).alias(ETHNIC),
        nw.col(method.BAND).alias(AGE),
        narrow.alias(NARROW_AGE),
    ]


def _worded(field: Field, words: Mapping[str, str]) -> nw.Expr:
    """Return the word for a cell; "not known" for one that is empty or not of the list."""
    (first, word), *others = words.items()
    expression = nw.when(nw.col(field) == first).then(nw.lit(word))
    for cell, word in others:
        expression = expression.when(nw.col(field) == cell).then(nw.lit(word))
    return expression.otherwise(nw.lit(NOT_KNOWN))


def _providers(own: Sequence[str]) -> list[nw.Expr]:
    """Return whether a row's provider is one of the council's own, and whether it is named and another's."""
    named = ~nw.col(Field.PROVIDER).is_null()
    its = named & nw.col(Field.PROVIDER).is_in(list(own)) if own else nw.lit(False)
    return [
        nw.when(its).then(nw.lit(1)).otherwise(nw.lit(0)).alias(INTERNAL),
        nw.when(named & ~its & nw.lit(bool(own))).then(nw.lit(1)).otherwise(nw.lit(0)).alias(EXTERNAL),
    ]


def _one_a_person(rows: Frame, units: Units) -> Frame:
    breakdowns = (GROUP, AGE, NARROW_AGE, SEX, ETHNIC, AREA)
    marked = rows.select(
        *(nw.col(n) for n in (method.PERSON, method.RANK, method.BORN, INTERNAL, EXTERNAL, WEEKLY_DAYS, *breakdowns)),
        yearly(units),
        *(method.preferred(_known(name), nw.col(ORDER)).alias(f"preferred {name}") for name in breakdowns),
        *(nw.when(true).then(nw.lit(1)).otherwise(nw.lit(0)).alias(lacking(name)) for name, true in _lacking().items()),
    )
    best = marked.group_by(method.PERSON).agg(*(nw.col(f"preferred {n}").max().alias(f"best {n}") for n in breakdowns))
    with_best = marked.join(best, on=method.PERSON, how="inner")
    its = {n: nw.when(nw.col(f"preferred {n}") == nw.col(f"best {n}")).then(nw.col(n)) for n in breakdowns}
    sums = (WEEKLY_DAYS, YEARLY_PENCE)
    people = with_best.group_by(method.PERSON).agg(
        *(word.min().alias(f"one {n}") for n, word in its.items()),
        *(word.max().alias(f"other {n}") for n, word in its.items()),
        nw.col(method.RANK).min(),
        nw.col(method.BORN).min(),
        nw.col(INTERNAL).max(),
        nw.col(EXTERNAL).max(),
        nw.len().alias(ROWS),
        *(nw.col(lacking(name)).max() for name in MAY_LACK),
        *(nw.col(n).sum() for n in sums),
        *(nw.col(n).count().alias(f"rows {n}") for n in sums),
    )
    return people.select(
        nw.col(method.PERSON),
        nw.col(ROWS),
        *(nw.col(lacking(name)) for name in MAY_LACK),
        *(_agreed(name).alias(name) for name in breakdowns),
        delivery().alias(DELIVERY),
        _provider().alias(PROVIDER),
        _month().alias(MONTH),
        *(nw.when(nw.col(f"rows {n}") == nw.col(ROWS)).then(nw.col(n)).cast(nw.Int64).alias(n) for n in sums),
    )


def _known(name: str) -> nw.Expr:
    if name == AREA:
        return nw.lit(True)
    return method.reason_known() if name == GROUP else nw.col(name) != NOT_KNOWN


def _agreed(name: str) -> nw.Expr:
    """Return the one word that is left for a person, or "not known" where two are."""
    return (
        nw.when(nw.col(f"one {name}") == nw.col(f"other {name}"))
        .then(nw.col(f"one {name}"))
        .otherwise(nw.lit(NOT_KNOWN))
    )


def delivery() -> nw.Expr:
    word = nw.when(nw.col(method.RANK) == _rank(DIRECT_PAYMENT)).then(nw.lit(DELIVERIES[0]))
    for one in SETTINGS:
        if one.mechanism and one.mechanism != DIRECT_PAYMENT:
            named = DELIVERIES[1] if one.mechanism == MANAGED else DELIVERIES[2]
            word = word.when(nw.col(method.RANK) == one.rank).then(nw.lit(named))
    return word.otherwise(nw.lit(DELIVERIES[3]))


def _rank(mechanism: str) -> int:
    return next(one.rank for one in SETTINGS if one.mechanism == mechanism)


def _month() -> nw.Expr:
    """Return the month of birth, 0 to 11, in figures, or "not known"."""
    month = (nw.col(method.BORN).cast(nw.Int64) % 12).cast(nw.String)
    return nw.when(nw.col(method.BORN).is_null()).then(nw.lit(NOT_KNOWN)).otherwise(month)


def _provider() -> nw.Expr:
    internal, external = nw.col(INTERNAL) == 1, nw.col(EXTERNAL) == 1
    return (
        nw.when(internal & external)
        .then(nw.lit(BOTH))
        .when(internal)
        .then(nw.lit(INTERNAL))
        .when(external)
        .then(nw.lit(EXTERNAL))
        .otherwise(nw.lit(NOT_KNOWN))
    )


def _days_banded(people: Frame) -> Frame:
    days = nw.col(WEEKLY_DAYS)
    band = nw.when(days.is_null()).then(nw.lit(NOT_KNOWN))
    for most, word in DAY_BANDS.items():
        band = band.when(days <= most * HUNDREDTHS).then(nw.lit(word))
    return people.with_columns(band.otherwise(nw.lit(MOST_DAYS)).alias(DAYS))


def counted(people: Frame, pairs: Sequence[tuple[str, ...]]) -> Frame:
    """Return one row for each table in ``pairs`` and each of its combinations: people, days a week and yearly cost, how many people
    have each of the two, and the most that one person has.

    A table is named by one or two breakdowns; ``one`` is empty for a table of one.
    """
    amounts = [nw.col(name) for name in (WEEKLY_DAYS, YEARLY_PENCE)]
    parts = [
        people.select(
            nw.lit(number).alias(TABLE),
            (nw.col(names[0]) if len(names) > 1 else nw.lit("")).alias(ONE),
            nw.col(names[-1]).alias(OTHER),
            *amounts,
        )
        for number, names in enumerate(pairs)
    ]
    return (
        nw.concat(parts)
        .group_by(TABLE, ONE, OTHER)
        .agg(
            nw.len().alias("people"),
            *(amount.sum() for amount in amounts),
            *(nw.col(name).count().alias(f"people with {name}") for name in (WEEKLY_DAYS, YEARLY_PENCE)),
            *(nw.col(name).max().alias(f"largest {name}") for name in (WEEKLY_DAYS, YEARLY_PENCE)),
        )
    )
