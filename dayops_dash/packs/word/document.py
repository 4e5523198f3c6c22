"""A Word document to write into, the council's template or our own."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx

from dayops_dash.cache import per_blank
from dayops_dash.packs.word.styles import complete, house
from dayops_dash.packs.word.template import DOCUMENT, TEMPLATE, emptied, from_word, place_of

__all__ = ["DOCUMENT", "TEMPLATE", "opened"]


def opened(template: Path | bytes | None, *, compact: bool = False, numbering: str = "paragraphs") -> Any:
    """Return a document to write into: the template's styles, headers, footers and pages; our own where none is given.

    The template's text stays where it marks the place of the report. Raises PackError where it is no Word document, or holds macros.
    """
    if template is None:
        return docx.Document(io.BytesIO(_own(compact=compact, numbering=numbering)))
    found = from_word(template)
    if place_of(found) is None:
        emptied(found)
    complete(found, compact=compact, numbering=numbering)
    return found


@per_blank
def _own(*, compact: bool, numbering: str) -> bytes:
    """Return our own document with all its styles and no text: to style it takes longer than to open it again."""
    found, written = docx.Document(), io.BytesIO()
    house(found, compact=compact)
    complete(found, compact=compact, numbering=numbering)
    found.save(written)
    return written.getvalue()
