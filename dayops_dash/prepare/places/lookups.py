"""From postcodes to areas: the lookup that an officer gives, in this project's or the official lists' column names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import narwhals as nw

from dayops_dash.dataset.schema import OFFICIAL_CODE
from dayops_dash.dataset.tables import TABLES
from dayops_dash.prepare.counting.day_support import PLACE, place_of
from dayops_dash.prepare.engines.engine import Engine, readable
from dayops_dash.prepare.engines.steps import FrameStep, step
from dayops_dash.prepare.places.lookup_columns import LookupColumns, choose_columns, tidy, year_of
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import CellKind
from dayops_dash.prepare.records.file_faults import fault_at_start, first_fault, rows_of
from dayops_dash.prepare.records.scope import Frame

MOST_AREAS = 500  # more is a list of the whole country, and not of one council
AREAS_REFERENCE = "areas-reference"
WHY, ENDED = "why", "ended"  # columns: why a postcode leads to no area of the council, and whether it is terminated


Areas = Mapping[str, Mapping[str, str]]  # cells of the table of areas, by code


class Why:
    """Why a record or a person has no area, in the words of the report; the last that is true of a person is said."""

    NO_POSTCODE = "no postcode"
    NO_ADDRESS = "a postcode that stands for no address (ZZ99)"
    NOT_IN_LOOKUP = "postcode not in the lookup"
    NO_AREA = "postcode without an area in the lookup (blank or E99999999)"
    TERMINATED = "terminated postcode, without an area in the lookup"
    TWO_AREAS = "postcode with two areas in the lookup"
    ELSEWHERE = "area that is not in the areas given"
    DISAGREE = "records of one person that do not agree on an area"


@dataclass(frozen=True)
class Lookup:
    """Where a lookup's columns stand, and the areas that it leads to: cells of ``areas`` by code, as far as it gives them.

    ``listed`` says that a file of areas was given, whose areas alone are counted; ``without_postcodes`` are those of them that no
    postcode leads to. ``uncounted`` are areas that the folder has in the same boundaries, and that are not among ``areas``.
    """

    path: Path
    columns: LookupColumns
    areas: Mapping[str, Mapping[str, str]]
    listed: str = ""
    without_postcodes: tuple[str, ...] = ()
    uncounted: tuple[str, ...] = ()

    def by_postcode(self, engine: Engine) -> FrameStep:
        """Return one row a postcode: see ``_by_postcode``."""
        used = (self.columns.postcode, self.columns.area_code, self.columns.ended)
        rows = engine.open(self.path, dict.fromkeys(filter(None, used), CellKind.SPACED))
        return step(_by_postcode, rows, *used, list(self.areas))


def _by_postcode(rows: Frame, postcode: str, area_code: str, ended: str, codes: Sequence[str]) -> Frame:
    """Return one row a postcode: ``place``, as ``place_of`` writes it, ``area_code``, empty where it leads to none, why, and ``ended``.

    A postcode that stands twice counts nobody twice; one that leads to two areas leads to none. ``codes`` are those of the areas.
    """
    over = ~nw.col(ended).is_null() if ended else nw.lit(False)
    named = rows.select(
        place_of(nw.col(postcode)).alias(PLACE),
        tidy(nw.col(area_code)).alias("code"),
        nw.when(over).then(nw.lit(1)).otherwise(nw.lit(0)).alias(ENDED),
    )
    by_place = named.group_by(PLACE).agg(
        nw.col("code").min().alias("one"), nw.col("code").max().alias("other"), nw.col(ENDED).min()
    )
    one = nw.col("one")
    why = (
        nw.when(one.is_null() & (nw.col(ENDED) == 1))
        .then(nw.lit(Why.TERMINATED))
        .when(one.is_null())
        .then(nw.lit(Why.NO_AREA))
        .when(one != nw.col("other"))
        .then(nw.lit(Why.TWO_AREAS))
        .when(~one.is_in(list(codes)))
        .then(nw.lit(Why.ELSEWHERE))
    )
    code = nw.when(one == nw.col("other")).then(one)
    return by_place.select(nw.col(PLACE), code.alias("area_code"), why.alias(WHY), nw.col(ENDED))


def _with_codes(rows: Frame, code: str) -> Frame:
    """Return the different rows that have a code."""
    return rows.with_columns(tidy(nw.col(code)).alias(code)).filter(~nw.col(code).is_null()).unique()


def read_lookup(path: Path, engine: Engine, *, areas: Path | None = None, folder_areas: Areas | None = None) -> Lookup:
    """Return the lookup of a CSV file with a postcode and an area code, and name and boundary vintage where it has them.

    ``areas`` is a file with columns of the dataset's table of areas: names, populations, places. Only its areas are then kept. Their
    codes, else those of the folder's own areas, say which column is the areas'; and they give what the lookup does not.
    Raises RecordsError where a file cannot be read, a column is missing, a code is not official or no file gives the areas' names.
    """
    listed = _areas(areas) if areas else {}
    folder_areas = folder_areas or {}
    columns = _columns_of(path, engine, listed, folder_areas)
    code, name, vintage = columns.area_code, columns.area_name, columns.vintage
    wanted = dict.fromkeys(filter(None, (code, name, vintage)), CellKind.SPACED)
    rows = engine.rows(step(_with_codes, engine.open(path, wanted), code))
    if not rows:
        raise RecordsError(f"{path.name} has no row with an area code in {code}, so no postcode leads to an area.")
    by_code = {
        str(row[code]): {
            "area_name": str(row[name] or "") if name else folder_areas.get(str(row[code]), {}).get("area_name", ""),
            "boundary_vintage": str(row[vintage] or "") if vintage else year_of(code),
        }
        for row in sorted(rows, key=lambda row: [str(cell) for cell in row.values()])
    }
    lacking = tuple(one for one in listed if one not in by_code)
    if listed:
        by_code = {key: {**by_code.get(key, {}), **cells} for key, cells in listed.items()}
    _fits(path, by_code)
    _official(path, code, by_code)
    same = {folder_areas[code]["boundary_vintage"] for code in by_code if code in folder_areas}
    uncounted = tuple(
        code for code, cells in folder_areas.items() if cells["boundary_vintage"] in same and code not in by_code
    )
    return Lookup(path, columns, by_code, areas.name if areas else "", lacking, uncounted)


def _columns_of(path: Path, engine: Engine, listed: Areas, folder_areas: Areas) -> LookupColumns:
    """Return the columns of a lookup, by the codes of the areas given, else of those held, else by their names alone."""
    header = _columns(path)
    if listed:
        return choose_columns(path, header, engine, listed.keys())
    try:
        return choose_columns(path, header, engine, folder_areas.keys())
    except RecordsError:
        return choose_columns(path, header, engine, ())  # the folder's areas may be of other boundaries


def _fits(path: Path, by_code: Mapping[str, Mapping[str, str]]) -> None:
    if len(by_code) > MOST_AREAS:
        raise RecordsError(
            f"{path.name} leads to {len(by_code):,} areas. Give a lookup of the council's own postcodes, or its areas with --areas."
        )
    for column, where in (("area_name", "names"), ("boundary_vintage", "boundary vintages")):
        lacking = [code for code, cells in by_code.items() if not cells.get(column)]
        if lacking:
            raise RecordsError(
                f"{path.name} gives no {where} for {len(lacking)} areas, {lacking[0]} first. Add a column {column} to it, "
                "or give a file of the areas with --areas."
            )


def _areas(path: Path) -> dict[str, dict[str, str]]:
    """Return the rows of a file of areas by code: the columns that the dataset's table has."""
    rows = [{str(name).strip(): (cell or "").strip() for name, cell in row.items()} for row in _rows(path)]
    rows = [{**row, "area_code": row["area_code"].upper()} if "area_code" in row else row for row in rows]
    known = [column.name for column in TABLES["areas"].columns]
    if not rows or "area_code" not in rows[0]:
        raise RecordsError(f"{path.name} has no rows, or no column area_code. Its columns may be: {', '.join(known)}.")
    _official(path, "area_code", [row["area_code"] for row in rows])
    first: dict[str, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        if first.setdefault(row["area_code"], row) != row:
            raise RecordsError(
                f"{path.name}, row {number}, column area_code: {row['area_code']} stands twice, and not alike. Remove one row."
            )
    return {row["area_code"]: {name: row[name] for name in known if row.get(name)} for row in rows}


def _rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a small CSV file. Raises RecordsError where one is not sound."""
    if fault := fault_at_start(path) or first_fault(path):
        raise RecordsError(fault)
    return rows_of(path)[1]


def _official(path: Path, column: str, codes: Iterable[str]) -> None:
    """Refuse codes of areas that are not of the official shape, naming the row as a spreadsheet counts."""
    wrong = next((code for code in codes if not re.fullmatch(OFFICIAL_CODE, code)), None)
    if wrong is not None:
        cells = ((number, (row[column] or "").strip()) for number, row in enumerate(_rows(path), start=2))
        number, written = next(((number, cell) for number, cell in cells if cell.upper() == wrong), (0, wrong))
        raise RecordsError(
            f"{path.name}, {f'row {number}, ' if number else ''}column {column}: found {repr(written) if written else 'nothing'}; "
            "expected an official code, such as E05001284. Mend the row, or remove it."
        )


def _columns(path: Path) -> list[str]:
    if path.suffix.lower() != ".csv":
        raise RecordsError(f"The lookup {path.name} is not a .csv file.")
    readable(path)
    with path.open("rb") as lines:
        return next(csv.reader([lines.readline().decode("utf-8-sig")]), [])
