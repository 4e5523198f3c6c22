"""The styles of a report in Word: our own look, and what stands in for a style that a council's template has not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.shared import Cm, Pt, RGBColor

INK, QUIET, ALERT = RGBColor(0x0B, 0x0C, 0x0C), RGBColor(0x50, 0x5A, 0x5F), RGBColor(0x80, 0x16, 0x50)
TYPEFACE = "Arial"
BULLETS, NUMBERED, FINE, FINE_BULLETS = "List Bullet", "Report Paragraph", "Report Source", "Report Note"
CONTENTS = "toc {}"  # by level
LETTERED, PAPERS = "Report Decision", "Report Paper"
GAP, FACT, CELL, TABLE = "Report Gap", "Report Fact", "Report Cell", "Report Table"
CELL_SIZE = 10  # points
CELL_SIDE = 4.25  # points that a cell keeps free at each side
LOOKS: dict[str, dict[str, Any]] = {
    "Title": {"size": 24, "bold": True, "after": 10},
    "Heading 1": {"size": 18, "bold": True, "before": 24, "after": 6, "level": 0},
    "Heading 2": {"size": 14, "bold": True, "before": 18, "after": 4, "level": 1},
    "Heading 3": {"size": 12, "bold": True, "before": 10, "after": 2, "level": 2},
    "Caption": {"size": 11, "bold": True, "before": 10, "after": 4, "next": True},
    BULLETS: {"after": 3},
    NUMBERED: {"after": 8},
    FINE: {"size": 10, "colour": QUIET, "before": 4, "after": 6},
    FINE_BULLETS: {"size": 10, "colour": QUIET, "before": 3, "after": 2},
    GAP: {"colour": ALERT, "bold": True, "before": 4, "after": 8},
    FACT: {"after": 3},
    CELL: {"size": CELL_SIZE, "before": 2, "after": 2},
    LETTERED: {"after": 3},
    PAPERS: {"size": 10, "after": 2},
    CONTENTS.format(1): {"after": 2},
    CONTENTS.format(2): {"size": 11, "after": 1},
}
COMPACT: dict[str, dict[str, Any]] = {  # what differs in a paper of few pages
    "Normal": {"size": 11, "after": 4},
    "Title": {"size": 18, "bold": True, "after": 4},
    "Heading 1": {"size": 13, "bold": True, "before": 9, "after": 2, "level": 0},
    "Heading 2": {"size": 11.5, "bold": True, "before": 6, "after": 2, "level": 1},
    "Caption": {"size": 10, "bold": True, "before": 4, "after": 2, "next": True},
    BULLETS: {"after": 1},
    NUMBERED: {"after": 3},
    FINE: {"size": 9, "colour": QUIET, "before": 1, "after": 3},
    FINE_BULLETS: {"size": 9.5, "before": 0, "after": 1},
    FACT: {"after": 0},
    CELL: {"size": 9, "before": 1, "after": 1},
    LETTERED: {"after": 1},
    PAPERS: {"size": 10, "after": 0},
}
LISTS = {
    NUMBERED: ("decimal", "%1.", 680),
    BULLETS: ("bullet", "•", 360),
    FINE_BULLETS: ("bullet", "•", 360),
    LETTERED: ("lowerLetter", "(%1)", 1360),
    PAPERS: ("decimal", "%1.", 680),
}  # twentieths of a point
INDENT = 680  # twentieths of a point, of a numbered heading and its paragraphs


def looks(*, compact: bool) -> dict[str, dict[str, Any]]:
    """Return the look of each style, by name."""
    return {**LOOKS, **(COMPACT if compact else {})}


def house(document: Any, *, compact: bool = False) -> None:
    """Give our own document its look: A4, Arial, headings dark and plain."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.9 if compact else 2.3)
    section.top_margin = section.bottom_margin = Cm(1.6 if compact else 2.2)
    normal = document.styles["Normal"]
    _plain(normal)
    _styled(normal, {"size": 12, "after": 6, **(COMPACT["Normal"] if compact else {})})
    normal.paragraph_format.line_spacing = 1.0 if compact else 1.15
    for name, look in looks(compact=compact).items():
        if name != "Normal" and name in document.styles:
            _plain(document.styles[name])
            _styled(document.styles[name], look)


def complete(document: Any, *, compact: bool = False, numbering: str = "paragraphs") -> None:
    """Add what the document's styles lack: those of the report, its table, its numbering; and say that it is British English.

    With the ``numbering`` "sections" headings are 1, 2, 3 and paragraphs 1.1, 1.2; with "none" neither has a number.
    """
    known = looks(compact=compact)
    missing = [name for name in known if name not in document.styles]
    for name in missing:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name.startswith("toc"))
        style.base_style, style.quick_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH), True
        _styled(style, known[name])
    for name in missing:
        if name in LISTS and not (name == NUMBERED and numbering != "paragraphs"):
            _number(document, name, *LISTS[name])
    if numbering == "sections":
        _number_sections(document)
    if TABLE not in document.styles:
        document.styles.element.append(parse_xml(_TABLE))
    _english(document)


