"""Papers made from their text: headings, numbered paragraphs, bullets and tables as Word and PDF. Nothing made here is kept."""

from __future__ import annotations

import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.shared import Pt

MARKS = re.compile(r"\*\*|</?[iub]>|(?<!\w)\*(?=\w)|(?<=\w)\*(?!\w|\*)|\[(.+?)\]\([^)]*\)")
TAGGED = {"tagged": "true", "untagged": "false"}


@dataclass(frozen=True)
class TextBlock:
    """A stretch of a text: a heading, a paragraph, a bullet, or the rows of a table."""

    kind: str
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def blocks_of(text: str) -> list[TextBlock]:
    """Return the blocks of a text in which a blank line parts paragraphs, and tabs part the cells of a row."""
    found: list[TextBlock] = []
    for part in re.split(r"\n\s*\n", text):
        found += _part([line.rstrip("\n") for line in part.split("\n") if line.strip()])
    return _tables_joined(found)


def _part(lines: list[str]) -> list[TextBlock]:
    found: list[TextBlock] = []
    for line in lines:
        plain = _plain(line)
        if "\t" in line:
            row = tuple(_plain(cell) for cell in line.rstrip("\n").split("\t"))
            if found and found[-1].kind == "table":
                found[-1] = TextBlock("table", rows=(*found[-1].rows, row))
            else:
                found.append(TextBlock("table", rows=(row,)))
        elif re.match(r"\s*(?:[-•\uf0b7]|o )\s+", line):
            rest = re.sub(r"^\s*(?:[-•\uf0b7]|o )\s+", "", plain)
            is_numbered = re.match(r"\d+(\.\d+)+\s|\d+\)|[a-z]\)", rest)
            found.append(TextBlock("paragraph" if is_numbered else "bullet", rest))
        elif found and found[-1].kind in ("paragraph", "bullet") and not re.match(r"\d+(\.\d+)*[.)]?\s", plain):
            found[-1] = TextBlock(found[-1].kind, f"{found[-1].text} {plain}")
        else:
            found.append(TextBlock("paragraph", plain))
    if len(lines) == 1 and found and found[0].kind == "paragraph" and _is_heading(found[0].text):
        found[0] = TextBlock("heading", found[0].text)
    return found


def _plain(line: str) -> str:
    text = MARKS.sub(lambda found: found[1] or "", line).replace("\\pounds ", "£").replace("\uf0b7", "")
    return re.sub(r"</?\w+>", "", text).strip()


def _is_heading(text: str) -> bool:
    if (text.endswith(":") and len(text.split()) > 4) or re.match(r"\(|(?:Number|Proportion) of\b", text):
        return False
    return len(text) < 120 and not text.endswith((".", ",", ";")) and not re.match(r"[\d.]+%|¹|²|³|⁴", text)


def _tables_joined(blocks: list[TextBlock]) -> list[TextBlock]:
    """Return blocks in which a line that broke out of a table's cell is a row of it again."""
    return [TextBlock("table", rows=_rows_joined(b.rows)) if b.rows else b for b in blocks if b.text or b.rows]


def _rows_joined(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return rows of which a text has one line for each line of a cell as the rows that they were."""
    found: list[tuple[str, ...]] = []
    for row in rows:
        last = found[-1] if found else ()
        if len(row) <= 3 and last and (_goes_on(last, row) or _is_rest(last, row)):
            wide = max(len(last), len(row))
            pairs = [(last[at] if at < len(last) else "", row[at] if at < len(row) else "") for at in range(wide)]
            found[-1] = tuple(f"{one} {more}".strip() for one, more in pairs)
        else:
            found.append(row)
    return tuple(found)


def _goes_on(last: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row goes on with the sentence that the last cell of the row before left open."""
    both = len(last) > 1 and len(row) > 1 and last[0] and len(last[1].split()) > 3
    both = both and (not row[0] or not last[1].endswith("."))
    figures = any(re.fullmatch(r"[\d.,%£]+", cell) for cell in (*row, *last))
    return bool(both and not figures and row[1] and not re.fullmatch(r"[\d.,%£]+", row[1]))


def _is_rest(last: tuple[str, ...], row: tuple[str, ...]) -> bool:
    """Whether a row is the rest of the first cell of the row before."""
    if not row[0] or not last[0] or (any(row[1:]) and last[0].count("(") <= last[0].count(")")):
        return False
    is_open = last[0].count("(") > last[0].count(")")
    return is_open or row[0][0].islower() or row[0][0] == "("


def word_file(text: str) -> bytes:
    """Return a text as a Word file."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    for block in blocks_of(text):
        if block.kind == "heading":
            document.add_heading(block.text, 2)
        elif block.kind == "bullet":
            document.add_paragraph(block.text, style="List Bullet")
        elif block.kind == "table":
            _add_table(document, block.rows)
        else:
            document.add_paragraph(block.text)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        document.save(str(path))
        return path.read_bytes()


def _add_table(document: object, rows: tuple[tuple[str, ...], ...]) -> None:
    wide = max(map(len, rows))
    wide -= all(not row[wide - 1] for row in rows if len(row) == wide)
    table = document.add_table(rows=0, cols=max(wide, 1))  # type: ignore[attr-defined]
    table.style = "Table Grid"
    for row in rows:
        cells = table.add_row().cells
        for cell, words in zip(cells, row, strict=False):
            cell.text = words
    first = table.rows[0]._tr.get_or_add_trPr()
    first.append(first.makeelement(f"{{{first.nsmap['w']}}}tblHeader", {}))


def pdf_of(word: bytes, soffice: str, tags: str) -> bytes:
    """Return a Word file as the PDF that LibreOffice makes of it, tagged or untagged."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.docx"
        path.write_bytes(word)
        how = f'pdf:writer_pdf_Export:{{"UseTaggedPDF":{{"type":"boolean","value":"{TAGGED[tags]}"}}}}'
        home = f"-env:UserInstallation=file://{folder}/home"
        command = [soffice, home, "--headless", "--convert-to", how, "--outdir", folder, str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
        return (Path(folder) / "paper.pdf").read_bytes()
