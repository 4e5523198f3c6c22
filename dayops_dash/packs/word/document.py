"""A Word document to write into, the council's template or our own, and the file made of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from dayops_dash.packs.shared.office import from_template
from dayops_dash.packs.word.styles import complete, house

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def opened(template: Path | bytes | None) -> Any:
    """Return an empty document: the template's styles, headers, footers and page without its text; our own where none is given.

    Raises PackError where the template is no Word document, or holds macros.
    """
    if template is None:
        found = docx.Document()
        house(found)
    else:
        found = from_template(template, docx.Document, document=DOCUMENT, kind=TEMPLATE, endings=".docx or .dotx")
        for element in [part for part in found.element.body if part.tag != qn("w:sectPr")]:
            found.element.body.remove(element)
    complete(found)
    return found


def field(paragraph: Any, code: str) -> None:
    """Add a field that Word works out when it shows the page: PAGE, NUMPAGES."""
    run = paragraph.add_run()
    mark = '<w:fldChar {} w:fldCharType="{}"/>'
    run._r.append(parse_xml(mark.format(nsdecls("w"), "begin")))
    run._r.append(parse_xml(f"<w:instrText {nsdecls('w')}>{code}</w:instrText>"))
    run._r.append(parse_xml(mark.format(nsdecls("w"), "separate")))
    run.add_text("1")
    run._r.append(parse_xml(mark.format(nsdecls("w"), "end")))
