"""The papers that can be made for a meeting: what each is called, what it holds and how long it is, before it is made."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.packs.brief.appendix import pages_of
from dayops_dash.packs.formats import APPENDIX, FORMATS, LONG, REPORT, SLIDES, WARD, WORKBOOK, Format
from dayops_dash.packs.forms.form import form_fault
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import TableBlock
from dayops_dash.packs.parts.content import content
from dayops_dash.stories.meeting.pack import usual
from dayops_dash.stories.meeting.present import findings

WORDS_A_PAGE = 330  # of a longer report, with its pictures and tables
ONE_SIDE = {
    "briefing": "1 page: the answer, three pictures, five questions.",
    "questions": "1 page: each question, why it is asked, and room for the answer.",
    "actions": "1 page: who does what by when, and room for what is agreed.",
    WARD: "1 page: what the papers say of the area, and what to ask.",
}
ALONE = (SLIDES, WORKBOOK)  # kinds with a title and slides of their own before and after the findings
AROUND = 3


@dataclass(frozen=True)
class Offer:
    """A paper that can be made, what it holds in a sentence, and the kinds of file that it can be."""

    kind: str
    title: str
    says: str
    formats: tuple[Format, ...]


def offered(pack: Pack, without: Collection[str] = ()) -> list[Offer]:
    """Return the papers that can be made of a pack, but for the kinds of file whose template cannot be used."""
    found = []
    for kind in dict.fromkeys(one.kind for one in FORMATS.values()):
        formats = tuple(one for one in FORMATS.values() if one.kind == kind and one.ending not in without)
        away = (kind == WARD and not pack.ward) or (kind == REPORT and form_fault(pack))
        if formats and not away:
            found.append(Offer(kind, formats[0].title, _says(pack, kind), formats))
    return found


def _says(pack: Pack, kind: str) -> str:
    """Return what a paper holds and how long it is."""
    if kind == REPORT:
        return (
            "At most 4 pages: summary and recommendations on the first, and a list of what is still open on the last."
        )
    if kind == APPENDIX:
        return f"About {wording.count(pages_of(pack), 'page')}: every table, with each row’s place in its paper."
    if kind == LONG:
        words = sum(_words(block) for block in content(pack).blocks)
        number = wording.count(len(pack.sections or usual()), "section")
        return f"About {wording.count(max(1, round(words / WORDS_A_PAGE)), 'page')}: {number}, in the order below."
    if kind == SLIDES:
        return f"{len(findings(pack.council, pack.sections)) + AROUND} slides: one finding each, and what members are asked to do."
    return ONE_SIDE.get(kind, "A sheet for each table, with its notes.")


def _words(block: object) -> int:
    if isinstance(block, TableBlock):
        return sum(len(cell.split()) for row in (block.heads, *block.rows) for cell in row)
    told = getattr(block, "words", "") or " ".join(
        line for line in getattr(block, "lines", ()) if isinstance(line, str)
    )
    return len(str(told).split())
