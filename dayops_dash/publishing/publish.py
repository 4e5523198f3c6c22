"""Drafts become versions, a version becomes the one that is shown, and an earlier one may be shown again. Nothing is ever removed by it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from dayops_dash import clock
from dayops_dash.dataset import Dataset, Library
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.serving.gate import described_today, problems_of, record_result
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    content_hash,
    content_of,
    pointer,
    shown_folder,
    version_folder,
)
from dayops_dash.dataset.stores.objects import Outdated, StoreAway
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.dataset.writing.whole import new_folder
from dayops_dash.publishing.difference import both_changed, row_changes, rows_by_key
from dayops_dash.publishing.ledger import Act, Event, complete, events, hash_of, lines, write
from dayops_dash.publishing.store import (
    NotPublished,
    bring_up_to_date,
    fetch_history,
    fetch_version,
    named_version,
    put_version,
    shown_version,
    write_files,
)

BASE = "based-on.json"  # in a draft's folder: the version that it began from


@dataclass(frozen=True)
class Draft:
    """Files that may become a version: of which council, from where, and from which version they began ("" where not known)."""

    home: Path
    files: Mapping[str, bytes] = field(repr=False)
    source: str
    base: str = ""

    @cached_property
    def version(self) -> str:
        return content_hash(self.files)[:LENGTH]

    @cached_property
    def problems(self) -> tuple[str, ...]:
        """Every problem that check finds in the files."""
        return tuple(problems_of(self.home.name, self.files))


def draft_of(home: Path, folder: Path) -> Draft:
    """Return a folder's files as a draft of a council. Raises DatasetError where they cannot be read."""
    if not folder.is_dir():
        raise NotPublished(f"There is no folder {folder}.")
    files = content_of(folder)
    if DESCRIPTOR not in files:
        raise NotPublished(f"{folder} has no {DESCRIPTOR}. Run describe {folder}.")
    stated = read_descriptor(files[DESCRIPTOR])  # described anew: what changed is shown to the officer, row by row
    tables = {name: files[table.path] for name, table in TABLES.items() if table.path in files}
    files[DESCRIPTOR] = as_descriptor(stated, home.name, tables)
    try:
        base = str(json.loads((folder / BASE).read_text("utf-8")).get("version", ""))
    except (OSError, ValueError, AttributeError):
        base = ""
    return Draft(home, files, folder.name, base)


def start_draft(home: Path, out: Path) -> str:
    """Copy what is shown of a council to a new folder, to work on, and return its version."""
    if out.exists() and any(out.iterdir()):
        raise NotPublished(f"{out} is not empty. Name a new folder.")
    files = content_of(shown_folder(home))
    version = content_hash(files)[:LENGTH]
    with new_folder(out) as beside:
        for name, content in files.items():
            (beside / name).write_bytes(content)
        (beside / BASE).write_text(json.dumps({"version": version}) + "\n", "utf-8")
    return version


def refuse_unsound(draft: Draft) -> None:
    """Raise NotPublished where a draft does not pass check, with every problem."""
    if draft.problems:
        shown = "\n".join(draft.problems)
        raise NotPublished(f"Nothing was published: the data does not pass check.\n{shown}")


def refuse_outdated(draft: Draft) -> None:
    """Raise NotPublished where another version was published since a draft began, with what both changed."""
    shown = shown_version(draft.home)
    if not draft.base or draft.base == shown or shown == draft.version:
        return
    try:
        fetch_version(draft.home, draft.base)
        base = content_of(version_folder(draft.home, draft.base))
    except DatasetError:
        base = {}
    current = content_of(shown_folder(draft.home))
    theirs = "; ".join(map(str, row_changes(base, current))) or "no row"
    both = both_changed(base, draft.files, current) if base else []
    said = f" Both changed: {'; '.join(both)}." if both else " No cell was changed by both."
    raise NotPublished(
        f"Nothing was published: version {shown} was published since this draft began from {draft.base}. Changed there: {theirs}.{said} "
        "Begin a new draft, and make your changes in it."
    )


@contextmanager
def as_dataset(draft: Draft) -> Iterator[Dataset]:
    """Yield a draft that passes check as the dataset that readers would see."""
    with TemporaryDirectory(prefix="dayops-draft-") as elsewhere:
        folder = Path(elsewhere) / draft.home.name
        write_files(folder, draft.files)
        record_result(folder, draft.files, 0)
        yield replace(Library(Path(elsewhere)).dataset(draft.home.name), library=Library(draft.home.parent))


