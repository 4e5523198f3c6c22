"""Reading what was brought in, behind the page that shows how far it is; decisions that still fit are kept."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dayops_dash.cache import per_draft
from dayops_dash.dataset.files.text_file import DatasetError, read_json
from dayops_dash.dataset.writing.whole import PRIVATE, put_file
from dayops_dash.desk.draft import write_draft
from dayops_dash.desk.proposal import Choice, OfficerDecision, Proposal
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.returns.form import SheetForm
from dayops_dash.desk.returns.forms import FORMS
from dayops_dash.desk.returns.make import IDENTITY
from dayops_dash.desk.returns.opened import FAULTS, MOST_COLUMNS, MOST_ROWS, NotAReturn, open_workbook
from dayops_dash.desk.returns.read import paper_of, read_returns
from dayops_dash.desk.returns.sheet import HEAD_WITHIN
from dayops_dash.desk.web.afterwards.correcting import corrected, with_same_decisions
from dayops_dash.desk.web.cells import cell_text, row_place
from dayops_dash.desk.web.folder import DeskDraft, changing, remove_older
from dayops_dash.desk.web.paper_step import keep_beside, read_paper_of
from dayops_dash.desk.web.tracker.kept import forget, write_kept
from dayops_dash.desk.web.tracker.reading import read_tracker_of
from dayops_dash.desk.web.tracker.rows import tracker_rows

ROWS = "rows.json"  # in a draft's data: the rows that proposals stand in, as they were filled in
Progress = Callable[[int, str], None]
Deciding = Callable[[ReturnsReading, ReturnsReading], ReturnsReading]


@dataclass(frozen=True)
class ReadingState:
    """How far a reading is: the file that is read now, its number and how many there are; what went wrong, if anything did."""

    number: int = 0
    total: int = 0
    file: str = ""
    failed: str = ""


def read(draft: DeskDraft, on_file: Progress = lambda number, name: None) -> DeskDraft:
    """Read all files of a draft anew, compared with what is published now, and write its data. Raises DatasetError."""
    details = draft.details
    before = draft.reading() if draft.is_read else corrected(draft)
    decided = with_same_decisions if draft.details.corrects and not draft.is_read else with_decisions
    if details.is_paper:
        added = read_paper_of(draft, before, on_file)
        reading = decided(added.reading, before) if before else added.reading
        number = _free_number(draft)
        write_draft(draft.home, reading, draft.reading_folder(number))
        keep_beside(draft, draft.reading_folder(number), added)
        return _read_now(draft, number)
    if details.is_tracker:
        return _read_tracker(draft, before, decided)
    day = date.fromisoformat(details.as_of) if details.as_of else None
    confirmed = before.paper.confirmed_by if before else ""
    paper = paper_of(draft.home, document_id=details.paper, as_of=day, confirmed_by=confirmed, judged=details.judged)
    sent = {one.name: draft.content_of(one) for one in details.files}
    reading = read_returns(draft.home, sent, paper, on_file)
    if before:
        reading = decided(reading, before)
    number = _free_number(draft)
    write_draft(draft.home, reading, draft.reading_folder(number))
    write_rows(draft.reading_folder(number), sent, reading.proposals)
    return _read_now(draft, number)


def _read_tracker(draft: DeskDraft, before: ReturnsReading | None, decided: Deciding) -> DeskDraft:
    """Look at the tracker of a draft anew; its proposals are there once a person has said what its columns are."""
    try:
        tracker = read_tracker_of(draft, before)
    except DatasetError:  # what was read of another file, or before, must not be taken for what it says
        forget(draft)
        _read_now(draft, _free_number(draft))
        raise
    number = _free_number(draft)
    if tracker.reading:
        reading = decided(tracker.reading, before) if before else tracker.reading
        write_draft(draft.home, reading, draft.reading_folder(number))
        rows = tracker_rows(tracker.tables, reading.proposals)
        put_rows(draft.reading_folder(number), rows)
    write_kept(draft, tracker.kept)
    return _read_now(draft, number)


def _free_number(draft: DeskDraft) -> int:
    number = draft.details.readings + 1
    while draft.reading_folder(number).exists():  # what a reading left that was ended
        number += 1
    return number


def _read_now(draft: DeskDraft, number: int) -> DeskDraft:
    read_now = draft.with_details(readings=number, prepared=None)
    remove_older(read_now)
    return read_now


def with_decisions(reading: ReturnsReading, before: ReturnsReading) -> ReturnsReading:
    """Return a reading with the decisions of an earlier one, each where the very same was sent and is published."""
    decided = {_question(one): one.decision for one in before.proposals if one.decision}
    proposals = (replace(one, decision=decided.get(_question(one))) for one in reading.proposals)
    return replace(reading, proposals=_one_each(tuple(proposals)))


def _question(one: Proposal) -> tuple[object, ...]:
    return (one.cell, one.place.file, one.published, one.proposed, one.state, one.reason)


def _one_each(proposals: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Return proposals of which no cell takes two values: a decision of before stands against a workbook that came later."""
    taken = {one.cell: one for one in proposals if one.decision and one.decision.choice is not Choice.PUBLISHED}
    return tuple(
        replace(one, decision=OfficerDecision(Choice.PUBLISHED, taken[one.cell].decision.by))  # type: ignore[union-attr]
        if one.cell in taken and one.accepted and one.number != taken[one.cell].number
        else one
        for one in proposals
    )


