"""A Word document to write into, the council's template or our own, and the file made of it."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dayops_dash.packs.archive import unzipped, zipped
from dayops_dash.packs.pack import PackError
from dayops_dash.packs.word_styles import complete, house
from dayops_dash.wording import clean

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
KINDS = "[Content_Types].xml"
LONGEST = 255  # characters of a property


def opened(template: Path | bytes | None) -> Any:
    """Return an empty document: the template's styles, headers, footers and page without its text; our own where none is given.

    Raises PackError where the template is no Word document, or holds macros.
    """
    if template is None:
        found = docx.Document()
        house(found)
    else:
        found = _from(template)
        for element in [part for part in found.element.body if part.tag != qn("w:sectPr")]:
            found.element.body.remove(element)
    complete(found)
    return found


def _from(template: Path | bytes) -> Any:
    """Return a template as a document: Word keeps the two apart by one content type."""
    name = template.name if isinstance(template, Path) else "The template"
    try:
        parts = unzipped(template.read_bytes() if isinstance(template, Path) else template)
        kinds = parts[KINDS].decode("utf-8")
        if "macroEnabled" in kinds or any("vbaProject" in part for part in parts):
            raise ValueError("it holds macros")
        if DOCUMENT not in kinds and TEMPLATE not in kinds:
            raise ValueError("it is another kind of file")
        return docx.Document(io.BytesIO(zipped({**parts, KINDS: kinds.replace(TEMPLATE, DOCUMENT).encode()})))
    except (OSError, KeyError, ValueError, SyntaxError) as error:
        told = f"{name} cannot be used as a template: {error}. Give a .docx or .dotx file without macros or a password."
        raise PackError(told) from error


def field(paragraph: Any, code: str) -> None:
    """Add a field that Word works out when it shows the page: PAGE, NUMPAGES."""
    run = paragraph.add_run()
    mark = '<w:fldChar {} w:fldCharType="{}"/>'
    run._r.append(parse_xml(mark.format(nsdecls("w"), "begin")))
    run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}>{code}</w:instrText>"))
    run._r.append(parse_xml(mark.format(nsdecls("w"), "separate")))
    run.add_text("1")
    run._r.append(parse_xml(mark.format(nsdecls("w"), "end")))


def saved(document: Any, *, title: str, subject: str, author: str, on: date) -> bytes:
    """Return the document as a file whose dates are all ``on``: the same document gives the same bytes."""
    said = document.core_properties
    said.title, said.subject = clean(title)[:LONGEST], clean(subject)[:LONGEST]
    said.author = said.last_modified_by = clean(author)[:LONGEST]
    said.created = said.modified = said.last_printed = datetime.combine(on, time())
    said.language, said.revision = "en-GB", 1
    said.comments = said.keywords = said.category = ""
    written = io.BytesIO()
    document.save(written)
    return zipped(unzipped(written.getvalue()))
