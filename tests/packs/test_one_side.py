"""Papers of one side of A4 are of one side, for every council, in Word and PDF, and say what they are for."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from itertools import pairwise

import docx
import pdfplumber
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from docx.shared import Cm
from PIL import Image

from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS, REPORTS
from dayops_dash.packs.one_side.actions import HEADS, action_sheet
from dayops_dash.packs.one_side.briefing import briefing
from dayops_dash.packs.one_side.questions import question_sheet
from dayops_dash.packs.one_side.ward import areas_of, ward_page
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts import blocks
from dayops_dash.stories import PAGES

COUNCILS = Library().slugs()
CENTIMETRE = 28  # points
KINDS = [kind for kind, (_, made_by) in REPORTS.items() if made_by.startswith("one_side.")]


def pack(slug: str) -> Pack:
    council = Library().dataset(slug).at()
    committee = "Adult Social Care and Public Health Select Committee"
    area = max(areas_of(council).items(), key=lambda named: len(named[1]))[0]
    return Pack(council, committee, date(2026, 12, 14), base="https://example.org/days", ward=area)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("slug", COUNCILS)
def test_each_is_one_page(slug: str, kind: str) -> None:
    with pikepdf.open(io.BytesIO(FORMATS[f"{kind}.pdf"].make(pack(slug)))) as file:
        assert len(file.pages) == 1


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_briefing_has_the_answer_the_pictures_and_five_questions(slug: str) -> None:
    asked = pack(slug)
    told = briefing(asked)
    answer = PAGES["overview"].story(asked.council).answer
    assert any(isinstance(b, blocks.Paragraph) and b.words == answer for b in told.blocks)
    drawn = sum(len(b.pair) if isinstance(b, blocks.Pictures) else isinstance(b, blocks.Picture) for b in told.blocks)
    charts = {f.figure_id for page in PAGES.values() for f in page.story(asked.council).figures if f.chart}
    assert drawn == min(3, drawn) and (drawn == 3 or len(charts & {"standing", "split", "people", "area-map"}) < 3)
    asks = PAGES["questions"].story(asked.council).figures[0].asks
    (items,) = (b for b in told.blocks if isinstance(b, blocks.Items))
    assert items.lines == tuple(ask.question for ask in asks[:5])


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_action_sheet_has_who_what_and_by_when_with_room_to_write(slug: str) -> None:
    (table,) = (b for b in action_sheet(pack(slug)).blocks if isinstance(b, blocks.TableBlock))
    assert table.heads == HEADS and all(row[0] and row[1] and row[2] and not row[-1] for row in table.rows)
    assert table.is_open(len(HEADS) - 1) and not table.is_open(0)
    shown = PAGES["progress"].story(Library().dataset(slug).at()).markdown()
    assert all(row[0].replace("|", "\\|") in shown for row in table.rows)


@pytest.mark.parametrize("slug", COUNCILS)
def test_the_question_sheet_has_each_question_and_room_for_its_answer(slug: str) -> None:
    asks = PAGES["questions"].story(Library().dataset(slug).at()).figures[0].asks
    (table,) = (b for b in question_sheet(pack(slug)).blocks if isinstance(b, blocks.TableBlock))
    assert [row[0].partition(" ")[2] for row in table.rows] == [ask.question for ask in asks[:8]]
    assert table.is_open(2)


def test_a_question_which_figure_is_right_has_the_figures_on_paper() -> None:
    """Nottinghamshire's strategy has approximately 1300 people, the report of 2023 approximately 1,400."""
    (table,) = (b for b in question_sheet(pack("nottinghamshire")).blocks if isinstance(b, blocks.TableBlock))
    (why,) = (str(row[1]) for row in table.rows if "which figure is right" in str(row[0]).lower())
    assert "“Approximately 1300 people” and “Approximately 1,400 residents”" in why


@pytest.mark.parametrize("kind", ["actions", "questions"])
@pytest.mark.parametrize("slug", COUNCILS)
def test_a_sheet_to_write_on_has_rows_to_write_in_and_type_to_read(slug: str, kind: str) -> None:
    asked = pack(slug)
    with pdfplumber.open(io.BytesIO(FORMATS[f"{kind}.pdf"].make(asked))) as file:
        (page,) = file.pages
        lines = sorted({round(line["top"]) for line in page.lines if line["width"] > page.width / 20})
        assert min(letter["size"] for letter in page.chars) >= 8.9
    made = docx.Document(io.BytesIO(FORMATS[f"{kind}.docx"].make(asked)))
    (table,) = made.tables
    rules = lines[: len(table.rows)]  # under the headings and under each row; below may be that of a link
    assert min(after - before for before, after in pairwise(rules)) >= CENTIMETRE
    assert all(row.height and row.height >= Cm(1) for row in table.rows[1:])


def test_a_members_page_is_of_an_area_by_its_code_or_name_and_no_other() -> None:
    council = Library().dataset("dorset").at()
    code, name = next(iter(areas_of(council).items()))
    assert ward_page(Pack(council, ward=code)) == ward_page(Pack(council, ward=name))
    assert name in ward_page(Pack(council, ward=code)).title
    with pytest.raises(PackError, match=r"No ward is called 'Atlantis'\. Give one of: Beacon"):
        ward_page(Pack(council, ward="Atlantis"))


@pytest.mark.parametrize("kind", ["report", *KINDS])
def test_the_code_on_paper_opens_the_address_that_stands_beside_it(kind: str) -> None:
    """Read as a camera would, from the printed page and from the picture in Word; without an address there is none."""
    asked = pack("exampleshire")
    address = asked.link({"ward": "wards", "questions": "questions", "actions": "progress"}.get(kind, "overview"))
    pages = list(pypdfium2.PdfDocument(FORMATS[f"{kind}.pdf"].make(asked)))
    codes = [code.text for page in pages for code in zxingcpp.read_barcodes(page.render(scale=2).to_pil())]
    assert codes == [address], kind
    assert address in "".join(page.get_textpage().get_text_range() for page in pages).replace("\r\n", "")
    assert codes == in_word(FORMATS[f"{kind}.docx"].make(asked))
    assert in_word(FORMATS[f"{kind}.docx"].make(replace(asked, base=""))) == []


def in_word(made: bytes) -> list[str]:
    """Return what the codes among the pictures of a Word file open."""
    parts = docx.Document(io.BytesIO(made)).part.package.iter_parts()
    pictures = [Image.open(io.BytesIO(part.blob)) for part in parts if part.content_type == "image/png"]
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]
