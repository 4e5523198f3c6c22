"""The desk's own folder: for each council its drafts, with what was sent, so that work can be left and come back to."""

from __future__ import annotations

import hashlib
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from dayops_dash import clock
from dayops_dash.dataset.files.text_file import printable, read_json
from dayops_dash.dataset.stores.objects import is_address
from dayops_dash.dataset.writing.whole import PRIVATE, alone, put_file
from dayops_dash.desk.proposal import DeskError
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.reading_file import FILE, load_reading

DRAFTS = "DAYOPS_DRAFTS"
PAPER, TRACKER = "paper", "tracker"  # what may be brought in, beside returns
ABOUT, SENT, KEY = "desk.json", "sent", ".key"
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
OWNER_ALONE = 0o700  # what was sent may hold more than is published
MOST_FILES = 100  # workbooks of one draft
LONGEST_FILE_NAME = 120


def drafts_folder(data: Path) -> Path:
    """Return where drafts lie: where the environment says, else beside the councils' folder; never beside a cache of a store."""
    if stated := os.environ.get(DRAFTS, ""):
        return Path(stated)
    if is_address(os.environ.get("DAYOPS_DATA", "")):
        return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "dayops-dash" / "drafts"
    return data.absolute().with_name("drafts")


def form_key(drafts: Path) -> str:
    """Return the token that every form of the desk holds. It lies with the drafts, so that a page left open outlives a restart."""
    path = drafts / KEY
    drafts.mkdir(OWNER_ALONE, parents=True, exist_ok=True)
    with alone(path, "key", shared=True):
        if not path.is_file():
            put_file(path, secrets.token_urlsafe(32).encode(), mode=PRIVATE)
        return path.read_text("ascii")


@dataclass(frozen=True)
class SentFile:
    """A file that was brought in: what its sender called it, and under which name it lies in the draft."""

    name: str
    stored: str


@dataclass(frozen=True)
class Prepared:
    """That somebody has made a draft ready for a second person: who, why, and which version it was then."""

    by: str
    because: str
    version: str
    who: str = ""  # by sign-in


@dataclass(frozen=True)
class AskedUndo:
    """That somebody asks for an earlier version again, and waits for a second person: who, why, which, and what was shown then."""

    by: str
    because: str
    to: str
    shown: str
    who: str = ""  # by sign-in


@dataclass(frozen=True)
class DraftDetails:
    """What the desk keeps of a draft beside its data. ``role`` decides; ``published`` is the version that it became."""

    as_of: str
    paper: str
    role: str
    begun: str
    judged: str = ""
    readings: int = 0
    files: tuple[SentFile, ...] = ()
    refused: tuple[str, ...] = ()
    prepared: Prepared | None = None
    published: str = ""
    undo: AskedUndo | None = None
    kind: str = ""  # "" for returns
    about: Mapping[str, str] = field(default_factory=dict)  # what the officer said of the paper or tracker
    who: str = ""  # whoever began it, by sign-in
    discarded: str = ""  # when it was, "" where it is not
    corrects: str = ""  # the name of the published draft that it corrects

    @property
    def is_paper(self) -> bool:
        return self.kind == PAPER

    @property
    def is_tracker(self) -> bool:
        return self.kind == TRACKER


@dataclass(frozen=True)
class DeskDraft:
    """A draft at the desk: of which council, in which folder, and what is kept of it."""

    home: Path
    folder: Path
    details: DraftDetails = field(repr=False)

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def council(self) -> str:
        return self.home.name

    @property
    def data(self) -> Path:
        """The folder with the draft's data, which ``returns decide`` and ``publish`` take as well."""
        return self.reading_folder(self.details.readings)

    def reading_folder(self, number: int) -> Path:
        return self.folder / f"{self.name}-{number}"

    @property
    def is_read(self) -> bool:
        return (self.data / FILE).is_file()

    def reading(self) -> ReturnsReading:
        """Return what was read. Raises DeskError where nothing was yet."""
        if not self.is_read:
            raise DeskError("Nothing was brought in yet. Begin with step 1.")
        return load_reading(self.data)

    def content_of(self, file: SentFile) -> bytes:
        return (self.folder / SENT / file.stored).read_bytes()

    def with_details(self, **changes: Any) -> DeskDraft:
        """Keep changed details, and return the draft with them."""
        changed = replace(self, details=replace(self.details, **changes))
        text = json.dumps(asdict(changed.details), ensure_ascii=False, indent=2)
        put_file(self.folder / ABOUT, f"{text}\n".encode(), mode=PRIVATE)
        return changed


