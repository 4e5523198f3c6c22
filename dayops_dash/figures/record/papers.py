"""Figures of the record itself: the papers, the facts, where papers disagree, the sums that do not hold."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council, Row
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.vocabulary import ConflictGrade, DocumentKind, PublishedBasis
from dayops_dash.figures.record import sums_in_words
from dayops_dash.figures.shared.model import Cell, Figure, Grid, Heading, Kind, Source
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.arithmetic import checks
from dayops_dash.measures.record.facts import facts, number_of

GRADE_MEANS = {
    ConflictGrade.ROUNDING: "differs only as far as rounding can explain",
    ConflictGrade.DEFINITION: "the two may mean different things",
    ConflictGrade.CONFLICT: "the two do not agree as printed, and no paper says why",
    ConflictGrade.CITATION: "a reference, caption or number of a paragraph is wrong",
    ConflictGrade.DISCLOSURE: "a small number that could point to a person",
}
GRADES = (  # in the order in which a reader wants them
    ConflictGrade.CONFLICT,
    ConflictGrade.DEFINITION,
    ConflictGrade.DISCLOSURE,
    ConflictGrade.CITATION,
    ConflictGrade.ROUNDING,
)
FACTS_SHOWN = 50
NAMES = {"year", "paragraph number", "score"}  # numbers that name or grade, and count nothing: 2020 is no 2,020
ONE_OF = {"people": "person", "centres or providers": "centre or provider"}  # a unit, of one


def papers_figure(council: Council) -> Figure:
    """Every paper behind the figures, with its date and whether the date is stated."""
    rows = council.rows("documents")
    papers = [r for r in rows if r["kind"] not in (DocumentKind.REFERENCE, DocumentKind.OFFICIAL_STATISTICS)]
    latest = council.latest_paper
    when = f"; the latest is of {council.dated(str(latest['document_id']))}" if latest else ""
    return Figure(
        "papers",
        f"{wording.capital(wording.count(len(papers), 'council paper'))}{when}",
        f"Papers and sources behind every figure, {council.short_title}, known on {wording.day(council.as_at)}",
        "Each row of the dataset names its paper and its place in it. Reference sources are official lists and statistics.",
        Grid(
            (
                Heading("title", "Title"),
                Heading("kind", "Kind"),
                Heading("body", "For or by"),
                Heading("published", "Published"),
                Heading("basis", "Date is"),
                Heading("licence", "Licence"),
                Heading("note", "Note"),
            ),
            tuple(
                (r["title"], r["kind"], r["body"], _published(r), r["published_basis"], r["licence"], r["note"])
                for r in rows
            ),
        ),
        grid_first=True,
    )


def _published(row: Row) -> str:
    if row["published_as_written"]:
        return str(row["published_as_written"])
    on = row["published_on"]
    if not isinstance(on, date):
        return ""
    return wording.dated("", on, inferred=row["published_basis"] == PublishedBasis.INFERRED)


def conflicts_figure(council: Council) -> Figure:
    """Every place where papers disagree, both sides with where they stand; neither is settled here."""
    rows, settled = disagreements.standing(council), disagreements.settled(council)
    grades = [g for g in GRADES if any(r["grade"] == g for r in rows)]
    counted = wording.listed([f"{sum(r['grade'] == g for r in rows)} of {g}" for g in grades])
    points = disagreements.points(council)
    sums = sum(point.is_sum for point in points.every)
    return Figure(
        "conflicts",
        wording.capital(points.counted_in_words) if points.every else "No conflict in the papers is recorded",
        f"Both sides as printed, {council.short_title}, known on {wording.day(council.as_at)}",
        f"By grade: {counted}. Both sides are shown as printed; we do not decide between them."
        f"{_sums_words(sums)}{_settled_words(len(settled))}"
        if rows
        else "None of the papers known on this date is recorded as disagreeing with another.",
        Grid(
            (
                Heading("what", "What"),
                Heading("grade", "Grade"),
                Heading("one_side", "One side"),
                Heading("other_side", "Other side"),
                Heading("note", "Note"),
            ),
            (
                *(_conflict_row(council, r) for r in sorted(rows, key=lambda r: GRADES.index(r["grade"]))),
                *(_settled_row(council, r) for r in settled),
            ),
        ),
        notes=tuple(f"{wording.capital(g)}: {GRADE_MEANS[g]}." for g in grades),
        grid_first=True,
    )


def _sums_words(number: int) -> str:
    if not number:
        return ""
    one = number == 1
    return f" {wording.capital(wording.spelled(number))} more point{' is a sum' if one else 's are sums'} worked out again, listed apart."


def _conflict_row(council: Council, row: Row) -> tuple[str, ...]:
    """Each side with where it stands; the paper's title only where the two sides are in two papers."""
    two = row["document_id"] != row["other_document_id"]
    one, other = (
        f"{said} ({council.document_title(paper) + ', ' if two else ''}{place})"
        for said, paper, place in (
            (row["says"], row["document_id"], row["locator"]),
            (row["other_says"], row["other_document_id"], row["other_locator"]),
        )
    )
    return row["title"], row["grade"], one, other, row["note"]


