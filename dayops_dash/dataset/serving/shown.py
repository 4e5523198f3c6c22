"""What is shown of one council: its data if that passed check, else the last that did; and versions that were shown before."""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dayops_dash.dataset.files.table_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor, table_files
from dayops_dash.dataset.reading import Councils, Dataset
from dayops_dash.dataset.serving.gate import GATE, RESULT
from dayops_dash.dataset.serving.listing import Listed
from dayops_dash.dataset.serving.public import public_copy
from dayops_dash.dataset.serving.readable import refuse_unreadable
from dayops_dash.dataset.serving.versions import (
    BOUNDARIES,
    LENGTH,
    POINTER,
    Publication,
    content_hash,
    content_of,
    is_version,
    publications,
    shown_folder,
    version_folder,
)
from dayops_dash.frozen import frozen

VERSION_LENGTH = 12  # characters of the hash that pages and documents state
Stamp = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True)
class Content:
    """A council's files as they were read at once, and their hash, by which two are equal."""

    hash: str
    files: Mapping[str, bytes] = field(compare=False, repr=False)


LOG = logging.getLogger("dayops_dash")
NOTHING = Content("", MappingProxyType({}))


class FilesState(NamedTuple):
    """How the files of a council stand: where they lie, their problems (None: being checked), since when, what they are, and the
    acts by which they came to be shown."""

    folder: Path
    problems: int | None
    since: datetime
    content: Content
    published: tuple[Publication, ...] = ()


@lru_cache(maxsize=512)
def state(home: Path, second: int) -> FilesState:
    """Return how a council's files stand in this second. Never raises for what the files are: what cannot be read has a problem."""
    folder = home
    try:
        folder = shown_folder(home)
        stamp = _stamp(folder)
        content = _read(folder, stamp)
        if is_version(folder) and content.hash[:LENGTH] != folder.name:
            raise DatasetError(f"The files of version {folder.name} are not what was published.")
    except (DatasetError, OSError):
        return FilesState(folder, 1, _changed(folder), NOTHING)
    try:
        problems = GATE.problems(folder, home.name, content.hash, content.files)
    except Exception:  # every list looks at every council: one must not take the others from their readers
        LOG.exception("%s cannot be looked at", home.name)
        problems = 1
    return FilesState(folder, problems, _changed_at(stamp), content, publications(home))


def _stamp(folder: Path) -> Stamp:
    """Return the name, time and size of each file of a folder that holds data."""
    names = (DESCRIPTOR, *(path.name for path in table_files(folder)), BOUNDARIES, RESULT)
    return tuple((name, s.st_mtime_ns, s.st_size) for name in names if (s := stat_of(folder / name)))


