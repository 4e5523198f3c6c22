"""Dates that cannot both be: what a paper tells as done on a day after it, money spent in a year not yet begun, targets in the past."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import Interval, read_due
from dayops_dash.dataset.row_types import ContextRow, OutcomeValuesRow, ProjectionsRow
from dayops_dash.dataset.rows import Placed, text_of
from dayops_dash.dataset.vocabulary import (
    ConflictGrade,
    DueSense,
    EngagementState,
    MoneyBasis,
    Qualifier,
    SavingKind,
    SeriesKind,
    ValueRole,
)
from dayops_dash.measures.record.arithmetic.periods import MONTH, YEAR, days, published, span
from dayops_dash.measures.record.arithmetic.sum import Sum

ORDER = (
    ValueRole.BASELINE,
    ValueRole.PREVIOUS,
    ValueRole.LATEST,
    ValueRole.TARGET,
)  # each no earlier than the one before
PROJECTED = re.compile(r"project|forecast|predict|estimat|expect|\b\d{4}[- ]based\b|\bPOPPI\b|\bPANSI\b", re.IGNORECASE)
AHEAD = (Qualifier.PROJECTED, Qualifier.ESTIMATED, Qualifier.ASSUMED)
DONE: Mapping[
    Literal["spend", "savings", "outcome_values", "projections"], tuple[str, str, str]
] = {  # tables whose rows tell of what has been, with the column of the period
    "spend": ("basis", MoneyBasis.SPEND, "financial_year"),
    "savings": ("kind", SavingKind.DELIVERED, "financial_year"),
    "outcome_values": ("role", ValueRole.LATEST, "period"),
    "projections": ("kind", SeriesKind.COUNT, "period"),
}


def date_sums(council: Council) -> Iterator[Sum]:
    """Hold what papers tell as past against their own dates, and targets against the years that they follow."""
    papers = published(council)
    yield from _not_yet_begun(council, papers)
    yield from _engagements(council, papers)
    yield from _made(council, papers)
    yield from _finished(council, papers)
    yield from _sources(council, papers)
    yield from _order_of_values(council)
    yield from _backwards(council)


def clash(title: str, one: str, other: str, row: Placed, grade: ConflictGrade | None = ConflictGrade.CONFLICT) -> Sum:
    """Return two statements of one place that cannot both be."""
    return Sum(grade, title, one, other, row.document_id, row.locator)


def paper_day(paper: Interval) -> str:
    """Return what a paper's own date is, in words for the other side."""
    return f"the paper is of {wording.day(paper.latest)}" if paper.latest else "the paper gives no date"


