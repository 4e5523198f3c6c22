"""What a draft's folder says of itself (``based-on.json``): of which council it is, and from which version it began."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from dayops_dash.dataset.files.folder_files import is_there, read_bytes
from dayops_dash.dataset.files.text_file import DatasetError, TextError, decoded, json_of
from dayops_dash.dataset.schema import IDENTIFIER

BASE = "based-on.json"


@dataclass(frozen=True)
class DraftBase:
    """``version`` is the one that the draft began from, or was published as; then ``began`` is the one that it began from.

    "" is what is not known: drafts of earlier releases name no council.
    """

    council: str = ""
    version: str = ""
    began: str = ""

    def content(self) -> bytes:
        return (json.dumps(asdict(self)) + "\n").encode()


def base_of(folder: Path) -> DraftBase | None:
    """Return what a folder says of the draft that it is; None where it is none. Raises TextError where that cannot be read."""
    if not is_there(folder / BASE):
        return None
    stated = json_of(decoded(read_bytes(folder / BASE), BASE), BASE)
    if not isinstance(stated, dict):
        raise TextError(BASE, 0, "no JSON object", "what the command draft writes", "Begin a new draft.")
    return DraftBase(*(str(stated.get(name, "")) for name in ("council", "version", "began")))


def council_of(folder: Path) -> str:
    """Return the council that a folder's data is of: the one that a draft names, else the folder's own name."""
    base = None
    with suppress(DatasetError):
        base = base_of(folder)
    return base.council if base and re.fullmatch(IDENTIFIER, base.council) else folder.name
