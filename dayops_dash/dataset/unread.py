"""Papers of a council that are known of and not read here: said in its descriptor, so that readers know that there is newer news.

They give no figure. Each has its title, the day of its meeting, and where everybody can read it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dayops_dash.dataset.schema import WEB_ADDRESS

UNREAD = "unread_papers"
MOST_TITLE = 200  # characters
CONTROL = re.compile(r"[\x00-\x1f\x7f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]")
EXPECTED = '[{"title": "...", "meeting_on": "2026-05-14", "url": "https://..."}]'


@dataclass(frozen=True)
class UnreadPaper:
    """A paper that is not read here."""

    title: str
    meeting_on: date
    url: str

    def stated(self) -> dict[str, str]:
        """Return it as the descriptor has it."""
        return {"title": self.title, "meeting_on": self.meeting_on.isoformat(), "url": self.url}


def unread_papers(about: Mapping[str, Any]) -> tuple[UnreadPaper, ...]:
    """Return the papers that a council's own part of the descriptor names, the latest first.

    Raises ValueError where they are not as they should be.
    """
    stated = about.get(UNREAD, [])
    if not isinstance(stated, list | tuple):
        raise ValueError("no list")
    return tuple(sorted(map(_paper, stated), key=lambda one: (one.meeting_on, one.title), reverse=True))


def _paper(stated: Any) -> UnreadPaper:
    if not isinstance(stated, Mapping) or set(stated) != {"title", "meeting_on", "url"}:
        raise ValueError("a paper without title, meeting_on and url, or with more")
    title, day, url = stated["title"], stated["meeting_on"], stated["url"]
    if not isinstance(title, str) or not 0 < len(title.strip()) <= MOST_TITLE or CONTROL.search(title):
        raise ValueError(f"a title that is no text of 1 to {MOST_TITLE} plain characters")
    if not isinstance(url, str) or not re.fullmatch(WEB_ADDRESS, url):
        raise ValueError("a url that does not begin with https")
    if not isinstance(day, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        raise ValueError("a meeting_on that is no day such as 2026-05-14")
    return UnreadPaper(title.strip(), date.fromisoformat(day), url)
