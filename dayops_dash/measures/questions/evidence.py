"""Rules that find what a committee may want to ask: each looks in the data for one thing, and its finds are its evidence.

No question is written by judgement or by a language model. A rule's words stand in ``questions``; here is what it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow, RiskScoresRow, RisksRow, SavingsRow, SurveyQuestionsRow
from dayops_dash.dataset.rows import ReportedRow
from dayops_dash.dataset.vocabulary import (
    Audience,
    EngagementState,
    OutcomeKind,
    RiskTerm,
    SavingKind,
    ValueRole,
)
from dayops_dash.dataset.written import numbers_in
from dayops_dash.measures import outcomes, places
from dayops_dash.measures.places import AgainstChance as AreaStanding
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Derived, Standing
from dayops_dash.measures.questions.evidence_item import EvidenceItem, evidence_of
from dayops_dash.measures.record import disagreements
from dayops_dash.measures.record.disagreements import Point

YEARS = range(1900, 2101)  # a number that is a year is no figure
IN_A_NAME = re.compile(r"\b[^\W\d_]+\d\w*")  # Care4CE
CYCLE_DAYS = 365  # a reporting cycle of overview and scrutiny is at most a year
ASKED_OF_MANY = {
    Audience.PEOPLE_WHO_USE_SERVICES,
    Audience.CARERS,
    Audience.PEOPLE_AND_CARERS,
    Audience.RESIDENTS,
    Audience.EVERYONE,
}
BEFORE = (RiskTerm.CURRENT, RiskTerm.INHERENT)
AFTER = (RiskTerm.RESIDUAL, RiskTerm.TARGET)
DUE_SAID = {  # before the paper's words for when: not each of them is a day to be done by
    Standing.CONDITIONAL: "depends on a condition,",
    Standing.NO_DATE: "no day set,",
    Standing.BEGUN: "start",
}

Finder = Callable[[Council], tuple[EvidenceItem, ...]]


def _row(row: ReportedRow, what: str, detail: str, key: str = "") -> EvidenceItem:
    return EvidenceItem(what, detail, row.document_id, row.locator, key)


def date_passed(council: Council) -> tuple[EvidenceItem, ...]:
    """Return what was due before the as-at date without any report since then."""
    passed = [line for line in progress.counted(council) if line.derived is Derived.PASSED_NO_UPDATE]
    return tuple(evidence_of(line, f"due {line.due_quoted}", "due_as_written") for line in passed)


def overdue(council: Council) -> tuple[EvidenceItem, ...]:
    """Return what a paper reports as not complete after the date that was set for it."""
    late = [line for line in progress.counted(council) if line.derived is Derived.OVERDUE]
    return tuple(
        evidence_of(line, f"{line.status_as_written}; due {line.due_quoted}", "status", "due_as_written")
        for line in late
    )


def evidence_old(council: Council) -> tuple[EvidenceItem, ...]:
    """Return what is not complete and was last reported on more than a reporting cycle ago. Dates passed are asked of apart."""
    before = "ago" if council.is_today else f"before {wording.day(council.as_at)}"
    return tuple(
        evidence_of(
            line,
            f"{line.status_as_written or line.reported_status}, {wording.age(line.days_since_evidence)} {before}",
            "status",
        )
        for line in progress.counted(council)
        if line.days_since_evidence is not None
        and line.days_since_evidence > CYCLE_DAYS
        and line.standing is not Standing.COMPLETE
        and line.derived is not Derived.PASSED_NO_UPDATE
    )


def never_reported(council: Council) -> tuple[EvidenceItem, ...]:
    """Return every intention of which no paper gives a status, overdue ones too, as on the page of progress.

    None where each is stated by a paper of the last reporting cycle, and no later report passes any over.
    """
    papers = {row.document_id: row.published_on for row in council.rows("documents")}
    silent = progress.without_status(council)
    if not any(
        line.standing is Standing.NOT_REPORTED or _older_than_a_cycle(council, papers.get(line.document_id))
        for line in silent
    ):
        return ()
    return tuple(
        evidence_of(line, f"no status; {DUE_SAID.get(line.standing, 'due')} {line.due_quoted}", "due_as_written")
        if line.due_as_written
        else evidence_of(line, "no status, no date")
        for line in silent
    )


def _older_than_a_cycle(council: Council, published: date | None) -> bool:
    return published is not None and (council.as_at - published).days > CYCLE_DAYS


def complete_by_test(council: Council) -> tuple[EvidenceItem, ...]:
    """Return what is reported complete, with the test that it was by, where the paper says."""
    done = [line for line in progress.counted(council) if line.standing is Standing.COMPLETE]
    return tuple(
        evidence_of(line, f"test: {_test(line)}", "status", *(["completion_test"] if line.completion_test else []))
        for line in done
    )


def _test(line: Line) -> str:
    judged = next((said.judged for said in reversed(line.history) if said.judged and said.gives_status), "")
    return "; ".join(part for part in (line.completion_test or "not stated", judged) if part)


def no_baseline_or_target(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the aims for which no paper gives a baseline, nor a target."""
    bare = [a for a in outcomes.aims(council) if not a.given(ValueRole.BASELINE, ValueRole.TARGET)]
    return tuple(_row(a.row, a.row.title, a.row.kind, a.row.outcome_id) for a in bare)


