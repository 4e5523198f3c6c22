"""Progress of a council's intentions, as at a date: one line for each, with its report, its date and its evidence."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pandas as pd

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import Interval, interval
from dayops_dash.dataset.row_types import IntentionsRow, UpdatesRow
from dayops_dash.dataset.vocabulary import (
    Adoption,
    Basis,
    DocumentKind,
    DueSense,
    LinkRelation,
    PublishedBasis,
    ReportedStatus,
    Response,
)
from dayops_dash.measures.plan.coverage import latest_of_all, parents_of_reported
from dayops_dash.measures.plan.descent import passed_on
from dayops_dash.measures.plan.due import NO_DETAILS, due_details
from dayops_dash.measures.plan.line import Line, Statement
from dayops_dash.measures.plan.status import LastReport, Standing, derive, standing
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Progress",
    what="Which commitments are complete, due, overdue, or have no update published.",
    why="Members ask whether the plan is being delivered.",
    how=(
        "Each commitment once; a strategy's commitment and the report's line for it are one, and what a later plan carries on "
        "counts there."
    ),
    limits=(
        "Which report line belongs to which commitment is at times our reading, and marked so. A report on outstanding actions, or "
        "a return, says nothing of the actions that it leaves out."
    ),
    also=("plan.line", "plan.coverage", "plan.descent", "plan.work"),
)


@per_council
def lines(council: Council) -> tuple[Line, ...]:
    """Return every intention known on the council's as-at date, in the order of the papers."""
    said, proposed = _statements(council), only_proposed(council)
    links = council.table("intention_links")
    later = links[links["relation"].isin([LinkRelation.REPORTED_AS, LinkRelation.RESTATED_AS])]
    waits = links[links["relation"] == LinkRelation.DEPENDS_ON]
    went_on = council.table("descents").query("to_intention_id != ''")
    later = pd.concat([later, went_on], ignore_index=True) if len(went_on) else later
    ours = links[links["basis"] == Basis.OUR_READING]
    ours = pd.concat([ours, went_on[went_on["basis"] == Basis.OUR_READING]]) if len(went_on) else ours
    taken_up_as, takes_up, depends_on, readings, read_back = (
        frame.groupby(one)[other].agg(tuple).to_dict()
        for frame, one, other in (
            (later, "from_intention_id", "to_intention_id"),
            (later, "to_intention_id", "from_intention_id"),
            (waits, "from_intention_id", "to_intention_id"),
            (ours, "from_intention_id", "to_intention_id"),
            (ours, "to_intention_id", "from_intention_id"),
        )
    )
    return tuple(
        _line(
            council,
            row,
            said.get(row.intention_id, ()),
            proposed=proposed and row.adoption != Adoption.ADOPTED,
            taken_up_as=taken_up_as.get(row.intention_id, ()),
            takes_up=takes_up.get(row.intention_id, ()),
            depends_on=depends_on.get(row.intention_id, ()),
            readings=(*readings.get(row.intention_id, ()), *read_back.get(row.intention_id, ())),
        )
        for row in council.rows("intentions")
    )


def _statements(council: Council) -> dict[str, tuple[tuple[Statement, UpdatesRow], ...]]:
    updates = sorted(council.rows("updates"), key=lambda row: row.reported_on or date.min)
    found: dict[str, tuple[tuple[Statement, UpdatesRow], ...]] = {}
    for row in updates:
        statement = Statement(
            row.status_on or row.reported_on,
            row.document_id,
            row.locator,
            row.reported_status,
            row.status_as_written,
            row.due_as_written,
            row.completed_as_written,
            row.completion_test,
            row.progress_note,
            None if pd.isna(row.complete_pct) else row.complete_pct,
            row.rag_as_written,
            row.judged,
            row.next_steps,
        )
        found[row.intention_id] = (*found.get(row.intention_id, ()), (statement, row))
    return found


