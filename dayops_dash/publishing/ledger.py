"""The record of publications: one line of JSON an act, each with the hash of the line before, only ever added to.

The pointer to the published version holds the line of its own act, and is written first: where a process ends between the two, the next
writer adds the line that is missing, so that neither can be without the other.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.serving.versions import NAME, POINTER, RECORD, pointer, record_lines
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
    name of the folder it came from; ``previous`` is the hash of the line before, "" for the first; ``who`` is whom sign-in names, ""
    without it: an id that stays, and never a name. It is not shown to readers."""

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
    who: str = ""

    def line(self) -> str:
        stated = {name: value for name, value in asdict(self).items() if value or name != "who"}
        return json.dumps(stated, ensure_ascii=False, sort_keys=True)


class BrokenRecord(DatasetError):
    """A record to which an act cannot be added, since it does not end with the act before."""


def hash_of(line: str) -> str:
    return hashlib.sha256(line.encode()).hexdigest()


def lines(home: Path) -> list[str]:
    """Return the whole lines of a council's record; none where there is none. Raises DatasetError where it cannot be read."""
    return whole_lines(_record_bytes(home), home.name)


def _record_bytes(home: Path) -> bytes:
    try:
        return read_bytes(home / RECORD) if is_there(home / RECORD) else b""
    except DatasetError as error:
        raise DatasetError(f"{RECORD} of {home.name} cannot be read. Restore it from a backup.") from error


def whole_lines(content: bytes, council: str) -> list[str]:
    """Return the whole lines of a record's bytes. Raises DatasetError where they are no text."""
    try:
        return record_lines(content)
    except ValueError as error:
        raise DatasetError(f"{RECORD} of {council} cannot be read. Restore it from a backup.") from error


def events(home: Path) -> list[Event]:
    """Return a council's acts in order, the last included where only the pointer has it yet."""
    recorded = lines(home)
    last = str(pointer(home).get("record", ""))
    if last and last not in recorded:
        recorded.append(last)
    return [event_of(line, home.name) for line in recorded]


def event_of(line: str, council: str) -> Event:
    """Return a line of the record as an act. Raises DatasetError where it is none."""
    try:
        event = Event(**json.loads(line))
        texts = (event.at, event.act, event.council, event.before, event.because, event.by, event.source)
        sound = all(isinstance(text, str) for text in (*texts, event.previous, event.who))
        sound = (
            sound and NAME.fullmatch(event.after) is not None and datetime.fromisoformat(event.at).tzinfo is not None
        )
        if not sound or not all(isinstance(count, int) for count in event.rows.values()):
            raise ValueError
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise DatasetError(
            f"{RECORD} of {council} holds a line that is no act. Run record verify {council}."
        ) from error
    return event


def utc(moment: datetime) -> str:
    """Return a moment as an act states it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pointer_of(event: Event) -> bytes:
    """Return the pointer's file that shows an act's version."""
    stated = {"version": event.after, "record": event.line()}
    return (json.dumps(stated, ensure_ascii=False, indent=2) + "\n").encode()


def write(home: Path, event: Event) -> None:
    """Make an act's version the one that is shown, and add the act to the record. Call it with the council locked.

    The pointer moves in one step: at an address by a write that is refused where another officer was first (Outdated). Raises
    OSError where the disk cannot be written, and StoreAway where the store does not answer: then nothing has moved. Once the
    pointer has moved nothing is raised: the pointer holds the act, and the next writer adds it to the record (``is_pending``).
    """
    stated, content = {"record": event.line()}, pointer_of(event)
    if mirror := mirror_of(home):
        mirror.send_pointer(home.name, content)
        with suppress(OSError):  # the store is the truth: what is here is fetched again
            replace_file(home / POINTER, content)
    else:
        replace_file(home / POINTER, content)
    with suppress(StoreAway, OSError, DatasetError):
        complete(home, stated)


def is_pending(home: Path) -> bool:
    """Return whether the pointer's own act is not in the record yet."""
    last = str(pointer(home).get("record", ""))
    return bool(last) and last not in lines(home)


def complete(home: Path, stated: Mapping[str, Any]) -> None:
    """Add the pointer's own act to the record where a process ended before it did.

    Raises BrokenRecord where the record does not end with the act before: an act added then would hide what is missing.
    """
    line = str(stated.get("record", ""))
    if not line:
        return
    if mirror := mirror_of(home):
        replace_file(
            home / RECORD, mirror.send_record(home.name, lambda recorded: with_line(recorded, line, home.name))
        )
        return
    recorded = _record_bytes(home)
    if (content := with_line(recorded, line, home.name)) != recorded:
        replace_file(home / RECORD, content)


def with_line(content: bytes, line: str, council: str) -> bytes:
    """Return a record with a line at its end, once, and without a line that was half written. Raises BrokenRecord."""
    recorded = whole_lines(content, council)
    if line not in recorded:
        if not _follows(line, recorded):
            raise BrokenRecord(
                f"{RECORD} of {council} does not end with the act before the one that is shown. Restore it from a backup; "
                f"record verify {council} says more, and record mend {council} what can be done without one."
            )
        recorded.append(line)
    return "".join(f"{one}\n" for one in recorded).encode()


def _follows(line: str, before: Sequence[str]) -> bool:
    try:
        stated = json.loads(line)
    except ValueError:
        return False
    return isinstance(stated, dict) and stated.get("previous") == (hash_of(before[-1]) if before else "")


def wrong_line(recorded: Sequence[str]) -> int:
    """Return the number of the first line, from 1, that does not follow from the one before; 0 where all do."""
    return next(
        (number for number, line in enumerate(recorded, 1) if not _follows(line, recorded[: number - 1][-1:])), 0
    )