def _settled_words(number: int) -> str:
    if not number:
        return ""
    return (
        f" {wording.capital(wording.spelled(number))} more {'was' if number == 1 else 'were'} settled by a later paper."
    )


def _settled_row(council: Council, row: Row) -> tuple[str, ...]:
    title, grade, one, other, note = _conflict_row(council, row)
    by = Source(council.document_title(row["settled_document_id"]), row["settled_locator"])
    return title, f"settled ({grade})", one, other, " ".join(part for part in (f"Settled: {by}.", note) if part)


def sums_figure(council: Council) -> Figure:
    """The sums that do not hold, with what each most likely is; what nothing explains comes first."""
    worked_out = len(checks.sums(council))
    found = tuple(point for point in disagreements.points(council).every if point.is_sum)
    likely = [sums_in_words.MOST_LIKELY[point.kind] for point in found]
    return Figure(
        "sums",
        sums_in_words.title(found, worked_out),
        f"Numbers and dates worked out again, {council.short_title}, known on {wording.day(council.as_at)}",
        sums_in_words.summary(found, worked_out),
        Grid(
            (
                Heading("what", "What"),
                Heading("likely", "Most likely"),
                Heading("printed", "As printed"),
                Heading("worked_out", "Worked out again"),
                Heading("place", "Where"),
            ),
            tuple(
                (point.title, reason, point.says, point.other_says, _places(council, point))
                for point, reason in zip(found, likely, strict=True)
            ),
        ),
        notes=tuple(f"{wording.capital(reason)}: {sums_in_words.MEANS[reason]}." for reason in dict.fromkeys(likely)),
        grid_first=True,
    )


def _places(council: Council, point: disagreements.Point) -> str:
    """Return the place of a point, or both of its places, each with its paper."""
    sides = ((point.document_id, point.locator), (point.other_document_id, point.other_locator))
    places = (str(Source(council.document_title(paper), place)) for paper, place in sides)
    return wording.listed(list(dict.fromkeys(places)))


def find_facts(council: Council, search: str, table: str) -> pd.DataFrame:
    """Return the facts that hold every word of ``search``, in one table or ("") in all."""
    found = facts(council)
    if table:
        found = found[found["table"] == table]
    words = search.casefold().split()
    if words:
        said = _searchable(council)
        found = found[[all(word in said[i] for word in words) for i in found.index]]
    return found


@per_council
def _searchable(council: Council) -> tuple[str, ...]:
    """Return each fact as one text to search, made once for a council and day."""
    return tuple(" ".join(row).casefold() for row in facts(council).itertuples(index=False))


