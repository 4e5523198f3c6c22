"""The councils under one folder: which there are, and of each the data that is shown: the last that passed check."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from dayops_dash.address import quoted
from dayops_dash.cache import per_folder
from dayops_dash.dataset.files.folder_files import read_bytes
from dayops_dash.dataset.files.table_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, is_as_described, read_descriptor
from dayops_dash.dataset.reading import Dataset
from dayops_dash.dataset.rows import PAPERS
from dayops_dash.dataset.serving.gate import RESULT, recorded
from dayops_dash.dataset.serving.listing import Listed, Listing, as_before
from dayops_dash.dataset.serving.opened import OpenPaper, with_papers
from dayops_dash.dataset.serving.public import has_public_papers
from dayops_dash.dataset.serving.refusals import NothingShown, NotShown, UnknownCouncil, VersionGone
from dayops_dash.dataset.serving.shown import LAST, about_of, current, earlier, state
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    POINTER,
    RECORD,
    councils_in,
    rules,
    shown_folder,
)
from dayops_dash.dataset.stores.where import data_folder
from dayops_dash.dataset.tables import TABLES

DATA = data_folder()


class Withheld(NamedTuple):
    """A change of a council's data that is not shown: since when, with how many problems (None: being checked), and what is shown."""

    since: datetime
    problems: int | None
    shown_version: str


@dataclass(frozen=True)
class Library:
    """All councils under one folder. Nothing is read until it is asked for.

    One that is ``public`` gives datasets without the rows that are exempt from publication; but of those papers that are ``opened``,
    for one reader. Those that were open to anybody at any time are ``ever``. Lists, and councils beside another, stay public.
    """

    root: Path = DATA
    public: bool = False
    opened: frozenset[OpenPaper] = frozenset()
    ever: frozenset[OpenPaper] = frozenset()

    def folders(self) -> tuple[str, ...]:
        """Return the names of all councils' folders, those included whose data cannot be shown."""
        return tuple(_folders(self.root, _second()))

    def slugs(self) -> list[str]:
        """Return the councils that can be shown, by folder name: by name, made-up councils last.

        No table of one whose check has passed is opened for this.
        """
        return [council.slug for council in self.listed()]

    def listed(self) -> Listing:
        """Return what a list says of each council that can be shown, in the order of ``slugs``."""
        return _listing(self.root, self.public, _second())

    def not_shown(self) -> tuple[str, ...]:
        """Return the titles of the councils whose data cannot be shown at present, for a line beside a list of the others."""
        slugs = set(self.slugs())
        away = (slug for slug in self.folders() if slug not in slugs)
        return tuple(_name(self.root / slug) for slug in away if current(self, self.root / slug, _second()) is None)

    def default(self) -> str:
        """Return the council to begin with: the one whose descriptor says "featured", else the first."""
        listed = self.listed()
        return next((council.slug for council in listed if council.featured), listed[0].slug if listed else "")

    def titles(self) -> dict[str, str]:
        """Return each council's short title by its folder name."""
        return {council.slug: council.short_title for council in self.listed()}

    def every(self) -> tuple[list[Dataset], list[str]]:
        """Return the data of every council that can be shown, and why each of the others cannot be: for commands about all."""
        datasets = self.datasets(self.slugs())
        available = {dataset.slug for dataset in datasets}
        away = {slug: self._why_not(slug) for slug in self.folders() if slug not in available}
        return datasets, [f"{slug} is left out: {why}" for slug, why in away.items() if why]

    def _why_not(self, slug: str) -> str:
        """Return why a council cannot be shown; "" where it can, or where nothing of it is public."""
        try:
            self.dataset(slug)
        except NotShown as error:
            return f"{error} Run check {slug} for every problem."
        except UnknownCouncil:
            pass
        return ""

    def datasets(self, slugs: Iterable[str]) -> list[Dataset]:
        """Return the data of those of some councils that can be shown: one that cannot takes no other down."""
        datasets = []
        for slug in slugs:
            with suppress(NotShown, UnknownCouncil):
                datasets.append(self.dataset(slug))
        return datasets

    def dataset(self, slug: str) -> Dataset:
        """Return the data of one council that is shown, from memory while its files are unchanged.

        Raises UnknownCouncil where no folder has the name: it is looked for in the list, never joined to a path. Raises NotShown
        where its data does not pass check, or is being checked, and none was shown before.
        """
        if self.opened and self.public:
            of = (frozenset(one.paper for one in some if one.council == slug) for some in (self.opened, self.ever))
            return with_papers(Library(self.root, public=True).dataset(slug), *of)
        folders = _folders(self.root, _second())
        if not folders:
            raise NothingShown
        if slug not in folders:
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        dataset = current(self, self.root / slug, _second())
        if dataset is None:
            raise NotShown(f"The data of {quoted(_name(self.root / slug))} cannot be shown at present.")
        if not _is_there(dataset):
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        return dataset

    def version(self, slug: str, version: str, acts: int = 0) -> Dataset:
        """Return a council's data in a version that is or was shown (the beginning of ``Dataset.content``), after so many acts.

        Raises UnknownCouncil and NotShown as ``dataset`` does, and VersionGone where it is not to be had.
        """
        dataset = self.dataset(slug)
        if dataset.content[:LENGTH] == version and len(dataset.published) == acts:
            return dataset
        earlier_dataset = earlier(Library(self.root, self.public), self.root / slug, version, acts)
        if earlier_dataset is None:
            raise VersionGone(f"This version of the data of {quoted(slug)} is no longer kept.")
        return earlier_dataset

    def withheld(self, slug: str) -> Withheld | None:
        """Return why the newest data of a council is not shown; None where its data is shown as it is."""
        home = self.root / slug
        if slug not in _folders(self.root, _second()):
            return None
        dataset = current(self, home, _second())
        council_state = state(home, _second())
        if council_state.problems == 0:
            return None
        return Withheld(council_state.since, council_state.problems, dataset.version if dataset else "")


