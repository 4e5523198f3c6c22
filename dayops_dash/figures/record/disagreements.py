"""Figures of what does not agree: where papers differ, and the sums that do not hold."""

from __future__ import annotations

from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ConflictsRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.figures.record import sums_in_words
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure, source_at
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.arithmetic import checks

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


def conflicts_figure(council: Council) -> Figure:
    """Every place where papers disagree, both sides with where they stand; neither is settled here."""
    rows, settled = disagreements.standing(council), disagreements.settled(council)
    grades = [g for g in GRADES if any(r.grade == g for r in rows)]
    counted = wording.listed([f"{sum(r.grade == g for r in rows)} of {g}" for g in grades])
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
        grid_of(
            [
                *(_conflict(council, r) for r in sorted(rows, key=lambda r: GRADES.index(r.grade))),
                *(_settled(council, r) for r in settled),
            ],
            GridColumn("what", "What", lambda c: c.what),
            GridColumn("grade", "Grade", lambda c: c.grade),
            GridColumn("one_side", "One side", lambda c: c.one_side),
            GridColumn("other_side", "Other side", lambda c: c.other_side),
            GridColumn("note", "Note", lambda c: c.note),
        ),
        notes=tuple(f"{wording.capital(g)}: {GRADE_MEANS[g]}." for g in grades),
        grid_first=True,
    )


def _sums_words(number: int) -> str:
    if not number:
        return ""
    one = number == 1
    return f" {wording.capital(wording.spelled(number))} more point{' is a sum' if one else 's are sums'} worked out again, listed apart."


class ConflictLine(NamedTuple):
    """A line of the table of conflicts: what they are about, the grade, and each side with where it stands."""

    what: str
    grade: str
    one_side: str
    other_side: str
    note: str


def _conflict(council: Council, row: ConflictsRow) -> ConflictLine:
    """Each side with where it stands; the paper's title only where the two sides are in two papers."""
    two = row.document_id != row.other_document_id
    one, other = (
        f"{said} ({council.document_title(paper) + ', ' if two else ''}{place})"
        for said, paper, place in (
            (row.says, row.document_id, row.locator),
            (row.other_says, row.other_document_id, row.other_locator),
        )
    )
    return ConflictLine(row.title, row.grade, one, other, row.note)


def _settled_words(number: int) -> str:
    if not number:
        return ""
    return (
        f" {wording.capital(wording.spelled(number))} more {'was' if number == 1 else 'were'} settled by a later paper."
    )


def _settled(council: Council, row: ConflictsRow) -> ConflictLine:
    line = _conflict(council, row)
    by = source_at(council, row.settled_document_id, row.settled_locator)
    note = " ".join(part for part in (f"Settled: {by}.", line.note) if part)
    return line._replace(grade=f"settled ({line.grade})", note=note)


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
        grid_of(
            found,
            GridColumn("what", "What", lambda point: point.title),
            GridColumn("likely", "Most likely", lambda point: sums_in_words.MOST_LIKELY[point.kind]),
            GridColumn("printed", "As printed", lambda point: point.says),
            GridColumn("worked_out", "Worked out again", lambda point: point.other_says),
            GridColumn("place", "Where", lambda point: _places(council, point)),
        ),
        notes=tuple(f"{wording.capital(reason)}: {sums_in_words.MEANS[reason]}." for reason in dict.fromkeys(likely)),
        grid_first=True,
    )


def _places(council: Council, point: disagreements.Point) -> str:
    """Return the place of a point, or both of its places, each with its paper."""
    sides = ((point.document_id, point.locator), (point.other_document_id, point.other_locator))
    places = (str(source_at(council, paper, place)) for paper, place in sides)
    return wording.listed(list(dict.fromkeys(places)))