def _line(
    council: Council,
    row: IntentionsRow,
    said: tuple[tuple[Statement, UpdatesRow], ...],
    *,
    proposed: bool,
    **linked: tuple[str, ...],
) -> Line:
    report = next((pair for pair in reversed(said) if pair[0].gives_status), None)
    dated = next((pair[1] for pair in reversed(said) if pair[0].due_as_written), None)
    due = interval(dated.due_edtf) if dated else Interval(None, None, None)
    sense = DueSense(dated.due_sense) if dated and dated.due_sense else None
    reported_on = report[0].reported_on if report else None
    complete = bool(report and report[0].reported_status == ReportedStatus.COMPLETE)
    finished = _finished(said) if complete else None
    completed = interval(finished[1].completed_edtf) if finished else Interval(None, None, None)
    evidence = LastReport(complete, reported_on, completed) if report and reported_on else None
    derived = derive(due, sense, evidence, council.as_at)
    passed_over = not (report or dated or linked["taken_up_as"]) and _is_passed_over(council, row)
    return Line(
        row.intention_id, row.parent_id, row.kind, row.reference, row.title, row.summary, row.theme, row.priority,
        row.owner_role, row.document_id, row.locator, row.note,
        reported_status=report[0].reported_status if report else "",
        status_as_written=report[0].status_as_written if report else "",
        reported_on=reported_on,
        completed_as_written=finished[0].completed_as_written if finished else "",
        completion_test=finished[0].completion_test if finished else "",
        due_as_written=dated.due_as_written if dated else "",
        due_sense=str(sense or ""),
        due_details=due_details(council).get(dated.update_id, NO_DETAILS) if dated else NO_DETAILS,
        due=due,
        completed=completed,
        derived=derived,
        standing=standing(derived, passed_over=passed_over),
        days_since_evidence=(council.as_at - reported_on).days if reported_on else None,
        last_heard=_when(council, report[0].document_id, reported_on) if report else _dated_by(council, dated),
        history=tuple(pair[0] for pair in said),
        proposed=proposed,
        **linked,
    )  # fmt: skip


def _dated_by(council: Council, dated: UpdatesRow | None) -> str:
    return _when(council, dated.document_id, dated.reported_on) if dated else ""


def _when(council: Council, document_id: str, on: date | None) -> str:
    """Return the month of a day on which a paper spoke; its year where the paper gives no day of its own."""
    if on is None:
        return ""
    paper = next(row for row in council.rows("documents") if row.document_id == document_id)
    inferred = paper.published_basis == PublishedBasis.INFERRED and on == paper.published_on
    return str(on.year) if inferred else wording.month(on)


def _is_passed_over(council: Council, row: IntentionsRow) -> bool:
    """Whether a later report could have spoken of an intention, none says what became of it, and its parts are not all reported."""
    elsewhere = parents_of_reported(council) | passed_on(council)
    return row.intention_id not in elsewhere and _is_earlier(council, row)


def _is_earlier(council: Council, row: IntentionsRow) -> bool:
    """Whether a later report than the one that states an intention is known, of those that speak of every action."""
    stated_on, latest = row.reported_on, latest_of_all(council)
    return bool(stated_on and latest and stated_on < latest)


def _finished(said: tuple[tuple[Statement, UpdatesRow], ...]) -> tuple[Statement, UpdatesRow]:
    """Return the latest report of completion that gives its date, else the latest: to say it again takes no date back."""
    reports = [pair for pair in reversed(said) if pair[0].reported_status == ReportedStatus.COMPLETE]
    return next((pair for pair in reports if pair[1].completed_edtf), reports[0])


def followed(council: Council) -> tuple[Line, ...]:
    """Return the intentions that a paper gives a status or a date: those whose delivery can be seen."""
    ended = passed_on(council)
    return tuple(line for line in lines(council) if line.followed and line.intention_id not in ended)


