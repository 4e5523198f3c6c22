"""A council's versions on the disk: which there are, putting one there whole, and taking old ones away."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from dayops_dash.dataset.files.replacing import BESIDE, sync_folder, write_through
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.kept_papers import (
    FOLDER,
    copy_paper,
    is_whole,
    kept_names,
    kept_paper,
    missing,
    names_of,
)
from dayops_dash.dataset.kept_papers import (
    NAME as PAPER,
)
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.gate import record_result
from dayops_dash.dataset.serving.versions import (
    LENGTH,
    NAME,
    VERSIONS,
    content_hash,
    content_of,
    pointer,
    version_folder,
)
from dayops_dash.dataset.stores.objects import StoreAway
from dayops_dash.dataset.stores.where import mirror_of
from dayops_dash.dataset.writing.locking import writing


class NotPublished(DatasetError):
    """Nothing was published; what is shown is as it was. The message says why."""


def bring_up_to_date(home: Path) -> None:
    """Fetch what is shown of a council at an address now; nothing for a folder. Call it with the council locked.

    Raises NotPublished where the store does not answer: what was fetched earlier may be outdated.
    """
    try:
        if mirror := mirror_of(home):
            mirror.pull_council(home.name)
    except StoreAway as error:
        raise NotPublished(f"Nothing was published: {error}") from error


def fetch_shown(home: Path) -> None:
    """Fetch what is shown of a council at an address now; nothing for a folder."""
    if mirror_of(home):
        with writing(home):
            bring_up_to_date(home)


def fetch_version(home: Path, version: str) -> None:
    """Fetch one version of a council at an address; nothing for a folder. Call it with the council locked."""
    if mirror := mirror_of(home):
        mirror.fetch_version(home.name, version)


def fetch_history(home: Path, *, anew: bool = False) -> list[str]:
    """Fetch every version of a council at an address, and return those whose files are not what was published; none for a folder."""
    mirror = mirror_of(home)
    if not mirror:
        return []
    with writing(home):
        mirror.pull_council(home.name)
        return mirror.fetch_all(home.name, anew=anew)


def shown_version(home: Path) -> str:
    """Return the version that is shown of a council, of a plain folder too; "" where there is none."""
    stated = pointer(home)
    if stated:
        return str(stated["version"])
    files = content_of(home) if home.is_dir() else {}
    return content_hash(files)[:LENGTH] if DESCRIPTOR in files else ""


def stored_versions(home: Path) -> list[str]:
    """Return the names of a council's versions that are there, in order. What else lies beside them is not ours."""
    try:
        return sorted(p.name for p in (home / VERSIONS).iterdir() if NAME.fullmatch(p.name) and p.is_dir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise DatasetError(f"The versions of {home.name} cannot be read ({error.strerror}).") from error


def named_version(home: Path, beginning: str) -> str:
    """Return the version of a council whose name begins so. Raises NotPublished where none or several do."""
    every = stored_versions(home)
    versions = [version for version in every if beginning and version.startswith(beginning)]
    if len(versions) != 1:
        what = "Several versions begin" if versions else "No version begins"
        raise NotPublished(f"{what} with {beginning[:LENGTH]!r}. There are: {', '.join(every) or 'none'}.")
    return versions[0]


def remove_versions(home: Path, names: Sequence[str]) -> None:
    """Remove versions, each in one step. Call it with the council locked. What is shown stays whatever is named."""
    current, mirror = shown_version(home), mirror_of(home)
    for name in names:
        folder = version_folder(home, name)
        if name != current and folder.is_dir():
            if mirror:
                mirror.remove_version(home.name, name)
            gone = folder.with_name(f"{BESIDE}{name}")
            folder.replace(gone)
            shutil.rmtree(gone)
    _remove_papers(home)


def _remove_papers(home: Path) -> None:
    """Remove the kept papers that neither a version nor the working copy names any more."""
    if not (home / FOLDER).is_dir():
        return
    folders = [home, *(version_folder(home, name) for name in stored_versions(home))]
    named = {name for folder in folders for name in names_of(folder)}
    for path in [path for path in (home / FOLDER).iterdir() if PAPER.fullmatch(path.name) and path.name not in named]:
        if mirror := mirror_of(home):
            mirror.remove_paper(home.name, path.name)
        path.unlink()


def changed_versions(home: Path) -> list[str]:
    """Return the versions whose files are not those that their names are the hash of."""
    return [name for name in stored_versions(home) if not _is_whole(version_folder(home, name))]


def _is_whole(folder: Path) -> bool:
    try:
        return content_hash(content_of(folder))[:LENGTH] == folder.name
    except DatasetError:
        return False


def put_version(home: Path, files: Mapping[str, bytes]) -> None:
    """Write a version's files beside, to the disk, and put the folder in its place in one step; nothing where it is there."""
    version = content_hash(files)[:LENGTH]
    folder = version_folder(home, version)
    if folder.is_dir() and content_hash(content_of(folder)) == content_hash(files):
        return
    beside = folder.with_name(f"{BESIDE}{version}")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        write_files(beside, files)
        record_result(beside, files, 0)
        sync_folder(beside)
        shutil.rmtree(folder, ignore_errors=True)  # one whose files were changed by hand
        beside.replace(folder)
    except OSError:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    sync_folder(folder.parent)


def put_papers(home: Path, files: Mapping[str, bytes], draft: Path | None) -> None:
    """Copy the papers that a version's files say are kept from a draft's folder to the council's, each once.

    Raises NotPublished where one is in neither: its source lines would lead nowhere.
    """
    for name in missing(kept_names(files), home):
        path = kept_paper(draft, name) if draft else None
        if path is None or not is_whole(path):
            raise NotPublished(f"Nothing was published: the kept paper {name} is not in the draft's folder papers.")
        copy_paper(path, home)


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    folder.mkdir(parents=True)
    for name, content in files.items():
        write_through(folder / name, content)
