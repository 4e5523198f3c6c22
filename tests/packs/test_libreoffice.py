"""LibreOffice opens each document and lays it out: the pages are there, and no word of a slide leaves it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

import pikepdf
import pptx
import pytest

from dayops_dash.dataset import Library
from dayops_dash.packs.formats import FORMATS
from dayops_dash.packs.pack import Pack

pytestmark = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def laid_out(folder: Path, form: str, slug: str) -> tuple[bytes, Path]:
    """Return a document, and the PDF that LibreOffice makes of it."""
    made = FORMATS[form].make(Pack(Library().dataset(slug).at()))
    (folder / f"pack.{form}").write_bytes(made)
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    command += ["--outdir", str(folder), str(folder / f"pack.{form}")]
    subprocess.run(command, check=True, timeout=180, capture_output=True)
    return made, folder / "pack.pdf"


@pytest.mark.parametrize(("form", "slug"), [("docx", "dorset"), ("docx", "solihull"), ("xlsx", "nottinghamshire")])
def test_it_opens_a_document_with_many_pages(tmp_path: Path, form: str, slug: str) -> None:
    with pikepdf.open(laid_out(tmp_path, form, slug)[1]) as found:
        assert len(found.pages) > 10


@pytest.mark.parametrize("slug", Library().slugs())
def test_every_slide_is_a_page_and_its_words_stay_on_it(tmp_path: Path, slug: str) -> None:
    made, pages = laid_out(tmp_path, "pptx", slug)
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
