"""A store's councils in a local folder of the same layout: versions are fetched once and checked by their hash, and never change.

COUNCIL/versions/HASH/...   files, written before anything names them
COUNCIL/papers/HASH.pdf     papers that are kept beside the versions
COUNCIL/published.json      which version is shown, with the line of its own act: the truth
COUNCIL/record.jsonl        the lines of all acts: the last may be in the pointer alone, until the next writer adds it
"""

from __future__ import annotations

import json
import logging
import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from dayops_dash.dataset.files.replacing import BESIDE, replace_file, sync_folder, write_through
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.kept_papers import FOLDER as PAPERS
from dayops_dash.dataset.kept_papers import keep_paper, kept_name, kept_paper, names_of
from dayops_dash.dataset.package import DESCRIPTOR
from dayops_dash.dataset.serving.gate import RESULT
from dayops_dash.dataset.serving.versions import (
    BOUNDARIES,
    LENGTH,
    NAME,
    POINTER,
    RECORD,
    VERSIONS,
    content_hash,
    content_of,
    version_folder,
)
from dayops_dash.dataset.stores.objects import Object, Objects, Outdated, StoreAway, Tag, Unchanged
from dayops_dash.dataset.stores.pointer import version_of
from dayops_dash.dataset.tables import TABLES
from dayops_dash.dataset.writing.locking import writing

MARK = "store.json"  # in the local folder: of which address it is
OF_A_VERSION = {DESCRIPTOR, BOUNDARIES, RESULT, *(table.path for table in TABLES.values())}
AT_ONCE = 8  # requests at the same time
LOG = logging.getLogger("dayops_dash")


