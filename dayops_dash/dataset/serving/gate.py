"""Only data that passes check is shown. A result is kept with the hash of what was checked, so that nothing is checked twice.

The result lies beside the data (``checked.json``), shipped folders included. What has none is checked before it is shown: at once for a
command, in the background for the application, which goes on showing what it showed before.
"""

from __future__ import annotations

import hashlib
import json
import logging
import threading
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.dataset.checks import check
from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.dataset.files.folder_files import read_bytes
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.package import DESCRIPTOR, as_descriptor, read_descriptor
from dayops_dash.dataset.serving.versions import content_hash, is_version, rules
from dayops_dash.dataset.tables import TABLES

RESULT = "checked.json"
KEPT = 1024  # results that a process keeps
LOG = logging.getLogger("dayops_dash")


def record_result(folder: Path, files: Mapping[str, bytes], problems: int) -> None:
    """Write beside the data how many problems these files have; nothing where the folder cannot be written."""
    stated = {
        "content": content_hash(files),
        "descriptor": hashlib.sha256(files.get(DESCRIPTOR, b"")).hexdigest(),
        "problems": problems,
        "rules": rules(),
    }
    try:
        if recorded(folder) != stated:
            replace_file(folder / RESULT, (json.dumps(stated, indent=2) + "\n").encode())
    except OSError:
        LOG.info("the result of check cannot be kept beside %s", folder.name)


def recorded(folder: Path) -> Mapping[str, object]:
    """Return the result that lies beside the data; nothing where there is none that can be read, or none that says how many problems."""
    path = folder / RESULT
    try:
        changed = path.stat()
        return _recorded(path, changed.st_mtime_ns, changed.st_size)
    except OSError:
        return MappingProxyType({})


@lru_cache(maxsize=512)
def _recorded(path: Path, changed: int, size: int) -> Mapping[str, object]:
    try:
        stated = json.loads(read_bytes(path))
    except (ValueError, RecursionError, DatasetError):
        stated = None
    problems = stated.get("problems") if isinstance(stated, dict) else None
    is_result = isinstance(problems, int) and not isinstance(problems, bool)  # which is an int to Python
    return MappingProxyType(stated if is_result else {})


def problems_of(council: str, files: Mapping[str, bytes]) -> list[str]:
    """Return every problem of some files of a council, checked as they are given and not as a folder may be by now."""
    with folder_aside() as elsewhere:
        folder = elsewhere / council
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content)
        return [str(problem) for problem in check(folder)]


def described_today(council: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files of a published version with the descriptor that describe would write today.

    A version keeps the bytes that it had. A schema that has got a column or a word since makes nothing of it wrong; whether its
    rows still pass is what check says.
    """
    tables = {name: files[table.path] for name, table in TABLES.items() if table.path in files}
    try:
        return {**files, DESCRIPTOR: as_descriptor(read_descriptor(files[DESCRIPTOR]), council, tables)}
    except (DatasetError, KeyError):
        return dict(files)


class Gate:
    """What has passed check, for one process."""

    def __init__(self) -> None:
        self._background = False
        self._lock = threading.Lock()
        self._results: dict[str, int] = {}  # problems by the hash of content
        self._running: set[str] = set()
        self._workers = ThreadPoolExecutor(1, thread_name_prefix="check")

    def check_in_background(self) -> None:
        """Let no reader wait for a check, as in a server: what has no result is shown once it has passed."""
        self._background = True

    def problems(self, folder: Path, council: str, content: str, files: Mapping[str, bytes]) -> int | None:
        """Return how many problems some files have; None while they are being checked.

        ``content`` is their hash, ``folder`` where they were read from and where a result of theirs may lie.
        """
        stated = recorded(folder)
        if stated.get("content") == content and stated.get("rules") == rules():
            return int(str(stated["problems"]))
        if is_version(folder):
            files = described_today(council, files)
        with self._lock:
            if content in self._results:
                return self._results[content]
            if self._background:
                if content not in self._running:
                    self._running.add(content)
                    self._workers.submit(self._check, council, content, files)
                return None
        return self._check(council, content, files)

    def _check(self, council: str, content: str, files: Mapping[str, bytes]) -> int:
        try:
            problems = problems_of(council, files)
            number = len(problems)
            if problems:
                LOG.warning(
                    "%s: %s; not shown, and the last data that passed, if any, still is. Run check %s. The first: %s",
                    council,
                    wording.count(number, "problem"),
                    council,
                    problems[0],
                )
        except Exception:  # a check that fails must not let unchecked data through, nor stop the next
            LOG.exception("%s cannot be checked", council)
            number = 1
        with self._lock:
            if len(self._results) >= KEPT:
                self._results.clear()
            self._results[content] = number
            self._running.discard(content)
        return number


GATE = Gate()
