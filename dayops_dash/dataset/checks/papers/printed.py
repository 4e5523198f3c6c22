"""Checks of cells against the words that they were typed from: numbers with their units, dates, the years in keys and places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Problem, shown
from dayops_dash.dataset.dates import MONTHS, NotEDTF, interval
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import DocumentKind, MoneyBasis
from dayops_dash.dataset.written import SPELLED, numbers_in, spelled_in

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
MONTH = re.compile(r"\b(" + "|".join(m for m in MONTHS if len(m) > 3 or m == "may") + r")\b", re.IGNORECASE)
KEY_YEARS = re.compile(r"(?:^|[-.])((?:19|20)\d\d)(?:-((?:20)?\d\d)(?=$|[-.])|$)")  # 2022-23 anywhere, 2022 at the end
PLACE_YEARS = re.compile(r"(?:column |table, |table [^,;]*, )((?:19|20)\d\d)(?:[-/]((?:20)?\d\d))?(?=$|[,;])")
DATED = {  # columns of dates as EDTF, with the words that they were read from; due dates of updates have a check of their own
    "updates": (("completed_edtf", "completed_as_written"),),
    "recommendations": (("made_edtf", "made_as_written"),),
    "engagements": (("held_edtf", "held_as_written"),),
    "mitigations": (("due_edtf", "due_as_written"),),
    "risk_scores": (("scored_edtf", "scored_as_written"),),
    "documents": (("published_edtf", "published_as_written"),),
}
TWO_YEARS = re.compile(r"(?<!\d)((?:19|20)\d\d)/((?:\d\d)?\d\d)(?!\d)")
OF_ONE_YEAR = ("spend", "people", "projections", "context")  # a saving's years are parts of its plan
COUNTED = r"people|persons?|respondents?|carers?|users?|providers?|parents?|members?|adults?"
PEOPLE = re.compile(
    rf"(?<![\d.,£])(?<!of )(?<!of the )(?<!over )(?<!under )(?<!in )\b(\d{{1,3}}(?:,\d{{3}})+|\d+|{'|'.join(SPELLED)})"
    rf"(?= (?:{COUNTED})\b| of (?:the|them|those)\b)",
    re.IGNORECASE,
)
FIRST_YEAR, LAST_YEAR = 1800, 2200
CORRECT = "Correct the one that was mistyped."


def _numbers(frames: Frames) -> Iterator[Problem]:
    """A value must be among the numbers in the words that it was typed from, in digits or spelled, where those hold numbers."""
    for name in frames:
        pairs = words_of(TABLES[name])
        for table, number, row in rows(frames, name):
            for value, words in pairs.items():
                if pd.notna(row[value]) and not is_printed(float(row[value]), str(row[words])):
                    found = f"{row[value]:g} beside {shown(row[words])}"
                    yield Problem(table.path, number, value, found, "the number as written, in plain units", CORRECT)


def _counts(frames: Frames) -> Iterator[Problem]:
    """A count of answers without a share is the number in its own words: as written, else as its statement counts people."""
    for table, number, row in rows(frames, "survey_answers"):
        if pd.isna(row["count"]) or pd.notna(row["share_pct"]):
            continue
        count, written, statement = float(row["count"]), str(row["as_written"]), str(row["statement"])
        if written and not is_printed(count, written):
            found = f"{count:g} beside {shown(written)}"
            yield Problem(table.path, number, "count", found, "the number as written", CORRECT)
        elif not written and (told := people_in(statement)) and count not in told:
            found = f"{count:g} beside {shown(statement)}"
            yield Problem(table.path, number, "count", found, "the number of people in the statement", CORRECT)


def people_in(words: str) -> set[float]:
    """Return the numbers of people that a sentence counts: eight for "eight of the carers said so"; none of "over 65"."""
    found = [match[1] for match in PEOPLE.finditer(words)]
    return {number for one in found for number in (*(n.value for n in numbers_in(one)), *spelled_in(one))}


def words_of(table: Table) -> dict[str, str]:
    """Return the columns of numbers with the column of the words that each was typed from."""
    numbers = {c.name for c in table.columns if c.kind in ("number", "integer")}
    return {f.value: f.as_written for f in table.facts if f.value in numbers and f.as_written in table.by_name}


def is_printed(value: float, words: str) -> bool:
    """Whether words that hold numbers hold this one; words without a number say nothing against it."""
    value = abs(value)
    digits = [printed.value for printed in numbers_in(words)]
    if digits:
        return any(abs(value - number) < 1e-6 for number in digits)
    spelled = spelled_in(words)
    return not spelled or any(abs(value - number) < 0.5 for number in spelled)


def _units(frames: Frames) -> Iterator[Problem]:
    """A percentage is not printed as money, nor money as a percentage."""
    for name in frames:
        if "as_written" not in TABLES[name].by_name:
            continue
        for table, number, row in rows(frames, name):
            words, unit = str(row["as_written"]), _unit(row)
            wrong = (unit == "%" and "£" in words and "%" not in words) or (
                unit == "GBP" and "%" in words and "£" not in words
            )
            if wrong:
                found = f"{shown(words)} beside the unit {unit}"
                yield Problem(table.path, number, "as_written", found, "words in the same unit", CORRECT)


def _amounts(frames: Frames) -> Iterator[Problem]:
    """An amount is a budget or spend; what the paper says without one is a statement."""
    for table, number, row in rows(frames, "spend"):
        if row["basis"] == MoneyBasis.STATEMENT and pd.notna(row["amount_gbp"]):
            found = f"statement beside an amount of {row['amount_gbp']:.0f}"
            do = "Say which the amount is; keep statement for a row without one."
            yield Problem(table.path, number, "basis", found, "budget or spend", do)


def _unit(row: Mapping[Any, Any]) -> str:
    if "amount_gbp" in row:
        return "GBP" if pd.notna(row["amount_gbp"]) else ""
    return "%" if "share_pct" in row else str(row.get("unit", ""))[:3].strip()


def _dates(frames: Frames) -> Iterator[Problem]:
    """The years and months in the words of a date are those of its interval."""
    for name, pairs in DATED.items():
        for table, number, row in rows(frames, name):
            for edtf, words in pairs:
                if row[edtf] and row[words] and not _of_the_words(str(row[edtf]), str(row[words])):
                    found = f"{row[edtf]} beside {shown(row[words])}"
                    yield Problem(table.path, number, edtf, found, "the years and months of the words", CORRECT)


def _of_the_words(edtf: str, words: str) -> bool:
    try:
        when = interval(edtf)
    except NotEDTF:
        return True  # told by the check of EDTF
    ends = [day for day in (when.earliest, when.latest) if day]
    years = {int(year) for year in YEAR.findall(words)}
    months = {MONTHS[month.lower()] for month in MONTH.findall(words)}
    starts = not when.earliest or when.earliest.year == min(years, default=when.earliest.year)
    last = when.latest.year if when.latest else 0  # the second year of 2024/25 is that of the last day
    right_years = starts and (not years or not last or max(years) <= last <= max(years) + 1)
    seasons = re.search(r"-2[1-4]\b", edtf)
    return right_years and (not months or bool(seasons) or not ends or bool(months & {day.month for day in ends}))


def _papers(frames: Frames) -> set[str]:
    """Return the ids of the council's own papers, as against published statistics, data returns and reference lists."""
    documents = frames.get("documents", pd.DataFrame(columns=["document_id", "kind"]))
    others = (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS, DocumentKind.DATA_RETURN)
    return set(documents[~documents["kind"].isin(others)]["document_id"])


