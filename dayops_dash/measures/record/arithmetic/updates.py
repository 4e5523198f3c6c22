"""Statements about progress that cannot both be: complete, and a date still to come; complete, and then not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import Interval, period_named
from dayops_dash.dataset.row_types import UpdatesRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import ConflictGrade, DueSense, LinkRelation, ReportedStatus
from dayops_dash.measures.record.arithmetic.dates import clash, paper_day
from dayops_dash.measures.record.arithmetic.periods import days, published
from dayops_dash.measures.record.arithmetic.sum import ALL, Sum

HAPPENS = (DueSense.EVENT, DueSense.START, DueSense.SPAN)  # what is done on its day and not by it
BY = (
    DueSense.DEADLINE,
    DueSense.VAGUE,
    DueSense.CONDITIONAL,
    DueSense.NOT_UNDERSTOOD,
)  # may be done at any time before
LOOSE = (DueSense.VAGUE, DueSense.CONDITIONAL, DueSense.NOT_UNDERSTOOD)  # an interval that the words do not bear out
ENDS = (DueSense.DEADLINE, DueSense.FINISH, DueSense.FINISH_WITHIN)
UNFINISHED = tuple(s for s in ReportedStatus if s is not ReportedStatus.COMPLETE)
SHARE_DONE = re.compile(
    r"(?<![\d.])(\d{1,3})\s*(?:%|per cent) (?:of the work )?(?:is |was |now )*(?:complete|completed|done|finished|delivered)",
    re.IGNORECASE,
)
UNMET = ("not yet", "has not begun", "has not started", "not started", "still to begin")


def progress_sums(council: Council) -> Iterator[Sum]:
    """Hold each update against its paper's date, against itself, and against other updates of the same intention."""
    papers = published(council)
    names = {r.intention_id: r.title for r in council.rows("intentions")}
    by_intention: dict[str, list[UpdatesRow]] = {}
    for row in council.rows("updates"):
        by_intention.setdefault(row.intention_id, []).append(row)
        if paper := papers.get(row.document_id):
            yield from _complete_too_soon(row, names[row.intention_id], paper)
    for intention, rows in by_intention.items():
        for row in rows:
            yield from _share_done(row, names[intention], _later_than(row, rows, papers))
        yield from _one_paper(names[intention], rows)
        yield from _later_papers(names[intention], rows, papers)
    yield from _wholes(council, names, by_intention)
    yield from _dependent(council, names, by_intention, papers)
    yield from _mitigations(council, papers)


def _complete(row: UpdatesRow) -> bool:
    return bool(row.reported_status == ReportedStatus.COMPLETE)


def _complete_too_soon(row: UpdatesRow, name: str, paper: Interval) -> Iterator[Sum]:
    """Complete, and completed or to happen on a day after the paper that says so."""
    if not _complete(row) or not paper.latest:
        return
    completed, due = days(row.completed_edtf), days(row.due_edtf)
    if completed.earliest and completed.earliest > paper.latest:
        words = f"complete, {row.completed_as_written or row.completed_edtf}"
        yield clash(f"{name}: completed after the paper", words, paper_day(paper), row)
    elif due.earliest and due.earliest > paper.latest and row.due_sense not in BY and not row.completed_edtf:
        grade = ConflictGrade.CONFLICT if row.due_sense in HAPPENS else ConflictGrade.DEFINITION
        may = "" if grade is ConflictGrade.CONFLICT else "; it may have been finished early"
        words = f"{row.due_as_written}, still to come: {paper_day(paper)}{may}"
        yield clash(f"{name}: complete, and a date still to come", "complete", words, row, grade)
    if completed.latest and due.earliest and row.due_sense == DueSense.START and completed.latest < due.earliest:
        sides = (f"complete, {row.completed_as_written}", f"begins {row.due_as_written}")
        yield clash(f"{name}: finished before its start", *sides, row)


def _later_than(row: UpdatesRow, rows: Sequence[UpdatesRow], papers: dict[str, Interval]) -> list[UpdatesRow]:
    """Return what papers after that of an update say of the same intention."""
    own = papers.get(row.document_id)
    return [one for one in rows if own and (paper := papers.get(one.document_id)) and _before(own, paper)]


def _settles(later: UpdatesRow, row: UpdatesRow) -> bool:
    """Whether a later update gives a share with which the status goes together: 100% of what was complete at 95%."""
    pct = later.complete_pct
    return not wording.missing(pct) and not _unlike(later.reported_status or row.reported_status, pct)


