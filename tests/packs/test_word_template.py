"""A council's own Word template is kept: its pages, its text round the report's place, and its controls, filled by their tag."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from dayops_dash.dataset import Library
from dayops_dash.packs.brief.report import brief
from dayops_dash.packs.pack import Entered, Pack
from dayops_dash.packs.word.report import word_file
from dayops_dash.packs.word.template import dropped


def control(tag: str, words: str = "Click to enter") -> Any:
    """Return a content control that shows its prompt, as Word writes it."""
    return parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:tag w:val="{tag}"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:p><w:r><w:rPr>'
        f'<w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{words}</w:t></w:r></w:p></w:sdtContent></w:sdt>'
    )


def template(*, marked: bool, turned: bool = True) -> bytes:
    """Return a template with a header, text before and after, two kinds of page, and controls."""
    made = docx.Document()
    made.sections[0].header.paragraphs[0].text = "Exampleton Council"
    made.sections[0].header._element.append(control("meeting", "Date"))
    made.sections[0].left_margin = Cm(4)
    made.add_paragraph("Not for publication before the meeting")
    body = made.element.body
    body.insert(1, control("Title"))
    body.insert(2, control("item"))
    body.insert(3, control("unknown", "Left as it is"))
    if marked:
        body.insert(4, control("report"))
    made.add_paragraph("Signed by the clerk")
    if turned:
        section = made.add_section(WD_SECTION.NEW_PAGE)
        section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
        made.add_paragraph("A page for a map")
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def made_of(file: bytes, **entered: str) -> Any:
    council = Library().dataset("dorset").at()
    pack = Pack(council, "Cabinet", date(2026, 12, 14), template=file, entered=Entered(**entered))
    return docx.Document(io.BytesIO(word_file(brief(pack), pack)))


def text_of(document: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in document.element.body.iter(qn("w:p")))


def test_the_first_kind_of_page_is_used_and_not_the_last() -> None:
    found = made_of(template(marked=False))
    assert len(found.sections) == 1
    section = found.sections[0]
    assert section.page_width < section.page_height and abs(section.left_margin - Cm(4)) < 1000
    assert section.header.paragraphs[0].text == "Exampleton Council"


def test_its_own_text_stays_before_and_after_the_place_that_it_marks() -> None:
    found = made_of(template(marked=True))
    text = text_of(found)
    before, summary = text.index("Not for publication"), text.index("Summary")
    opened, after = text.index("For the officer"), text.index("Signed by the clerk")
    assert before < summary < opened < after < text.index("A page for a map")
    assert len(found.sections) == 2 and found.sections[1].page_width > found.sections[1].page_height
    assert "Click to enter" not in text[summary:]


def test_controls_are_filled_by_their_tag_and_left_where_nothing_is_known() -> None:
    found = made_of(template(marked=True), item="7")
    text = text_of(found)
    assert text.count("Day opportunities in Dorset") == 1  # the template has a place for the title: no second one
    assert "Left as it is" in text and "Agenda item:" not in text
    head = "".join(t.text or "" for t in found.sections[0].header._element.iter(qn("w:t")))
    assert "14 December 2026" in head and "PlaceholderText" not in found.sections[0].header._element.xml
    assert "Click to enter" in text_of(made_of(template(marked=True)))  # no agenda item is known


def test_what_is_left_out_of_a_template_is_said(tmp_path: Path) -> None:
    path = tmp_path / "template.docx"
    path.write_bytes(template(marked=False))
    assert dropped(path) == (
        "The template’s own text (3 paragraphs) is left out: mark the place of the report with a content control tagged “report” "
        "to keep it. Of its 2 kinds of page the first is used for all."
    )
    path.write_bytes(template(marked=True))
    assert dropped(path) == ""
    assert dropped(io.BytesIO(_plain()).getvalue()) == ""


def _plain() -> bytes:
    file = io.BytesIO()
    docx.Document().save(file)
    return file.getvalue()


def test_a_templates_own_numbered_headings_keep_their_numbers() -> None:
    made = docx.Document()
    numbers = made.styles["Heading 1"].element.get_or_add_pPr().get_or_add_numPr()
    numbers.get_or_add_numId().val = 1
    file = io.BytesIO()
    made.save(file)
    council = Library().dataset("dorset").at()
    pack = Pack(council, template=file.getvalue(), form="cabinet")
    found = docx.Document(io.BytesIO(word_file(brief(pack), pack)))
    assert found.styles["Heading 1"].element.pPr.numPr.numId.val == 1
