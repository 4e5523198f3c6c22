"""A draft becomes the version that is shown, and an earlier one may be shown again. Nothing is ever removed by it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from dayops_dash import clock
from dayops_dash.dataset.draft_base import BASE, DraftBase
from dayops_dash.dataset.files.folder_files import is_there
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.serving.gate import described_today, problems_of
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    POINTER,
    RECORD,
    content_hash,
    content_of,
    pointer,
    version_folder,
)
from dayops_dash.dataset.stores.objects import Outdated, StoreAway
from dayops_dash.dataset.stores.where import mirror_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.locking import writing
from dayops_dash.publishing.difference import rows_by_key
from dayops_dash.publishing.draft import (
    Draft,
    draft_of,
    refuse_outdated,
    refuse_shown,
    refuse_unfit_words,
    refuse_unkept,
    refuse_unsound,
    start_draft,
)
from dayops_dash.publishing.ledger import Act, BrokenRecord, Event, complete, events, hash_of, lines, utc, write
from dayops_dash.publishing.second_person import by_both
from dayops_dash.publishing.store import (
    NotPublished,
    bring_up_to_date,
    fetch_history,
    named_version,
    put_papers,
    put_version,
    shown_version,
    stored_versions,
)

__all__ = [
    "Draft",
    "NotPublished",
    "draft_of",
    "earlier_draft",
    "finish",
    "finish_act",
    "publish",
    "refuse_outdated",
    "refuse_shown",
    "refuse_unkept",
    "refuse_unsound",
    "standing_versions",
    "start_draft",
    "undo",
]

CLOCKS = timedelta(hours=1)  # that two machines' clocks may be apart
FIRST = "The data of the plain folder, as it was when its first version was published."


def publish(
    draft: Draft,
    *,
    because: str,
    by: str = "",
    now: datetime | None = None,
    seen: str | None = None,
    without_earlier: bool = False,
    who: str = "",
    first: str = "",
) -> Event:
    """Make a draft the version that is shown, and return the act.

    ``seen`` is the version that was shown when the officer was asked; ``who`` is whom sign-in names, ``first`` the role that made it
    ready where the council asks for two people. Raises NotPublished where the second is missing; where the draft does not pass check, is
    what is shown already, or another was published since it began or since the officer was asked; and where the disk cannot be written.
    Then what is shown is as it was.
    """
    refuse_unfit_words(because, by)
    by = by_both(draft.home, first, by, who)
    if not without_earlier:
        refuse_unkept(draft)
    refuse_unsound(draft)
    with _moving(draft.home):
        before = _refuse_moved(draft, seen)
        refuse_shown(draft)
        stated, in_place = pointer(draft.home), draft.is_in_place
        moment = _after_the_last(draft.home, now or clock.moment())
        if not stated and before and not in_place:
            _adopt(draft.home, by, moment, who)
        put_papers(draft.home, draft.files, draft.folder)
        put_version(draft.home, draft.files)
        event = _event(draft.home, Act.PUBLISH, draft.version, by, because, draft.source, moment, who)
        based = draft if draft.base.version else replace(draft, base=DraftBase(draft.home.name, before))
        _move(draft.home, event, based)
    _move_base(draft, event)
    return event


def _refuse_moved(draft: Draft, seen: str | None) -> str:
    """Return the version that is shown. Raises NotPublished where it is not what the draft began from, or what was seen."""
    refuse_outdated(draft)
    version = shown_version(draft.home)
    if seen is not None and version != seen:
        raise NotPublished(
            f"Nothing was published: version {version or 'none'} was published while you were asked. Run the command again, and look at "
            "what changes now."
        )
    return version


def _move_base(draft: Draft, event: Event) -> None:
    """Say in a draft's folder as which version it was published, so that it can be corrected and published again."""
    if draft.folder is None or not is_there(draft.folder / BASE):
        return
    with suppress(OSError):
        replace_file(draft.folder / BASE, DraftBase(draft.home.name, event.after, event.before).content())


def finish_act(home: Path) -> None:
    """Add the line of an act to the record where a process ended once its version was shown. Raises NotPublished."""
    with _moving(home):
        pass


def finish(draft: Draft) -> None:
    """Finish what a process left that ended when a draft was shown already: its line in the record, and what its folder says of it.

    Raises NotPublished where the disk cannot be written.
    """
    with _moving(draft.home):
        base = draft.base
        if draft.folder is not None and base.version and base.version != draft.version:
            replace_file(draft.folder / BASE, DraftBase(draft.home.name, draft.version, base.version).content())


@contextmanager
def _moving(home: Path) -> Iterator[None]:
    """Lock a council, bring it up to date, and add to its record what a writer left that ended before it was done."""
    try:
        with writing(home):
            bring_up_to_date(home)
            complete(home, pointer(home))
            _refuse_older_pointer(home)
            yield
    except OSError as error:
        raise NotPublished(f"Nothing was published: {home.name} cannot be written ({error.strerror}).") from error
    except (StoreAway, BrokenRecord) as error:
        raise NotPublished(f"Nothing was published: {error}") from error


