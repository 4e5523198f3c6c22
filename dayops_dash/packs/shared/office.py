"""What Word and PowerPoint files have in common: a template that is opened without trust, and a file that holds no clock."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from dayops_dash.packs.pack import PackError
from dayops_dash.packs.shared.archive import unzipped, zipped
from dayops_dash.wording import clean

KINDS = "[Content_Types].xml"
LONGEST = 255  # characters of a property


def from_template(
    template: Path | bytes, open_: Callable[[Any], Any], *, document: str, kind: str, endings: str
) -> Any:
    """Return a template opened as a document: Office keeps the two apart by one content type, ``kind`` and ``document``.

    Raises PackError where it is another kind of file, holds macros, or cannot be read.
    """
    name = template.name if isinstance(template, Path) else "The template"
    try:
        parts = unzipped(template.read_bytes() if isinstance(template, Path) else template)
        kinds = parts[KINDS].decode("utf-8")
        if "macroEnabled" in kinds or any("vbaProject" in part for part in parts):
            raise ValueError("it holds macros")
        if document not in kinds and kind not in kinds:
            raise ValueError("it is another kind of file")
        return open_(io.BytesIO(zipped({**parts, KINDS: kinds.replace(kind, document).encode()})))
    except (OSError, KeyError, ValueError, SyntaxError) as error:
        told = f"{name} cannot be used as a template: {error}. Give a {endings} file without macros or a password."
        raise PackError(told) from error


def saved(document: Any, *, title: str, subject: str, author: str, on: date) -> bytes:
    """Return a document or presentation as a file whose dates are all ``on``: the same one gives the same bytes."""
    said = document.core_properties
    said.title, said.subject = clean(title)[:LONGEST], clean(subject)[:LONGEST]
    said.author = said.last_modified_by = clean(author)[:LONGEST]
    said.created = said.modified = said.last_printed = datetime.combine(on, time())
    said.language, said.revision = "en-GB", 1
    said.comments = said.keywords = said.category = ""
    written = io.BytesIO()
    document.save(written)
    return zipped(unzipped(written.getvalue()))