class Mirror:
    """A local folder that follows the councils at an address."""

    def __init__(self, objects: Objects, folder: Path) -> None:
        self.objects, self.folder = objects, folder
        self._tags: dict[str, Tag] = {}  # of the pointer of each council as it lies here
        self._refused: dict[str, Tag] = {}  # pointers that lead to nothing that can be shown
        self._lock = threading.Lock()

    def pull(self) -> None:
        """Fetch what was published since the last time, of every council. Raises StoreAway where the store does not answer.

        One request, and one more for each council. A council that cannot be fetched stays as it was, and touches no other.
        """
        self._mark()
        councils = [name for name in self.objects.folders() if not name.startswith(".")]
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store") as workers:
            for _ in workers.map(self._pull_quietly, councils):
                pass
        for home in [path for path in self.folder.iterdir() if path.is_dir() and path.name not in councils]:
            self._withdraw(home)

    def _pull_quietly(self, council: str) -> None:
        try:
            if self._new_pointer(council) is not None:
                with writing(self.folder / council):
                    self.pull_council(council)
        except (DatasetError, OSError) as error:
            LOG.warning("%s: what was published is not shown: %s", council, error)

    def _new_pointer(self, council: str) -> Object | None:
        """Return a council's pointer if it is not the one that lies here, or was refused."""
        with self._lock:
            known = self._tags.get(council) if (self.folder / council / POINTER).is_file() else None
            known = self._refused.get(council, known)
        try:
            pointer = self.objects.get_changed(f"{council}/{POINTER}", known)
        except Unchanged:
            return None
        if pointer is None and (self.folder / council).is_dir():
            self._withdraw(self.folder / council)
        return pointer

    def _withdraw(self, home: Path) -> None:
        """Show a council no longer whose pointer was taken out of the store."""
        with writing(home):
            if (
                self.objects.get(f"{home.name}/{POINTER}") is None
            ):  # it may have been published for the first time just now
                for name in (POINTER, RECORD):
                    (home / name).unlink(missing_ok=True)
                shutil.rmtree(home / VERSIONS, ignore_errors=True)
                with suppress(OSError):  # something else lies there
                    home.rmdir()
        with self._lock:
            self._tags.pop(home.name, None)

    def pull_council(self, council: str) -> None:
        """Fetch a council's pointer, and what it names. Call it with the council locked.

        The version comes first and the pointer last, so that whoever reads meets a whole version. Raises StoreAway where the store
        does not answer, and DatasetError where what it holds is not what its name says: then all is as it was.
        """
        self._mark()
        home = self.folder / council
        pointer = self.objects.get(f"{council}/{POINTER}")
        if pointer is None:
            with self._lock:
                self._tags.pop(council, None)
            (home / POINTER).unlink(missing_ok=True)
            (home / RECORD).unlink(missing_ok=True)
            if record := self.objects.get(f"{council}/{RECORD}"):  # a council that was withdrawn: its record goes on
                home.mkdir(parents=True, exist_ok=True)
                replace_file(home / RECORD, record.content)
            return
        try:
            self.fetch_version(council, version_of(pointer, council))
        except StoreAway:
            raise
        except DatasetError:
            with self._lock:
                self._refused[council] = pointer.tag
            raise
        self._fetch_papers(council, version_of(pointer, council))
        if record := self.objects.get(f"{council}/{RECORD}"):
            _replace_changed(home / RECORD, record.content)
        _replace_changed(home / POINTER, pointer.content)
        with self._lock:
            self._tags[council] = pointer.tag
            self._refused.pop(council, None)

    def fetch_version(self, council: str, version: str, *, anew: bool = False) -> None:
        """Fetch a version that is not here, whole or not at all. Raises DatasetError where its files are not those of its name."""
        folder = version_folder(self.folder / council, version)
        if folder.is_dir() and not anew:
            return
        beside = folder.with_name(f"{BESIDE}{version}")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        try:
            self._fetch_files(f"{council}/{VERSIONS}/{version}", beside)
            if content_hash(content_of(beside))[:LENGTH] != version:
                raise DatasetError(f"The files of version {version} in the store are not what was published.")
            if not folder.is_dir():
                sync_folder(beside)
                beside.replace(folder)
                sync_folder(folder.parent)
        finally:
            shutil.rmtree(beside, ignore_errors=True)

    def _fetch_files(self, path: str, folder: Path) -> None:
        names = [entry.path.rpartition("/")[2] for entry in self.objects.entries(path)]
        wanted = [name for name in names if name in OF_A_VERSION]
        with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="store") as workers:
            for name, stored in zip(
                wanted, workers.map(lambda n: self.objects.get(f"{path}/{n}"), wanted), strict=True
            ):
                if stored is not None:
                    write_through(folder / name, stored.content)

    def _fetch_papers(self, council: str, version: str) -> None:
        """Fetch the kept papers of a version that are not here. One that is missing or not what its name says leaves its links dead,
        and the rest is shown."""
        home = self.folder / council
        for name in [n for n in names_of(version_folder(home, version)) if not kept_paper(home, n)]:
            stored = self.objects.get(f"{council}/{PAPERS}/{name}")
            if stored is None or kept_name(stored.content) != name:
                LOG.warning("%s: the kept paper %s in the store is not what its name says", council, name)
            else:
                keep_paper(home, stored.content)

    def _send_papers(self, council: str, version: str) -> None:
        """Put the kept papers of a version that the store lacks into it."""
        home, path = self.folder / council, f"{council}/{PAPERS}"
        names = names_of(version_folder(home, version))
        there = {entry.path.rpartition("/")[2]: entry.size for entry in self.objects.entries(path)} if names else {}
        for paper in filter(None, (kept_paper(home, name) for name in names)):
            if there.get(paper.name) != paper.stat().st_size:
                self.objects.put(f"{path}/{paper.name}", paper.read_bytes())

    def remove_paper(self, council: str, name: str) -> None:
        """Take a kept paper out of the store."""
        self.objects.remove(f"{council}/{PAPERS}/{name}")

    def versions(self, council: str) -> list[str]:
        """Return the versions that the store has files of."""
        names = {entry.path.split("/")[-2] for entry in self.objects.entries(f"{council}/{VERSIONS}")}
        return sorted(name for name in names if NAME.fullmatch(name))

    def fetch_all(self, council: str, *, anew: bool = False) -> list[str]:
        """Fetch every version of a council, and return those whose files are not what their names say."""
        wrong = []
        for version in self.versions(council):
            try:
                self.fetch_version(council, version, anew=anew)
            except StoreAway:
                raise
            except DatasetError:
                wrong.append(version)
        return wrong

    def send_pointer(self, council: str, content: bytes) -> None:
        """Make a council's pointer this one, if it is still the one that lies here. Call it with the council locked.

        The files of its version are in the store before. Raises Outdated where another officer was first.
        """
        self._send_version(council, str(json.loads(content)["version"]))
        with self._lock:
            known = self._tags.get(council)
        tag = self.objects.put_if(f"{council}/{POINTER}", content, known)
        with self._lock:
            self._tags[council] = tag

    def _send_version(self, council: str, version: str) -> None:
        """Put the files of a version that the store has not, each whole; its kept papers first, the descriptor last."""
        self._send_papers(council, version)
        folder = version_folder(self.folder / council, version)
        path = f"{council}/{VERSIONS}/{version}"
        there = {entry.path.rpartition("/")[2]: entry.size for entry in self.objects.entries(path)}
        names = sorted((p.name for p in folder.iterdir() if p.name in OF_A_VERSION), key=lambda n: (n == DESCRIPTOR, n))
        for name in names:
            content = (folder / name).read_bytes()
            if there.get(name) != len(content) or name == RESULT:
                self.objects.put(f"{path}/{name}", content)

    def send_record(self, council: str, complete: Callable[[bytes], bytes]) -> bytes:
        """Write and return a council's record, completed by ``complete`` from what the store holds. Lines of others are never lost."""
        path = f"{council}/{RECORD}"
        for _ in range(3):
            stored = self.objects.get(path)
            content = complete(stored.content if stored else b"")
            if stored and content == stored.content:
                return content
            try:
                self.objects.put_if(path, content, stored.tag if stored else None)
                return content
            except Outdated:  # another writer mended it: look again
                continue
        raise StoreAway(f"{RECORD} of {council} is being written by others. The next publish adds what is missing.")

    def remove_version(self, council: str, version: str) -> None:
        """Take a version's files out of the store, the descriptor first: without it none of the rest is read."""
        entries = self.objects.entries(f"{council}/{VERSIONS}/{version}")
        for entry in sorted(entries, key=lambda e: not e.path.endswith(f"/{DESCRIPTOR}")):
            self.objects.remove(entry.path)

    def _mark(self) -> None:
        if not (self.folder / MARK).is_file():
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(self.folder / MARK, (json.dumps({"address": self.objects.address}) + "\n").encode())


def _replace_changed(path: Path, content: bytes) -> None:
    if not path.is_file() or path.read_bytes() != content:
        replace_file(path, content)
