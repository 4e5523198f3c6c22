"""The committee report as a Word document: real styles, real tables, pictures with their words, the council's template where given."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import singledispatch
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_COLOR_INDEX
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Emu, Pt, RGBColor, Twips

from dayops_dash.figures.shared.render import png
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import (
    Fine,
    Gap,
    Hyperlink,
    Items,
    Paragraph,
    Picture,
    Report,
    SectionHeading,
    Sideways,
    TableBlock,
)
from dayops_dash.packs.parts.content import TO_COMPLETE, content
from dayops_dash.packs.shared.office import saved
from dayops_dash.packs.slides.fitting import column_widths, least_room
from dayops_dash.packs.word.document import field, opened
from dayops_dash.packs.word.styles import (
    BULLETS,
    CELL,
    CELL_SIDE,
    CELL_SIZE,
    FACT,
    FINE,
    FINE_BULLETS,
    GAP,
    NUMBERED,
    TABLE,
)
from dayops_dash.wording import clean

CHART = 620  # pixels wide: on a page its type is then about 11 points
SCALE = 2  # times as fine as those pixels
PNG_SIZE = (16, 20)  # where a PNG file says how wide and high it is
RIGHT = '<w:jc w:val="right"/>'
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/>'
TEXT = '<w:t xml:space="preserve">'
LINK = RGBColor(0x00, 0x59, 0x8A)
TALLEST = Cm(19)  # of a picture, so that its caption stands on the same page
CELL_SIZES = (CELL_SIZE, 9, 8, 7.5)  # points of a table's type: smaller where a word would be broken
LABELS = Cm(6.2)  # the room for the labels of the title block


def report(pack: Pack) -> bytes:
    """Return the committee report as a .docx file. The same pack gives the same bytes."""
    told, sheet = content(pack), ReportDocument(opened(pack.template_for("docx")))
    _front(sheet, told)
    for block in told.blocks:
        write(block, sheet)
    if sheet.document.element.body[-2].tag == qn("w:tbl"):
        sheet.line(FINE)  # Word ends every document with a paragraph
    _furniture(sheet.document, told)
    title = f"{told.title}, as at {pack.council.as_at}"
    return saved(sheet.document, title=title, subject=told.subject, author=told.contact, on=pack.council.as_at)


class ReportDocument:
    """A Word document with its styles by name, because python-docx searches all of them for each paragraph."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {style.name: style.style_id for style in document.styles}

    def line(self, style: str, words: str = "") -> Any:
        """Add a paragraph in a style, and return it."""
        paragraph = self.document.add_paragraph(clean(words))
        paragraph._p.style = self.styles[style]
        return paragraph


def _front(sheet: ReportDocument, told: Report) -> None:
    """Write the title and the title block, label by label."""
    if told.banner:
        sheet.line(GAP, told.banner)
    sheet.line("Title", told.title)
    for label, words in told.facts:
        line = sheet.line(FACT)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = LABELS, -LABELS
        line.paragraph_format.tab_stops.add_tab_stop(LABELS)
        line.add_run(f"{label}:").bold = True
        if words:
            line.add_run(f"\t{clean(words)}")
        else:
            _ask(line, "\t", "")


def _ask(line: Any, lead: str, words: str) -> None:
    """Write what is for the officer, marked by its words and by its colour."""
    line.add_run(lead)
    line.add_run(f"[{TO_COMPLETE}{': ' if words else ''}{clean(words)}]").font.highlight_color = WD_COLOR_INDEX.YELLOW


@singledispatch
def write(block: object, sheet: ReportDocument) -> None:
    raise TypeError(f"{type(block).__name__} cannot be written")


@write.register
def _(block: SectionHeading, sheet: ReportDocument) -> None:
    sheet.line(f"Heading {block.level}", block.words)


@write.register
def _(block: Paragraph, sheet: ReportDocument) -> None:
    sheet.line(NUMBERED, block.words)


@write.register
def _(block: Fine, sheet: ReportDocument) -> None:
    line = sheet.line(FINE, block.words)
    if block.leads:
        line.paragraph_format.keep_with_next = True


@write.register
def _(block: Gap, sheet: ReportDocument) -> None:
    _ask(sheet.line(GAP), "", block.words)


@write.register
def _(block: Items, sheet: ReportDocument) -> None:
    for line in block.lines:
        sheet.line(FINE_BULLETS if block.fine else BULLETS, line)