def saving_without_figure(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the savings that a paper plans or claims and gives neither pounds nor a share for."""
    return tuple(
        _row(r, r.subject, r.statement, r.saving_id)
        for r in council.rows("savings")
        if r.kind != SavingKind.NONE_PLANNED and wording.missing(r.amount_gbp) and wording.missing(r.share_pct)
    )


def saving_short_of_plan(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the years in which less is reported as saved than was planned, of the same subject."""
    known: dict[str, dict[tuple[str, str], SavingsRow]] = {SavingKind.PLANNED: {}, SavingKind.DELIVERED: {}}
    for row in council.rows("savings"):
        if row.kind in known and not wording.missing(row.amount_gbp) and row.financial_year:
            known[row.kind][row.subject, row.financial_year] = row
    planned, delivered = known[SavingKind.PLANNED], known[SavingKind.DELIVERED]
    return tuple(
        _row(
            row,
            f"{row.subject}, {year}",
            f"{wording.money(row.amount_gbp)} of {wording.money(planned[subject, year].amount_gbp)}",
            row.saving_id,
        )
        for (subject, year), row in delivered.items()
        if (subject, year) in planned and row.amount_gbp < planned[subject, year].amount_gbp
    )


def risk_falls_without_action(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the risks whose score is to fall, for which no mitigation has an owner, a date or a line in the plan."""
    acted = {m.risk_id for m in council.rows("mitigations") if m.owner_role or m.due_as_written or m.intention_id}
    return tuple(
        _row(
            after,
            risk.title,
            f"{_product(now)} ({_scored_when(council, now)}), {_product(after)} {after.term}",
            risk.risk_id,
        )
        for risk, now, after in _falling(council)
        if risk.risk_id not in acted
    )


def _falling(
    council: Council,
) -> Iterator[tuple[RisksRow, RiskScoresRow, RiskScoresRow]]:
    scores = sorted(council.rows("risk_scores"), key=lambda r: str(r.reported_on))
    for risk in council.rows("risks"):
        mine = {r.term: r for r in scores if r.risk_id == risk.risk_id}
        now, after = (next((mine[t] for t in terms if t in mine), None) for terms in (BEFORE, AFTER))
        if now and after and _product(after) < _product(now):
            yield risk, now, after


def _scored_when(council: Council, row: RiskScoresRow) -> str:
    return f"{row.term}, {row.scored_as_written or council.dated(row.document_id)}"


def _product(row: RiskScoresRow) -> int:
    return int(row.impact) * int(row.likelihood)


def figures_conflict(council: Council) -> tuple[EvidenceItem, ...]:
    """Return what does not agree as printed, and two numbers that may mean different things; sums that fail come last."""
    found = disagreements.points(council)
    unclear = [p for p in found.definitions if _number_in(p.says) and _number_in(p.other_says)]
    return tuple(_point(p) for p in sorted((*found.conflicts, *unclear), key=lambda p: p.is_sum))


def _point(point: Point) -> EvidenceItem:
    if point.is_sum:
        return EvidenceItem(point.title, f"{point.says} printed; {point.other_says}", point.document_id, point.locator)
    detail = f"“{point.says}” and “{point.other_says}” ({point.grade})"
    return EvidenceItem(point.title, detail, point.document_id, point.locator, point.key)


def _number_in(words: str) -> bool:
    return any(printed.value not in YEARS for printed in numbers_in(IN_A_NAME.sub("", words)))


def areas_not_told_apart(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the areas whose number of people reached cannot be told apart from chance (rules of the domain, section 5)."""
    alike = [a for a in places.reached(council) if a.standing is AreaStanding.NEITHER]
    return tuple(
        _row(a.row, a.area.area_name, f"{a.people} reached, {a.expected:.0f} expected", a.area.area_code) for a in alike
    )


def areas_beyond_chance(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the areas where more or fewer people are reached than chance explains (99.8% limits), which may be need."""
    beyond = [a for a in places.reached(council) if a.standing in (AreaStanding.HIGHER, AreaStanding.LOWER)]
    return tuple(
        _row(
            a.row,
            a.area.area_name,
            f"{a.people} reached, {a.expected:.0f} expected: {a.standing}",
            a.area.area_code,
        )
        for a in beyond
    )


def areas_named_without_counts(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the areas that a paper calls over- or under-represented, where the dataset holds no counts to test it by."""
    if places.reached(council):
        return ()
    names = {a.area_code: a.area_name for a in council.rows("areas")}
    rows = council.rows("area_findings")
    return tuple(_row(r, names[r.area_code], r.finding, r.area_code) for r in rows)


def no_national_definition(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the measures of success, and aims with a number, that are no national measure."""
    own = [a for a in outcomes.aims(council) if a.row.kind == OutcomeKind.SUCCESS_MEASURE or a.has_number]
    return tuple(
        _row(a.row, a.row.title, a.row.definition or "not defined", a.row.outcome_id) for a in own if not a.is_national
    )


def base_missing(council: Council) -> tuple[EvidenceItem, ...]:
    """Return the times that people were asked of which no paper says how many answered, in all or to each question."""
    asked: dict[str, list[SurveyQuestionsRow]] = {}
    for question in council.rows("survey_questions"):
        asked.setdefault(question.engagement_id, []).append(question)
    found = []
    for e in council.rows("engagements"):
        questions = asked.get(e.engagement_id, [])
        silent = [q for q in questions if wording.missing(q.base_count)]
        if _is_consultation(e) and wording.missing(e.responses) and (silent or not questions):
            detail = f"no base for {len(silent)} of {wording.count(len(questions), 'question')}" if questions else ""
            found.append(_row(e, e.title, detail or "how many took part is not stated", e.engagement_id))
    return tuple(found)


def _is_consultation(engagement: EngagementsRow) -> bool:
    return engagement.state == EngagementState.HELD and engagement.audience in ASKED_OF_MANY
