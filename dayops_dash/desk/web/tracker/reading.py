"""Reading the tracker of a draft: what its table is taken for, and its proposals once a person has said what its columns are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import ImportAnswers, TrackerAnswers, load_answers
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.questions import (
    EVERY_SHEET,
    answered_before,
    of_one_kind,
    only_table,
    questions_of,
    tables_in,
    with_same_columns,
)
from dayops_dash.desk.imports.read import TrackerReading, read_tracker, tracker_paper
from dayops_dash.desk.imports.table import TrackerGuess
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.web.folder import DeskDraft
from dayops_dash.desk.web.tracker.kept import KeptTracker, kept_table

SHEET, KIND = "sheet", "kind"  # what an officer has said of the file, in a draft's details


@dataclass(frozen=True)
class ReadTracker:
    """What was read of a draft's tracker: what is kept of it, its tables, and the proposals; None until its columns are known."""

    kept: KeptTracker
    tables: tuple[TrackerGuess, ...] = ()
    reading: ReturnsReading | None = None


def read_tracker_of(draft: DeskDraft, before: ReturnsReading | None) -> ReadTracker:
    """Read the tracker of a draft. Raises DatasetError where there is none, or it cannot be read."""
    details = draft.details
    if len(details.files) != 1:
        raise DeskError("Bring in one tracker. Take the others out, and begin a draft for each.")
    opened = open_tracker(draft.content_of(details.files[0]), details.files[0].name)
    data, answers = published(draft.home), load_answers(draft.home)
    tables = tables_in(opened, data, kind=details.about.get(KIND, ""))
    sheets = tuple((one.sheet.title, one.rows) for one in tables)
    chosen = details.about.get(SHEET, "")
    every = of_one_kind(tables)
    mapped = next((one for one in tables if chosen and one.sheet.title == chosen), None) or only_table(tables, answers)
    if chosen == EVERY_SHEET and every:
        mapped = every[0]
    if mapped is None:
        return ReadTracker(KeptTracker(sheets, notes=opened.notes, every=tuple(one.sheet.title for one in every)))
    known = _known(mapped, answers, details.about.get(KIND, ""))
    if known is None:
        titles = tuple(one.sheet.title for one in every)
        return ReadTracker(KeptTracker(sheets, kept_table(mapped), notes=opened.notes, every=titles))
    mapped, answered = known
    day = date.fromisoformat(details.as_of) if details.as_of else None
    confirmed = before.paper.confirmed_by if before else ""
    paper = tracker_paper(
        draft.home, document_id=details.paper, as_of=day, confirmed_by=confirmed, judged=details.judged
    )
    more = [with_same_columns(mapped, one) for one in every[1:]] if chosen == EVERY_SHEET else []
    reading = read_tracker(draft.home, mapped, answers, answered, paper, opened.file, more)
    tracker = replace(
        _kept_tracker(sheets, mapped, reading, opened.notes), every=tuple(one.sheet.title for one in every)
    )
    return ReadTracker(tracker, (mapped, *more), _with_notes(reading, opened.notes))


def _known(mapped: TrackerGuess, answers: ImportAnswers, kind: str) -> tuple[TrackerGuess, TrackerAnswers] | None:
    """Return the table with its columns as a person has said them; None where nobody has, or said them of another kind."""
    known = answered_before(mapped, answers)
    return known if known and kind in ("", known[1].kind) else None


def _kept_tracker(
    sheets: tuple[tuple[str, int], ...], mapped: TrackerGuess, reading: TrackerReading, notes: tuple[str, ...]
) -> KeptTracker:
    notes = (*notes, *reading.reading.notes)
    roles = tuple(sorted(set(reading.people.roles.values())))
    return KeptTracker(sheets, kept_table(mapped), True, tuple(questions_of(reading)), notes, roles)


def _with_notes(reading: TrackerReading, notes: tuple[str, ...]) -> ReturnsReading:
    return replace(reading.reading, notes=(*notes, *reading.reading.notes))