def _refuse_older_pointer(home: Path) -> None:
    """Raise BrokenRecord where a record goes on after the act of the pointer: an act added to either would leave the other behind."""
    last, recorded = str(pointer(home).get("record", "")), lines(home)
    if recorded and last != recorded[-1] and not mirror_of(home):
        raise BrokenRecord(f"{POINTER} is older than {RECORD} of {home.name}. Run record mend {home.name}.")


def _move(home: Path, event: Event, draft: Draft) -> None:
    """Show an act's version. Raises NotPublished with what the other officer changed where one was first."""
    try:
        write(home, event)
    except Outdated as error:
        bring_up_to_date(home)
        refuse_outdated(draft)
        raise NotPublished(f"Nothing was published: another version of {home.name} was published meanwhile.") from error


def earlier_draft(home: Path, to: str = "") -> Draft:
    """Return an earlier version as it can be shown again: the one named by the beginning of its hash, else the one before.

    Raises NotPublished where there is none, or it does not pass check under the rules of today.
    """
    fetch_history(home)
    version = named_version(home, to) if to else _version_before(home)
    if version == shown_version(home):
        raise NotPublished(f"Nothing was published: version {version} is what is shown already.")
    files = content_of(version_folder(home, version))
    if content_hash(files)[:LENGTH] != version:
        raise NotPublished(f"Nothing was published: the files of version {version} are no longer what was published.")
    draft = Draft(home, described_today(home.name, files), version)
    refuse_unsound(draft)
    return draft


def undo(
    home: Path,
    *,
    to: str = "",
    because: str,
    by: str = "",
    now: datetime | None = None,
    seen: str | None = None,
    draft: Draft | None = None,
    who: str = "",
    first: str = "",
) -> Event:
    """Show an earlier version again, as ``earlier_draft`` finds it or found it (``draft``), and return the act.

    Raises NotPublished as ``publish`` does.
    """
    refuse_unfit_words(because, by)
    by = by_both(home, first, by, who)
    version = (draft or earlier_draft(home, to)).source  # at an address this fetches what is shown, so it comes first
    current = shown_version(home) if seen is None else seen
    with _moving(home):
        draft = Draft(home, {}, version)
        _refuse_moved(draft, current)
        event = _event(home, Act.UNDO, version, by, because, "", _after_the_last(home, now or clock.moment()), who)
        _move(home, event, replace(draft, base=DraftBase(home.name, event.before)))
        return event


def standing_versions(home: Path) -> list[str]:
    """Return the versions that led to the one shown now, itself the last: versions that were taken back are left out."""
    standing: list[str] = []
    for act in events(home):
        if act.act == Act.UNDO and act.after in standing:
            standing = standing[: len(standing) - standing[::-1].index(act.after)]
        elif standing[-1:] != [act.after]:
            standing.append(act.after)
    return standing


def _version_before(home: Path) -> str:
    """Return the version shown before the present one: versions that were taken back are left out, so undo goes back in time."""
    standing = standing_versions(home)
    if len(standing) < 2:
        raise NotPublished(f"Nothing was published: no earlier version of {home.name} is known.")
    if standing[-2] not in (there := stored_versions(home)):
        raise NotPublished(
            f"Nothing was published: version {standing[-2]}, shown before, is not kept any more. Name another with --to: "
            f"{', '.join(there)}."
        )
    return standing[-2]


def _adopt(home: Path, by: str, now: datetime, who: str) -> None:
    """Make the plain folder's own data the first version where it passes check: what was shown before can be shown again."""
    files = content_of(home)
    if not problems_of(home.name, files):
        put_version(home, files)
        write(home, _event(home, Act.ADOPT, content_hash(files)[:LENGTH], by, FIRST, home.name, now, who))


def _after_the_last(home: Path, now: datetime) -> datetime:
    """Return a moment that is not before the last act's. Raises NotPublished where the clock is far behind it."""
    last = max((datetime.fromisoformat(act.at) for act in events(home)), default=now)
    if now < last - CLOCKS:
        raise NotPublished(
            f"Nothing was published: the last act is of {utc(last)}, and the clock of this machine says {utc(now)}. Set it first."
        )
    return max(now, last)


def _event(home: Path, act: Act, after: str, by: str, because: str, source: str, now: datetime, who: str = "") -> Event:
    files = content_of(version_folder(home, after))
    rows = {name: len(rows_by_key(files, name)) for name, table in TABLES.items() if table.path in files}
    before = str(pointer(home).get("version", ""))
    written = lines(home)
    previous = hash_of(written[-1]) if written else ""
    at = utc(now.astimezone(UTC))
    return Event(at, act, home.name, before, after, by.strip(), because.strip(), source, rows, previous, who)
