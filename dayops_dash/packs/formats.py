"""The documents that a pack can be made into. Each maker is imported when it is first asked for: they are heavy."""

from __future__ import annotations

import gc
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Any

from dayops_dash.cache import per_file
from dayops_dash.packs.pack import Pack
from dayops_dash.stories.meeting.pack import usual

OFFICE = "application/vnd.openxmlformats-officedocument"
MIMES = {
    "docx": f"{OFFICE}.wordprocessingml.document",
    "pdf": "application/pdf",
    "pptx": f"{OFFICE}.presentationml.presentation",
    "xlsx": f"{OFFICE}.spreadsheetml.sheet",
}
PROGRAMS = {"docx": "Word", "pdf": "PDF", "pptx": "PowerPoint", "xlsx": "Excel"}
OPENED_BY = {
    "docx": "word.template",
    "pptx": "slides.presentation",
}  # modules of this room that open a template, by kind of document
WRITERS = {"docx": "word.report.word_file", "pdf": "pdf.pdf.pdf_file"}  # of a report, by the ending of its file


@dataclass(frozen=True)
class Format:
    """A kind of document as one kind of file.

    ``made_by`` names what returns its report, which a writer writes, or, where there is no writer, the file itself.
    """

    kind: str
    ending: str
    title: str
    made_by: str

    @property
    def name(self) -> str:
        """What an address and the command call it: report.docx"""
        return f"{self.kind}.{self.ending}"

    @property
    def mime(self) -> str:
        return MIMES[self.ending]

    def make(self, pack: Pack) -> bytes:
        """Return the document. Raises PackError where it cannot be made as asked.

        What it was made of is let go at once: its parts refer to one another, and Python would keep dozens of them for a while.
        """
        asked = replace(pack, sections=usual()) if self.kind in OF_SECTIONS and not pack.sections else pack
        try:
            made = _named(self.made_by)(asked)
            return bytes(_named(WRITERS[self.ending])(made, asked) if self.ending in WRITERS else made)
        finally:
            gc.collect()


REPORT, LONG, APPENDIX, SLIDES, WORKBOOK, WARD = "report", "long", "appendix", "slides", "workbook", "ward"
OF_SECTIONS = (LONG, WORKBOOK)  # kinds that are of the usual sections where none is chosen
REPORTS = {  # by kind: what it is called, and what returns it
    REPORT: ("Report of four sides", "brief.report.brief"),
    APPENDIX: ("Appendix: all tables", "brief.appendix.appendix"),
    LONG: ("Longer report", "parts.content.content"),
    "briefing": ("Chair’s briefing", "one_side.briefing.briefing"),
    "questions": ("Question sheet", "one_side.questions.question_sheet"),
    "actions": ("Action sheet", "one_side.actions.action_sheet"),
    WARD: ("Member’s page", "one_side.ward.ward_page"),
}
KNOWN = (
    *(Format(kind, ending, title, made_by) for kind, (title, made_by) in REPORTS.items() for ending in WRITERS),
    Format(SLIDES, "pptx", "Slides", "slides.slides.slides"),
    Format(WORKBOOK, "xlsx", "Workbook", "workbook.workbook.workbook"),
)
FORMATS: dict[str, Format] = {one.name: one for one in KNOWN}


def kind_of(ending: str, sections: tuple[str, ...] = ()) -> str:
    """Return the kind of document that is meant by a kind of file alone: with sections chosen, the longer report."""
    of_office = {"pptx": SLIDES, "xlsx": WORKBOOK}
    return of_office.get(ending) or (LONG if sections else REPORT)


def template_fault(pack: Pack, kind: str) -> str:
    """Return why the council's own template for a kind of file cannot be used; "" where it can, or where there is none."""
    path = pack.template_for(kind)
    if not isinstance(path, Path):
        return ""
    told = path.stat()
    return _told(path, f"{OPENED_BY[kind]}.fault_of", told.st_mtime_ns, told.st_size)


def template_dropped(pack: Pack, kind: str) -> str:
    """Return what of the council's own template for a kind of file is not used, in a sentence; "" for nothing."""
    path = pack.template_for(kind)
    if not isinstance(path, Path) or template_fault(pack, kind):
        return ""
    told = path.stat()
    return _told(path, f"{OPENED_BY[kind]}.dropped", told.st_mtime_ns, told.st_size)


@per_file
def _told(path: Path, name: str, changed: int, size: int) -> str:
    """Return what is to be said of a template as it was ``changed``: looked at once, and not for every reader."""
    return str(_named(name)(path))


def _named(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(f"dayops_dash.packs.{module}"), function)
    return found
