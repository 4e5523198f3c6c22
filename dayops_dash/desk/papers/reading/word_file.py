"""A Word file: looked at without trust, its tracked changes read as accepted, and made into a tagged PDF by LibreOffice."""

from __future__ import annotations

import io
import os
import re
import shutil
import signal
import subprocess
import zipfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from dayops_dash.dataset.files.aside import folder_aside
from dayops_dash.desk.papers.reading.model import PaperRead, PaperRefused
from dayops_dash.desk.papers.reading.pdf_file import Progress, no_progress, read_pdf
from dayops_dash.desk.papers.reading.word.changes import WordChanges, accept, hidden_styles, parsed, said
from dayops_dash.desk.papers.reading.word.fields import W

PROGRAMS = ("soffice", "libreoffice")
OFFICE = "DAYOPS_LIBREOFFICE"
LARGEST_UNPACKED = 300_000_000
MOST_PARTS = 5_000
CHUNK = 1_000_000
PATIENCE = 120  # seconds
DOCUMENT = "word/document.xml"
TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"false"}}'
PARTS = re.compile(r"word/(?:document|footnotes|endnotes|header\d*|footer\d*)\.xml")
STYLES, COMMENTS = "word/styles.xml", "word/comments.xml"
RELS = re.compile(r".*\.rels$")
NO_OFFICE = (
    "Word files are read by way of LibreOffice, which is not on this machine. Open the paper in Word, choose File, Save as, PDF, "
    "and add the PDF. Or ask whoever runs this machine to install LibreOffice Writer."
)


def office() -> str:
    """Return the program that makes PDFs of Word files; "" where there is none."""
    stated = os.environ.get(OFFICE, "")
    if stated:
        return stated if Path(stated).is_file() else ""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), "")


def read_word(content: bytes, file: str, on_page: Progress = no_progress) -> PaperRead:
    """Return a Word file as it was read. Raises PaperRefused where it is none, is unsafe, or LibreOffice is not there."""
    refuse_unsafe(content, file)
    program = office()
    if not program:
        raise PaperRefused(f"{file}: {NO_OFFICE}")
    plain, changes = as_accepted(content, file)
    read = read_pdf(_as_pdf(plain, file, program), file, on_page)
    how = "the tags of the PDF that LibreOffice makes of it"
    return replace(
        read,
        notes=(*read.notes, *changes.notes()),
        struck=(*read.struck, *changes.deleted),
        unprinted=changes.unprinted(),
        how=how,
    )


def refuse_unsafe(content: bytes, file: str) -> None:
    """Raise PaperRefused for an archive that is no Word file, or that would unpack to too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
                told = f"it unpacks to more than {LARGEST_UNPACKED // 1_000_000} MB, which no paper needs"
                raise PaperRefused(f"{file}: {told}. Print the paper as PDF, and add that.")
            names = {part.filename for part in parts}
            if DOCUMENT not in names:
                raise PaperRefused(
                    f"{file}: it is an archive, and no Word file. A PDF, a Word file (.docx) or a web page is read."
                )
            total = 0
            for part in parts:
                with archive.open(part) as opened:
                    while piece := opened.read(CHUNK):
                        total += len(piece)
                        if total > LARGEST_UNPACKED:
                            raise PaperRefused(f"{file}: it unpacks to far more than it says. It was not read.")
                        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in piece:
                            raise PaperRefused(
                                f"{file}: it holds a document type, which Word never writes. Save it anew in Word."
                            )
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise PaperRefused(f"{file}: the file is cut short or damaged. Fetch it again.") from error


def as_accepted(content: bytes, file: str) -> tuple[bytes, WordChanges]:
    """Return a Word file with its tracked changes accepted and without links to other files; beside it what is not printed."""
    from lxml import etree

    changes = WordChanges()
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
            names = archive.namelist()
            hidden = hidden_styles(archive.read(STYLES)) if STYLES in names else frozenset()
            for part in archive.infolist():
                data = archive.read(part)
                if PARTS.fullmatch(part.filename):
                    root = parsed(data)
                    accept(root, changes, hidden)
                    data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
                elif RELS.fullmatch(part.filename):
                    data = _without_links(data)
                elif part.filename == COMMENTS:
                    changes.comments += [said(one) for one in parsed(data).iter(f"{W}comment")]
                if not part.filename.startswith(("word/vbaProject", "word/embeddings/", "word/activeX")):
                    made.writestr(part.filename, data)
    except (etree.LxmlError, ValueError) as error:
        raise PaperRefused(f"{file}: the file is damaged. Open it in Word, and save it anew.") from error
    return out.getvalue(), changes


def _without_links(data: bytes) -> bytes:
    """Return relationships without those to other files than hyperlinks: pictures and templates elsewhere are never fetched."""
    from lxml import etree

    root = parsed(data)
    for one in list(root):
        if one.get("TargetMode") == "External" and not str(one.get("Type", "")).endswith("/hyperlink"):
            root.remove(one)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _as_pdf(content: bytes, file: str, program: str) -> bytes:
    """Return the tagged PDF that LibreOffice makes of a Word file, in a folder and with a profile of its own, within a time."""
    with folder_aside() as folder:
        path = folder / "paper.docx"
        path.write_bytes(content)
        home = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={home}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", TAGGED, "--outdir", str(folder), str(path)]
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired as error:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise PaperRefused(
                f"{file}: LibreOffice took longer than {PATIENCE} seconds. Save the paper as PDF, and add that."
            ) from error
        made = path.with_suffix(".pdf")
        if not made.is_file():
            raise PaperRefused(f"{file}: LibreOffice cannot open it. Open it in Word, save it as PDF, and add that.")
        return made.read_bytes()
