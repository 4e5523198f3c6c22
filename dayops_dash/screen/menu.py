"""The menu: every page once, in sections. The frame, the links between pages and the tests all take it from here."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Entry:
    """A page: its name (in the URL, except for the first), what the menu calls it, its script."""

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
        return "/" if self is MENU[0] else f"/{self.name}"


PARTS = ("Html", "PageLink", "Selectbox", "DownloadButton")  # Streamlit's scripts that every page needs
FILTERS = ("TextInput", "ButtonGroup", "rehype-raw", "hastscript")
CHARTS = ("ArrowVegaLiteChart", "embed", "vega-interpreter")
MENU = (
    Entry("overview", "Overview", ":material/home:", "Delivery"),
    Entry("progress", "Progress", ":material/timeline:", "Delivery", (*FILTERS, *CHARTS)),
    Entry("sources", "Sources", ":material/description:", "Evidence", FILTERS),
)


def pages() -> dict[str, Any]:
    """Return the pages by name, for navigation and for links. Their icons stay in the menu: a page's own would be fetched."""
    return {e.name: st.Page(e.script, title=e.title, url_path=e.name, default=e is MENU[0]) for e in MENU}