def put_rows(folder: Path, rows: Mapping[str, Sequence[Sequence[str]]]) -> None:
    put_file(folder / ROWS, (json.dumps(rows, ensure_ascii=False) + "\n").encode(), mode=PRIVATE)


def write_rows(folder: Path, sent: Mapping[str, bytes], proposals: Sequence[Proposal]) -> None:
    """Keep the rows that proposals stand in as they were filled in, by file, sheet and row: cells with their letter and heading."""
    rows_by_place: dict[str, list[list[str]]] = {}
    for file in dict.fromkeys(one.place.file for one in proposals):
        wanted = {(one.place.sheet, one.place.row) for one in proposals if one.place.file == file}
        try:
            opened = open_workbook(sent[file], file)
            for form in FORMS.values():
                numbers = {row for sheet, row in wanted if sheet == form.sheet}
                if numbers:
                    rows = _rows(opened.sheets[form.sheet], form, numbers)
                    rows_by_place |= {row_place(file, form.sheet, number): cells for number, cells in rows.items()}
        except (NotAReturn, *FAULTS):
            continue  # it was read a moment ago; without its rows the proposals still say where they stand
    put_rows(folder, rows_by_place)


def _rows(sheet: Any, form: SheetForm, numbers: set[int]) -> dict[int, list[list[str]]]:
    from openpyxl.utils import get_column_letter

    sheet.reset_dimensions()
    heads: list[str] = []
    cells_by_row: dict[int, list[list[str]]] = {}
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    for number, row in enumerate(rows, 1):
        cells = [cell_text(value) for value in row]
        if not heads and number <= HEAD_WITHIN and IDENTITY in cells:
            heads = cells
        elif number in numbers:
            pairs = zip(heads, cells, strict=False)
            cells_by_row[number] = [
                [get_column_letter(place), head, cell]
                for place, (head, cell) in enumerate(pairs, 1)
                if head and head != IDENTITY
            ]
    return cells_by_row


def row_of(draft: DeskDraft, one: Proposal) -> list[list[str]]:
    """Return the row that a proposal stands in: each cell's letter, heading and text; none where it is not kept."""
    try:
        now = (draft.data / ROWS).stat()
        rows = _rows_of(draft.data, (now.st_ino, now.st_mtime_ns, now.st_size))
    except (DatasetError, OSError):
        return []
    return [list(cell) for cell in rows.get(row_place(one.place.file, one.place.sheet, one.place.row), ())]


@per_draft
def _rows_of(folder: Path, stamp: tuple[int, int, int]) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    stated = read_json(folder / ROWS)
    return MappingProxyType({place: tuple(tuple(map(str, cell)) for cell in cells) for place, cells in stated.items()})


class Readings:
    """The readings that run in this process, one after another."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._states: dict[Path, ReadingState] = {}
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="desk")

    def state(self, draft: DeskDraft) -> ReadingState | None:
        """Return how far the reading of a draft is, or why it failed; None where none runs and none failed."""
        with self._lock:
            return self._states.get(draft.folder)

    def start(self, draft: DeskDraft) -> Future[None]:
        """Read a draft behind its page."""
        self._set(draft, ReadingState(total=len(draft.details.files)))
        return self._workers.submit(self._read, draft)

    def _read(self, draft: DeskDraft) -> None:
        total = len(draft.details.files)
        failed = ""
        try:
            with changing(draft) as now:
                read(now, lambda number, name: self._set(draft, ReadingState(number, total, name)))
        except (DatasetError, OSError) as error:
            failed = str(error)
        except Exception:  # a file that ends the reader must not leave its page waiting for ever
            logging.getLogger("dayops_dash").exception("the desk cannot read %s", draft.name)
            failed = "The files cannot be read. Take the last one out and try again."
        self._set(draft, ReadingState(failed=failed) if failed else None)

    def _set(self, draft: DeskDraft, state: ReadingState | None) -> None:
        with self._lock:
            if state is None:
                self._states.pop(draft.folder, None)
            else:
                self._states[draft.folder] = state
