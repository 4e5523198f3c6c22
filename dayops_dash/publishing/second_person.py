"""Where a council asks for two people to change what readers see: who asked first, and that another does it.

Without sign-in nobody can know who sits at a keyboard: what is held to is two different roles and the very same data.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from dayops_dash.dataset.files.text_file import DatasetError, read_json
from dayops_dash.dataset.package import DESCRIPTOR, read_descriptor
from dayops_dash.dataset.serving.versions import content_of, shown_folder
from dayops_dash.dataset.writing.whole import PRIVATE, put_file
from dayops_dash.publishing.store import NotPublished

SECOND = "second_person"  # in the descriptor, under "dayops": true where two people publish
WAITING = "waiting.json"  # beside the data: what was made ready in a terminal


@dataclass(frozen=True)
class WaitingAct:
    """An act that waits for a second person: which role asks for it and why, for which version, and which was shown then."""

    by: str
    because: str
    version: str
    shown: str


def asks_for_second(home: Path) -> bool:
    """Return whether a council's published descriptor asks for a second person. A draft's own cannot say that it needs none."""
    with suppress(DatasetError, KeyError, OSError):
        about = read_descriptor(content_of(shown_folder(home))[DESCRIPTOR]).get("dayops", {})
        return isinstance(about, dict) and about.get(SECOND) is True
    return False


def by_both(home: Path, first: str, by: str, who: str = "") -> str:
    """Return whom the record names. Raises NotPublished where a council asks for a second person and there is none.

    ``first`` is the role that asked for it; with sign-in (``who``) the two were told apart by that already.
    """
    if not asks_for_second(home):
        return by
    one, other = " ".join(first.split()), " ".join(by.split())
    if not one or not other:
        raise NotPublished(
            f"Nothing was published: {home.name} asks for a second person. One makes it ready, another does it, each by a role."
        )
    if not who and one.casefold() == other.casefold():
        raise NotPublished(
            f"Nothing was published: {one} made it ready. {home.name} asks for a second person to do it."
        )
    return f"{one}; second person: {other}"


def make_ready(folder: Path, act: WaitingAct) -> None:
    """Keep beside the data that an act waits for a second person."""
    if not act.by.strip():
        raise NotPublished("Nothing was made ready: say who makes it ready, with --by, as a role.")
    put_file(folder / WAITING, (json.dumps(asdict(act), ensure_ascii=False, indent=2) + "\n").encode(), mode=PRIVATE)


def waiting_act(folder: Path, version: str, current: str) -> WaitingAct:
    """Return the act that waits for a second person. Raises NotPublished where none does, or it was for other data or another version."""
    try:
        act = WaitingAct(**read_json(folder / WAITING))
    except (DatasetError, OSError, TypeError, ValueError):
        raise NotPublished(
            "Nothing was published: this council asks for a second person. Whoever prepared it runs the same command with --ready "
            "and --by ROLE first; then somebody else runs it with --by and their own role."
        ) from None
    if (act.version, act.shown) != (version, current):
        raise NotPublished(
            "Nothing was published: the data, or what is shown, has changed since it was made ready. Make it ready again, with --ready."
        )
    return act


def forget_waiting(folder: Path) -> None:
    (folder / WAITING).unlink(missing_ok=True)