def stat_of(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except OSError:
        return None


def _changed_at(stamp: Stamp) -> datetime:
    newest = max((changed for name, changed, _ in stamp if name != RESULT), default=0)
    return datetime.fromtimestamp(newest / 1e9).astimezone()


def _changed(folder: Path) -> datetime:
    status = stat_of(folder / DESCRIPTOR) or stat_of(folder / POINTER) or stat_of(folder)
    return datetime.fromtimestamp(status.st_mtime if status else 0).astimezone()


@lru_cache(maxsize=256)
def _read(folder: Path, stamp: Stamp) -> Content:
    """Return a folder's files and their hash. Raises DatasetError where one cannot be read."""
    files = content_of(folder)
    if DESCRIPTOR not in files:
        raise DatasetError(f"{folder.name} has no {DESCRIPTOR}. Run describe.")
    return Content(content_hash(files), MappingProxyType(files))


class ShownFiles(NamedTuple):
    """What is shown of a council: where its files lie, what they are, and the acts by which they came to be shown."""

    folder: Path
    content: Content
    published: tuple[Publication, ...]


class Last:
    """What of each council passed check last, by its folder; for one process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._shown: dict[Path, ShownFiles] = {}

    def keep(self, home: Path, shown_files: ShownFiles) -> None:
        with self._lock:
            self._shown[home] = shown_files

    def get(self, home: Path) -> ShownFiles | None:
        with self._lock:
            return self._shown.get(home)

    def councils(self, root: Path) -> set[str]:
        """Return the councils under a folder of which something was shown and whose folder is still there."""
        with self._lock:
            return {home.name for home in self._shown if home.parent == root and home.is_dir()}


LAST = Last()


def current(library: Councils, home: Path, second: int) -> Dataset | None:
    """Return the data shown for a council: its own if it passes check, else the last that did; None where none ever did."""
    council_state = state(home, second)
    if council_state.problems == 0:
        LAST.keep(home, ShownFiles(council_state.folder, council_state.content, council_state.published))
    shown_files = LAST.get(home)
    try:
        return _dataset(library, home, shown_files) if shown_files else None
    except DatasetError:  # check would say so
        return None


def earlier(library: Councils, home: Path, version: str, acts: int) -> Dataset | None:
    """Return a version of a council's data that was shown after so many acts of publishing; None where it is not to be had.

    ``version`` is the beginning of the hash of its files (``Dataset.content``), which is the name of a stored version.
    """
    every = publications(home)
    last = LAST.get(home)
    if last and last.content.hash[:LENGTH] == version:
        shown_files: ShownFiles | None = last
    elif any(act.version == version for act in every):
        shown_files = _stored(home, version)
    else:
        return None
    if not shown_files or len(every) < acts:
        return None
    return _dataset(library, home, shown_files._replace(published=every[:acts]))


def _stored(home: Path, version: str) -> ShownFiles | None:
    """Return a version from where it lies; None where it is gone, is not what its name says, or has not passed check."""
    try:
        folder = version_folder(home, version)
        content = _read(folder, _stamp(folder))
    except (DatasetError, OSError):
        return None
    passed = content.hash[:LENGTH] == version and GATE.problems(folder, home.name, content.hash, content.files) == 0
    return ShownFiles(folder, content, ()) if passed else None


@lru_cache(maxsize=512)
def _dataset(library: Councils, home: Path, shown_files: ShownFiles) -> Dataset:
    """Return the dataset of some files that passed check, kept by their hash.

    Raises DatasetError where their tables cannot be read after all: a result beside a plain folder is a convenience that nothing
    proves, and pages of other councils read these rows too.
    """
    refuse_unreadable(shown_files.content.files, home.name)
    files = {name: content for name, content in shown_files.content.files.items() if name != BOUNDARIES}
    descriptor = read_descriptor(files[DESCRIPTOR])
    about = about_of(descriptor)
    if library.public:
        files = dict(public_copy(files, home.name).files)
        about = about_of(read_descriptor(files[DESCRIPTOR]))
    title = str(descriptor.get("title", home.name))
    return Dataset(
        slug=home.name,
        title=title,
        short_title=str(about.get("short_title", title)),
        about=about,
        folder=shown_files.folder,
        version=content_hash(files)[:VERSION_LENGTH],
        public=library.public,
        home=home,
        library=library,
        published=shown_files.published,
        content=shown_files.content.hash,
        _files=MappingProxyType(files),
        _boundaries=shown_files.content.files.get(BOUNDARIES, b""),
    )


def about_of(descriptor: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a descriptor says of the council itself, unchangeable."""
    about = descriptor.get("dayops")
    return frozen(about if isinstance(about, dict) else {})


@dataclass(frozen=True)
class Beside:
    """Some councils beside each other, each in a version that is given: what a story that compares councils was made of."""

    root: Path
    public: bool
    held: tuple[Dataset, ...]

    def slugs(self) -> list[str]:
        return [dataset.slug for dataset in self.held]

    def dataset(self, slug: str) -> Dataset:
        match = next((dataset for dataset in self.held if dataset.slug == slug), None)
        if match is None:
            raise DatasetError(f"{slug} is not among the councils that were compared.")
        return match

    def listed(self) -> list[Listed]:
        return [dataset.listed for dataset in self.held]

    def datasets(self, slugs: Iterable[str]) -> list[Dataset]:
        return [self.dataset(slug) for slug in slugs]


@lru_cache(maxsize=64)
def with_beside(dataset: Dataset, others: tuple[Dataset, ...]) -> Dataset:
    """Return a council's data with just these councils beside it."""
    return replace(dataset, library=Beside(dataset.library.root, dataset.public, others))