def shown_dataset(home: Path) -> Dataset | None:
    """Return what readers see of a council now; None where there is nothing."""
    try:
        return Library(home.parent).dataset(home.name)
    except DatasetError:
        return None


def publish(draft: Draft, *, because: str, by: str = "", now: datetime | None = None) -> Event:
    """Make a draft the version that is shown, and return the act.

    Raises NotPublished where it does not pass check, is what is shown already, or another was published since it began; and
    where the disk cannot be written. Then what is shown is as it was.
    """
    _refuse_without_reason(because)
    refuse_unsound(draft)
    with _moving(draft.home):
        refuse_outdated(draft)
        before = shown_version(draft.home)
        if pointer(draft.home) and before == draft.version:
            raise NotPublished(f"Nothing was published: version {before} is what is shown already.")
        moment = now or clock.moment()
        if not pointer(draft.home) and before:
            _adopt(draft.home, by, moment)
        put_version(draft.home, draft.files)
        event = _event(draft.home, Act.PUBLISH, draft.version, by, because, draft.source, moment)
        _move(draft.home, event, replace(draft, base=draft.base or before))
        return event


@contextmanager
def _moving(home: Path) -> Iterator[None]:
    """Lock a council, bring it up to date, and add to its record what a writer left that ended before it was done."""
    try:
        with writing(home):
            bring_up_to_date(home)
            complete(home, pointer(home))
            yield
    except OSError as error:
        raise NotPublished(f"Nothing was published: {home.name} cannot be written ({error.strerror}).") from error
    except StoreAway as error:
        raise NotPublished(f"Nothing was published: {error}") from error


def _move(home: Path, event: Event, draft: Draft) -> None:
    """Show an act's version. Raises NotPublished with what the other officer changed where one was first."""
    try:
        write(home, event)
    except Outdated as error:
        bring_up_to_date(home)
        refuse_outdated(draft)
        raise NotPublished(f"Nothing was published: another version of {home.name} was published meanwhile.") from error


def undo(home: Path, *, to: str = "", because: str, by: str = "", now: datetime | None = None) -> Event:
    """Show an earlier version again: the one named by the beginning of its hash, else the one shown before. Returns the act.

    Raises NotPublished where there is none, or it does not pass check under the rules of today.
    """
    _refuse_without_reason(because)
    fetch_history(home)
    with _moving(home):
        version = named_version(home, to) if to else _version_before(home)
        draft = Draft(home, content_of(version_folder(home, version)), version)
        if draft.version != version:
            raise NotPublished(
                f"Nothing was published: the files of version {version} are no longer what was published."
            )
        refuse_unsound(Draft(home, described_today(home.name, draft.files), version))
        event = _event(home, Act.UNDO, version, by, because, "", now or clock.moment())
        _move(home, event, replace(draft, base=event.before))
        return event


def _version_before(home: Path) -> str:
    shown = shown_version(home)
    before = [event.after for event in events(home) if event.after != shown]
    if not before:
        raise NotPublished(f"Nothing was published: no earlier version of {home.name} is known.")
    return before[-1]


def _refuse_without_reason(because: str) -> None:
    if not because.strip():
        raise NotPublished("Nothing was published: say why, with --because.")


def _adopt(home: Path, by: str, now: datetime) -> None:
    """Make the plain folder's own data the first version where it passes check: what was shown before can be shown again."""
    files = content_of(home)
    if not problems_of(home.name, files):
        put_version(home, files)
        reason = "The data of the plain folder, as it was shown until then."
        write(home, _event(home, Act.ADOPT, content_hash(files)[:LENGTH], by, reason, home.name, now))


def _event(home: Path, act: Act, after: str, by: str, because: str, source: str, now: datetime) -> Event:
    files = content_of(version_folder(home, after))
    rows = {name: len(rows_by_key(files, name)) for name, table in TABLES.items() if table.path in files}
    before = str(pointer(home).get("version", ""))
    written = lines(home)
    previous = hash_of(written[-1]) if written else ""
    at = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Event(at, act, home.name, before, after, by.strip(), because.strip(), source, rows, previous)
