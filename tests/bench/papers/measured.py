"""What a paper proposes, held against the rows that are shipped of it: values, places, tables, and what is left."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dayops_dash.desk.papers.language.numbers import DIGITS
from dayops_dash.desk.papers.proposing.model import ProposedPaper, ProposedRow
from dayops_dash.desk.papers.proposing.sites import every_site, sites_of
from dayops_dash.desk.papers.reading.model import PaperRead

NUMBERS = {
    "spend": ("amount_gbp",),
    "savings": ("amount_gbp", "share_pct"),
    "people": ("value",),
    "context": ("value",),
    "level_figures": ("value", "value_to"),
    "projections": ("value",),
    "survey_answers": ("count", "share_pct"),
    "survey_questions": ("base_count",),
    "engagements": ("responses", "held_edtf"),
    "outcome_values": ("value",),
    "risk_scores": ("impact", "likelihood", "score"),
    "updates": ("due_edtf", "completed_edtf"),
    "recommendations": ("number_stated",),
    "documents": ("published_on",),
}
NUMERIC = {name: tuple(c for c in columns if not c.endswith(("edtf", "_on"))) for name, columns in NUMBERS.items()}
COUNTED_BY_US = re.compile(r"^(?:most|many|some|few|mostly|the same number|one|a )", re.I)


@dataclass(frozen=True)
class ShippedFact:
    """A number, date or amount of a shipped row, with the places at which its paper prints it."""

    table: str
    key: str
    column: str
    value: str
    places: tuple[str, ...]
    words: str


@dataclass
class PaperScore:
    """How much of one paper's rows was proposed."""

    paper: str
    facts: int = 0
    found: int = 0
    right_table: int = 0
    missed: list[str] = field(default_factory=list)
    numeric: int = 0
    right: int = 0
    doubtful: list[str] = field(default_factory=list)
    numbers: int = 0
    accounted: int = 0
    seconds: float = 0.0
    pages: int = 0
    proposals: int = 0


def shipped_facts(folder: Path, document: str) -> list[ShippedFact]:
    """Return the numbers, dates and amounts that a council's folder holds of one of its papers."""
    found = []
    for table, columns in NUMBERS.items():
        path = folder / f"{table}.csv"
        if not path.is_file():
            continue
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                if row["document_id"] != document or (
                    table == "documents" and re.search("title page|as printed in the", row["locator"])
                ):
                    continue  # a day that is on no page of the text
                places = tuple(row["locator"].split("; "))
                for column in columns:
                    if row.get(column):
                        key = next(iter(row.values()))
                        words = row.get("as_written") or row.get("due_as_written") or row.get("held_as_written") or ""
                        found.append(ShippedFact(table, key, column, row[column], places, words))
    return found


def plain_place(place: str) -> tuple[str, frozenset[str]]:
    """Return a place in a form in which two ways to write it are one: paragraph, heading or table, with its numbers."""
    text = place.casefold().replace("’", "'").replace("‘", "'")
    parts = set()
    if found := re.search(r"paragraph (\d+(?:\.\d+)*)", text):
        parts.add(f"p{found[1]}")
    if found := re.search(r"\btable (\d+)(?!\d*[a-z])", text):
        parts.add(f"t{found[1]}")
    for quoted in re.findall(r"'(.*?)'(?=$|[,; ])", text) or re.findall(r"'(.*)'", text):
        parts.add(re.sub(r"[^a-z]+", "", quoted)[:28])
    if found := re.search(r"\bstage (\d)", text):
        parts.add(f"stage{found[1]}")
    if re.match(r"recommendation \d", text):
        parts.add("recommendation")
    return text, frozenset(part for part in parts if part)


def same_place(one: str, other: str) -> bool:
    a, b = plain_place(one)[1], plain_place(other)[1]
    return bool(a & b) or (not a and not b)


def same_row(one: str, other: str) -> bool:
    """Whether two places in a table name one row, where both name a row."""
    a, b = re.search(r"\brows? (\w+)", one), re.search(r"\brows? (\w+)", other)
    return not (a and b) or a[1] == b[1]


def _same_value(value: str, other: str) -> bool:
    try:
        return abs(float(value) - float(other)) < 1e-6
    except ValueError:
        return value == other


def score(paper: PaperRead, proposed: ProposedPaper, facts: Sequence[ShippedFact], name: str) -> PaperScore:
    """Return how much of the facts a paper's proposals hold."""
    result = PaperScore(name, pages=paper.pages, proposals=len(proposed.rows))
    values = list(_values(proposed.rows))
    values += [
        (
            "documents",
            "published_on",
            proposed.document.get("published_on", ""),
            proposed.document.get("locator", ""),
            -1,
        )
    ]
    for fact in facts:
        matches = [
            (table, at)
            for table, column, value, place, at in values
            if _same_value(fact.value, value) and _is_like(fact, column)
            and (fact.table == "documents" or any(same_place(place, p) and same_row(place, p) for p in fact.places))
        ]  # fmt: skip
        result.facts += 1
        if matches:
            result.found += 1
            result.right_table += any(table == fact.table for table, _ in matches)
        else:
            result.missed.append(f"{fact.table}.{fact.column} {fact.value} ({fact.words}) at {fact.places[0]}")
    _precision(result, proposed, facts)
    _accounting(result, paper, proposed)
    return result


def _is_like(fact: ShippedFact, column: str) -> bool:
    dates = ("edtf", "_on")
    return fact.column.endswith(dates) == column.endswith(dates)


def _values(rows: Sequence[ProposedRow]) -> Iterator[tuple[str, str, str, str, int]]:
    for at, row in enumerate(rows):
        for column in NUMBERS.get(row.table, ()):
            if row.cells.get(column):
                yield row.table, column, row.cells[column], row.place.locator, at


def _precision(result: PaperScore, proposed: ProposedPaper, facts: Sequence[ShippedFact]) -> None:
    """Count the numeric proposals, and those of which the shipped rows have the value at the place."""
    for row in proposed.rows:
        values = [(column, row.cells[column]) for column in NUMERIC.get(row.table, ()) if row.cells.get(column)]
        if not values:
            continue
        result.numeric += 1
        is_right = any(
            _same_value(fact.value, value) and any(same_place(row.place.locator, p) for p in fact.places)
            for _, value in values
            for fact in facts
        )
        result.right += is_right
        if not is_right:
            result.doubtful.append(f"{row.table} {values} {row.place.locator}: {row.place.words[:110]}")


def _accounting(result: PaperScore, paper: PaperRead, proposed: ProposedPaper) -> None:
    """Count the numbers of a paper in digits, found anew in its text, and those that a row holds or that are listed."""
    printed: Counter[str] = Counter()
    for site in every_site(sites_of(paper)):
        printed.update(DIGITS.findall(site.text))
    result.numbers = sum(printed.values())
    held = Counter(number for row in proposed.rows for number in _digits_held(paper, row))
    listed = Counter(number for one in proposed.unheld for number in DIGITS.findall(one.words))
    result.accounted = sum(min(count, held[number] + listed[number]) for number, count in printed.items())


_SITES: dict[int, Mapping[int, str]] = {}


def _digits_held(paper: PaperRead, row: ProposedRow) -> list[str]:
    from dayops_dash.desk.papers.language.numbers import numbers_of

    if id(paper) not in _SITES:
        _SITES.clear()
        _SITES[id(paper)] = {site.index: site.text for site in every_site(sites_of(paper))}
    texts = _SITES[id(paper)]
    found = []
    for index, start in row.holds:
        one = next((n for n in numbers_of(texts[index]) if n.start == start), None)
        found += DIGITS.findall(one.words) if one else []
    return found
