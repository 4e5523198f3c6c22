"""Values of measures against each other and their own base: a target on the wrong side of its baseline, a share of nobody."""

from __future__ import annotations

from collections.abc import Iterator

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import OutcomesRow, OutcomeValuesRow
from dayops_dash.dataset.vocabulary import ConflictGrade, Direction, ValueRole
from dayops_dash.dataset.written import HEDGES, range_of, step_of
from dayops_dash.measures.record.arithmetic.sum import Sum, as_printed, nearest, possible

MOST_BY_HAND = 100  # of more people every whole percentage is somebody's


def target_sums(council: Council) -> Iterator[Sum]:
    """Hold targets against their baselines, and shares against the number of people that they are of."""
    measures = {row.outcome_id: row for row in council.rows("outcomes")}
    values = [row for row in council.rows("outcome_values") if not wording.missing(row.value)]
    for row in values:
        if (measure := measures.get(row.outcome_id)) and row.role == ValueRole.TARGET:
            for other in values:
                if other.role == ValueRole.BASELINE and _of_one(row, other):
                    yield from _wrong_side(measure, row, other)
        yield from _of_its_base(row, measures[row.outcome_id].title if row.outcome_id in measures else row.outcome_id)


def _of_one(row: OutcomeValuesRow, other: OutcomeValuesRow) -> bool:
    return all(row[column] == other[column] for column in ("outcome_id", "place", "unit"))


def _wrong_side(measure: OutcomesRow, target: OutcomeValuesRow, baseline: OutcomeValuesRow) -> Iterator[Sum]:
    """A target that is worse than where its measure starts: below it where higher is better."""
    goal, start = (range_of(row.value, row.qualifier) for row in (target, baseline))
    if measure.direction not in (Direction.HIGHER, Direction.LOWER):
        return
    worse = goal.high < start.low if measure.direction == Direction.HIGHER else goal.low > start.high
    one_paper = target.document_id == baseline.document_id
    grade = (ConflictGrade.CONFLICT if one_paper else ConflictGrade.DEFINITION) if worse else None
    sides = (f"target {as_printed(target)}, {measure.direction}", f"baseline {as_printed(baseline)}")
    place = (target.document_id, target.locator, baseline.document_id, baseline.locator)
    yield Sum(grade, f"{measure.title}: the target against its baseline", *sides, *place)


def _of_its_base(row: OutcomeValuesRow, title: str) -> Iterator[Sum]:
    """A whole percentage of few people that no number of them gives; a weighted one may be another."""
    whole = row.unit == "%" and step_of(row.as_written, row.value) == 1 and row.qualifier not in HEDGES
    base = row.base_count
    if not whole or not base or base > MOST_BY_HAND or not wording.missing(row.margin_of_error):
        return
    low, high = nearest(row.value, base)
    words = f"{low} of {base} is {low / base:.1%}, {high} of {base} is {high / base:.1%}; it may be weighted"
    grade = None if possible(row.value, base) else ConflictGrade.DEFINITION
    yield Sum(grade, f"{title}: a share of {base} people", as_printed(row), words, row.document_id, row.locator)
