"""What a council's own Word template keeps: its pages, its headers, its own text, and its content controls, filled by their tag."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn

from dayops_dash import wording
from dayops_dash.packs.pack import PackError
from dayops_dash.packs.shared.office import from_template

DOCUMENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
PLACE = "report"  # the tag of the content control where the report goes
TITLE = "title"  # and of the one for its title


def from_word(template: Path | bytes) -> Any:
    """Return a council's template as a document. Raises PackError where it is no Word document, or holds macros."""
    return from_template(template, docx.Document, document=DOCUMENT, kind=TEMPLATE, endings=".docx or .dotx")


def fault_of(template: Path | bytes) -> str:
    """Return why a file cannot be used as a template; "" where it can."""
    try:
        from_word(template)
    except PackError as error:
        return str(error)
    return ""


def place_of(document: Any) -> Any | None:
    """Return the content control of the body where the report goes; None where the template marks no place."""
    return next(
        (control for control in document.element.body.iterchildren(qn("w:sdt")) if _tag(control) == PLACE), None
    )


def emptied(document: Any) -> None:
    """Take a template's own text out, and keep the page set-up, headers and footers of its first section for all pages."""
    body = document.element.body
    every, last = list(body.iter(qn("w:sectPr"))), body.find(qn("w:sectPr"))
    if len(every) > 1 and last is not None:
        kept = deepcopy(every[0])
        for kind in kept.findall(qn("w:type")):
            kept.remove(kind)
        body.replace(last, kept)
    for element in [part for part in body if part.tag != qn("w:sectPr")]:
        body.remove(element)


def section_at(document: Any, place: Any) -> Any:
    """Return the section of pages that an element of the body stands in."""
    before = sum(len(list(part.iter(qn("w:sectPr")))) for part in place.itersiblings(preceding=True))
    return document.sections[before]


def fill(document: Any, words: Mapping[str, str]) -> set[str]:
    """Write words into the content controls that are tagged for them, wherever they stand, and return the tags that there are.

    A control whose words nobody has given is left as it is.
    """
    found = set()
    for root in _roots(document):
        for control in root.iter(qn("w:sdt")):
            tag = _tag(control)
            if tag not in words:
                continue
            found.add(tag)
            if words[tag]:
                _write(control, words[tag])
    return found


def _roots(document: Any) -> Iterator[Any]:
    """Yield the body, and every header and footer, each once."""
    yield document.element.body
    seen = set()
    for section in document.sections:
        for part in (
            *(section.header, section.first_page_header, section.even_page_header),
            *(section.footer, section.first_page_footer, section.even_page_footer),
        ):
            if not part.is_linked_to_previous and part._element not in seen:
                seen.add(part._element)
                yield part._element


def _tag(control: Any) -> str:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    return str(tag.get(qn("w:val"))).casefold() if tag is not None else ""


def _write(control: Any, words: str) -> None:
    """Write words into a control in the look of what stood there, which is no longer a prompt."""
    for prompt in control.findall(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}"):
        prompt.getparent().remove(prompt)
    texts = list(control.iter(qn("w:t")))
    for style in control.findall(f".//{qn('w:sdtContent')}//{qn('w:rStyle')}"):
        if style.get(qn("w:val")) == "PlaceholderText":
            style.getparent().remove(style)
    if texts:
        texts[0].text = wording.clean(words)
        for rest in texts[1:]:
            rest.text = ""


def dropped(template: Path | bytes) -> str:
    """Return in a sentence what of a template is not used, and how it would be kept; "" for nothing."""
    document = from_word(template)
    if place_of(document) is not None:
        return ""
    body = document.element.body
    lines = sum(bool("".join(t.text or "" for t in p.iter(qn("w:t"))).strip()) for p in body.iterchildren(qn("w:p")))
    tables = len(list(body.iterchildren(qn("w:tbl"))))
    parts = [wording.count(lines, "paragraph") if lines else "", wording.count(tables, "table") if tables else ""]
    held = wording.listed([part for part in parts if part])
    extra = len(list(body.iter(qn("w:sectPr")))) - 1
    pages = f" Of its {extra + 1} kinds of page the first is used for all." if extra > 0 else ""
    if not held and not pages:
        return ""
    own = f"The template’s own text ({held}) is left out: mark the place of the report with a content control tagged “{PLACE}” to keep it."
    return f"{own if held else ''}{pages}".strip()
