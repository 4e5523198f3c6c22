"""LibreOffice opens each document and lays it out: the pages are there, and no word of a slide leaves it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import docx
import pikepdf
import pptx
import pytest

from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.forms.form import READY_MADE
from dayops_dash.packs.pack import Pack
from tests.packs.test_brief import fullest
from tests.packs.test_one_side import KINDS
from tests.packs.test_one_side import pack as one_side

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def laid_out(folder: Path, form: str, slug: str) -> tuple[bytes, Path]:
    """Return a document, and the PDF that LibreOffice makes of it."""
    made = FORMATS[form].make(Pack(Library().dataset(slug).at()))
    return made, as_pdf(folder, {f"pack.{FORMATS[form].ending}": made})[0]


def as_pdf(folder: Path, files: Mapping[str, bytes]) -> list[Path]:
    """Return the PDF that LibreOffice makes of each file, by its name, in their order."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), *(str(folder / name) for name in files)]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return [(folder / name).with_suffix(".pdf") for name in files]


@pytest.mark.parametrize(
    ("form", "slug"), [("long.docx", "dorset"), ("appendix.docx", "solihull"), ("workbook.xlsx", "nottinghamshire")]
)
def test_it_opens_a_document_with_many_pages(tmp_path: Path, form: str, slug: str) -> None:
    with pikepdf.open(laid_out(tmp_path, form, slug)[1]) as found:
        assert len(found.pages) > 10


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_slide_is_a_page_and_its_words_stay_on_it(tmp_path: Path, slug: str) -> None:
    made, pages = laid_out(tmp_path, "slides.pptx", slug)
    slides = pptx.Presentation(io.BytesIO(made)).slides
    with pikepdf.open(pages) as found:
        assert len(found.pages) == len(slides)
        wide, high = (float(found.pages[0].mediabox[at]) for at in (2, 3))
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext, which tells where each word is, is not on this machine")
    told = subprocess.run(["pdftotext", "-bbox", str(pages), "-"], check=True, capture_output=True, text=True).stdout
    words = WORD.findall(told)
    assert len(words) > 100
    for left, top, right, bottom, word in words:
        assert float(left) >= 0 and float(right) <= wide and float(top) >= 0 and float(bottom) <= high, word


@pytest.mark.parametrize("slug", Library().slugs())
def test_the_report_at_its_fullest_has_four_pages_and_loses_no_row(tmp_path: Path, slug: str) -> None:
    made = {f"{form}.docx": FORMATS["report.docx"].make(fullest(slug, form)) for form in READY_MADE}
    for content, pages in zip(made.values(), as_pdf(tmp_path, made), strict=True):
        with pikepdf.open(pages) as found:
            assert len(found.pages) <= 4, pages.name
        if shutil.which("pdftotext"):
            rows = [row.cells[0].text for table in docx.Document(io.BytesIO(content)).tables for row in table.rows]
            command = ["pdftotext", "-layout", str(pages), "-"]
            words = set(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
            assert rows and all(set(cell.split()) <= words for cell in rows)


@pytest.mark.parametrize("slug", Library().slugs())
def test_a_paper_of_one_side_has_one_page(tmp_path: Path, slug: str) -> None:
    made = {f"{kind}.docx": FORMATS[f"{kind}.docx"].make(one_side(slug)) for kind in KINDS}
    for pages in as_pdf(tmp_path, made):
        with pikepdf.open(pages) as found:
            assert len(found.pages) == 1, pages.name
