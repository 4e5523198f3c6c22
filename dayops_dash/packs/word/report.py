"""A report as a Word document: real styles, real tables, pictures with their words, the council's template where given."""

from __future__ import annotations

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Cm

from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Report
from dayops_dash.packs.parts.content import content
from dayops_dash.packs.parts.quotes import with_curled
from dayops_dash.packs.shared.office import saved
from dayops_dash.packs.word.document import opened
from dayops_dash.packs.word.sheet import ReportDocument, field
from dayops_dash.packs.word.styles import FACT, FINE, GAP
from dayops_dash.packs.word.template import TITLE, fill, place_of, section_at
from dayops_dash.packs.word.written import ask, write
from dayops_dash.wording import clean

LABELS = Cm(6.2)  # the room for the labels of the title block
LABELS_COMPACT = Cm(5.6)


def report(pack: Pack) -> bytes:
    """Return the longer report, of the sections that are chosen, as a .docx file."""
    return word_file(content(pack), pack)


def word_file(told: Report, pack: Pack) -> bytes:
    """Return a report as a .docx file. The same report gives the same bytes."""
    told = with_curled(told)
    document = opened(pack.template_for("docx"), compact=told.compact, numbering=told.numbering)
    place = place_of(document)
    tags = fill(document, {TITLE: told.title, **dict(told.controls)})
    sheet = ReportDocument(document, section_at(document, place) if place is not None else None, compact=told.compact)
    before = set(document.element.body)
    if told.banner:
        sheet.line(GAP, told.banner)
    _front(sheet, told, tags)
    for block in told.blocks:
        write(block, sheet)
    _for_officer(sheet, told)
    if place is not None:
        for element in [part for part in document.element.body if part not in before]:
            place.addprevious(element)
        place.getparent().remove(place)
    if document.element.body[-2].tag == qn("w:tbl"):
        sheet.line(FINE)  # Word ends every document with a paragraph
    _furniture(document, told, link=place is None)
    title = f"{told.title}, as at {pack.council.as_at}"
    return saved(document, title=title, subject=told.subject, author=told.contact, on=pack.council.as_at)


def _for_officer(sheet: ReportDocument, told: Report) -> None:
    """Write what is still to be done, on one page: an officer takes it out before the report goes."""
    first = len(sheet.document.paragraphs)
    for block in told.for_officer:
        write(block, sheet)
    for line in sheet.document.paragraphs[first:-1]:
        line.paragraph_format.keep_with_next = True


def _front(sheet: ReportDocument, told: Report, tags: set[str]) -> None:
    """Write the title and the title block, label by label, but for what the template has a place for."""
    if TITLE not in tags:
        sheet.line("Title", told.title)
    wide = LABELS_COMPACT if sheet.compact else LABELS
    held = {words for tag, words in told.controls if tag in tags}
    for label, words in told.facts:
        if words and words in held:
            continue
        line = sheet.line(FACT)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = wide, -wide
        line.paragraph_format.tab_stops.add_tab_stop(wide)
        line.add_run(f"{label}:").bold = True
        if words:
            line.add_run(f"\t{clean(words)}")
        else:
            ask(line, "\t", "")


def _furniture(document: Any, told: Report, *, link: bool) -> None:
    """Put the date and the page number at the foot of every page, under what the template has there.

    ``link`` gives all sections the headers and feet of the first; else each keeps what the template gave it.
    """
    first = document.sections[0]
    others = [first.first_page_footer] if first.different_first_page_header_footer else []
    others += [first.even_page_footer] if document.settings.odd_and_even_pages_header_footer else []
    for place in [first.footer, *others]:
        kept = [
            line for line in place.paragraphs if line.text.strip() or line._p.xpath(".//w:drawing | .//w:instrText")
        ]
        line = place.add_paragraph(style=FINE) if kept or not place.paragraphs else place.paragraphs[0]
        line.style = document.styles[FINE]
        line.add_run(f"{clean(told.foot)}. {clean(told.banner)}{'. ' if told.banner else ''}")
        if not any("PAGE" in code.text for code in place._element.iter(qn("w:instrText"))):
            line.add_run("Page ")
            field(line, "PAGE")
            line.add_run(" of ")
            field(line, "NUMPAGES")
    if link:
        for section in document.sections[1:]:
            section.footer.is_linked_to_previous = section.header.is_linked_to_previous = True
    if told.banner:
        _mark_every_page(document, clean(told.banner))


def _mark_every_page(document: Any, mark: str) -> None:
    """Put what each page must say at the foot of those that a template gives feet of their own."""
    even = document.settings.odd_and_even_pages_header_footer
    for section in document.sections:
        first = [section.first_page_footer] if section.different_first_page_header_footer else []
        for place in (section.footer, *first, *([section.even_page_footer] if even else [])):
            if not any(mark in line.text for line in place.paragraphs):
                place.add_paragraph(mark, style=FINE)
