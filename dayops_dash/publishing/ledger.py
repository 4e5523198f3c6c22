"""The record of publications: one line of JSON an act, each with the hash of the line before, only ever added to.

The pointer to the published version holds the line of its own act, and is written first: where a process ends between the two, the next
writer adds the line that is missing, so that neither can be without the other.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import replace_file
from dayops_dash.dataset.serving.versions import POINTER, RECORD, pointer
from dayops_dash.dataset.stores.objects import StoreAway
from dayops_dash.dataset.stores.where import mirror_of


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

    The pointer moves in one step: at an address by a write that is refused where another officer was first (Outdated). Raises
    OSError where the disk cannot be written, and StoreAway where the store does not answer: then nothing has moved.
    """
    line = event.line()
    stated = {"version": event.after, "record": line}
    content = (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode()
    if mirror := mirror_of(home):
        mirror.send_pointer(home.name, content)
    replace_file(home / POINTER, content)
    with suppress(StoreAway):  # the pointer holds the act, and the next writer adds it
        complete(home, stated)


def complete(home: Path, stated: Mapping[str, Any]) -> None:
    """Add the pointer's own act to the record where a process ended before it did."""
    line = str(stated.get("record", ""))
    if not line:
        return
    if mirror := mirror_of(home):
        replace_file(home / RECORD, mirror.send_record(home.name, lambda held: with_line(held, line)))
    elif line not in lines(home)[-1:]:
        path = home / RECORD
        held = path.read_bytes() if path.exists() else b""
        if held and not held.endswith(b"\n"):  # a line that was half written when a process ended
            replace_file(path, held[: held.rfind(b"\n") + 1])
        with path.open("ab") as file:
            file.write(line.encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def with_line(held: bytes, line: str) -> bytes:
    """Return a record with a line at its end, once."""
    whole = held[: held.rfind(b"\n") + 1]
    return whole if line.encode() in whole.split(b"\n") else whole + line.encode() + b"\n"


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
