"""The record of publications: one line of JSON an act, each with the hash of the line before, only ever added to.

The pointer to the published version holds the line of its own act, and is written first: where a process ends between the two, the next
writer adds the line that is missing, so that neither can be without the other.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dayops_dash.dataset.package import replace_file
from dayops_dash.dataset.text_file import DatasetError
from dayops_dash.dataset.versions import POINTER, RECORD, pointer


class Act(StrEnum):
    """What was done to what is shown."""

    ADOPT = "adopt"  # the plain folder's data became the first version
    PUBLISH = "publish"
    UNDO = "undo"  # an earlier version is shown again


@dataclass(frozen=True)
class Event:
    """One act. ``at`` is in UTC; ``before`` and ``after`` are versions; ``rows`` counts the rows of each table; ``source`` is the
    name of the folder it came from; ``previous`` is the hash of the line before, "" for the first."""

    at: str
    act: str
    council: str
    before: str
    after: str
    by: str
    because: str
    source: str
    rows: Mapping[str, int]
    previous: str

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)


def hash_of(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def lines(home: Path) -> list[str]:
    """Return the lines of a council's record; none where there is none. Raises DatasetError where it cannot be read."""
    try:
        text = (home / RECORD).read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, ValueError) as error:
        raise DatasetError(f"{RECORD} of {home.name} cannot be read. Restore it from a backup.") from error
    return [line for line in text.split("\n") if line]


def events(home: Path) -> list[Event]:
    """Return a council's acts in order, the last included where only the pointer has it yet."""
    found = lines(home)
    last = str(pointer(home).get("record", ""))
    if last and last not in found[-1:]:
        found.append(last)
    return [event_of(line, home.name) for line in found]


def event_of(line: str, council: str) -> Event:
    try:
        return Event(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise DatasetError(
            f"{RECORD} of {council} holds a line that is no act. Run record verify {council}."
        ) from error


def write(home: Path, event: Event) -> None:
    """Make an act's version the one that is shown, and add the act to the record. Call it with the council locked.

    The pointer moves in one step. Raises OSError where the disk cannot be written: then nothing has moved.
    """
    line = event.line()
    stated = {"version": event.after, "record": line}
    replace_file(home / POINTER, (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode())
    complete(home, stated)


def complete(home: Path, stated: Mapping[str, Any]) -> None:
    """Add the pointer's own act to the record where a process ended before it did."""
    line = str(stated.get("record", ""))
    if line and line not in lines(home)[-1:]:
        path = home / RECORD
        torn = path.exists() and not path.read_bytes().endswith(b"\n") and path.stat().st_size > 0
        if torn:  # a line that was half written when a process ended
            whole = path.read_bytes().rpartition(b"\n")
            replace_file(path, whole[0] + whole[1])
        with path.open("ab") as file:
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def wrong_line(found: Sequence[str]) -> int:
    """Return the number of the first line, from 1, that does not follow from the one before; 0 where all do."""
    before = ""
    for number, line in enumerate(found, 1):
        try:
            stated = json.loads(line)
        except ValueError:
            return number
        if not isinstance(stated, dict) or stated.get("previous") != before:
            return number
        before = hash_of(line)
    return 0