def _share_done(row: UpdatesRow, name: str, later: Sequence[UpdatesRow]) -> Iterator[Sum]:
    """A share done, in words or as a number, beside a status that says otherwise, while no later paper has settled it."""
    pct = row.complete_pct
    if not wording.missing(pct) and row.reported_status and _stands(row, pct, later):
        yield clash(f"{name}: its status and the share done", row.reported_status, f"{wording.percent(pct)} done", row)
    for column in ("status_as_written", "progress_note"):
        words = text_of(row, column)
        for share in map(int, SHARE_DONE.findall(words)):
            if _stands(row, share, later):
                yield clash(f"{name}: its status and the share done", row.reported_status, words, row)
    if _complete(row) and any(words in row.status_as_written.casefold() for words in UNMET):
        yield clash(f"{name}: its status in two ways", "complete", row.status_as_written, row)


def _stands(row: UpdatesRow, share: float, later: Sequence[UpdatesRow]) -> bool:
    return _unlike(row.reported_status, share) and not any(_settles(one, row) for one in later)


def _unlike(status: str, share: float) -> bool:
    """Whether a status cannot be of work of which this share is done."""
    unlike = share < ALL if status == ReportedStatus.COMPLETE else share >= ALL
    return unlike or (status == ReportedStatus.NOT_STARTED and share > 0)


def _one_paper(name: str, rows: Sequence[UpdatesRow]) -> Iterator[Sum]:
    """One paper that gives an intention two statuses, or two periods with no day in common."""
    for i, one in enumerate(rows):
        for other in rows[i + 1 :]:
            if one.document_id != other.document_id:
                continue
            place = (one.document_id, one.locator, other.document_id, other.locator)
            if _complete(one) != _complete(other) and one.reported_status and other.reported_status:
                sides = (str(one.reported_status), str(other.reported_status))
                yield Sum(ConflictGrade.CONFLICT, f"{name}: two statuses in one paper", *sides, *place)
            for start, end in ((one, other), (other, one)):
                if _starts_too_late(start, end):
                    sides = (start.due_as_written, end.due_as_written)
                    yield Sum(ConflictGrade.CONFLICT, f"{name}: a start after its end", *sides, *place)
            if _two_dates(one, other):
                sides = (one.due_as_written, other.due_as_written)
                yield Sum(ConflictGrade.CONFLICT, f"{name}: two dates in one paper", *sides, *place)


def _starts_too_late(one: UpdatesRow, other: UpdatesRow) -> bool:
    """Whether one date is a start after the last day by which the other says that it is done."""
    start = days(one.due_edtf).earliest if one.due_sense == DueSense.START else None
    end = days(other.due_edtf).outer_latest if other.due_sense in ENDS else None
    return bool(start and end and start > end)


def _two_dates(one: UpdatesRow, other: UpdatesRow) -> bool:
    """Whether two dates of one sense have no day in common; two deadlines, of which neither falls in the other's period."""
    if one.due_sense != other.due_sense:
        return False
    if one.due_sense == DueSense.DEADLINE:
        return _apart(_deadline(one), _deadline(other))
    return _apart(days(one.due_edtf), days(other.due_edtf))


def _deadline(row: UpdatesRow) -> Interval:
    """Return the period by whose end something is due: the month of "by June 2026"; its last day where the words give none."""
    last = days(row.due_edtf)
    named = period_named(row.due_as_written)
    if named and last.latest and named.earliest and named.latest and named.earliest <= last.latest <= named.latest:
        return Interval.of(named.earliest, named.outer_latest)
    return Interval.of(last.latest, last.outer_latest)


def _apart(one: Interval, other: Interval) -> bool:
    return _before(one, other) or _before(other, one)


def _before(one: Interval, other: Interval) -> bool:
    return bool(one.latest and other.earliest and one.latest < other.earliest)


def _later_papers(name: str, rows: Sequence[UpdatesRow], papers: dict[str, Interval]) -> Iterator[Sum]:
    """Complete in one paper and not in a later one; or completed before a paper that says that it was not."""
    dated = [(r, papers[r.document_id].latest) for r in rows if r.document_id in papers]
    for one, day in dated:
        for other, later in dated:
            if not day or not later or day >= later or other.reported_status == "":
                continue
            place = (one.document_id, one.locator, other.document_id, other.locator)
            sides = (
                f"{one.reported_status}, {wording.day(day)}",
                f"{other.reported_status}, {wording.day(later)}",
            )
            if _complete(one) and other.reported_status in UNFINISHED:
                again = (sides[0], f"{sides[1]}: the work may have been taken up again")
                title = f"{name}: complete, and later not complete"
                yield Sum(ConflictGrade.DEFINITION, title, *again, *place, superseded=True)
            yield from _backwards(name, (one, other), sides, place)
            completed, first = days(other.completed_edtf).latest, papers[one.document_id].earliest
            if one.reported_status in UNFINISHED and _complete(other) and completed and first and completed < first:
                sides = (sides[0], f"complete, {other.completed_as_written or other.completed_edtf}")
                yield Sum(
                    ConflictGrade.CONFLICT, f"{name}: completed before a paper that says otherwise", *sides, *place
                )


