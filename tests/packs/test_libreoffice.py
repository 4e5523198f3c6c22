"""LibreOffice opens each document and lays it out: the pages are there, no word of a slide leaves it, and what it saves is whole."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pptx
import pytest

from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.forms.form import READY_MADE, form_of
from dayops_dash.packs.pack import Pack
from tests.packs.provide import profile
from tests.packs.test_brief import fullest
from tests.packs.test_one_side import KINDS
from tests.packs.test_one_side import pack as one_side

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
TELLS = shutil.which("pdftotext")  # where each word is
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
SAVED = {"pdf": "pdf", "docx": "docx:MS Word 2007 XML", "xlsx": "xlsx:Calc MS Excel 2007 XML"}


def by_office(folder: Path, files: Mapping[str, bytes], kind: str = "pdf") -> dict[str, Path]:
    """Return what LibreOffice saves of each file, by its name: all in one run, for its start is most of the time."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["soffice", profile(), "--headless", "--convert-to", SAVED[kind]]
    command += ["--outdir", str(folder / "saved"), *(str(folder / name) for name in files)]
    subprocess.run(command, check=True, timeout=300, capture_output=True)
    return {name: (folder / "saved" / name).with_suffix(f".{kind}") for name in files}


def pages_of(path: Path) -> list[str]:
    """Return the words of each page of a PDF."""
    command = ["pdftotext", "-layout", str(path), "-"]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.split("\f")


@pytest.mark.parametrize("slug", Library().slugs())
def test_what_a_committee_is_given_is_laid_out_as_it_should_be(tmp_path: Path, slug: str) -> None:
    reports = {f"{form}.docx": FORMATS["report.docx"].make(fullest(slug, form)) for form in READY_MADE}
    sheets = {f"{kind}.docx": FORMATS[f"{kind}.docx"].make(one_side(slug)) for kind in KINDS}
    deck = {"deck.pptx": FORMATS["slides.pptx"].make(Pack(Library().dataset(slug).at()))}
    made = by_office(tmp_path, {**reports, **sheets, **deck})
    for name in sheets:
        with pikepdf.open(made[name]) as found:
            assert len(found.pages) == 1, name
    for form in READY_MADE:
        check_report(reports[f"{form}.docx"], made[f"{form}.docx"], slug, form)
    check_slides(deck["deck.pptx"], made["deck.pptx"])


def check_report(content: bytes, path: Path, slug: str, form: str) -> None:
    """At most four pages, summary and recommendations on the first, and no row of a table lost."""
    with pikepdf.open(path) as found:
        assert len(found.pages) <= 4, form
    if TELLS:
        first, *rest = pages_of(path)
        headings = form_of(fullest(slug, form)).headings
        for part in ("summary", "recommendations"):
            assert re.search(rf"^\s*(?:\d+\.\s+)?{re.escape(headings[part])}\s*$", first, re.MULTILINE), part
        rows = [row.cells[0].text for table in docx.Document(io.BytesIO(content)).tables for row in table.rows]
        words = set(" ".join([first, *rest]).split())
        assert rows and all(set(cell.split()) <= words for cell in rows)


def check_slides(content: bytes, path: Path) -> None:
    """A page for each slide, every word on it, and no share finer than a person would say it."""
    with pikepdf.open(path) as found:
        assert len(found.pages) == len(pptx.Presentation(io.BytesIO(content)).slides)
        wide, high = (float(found.pages[0].mediabox[at]) for at in (2, 3))
    if TELLS:
        told = subprocess.run(["pdftotext", "-bbox", str(path), "-"], check=True, capture_output=True, text=True)
        words = WORD.findall(told.stdout)
        assert len(words) > 100
        for left, top, right, bottom, word in words:
            assert float(left) >= 0 and float(right) <= wide and float(top) >= 0 and float(bottom) <= high, word
            assert not re.search(r"\d\.\d\d%", word), word


def test_it_opens_the_long_documents_and_saves_them_whole(tmp_path: Path) -> None:
    asked = {"long.docx": "dorset", "appendix.docx": "solihull"}
    made = {form: FORMATS[form].make(Pack(Library().dataset(slug).at())) for form, slug in asked.items()}
    for path in by_office(tmp_path, made).values():
        with pikepdf.open(path) as found:
            assert len(found.pages) > 10
    made["report.docx"] = FORMATS["report.docx"].make(fullest("nottinghamshire", READY_MADE[0]))
    for name, path in by_office(tmp_path, made, "docx").items():
        assert kept(path.read_bytes()) == kept(made[name]), name


def kept(content: bytes) -> dict[str, object]:
    """Return what must not be lost of a Word file when another program saves it."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        text = archive.read("word/document.xml").decode()
    codes = re.findall(r"<w:instrText[^>]*>([^<]*)</w:instrText>", text)
    document = docx.Document(io.BytesIO(content))
    return {
        "fields": [" ".join(code.split()) for code in codes if code.split()[:1] in (["REF"], ["SEQ"])],
        "places": re.findall(r'<w:bookmarkStart[^>]*w:name="(paper_\d+)"', text),
        "alternatives": re.findall(r'<wp:docPr[^>]*descr="([^"]*)"', text),
        "heads": text.count("<w:tblHeader"),
        "tables": [[cell.text for cell in row.cells] for table in document.tables for row in table.rows],
        "title": (document.core_properties.title, document.core_properties.language),
    }


def test_a_workbook_that_it_saves_holds_the_same(tmp_path: Path) -> None:
    made = FORMATS["workbook.xlsx"].make(Pack(Library().dataset("exampleshire").at()))
    path = by_office(tmp_path, {"workbook.xlsx": made}, "xlsx")["workbook.xlsx"]
    before, after = (openpyxl.load_workbook(io.BytesIO(one)) for one in (made, path.read_bytes()))
    assert after.sheetnames == before.sheetnames
    for sheet in before:
        other = after[sheet.title]
        assert [*other.values] == [*sheet.values], sheet.title
        assert (other.print_title_rows, [*other.tables]) == (sheet.print_title_rows, [*sheet.tables])
        assert bool(sheet.print_title_rows) == bool(sheet.freeze_panes), (
            sheet.title
        )  # the row that stays is on each page
