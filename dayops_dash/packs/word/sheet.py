"""A Word document that is being written: its styles by name, its fields, and the room on its pages."""

from __future__ import annotations

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from dayops_dash.wording import clean


class ReportDocument:
    """A Word document with its styles by name, because python-docx searches all of them for each paragraph."""

    def __init__(self, document: Any, section: Any = None, *, compact: bool = False) -> None:
        self.document = document
        self.compact = compact
        self.styles = {style.name: style.style_id for style in document.styles}
        self.bookmarks = self.headings = 0
        self._section = section

    def line(self, style: str, words: str = "") -> Any:
        """Add a paragraph in a style, and return it."""
        paragraph = self.document.add_paragraph(clean(words))
        paragraph._p.style = self.styles[style]
        return paragraph

    @property
    def section(self) -> Any:
        """The section of pages that is being written."""
        return self._section or self.document.sections[-1]

    @property
    def room(self) -> int:
        """The width between the margins of the page that is being written."""
        section = self.section
        return int(section.page_width - section.left_margin - section.right_margin)

    def turned(self) -> None:
        """Go on in the last section: a new one has been begun."""
        self._section = None

    def bookmark(self, paragraph: Any, name: str) -> None:
        """Name a paragraph, so that a field can lead to it."""
        self.bookmarks += 1
        begin = f'<w:bookmarkStart {nsdecls("w")} w:id="{self.bookmarks}" w:name="{name}"/>'
        end = f'<w:bookmarkEnd {nsdecls("w")} w:id="{self.bookmarks}"/>'
        runs = paragraph._p.xpath("./w:r")
        (runs[0].addprevious if runs else paragraph._p.append)(parse_xml(begin))
        paragraph._p.append(parse_xml(end))


def field(paragraph: Any, code: str, shown: str = "1", *, bold: bool = False) -> None:
    """Add a field that Word works out: PAGE, NUMPAGES, SEQ, REF. ``shown`` is what stands there until it does."""
    run = paragraph.add_run()
    if bold:
        run.bold = True
    for part in _parts(code):
        run._r.append(parse_xml(part))
    run.add_text(shown)
    run._r.append(parse_xml(f'<w:fldChar {nsdecls("w")} w:fldCharType="end"/>'))


def _parts(code: str) -> tuple[str, str, str]:
    mark = '<w:fldChar {} w:fldCharType="{}"/>'
    return (
        mark.format(nsdecls("w"), "begin"),
        f'<w:instrText {nsdecls("w")} xml:space="preserve">{code}</w:instrText>',
        mark.format(nsdecls("w"), "separate"),
    )
