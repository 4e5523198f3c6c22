"""A table in Word: real rows and cells, in type in which no word is broken, its headings repeated on each page."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt, Twips

from dayops_dash.packs.parts.blocks import TableBlock
from dayops_dash.packs.slides.fitting import column_widths, least_room
from dayops_dash.packs.word.sheet import ReportDocument
from dayops_dash.packs.word.styles import CELL, CELL_SIDE, CELL_SIZE, COMPACT, TABLE
from dayops_dash.wording import clean

RIGHT = '<w:jc w:val="right"/>'
WHOLE = 10  # rows, with that of the headings: a table of no more is never parted over two pages
KEEP = "<w:keepNext/>"
SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/>'
TEXT = '<w:t xml:space="preserve">'
CELL_SIZES = (CELL_SIZE, 9, 8, 7.5)  # points of a table's type: smaller where a word would be broken


def add_table(block: TableBlock, sheet: ReportDocument) -> None:
    """Add a table under its caption, as wide as the page."""
    usual = COMPACT[CELL]["size"] if sheet.compact else CELL_SIZE
    told = (block.heads, *block.rows)
    room, beside = sheet.room / Pt(1), 2 * CELL_SIDE
    sizes = [size for size in CELL_SIZES if size <= usual]
    size = next((size for size in sizes if least_room(told, size, beside=beside) <= room), sizes[-1])
    widths = [int(width * Pt(1) / Twips(1)) for width in _widths(block, told, room, size)]
    look = size if size != usual else 0
    rows = [
        row_xml(
            cells,
            block.numeric,
            widths,
            sheet.styles[CELL],
            look,
            head=at == 0,
            keeps=at + 1 < len(told) <= WHOLE,
            least=int(Cm(block.row_cm) / Twips(1)) if at else 0,
        )
        for at, cells in enumerate(told)
    ]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="{sheet.styles[TABLE]}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" w:lastColumn="0" '
        f'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(clean(block.caption))}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
    sheet.document.element.body.insert_element_before(table, "w:sectPr")


def _widths(block: TableBlock, told: Sequence[Sequence[str]], room: float, size: float) -> list[float]:
    """Return the columns' widths in points: those for writing in share a third of the room."""
    open_ = [at for at in range(len(block.heads)) if block.is_open(at)]
    kept = [at for at in range(len(block.heads)) if at not in open_]
    if not open_:
        return column_widths(told, room, size, beside=2 * CELL_SIDE)
    rest = column_widths([[row[at] for at in kept] for row in told], room * 2 / 3, size, beside=2 * CELL_SIDE)
    found = dict(zip(kept, rest, strict=True))
    return [found.get(at, room / 3 / len(open_)) for at in range(len(block.heads))]


def row_xml(
    cells: Sequence[str],
    numeric: Sequence[bool],
    widths: Sequence[int],
    style: str,
    size: float,
    *,
    head: bool,
    keeps: bool = False,
    least: int = 0,
) -> str:
    """Return a row as WordprocessingML: one that is never split over two pages, and the first repeated on each.

    ``size`` is that of its type in points; 0 for its style's own. ``keeps``: it stays on one page with the row below it.
    ``least`` is how high it is at least, in twentieths of a point.
    """
    told = []
    kept = KEEP if keeps else ""
    for at, width in enumerate(widths):
        shade, right = SHADED if head else "", RIGHT if numeric[at] else ""
        told.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>'
            f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{right}</w:pPr>{_lines(cells[at], size, bold=head or at == 0)}</w:p></w:tc>'
        )
    high = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{high}{'<w:tblHeader/>' if head else ''}</w:trPr>{''.join(told)}</w:tr>"


def _lines(cell: str, size: float, *, bold: bool) -> str:
    """Return a cell's text as a run: a line break and a tab are marks of their own, and nothing else is more than text."""
    text = escape(clean(cell)).replace("\n", f"</w:t><w:br/>{TEXT}").replace("\t", f"</w:t><w:tab/>{TEXT}")
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{round(size * 2)}"/>' if size else "")
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{TEXT}{text}</w:t></w:r>"