def _second() -> int:
    """Return a number that changes once a second: folders are looked at no more often, however many readers there are."""
    return int(time.monotonic())


@lru_cache(maxsize=4)
def _folders(root: Path, second: int) -> Mapping[str, None]:
    """Return the councils' folders; one that was shown stays where its descriptor is away for a moment."""
    return MappingProxyType(dict.fromkeys(sorted({*councils_in(root), *LAST.councils(root)})))


@lru_cache(maxsize=8)
def _listing(root: Path, public: bool, second: int) -> Listing:
    """Return the councils that can be shown, in order."""
    library, where = Library(root, public), str(root)
    candidates = (
        _passed(f"{where}/{slug}", slug, public) or _listed(library, slug, second) for slug in _folders(root, second)
    )
    available = (council for council in candidates if council and council.slug)
    return as_before(Listing(sorted(available, key=lambda council: (council.illustrative, council.slug))))


def _listed(library: Library, slug: str, second: int) -> Listed | None:
    """Return the list entry of a council without a result of check beside its data; None where it cannot be shown."""
    dataset = current(library, library.root / slug, second)
    return dataset.listed if dataset and _is_there(dataset) else None


def _is_there(dataset: Dataset) -> bool:
    return not dataset.public or TABLES[PAPERS].path in dataset.files()


def _named(slug: str, descriptor: Mapping[str, Any]) -> Listed:
    about = about_of(descriptor)
    title, short = str(descriptor.get("title", slug)), str(about.get("short_title", slug))
    resources = descriptor.get("resources")
    tables = (
        frozenset(str(r.get("name")) for r in resources if isinstance(r, dict)) if isinstance(resources, list) else ()
    )
    return Listed(slug, title, short, bool(about.get("illustrative")), bool(about.get("featured")), frozenset(tables))


NOTHING_PUBLIC = Listed("", "", "")


def _passed(home: str, slug: str, public: bool) -> Listed | None:
    """Return what the descriptor of data that passed check says; None where no result beside it says so.

    This is done for every council each second, so paths are plain text here.
    """
    folder = home
    if _changed_at(f"{home}/{POINTER}"):
        try:
            folder = str(shown_folder(Path(home)))
        except DatasetError:
            return None
    elif _changed_at(f"{home}/{RECORD}"):  # published before, and its pointer is lost
        return None
    names = (DESCRIPTOR, RESULT, TABLES[PAPERS].path) if public else (DESCRIPTOR, RESULT)
    stamp = tuple(_changed_at(f"{folder}/{name}") for name in names)
    return _passed_at(slug, folder, public, stamp) if all(stamp[:2]) else None


def _changed_at(path: str) -> int:
    """Return when a file was changed; 0 where there is none."""
    try:
        return os.stat(path).st_mtime_ns  # noqa: PTH116
    except OSError:
        return 0


@per_folder
def _passed_at(slug: str, where: str, public: bool, changed: tuple[int, ...]) -> Listed | None:
    folder = Path(where)
    stated = recorded(folder)
    if stated.get("problems") != 0 or stated.get("rules") != rules():
        return None
    try:
        content = read_bytes(folder / DESCRIPTOR)
        if hashlib.sha256(content).hexdigest() != stated.get("descriptor"):
            return None
        descriptor = read_descriptor(content)
        if public:
            papers = read_bytes(folder / TABLES[PAPERS].path)
            if not is_as_described(descriptor, PAPERS, papers):
                return None
            if not has_public_papers(papers, slug):
                return NOTHING_PUBLIC
    except (OSError, DatasetError):
        return None
    return _named(slug, descriptor)


def _name(home: Path) -> str:
    """Return what a council is called, for a sentence about data that cannot be shown: its short title where that can be read."""
    try:
        about = about_of(read_descriptor(read_bytes(shown_folder(home) / DESCRIPTOR)))
        title = about.get("short_title")
    except (OSError, DatasetError):
        title = None
    return title if isinstance(title, str) and title else home.name.replace("-", " ").title()