def _periods(frames: Frames) -> Iterator[Problem]:
    """The year in a row's key, or in its place ("column 2020"), is the year of its period.

    Only of what the council's papers say: a published file of one year gives values of others too.
    """
    papers = _papers(frames)
    for name in frames:
        table = TABLES[name]
        column = next((c for c in ("period", "financial_year") if c in table.by_name), "")
        for _, number, row in rows(frames, name) if column else ():
            if row.get("document_id") not in papers:
                continue
            period = str(row[column])
            years = YEAR.findall(period)
            named = [*KEY_YEARS.finditer(str(row[table.key])), *PLACE_YEARS.finditer(str(row["locator"]))]
            wrong = [found for found in named if years and not _in_period(found, years, period)]
            if wrong:
                where = f"{wrong[0][0].strip('-., ')}, as in the row's key or place"
                do = "Correct the period, or name the row anew."
                yield Problem(table.path, number, column, shown(period), where, do)


def _in_period(found: re.Match[str], years: list[str], period: str) -> bool:
    """Whether a year, or the first of two, lies in a period; one year alone may be the second of a financial year."""
    year, second = found[1], found[2]
    if second and int(second) % 100 != (int(year) + 1) % 100:
        return True  # a month or a number, and no second year
    ends = bool(re.search(rf"{int(year) - 1}\s*[/–-]\s*(?:20)?{int(year) % 100:02d}(?!\d)", period))
    return min(years) <= year <= max(years) or (not second and ends)


def _years(frames: Frames) -> Iterator[Problem]:
    """Two years of a period go forwards; a figure that is a year is one; a part is of the same year as its whole."""
    for name in frames:
        table = TABLES[name]
        column = next((c for c in ("period", "financial_year") if c in table.by_name), "")
        years = {row[table.key]: str(row[column]) for _, _, row in rows(frames, name)} if column else {}
        for _, number, row in rows(frames, name) if column else ():
            period = str(row[column])
            found = TWO_YEARS.search(period)
            if found and int(found[1][: -len(found[2])] + found[2]) <= int(found[1]) and found[2] != "00":
                expected = "a second year after the first"
                yield Problem(table.path, number, column, shown(period), expected, "Correct one of the years.")
            if row.get("unit") == "year" and pd.notna(row["value"]) and not _is_year(float(row["value"]), period):
                expected = "a year, the one of its period"
                yield Problem(table.path, number, "value", f"{row['value']:g}", expected, CORRECT)
            whole = years.get(row.get("part_of", ""), "")
            if name in OF_ONE_YEAR and whole and period and YEAR.findall(whole) != YEAR.findall(period):
                expected = f"{shown(whole)}, as of the whole that it is a part of"
                yield Problem(
                    table.path, number, column, shown(period), expected, "Correct the period of one of the two."
                )


def _is_year(value: float, period: str) -> bool:
    years = YEAR.findall(period)
    return FIRST_YEAR <= value <= LAST_YEAR and (not years or f"{value:g}" in years)


CHECKS = (_numbers, _counts, _units, _amounts, _dates, _periods, _years)
ROW_CHECKS = (_numbers, _counts, _units, _amounts, _dates)  # which need no other row
