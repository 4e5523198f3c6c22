"""What was decided in a workbook of proposals, taken into a draft; and the second person who looked again."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.desk.cell import read_text
from dayops_dash.desk.draft import write_files
from dayops_dash.desk.held import HeldVersion, published
from dayops_dash.desk.papers.forms import PAPER_FORMS
from dayops_dash.desk.papers.workbook import CHECKED, DECISION, DECISIONS, GIVEN, HEADER_ROW, STAMP
from dayops_dash.desk.proposal import Choice, DeskError, OfficerDecision, Proposal, ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import deciding, load_reading
from dayops_dash.desk.returns.form import CellEntry
from dayops_dash.desk.returns.opened import FAULTS, NotAReturn, refuse_unsafe

MOST_ROWS = 20_000


@dataclass(frozen=True)
class WorkbookRow:
    """A row of a workbook of proposals that was filled in: which proposal, what was decided, its cells by heading, and who checked."""

    number: int
    decision: str
    cells: Mapping[str, str]
    checked_by: str
    place: str


def take_workbook(home: Path, folder: Path, content: bytes, file: str, by: str) -> list[str]:
    """Take what a workbook decides into a draft, write the draft anew, and return lines that say what became of it.

    Raises DeskError where the workbook is not of this draft; a cell that cannot be read leaves its proposal open, and is told.
    """
    with deciding(folder):
        return _taken(home, folder, content, file, _role(by))


def _taken(home: Path, folder: Path, content: bytes, file: str, role: str) -> list[str]:
    reading = load_reading(folder)
    held = published(home)
    counts, faults = {"accepted": 0, "changed": 0, "refused": 0}, []
    for row in _rows(content, file, reading):
        found = next((one for one in reading.proposals if one.number == row.number), None)
        if found is None or found.printed is None:
            faults.append(f"{row.place}: no proposal has the number {row.number}.")
            continue
        try:
            decision, what = _decided(held, found, row, role, date.fromisoformat(reading.paper.on))
        except DeskError as error:
            faults.append(f"{row.place}: {error}")
            continue
        if decision:
            reading = reading.decided(row.number, decision)
            counts[what] += 1
    write_files(home, reading, folder)
    told = ", ".join(f"{number} {name}" for name, number in counts.items())
    return [f"{told}; {len(reading.undecided)} left to decide.", *faults]


def _role(words: str) -> str:
    role = " ".join(words.split())
    if is_personal(role):
        raise DeskError("Say who by a role: it holds an e-mail address or a telephone number.")
    return role


def _rows(content: bytes, file: str, reading: ReturnsReading) -> Iterator[WorkbookRow]:
    from openpyxl import load_workbook

    try:
        refuse_unsafe(content, file, "Write the workbook of proposals anew.")
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
        sheets = {sheet.title: _cells(sheet) for sheet in book.worksheets}
    except NotAReturn as error:
        raise DeskError(str(error)) from error
    except FAULTS as error:
        raise DeskError(f"{file}: the workbook cannot be read. Open it in Excel and save it anew as .xlsx.") from error
    stamp = {row[0]: row[1] for row in sheets.get(STAMP, []) if len(row) > 1}
    if stamp.get("paper") != reading.paper.document_id or stamp.get("council") != reading.council:
        raise DeskError(f"{file}: it is not the workbook of this draft's proposals.")
    for title, rows in sheets.items():
        head = next((at for at, row in enumerate(rows[: HEADER_ROW + 5]) if GIVEN[0] in row and DECISION in row), None)
        if head is None:
            continue
        for at, row in enumerate(rows[head + 1 :], head + 2):
            cells = dict(zip(rows[head], row, strict=False))
            if cells.get(GIVEN[0], "").isdecimal():
                answer = cells.get(DECISION, "").strip().casefold()
                yield WorkbookRow(
                    int(cells[GIVEN[0]]), answer, cells, cells.get(CHECKED, ""), f"{file}, sheet {title}, row {at}"
                )


def _cells(sheet: Any) -> list[list[str]]:
    sheet.reset_dimensions()
    return [
        ["" if cell is None else _plain(cell) for cell in row]
        for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=60, values_only=True)
    ]


def _plain(cell: Any) -> str:
    return f"{cell:.10g}" if isinstance(cell, float) else " ".join(str(cell).split())


def _decided(
    held: HeldVersion, one: Proposal, row: WorkbookRow, by: str, on: date
) -> tuple[OfficerDecision | None, str]:
    """Return what a row decides of its proposal, and in a word what that is; None where it says nothing."""
    checked = _role(row.checked_by)
    if row.decision and row.decision not in DECISIONS:
        raise DeskError(f"“{row.decision[:40]}” is no decision. Choose accept or refuse.")
    if row.decision == DECISIONS[1]:
        return OfficerDecision(Choice.PUBLISHED, by, {}, checked), "refused"
    typed = typed_cells(held, one, row.cells, on)
    if typed:
        return OfficerDecision(Choice.OTHER, by, typed, checked), "changed"
    if row.decision == DECISIONS[0]:
        if one.state is ProposalState.UNREADABLE:
            raise DeskError(f"proposal {one.number} cannot go in as it is: {one.reason}")
        return OfficerDecision(Choice.PROPOSED, by, {}, checked), "accepted"
    return None, ""


def typed_cells(held: HeldVersion, one: Proposal, cells: Mapping[str, str], on: date) -> dict[str, str]:
    """Return the cells of a row that were changed, by column, read as cells of a return are. Raises DeskError for one that cannot be."""
    form = PAPER_FORMS[one.form]
    before = {**one.values, **(one.decision.value if one.decision and one.decision.choice is Choice.OTHER else {})}
    found: dict[str, str] = {}
    for column in form.asked:
        if column.heading not in cells or cells[column.heading] == " ".join(before.get(column.name, "").split()):
            continue
        words = cells[column.heading]
        if not words:
            found[column.name] = ""
            continue
        entry = CellEntry.TEXT if column.entry is CellEntry.DUE else column.entry
        read = read_text(words, entry, form.choices(held, column.name), on)
        if read.fault:
            raise DeskError(f"{column.heading}: {read.fault}")
        found[column.name] = read.text
    return found


def check_again(home: Path, folder: Path, numbers: list[int], by: str) -> int:
    """Keep that a second role has looked at accepted proposals, and return how many. Raises DeskError for the role that decided."""
    role = _role(by)
    if not role:
        raise DeskError("Say who looked again, as a role.")
    with deciding(folder):
        return _checked(home, folder, numbers, role)


def _checked(home: Path, folder: Path, numbers: list[int], role: str) -> int:
    reading = load_reading(folder)
    chosen = [
        one
        for one in reading.proposals
        if one.printed and one.accepted and one.decision and (not numbers or one.number in numbers)
    ]
    if missing := set(numbers) - {one.number for one in chosen}:
        raise DeskError(f"Not accepted, so not to be checked: {', '.join(map(str, sorted(missing)))}.")
    checked = {}
    for one in chosen:
        assert one.decision
        if one.decision.by.casefold() == role.casefold():
            raise DeskError(
                f"{wording.count(1, 'proposal')} {one.number}: {role} decided it. Another role must look again."
            )
        checked[one.number] = replace(one, decision=replace(one.decision, checked_by=role))
    proposals = tuple(checked.get(one.number, one) for one in reading.proposals)
    write_files(home, replace(reading, proposals=proposals), folder)
    return len(chosen)