def _not_yet_begun(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    """What was spent, saved, measured or counted in a period that began after the paper."""
    for table, (column, word, when) in DONE.items():
        for row in council.rows(table):
            period, paper = span(text_of(row, when)), papers.get(row.document_id)
            if row[column] != word or row.qualifier in AHEAD or not period or not period.earliest or not paper:
                continue
            if PROJECTED.search(f"{text_of(row, 'subject')} {row.as_written}"):
                continue
            if paper.latest and period.earliest > paper.latest:
                title = f"{text_of(row, 'subject') or text_of(row, 'place')}: a period that had not begun"
                yield clash(title, f"{word} in {row[when]}", paper_day(paper), row)


def _engagements(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    for row in council.rows("engagements"):
        held, paper = days(row.held_edtf), papers.get(row.document_id)
        if not paper or not row.held_edtf:
            continue
        if row.state == EngagementState.HELD and held.earliest and paper.latest and held.earliest > paper.latest:
            yield clash(f"{row.title}: held after the paper", f"held {row.held_as_written}", paper_day(paper), row)
        if row.state == EngagementState.PLANNED and held.latest and paper.earliest and held.latest < paper.earliest:
            words = f"planned for {row.held_as_written}"
            yield clash(f"{row.title}: planned for a time before the paper", words, paper_day(paper), row)


def _made(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    """Recommendations and scores made after the paper that tells of them."""
    made: list[tuple[Placed, str, str, str]] = [
        *((r, r.summary, r.made_edtf, r.made_as_written) for r in council.rows("recommendations")),
        *((r, "Risk score", r.scored_edtf, r.scored_as_written) for r in council.rows("risk_scores")),
    ]
    for row, title, edtf, words in made:
        when, paper = days(edtf).earliest, papers.get(row.document_id)
        if when and paper and paper.latest and when > paper.latest:
            yield clash(f"{title.rstrip('.')}: dated after the paper", words or edtf, paper_day(paper), row)


def _finished(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    """Mitigations and recommendations whose status says that they were complete on a day after the paper."""
    told: list[tuple[Placed, str, str]] = [
        *((r, r.title, r.status) for r in council.rows("mitigations")),
        *((r, r.summary, r.status) for r in council.rows("recommendations")),
    ]
    for row, title, status in told:
        due, paper = read_due(status), papers.get(row.document_id)
        when = days(due.edtf).earliest if due.sense is DueSense.EVENT else None
        if when and paper and paper.latest and when > paper.latest:
            yield clash(f"{title.rstrip('.')}: completed after the paper", status, paper_day(paper), row)


def _sources(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    """A figure of a year after the source that it is quoted from: a count, since what is looked ahead to is always after its source."""
    rows: tuple[ContextRow | ProjectionsRow, ...] = (*council.rows("context"), *council.rows("projections"))
    for row in rows:
        period, years = span(row.period), [int(year) for year in YEAR.findall(row.quoted_from)]
        if wording.missing(row.value) or not years or not period or not period.earliest or _looks_ahead(row, papers):
            continue
        if period.earliest.year > max(years):
            title = f"{row.subject}: a year after its source"
            yield clash(title, row.period, f"quoted from {row.quoted_from}", row)


def _looks_ahead(row: ContextRow | ProjectionsRow, papers: dict[str, Interval]) -> bool:
    """Whether a figure is projected: by its kind or its words, or because its years were not over when its paper came out.

    Nothing is projected to a single month: a month after its source is a slip.
    """
    if row.qualifier in AHEAD or (isinstance(row, ProjectionsRow) and row.kind != SeriesKind.COUNT):
        return True
    words = " ".join(text_of(row, column) for column in ("subject", "measure", "as_written", "quoted_from"))
    period, paper = span(row.period), papers.get(row.document_id)
    last, out = period and period.latest, paper and paper.latest
    years_ahead = bool(last and out and last > out) and not MONTH.fullmatch(row.period.strip())
    return years_ahead or bool(PROJECTED.search(words))


def _order_of_values(council: Council) -> Iterator[Sum]:
    """A baseline comes before the latest value, and a target after both: by the years that the papers give."""
    names = {r.outcome_id: r.title for r in council.rows("outcomes")}
    by_outcome: dict[tuple[str, str], list[OutcomeValuesRow]] = {}
    for row in council.rows("outcome_values"):
        if row.role in ORDER and span(str(row.period)):
            by_outcome.setdefault((row.outcome_id, row.place), []).append(row)
    for (outcome, _), rows in by_outcome.items():
        ordered = sorted(rows, key=lambda r: ORDER.index(r.role))
        for i, one in enumerate(ordered):
            for other in ordered[i + 1 :]:
                if one.role != other.role and _starts(one) > _starts(other) and _comparable(one, other):
                    sides = (f"{one.role} of {one.period}", f"{other.role} of {other.period}")
                    place = (other.document_id, other.locator)
                    title = f"{names.get(outcome, outcome)}: years in the wrong order"
                    yield Sum(ConflictGrade.CONFLICT, title, *sides, one.document_id, one.locator, *place)


def _comparable(one: OutcomeValuesRow, other: OutcomeValuesRow) -> bool:
    """A later paper may measure again past the target's year, or give a new baseline: only one paper must be in order."""
    return bool(one.document_id == other.document_id)


def _starts(row: OutcomeValuesRow) -> str:
    period = span(str(row.period))
    return period.earliest.isoformat() if period and period.earliest else ""


def _backwards(council: Council) -> Iterator[Sum]:
    """Stretches of time that end before they begin, wherever a table keeps one."""
    columns = (
        ("updates", "due_edtf", "due_as_written"),
        ("updates", "completed_edtf", "completed_as_written"),
        ("engagements", "held_edtf", "held_as_written"),
        ("mitigations", "due_edtf", "due_as_written"),
    )
    for table, column, words in columns:
        for row in council.rows_of_any(table):
            first, _, last = text_of(row, column).partition("/")
            start, end = days(first).earliest, days(last).latest
            if start and end and end < start:
                title = f"{text_of(row, 'title') or text_of(row, 'intention_id')}: an end before its start"
                yield clash(
                    title,
                    text_of(row, words) or text_of(row, column),
                    f"from {wording.day(start)} to {wording.day(end)}",
                    row,
                )
