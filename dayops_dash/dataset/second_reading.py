"""The numbers that a paper prints, read from its text: a second way to each figure that was typed from it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from dayops_dash.dataset.files.table_file import Cells
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.written import HEADED, WORD, numbers_in, spelled_in

PRINTED = TABLES["printed_numbers"].name
IN_DIGITS = re.compile(
    r"£?\s?(?<![\d.])\d[\d,]*(?:\.\d+)?(?:\s*(?:million|billion|bn|[km])(?![a-z]))?(?:\s*(?:%|per\s?cent))?",
    re.IGNORECASE,
)

PARAGRAPH = re.compile(
    r"^[ \t]*(?:[-•] ?)?\d{1,2}\.(?:\d{1,2}\.?)?\s+(?=[^\W\d_]|\*)", re.MULTILINE
)  # it counts nothing
REFERENCE = re.compile(r"0\d|\d{7}")  # a telephone number, a code: a count of that size is printed with commas


class SecondReading(NamedTuple):
    """A number in plain units, and what its sign says that it is: GBP, % or ""."""

    value: float
    unit: str


def readings(words: str) -> list[tuple[str, SecondReading]]:
    """Return the numbers printed in digits in a text, in order: each as printed, and as read."""
    pairs = []
    for match in IN_DIGITS.finditer(HEADED.sub("", words)):
        printed = " ".join(match[0].split()).rstrip(",")
        unit = "GBP" if "£" in printed else "%" if re.search(r"%|per ?cent", printed, re.IGNORECASE) else ""
        pairs += [(printed, SecondReading(number.value, unit)) for number in numbers_in(printed)]
    return pairs


def spelled(words: str) -> list[tuple[str, SecondReading]]:
    """Return the numbers that some words spell, from zero to twenty and the tens that are known, in order."""
    return [(word.lower(), SecondReading(value, "")) for word in WORD.findall(words) for value in spelled_in(word)]


def printed_numbers(text: str, document_id: str, visibility: str) -> list[Cells]:
    """Return the rows of a paper's printed numbers: each once, in digits before words, by size."""
    first: dict[tuple[SecondReading, bool], str] = {}
    text = PARAGRAPH.sub("", text)
    for in_words, pairs in ((False, readings(text)), (True, spelled(text))):
        for printed, reading in pairs:
            if not REFERENCE.match(printed):
                first.setdefault((reading, in_words), printed)
    rows = []
    for (reading, in_words), printed in sorted(first.items(), key=lambda item: (item[0][1], item[0][0])):
        rows.append(
            {
                "printed_id": f"{document_id}.{_named(reading)}{'-in-words' if in_words else ''}",
                "as_written": printed,
                "document_id": document_id,
                "locator": "whole paper",
                "visibility": visibility,
            }
        )
    return rows


def _named(reading: SecondReading) -> str:
    unit = {"GBP": "gbp-", "%": "pct-", "": ""}[reading.unit]
    return unit + f"{reading.value:.6f}".rstrip("0").rstrip(".").replace(".", "-")


def figure_columns(table: Table) -> tuple[str, ...]:
    """Return the columns of a table that hold figures as their paper prints them; a reference (5.13) counts nothing."""
    names = {fact.as_written for fact in table.facts if fact.as_written in table.by_name}
    return tuple(sorted(names - {"reference"}))


def bare_numbers(table: Table) -> dict[str, str]:
    """Return the columns of a table's figures that have no words beside them, as counts of residents, with their units."""
    units = {"=GBP": "GBP", "=%": "%"}
    return {
        fact.value: units.get(fact.unit, "")
        for fact in table.facts
        if fact.as_written == "="
        and fact.unit.removeprefix("=")
        and table.by_name[fact.value].kind in ("number", "integer")
    }


def read_back(rows: Iterable[Mapping[str, str]]) -> dict[str, frozenset[SecondReading]]:
    """Return what each paper prints, by its id, from the rows of the table."""
    papers: dict[str, set[SecondReading]] = {}
    for row in rows:
        words = row["as_written"]
        papers.setdefault(row["document_id"], set()).update(r for _, r in readings(words) or spelled(words))
    return {paper: frozenset(numbers) for paper, numbers in papers.items()}