def _styled(style: Any, look: Mapping[str, Any]) -> None:
    """Give a style what its look names; all else is as in the style that it is based on."""
    font, layout = style.font, style.paragraph_format
    if "bold" in look:
        font.bold = look["bold"]
    if "colour" in look:
        font.color.rgb = look["colour"]
    if "size" in look:
        font.size = Pt(look["size"])
    layout.space_before, layout.space_after = Pt(look.get("before", 0)), Pt(look.get("after", 0))
    if "level" in look or "next" in look:
        layout.keep_with_next = True
    if "level" in look:
        properties = style.element.get_or_add_pPr()
        for old in properties.findall(qn("w:outlineLvl")):
            properties.remove(old)
        properties.append(parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{look["level"]}"/>'))


def _plain(style: Any) -> None:
    """Take from a style of Word's own its typeface, colour, slant and rule; and its twin for parts of a line, which says the same."""
    style.font.italic, style.font.color.rgb = False, INK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()
    for script in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(script), TYPEFACE)
    for part in (*style.element.findall(f".//{qn('w:pBdr')}"), *style.element.findall(qn("w:link"))):
        part.getparent().remove(part)


def _number(document: Any, name: str, kind: str, mark: str, indent: int) -> None:
    """Give a style a list of its own in Word's numbering, so that a paragraph that an officer adds takes its number."""
    _add_list(document, [(name, kind, mark, indent)])


def _number_sections(document: Any) -> None:
    """Number headings of the first level, and paragraphs within them; a template's headings that have numbers keep theirs."""
    heading = document.styles["Heading 1"].element
    if heading.pPr is None or heading.pPr.numPr is None:
        _add_list(document, [("Heading 1", "decimal", "%1.", INDENT), (NUMBERED, "decimal", "%1.%2", INDENT)])
    else:
        _number(document, NUMBERED, *LISTS[NUMBERED])


def _add_list(document: Any, levels: Sequence[tuple[str, str, str, int]]) -> None:
    """Tie styles to the levels of a new list: each its style's name, kind of number, how it is written, and indent."""
    numbers = _numbering(document)
    known = [int(n.get(qn("w:abstractNumId"))) for n in numbers.findall(qn("w:abstractNum"))]
    used = [int(n.get(qn("w:numId"))) for n in numbers.findall(qn("w:num"))]
    pattern_id, number = max(known, default=-1) + 1, max(used, default=0) + 1
    told = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
        f'<w:pStyle w:val="{document.styles[name].style_id}"/><w:lvlText w:val="{mark}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{indent}" w:hanging="{min(indent, INDENT)}"/></w:pPr></w:lvl>'
        for level, (name, kind, mark, indent) in enumerate(levels)
    )
    several = "multilevel" if len(levels) > 1 else "singleLevel"
    pattern = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{pattern_id}"><w:multiLevelType w:val="{several}"/>{told}</w:abstractNum>'
    )
    first = numbers.find(qn("w:num"))
    numbers.append(pattern) if first is None else first.addprevious(pattern)
    tie = parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{pattern_id}"/></w:num>')
    (numbers.findall(qn("w:num")) or [pattern])[-1].addnext(tie)
    for level, (name, *_) in enumerate(levels):
        of_style = document.styles[name].element.get_or_add_pPr().get_or_add_numPr()
        of_style.get_or_add_numId().val = number
        if level:
            of_style.get_or_add_ilvl().val = level


def _numbering(document: Any) -> Any:
    part = document.part
    if not any(rel.reltype == RELATIONSHIP_TYPE.NUMBERING for rel in part.rels.values()):
        empty = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        made = NumberingPart(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, empty, part.package)
        part.relate_to(made, RELATIONSHIP_TYPE.NUMBERING)
    return part.numbering_part.element


def _english(document: Any) -> None:
    """Say that the words are British English, for screen readers and for spelling."""
    styles = document.styles.element
    for old in list(styles.iter(qn("w:lang"))):
        old.getparent().remove(old)
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    holder = defaults if defaults is not None else document.styles["Normal"].element.get_or_add_rPr()
    holder.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'))


_RULE = 'w:val="single" w:sz="4" w:space="0" w:color="B1B4B6"'
_TABLE = (  # thin lines and a shaded heading row, in whatever type the document has
    f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="ReportTable"><w:name w:val="{TABLE}"/>'
    f"<w:tblPr><w:tblBorders><w:top {_RULE}/><w:bottom {_RULE}/><w:insideH {_RULE}/></w:tblBorders><w:tblCellMar>"
    f'<w:left w:w="{CELL_SIDE * 20:.0f}" w:type="dxa"/><w:right w:w="{CELL_SIDE * 20:.0f}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr><w:tcBorders>'
    '<w:bottom w:val="single" w:sz="12" w:space="0" w:color="0B0C0C"/></w:tcBorders>'
    '<w:shd w:val="clear" w:color="auto" w:fill="F3F2F1"/></w:tcPr></w:tblStylePr>'
    '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/></w:rPr></w:tblStylePr></w:style>'
)