def _backwards(
    name: str, rows: tuple[UpdatesRow, UpdatesRow], sides: tuple[str, str], place: tuple[str, str, str, str]
) -> Iterator[Sum]:
    """Work that goes on in one paper and has not begun in a later one; a share done that is smaller later."""
    one, other = rows
    back = "the work may have been set back"
    if one.reported_status == ReportedStatus.ONGOING and other.reported_status == ReportedStatus.NOT_STARTED:
        title = f"{name}: begun, and later not started"
        yield Sum(ConflictGrade.DEFINITION, title, sides[0], f"{sides[1]}: {back}", *place, superseded=True)
    first, then = one.complete_pct, other.complete_pct
    if not wording.missing(first) and not wording.missing(then) and then < first and not _complete(one):
        title, done = (
            f"{name}: less done than in an earlier paper",
            (f"{wording.percent(n)} done" for n in (first, then)),
        )
        said, later = done
        yield Sum(ConflictGrade.DEFINITION, title, said, f"{later}: {back}", *place, superseded=True)


def _wholes(council: Council, names: dict[str, str], updates: dict[str, list[UpdatesRow]]) -> Iterator[Sum]:
    """A whole reported complete in a paper that reports a part of it as not complete."""
    for part in council.rows("intentions"):
        for one in updates.get(part.parent_id, []):
            for other in updates.get(part.intention_id, []):
                if one.document_id == other.document_id and _complete(one) and other.reported_status in UNFINISHED:
                    title = f"{names[part.parent_id]}: complete, and a part of it not"
                    sides = ("complete", f"{names[part.intention_id]}: {other.reported_status}")
                    place = (one.document_id, one.locator, other.document_id, other.locator)
                    yield Sum(ConflictGrade.CONFLICT, title, *sides, *place)


def _dependent(
    council: Council, names: dict[str, str], updates: dict[str, list[UpdatesRow]], papers: dict[str, Interval]
) -> Iterator[Sum]:
    """What is to happen, or is complete, before that which it depends on, in one paper.

    What is late already is only late, and what is complete waits for nothing, whatever date stands beside it.
    """
    for link in council.rows("intention_links"):
        if link.relation != LinkRelation.DEPENDS_ON:
            continue
        afterwards = updates.get(link.to_intention_id, [])
        for one in updates.get(link.from_intention_id, []):
            for other in afterwards:
                if one.document_id != other.document_id:
                    continue
                place = (one.document_id, one.locator, other.document_id, other.locator)
                after, paper = names[link.to_intention_id], papers.get(one.document_id)
                title = f"{names[link.from_intention_id]}: before what it depends on"
                done = _complete(one) or any(_complete_by(row, paper, papers) for row in afterwards)
                if not done and _ends_before(one, other, paper):
                    sides = (one.due_as_written, f"{after}: {other.due_as_written}")
                    yield Sum(ConflictGrade.CONFLICT, title, *sides, *place)
                elif _complete(one) and other.reported_status in UNFINISHED:
                    sides = ("complete", f"{after}: {other.reported_status}")
                    yield Sum(ConflictGrade.DEFINITION, title, *sides, *place)


def _complete_by(row: UpdatesRow, paper: Interval | None, papers: dict[str, Interval]) -> bool:
    """Whether a paper reports an intention complete that came out no later than another."""
    by = papers.get(row.document_id)
    return _complete(row) and (paper is None or by is None or not _before(paper, by))


def _ends_before(one: UpdatesRow, other: UpdatesRow, paper: Interval | None) -> bool:
    """Whether one is due, on a day still to come, before the other can be."""
    first, then = days(one.due_edtf), days(other.due_edtf)
    ahead = paper and paper.latest and first.latest and first.latest >= paper.latest
    loose = bool({one.due_sense, other.due_sense} & {*LOOSE})
    begins = one.due_sense == DueSense.START and other.due_sense != DueSense.START  # may begin while the other goes on
    return bool(ahead) and not loose and not begins and _before(first, then)


def _mitigations(council: Council, papers: dict[str, Interval]) -> Iterator[Sum]:
    """A measure said to be complete, with a date still to come."""
    for row in council.rows("mitigations"):
        due, paper = days(row.due_edtf), papers.get(row.document_id)
        done = row.status.casefold() in ("complete", "completed", "done", "finished")
        if done and due.earliest and paper and paper.latest and due.earliest > paper.latest:
            sides = (
                row.status or str(row.evidence),
                f"{row.due_as_written}, still to come: {paper_day(paper)}",
            )
            title = f"{row.title.rstrip('.')}: done, and a date still to come"
            yield clash(title, *sides, row, ConflictGrade.DEFINITION)
