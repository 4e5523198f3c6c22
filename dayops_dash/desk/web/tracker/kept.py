"""What a draft keeps of its tracker beside its proposals: the sheets, the columns, and what is asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.text_file import read_json
from dayops_dash.dataset.writing.whole import PRIVATE, put_file
from dayops_dash.desk.imports.columns import TrackerField
from dayops_dash.desk.imports.files.tracker_file import TrackerCell, TrackerSheet
from dayops_dash.desk.imports.questions import ImportQuestion, QuestionKind, headings_of
from dayops_dash.desk.imports.systems import system_named
from dayops_dash.desk.imports.table import ColumnGuess, TrackerGuess
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.web.folder import DeskDraft

FILE = "tracker.json"  # in a draft's folder, for its owner alone: it holds names


@dataclass(frozen=True)
class KeptTable:
    """A table as it was taken: of which sheet, which row names its columns, its kind and system, and its columns."""

    sheet: str
    words: str
    kind: str
    system: str
    headings: tuple[str, ...]
    columns: tuple[ColumnGuess, ...]

    def as_guess(self) -> TrackerGuess:
        """Return the table without its rows: enough to say what its columns are."""
        head = tuple(TrackerCell(heading) for heading in self.headings)
        return TrackerGuess(
            TrackerSheet(self.sheet, (head,)),
            0,
            self.kind,
            system_named(self.system) if self.system else None,
            self.columns,
        )


@dataclass(frozen=True)
class KeptTracker:
    """What is kept of a draft's tracker.

    ``sheets`` are those with a table, each with how many rows it has. ``table`` is None until one of them is chosen. The columns are
    ``confirmed`` once a person has said what they are; ``questions`` are what nobody has said after that. ``roles`` are
    those that the council has; ``every`` the sheets with the same columns, which can be read together.
    """

    sheets: tuple[tuple[str, int], ...]
    table: KeptTable | None = None
    confirmed: bool = False
    questions: tuple[ImportQuestion, ...] = ()
    notes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    every: tuple[str, ...] = ()


def kept_table(mapped: TrackerGuess) -> KeptTable:
    system = mapped.system.name if mapped.system else ""
    return KeptTable(mapped.sheet.title, mapped.words, mapped.kind, system, tuple(headings_of(mapped)), mapped.columns)


def write_kept(draft: DeskDraft, tracker: KeptTracker) -> None:
    """Write a tracker's state into the draft's folder. It is never published."""
    text = json.dumps(asdict(tracker), ensure_ascii=False, indent=1)
    put_file(draft.folder / FILE, f"{text}\n".encode(), mode=PRIVATE)


def forget(draft: DeskDraft) -> None:
    """Keep nothing of a tracker that is not in the draft any more."""
    (draft.folder / FILE).unlink(missing_ok=True)


def kept_of(draft: DeskDraft) -> KeptTracker | None:
    """Return what is kept of a draft's tracker; None where it was not looked at yet. Raises DeskError for a damaged file."""
    if not draft.details.is_tracker or not (draft.folder / FILE).is_file():
        return None
    return _tracker_of(draft.folder / FILE, draft.name)


def _tracker_of(path: Path, name: str) -> KeptTracker:
    stated = read_json(path)
    try:
        return KeptTracker(
            tuple((str(title), int(rows)) for title, rows in stated["sheets"]),
            _table(stated["table"]) if stated["table"] else None,
            bool(stated["confirmed"]),
            tuple(
                ImportQuestion(**{**one, "kind": QuestionKind(one["kind"]), "choices": tuple(map(str, one["choices"]))})
                for one in stated["questions"]
            ),
            tuple(map(str, stated["notes"])),
            tuple(map(str, stated["roles"])),
            tuple(map(str, stated["every"])),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DeskError(f"{FILE} of {name} is not as it was written. Read the tracker again.") from error


def _table(stated: Mapping[str, Any]) -> KeptTable:
    columns = tuple(
        ColumnGuess(**{**one, "field": TrackerField(one["field"]), "examples": tuple(one["examples"])})
        for one in stated["columns"]
    )
    return KeptTable(**{**stated, "headings": tuple(map(str, stated["headings"])), "columns": columns})
