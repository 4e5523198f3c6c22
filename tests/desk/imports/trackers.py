"""Trackers as officers hold them, made for tests: no file of any council."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from dayops_dash.desk.held import published
from dayops_dash.desk.imports.answers import ImportAnswers, TrackerAnswers
from dayops_dash.desk.imports.files.tracker_file import open_tracker
from dayops_dash.desk.imports.guess import guess
from dayops_dash.desk.imports.read import TrackerReading, read_tracker, tracker_paper
from dayops_dash.desk.imports.table import TrackerGuess, heading_of
from dayops_dash.desk.proposal import Proposal
from tests.desk.workbooks import saved

ON = date(2026, 9, 30)
ROLE = "Head of commissioning"
GREEN = "00B050"
HEAD = ("Ref", "Action", "Lead officer", "Status", "Due date", "Progress update")


def workbook(*sheets: Sequence[Sequence[Any]], titles: Sequence[str] = ("Tracker",)) -> Any:
    """Return an open workbook with these rows on its sheets."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in zip(titles, sheets, strict=True):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    return book


def fill(sheet: Any, place: str, colour: str = GREEN) -> None:
    sheet[place].fill = PatternFill("solid", fgColor=colour)


def table(*rows: Sequence[Any], head: Sequence[str] = HEAD) -> bytes:
    """Return a plain tracker: a header and these rows."""
    return saved(workbook([head, *rows]))


def csv_of(*rows: Sequence[str], ends: str = "\r\n") -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator=ends).writerows(rows)
    return out.getvalue().encode()


def mapped(home: Path, content: bytes, place: int = 0) -> TrackerGuess:
    """Return what a tracker's table is taken for."""
    found = guess(open_tracker(content, "tracker").sheets[place], published(home))
    assert found is not None
    return found


def answered(one: TrackerGuess, **more: Any) -> TrackerAnswers:
    headings = tuple(heading for cell in one.sheet.rows[one.header] if (heading := heading_of(cell)))
    fields = {column.heading: column.field for column in reversed(one.columns) if column.heading}
    return TrackerAnswers(headings, one.kind, fields, **more)


def read(
    home: Path,
    content: bytes,
    answers: ImportAnswers | None = None,
    *,
    rows: Mapping[str, str] | None = None,
    day_order: str = "",
    reworded: Mapping[str, str] | None = None,
    on: date = ON,
) -> TrackerReading:
    """Return what a tracker proposes, its columns taken as guessed."""
    one = mapped(home, content)
    known = answered(one, rows=rows or {}, day_order=day_order, reworded=reworded or {})
    paper = replace(tracker_paper(home, as_of=on), confirmed_by=ROLE, judged="officer's proposal")
    return read_tracker(home, one, answers or ImportAnswers(), known, paper, "tracker.xlsx")


def proposal(told: TrackerReading, row: str, column: str) -> Proposal:
    (found,) = [one for one in told.reading.proposals if (one.row, one.column) == (row, column)]
    return found


def copy_of(council: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(council, tmp_path / "data" / council.name))
