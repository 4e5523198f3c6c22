"""The documents that a pack can be made into. Each maker is imported when it is first asked for: they are heavy."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from dayops_dash.packs.pack import Pack


@dataclass(frozen=True)
class Format:
    """A kind of document: the ending of its file, what to call it, its media type, and who makes it."""

    ending: str
    title: str
    mime: str
    made_by: str  # a module of this room, and its function of the same name

    def make(self, pack: Pack) -> bytes:
        """Return the document. Raises PackError where it cannot be made as asked."""
        made = getattr(import_module(f"dayops_dash.packs.{self.made_by}"), self.made_by)(pack)
        return bytes(made)


OFFICE = "application/vnd.openxmlformats-officedocument"
KNOWN = (
    Format("docx", "Word report", f"{OFFICE}.wordprocessingml.document", "report"),
    Format("pdf", "PDF report", "application/pdf", "pdf"),
    Format("pptx", "PowerPoint slides", f"{OFFICE}.presentationml.presentation", "slides"),
    Format("xlsx", "Excel workbook", f"{OFFICE}.spreadsheetml.sheet", "workbook"),
)
FORMATS: dict[str, Format] = {one.ending: one for one in KNOWN if find_spec(f"dayops_dash.packs.{one.made_by}")}
