"""Made-up committee papers as PDF (tagged and not), web page and Word file. No paper of a council is among them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf
import typst
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

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


W = nsdecls("w")
MARK = 'w:id="1" w:author="x" w:date="2026-05-01T00:00:00Z"'
LEVELS = (("decimal", "%1."), ("decimal", "%1.%2"), ("lowerLetter", "(%3)"))
BOX = (
    '<w:r><w:pict><v:rect style="width:200pt;height:60pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:rect></w:pict></w:r>"
)


def line(*parts: str, number: tuple[int, int] | None = None, mark: str = "") -> str:
    """Return a paragraph of a Word file, with its level in a list, and ``mark`` where its own mark was changed."""
    listed = f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>' if number else ""
    changed = f"<w:rPr><w:{mark} {MARK}/></w:rPr>" if mark else ""
    names = f'{W} xmlns:v="urn:schemas-microsoft-com:vml"'
    return f"<w:p {names}><w:pPr>{listed}{changed}</w:pPr>{''.join(parts)}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def gone(text: str) -> str:
    return f'<w:del {MARK}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def put_in(text: str, kind: str = "ins") -> str:
    return f"<w:{kind} {MARK}>{run(text)}</w:{kind}>"


def shown_field(code: str, shown: str) -> str:
    """Return a field with what Word last showed of it."""
    kinds = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{kinds[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{kinds[1]}{run(shown)}{kinds[2]}"


def word_of(*lines: str, remark: str = "") -> bytes:
    """Return a Word file of paragraphs, whose lists 91 and 92 have the same three levels and each begin at 1."""
    document = Document()
    document.add_heading("Day support in Madeupshire", 1)
    remarked = document.add_paragraph("A sentence about 52 people.")
    if remark:
        document.add_comment(remarked.runs, text=remark, author="x", initials="x")
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (kind, text) in enumerate(LEVELS)
    )
    numbering = document.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    first.addprevious(parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{levels}</w:abstractNum>'))
    for number, again in ((91, ""), (92, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')):
        of = f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="90"/>{again}</w:num>'
        numbering.append(parse_xml(of))
    for text in lines:
        document.element.body[-1].addprevious(parse_xml(text))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_table(*rows: tuple[str, ...], deleted: int = -1) -> str:
    """Return a table of a Word file whose first row is its head; cells that begin with ^ go on from the cell above."""
    made = []
    for at, row in enumerate(rows):
        head = "<w:tblHeader/>" if not at else ""
        look = f"<w:trPr>{head}{f'<w:del {MARK}/>' if at == deleted else ''}</w:trPr>"
        cells = ""
        for text in row:
            down = "<w:vMerge/>" if text == "^" else '<w:vMerge w:val="restart"/>' if text.startswith("^") else ""
            said = gone(text) if at == deleted else run(text.strip("^"))
            cells += f"<w:tc><w:tcPr>{down}</w:tcPr>{line(said)}</w:tc>"
        made.append(f"<w:tr>{look}{cells}</w:tr>")
    border = "".join(f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    columns = "<w:gridCol/>" * len(rows[0])
    look = f"<w:tblPr><w:tblBorders>{border}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>"
    return f"<w:tbl {W}>{look}{''.join(made)}</w:tbl>"


def bomb() -> bytes:
    """Return an archive that would unpack to 400 MB."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a/>" + b" " * 400_000_000)
    return out.getvalue()
