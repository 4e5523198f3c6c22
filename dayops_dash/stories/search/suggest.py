"""All that can be found of a council as one small file, from which a browser answers as its reader types."""

from __future__ import annotations

import json
from urllib.parse import urlencode

from dayops_dash.dataset import Council
from dayops_dash.stories.search.findable import Findable, things_in_rows, things_told

LONGEST = 400  # characters of a thing's text that are sent


def suggestions(council: Council) -> str:
    """Return what can be found as JSON: a list of lists, each with what a thing is, its name, its text, its page, choices and place."""
    return json.dumps([_told(thing) for thing in (*things_in_rows(council), *things_told(council))], ensure_ascii=False)


def _told(thing: Findable) -> tuple[str, ...]:
    filed = thing.words[len(thing.text) :]
    text = f"{thing.text[:LONGEST]}{filed}".replace("\n", " · ").removeprefix(" · ")
    return (thing.what, thing.title, text, thing.page, urlencode(thing.choices), thing.anchor)
