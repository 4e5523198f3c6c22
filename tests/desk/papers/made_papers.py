"""Made-up committee papers as PDF (tagged and not), web page and Word file. No paper of a council is among them."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst
from docx import Document

HEAD = """
#set document(title: "Day support in Madeupshire")
#set page(paper: "a4", margin: 2.2cm, footer: context [Madeupshire County Council #h(1fr) #counter(page).display()])
#set text(size: 11pt, lang: "en")
#set par(justify: false)
"""
FRONT = """
= People and Communities Committee

14 May 2026

= Day support in Madeupshire: a new model
"""


def pdf(body: str, *, tagged: bool = True, front: str = FRONT) -> bytes:
    """Return a PDF of a text in Typst's notation."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "paper.typ"
        path.write_text(HEAD + front + body, "utf-8")
        made = bytes(typst.compile(str(path), format="pdf"))  # type: ignore[arg-type]
    return made if tagged else untagged(made)


def untagged(content: bytes) -> bytes:
    """Return a PDF without its structure tree."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as book:
        for name in ("/StructTreeRoot", "/MarkInfo"):
            if name in book.Root:
                del book.Root[name]
        book.save(out)
    return out.getvalue()


def with_password(content: bytes) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as book:
        book.save(out, encryption=pikepdf.Encryption(user="secret", owner="secret"))
    return out.getvalue()


def scan() -> bytes:
    """Return a PDF of one page that is a picture of text."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (1240, 1754), "white").save(out, format="PDF")
    return out.getvalue()


def table(*rows: tuple[str, ...], header: bool = True, widths: str = "") -> str:
    """Return a table in Typst's notation."""

    def cells(row: tuple[str, ...]) -> str:
        return ", ".join(f"[{cell}]" for cell in row)

    head = f"table.header({cells(rows[0])})," if header else f"{cells(rows[0])},"
    columns = widths or str(len(rows[0]))
    return f"#table(columns: {columns}, {head}\n" + ",\n".join(cells(row) for row in rows[1:]) + ")\n\n"


def page(body: str) -> bytes:
    """Return a web page."""
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}</body></html>".encode()


def word(*paragraphs: str) -> bytes:
    """Return a Word file of plain paragraphs."""
    document = Document()
    document.add_heading("People and Communities Committee", 1)
    document.add_paragraph("14 May 2026")
    for text in paragraphs:
        document.add_paragraph(text)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def changed_word(content: bytes, put_in: str, taken_out: str) -> bytes:
    """Return a Word file with a tracked insertion and a tracked deletion in a paragraph of their own."""
    mark = 'w:id="1" w:author="x" w:date="2026-05-01T00:00:00Z"'
    added = (
        f"<w:p><w:del {mark}><w:r><w:delText>{taken_out}</w:delText></w:r></w:del>"
        f"<w:ins {mark}><w:r><w:t>{put_in}</w:t></w:r></w:ins></w:p>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            data = old.read(part)
            if part.filename == "word/document.xml":
                data = re.sub(rb"(<w:sectPr)", added.encode() + rb"\1", data, count=1)
            new.writestr(part.filename, data)
    return out.getvalue()


def bomb() -> bytes:
    """Return an archive that would unpack to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" + b" " * 400_000_000)
    return out.getvalue()
