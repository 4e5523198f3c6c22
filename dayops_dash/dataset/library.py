"""The councils under one folder: which there are, and of each the data that is shown: the last that passed check."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from dayops_dash.address import quoted
from dayops_dash.dataset.folder_files import read_bytes
from dayops_dash.dataset.gate import RESULT, recorded
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.reading import Dataset
from dayops_dash.dataset.shown import LAST, about_of, current, earlier, stat_of, state
from dayops_dash.dataset.table_file import DatasetError
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.versions import (
    LENGTH,
    councils_in,
    rules,
    shown_folder,
)

DATA = Path(os.environ.get("DAYOPS_DATA") or Path(__file__).resolve().parents[2] / "data")
VERSION_LENGTH = 12  # characters of the hash that pages and documents state
Stamp = tuple[tuple[str, int, int], ...]


class UnknownCouncil(DatasetError):
    """No folder has this name."""


class VersionGone(DatasetError):
    """A version of a council's data that was shown once, and is not to be had any more."""


class NotShown(DatasetError):
    """A council whose data does not pass check, or was not yet checked, and of which nothing was shown before."""


ASKED_TO_MEND = "The council is asked to mend it. Other councils are not affected."  # said with NotShown


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
        if slug not in self.folders():
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        shown = current(self, self.root / slug, _second())
        if shown is None:
            raise NotShown(f"The data of {quoted(_name(self.root / slug))} cannot be shown at present.")
        if self.public and TABLES["documents"].path not in shown.files():
            raise UnknownCouncil(f"No council is called {quoted(slug)}. There are: {', '.join(self.slugs())}.")
        return shown

    def version(self, slug: str, version: str, acts: int = 0) -> Dataset:
        """Return a council's data in a version that is or was shown, as it was after so many acts of publishing.

        ``version`` is the beginning of ``Dataset.content``. Raises UnknownCouncil and NotShown as ``dataset`` does, and VersionGone
        where the version is not to be had: of a plain folder, whenever its files have changed.
        """
        shown = self.dataset(slug)
        if shown.content[:LENGTH] == version and len(shown.published) == acts:
            return shown
        found = earlier(self, self.root / slug, version, acts)
        if found is None:
            raise VersionGone(f"This version of the data of {quoted(slug)} is no longer kept.")
        return found

    def withheld(self, slug: str) -> Withheld | None:
        """Return what of a council is not shown, and why; None where its data is shown as it is."""
        home = self.root / slug
        if slug not in self.folders():
            return None
        shown = current(self, home, _second())
        found = state(home, _second())
        if found.problems == 0:
            return None
        return Withheld(found.since, found.problems, shown.version if shown else "")


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
    found = current(Library(home.parent, public), home, second)
    return found.about if found and (not public or TABLES["documents"].path in found.files()) else None


def _passed(home: Path) -> Mapping[str, Any] | None:
    """Return what a descriptor says where a result of check beside it says that its data passed; None where there is none."""
    try:
        folder = shown_folder(home)
    except DatasetError:
        return None
    told = tuple(s.st_mtime_ns if (s := stat_of(folder / name)) else 0 for name in (DESCRIPTOR, RESULT))
    return _passed_at(folder, told) if all(told) else None


@lru_cache(maxsize=512)
def _passed_at(folder: Path, changed: tuple[int, ...]) -> Mapping[str, Any] | None:
    stated = recorded(folder)
    if stated.get("problems") != 0 or stated.get("rules") != rules():
        return None
    try:
        content = read_bytes(folder / DESCRIPTOR)
        same = hashlib.sha256(content).hexdigest() == stated.get("descriptor")
        return about_of(read_descriptor(content)) if same else None
    except (OSError, DatasetError):
        return None


def _short_title(about: Mapping[str, Any], slug: str) -> str:
    return str(about.get("short_title", slug))


def _name(home: Path) -> str:
    """Return what a council is called, for a sentence about data that cannot be shown: its short title where that can be read."""
    try:
        about = about_of(read_descriptor(read_bytes(shown_folder(home) / DESCRIPTOR)))
        title = about.get("short_title")
    except (OSError, DatasetError):
        title = None
    return title if isinstance(title, str) and title else home.name.replace("-", " ").title()
