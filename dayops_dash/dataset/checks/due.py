"""Checks of due dates: the interval and sense that are typed against the words that they were typed from.

An officer may know better than our reading. Another interval or sense, or none where we read one, is therefore noted and
not refused; refused is what cannot be, or a date of which nothing says what it means.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd

from dayops_dash.dataset.checks.frames import Frames, rows
from dayops_dash.dataset.checks.problem import Note, Problem, shown
from dayops_dash.dataset.dates import Due, NotEDTF, interval, read_due
from dayops_dash.dataset.schema import Table
from dayops_dash.dataset.vocabulary import DueSense, IntentionKind

NO_DAYS = (DueSense.VAGUE, DueSense.CONDITIONAL, DueSense.NOT_UNDERSTOOD)  # what an officer may say without an interval
AS_GOOD = ((DueSense.FINISH, DueSense.MONTH),)  # when the work happens, for when it is finished
DateRow = tuple[Table, int, dict[Any, Any], Due]


def problems(frames: Frames) -> Iterator[Problem]:
    """Yield intervals without words, and words whose sense is not typed, with what to type."""
    for table, number, row in rows(frames, "updates"):
        if not row["due_as_written"] and (row["due_edtf"] or row["due_sense"]):
            present, expected = "an interval without words", "the words of the paper"
            yield Problem(table.path, number, "due_as_written", present, expected, "Type the date as written.")
    for table, number, row, due in _dated(frames):
        if not row["due_sense"]:
            also = f" Type {due.edtf} as due_edtf." if due.edtf and not row["due_edtf"] else ""
            say = f"Say what the date means.{also}"
            yield Problem(table.path, number, "due_sense", "an empty cell", f"{due.sense}", say)


def notes(frames: Frames) -> Iterator[Note]:
    """Yield where the interval or the sense that is typed is another than we read."""
    for table, number, row, due in _dated(frames):
        typed, sense, words = row["due_edtf"], row["due_sense"], row["due_as_written"]
        if not sense:
            continue  # a problem
        if due.edtf and not typed and sense not in NO_DAYS and due.sense is not DueSense.VAGUE:
            basis = f"from {shown(words)}; without an interval it is shown as having no date. If the paper gives one, type it"
            yield Note(table.path, number, "due_edtf", "an empty cell", due.edtf, basis)
        elif typed and not _same_days(typed, due.edtf):
            shown_as = "inferred" if sense == DueSense.VAGUE else "given by the council"
            basis = f"from {shown(words)}, which we {_understand(due)}; your interval is used and shown as {shown_as}"
            yield Note(table.path, number, "due_edtf", typed, due.edtf or "no interval", basis)
        elif sense != due.sense and (due.sense, sense) not in AS_GOOD:
            basis = f"from {shown(words)}; the sense that you give is used"
            yield Note(table.path, number, "due_sense", sense, f"{due.sense}", basis)


def _understand(due: Due) -> str:
    if due.sense is DueSense.NOT_UNDERSTOOD:
        return "do not understand"
    return f"understand as {due.sense}"


def _same_days(one: str, other: str) -> bool:
    try:
        return interval(one) == interval(other)
    except NotEDTF:
        return True  # told by the check of intervals


def _dated(frames: Frames) -> Iterator[DateRow]:
    """Yield each row that has words for its due date, with our reading of them.

    What remains of a year is counted from the paper's date: where that could not be read, the row is passed over.
    """
    documents = frames.get("documents", pd.DataFrame(columns=["document_id", "published_on"]))
    said_on = dict(zip(documents["document_id"], documents["published_on"], strict=True))
    plan = frames.get("intentions", pd.DataFrame(columns=["intention_id", "kind"]))
    kinds = dict(zip(plan["intention_id"], plan["kind"], strict=True))
    for table, number, row in rows(frames, "updates"):
        if row["due_as_written"]:
            on_timeline = kinds.get(row["intention_id"]) == IntentionKind.KEY_DATE
            paper = said_on.get(row["document_id"])
            due = read_due(row["due_as_written"], said_on=paper, on_timeline=on_timeline)
            if due.sense is not DueSense.REMAINDER or "documents" in frames:
                yield table, number, row, due
