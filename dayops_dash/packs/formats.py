"""The documents that a pack can be made into. Each maker is imported when it is first asked for: they are heavy."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from dayops_dash.cache import per_file
from dayops_dash.packs.pack import Pack, PackError


@dataclass(frozen=True)
class Format:
    """A kind of document: the ending of its file, what to call it, its media type, and who makes it."""

    ending: str
    title: str
    mime: str
    made_by: str  # a module of this room, and its function of the same name

    def make(self, pack: Pack) -> bytes:
        """Return the document. Raises PackError where it cannot be made as asked.

        What it was made of is let go at once: its parts refer to one another, and Python would keep dozens of them for a while.
        """
        try:
            return bytes(
                getattr(import_module(f"dayops_dash.packs.{self.made_by}"), self.made_by.rpartition(".")[2])(pack)
            )
        finally:
            gc.collect()


OFFICE = "application/vnd.openxmlformats-officedocument"
OPENED_BY = {
    "docx": "word.document",
    "pptx": "slides.presentation",
}  # modules of this room that open a template, by kind of document
KNOWN = (
    Format("docx", "Word report", f"{OFFICE}.wordprocessingml.document", "word.report"),
    Format("pdf", "PDF report", "application/pdf", "pdf.pdf"),
    Format("pptx", "PowerPoint slides", f"{OFFICE}.presentationml.presentation", "slides.slides"),
    Format("xlsx", "Excel workbook", f"{OFFICE}.spreadsheetml.sheet", "workbook.workbook"),
)
FORMATS: dict[str, Format] = {one.ending: one for one in KNOWN if find_spec(f"dayops_dash.packs.{one.made_by}")}


def template_fault(pack: Pack, kind: str) -> str:
    """Return why the council's own template for a kind of document cannot be used; "" where it can, or where there is none."""
    path = pack.template_for(kind)
    if not isinstance(path, Path):
        return ""
    told = path.stat()
    return _fault(path, OPENED_BY[kind], told.st_mtime_ns, told.st_size)


@per_file
def _fault(path: Path, module: str, changed: int, size: int) -> str:
    """Return why a file as it was ``changed`` cannot be opened as a template: looked at once, and not for every reader."""
    try:
        import_module(f"dayops_dash.packs.{module}").opened(path)
    except PackError as error:
        return str(error)
    return ""
