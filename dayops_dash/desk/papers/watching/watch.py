"""Which papers of chosen committees a council does not have here: asked only where an officer has set it up."""

from __future__ import annotations

import json
import re
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dayops_dash import wording
from dayops_dash.dataset.files.folder_files import read_bytes
from dayops_dash.dataset.files.replacing import replace_file
from dayops_dash.dataset.files.text_file import read_json
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.unread import MOST_TITLE, UNREAD, UnreadPaper
from dayops_dash.desk.held import HeldVersion, published
from dayops_dash.desk.papers.matched import alike
from dayops_dash.desk.papers.watching.modern_gov import LARGEST, Fetch, WatchRefused, linked_papers, meetings
from dayops_dash.publishing.draft import draft_of

SETTINGS, FOUND = "papers-watch.json", "papers-found.json"
AGENT = "dayops-dash papers watch"
PATIENCE = 20  # seconds
MOST_MEETINGS = 12  # of a committee that are looked into
SAME_TITLE = 0.7
HOST = re.compile(r"https://[a-z0-9.-]+(?::\d+)?", re.IGNORECASE)


@dataclass(frozen=True)
class WatchSettings:
    """What an officer has set up: the site, committees by number, and words of which a title must hold one."""

    host: str
    committees: tuple[int, ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class NewerPaper:
    """A paper that is on the committee's site and not here."""

    title: str
    on: date
    address: str

    def __str__(self) -> str:
        return f"A newer paper of {wording.day(self.on)} is not read here: {self.title} ({self.address})"


def settings_of(home: Path) -> WatchSettings | None:
    """Return what is set up for a council; None where nothing is. Raises WatchRefused for settings that are not as they should be."""
    if not (home / SETTINGS).is_file():
        return None
    stated = read_json(home / SETTINGS)
    try:
        host = str(stated["host"]).rstrip("/")
        committees = tuple(int(one) for one in stated["committees"])
        words = tuple(str(one).strip() for one in stated["words"] if str(one).strip())
    except (KeyError, TypeError, ValueError) as error:
        raise WatchRefused(f"{SETTINGS}: it needs host, committees (numbers) and words. See docs/papers.md.") from error
    if not HOST.fullmatch(host) or not committees or not words:
        raise WatchRefused(f"{SETTINGS}: host begins with https://, and there is at least one committee and one word.")
    return WatchSettings(host, committees, words)


def newer_papers(home: Path, settings: WatchSettings, fetch: Fetch | None = None) -> list[NewerPaper]:
    """Return papers of the chosen committees that are later than the council's latest and are not among its papers."""
    asked = fetch or site_of(settings.host)
    held = published(home)
    since = latest_paper(held)
    found: dict[str, NewerPaper] = {}
    for committee in settings.committees:
        for meeting in meetings(settings.host, committee, since, asked)[:MOST_MEETINGS]:
            for paper in linked_papers(settings.host, meeting, asked):
                title = paper.title or paper.item
                if _is_wanted(settings, f"{paper.title} {paper.item}") and not _is_here(held, title, meeting.on):
                    found.setdefault(paper.address, NewerPaper(title, meeting.on, paper.address))
    return sorted(found.values(), key=lambda one: one.on, reverse=True)


def latest_paper(held: HeldVersion) -> date:
    """Return the day of a council's latest paper; long ago where it has none."""
    others = ("reference", "official statistics", "return", "data return")
    days = [row["published_on"] for row in held.rows("documents").values() if row["kind"] not in others]
    return date.fromisoformat(max((day for day in days if day), default="2000-01-01"))


def _is_wanted(settings: WatchSettings, title: str) -> bool:
    return any(word.casefold() in title.casefold() for word in settings.words)


def _is_here(held: HeldVersion, title: str, on: date) -> bool:
    rows = held.rows("documents").values()
    return any(row["published_on"] == on.isoformat() and alike(row["title"], title) >= SAME_TITLE for row in rows)


def site_of(host: str) -> Fetch:
    """Return what asks a site: only that site, only what its robots.txt allows. Raises WatchRefused where it may not be asked."""
    robots = RobotFileParser()
    robots.parse(_asked(f"{host}/robots.txt", missing=b"").decode("utf-8", "replace").splitlines())

    def fetch(address: str) -> bytes:
        if urlsplit(address).netloc != urlsplit(host).netloc or not robots.can_fetch(AGENT, address):
            told = "The site does not let programs read its list of meetings (robots.txt). Look there yourself."
            raise WatchRefused(told)
        return _asked(address)

    return fetch


def _asked(address: str, missing: bytes | None = None) -> bytes:
    request = urllib.request.Request(address, headers={"User-Agent": AGENT})
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return bytes(answer.read(LARGEST + 1))
    except (URLError, OSError, ValueError) as error:
        if missing is not None and getattr(error, "code", 0) == 404:
            return missing
        raise WatchRefused(f"{urlsplit(address).netloc} cannot be asked now: {error}. Try later.") from error


def keep_found(home: Path, found: list[NewerPaper]) -> None:
    """Keep what was found in the council's folder, for the desk to say; it is never published."""
    lines = [{"title": one.title, "on": one.on.isoformat(), "address": one.address} for one in found]
    replace_file(home / FOUND, (json.dumps(lines, ensure_ascii=False, indent=1) + "\n").encode())


def keep_in_draft(home: Path, draft: Path, found: list[NewerPaper]) -> None:
    """Write what was found into the descriptor of a council's draft, for readers to be told once it is published.

    Raises DatasetError where the folder is no draft of the council.
    """
    draft_of(home, draft)
    path = draft / DESCRIPTOR
    stated = read_descriptor(read_bytes(path))
    about = {name: value for name, value in stated.get("dayops", {}).items() if name != UNREAD}
    if found:
        about[UNREAD] = [UnreadPaper(one.title[:MOST_TITLE], one.on, one.address).stated() for one in found]
    replace_file(path, (json.dumps({**stated, "dayops": about}, indent=2, ensure_ascii=False) + "\n").encode())


def found_before(home: Path) -> list[NewerPaper]:
    """Return what was last found of a council and is still not here; nothing where nothing was asked."""
    if not (home / FOUND).is_file():
        return []
    try:
        lines: list[Mapping[str, Any]] = json.loads((home / FOUND).read_bytes())
        papers = [NewerPaper(str(one["title"]), date.fromisoformat(one["on"]), str(one["address"])) for one in lines]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    held = published(home)
    return [one for one in papers if one.address.startswith("https://") and not _is_here(held, one.title, one.on)]
