"""Where the papers disagree with each other or with themselves, and the one classification that every page counts by.

A point comes from a row of ``conflicts`` or from a sum that does not hold. Only a point graded a conflict whose two sides
stand in two papers is "papers disagree"; what lies inside one paper, and what a definition, a citation, rounding,
a share that was cut off or skipped questions explain, is counted apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import ConflictsRow
from dayops_dash.dataset.vocabulary import ConflictGrade
from dayops_dash.measures.record.arithmetic import checks
from dayops_dash.measures.record.arithmetic.sum import Sum


class PointClass(StrEnum):
    """What sort of point it is, the weightiest first; each point is in one class."""

    BETWEEN_PAPERS = "two papers disagree"
    WITHIN_PAPER = "one paper does not agree with itself"
    DEFINITION = "may mean different things"
    FEWER_ANSWERED = "fits if fewer people answered"
    CUT_OFF = "fits if a share was cut off and not rounded"
    DISCLOSURE = "a small number that could point to a person"
    CITATION = "a reference, caption or number of a paragraph"
    ROUNDING = "rounding"


@dataclass(frozen=True)
class Point:
    """One point with both sides and their places. ``key`` is the row's key, or "sum|..." for a sum.

    ``other_document_id`` and ``other_locator`` are never empty: where both sides have one place they repeat it.
    """

    kind: PointClass
    key: str
    grade: ConflictGrade
    title: str
    says: str
    document_id: str
    locator: str
    other_says: str
    other_document_id: str
    other_locator: str
    note: str
    superseded: bool = False  # a later paper's figure or status for the same thing, which is a change and not a slip

    @property
    def between_papers(self) -> bool:
        """Whether the two sides stand in two papers."""
        return self.document_id != self.other_document_id

    @property
    def is_sum(self) -> bool:
        """Whether it was worked out here and not typed as a row."""
        return self.key.startswith("sum|")


@dataclass(frozen=True)
class Points:
    """Every point that stands on a day, by class; each is in exactly one of the tuples."""

    between_papers: tuple[Point, ...]
    within_paper: tuple[Point, ...]
    definitions: tuple[Point, ...]
    fewer_answered: tuple[Point, ...]
    cut_off: tuple[Point, ...]
    disclosure: tuple[Point, ...]
    citations: tuple[Point, ...]
    rounding: tuple[Point, ...]

    @property
    def conflicts(self) -> tuple[Point, ...]:
        """What does not agree as printed: between papers, then inside one paper."""
        return self.between_papers + self.within_paper

    @property
    def smaller(self) -> tuple[Point, ...]:
        """What a definition, skipped questions, a share that was cut off, a slip of reference or rounding explains, and small numbers."""
        return self.definitions + self.fewer_answered + self.cut_off + self.disclosure + self.citations + self.rounding

    @property
    def every(self) -> tuple[Point, ...]:
        return self.conflicts + self.smaller

    @property
    def counted_in_words(self) -> str:
        """Return how many there are, in the words that every page uses."""
        return f"{wording.count(len(self.conflicts), 'conflict')} and {wording.count(len(self.smaller), 'point')} to note in the papers"

    @property
    def smaller_in_words(self) -> str:
        """Return what the points to note are of, with the number of each; "" where there are none."""
        kinds = (
            (self.definitions, "of definition"),
            (self.fewer_answered, "explained if fewer people answered"),
            (self.cut_off, "explained if cut off and not rounded"),
            (self.disclosure, "of small numbers"),
            (self.citations, "of citation"),
            (self.rounding, "of rounding"),
        )
        return wording.listed([f"{len(found)} {words}" for found, words in kinds if found])

    def __len__(self) -> int:
        return len(self.every)


@per_council
def points(council: Council) -> Points:
    """Return every point that stands on the council's day: rows of ``conflicts`` not yet settled, and sums that fail."""
    every = [_of_row(row) for row in standing(council)] + [_of_sum(one) for one in checks.failed(council)]
    return Points(*(tuple(point for point in every if point.kind == kind) for kind in PointClass))


def standing(council: Council) -> tuple[ConflictsRow, ...]:
    """Return the disagreements that no paper known on the day settles: rows of ``conflicts``."""
    return tuple(row for row in council.rows("conflicts") if not is_settled(council, row))


def settled(council: Council) -> tuple[ConflictsRow, ...]:
    """Return the disagreements that a paper known on the day settles."""
    return tuple(row for row in council.rows("conflicts") if is_settled(council, row))


def is_settled(council: Council, row: ConflictsRow) -> bool:
    """Whether the paper that settles a disagreement was out on the day."""
    return any(paper.document_id == row.settled_document_id for paper in council.rows("documents"))


def _of_row(row: ConflictsRow) -> Point:
    grade = ConflictGrade(row.grade)
    between = row.document_id != row.other_document_id
    return Point(
        _class_of(grade, between=between),
        row.conflict_id,
        grade,
        row.title,
        row.says,
        row.document_id,
        row.locator,
        row.other_says,
        row.other_document_id,
        row.other_locator,
        row.note,
    )


def _of_sum(one: Sum) -> Point:
    grade = one.grade or ConflictGrade.ROUNDING  # a sum that holds is no point and never comes here
    other = one.other_document_id or one.document_id
    kind = _class_of(grade, between=other != one.document_id)
    explained = PointClass.FEWER_ANSWERED if one.fewer_answered else PointClass.CUT_OFF if one.cut_off else None
    return Point(
        explained or kind,
        f"sum|{one.title}|{one.document_id}|{one.locator}",
        grade,
        one.title,
        one.printed,
        one.document_id,
        one.locator,
        one.worked_out,
        other,
        one.other_locator or one.locator,
        "",
        one.superseded,
    )


def _class_of(grade: ConflictGrade, *, between: bool) -> PointClass:
    if grade is ConflictGrade.CONFLICT:
        return PointClass.BETWEEN_PAPERS if between else PointClass.WITHIN_PAPER
    return {
        ConflictGrade.DEFINITION: PointClass.DEFINITION,
        ConflictGrade.DISCLOSURE: PointClass.DISCLOSURE,
        ConflictGrade.CITATION: PointClass.CITATION,
        ConflictGrade.ROUNDING: PointClass.ROUNDING,
    }[grade]
