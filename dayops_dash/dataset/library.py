"""The councils under one folder: which there are, and of each the data that is shown: the last that passed check."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dayops_dash.address import quoted
from dayops_dash.dataset.folder_files import read_bytes
from dayops_dash.dataset.gate import GATE, RESULT, recorded
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor, table_files
from dayops_dash.dataset.public import public_copy
from dayops_dash.dataset.reading import Dataset
from dayops_dash.dataset.stores.where import data_folder
from dayops_dash.dataset.table_file import DatasetError
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.versions import (
    BOUNDARIES,
    POINTER,
    Publication,
    content_hash,
    content_of,
    councils_in,
    publications,
    rules,
    shown_folder,
)
from dayops_dash.frozen import frozen

DATA = data_folder()
VERSION_LENGTH = 12  # characters of the hash that pages and documents state
Stamp = tuple[tuple[str, int, int], ...]


class UnknownCouncil(DatasetError):
    """No folder has this name."""


class NotShown(DatasetError):
    """A council whose data does not pass check, or was not yet checked, and of which nothing was shown before."""

    advice = "The council is asked to mend it. Other councils are not affected."


class NothingShown(NotShown):
    """No council at all: the store that holds them was never reached."""

    advice = "The place where it is kept does not answer. Please try again in a minute."

    def __init__(self) -> None:
        super().__init__("No council's data can be shown at present.")


class Withheld(NamedTuple):
    """A change of a council's data that is not shown: since when, with how many problems (None: being checked), and what is shown."""

    since: datetime
    problems: int | None
    shown_version: str


@dataclass(frozen=True)
class Library:
    """All councils under one folder. Nothing is read until it is asked for.

    One that is ``public`` gives datasets without the rows that are exempt from publication.
    """

    root: Path = DATA
    public: bool = False

    def folders(self) -> tuple[str, ...]:
        """Return the names of all councils' folders, those included whose data cannot be shown."""
        return _folders(self.root, _second())

    def slugs(self) -> list[str]:
        """Return the councils that can be shown, by folder name: by name, made-up councils last.

        No table of one whose check has passed is opened for this.
        """
        return [slug for slug, _ in _shown(self.root, self.public, _second())]

    def default(self) -> str:
        """Return the council to begin with: the one whose descriptor says "featured", else the first."""
        shown = _shown(self.root, self.public, _second())
        return next((slug for slug, about in shown if about.get("featured")), shown[0][0] if shown else "")

    def titles(self) -> dict[str, str]:
        """Return each council's short title by its folder name."""
        return {slug: _short_title(about, slug) for slug, about in _shown(self.root, self.public, _second())}

    def beside(self, slug: str) -> list[Dataset]:
        """Return the data of every other council that can be shown: one that cannot takes no other down."""
        found = []
        for other in self.slugs():
            with suppress(NotShown):
                found += [self.dataset(other)] if other != slug else []
        return found

    def dataset(self, slug: str) -> Dataset:
        """Return the data of one council that is shown, from memory while its files are unchanged.

        Raises UnknownCouncil where no folder has the name: it is looked for in the list, never joined to a path. Raises NotShown
        where its data does not pass check, or is being checked, and none was shown before.
        """
        if not self.folders():
            raise NothingShown
        if slug not in self.folders():
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        shown = _current(self.root / slug, self.public, _second())
        if shown is None:
            raise NotShown(f"The data of {quoted(_name(self.root / slug))} cannot be shown at present.")
        if self.public and TABLES["documents"].path not in shown.files():
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        return shown

    def withheld(self, slug: str) -> Withheld | None:
        """Return what of a council is not shown, and why; None where its data is shown as it is."""
        home = self.root / slug
        if slug not in self.folders():
            return None
        shown = _current(home, self.public, _second())
        state = _state(home, _second())
        if state.problems == 0:
            return None
        return Withheld(state.since, state.problems, shown.version if shown else "")


def _second() -> int:
    """Return a number that changes once a second: folders are looked at no more often, however many readers there are."""
    return int(time.monotonic())


@lru_cache(maxsize=4)
def _folders(root: Path, second: int) -> tuple[str, ...]:
    """Return the councils' folders; one that was shown stays where its descriptor is away for a moment."""
    return tuple(sorted({*councils_in(root), *LAST.councils(root)}))


@lru_cache(maxsize=8)
def _shown(root: Path, public: bool, second: int) -> tuple[tuple[str, Mapping[str, Any]], ...]:
    """Return the councils that can be shown, in order, each with what its descriptor says of it."""
    found = ((slug, _about_shown(root / slug, public, second)) for slug in _folders(root, second))
    shown = [(slug, about) for slug, about in found if about is not None]
    return tuple(sorted(shown, key=lambda pair: (bool(pair[1].get("illustrative")), pair[0])))


def _about_shown(home: Path, public: bool, second: int) -> Mapping[str, Any] | None:
    """Return what the descriptor of a council that can be shown says of it; None of one that cannot, or has nothing public."""
    if not public and (about := _passed(home)) is not None:
        return about
    found = _current(home, public, second)
    return found.about if found and (not public or TABLES["documents"].path in found.files()) else None


def _passed(home: Path) -> Mapping[str, Any] | None:
    """Return what a descriptor says where a result of check beside it says that its data passed; None where there is none."""
    try:
        folder = shown_folder(home)
    except DatasetError:
        return None
    told = tuple(s.st_mtime_ns if (s := _stat(folder / name)) else 0 for name in (DESCRIPTOR, RESULT))
    return _passed_at(folder, told) if all(told) else None


