"""Councils as they were shown before, so that a document can be made again from the version of the data that it was made from."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dayops_dash import clock
from dayops_dash.dataset import DatasetError, Library
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.public import public_copy
from dayops_dash.dataset.serving.shown import VERSION_LENGTH
from dayops_dash.dataset.serving.versions import (
    BOUNDARIES,
    LENGTH,
    POINTER,
    RECORD,
    content_hash,
    content_of,
    version_folder,
)
from dayops_dash.dataset.stores.objects import StoreAway
from dayops_dash.publishing import ledger
from dayops_dash.publishing.ledger import Act, Event
from dayops_dash.publishing.store import NotPublished, fetch_history, stored_versions, write_files


@dataclass(frozen=True)
class EarlierState:
    """What was shown of a council: the files of one version, and the lines of the record up to the act that showed it."""

    version: str
    files: Mapping[str, bytes]
    lines: tuple[str, ...]


@contextmanager
def as_made(library: Library, beginnings: Sequence[str], made_on: date | None, council: str = "") -> Iterator[Library]:
    """Yield the councils from which a document is made: as they are shown now, or as they were in a version or on a day.

    ``beginnings`` of hashes each have their council before them (``dorset=5f2a``) unless ``council`` or only one council has it.
    """
    if not beginnings and made_on is None:
        yield library
        return
    pairs = [text.rpartition("=")[::2] for text in beginnings]
    versions = {named or council or _council_with(library.root, beginning): beginning for named, beginning in pairs}
    if unknown := [slug for slug in versions if slug not in library.folders()]:
        raise NotPublished(f"No council is called {unknown[0]!r}. There are: {', '.join(library.folders())}.")
    with clock.as_on(made_on), library_of(library.root, versions, made_on) as earlier:
        yield earlier


def _council_with(root: Path, beginning: str) -> str:
    councils = councils_with(root, beginning)
    if len(councils) == 1:
        return councils[0]
    if councils:
        raise NotPublished(f"Versions of {', '.join(councils)} begin with {beginning!r}. Write COUNCIL={beginning}.")
    there = "; ".join(f"{council}: {', '.join(versions_of(root / council))}" for council in Library(root).slugs())
    raise NotPublished(f"No version begins with {beginning[:LENGTH]!r}. There are: {there or 'none'}.")


@contextmanager
def library_of(root: Path, versions: Mapping[str, str], day: date | None = None) -> Iterator[Library]:
    """Yield the councils under a folder as they were shown before.

    ``versions`` names the version of some councils by the beginning of a hash: the one that ``versions`` lists or the one that pages
    and documents print. The others are as they were shown at the end of ``day``, or as now without one. Raises NotPublished where
    there is no such version, with those that there are.
    """
    with folder_aside() as elsewhere:
        for council in Library(root).folders():
            try:
                _fetch(root / council)
                state = state_of(root / council, versions.get(council, ""), day)
            except DatasetError:
                if council in versions:
                    raise
                continue  # one that cannot be read takes no other down
            _write(root / council, elsewhere / council, state)
        yield Library(elsewhere)


def councils_with(root: Path, beginning: str) -> list[str]:
    """Return the councils under a folder that have a version whose hash begins so."""
    councils = []
    for council in Library(root).folders():
        try:
            _fetch(root / council)
            councils += [council] if matching(root / council, beginning) else []
        except DatasetError:
            continue
    return councils


def _fetch(home: Path) -> None:
    """Fetch every version of a council at an address; while the store is away those that are here must do."""
    with suppress(StoreAway):
        fetch_history(home)


def matching(home: Path, beginning: str) -> list[str]:
    """Return the versions of a council whose name, or the hash that their pages print, begins so."""
    every = versions_of(home)
    named = [version for version in every if version.startswith(beginning)]
    return named or [v for v, folder in every.items() if _is_printed(content_of(folder), home.name, beginning)]


def versions_of(home: Path) -> dict[str, Path]:
    """Return the folder of each version of a council that is there; a plain folder is its own only version."""
    return {name: version_folder(home, name) for name in stored_versions(home)} or {
        content_hash(files)[:LENGTH]: home for files in (content_of(home),) if DESCRIPTOR in files
    }


def state_of(home: Path, beginning: str, day: date | None) -> EarlierState:
    """Return what was shown of a council: a version, at the end of a day; the last time that it was shown without a day."""
    acts = ledger.events(home)
    if beginning:
        version = _the_one(home, beginning)
        last = _last_act(acts, version, day)
    else:
        past = [number for number, act in enumerate(acts) if _on_or_before(act, day)]
        last = past[-1] if past else 0
        version = acts[last].after if acts else next(iter(versions_of(home)), "")
    folder = versions_of(home).get(version)
    files = content_of(folder) if folder else {}
    if content_hash(files)[:LENGTH] != version:
        raise NotPublished(f"The files of version {version} of {home.name} are not what was published. Restore them.")
    before_any = not acts or (last == 0 and not _on_or_before(acts[0], day))
    was_plain = before_any or (last == 0 and acts[0].act == Act.ADOPT)  # shown before there was a record
    return EarlierState(version, files, () if was_plain else tuple(act.line() for act in acts[: last + 1]))


def _last_act(acts: Sequence[Event], version: str, day: date | None) -> int:
    """Return the number of the act that showed a version, the last by a day; the first of all where it was not shown by then."""
    numbers = [number for number, act in enumerate(acts) if act.after == version]
    past = [number for number in numbers if _on_or_before(acts[number], day)]
    return past[-1] if past else next(iter(numbers), 0)


def _on_or_before(act: Event, day: date | None) -> bool:
    return day is None or datetime.fromisoformat(act.at).astimezone(clock.LOCAL).date() <= day


def _the_one(home: Path, beginning: str) -> str:
    matches = matching(home, beginning)
    if len(matches) != 1:
        what = "Several versions begin" if matches else "No version begins"
        there = ", ".join(versions_of(home)) or "none"
        raise NotPublished(f"{what} with {beginning[:LENGTH]!r}. {home.name} has: {there}.")
    return matches[0]


def _is_printed(files: Mapping[str, bytes], council: str, beginning: str) -> bool:
    """Return whether the pages of a version, or of its public copy, print a hash that begins so."""
    tables = {name: content for name, content in files.items() if name != BOUNDARIES}
    return any(
        content_hash(version_files)[:VERSION_LENGTH].startswith(beginning)
        for version_files in (tables, public_copy(tables, council).files)
    )


def _write(home: Path, copy: Path, state: EarlierState) -> None:
    """Write what was shown of a council to a folder that a library reads as any other."""
    folder = version_folder(copy, state.version) if state.lines else copy
    write_files(folder, state.files)
    record_result(folder, state.files, 0)  # it passed check when it was published, by the rules of that time
    if state.lines:
        stated = {"version": state.version, "record": state.lines[-1]}
        (copy / POINTER).write_text(json.dumps(stated), "utf-8")
        (copy / RECORD).write_text("".join(f"{line}\n" for line in state.lines), "utf-8")
    for template in home.glob("template.*"):
        shutil.copy2(template, copy / template.name)
