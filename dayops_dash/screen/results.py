"""Results of a search as HTML: lists of links, each with what it is and why it was found. Every text is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from dayops_dash.address import MAX_WORDS
from dayops_dash.screen import html
from dayops_dash.screen.files import Files
from dayops_dash.screen.view import SEARCH, View

SHOWN = 6  # results of a group that stand open; more are behind a disclosure
PART = re.compile(r"([^\W_]+)")
SLASH = (  # a single key must be one that can be turned off (WCAG 2.1.4)
    '<p class="do-keys">Press <kbd>/</kbd> on any page to search. '
    '<button type="button" class="do-slash" aria-pressed="true">The / key is on</button></p>'
)


def field(view: View) -> str:
    """Return the field of the menu that searches everything. The shell answers from one file, fetched at the first letter."""
    words = Files(view.council, SEARCH).address("record", "search.json")
    return (
        '<div class="do-find" role="search"><label for="do-find">Search everything</label>'
        '<input type="search" id="do-find" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="do-found" '
        f'autocomplete="off" maxlength="{MAX_WORDS}" data-words="{escape(words)}" data-to="{escape(view.address(SEARCH))}"></div>'
    )


class ShownResult(NamedTuple):
    """One result: where it opens, its name, what it is, the words that show why it was found, and its council, "" where all are of one."""

    address: str
    title: str
    what: str
    shown: str
    council: str


def group(heading: str, found: Sequence[ShownResult], words: Sequence[str]) -> str:
    """Return the results under one heading, the best first; ``words`` are marked where they stand."""
    items = [_item(one, words) for one in found]
    first, rest = items[:SHOWN], items[SHOWN:]
    more = html.details(f"{len(rest)} more under “{heading}”", _list(rest)) if rest else ""
    return (
        f'<section class="do-found"><h2 class="do-title">{escape(heading)} '
        f'<span class="do-many">{len(found)}</span></h2>{_list(first)}{more}</section>'
    )


def _list(items: Sequence[str]) -> str:
    return f'<ul class="do-results">{"".join(items)}</ul>'


def _item(one: ShownResult, words: Sequence[str]) -> str:
    what = " · ".join(filter(None, (one.what, one.council)))
    shown = f"<p>{marked(one.shown, words)}</p>" if one.shown and one.shown != one.title else ""
    link = f'<a class="do-link" href="{escape(one.address)}">{marked(one.title, words)}</a>'
    return f'<li>{link}<p class="do-what">{escape(what)}</p>{shown}</li>'


def marked(text: str, words: Sequence[str]) -> str:
    """Return a text with the words that begin as those looked for do in ``mark``."""
    begun = tuple(word[: max(4, len(word) - 2)] for word in words)
    parts = (
        f"<mark>{escape(part)}</mark>" if begun and place % 2 and part.casefold().startswith(begun) else escape(part)
        for place, part in enumerate(PART.split(text))
    )
    return "".join(parts)
