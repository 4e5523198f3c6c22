"""Pages as Streamlit knows them: the script of each, and the scripts of Streamlit's own that it needs."""

from __future__ import annotations

from copy import copy
from pathlib import Path
from typing import Any

import streamlit as st

from dayops_dash.cache import once
from dayops_dash.stories import PAGES
from dayops_dash.stories.shared.page import Needs, Page

ROOT = Path(__file__).resolve().parents[2]
EVERY_PAGE = ("Html",)  # Streamlit's scripts that every page needs, by the beginning of their names
SCRIPTS = {
    Needs.CHARTS: ("ArrowVegaLiteChart", "embed", "vega-interpreter"),
}


def scripts_of(page: Page) -> tuple[str, ...]:
    """Return Streamlit's scripts that a page needs, by the beginning of their names."""
    return (*EVERY_PAGE, *(script for need in page.needs for script in SCRIPTS[need]))


def pages() -> dict[str, Any]:
    """Return the pages by name, for navigation. Their icons stay in the menu: Streamlit would fetch a page's own."""
    return {name: copy(page) for name, page in _pages().items()}


@once
def _pages() -> dict[str, Any]:
    """Return the pages made once. Each run works on copies, since Streamlit marks the page that may be called."""
    return {
        name: st.Page(ROOT / "pages" / f"{name}.py", title=page.title, url_path=name, default=page.opens)
        for name, page in PAGES.items()
    }
