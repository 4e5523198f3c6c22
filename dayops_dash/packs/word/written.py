"""Each block of a report as Word has it: styles, captions and references as fields, pictures with their words."""

from __future__ import annotations

import io
import re
from functools import singledispatch
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Emu, Pt, RGBColor

from dayops_dash.figures.shared.render import png
from dayops_dash.packs.parts.blocks import (
    Cite,
    ContentsList,
    Fine,
    Gap,
    Hyperlink,
    Items,
    Letters,
    Papers,
    Paragraph,
    Picture,
    Pictures,
    SectionHeading,
    Sideways,
    TableBlock,
)
from dayops_dash.packs.parts.content import TO_COMPLETE
from dayops_dash.packs.shared.scanned import ALT, CODE_CM, code_png
from dayops_dash.packs.word.sheet import ReportDocument, field
from dayops_dash.packs.word.styles import BULLETS, CONTENTS, FINE, FINE_BULLETS, GAP, LETTERED, NUMBERED, PAPERS
from dayops_dash.packs.word.tables import add_table
from dayops_dash.wording import clean

CHART = 620  # pixels wide: on a page its type is then about 11 points
HALF_CHART, HALF = 330, 0.94  # pixels of one of two pictures side by side, and its part of its half of the page
SCALE = 3.2  # times as fine as those pixels: 300 dots an inch on a page
PNG_SIZE = (16, 20)  # where a PNG file says how wide and high it is
LINK = RGBColor(0x00, 0x59, 0x8A)
NUMBERED_CAPTION = re.compile(r"(Table|Figure) (A?)(\d+)\. (.*)", re.DOTALL)


@singledispatch
def write(block: object, sheet: ReportDocument) -> None:
    """Write a block at the end of a document."""
    raise TypeError(f"{type(block).__name__} cannot be written")


def ask(line: Any, lead: str, words: str) -> None:
    """Write what is for the officer, marked by its words and by its colour."""
    line.add_run(lead)
    line.add_run(f"[{TO_COMPLETE}{': ' if words else ''}{clean(words)}]").font.highlight_color = WD_COLOR_INDEX.YELLOW


def cite(line: Any, cites: tuple[Cite, ...]) -> None:
    """Write papers by their numbers, each a reference that Word keeps right, and places in them: [1, paragraph 28; 2]"""
    for at, one in enumerate(cites):
        line.add_run("; " if at else " [")
        field(line, f"REF paper_{one.number} \\n \\h", f"{one.number}")
        if one.places:
            line.add_run(f", {clean(', '.join(one.places))}")
    if cites:
        line.add_run("]")


def heading_name(number: int) -> str:
    """Return the bookmark of a heading, by its number among all."""
    return f"_Toc{number:06d}"


@write.register
def _(block: SectionHeading, sheet: ReportDocument) -> None:
    sheet.headings += 1
    sheet.bookmark(sheet.line(f"Heading {block.level}", block.words), heading_name(sheet.headings))


@write.register
def _(block: Paragraph, sheet: ReportDocument) -> None:
    line = sheet.line(NUMBERED)
    if block.lead:
        line.add_run(f"{clean(block.lead)}. ").bold = True
    line.add_run(clean(block.words))
    cite(line, block.cites)


@write.register
def _(block: Fine, sheet: ReportDocument) -> None:
    line = sheet.line(FINE, block.words)
    cite(line, block.cites)
    if block.leads:
        line.paragraph_format.keep_with_next = True


@write.register
def _(block: Gap, sheet: ReportDocument) -> None:
    ask(sheet.line(GAP), "", block.words)


@write.register
def _(block: Items, sheet: ReportDocument) -> None:
    for line in block.lines:
        sheet.line(FINE_BULLETS if block.fine else BULLETS, line)


@write.register
def _(block: Letters, sheet: ReportDocument) -> None:
    for line in block.lines:
        sheet.line(LETTERED, line)


@write.register
def _(block: Papers, sheet: ReportDocument) -> None:
    for number, line in enumerate(block.lines, 1):
        sheet.bookmark(sheet.line(PAPERS, line), f"paper_{number}")


