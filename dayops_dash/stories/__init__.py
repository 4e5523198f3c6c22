"""The pages, by name and in the order of the menu. Each is declared beside its story (``PAGE``), where ``sections.py`` finds it."""

from dayops_dash.stories.meeting import pack, present
from dayops_dash.stories.search import search
from dayops_dash.stories.sections import SECTIONS
from dayops_dash.stories.shared.page import Page

__all__ = ["FIRST", "PAGES", "SECTIONS"]
ARRANGED = (pack.PAGE, present.PAGE, search.PAGE)  # they only arrange what sections tell
PAGES: dict[str, Page] = {**SECTIONS, **{page.name: page for page in ARRANGED}}
FIRST = next(page for page in PAGES.values() if page.opens)