@lru_cache(maxsize=512)
def _passed_at(folder: Path, changed: tuple[int, ...]) -> Mapping[str, Any] | None:
    stated = recorded(folder)
    if stated.get("problems") != 0 or stated.get("rules") != rules():
        return None
    try:
        content = read_bytes(folder / DESCRIPTOR)
        same = hashlib.sha256(content).hexdigest() == stated.get("descriptor")
        return _about(read_descriptor(content)) if same else None
    except (OSError, DatasetError):
        return None


def _short_title(about: Mapping[str, Any], slug: str) -> str:
    return str(about.get("short_title", slug))


@dataclass(frozen=True)
class Content:
    """A council's files as they were read at once, and their hash, by which two are equal."""

    hash: str
    files: Mapping[str, bytes] = field(compare=False, repr=False)


NOTHING = Content("", MappingProxyType({}))


class State(NamedTuple):
    """How the files of a council stand: where they lie, their problems (None: being checked), since when, and what they are."""

    folder: Path
    problems: int | None
    since: datetime
    content: Content


@lru_cache(maxsize=512)
def _state(home: Path, second: int) -> State:
    """Return how a council's files stand in this second. Never raises for what the files are: what cannot be read has a problem."""
    folder = home
    try:
        folder = shown_folder(home)
        stamp = _stamp(folder)
        content = _read(folder, stamp)
    except (DatasetError, OSError):
        return State(folder, 1, _changed(folder), NOTHING)
    problems = GATE.problems(folder, home.name, content.hash, content.files)
    return State(folder, problems, _changed_at(stamp), content)


def _stamp(folder: Path) -> Stamp:
    """Return the name, time and size of each file of a folder that holds data."""
    names = (DESCRIPTOR, *(path.name for path in table_files(folder)), BOUNDARIES, RESULT)
    return tuple((name, s.st_mtime_ns, s.st_size) for name in names if (s := _stat(folder / name)))


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _changed_at(stamp: Stamp) -> datetime:
    newest = max((changed for name, changed, _ in stamp if name != RESULT), default=0)
    return datetime.fromtimestamp(newest / 1e9).astimezone()


def _changed(folder: Path) -> datetime:
    told = _stat(folder / DESCRIPTOR) or _stat(folder / POINTER) or _stat(folder)
    return datetime.fromtimestamp(told.st_mtime if told else 0).astimezone()


@lru_cache(maxsize=256)
def _read(folder: Path, stamp: Stamp) -> Content:
    """Return a folder's files and their hash. Raises DatasetError where one cannot be read."""
    files = content_of(folder)
    if DESCRIPTOR not in files:
        raise DatasetError(f"{folder.name} has no {DESCRIPTOR}. Run describe.")
    return Content(content_hash(files), MappingProxyType(files))


class Shown(NamedTuple):
    """What is shown of a council: where its files lie, what they are, and the acts by which they came to be shown."""

    folder: Path
    content: Content
    published: tuple[Publication, ...]


class Last:
    """What of each council passed check last, by its folder; for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: dict[Path, Shown] = {}

    def keep(self, home: Path, shown: Shown) -> None:
        with self._lock:
            self._shown[home] = shown

    def get(self, home: Path) -> Shown | None:
        with self._lock:
            return self._shown.get(home)

    def councils(self, root: Path) -> set[str]:
        """Return the councils under a folder of which something was shown and whose folder is still there."""
        with self._lock:
            return {home.name for home in self._shown if home.parent == root and home.is_dir()}


LAST = Last()


def _current(home: Path, public: bool, second: int) -> Dataset | None:
    """Return what is shown of a council: its data if it passes check, else the last that did; None where none ever did."""
    state = _state(home, second)
    if state.problems == 0:
        LAST.keep(home, Shown(state.folder, state.content, publications(home)))
    shown = LAST.get(home)
    try:
        return _dataset(home, shown, public) if shown else None
    except DatasetError:  # check would say so
        return None


@lru_cache(maxsize=512)
def _dataset(home: Path, shown: Shown, public: bool) -> Dataset:
    """Return the dataset of some files that passed check, kept by their hash."""
    files = {name: content for name, content in shown.content.files.items() if name != BOUNDARIES}
    descriptor = read_descriptor(files[DESCRIPTOR])
    about = _about(descriptor)
    if public:
        files = dict(public_copy(files, home.name).files)
        about = _about(read_descriptor(files[DESCRIPTOR]))
    version = content_hash(files)[:VERSION_LENGTH]
    title = str(descriptor.get("title", home.name))
    short = str(about.get("short_title", title))
    return Dataset(
        home.name,
        title,
        short,
        about,
        shown.folder,
        version,
        public,
        home,
        Library(home.parent, public),
        shown.published,
        MappingProxyType(files),
    )


def _about(descriptor: Mapping[str, Any]) -> Mapping[str, Any]:
    about = descriptor.get("dayops")
    return frozen(about if isinstance(about, dict) else {})


def _name(home: Path) -> str:
    """Return what a council is called, for a sentence about data that cannot be shown: its short title where that can be read."""
    try:
        about = _about(read_descriptor(read_bytes(shown_folder(home) / DESCRIPTOR)))
        title = about.get("short_title")
    except (OSError, DatasetError):
        title = None
    return title if isinstance(title, str) and title else home.name.replace("-", " ").title()