@write.register
def _(block: ContentsList, sheet: ReportDocument) -> None:
    """Write a list of contents as the field that Word makes again, with page numbers, when it opens the document."""
    begin = f'<w:fldChar {nsdecls("w")} w:fldCharType="begin" w:dirty="true"/>'
    deepest = max((level for level, _, _ in block.lines), default=1)
    code = f'<w:instrText {nsdecls("w")} xml:space="preserve">TOC \\o "1-{deepest}" \\h \\z</w:instrText>'
    lead = [begin, code, f'<w:fldChar {nsdecls("w")} w:fldCharType="separate"/>']
    line = None
    for level, number, words in block.lines:
        line = sheet.line(CONTENTS.format(level))
        for part in lead:
            line.add_run()._r.append(parse_xml(part))
        lead = []
        link = parse_xml(f'<w:hyperlink {nsdecls("w")} w:anchor="{heading_name(number)}" w:history="1"/>')
        link.append(line.add_run(clean(words))._r)
        line._p.append(link)
    if line is not None:
        line.add_run()._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))


@write.register
def _(block: Hyperlink, sheet: ReportDocument) -> None:
    line = sheet.line(FINE)
    relation = sheet.document.part.relate_to(clean(block.address), RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}" w:history="1"/>')
    run = line.add_run(clean(block.words))
    run.font.underline, run.font.color.rgb = True, LINK
    link.append(run._r)
    line._p.append(link)
    if block.scanned:
        line.add_run(clean(f": {block.address}"))
        line.paragraph_format.keep_with_next = True
        shape = sheet.document.add_paragraph().add_run().add_picture(io.BytesIO(code_png(block.address)), Cm(CODE_CM))
        shape._inline.docPr.set("descr", ALT)


@write.register
def _(block: Picture, sheet: ReportDocument) -> None:
    _caption(block.caption, sheet)
    line = sheet.document.add_paragraph()
    if sheet.compact:
        line.paragraph_format.space_after = Pt(2)
    _draw(line, block, CHART, sheet.room)


@write.register
def _(block: Pictures, sheet: ReportDocument) -> None:
    """Write pictures side by side, each under its caption: a table without lines, read from left to right."""
    table = sheet.document.add_table(1, len(block.pair))
    table.autofit = False
    room = sheet.room // len(block.pair)
    for cell, picture in zip(table.rows[0].cells, block.pair, strict=True):
        cell.width = room
        caption = cell.paragraphs[0]
        caption._p.style = sheet.styles["Caption"]
        caption.add_run(clean(picture.caption))
        _draw(cell.add_paragraph(), picture, HALF_CHART, int(room * HALF))


def _draw(line: Any, block: Picture, width: int, room: int) -> None:
    """Put a picture on a line, as wide as there is room for a drawing of a width in pixels; a small one stays small."""
    drawn = png(block.chart, width=width, scale=SCALE)
    wide, high = (int.from_bytes(drawn[at : at + 4], "big") for at in PNG_SIZE)
    scale = min(room / (width * SCALE), room / wide, Cm(block.most_cm) / high)
    shape = line.add_run().add_picture(io.BytesIO(drawn), Emu(int(wide * scale)), Emu(int(high * scale)))
    shape._inline.docPr.set("descr", clean(block.chart.alt))


@write.register
def _(block: Sideways, sheet: ReportDocument) -> None:
    first = not sheet.document.paragraphs and not sheet.document.tables
    section = sheet.document.sections[-1] if first else sheet.document.add_section(WD_SECTION.NEW_PAGE)
    if section.page_width < section.page_height:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    sheet.turned()


@write.register
def _(block: TableBlock, sheet: ReportDocument) -> None:
    _caption(block.caption, sheet)
    add_table(block, sheet)


def _caption(words: str, sheet: ReportDocument) -> None:
    """Write a caption whose number is a field, so that it stays right where an officer adds a table or takes one out."""
    told = NUMBERED_CAPTION.fullmatch(words)
    if told is None:
        sheet.line("Caption", words).paragraph_format.keep_with_next = True
        return
    kind, appendix, number, rest = told.groups()
    line = sheet.line("Caption", f"{kind} {appendix}")
    field(line, f"SEQ {kind}{'_A' if appendix else ''} \\* ARABIC", number)
    line.add_run(f". {clean(rest)}")
    line.paragraph_format.keep_with_next = True  # a template's own style may not say so