def counted(council: Council) -> tuple[Line, ...]:
    """Return the intentions to count: all but those that a later paper took up, carried on or dropped, or whose parts are all reported.

    What a later paper took up or carried on is counted there, and a whole by its parts.
    """
    by_parts, ended = parents_of_reported(council), passed_on(council)
    every = (line for line in lines(council) if line.intention_id not in ended)
    return tuple(line for line in every if line.spoken_of or not (line.taken_up_as or line.intention_id in by_parts))


def dated(council: Council) -> tuple[Line, ...]:
    """Return the intentions to count that a paper gives a date: the one answer to how many have one."""
    return tuple(line for line in counted(council) if line.dated)


def without_status(council: Council) -> tuple[Line, ...]:
    """Return the intentions to count of which no paper gives a status."""
    return tuple(line for line in counted(council) if not line.reported)


def passed(council: Council, on: date) -> tuple[Line, ...]:
    """Return those with a date of which nothing lies ahead on a day, not an end nor a start, and that are not complete."""
    open_ = (line for line in dated(council) if line.standing is not Standing.COMPLETE)
    return tuple(line for line in open_ if next_day(line, on) is None)


def not_reported(council: Council) -> tuple[Line, ...]:
    """Return the intentions of earlier papers that no paper gives a status or a date and no later paper takes up."""
    return tuple(line for line in lines(council) if line.standing is Standing.NOT_REPORTED)


def counts(chosen: tuple[Line, ...]) -> dict[Standing, int]:
    """Return how many lines stand in each class; every class is there, and they add up to the number of lines."""
    return {s: sum(line.standing == s for line in chosen) for s in Standing}


def next_dates(council: Council) -> tuple[tuple[date, Line], ...]:
    """Return what lies ahead of the as-at date, soonest first: the day that work begins, else the day it is due by."""
    ahead = [
        (when, x)
        for x in followed(council)
        if x.standing is not Standing.COMPLETE and (when := next_day(x, council.as_at))
    ]
    return tuple(sorted(ahead, key=lambda pair: pair[0]))


def next_day(line: Line, as_at: date) -> date | None:
    """Return the next day that something is due of a line: its start where that is ahead and meant, else its end."""
    starts = line.due_sense in BEGINNINGS or line.due.latest is None
    ends = [day for day in (line.due.earliest if starts else None, line.due.latest) if day and day >= as_at]
    return min(ends, default=None)


def reports_status(council: Council) -> bool:
    """Whether any paper known on the day reports a status."""
    return any(row.reported_status or row.status_as_written for row in council.rows("updates"))


def only_proposed(council: Council) -> bool:
    """Whether the plan is a proposal: no status is reported, and no paper tells the answer to what the latest report asked for."""
    latest = council.latest_paper
    if reports_status(council) or not latest or latest.kind != DocumentKind.COMMITTEE_REPORT:
        return False
    asked = [row for row in council.rows("recommendations") if row.document_id == latest.document_id]
    return any(row.response == Response.NONE_STATED for row in asked)


def called(council: Council, chosen: Iterable[Line] | None = None) -> str:
    """Return what a reader calls some lines of the plan, or all that are counted: commitment, proposal, or intention for both kinds.

    A line is a proposal where no paper says that it was agreed.
    """
    found = {line.proposed for line in (counted(council) if chosen is None else chosen)} or {only_proposed(council)}
    return "intention" if len(found) > 1 else "proposal" if True in found else "commitment"


BEGINNINGS = {DueSense.START, DueSense.SPAN, DueSense.MONTH, DueSense.EVENT}  # whose first day is news
FAR = date.max  # sorts what has no date last
PRESSING_FIRST = (*(s for s in Standing if s is not Standing.COMPLETE), Standing.COMPLETE)


def attention(line: Line) -> tuple[int, date, str]:
    """Return a key that sorts what needs attention first: overdue, due now, begun, dated ahead, undated, complete."""
    return PRESSING_FIRST.index(line.standing), line.due.latest or line.due.earliest or FAR, line.title
