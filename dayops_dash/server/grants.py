"""Which exempt papers are open to whom: a file of lines for each council, only ever added to, that lies outside every version.

A line opens papers to the members of a committee, or to one of them, until a day, with who gave it and why; or takes such a line back.
Each has the hash of the line before. A file that cannot be read, or is not whole, opens nothing.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dayops_dash import clock
from dayops_dash.cache import per_folder
from dayops_dash.dataset.checks.personal import is_personal
from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.text_file import DatasetError
from dayops_dash.dataset.stores.objects import is_address
from dayops_dash.dataset.stores.where import SETTING as DATA_SETTING
from dayops_dash.dataset.writing.whole import PRIVATE, alone, put_file
from dayops_dash.server.rights import COMMITTEE

GRANTS = "DAYOPS_GRANTS"
OWNER_ALONE = 0o700
OPEN, CLOSE = "open", "close"
LONGEST = timedelta(days=366)  # that a grant may last: roles change with every year's appointments
MOST_WORDS, MOST_PAPERS = 300, 20
LOG = logging.getLogger("dayops_dash")


class GrantError(DatasetError):
    """A grant that was not given or taken back. The message says why, and what to do."""


@dataclass(frozen=True)
class Grant:
    """One line. ``act`` is "open" or "close": then ``mark`` names the line that is taken back, and the rest is as that line has it.

    ``person`` is the stable id of one member, "" for every member of the committee; ``by`` who gave it; ``at`` is in UTC.
    """

    act: str
    mark: str
    at: str
    council: str
    papers: tuple[str, ...]
    committee: str
    person: str
    because: str
    by: str
    until: str
    previous: str = ""

    @property
    def last_day(self) -> date:
        return date.fromisoformat(self.until)

    def line(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, sort_keys=True)

    def is_to(self, person: str, committees: Iterable[str]) -> bool:
        """Return whether a grant is to somebody: a member of its committee, but never whoever gave it."""
        named = self.person in ("", person)
        return bool(person) and named and person != self.by and f"{self.council}:{self.committee}" in set(committees)


def grants_folder(data: Path) -> Path | None:
    """Return where grants lie: where the environment says, else beside the councils' folder; None beside a cache of a store."""
    if stated := os.environ.get(GRANTS, ""):
        return Path(stated)
    return None if is_address(os.environ.get(DATA_SETTING, "")) else data.absolute().with_name("grants")


def grants(data: Path, council: str) -> tuple[Grant, ...]:
    """Return every line of a council, in order; none where there is no file, or where it is not whole."""
    try:
        return read_grants(data, council)
    except DatasetError as error:
        LOG.error("No exempt paper is open to anybody: %s", error)
        return ()


def read_grants(data: Path, council: str) -> tuple[Grant, ...]:
    """Return every line of a council, in order. Raises GrantError where the file cannot be read, or is not whole."""
    folder = grants_folder(data)
    path = folder / f"{council}.jsonl" if folder else None
    if path is None or not is_there(path):
        return ()
    if not os.access(path, os.R_OK):
        raise GrantError(
            f"The grants of {council} belong to another user than this process's. Make the server's user the owner of {path.name}."
        )
    try:
        told = path.stat()
        return _grants(path, told.st_mtime_ns, told.st_size, told.st_ino)
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError, DatasetError) as error:
        raise GrantError(f"The grants of {council} cannot be read. Restore {path.name} from a backup.") from error


@per_folder
def _grants(path: Path, changed: int, size: int, inode: int) -> tuple[Grant, ...]:
    found: list[Grant] = []
    previous, opened = "", set()
    for line in read_bytes(path).decode().splitlines():
        stated = json.loads(line)
        one = Grant(**{**stated, "papers": tuple(stated["papers"])})
        texts = [value for name, value in asdict(one).items() if name != "papers"]
        if not all(isinstance(text, str) for text in (*texts, *one.papers)) or one.previous != previous:
            raise ValueError(path.name)
        if one.council != path.stem or one.act not in (OPEN, CLOSE) or (one.act == CLOSE) != (one.mark in opened):
            raise ValueError(path.name)
        if datetime.fromisoformat(one.at).tzinfo is None or not one.last_day:
            raise ValueError(path.name)
        opened.add(one.mark)
        found.append(one)
        previous = hashlib.sha256(line.encode()).hexdigest()
    return tuple(found)