@write.register
def _(block: Hyperlink, sheet: ReportDocument) -> None:
    line = sheet.line(FINE)
    address = clean(block.address)
    if not address.startswith(("https://", "http://")):
        line.add_run(f"{clean(block.words)}: {address}")
        return
    relation = sheet.document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = parse_xml(f'<w:hyperlink {nsdecls("w", "r")} r:id="{relation}" w:history="1"/>')
    run = line.add_run(clean(block.words))
    run.font.underline, run.font.color.rgb = True, LINK
    link.append(run._r)
    line._p.append(link)


@write.register
def _(block: Picture, sheet: ReportDocument) -> None:
    sheet.line("Caption", block.caption)
    drawn, room = png(block.chart, width=CHART, scale=SCALE), _room(sheet.document)
    wide, high = (int.from_bytes(drawn[at : at + 4], "big") for at in PNG_SIZE)
    scale = min(room / (CHART * SCALE), room / wide, TALLEST / high)  # a small chart stays small
    shape = (
        sheet.document.add_paragraph()
        .add_run()
        .add_picture(io.BytesIO(drawn), Emu(int(wide * scale)), Emu(int(high * scale)))
    )
    shape._inline.docPr.set("descr", clean(block.chart.alt))


@write.register
def _(block: Sideways, sheet: ReportDocument) -> None:
    section = sheet.document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width


@write.register
def _(block: TableBlock, sheet: ReportDocument) -> None:
    sheet.line("Caption", block.caption)
    told = (block.heads, *block.rows)
    room, beside = _room(sheet.document) / Pt(1), 2 * CELL_SIDE
    size = next((size for size in CELL_SIZES if least_room(told, size, beside=beside) <= room), CELL_SIZES[-1])
    widths = [int(width * Pt(1) / Twips(1)) for width in column_widths(told, room, size, beside=beside)]
    rows = [_row(cells, block.numeric, widths, sheet.styles[CELL], size, head=at == 0) for at, cells in enumerate(told)]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{sheet.styles[TABLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(clean(block.caption))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    sheet.document.element.body.insert_element_before(table, "w:sectPr")


def _row(
    cells: Sequence[str], numeric: Sequence[bool], widths: Sequence[int], style: str, size: float, *, head: bool
) -> str:
    """Return a row as WordprocessingML: one that is never split over two pages, and the first repeated on each."""
    told = []
    for at, width in enumerate(widths):
        shade, keep, right = SHADED if head else "", "<w:keepNext/>" if head else "", RIGHT if numeric[at] else ""
        told.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{right}</w:pPr>{_lines(cells[at], size, bold=head or at == 0)}</w:p></w:tc>'
        )
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(told)}</w:tr>"


def _lines(cell: str, size: float, *, bold: bool) -> str:
    """Return a cell's text as a run: a line break and a tab are marks of their own, and nothing else is more than text."""
    text = escape(clean(cell)).replace("\n", f"</w:t><w:br/>{TEXT}").replace("\t", f"</w:t><w:tab/>{TEXT}")
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{round(size * 2)}"/>' if size != CELL_SIZE else "")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{TEXT}{text}</w:t></w:r>"


def _room(document: Any) -> int:
    """Return the width between the margins of the page that is being written."""
    section = document.sections[-1]
    return int(section.page_width - section.left_margin - section.right_margin)


def _furniture(document: Any, told: Report) -> None:
    """Put the date, the version of the data and the page number at the foot of every page, under what the template has there."""
    first = document.sections[0]
    others = [first.first_page_footer] if first.different_first_page_header_footer else []
    others += [first.even_page_footer] if document.settings.odd_and_even_pages_header_footer else []
    for place in [first.footer, *others]:
        kept = [
            line for line in place.paragraphs if line.text.strip() or line._p.xpath(".//w:drawing | .//w:instrText")
        ]
        line = place.add_paragraph(style=FINE) if kept else place.paragraphs[0]
        line.style = document.styles[FINE]
        line.add_run(f"{clean(told.foot)}. {clean(told.banner)}{'. ' if told.banner else ''}")
        if not any("PAGE" in code.text for code in place._element.iter(qn("w:instrText"))):
            line.add_run("Page ")
            field(line, "PAGE")
            line.add_run(" of ")
            field(line, "NUMPAGES")
    for section in document.sections[1:]:
        section.footer.is_linked_to_previous = section.header.is_linked_to_previous = True
