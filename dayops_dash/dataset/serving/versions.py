"""Where a council's data lies: a plain folder, which is its own only version, or published versions with a pointer to one of them.

COUNCIL/datapackage.json, *.csv       a plain folder; beside versions, an officer's working copy that nobody else sees
COUNCIL/versions/HASH/...             one version: files that are never changed, named by the hash of their content
COUNCIL/published.json                which version is shown
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from dayops_dash.dataset.boundaries import FILE
from dayops_dash.dataset.draft_base import BASE, council_of
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, files_of
from dayops_dash.dataset.tables import TABLES

VERSIONS = "versions"
BOUNDARIES = FILE
POINTER = "published.json"
RECORD = "record.jsonl"
LENGTH = 16  # characters of a hash that name a version
NAME = re.compile(rf"[0-9a-f]{{{LENGTH}}}")


def content_of(folder: Path) -> dict[str, bytes]:
    """Return every file of a council's data by name: the package, and its boundaries where it has some.

    Those of a version are the very bytes that were published, under whatever schema. Raises DatasetError where one cannot be read.
    """
    try:
        files = _as_published(folder) if is_version(folder) else files_of(folder)
        if is_there(folder / BOUNDARIES):
            files[BOUNDARIES] = read_bytes(folder / BOUNDARIES)
    except OSError as error:
        raise DatasetError(
            f"{folder.name}: {error.strerror or 'a file cannot be read'}. Run check for every problem."
        ) from error
    return files


def is_version(folder: Path) -> bool:
    return folder.parent.name == VERSIONS and bool(NAME.fullmatch(folder.name))


def _as_published(folder: Path) -> dict[str, bytes]:
    names = (DESCRIPTOR, *(table.path for table in TABLES.values()))
    return {name: read_bytes(folder / name) for name in names if is_there(folder / name)}


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the hash of a council's files by name; its first characters are the version that every page states."""
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def pointer(home: Path) -> Mapping[str, Any]:
    """Return what a council's pointer states; nothing for a plain folder.

    Raises DatasetError where it cannot be read, and where a published council has lost it: its folder is a working copy then,
    which nobody decided to show.
    """
    path = home / POINTER
    try:
        status = path.stat()
    except FileNotFoundError as error:
        if is_there(home / RECORD) and is_there(home / DESCRIPTOR):
            raise DatasetError(f"{POINTER} in {home.name} is missing. Run record mend {home.name}.") from error
        return MappingProxyType({})
    except OSError as error:
        raise DatasetError(f"{POINTER} in {home.name} cannot be read. Run record mend {home.name}.") from error
    return _pointer(path, status.st_mtime_ns, status.st_size, status.st_ino)


@lru_cache(maxsize=512)
def _pointer(path: Path, changed: int, size: int, inode: int) -> Mapping[str, Any]:
    council = path.parent.name
    try:
        stated = json.loads(read_bytes(path))
    except (OSError, ValueError, RecursionError, DatasetError) as error:
        raise DatasetError(f"{POINTER} in {council} cannot be read. Run record mend {council}.") from error
    if not isinstance(stated, dict) or not NAME.fullmatch(str(stated.get("version", ""))):
        raise DatasetError(f"{POINTER} in {council} names no version. Run record mend {council}.")
    return MappingProxyType(stated)


def version_folder(home: Path, version: str) -> Path:
    """Return where a version lies. Raises DatasetError for what is no name of a version."""
    if not NAME.fullmatch(version):
        raise DatasetError(f"{version[:40]!r} is no version. Versions are named by {LENGTH} hexadecimal digits.")
    return home / VERSIONS / version


def shown_folder(home: Path) -> Path:
    """Return the folder whose files are shown of a council: its published version, else the plain folder itself."""
    stated = pointer(home)
    return version_folder(home, str(stated["version"])) if stated else home


@dataclass(frozen=True)
class Publication:
    """What readers may know of an act of publishing: when (UTC), what was done, which version it made the one that is shown, and why."""

    at: str
    act: str
    version: str
    because: str


def publications(home: Path) -> tuple[Publication, ...]:
    """Return the acts by which a council's data was published, in order; none for a plain folder or where they cannot be read."""
    try:
        status = (home / RECORD).stat()
        acts = _publications(home / RECORD, status.st_mtime_ns, status.st_size)
        last = str(pointer(home).get("record", ""))
        latest = (_publication(last),) if last else ()
        return acts if not latest or acts[-1:] == latest else (*acts, *latest)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, DatasetError):
        return ()


@lru_cache(maxsize=512)
def _publications(path: Path, changed: int, size: int) -> tuple[Publication, ...]:
    return tuple(_publication(line) for line in record_lines(read_bytes(path)))


def record_lines(content: bytes) -> list[str]:
    """Return the whole lines of a record's bytes: the last too where only its line end is missing, not where it was half written.

    Raises ValueError where they are no text.
    """
    *lines, last = content.split(b"\n")
    try:
        whole = isinstance(json.loads(last), dict)
    except (ValueError, RecursionError):
        whole = False
    return [line.decode() for line in (*lines, *([last] if whole else [])) if line]


def _publication(line: str) -> Publication:
    stated = json.loads(line)
    if datetime.fromisoformat(stated["at"]).tzinfo is None:
        raise ValueError
    return Publication(str(stated["at"]), str(stated["act"]), str(stated["after"]), str(stated["because"]))


def councils_in(root: Path) -> tuple[str, ...]:
    """Return the names of the councils' folders, in order: those with a descriptor, a pointer or a record.

    A draft that lies there under another name than its council's is no council.
    """
    try:
        inside = [entry.path for entry in os.scandir(root) if not entry.name.startswith(".")]
    except OSError:
        return ()
    marks = (DESCRIPTOR, POINTER, RECORD)
    paths = [path for path in inside if any(os.path.lexists(f"{path}/{name}") for name in marks)]
    return tuple(sorted(map(os.path.basename, (path for path in paths if not _is_draft_of_another(path)))))


def _is_draft_of_another(path: str) -> bool:
    """Return whether a folder is a draft of a council with another name, which is not shown where it lies."""
    if not os.path.lexists(f"{path}/{BASE}") or os.path.lexists(f"{path}/{POINTER}"):
        return False
    folder = Path(path)
    return council_of(folder) != folder.name


@lru_cache(maxsize=1)
def rules() -> str:
    """Return a hash of the rules that data is checked by: with other rules, what passed before is checked again."""
    digest = hashlib.sha256()
    here = Path(__file__).parents[1]
    for path in sorted(
        (*here.glob("checks/**/*.py"), *here.glob("tables/*.py"), *here.glob("dates/*.py"), here / "vocabulary.py")
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:LENGTH]