def standing(every: Iterable[Grant], today: date) -> tuple[Grant, ...]:
    """Return the grants that are open on a day: given, not taken back, and not past their last day."""
    every = tuple(every)
    closed = {one.mark for one in every if one.act == CLOSE}
    return tuple(one for one in every if one.act == OPEN and one.mark not in closed and today <= one.last_day)


def papers_ever(every: Iterable[Grant]) -> frozenset[str]:
    """Return the papers that were open to anybody at any time."""
    return frozenset(paper for one in every for paper in one.papers)


def give(data: Path, asked: Grant) -> Grant:
    """Open papers, and return the line. Raises GrantError where it is not a grant that may be given, or cannot be written."""
    _refuse_unfit(asked)
    return _add(data, asked)


def take_back(data: Path, council: str, mark: str, *, because: str, by: str) -> Grant:
    """Close what a line opened, at once, and return the line that does. Raises GrantError where no such line is open."""
    _refuse_words(because, by)
    every = read_grants(data, council)
    found = [one for one in standing(every, date.min) if mark and one.mark.startswith(mark)]
    if len(found) != 1:
        raise GrantError(f"Nothing was changed: no grant of {council} that stands is called {mark[:20]!r}.")
    return _add(data, _changed(found[0], act=CLOSE, at=now_words(), because=because.strip(), by=by.strip()))


def new_grant(
    council: str, papers: Iterable[str], committee: str, *, person: str, because: str, by: str, until: date
) -> Grant:
    """Return a grant as it is asked for."""
    told = (" ".join(words.split()) for words in (committee.casefold(), person, because, by))
    committee, person, because, by = told
    every = tuple(dict.fromkeys(papers))
    mark = secrets.token_hex(4)
    return Grant(OPEN, mark, now_words(), council, every, committee, person, because, by, until.isoformat())


def now_words() -> str:
    return clock.moment().strftime("%Y-%m-%dT%H:%M:%SZ")


def _changed(one: Grant, **how: str) -> Grant:
    return Grant(**{**asdict(one), "papers": one.papers, **how})


def _refuse_unfit(asked: Grant) -> None:
    _refuse_words(asked.because, asked.by)
    if not COMMITTEE.fullmatch(asked.committee):
        raise GrantError(
            "Nothing was opened: name the committee as the role does, in small letters, digits and hyphens: people-scrutiny."
        )
    if not 0 < len(asked.papers) <= MOST_PAPERS:
        raise GrantError(f"Nothing was opened: name at least one paper, and at most {MOST_PAPERS}.")
    if asked.person and asked.person == asked.by:
        raise GrantError("Nothing was opened: nobody opens a paper to themselves. Ask another administrator of access.")
    today = clock.true_today()
    if not today <= asked.last_day <= today + LONGEST:
        raise GrantError("Nothing was opened: the last day must be today or later, and within a year.")


def _refuse_words(because: str, by: str) -> None:
    if not because.strip() or not by.strip():
        raise GrantError("Nothing was changed: say why, and who decides.")
    if len(because) > MOST_WORDS:
        raise GrantError(f"Nothing was changed: the reason has more than {MOST_WORDS} characters.")
    if is_personal(because):
        raise GrantError(
            "Nothing was changed: the reason holds an e-mail address or a telephone number. Say it without."
        )


def _add(data: Path, one: Grant) -> Grant:
    folder = grants_folder(data)
    if folder is None:
        raise GrantError(
            f"Nothing was changed: the data is at an address. Set {GRANTS} to a folder that every copy reads."
        )
    path = folder / f"{one.council}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=OWNER_ALONE)
        with alone(path, "grant", shared=True):
            every = read_grants(data, one.council)
            if one.act == CLOSE and one.mark not in {each.mark for each in standing(every, date.min)}:
                raise GrantError("Nothing was changed: it was taken back already.")
            held = read_bytes(path) if is_there(path) else b""
            last = held.decode().splitlines()[-1:]
            written = _changed(one, previous=hashlib.sha256(last[0].encode()).hexdigest() if last else "")
            put_file(path, held + f"{written.line()}\n".encode(), mode=PRIVATE)
            _give_to_server(data, folder)
    except OSError as error:
        raise GrantError(f"Nothing was changed: the grants cannot be written ({error.strerror}).") from error
    return written


def _give_to_server(data: Path, folder: Path) -> None:
    """Give what root wrote to the user whose the councils' data is, for the server could not read it."""
    if hasattr(os, "geteuid") and os.geteuid() == 0 and (whose := data.stat()).st_uid:
        for path in (folder, *folder.iterdir()):
            os.chown(path, whose.st_uid, whose.st_gid)
