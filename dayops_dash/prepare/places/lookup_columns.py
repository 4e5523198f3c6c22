"""Which columns of a lookup hold the postcode, the area, its name and its end: by the areas' own codes, else by name.

The names are those of the Office for National Statistics: ONSPD and NSPL of every release, its lookups from postcodes, and
the older names of wards, divisions and districts.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare.engines.engine import Engine
from dayops_dash.prepare.records.columns import RecordsError, plain
from dayops_dash.prepare.records.fields import CellKind

POSTCODE = (r"postcode", r"pcds", r"pcd", r"pcd2", r"pcd7", r"pcd8", r"postcodes", r"pcdformatted")
AREA_CODE = (  # where no areas are given whose codes could tell; the first that is there
    *(
        r"areacode",
        r"wd(\d\d)?cd",
        r"ced(\d\d)?cd",
        r"lad(\d\d)?cd",
        r"osward",
        r"ward(code)?",
        r"ced",
        r"division(code)?",
    ),
    *(r"oslaua", r"laua", r"parncp(\d\d)?cd", r"par(\d\d)?cd", r"parish(code)?"),
)
VINTAGE = (r"boundaryvintage", r"vintage")
ENDED = (r"doterm", r"terminated", r"dateoftermination")
PSEUDO = tuple(f"{country}99999999" for country in "EWSNLMJ")  # "none" in the official lists: outside, or not coded
LARGE = (
    50_000_000  # bytes: in a larger file columns with the usual names are tried first, since to try all takes a minute
)
MOST_NAMED = 6  # columns, in a message


@dataclass(frozen=True)
class Fit:
    """How far the codes of a column are those of the areas: how many of the areas it has, and on how many rows."""

    column: str
    areas: int
    rows: int

    def __str__(self) -> str:
        return f"{self.column} ({wording.count(self.areas, 'area')}, {wording.count(self.rows, 'row')})"


@dataclass(frozen=True)
class LookupColumns:
    """The columns of a lookup that are used; "" where there is none. ``fits`` are all whose codes are areas', the best first."""

    postcode: str
    area_code: str
    area_name: str
    vintage: str
    ended: str
    fits: tuple[Fit, ...] = ()


def choose_columns(path: Path, header: Sequence[str], engine: Engine, codes: Collection[str]) -> LookupColumns:
    """Return which columns to use: for the area, the one with most of the areas' ``codes``, or where there are none by its name.

    Raises RecordsError where there is no such column, with what there is.
    """
    postcode = _named(header, POSTCODE)
    if not postcode:
        raise RecordsError(f"{path.name} has no column for a postcode. It has: {', '.join(header)}.")
    others = [column for column in header if column and column != postcode]
    usual = [c for c in others if _named([c], AREA_CODE)] if path.stat().st_size > LARGE else []
    fits = (_fits(path, usual, engine, codes) or _fits(path, others, engine, codes)) if codes else ()
    if codes and not fits:
        raise RecordsError(
            f"{path.name} has no column with any of the council's {wording.count(len(codes), 'area code')}, "
            f"{min(codes)} first. It has: {', '.join(header)}. It is of other boundaries, or of another place: give the lookup "
            "of the same year as the areas."
        )
    code = fits[0].column if fits else _named(header, AREA_CODE)
    if not code:
        raise RecordsError(f"{path.name} has no column for an area code. It has: {', '.join(header)}.")
    return LookupColumns(postcode, code, _name_of(code, header), _named(header, VINTAGE), _named(header, ENDED), fits)


def tidy(cell: nw.Expr) -> nw.Expr:
    """Return a code in capitals without spaces round it; empty where it is blank or one that stands for no area."""
    code = cell.str.strip_chars(" ").str.to_uppercase()
    return nw.when((code != "") & ~code.is_in(PSEUDO)).then(code)


def year_of(column: str) -> str:
    """Return the year in the name of a column of codes, such as WD24CD; "" where it has none."""
    match = re.fullmatch(r"[a-z]+(\d\d)cd", plain(column))
    return f"20{match[1]}" if match else ""


def _fits(path: Path, columns: Sequence[str], engine: Engine, codes: Collection[str]) -> tuple[Fit, ...]:
    """Return the columns that have any of the areas' codes, the one to use first.

    That is the one with most areas, or among those that have nearly as many the one with most rows: boundaries of another year may have
    one code more that a few postcodes still lead to, and would leave the others' people without an area.
    """
    if not columns:
        return ()
    rows = engine.open(path, dict.fromkeys(columns, CellKind.SPACED))
    wanted = sorted(codes)
    asked: list[nw.Expr] = [nw.len().alias("rows")]
    for number, column in enumerate(columns):
        code = tidy(nw.col(column))
        its = nw.when(code.is_in(wanted)).then(code)
        asked += [its.count().alias(f"rows {number}"), its.max().alias(f"any {number}")]
    counted = engine.rows(rows.select(*asked))[0]
    there = [(n, column) for n, column in enumerate(columns) if counted[f"any {n}"] is not None]
    fits = [Fit(column, _areas(rows, column, engine, wanted), int(counted[f"rows {n}"])) for n, column in there]
    most = max((fit.areas for fit in fits), default=0)
    return tuple(sorted(fits, key=lambda fit: _preference(fit, most)))


def _preference(fit: Fit, most: int) -> tuple[bool, int, int, str]:
    """Return what sorts the column to use first: of those with nearly as many areas, by rows, areas, and the later year."""
    near = fit.areas >= max(most - max(1, most // 10), 3 * most / 4, min(most, 2))
    year = year_of(fit.column) or "0"
    return (not near, -fit.rows, -fit.areas, str(9999 - int(year))) if near else (True, -fit.areas, -fit.rows, "")


def _areas(rows: nw.LazyFrame[Any], column: str, engine: Engine, wanted: Sequence[str]) -> int:
    """Return how many of the areas' codes a column has."""
    code = tidy(nw.col(column)).alias("code")
    return len(engine.rows(rows.select(code).filter(nw.col("code").is_in(wanted)).unique()))


def _named(header: Sequence[str], patterns: Sequence[str]) -> str:
    """Return the column that the first pattern fits; of several years the latest."""
    for pattern in patterns:
        if fitting := [column for column in header if re.fullmatch(pattern, plain(column))]:
            return max(fitting, key=lambda column: (year_of(column), -header.index(column)))
    return ""


def _name_of(code: str, header: Sequence[str]) -> str:
    """Return the column with the names of the areas whose codes are in another: WD24NM for WD24CD, never another kind of area's."""
    stem = re.sub(r"(cd|code)$", "", plain(code))
    own = next((c for ending in ("nm", "name") for c in header if plain(c) == f"{stem}{ending}"), "")
    return own or next((c for c in header if plain(c) == "areaname"), "")
