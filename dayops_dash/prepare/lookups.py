"""From postcodes to areas: the lookup that an officer gives, in this project's or the official lists' column names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals as nw

from dayops_dash.dataset.schema import OFFICIAL_CODE
from dayops_dash.dataset.tables import TABLES
from dayops_dash.prepare.day_support import PLACE, place_of
from dayops_dash.prepare.engines import Engine, RecordsError, plain, readable
from dayops_dash.prepare.fields import Kind
from dayops_dash.prepare.file_faults import fault_at_start, first_fault

POSTCODE = ("postcode", "pcds", "pcd", "pcd2", "pcd7", "pcd8")
AREA_CODE = (r"areacode", r"wd(\d\d)cd", r"ced(\d\d)cd", r"lad(\d\d)cd", r"osward", r"ward")
AREA_NAME = (r"areaname", r"wd\d\dnm", r"ced\d\dnm", r"lad\d\dnm")
VINTAGE = (r"boundaryvintage", r"vintage")
MOST_AREAS = 500  # more is a list of the whole country, and not of one council
AREAS_REFERENCE = "areas-reference"


@dataclass(frozen=True)
class Lookup:
    """Where a lookup's columns stand, and the areas that it leads to: cells of ``areas`` by code, as far as it gives them."""

    path: Path
    postcode: str
    area_code: str
    areas: Mapping[str, Mapping[str, str]]

    def frame(self, engine: Engine) -> nw.LazyFrame[Any]:
        """Return one row a postcode: ``place``, as ``place_of`` writes it, and ``area_code``."""
        rows = engine.open(self.path, {self.postcode: Kind.TEXT, self.area_code: Kind.TEXT})
        named = rows.select(place_of(nw.col(self.postcode)).alias(PLACE), nw.col(self.area_code).alias("area_code"))
        return named.group_by(PLACE).agg(nw.col("area_code").min())  # a postcode that stands twice counts nobody twice


def read_lookup(path: Path, engine: Engine, *, areas: Path | None = None) -> Lookup:
    """Return the lookup of a CSV file with a postcode and an area code, and name and boundary vintage where it has them.

    ``areas`` is a file with columns of the dataset's table of areas: names, populations, places. Only its areas are then kept.
    Raises RecordsError where a file cannot be read, a column is missing, a code is not official or nothing tells the areas' names.
    """
    given = _areas(areas) if areas else {}
    columns = _columns(path)
    postcode, code = _one_of(path, columns, POSTCODE, "a postcode"), _one_of(path, columns, AREA_CODE, "an area code")
    name = _first(columns, AREA_NAME)
    vintage = _first(columns, VINTAGE)
    wanted = dict.fromkeys(filter(None, (code, name, vintage)), Kind.TEXT)
    told = engine.rows(engine.open(path, wanted).filter(~nw.col(code).is_null()).unique())
    if not told:
        raise RecordsError(f"{path.name} has no row with an area code in {code}, so no postcode leads to an area.")
    year = next((f"20{m[1]}" for m in [re.fullmatch(r"[a-z]+(\d\d)cd", plain(code))] if m), "")
    found = {
        str(row[code]): {
            "area_name": str(row[name] or "") if name else "",
            "boundary_vintage": str(row[vintage] or "") if vintage else year,
        }
        for row in sorted(told, key=lambda row: [str(cell) for cell in row.values()])
    }
    if given:
        found = {key: {**found.get(key, {}), **cells} for key, cells in given.items()}
    _fits(path, found)
    _official(path, code, found)
    return Lookup(path, postcode, code, found)


def _fits(path: Path, found: Mapping[str, Mapping[str, str]]) -> None:
    if len(found) > MOST_AREAS:
        raise RecordsError(
            f"{path.name} leads to {len(found):,} areas. Give a lookup of the council's own postcodes, or its areas with --areas."
        )
    for column, where in (("area_name", "names"), ("boundary_vintage", "boundary vintages")):
        lacking = [code for code, cells in found.items() if not cells.get(column)]
        if lacking:
            raise RecordsError(
                f"{path.name} gives no {where} for {len(lacking)} areas, {lacking[0]} first. Add a column {column} to it, "
                "or give a file of the areas with --areas."
            )


def _areas(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a file of areas by code: the columns that the dataset's table has."""
    rows = _rows(path)
    known = [column.name for column in TABLES["areas"].columns]
    if not rows or "area_code" not in rows[0]:
        raise RecordsError(f"{path.name} has no rows, or no column area_code. Its columns may be: {', '.join(known)}.")
    _official(path, "area_code", [row["area_code"] for row in rows])
    return {row["area_code"]: {name: row[name] for name in known if row.get(name)} for row in rows}


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a small CSV file. Raises RecordsError where one is not sound."""
    if fault := fault_at_start(path) or first_fault(path):
        raise RecordsError(fault)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def _official(path: Path, column: str, codes: Iterable[str]) -> None:
    """Refuse codes of areas that are not of the official shape, naming the row as a spreadsheet counts."""
    wrong = next((code for code in codes if not re.fullmatch(OFFICIAL_CODE, code)), None)
    if wrong is not None:
        rows = [number for number, cells in enumerate(_rows(path), start=2) if cells[column] == wrong]
        raise RecordsError(
            f"{path.name}, {f'row {rows[0]}, ' if rows else ''}column {column}: found {repr(wrong) if wrong else 'nothing'}; "
            "expected an official code, such as E05001284. Mend the row, or remove it."
        )


def _columns(path: Path) -> list[str]:
    if path.suffix.lower() != ".csv":
        raise RecordsError(f"The lookup {path.name} is not a .csv file.")
    readable(path)
    with path.open("rb") as lines:
        return next(csv.reader([lines.readline().decode("utf-8-sig")]), [])


def _first(columns: list[str], patterns: tuple[str, ...]) -> str:
    return next((c for pattern in patterns for c in columns if re.fullmatch(pattern, plain(c))), "")


def _one_of(path: Path, columns: list[str], patterns: tuple[str, ...], what: str) -> str:
    if found := _first(columns, patterns):
        return found
    raise RecordsError(f"{path.name} has no column for {what}. It has: {', '.join(columns)}.")