def facts_figure(council: Council, search: str = "", table: str = "", first: int = 0) -> Figure:
    """The facts that a reader looks for, ``FACTS_SHOWN`` at a time from ``first``."""
    every, found = facts(council), find_facts(council, search, table)
    found = pd.concat([found[found["unit"] != ""], found[found["unit"] == ""]])  # numbers before words
    shown = found.iloc[first : first + FACTS_SHOWN]
    within = wording.listed(
        [w for w in (f"“{search}”" if search else "", TABLES[table].title.lower() if table in TABLES else "") if w]
    )
    title = (
        f"{len(found):,} of {len(every):,} facts: {within}"
        if within
        else f"{len(every):,} facts, each with its place in a paper"
    )
    last = first + len(shown)
    return Figure(
        "facts",
        title,
        f"Every fact known on {wording.day(council.as_at)}, {council.short_title}",
        f"Shown here: {first + 1:,} to {last:,}. The download has all."
        if len(shown)
        else "Nothing matches: try fewer words, or all tables.",
        Grid(
            (
                Heading("subject", "Subject"),
                Heading("measure", "Measure"),
                Heading("value", "Value"),
                Heading("as_written", "As written"),
                Heading("place", "Where"),
            ),
            tuple(
                (
                    r["subject"],
                    ", ".join(p for p in (r["measure"], r["period"]) if p),
                    _with_unit(r["value"], r["unit"]),
                    _hedged(r["as_written"], r["qualifier"]),
                    str(Source(r["document"], r["locator"])),
                )
                for r in shown.to_dict("records")
            ),
        ),
        grid_first=True,
    )


def record_figure(council: Council) -> Figure:
    """Every fact with all that the dataset says of it, numbers as numbers: for a sheet, not for a screen."""
    every = facts(council)
    heads = (
        ("subject", "Subject"),
        ("measure", "Measure"),
        ("period", "Period"),
        ("value", "Value"),
        ("unit", "Unit"),
        ("as_written", "As written"),
        ("qualifier", "Qualifier"),
        ("document", "Paper"),
        ("locator", "Where"),
        ("reported_on", "Reported on"),
        ("visibility", "Visibility"),
    )
    rows = [tuple(_typed(code, row) for code, _ in heads) for row in every.to_dict("records")]
    return Figure(
        "facts",
        f"{len(every):,} facts, each with its place in a paper",
        f"Every fact known on {wording.day(council.as_at)}, {council.short_title}",
        "A value with a unit is a number; one without is a word, a date or a phrase.",
        Grid(
            tuple(Heading(*head, Kind.DATE if head[0] == "reported_on" else Kind.TEXT) for head in heads), tuple(rows)
        ),
    )


def _typed(code: str, row: Mapping[Hashable, Any]) -> Cell:
    """Return a cell of the record: a number where there is a unit, the day on which it was reported as a day, else text."""
    if code == "reported_on":
        return date.fromisoformat(row[code]) if row[code] else None
    return number_of(row["value"], row["unit"]) if code == "value" else str(row[code])


def _with_unit(value: str, unit: str) -> str:
    if unit in NAMES:
        return value
    try:
        number = wording.plain(float(value)) if unit else value
    except ValueError:
        return value
    if number == "1":
        unit = ONE_OF.get(unit, unit)
    return f"£{number}" if unit == "GBP" else f"{number}{unit}" if unit.startswith("%") else f"{number} {unit}".strip()


def _hedged(as_written: str, qualifier: str) -> str:
    return f"{as_written} ({qualifier})" if qualifier and as_written else as_written


def glossary_figure(council: Council) -> Figure | None:
    """The words of the papers, in ours; None where there are none."""
    rows = sorted(council.rows("glossary"), key=lambda r: r["term"].casefold())
    if not rows:
        return None
    return Figure(
        "glossary",
        f"{wording.capital(wording.count(len(rows), 'term'))} explained",
        f"Words that the papers use, {council.short_title}",
        "Meanings are in our words, from the papers.",
        Grid(
            (Heading("term", "Term"), Heading("meaning", "Meaning"), Heading("place", "Where")),
            tuple(
                (r["term"], r["meaning"], str(Source(council.document_title(r["document_id"]), r["locator"])))
                for r in rows
            ),
        ),
        grid_first=True,
    )
