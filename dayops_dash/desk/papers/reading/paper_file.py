"""A paper's file, whatever it is: told by its bytes and not by its name, within limits, and read."""

from __future__ import annotations

from pathlib import Path

from dayops_dash.dataset.files.text_file import printable
from dayops_dash.desk.papers.reading.html_file import read_html
from dayops_dash.desk.papers.reading.model import PaperRead, PaperRefused
from dayops_dash.desk.papers.reading.pdf_file import Progress, no_progress, read_pdf
from dayops_dash.desk.papers.reading.word_file import read_word

LARGEST = 60_000_000  # bytes of a paper
KINDS = "a PDF, a Word file (.docx) or a web page (.html)"


def paper_bytes(path: Path) -> bytes:
    """Return a paper's bytes. Raises PaperRefused where there is no such file, or it is too large."""
    name = printable(path.name)
    try:
        if not path.is_file():
            raise PaperRefused(f"{name}: there is no such file. Check its name.")
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise PaperRefused(f"{name}: the file cannot be read ({error.strerror}).") from error
    if len(content) > LARGEST:
        raise PaperRefused(
            f"{name}: it is larger than {LARGEST // 1_000_000} MB. Save the item's own pages and add those."
        )
    return content


def read_paper(content: bytes, file: str, on_page: Progress = no_progress) -> PaperRead:
    """Return a paper as it was read. Raises PaperRefused for what is none, with what to do."""
    name = printable(file)
    if len(content) > LARGEST:
        raise PaperRefused(
            f"{name}: it is larger than {LARGEST // 1_000_000} MB. Save the item's own pages and add those."
        )
    if not content.strip():
        raise PaperRefused(f"{name}: the file is empty.")
    if b"%PDF-" in content[:1024]:
        return read_pdf(content, name, on_page)
    if content.startswith(b"PK\x03\x04"):
        return read_word(content, name, on_page)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise PaperRefused(
            f"{name}: it is a Word file of the old kind (.doc), or one with a password. Save it as .docx or PDF."
        )
    if content.startswith(b"{\\rtf"):
        raise PaperRefused(f"{name}: it is rich text (.rtf). Save it as .docx or PDF.")
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<!doctype html", b"<html", b"<?xml")) or b"<html" in head or b"<body" in head:
        return read_html(content, name)
    if name.casefold().endswith((".pdf", ".docx")):
        raise PaperRefused(f"{name}: it is not what its name says. Fetch it again; {KINDS} is read.")
    raise PaperRefused(f"{name}: it is none of the files that are read: {KINDS}.")
