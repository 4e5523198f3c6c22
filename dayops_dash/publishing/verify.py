"""Whether a council's record, its pointer and its versions fit each other; and mending what was lost, from what is left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from dayops_dash.dataset.files.folder_files import is_there
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.kept_papers import missing, names_of
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    POINTER,
    RECORD,
    content_hash,
    content_of,
    pointer,
    version_folder,
)
from dayops_dash.dataset.stores.where import mirror_of
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.publishing import ledger, store
from dayops_dash.publishing.ledger import Act, Event
from dayops_dash.publishing.store import NotPublished

ANEW = "The record before this act was damaged, and is kept beside as it was."


def record_faults(home: Path) -> Iterator[str]:
    """Yield what does not fit: lines that do not follow, a pointer that is of no act, a version that is not what was published."""
    recorded = ledger.lines(home)
    if wrong := ledger.wrong_line(recorded):
        yield f"line {wrong} of {RECORD} does not follow from the line before."
        return
    acts = [ledger.event_of(line, home.name) for line in recorded]
    yield from _wrong_acts(acts, home.name)
    try:
        stated = pointer(home)
    except DatasetError as error:
        yield str(error)
        return
    if not stated:
        if recorded:
            yield f"{POINTER} is missing. Run record mend {home.name}."
        return
    yield from _wrong_pointer(home, str(stated.get("record", "")), str(stated["version"]), recorded)
    if damaged := store.changed_versions(home):
        yield f"the files of {', '.join(damaged)} are not what was published. Restore them from a backup."

    if gone := missing(names_of(version_folder(home, str(stated["version"]))), home):
        yield f"the kept papers {', '.join(gone)} are missing or changed. Restore them from a backup, or bring them in again."


def gone_versions(home: Path) -> list[tuple[str, date]]:
    """Return the versions that were shown and are not kept any more, each with the last day (UTC) on which it was shown."""
    acts, there = ledger.events(home), {*store.stored_versions(home), store.shown_version(home)}
    until = {act.before: datetime.fromisoformat(act.at).date() for act in acts if act.before}
    return [(version, day) for version, day in until.items() if version not in there]


def _wrong_acts(acts: Sequence[Event], council: str) -> Iterator[str]:
    after = ""
    for number, act in enumerate(acts, 1):
        if act.council != council:
            yield f"line {number} of {RECORD} is of another council."
        if act.before not in (after, ""):
            yield f"line {number} of {RECORD} says that {act.before[:LENGTH]} was shown before; the line before says {after}."
        after = act.after


def _wrong_pointer(home: Path, line: str, version: str, recorded: Sequence[str]) -> Iterator[str]:
    restore = f"Restore {RECORD} and {POINTER} from a backup, or run record mend {home.name}."
    try:
        act = ledger.event_of(line, home.name)
    except DatasetError:
        yield f"{POINTER} holds no act. {restore}"
        return
    if line in recorded[:-1]:
        yield f"{POINTER} holds the act of {act.at}, and {RECORD} goes on after it. {restore}"
    elif line not in recorded and act.previous != (ledger.hash_of(recorded[-1]) if recorded else ""):
        yield f"the act in {POINTER}, of {act.at}, does not follow from the last line of {RECORD}. {restore}"
    if act.after != version:
        yield f"{POINTER} names version {version}; its act made {act.after} the one that is shown. {restore}"
    if not version_folder(home, version).is_dir():
        yield f"version {version}, which is shown, is not there. Restore its folder from a backup."


def mend(home: Path, now: datetime, *, anew: bool = False) -> str:
    """Make the pointer of the record's last act, where it was lost or is older; return what was done.

    ``anew`` is for a record that cannot be restored: it is kept beside under another name, and a new one begins with the version
    that is shown. Raises NotPublished where what is left does not say what was shown.
    """
    with writing(home):
        recorded = ledger.lines(home) if not anew else []
        if anew:
            return _begin_anew(home, now)
        if wrong := ledger.wrong_line(recorded):
            raise NotPublished(
                f"Nothing was mended: line {wrong} of {RECORD} does not follow from the line before. Restore it from a backup, or "
                "give --begin-anew."
            )
        with suppress(DatasetError):
            stated = pointer(home)
            if stated and not list(
                _wrong_pointer(home, str(stated.get("record", "")), str(stated["version"]), recorded)
            ):
                ledger.complete(home, stated)
                return "nothing to mend."
        if not recorded or mirror_of(home):
            where = "the store's own backup" if mirror_of(home) else "a backup"
            raise NotPublished(f"Nothing was mended: {RECORD} does not say what was shown. Restore it from {where}.")
        _show(home, recorded[-1])
        return f"version {ledger.event_of(recorded[-1], home.name).after} is shown again, as the last line of {RECORD} says."


def _show(home: Path, line: str) -> None:
    """Make the pointer that of an act. Raises NotPublished where the version is not what was published, or the act does not follow."""
    act = ledger.event_of(line, home.name)
    _refuse_changed(home, act.after)
    if _is_later(home, act):
        raise NotPublished(
            f"Nothing was mended: {POINTER} is of an act after the last line of {RECORD}, so lines are missing. Restore it from a "
            "backup, or give --begin-anew."
        )
    replace_file(home / POINTER, ledger.pointer_of(act))


def _is_later(home: Path, act: Event) -> bool:
    """Return whether the pointer holds an act that came after another; not where it cannot be read."""
    try:
        latest = ledger.event_of(str(pointer(home).get("record", "")), home.name)
    except DatasetError:
        return False
    not_before = datetime.fromisoformat(latest.at) >= datetime.fromisoformat(act.at)
    return not_before and latest.line() not in ledger.lines(home)


def _begin_anew(home: Path, now: datetime) -> str:
    if mirror_of(home):
        raise NotPublished(f"Nothing was mended: {home.name} is at an address. Restore its record there.")
    stated = pointer(home)
    if not stated:
        raise NotPublished(f"Nothing was mended: {POINTER} does not say what is shown. Restore it from a backup.")
    version = str(stated["version"])
    _refuse_changed(home, version)
    damaged = home / f"record-damaged-{now:%Y%m%dT%H%M%S}.jsonl"
    if is_there(home / RECORD):
        (home / RECORD).replace(damaged)
    ledger.write(home, Event(ledger.utc(now), Act.ADOPT, home.name, "", version, "", ANEW, "", {}, ""))
    return f"a new record begins with version {version}; the old one is {damaged.name}."


def _refuse_changed(home: Path, version: str) -> None:
    folder = version_folder(home, version)
    if not folder.is_dir() or content_hash(content_of(folder))[:LENGTH] != version:
        raise NotPublished(
            f"Nothing was mended: version {version} is not what was published. Restore it from a backup."
        )
