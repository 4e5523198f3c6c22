"""Made-up ASCOF files in the shape of each published vintage: columns, codes, levels, encoding and marks as those files have them.

The shapes were taken from public code that reads the files of 2014-15 to 2023-24, from the notes to the file of 2018-19, and from
the guidance to the file of 2024-25. The files themselves were not to be had. All values are made up.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from openpyxl import Workbook

Place = tuple[str, str, str, str]  # code, name, level, ONS code
SOLIHULL: Place = ("409", "Solihull", "Council", "E08000029")
ELSEWHERE: Place = ("410", "Elsewhere", "Council", "E10000099")
REGION: Place = ("WM", "West Midlands", "Region", "E12000005")
KIND: Place = ("MD", "Metropolitan District", "Council Type", "E11000099")
ENGLAND: Place = ("England", "England", "England", "E92000001")
DESCRIPTIONS = {
    "1A": "Social care-related quality of life score",
    "1E": "Proportion of adults with learning disabilities in paid employment",
    "1G": "Proportion of adults with learning disabilities who live in their own home or with their family",
    "1C": "Proportion of people who use services who receive self-directed support",
    "1I": "Proportion of people who reported that they had as much social contact as they would like",
    "2A": "Long-term support needs of adults met by admission to care homes, per 100,000 population",
}
DESCRIPTIONS |= {"2E": DESCRIPTIONS["1G"], "3D": DESCRIPTIONS["1C"], "5A": DESCRIPTIONS["1I"]}


@dataclass(frozen=True)
class Vintage:
    """One year's shape: its columns, the mark of a value that is not there and of one that is hidden, its encoding and its codes."""

    year: str
    columns: tuple[str, ...]
    not_there: str
    hidden: str
    encoding: str = "utf-8"
    brackets: bool = False
    workbook: bool = False
    council: str = "Council"
    england: str = "England"

    @property
    def is_new(self) -> bool:
        return self.year >= "2023-24"

    def code(self, code: str) -> str:
        return code if self.brackets else code.replace("(", "").replace(")", "")


PLACES = ("Geographical Code", "Geographical Description", "Geographical Level")
MEASURE = ("ASCOF Measure Code", "Disaggregation Level", "Measure Type")
GROUP = ("Measure Group", "Measure Group Description")
RUN_TOGETHER = (
    *("GeographicalCode", "GeographicalLevel", "ONSAreaCode", "ASCOFMeasureCode", "DisaggregationLevel"),
    *("MeasureType", "MeasureValue", "MeasureGroup", "MeasureGroupDescription"),
)
AREA_CODE = (*PLACES, "ONS Area Code", *MEASURE, "Measure Value", *GROUP)
SPACED = (*PLACES, "ONS Code", *MEASURE, "Measure Value", *GROUP)
UNDERSCORED = (*PLACES, "ONS Code", *MEASURE, "Measure_Value", *GROUP)
SENTENCE = (
    *("Geographical code", "Geographical description", "Geographical level", "ONS code"),
    *("ASCOF measure code", "Disaggregation level", "Measure type", "Measure value"),
)
VINTAGES = [
    Vintage("2014-15", RUN_TOGETHER, " ", " ", brackets=True, england="ENGLAND"),
    Vintage("2015-16", AREA_CODE, " ", " ", "cp1252", brackets=True, england="ENGLAND"),
    Vintage("2016-17", AREA_CODE, "", "", "cp1252"),
    Vintage("2017-18", AREA_CODE, ":", "c", "cp1252"),
    Vintage("2018-19", AREA_CODE, "", "c", "cp1252"),
    Vintage("2019-20", SPACED, ":", "c", "cp1252"),
    Vintage("2020-21", SPACED, "[x]", "[c]", workbook=True),
    Vintage("2021-22", UNDERSCORED, "[x]", "[c]", "utf-8-sig"),
    Vintage("2022-23", UNDERSCORED, "[x]", "[c]"),
    Vintage("2023-24", UNDERSCORED, "[z]", "[c]"),
    Vintage("2024-25", SENTENCE, "[x]", "[c]", "utf-8-sig", brackets=True, council="Local authority"),
]


def lines(vintage: Vintage) -> Iterator[list[str]]:
    """Yield a small file's lines: employment (one value hidden), home, contact with margins (of carers not there), and others."""
    work, home, contact = ("2E", "3D(1)", "5A") if vintage.is_new else ("1E", "1G", "1I")
    yield from _lines(vintage, SOLIHULL, work, {"Outcome": "5.1", "Numerator": "40", "Denominator": "785"})
    yield from _lines(vintage, SOLIHULL, work, {"Outcome": "0"}, group="Female")
    yield from _lines(vintage, ENGLAND, work, {"Outcome": "4.8"})
    yield from _lines(vintage, REGION, work, {"Outcome": "4.1"})
    yield from _lines(vintage, KIND, work, {"Outcome": "4.0"})
    yield from _lines(vintage, SOLIHULL, home, {"Outcome": vintage.hidden})
    yield from _lines(vintage, ENGLAND, home, {"Outcome": "77.3"})
    numbers = {"Outcome": "41.2", "Margin Of Error": "5.5", "Base": "1,310"}
    yield from _lines(vintage, SOLIHULL, f"{contact}(1)", numbers)
    yield from _lines(
        vintage, ENGLAND, f"{contact}(1)", {"Outcome": "44.4", "Margin Of Error": "0.5", "Base": "70,095"}
    )
    yield from _lines(
        vintage, SOLIHULL, f"{contact}(2)", dict.fromkeys(("Outcome", "Margin Of Error", "Base"), vintage.not_there)
    )
    yield from _lines(vintage, ELSEWHERE, f"{contact}(1)", {"Outcome": vintage.hidden})
    yield from _lines(vintage, SOLIHULL, "1A", {"Outcome": "18.9"})
    yield from _lines(vintage, SOLIHULL, "2A(1)", {"Outcome": "1,012.5"})


def _lines(
    vintage: Vintage, place: Place, code: str, numbers: dict[str, str], group: str = "Total"
) -> Iterator[list[str]]:
    geographical, name, level, ons = place
    name = vintage.england if place is ENGLAND else name
    level = vintage.council if level == "Council" else level
    told = DESCRIPTIONS[code[:2]]
    told = f"{code}: {told}" if vintage.year == "2014-15" else told
    for kind, value in numbers.items():
        whole = vintage.code(code) + ("" if group == "Total" else group[0])
        cells = [geographical, name, level, ons, whole, group, kind, value, vintage.code(code), told]
        if vintage.year == "2014-15":  # the column called the level holds the name, and there is no other
            del cells[2]
        yield cells[: len(vintage.columns)]


def write(
    folder: Path, vintage: Vintage, above: Sequence[Sequence[str]] = (), below: Sequence[Sequence[str]] = ()
) -> Path:
    """Write a vintage's file, with rows of words above and below the table where they are given."""
    rows = [*above, vintage.columns, *lines(vintage), *below]
    if vintage.workbook:
        return write_workbook(folder / f"ascof-{vintage.year}.xlsx", {"Open data": rows})
    path = folder / f"ascof-{vintage.year}.csv"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    path.write_bytes(out.getvalue().encode(vintage.encoding))
    return path


def write_workbook(path: Path, sheets: dict[str, Sequence[Sequence[str]]]) -> Path:
    """Write sheets as a spreadsheet holds them: what is a number is stored as one."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append([_stored(cell) for cell in row])
    book.save(path)
    return path


def _stored(cell: str) -> str | float | None:
    try:
        return float(cell.replace(",", ""))
    except ValueError:
        return cell or None
