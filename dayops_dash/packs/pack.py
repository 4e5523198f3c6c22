"""What a reader asks for: whose papers, for which meeting, as at which day, and which stories in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.stories import FIRST, PAGES, SECTIONS
from dayops_dash.stories.sections import DOCUMENT
from dayops_dash.stories.shared.model import Story, seen_on
from dayops_dash.stories.shared.page import Page

TEMPLATES = {"docx": ("docx", "dotx"), "pptx": ("pptx", "potx")}  # by kind of document, how its template's name may end
OWN_HOSTS = ("localhost", "0.0.0.0", "::", "::1")
NOT_IN_NAMES = re.compile("[^a-z0-9]+")
MOST_OF_NAME = 60  # characters of the committee in the name of a file
MADE_UP = "Illustrative: a made-up council"
AFTER_MEETING = (
    "All figures are as they stood on {as_at}, after the meeting on {meeting}: members could not know them there."
)


class PackError(Exception):
    """A document that cannot be made as asked. The message says why, and what to do."""


@dataclass(frozen=True)
class Entered:
    """What the officer says of a paper, which no data holds; "" for what is still open. ``asked`` are recommendations."""

    title: str = ""
    item: str = ""
    author: str = ""
    wards: str = ""
    contact: str = ""
    asked: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pack:
    """One document's worth of stories. The same pack gives the same bytes on the same day.

    ``sections`` are names of stories, in the order wanted; ``base`` is the address of the dashboard that links lead to;
    ``template`` is the council's own document to begin from; ``form`` names a ready-made form of a report, "" for the council's.
    ``ward`` is the area that a ward member's page is of.
    """

    council: Council
    committee: str = ""
    meeting_on: date | None = None
    sections: tuple[str, ...] = ()
    base: str = ""
    template: Path | bytes | None = field(default=None, repr=False)
    entered: Entered = Entered()
    form: str = ""
    ward: str = ""

    def __post_init__(self) -> None:
        unknown = [name for name in self.sections if name not in DOCUMENT]
        if unknown:
            known = ", ".join(name for name in SECTIONS if name in DOCUMENT)
            raise PackError(f"No section is called {', '.join(unknown)}. There are: {known}.")

    @property
    def pages(self) -> tuple[Page, ...]:
        """Return the pages that the sections are told by, in order; every page that goes into documents where none is named."""
        return tuple(SECTIONS[name] for name in self.sections or (name for name in SECTIONS if name in DOCUMENT))

    @property
    def stories(self) -> tuple[Story, ...]:
        """Return the stories in order; those of every section where none is named."""
        return tuple(page.story(self.council) for page in self.pages)

    @property
    def version(self) -> str:
        return self.council.dataset.version

    @property
    def illustrative(self) -> bool:
        """Whether the council is made up: then every page says so."""
        return self.council.dataset.illustrative

    @property
    def mark(self) -> str:
        """What every page, slide and sheet says: that it holds exempt rows, and that the council is made up; "" where neither is so."""
        parts = (wording.exempt(self.council.dataset.exempt), MADE_UP if self.illustrative else "")
        return ". ".join(part for part in parts if part)

    @property
    def marked_seen_on(self) -> str:
        """``seen_on`` as a document's properties have it, with the mark of exempt rows first."""
        mark = wording.exempt(self.council.dataset.exempt)
        return f"{mark}. {self.seen_on}" if mark else self.seen_on

    def template_for(self, kind: str) -> Path | bytes | None:
        """Return the document that one of a kind ("docx", "pptx") begins from: the one given, else the council's own; None for ours.

        The council's own lies in its folder and is called ``template``, with the ending of a document or of a template.
        """
        if self.template is not None:
            return self.template
        named = (self.council.dataset.home / f"template.{ending}" for ending in TEMPLATES.get(kind, ()))
        return next((path for path in named if path.is_file()), None)

    def link(self, page: str = FIRST.name) -> str:
        """Return the address that opens the same view of a page; "" where the dashboard has none that others can open."""
        if not is_public(self.base):
            return ""
        asked = urlencode({"council": self.council.slug, "as_at": self.council.as_at.isoformat()})
        return f"{self.base.rstrip('/')}{PAGES[page].path}?{asked}"

    @property
    def after_meeting(self) -> bool:
        """Whether figures are of a day after the meeting, which its members could not have known."""
        return bool(self.meeting_on and self.council.as_at > self.meeting_on)

    @property
    def as_at_words(self) -> str:
        """The day that every figure is true of, and that it is after the meeting where it is."""
        return wording.day(self.council.as_at) + (", after the meeting" if self.after_meeting else "")

    @property
    def caution(self) -> str:
        """What must be said of a document whose figures are of a day after its meeting; "" for others."""
        if not self.after_meeting or self.meeting_on is None:
            return ""
        return AFTER_MEETING.format(as_at=wording.day(self.council.as_at), meeting=wording.day(self.meeting_on))

    @property
    def title(self) -> str:
        """What every document of a pack is called."""
        return self.entered.title or f"Day opportunities in {self.council.short_title}"

    @property
    def seen_on(self) -> str:
        """The council, the day that every figure is true of, and how old the evidence is on it."""
        return seen_on(self.council).replace(" (illustrative)", "")

    def file_name(self, kind: str, ending: str) -> str:
        """Return what a file is called: its council, its kind, its committee and the day of the meeting, or of the figures.

        One that may hold exempt rows says so first.
        """
        before = wording.EXEMPT if self.council.dataset.exempt else ""
        committee = NOT_IN_NAMES.sub("-", self.committee.casefold()).strip("-")[:MOST_OF_NAME].strip("-")
        parts = (self.council.slug, kind, committee, str(self.meeting_on or self.council.as_at))
        return f"{before}{'-'.join(part for part in parts if part)}.{ending}"


def is_public(base: str) -> bool:
    """Whether an address is one that other people's machines can open: a link to one's own machine helps no reader."""
    try:
        parts = urlsplit(base)
        host = parts.hostname or ""
    except ValueError:
        return False
    own = host in OWN_HOSTS or host.startswith("127.") or host.endswith((".localhost", ".local"))
    return parts.scheme in ("http", "https") and bool(host) and not own