def begin(
    drafts: Path,
    home: Path,
    *,
    as_of: date | None,
    paper: str,
    role: str,
    judged: str,
    kind: str = "",
    about: Mapping[str, str] | None = None,
    who: str = "",
) -> DeskDraft:
    """Make the folder of a new draft of a council and return it."""
    day = as_of or clock.today()
    council = drafts / home.name
    drafts.mkdir(OWNER_ALONE, parents=True, exist_ok=True)
    with alone(council, "begin", shared=True):
        council.mkdir(exist_ok=True)
        taken = {path.name for path in council.iterdir()}
        name = next(n for n in _names(day, kind or "return") if n not in taken)
        folder = council / name
        (folder / SENT).mkdir(parents=True)
    begun = clock.moment().isoformat(timespec="milliseconds")
    on = "" if paper or kind == PAPER else day.isoformat()
    details = DraftDetails(on, paper, role, begun, judged, kind=kind, about=dict(about or {}), who=who)
    return DeskDraft(home, folder, details).with_details()


def _names(day: date, what: str) -> Iterator[str]:
    yield f"{what}-{day.isoformat()}"
    yield from (f"{what}-{day.isoformat()}-draft-{number}" for number in range(2, 10_000))


def drafts_of(drafts: Path, home: Path) -> list[DeskDraft]:
    """Return a council's drafts, the last begun first; one whose details cannot be read is left out."""
    folder = drafts / home.name
    names = sorted(p.name for p in folder.iterdir() if NAME.fullmatch(p.name)) if folder.is_dir() else []
    every = [_draft(home, folder / name) for name in names]
    return sorted((one for one in every if one), key=lambda one: one.details.begun, reverse=True)


def draft_named(drafts: Path, home: Path, name: str) -> DeskDraft | None:
    """Return a council's draft by its name, which is looked for in the list and never joined to a path; None where there is none."""
    return next((one for one in drafts_of(drafts, home) if one.name == name), None)


def _draft(home: Path, folder: Path) -> DeskDraft | None:
    try:
        stated = read_json(folder / ABOUT)
        prepared = Prepared(**stated["prepared"]) if stated["prepared"] else None
        undo = AskedUndo(**stated["undo"]) if stated.get("undo") else None
        files = tuple(SentFile(**one) for one in stated["files"])
        refused = tuple(map(str, stated["refused"]))
        return DeskDraft(
            home,
            folder,
            DraftDetails(**{**stated, "prepared": prepared, "undo": undo, "files": files, "refused": refused}),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


@contextmanager
def changing(draft: DeskDraft) -> Iterator[DeskDraft]:
    """Keep every other change of a draft out meanwhile, and yield the draft as it is now."""
    with alone(draft.folder, "desk", shared=True):
        yield _draft(draft.home, draft.folder) or draft


def add_files(draft: DeskDraft, files: Mapping[str, bytes], refused: tuple[str, ...] = ()) -> DeskDraft:
    """Keep files that were brought in, under names of our own. The same bytes twice are kept once."""
    by_digest = {one.stored.partition(".")[0]: one for one in draft.details.files}
    names = {one.name for one in draft.details.files}
    notes = list(refused)
    for sent_name, content in files.items():
        digest = hashlib.sha256(content).hexdigest()[:32]
        name = printable(sent_name)[-LONGEST_FILE_NAME:] or "a file"
        if digest in by_digest:
            notes.append(f"{name}: the same file as {by_digest[digest].name}; it was brought in once.")
        elif len(by_digest) >= MOST_FILES:
            notes.append(f"{name}: a draft takes {MOST_FILES} files. Begin another for the rest.")
        else:
            while name in names:
                name = f"{Path(name).stem} again{Path(name).suffix}"
            names.add(name)
            by_digest[digest] = SentFile(name, f"{digest}.bin")
            put_file(draft.folder / SENT / by_digest[digest].stored, content, mode=PRIVATE)
    return draft.with_details(files=tuple(by_digest.values()), refused=tuple(notes), prepared=None)


def take_out(draft: DeskDraft, stored: str) -> DeskDraft:
    """Take a file out of a draft: what it said is gone once the rest is read anew."""
    left = tuple(one for one in draft.details.files if one.stored != stored)
    changed = draft.with_details(files=left, refused=(), prepared=None)
    for one in draft.details.files:
        if one.stored == stored:
            (draft.folder / SENT / one.stored).unlink(missing_ok=True)
    return changed


def remove_older(draft: DeskDraft) -> None:
    """Remove what was read before the present reading."""
    for number in range(draft.details.readings):
        shutil.rmtree(draft.reading_folder(number), ignore_errors=True)
