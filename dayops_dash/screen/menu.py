"""The menu: every page once, in sections. The frame, the links between pages and the tests all take it from here."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """A page: its name (in the URL, except for the first), what the menu calls it, its Material symbol, its section."""

    name: str
    title: str
    icon: str
    section: str
    parts: tuple[str, ...] = ()  # Streamlit's scripts that it needs beyond PARTS, by the beginning of their names

    @property
    def script(self) -> Path:
        return ROOT / "pages" / f"{self.name}.py"

    @property
    def path(self) -> str:
        """Return where the page answers: "/" for the first."""
        return "/" if self == MENU[0] else f"/{self.name}"


PARTS = ("Html",)  # Streamlit's scripts that every page needs
BUTTONS = ("DownloadButton",)
CHARTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter")
MENU = (
    Entry("overview", "Overview", "home", "Delivery"),
    Entry("progress", "Progress", "timeline", "Delivery", CHARTS),
    Entry("spend", "Spend", "payments", "Money and people", CHARTS),
    Entry("scenario", "Scenario", "tune", "Money and people", CHARTS),
    Entry("outcomes", "Outcomes", "flag", "Money and people"),
    Entry("voices", "Voices", "forum", "Money and people", CHARTS),
    Entry("demand", "Demand", "trending_up", "Money and people"),
    Entry("compare", "Compare", "view_column", "Money and people"),
    Entry("wards", "Wards", "hexagon", "Places", CHARTS),
    Entry("risks", "Risks", "warning", "Assurance"),
    Entry("changes", "Changes", "difference", "Assurance"),
    Entry("recommendations", "Recommendations", "rule", "Assurance"),
    Entry("questions", "Questions", "contact_support", "Assurance"),
    Entry("sources", "Sources", "description", "Evidence", BUTTONS),
    Entry("pack", "Take to committee", "print", "Evidence", BUTTONS),
    Entry("present", "Present", "present_to_all", "Evidence"),
)


def path_of(name: str) -> str:
    """Return a page's path without its slash: "" for the first."""
    return next(entry.path for entry in MENU if entry.name == name)[1:]


def pages() -> dict[str, Any]:
    """Return the pages by name, for navigation. Their icons stay in the menu: Streamlit would fetch a page's own."""
    return {name: copy(page) for name, page in _pages().items()}


@lru_cache(maxsize=1)
def _pages() -> dict[str, Any]:
    """Return the pages made once. Each run works on copies, since Streamlit marks the page that may be called."""
    return {e.name: st.Page(e.script, title=e.title, url_path=e.name, default=e == MENU[0]) for e in MENU}
