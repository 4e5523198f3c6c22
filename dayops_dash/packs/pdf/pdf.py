"""The committee report as a tagged PDF, to PDF/UA-1: headings, tables, words for every picture, language and title."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, time
from itertools import takewhile
from pathlib import Path
from typing import Any, Literal

import pikepdf
import typst

from dayops_dash.cache import once
from dayops_dash.figures.shared.render import FONTS, svg
from dayops_dash.packs.pack import Pack, PackError
from dayops_dash.packs.parts.blocks import (
    Block,
    Gap,
    Hyperlink,
    Paragraph,
    Picture,
    Pictures,
    Report,
    SectionHeading,
    Sideways,
    TableBlock,
)
from dayops_dash.packs.parts.content import TO_COMPLETE, content
from dayops_dash.packs.parts.quotes import with_curled
from dayops_dash.packs.shared.scanned import ALT, code_svg
from dayops_dash.wording import cleaned

SCRIPT = Path(__file__).with_name("report.typ")
HALF_CHART = 330  # of one of two pictures side by side
CHART = 620  # pixels wide: on a page its type is then about 10 points
NO_LETTER = "could not be displayed"  # what typst says of a letter that no type here has
GENERATIONS = 11  # of documents, after which typst forgets what it keeps of one: 40 MB
ROOMIER = 1.15  # a paper of one side has more room for pictures than in Word, whose type may be a wider one
PIXELS = 37  # of those to a centimetre
TABLE_SIZE, WRITTEN_SIZE, LEAST_SIZE, ROOMY = (
    9.5,
    9,
    7.5,
    110,
)  # points of a table's type, of one to write in at least, of any; and the characters in a row from which it shrinks


def pdf(pack: Pack) -> bytes:
    """Return the longer report, of the sections that are chosen, as a PDF."""
    return pdf_file(content(pack), pack)


def pdf_file(told: Report, pack: Pack) -> bytes:
    """Return a report as a PDF. The same report gives the same bytes: its date is the as-at date."""
    told = with_curled(told)
    data = json.dumps(cleaned(_told(told, f"{told.title}, as at {pack.council.as_at}")), ensure_ascii=False)
    try:
        return _with_row_headings(_typeset(SCRIPT.read_bytes(), data, pack.council.as_at, standard="ua-1"))
    except typst.TypstError as error:
        if NO_LETTER not in error.message:
            raise PackError(f"The PDF cannot be made: {error.message}") from error
    plain = _typeset(SCRIPT.read_bytes(), data, pack.council.as_at)  # as well tagged, without the claim to the standard
    return _with_row_headings(plain)


def _with_row_headings(made: bytes) -> bytes:
    """Return the PDF with the first cell of each row of a table as that row's heading, which typst cannot say yet.

    typst names each cell's headings one by one; here every heading says instead what it is of, a column or a row.
    """
    with pikepdf.open(io.BytesIO(made)) as file:
        for body in _elements(file.Root.StructTreeRoot.K, "/TBody"):
            for row in body.K:
                for at, cell in enumerate(row.K):
                    told = next(one for one in cell.A if one.O == "/Table")
                    del told["/Headers"]
                    if at == 0:
                        cell.S, told["/Scope"] = pikepdf.Name.TH, pikepdf.Name.Row
        written = io.BytesIO()
        file.save(written, deterministic_id=True)
    return written.getvalue()


def _elements(node: Any, kind: str) -> Iterator[Any]:
    """Yield the elements of a kind in a tree of tags, in the order in which they are read."""
    if isinstance(node, pikepdf.Array):
        for inner in node:
            yield from _elements(inner, kind)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        if kind == node.S:
            yield node
        else:
            yield from _elements(node.get("/K", pikepdf.Array()), kind)


def _typeset(script: bytes, data: str, on: date, standard: Literal["ua-1", "1.7"] = "1.7") -> bytes:
    made = typst.compile(
        script,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"told": data},
        pdf_standards=[standard],
        timestamp=datetime.combine(on, time(), UTC),
        format="pdf",
    )
    for _ in range(GENERATIONS):
        typst.compile(b"", font_paths=_fonts(), ignore_system_fonts=True, format="pdf")
    return bytes(made)


@once
def _fonts() -> typst.Fonts:
    """Return our own type and what typst brings, so that every machine gives the same pages."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _told(told: Report, document_title: str) -> dict[str, Any]:
    upright = list(takewhile(lambda block: not isinstance(block, Sideways), told.blocks))
    parts = list(_parts(told.blocks, told.numbering, ROOMIER if told.numbering == "none" else 1))
    return {
        "title": told.title,
        "document_title": document_title,
        "subject": told.subject,
        "contact": told.contact,
        "foot": told.foot,
        "banner": told.banner,
        "compact": told.compact,
        "turned": bool(told.blocks) and isinstance(told.blocks[0], Sideways),
        "facts": [(label, words or f"[{TO_COMPLETE}]", not words) for label, words in told.facts],
        "upright": parts[: len(upright)],
        "sideways": parts[len(upright) :],
    }


def _parts(blocks: Iterable[Block], numbering: str, room: float) -> Iterator[dict[str, Any]]:
    """Yield each block as plain data, the paragraphs with their numbers, and with "sections" the headings too.

    ``room`` is how many times as high as it may be in Word a picture may be here.
    """
    number = section = 0
    for block in blocks:
        if isinstance(block, Sideways):
            continue
        told = {"kind": type(block).__name__.lower()}
        if isinstance(block, SectionHeading) and block.level == 1 and numbering == "sections":
            section, number = section + 1, 0
        if isinstance(block, Picture):
            yield told | _picture(block, CHART, room)
        elif isinstance(block, Hyperlink):
            drawn = {"svg": code_svg(block.address), "alt": ALT} if block.scanned else {"svg": ""}
            yield told | asdict(block) | drawn
        elif isinstance(block, Pictures):
            yield told | {"pair": [_picture(one, HALF_CHART, room) for one in block.pair]}
        elif isinstance(block, TableBlock):
            yield told | asdict(block) | {"widths": block.widths, "size": _size(block)}
        elif isinstance(block, Gap):
            yield told | {"words": f"[{TO_COMPLETE}: {block.words}]"}
        else:
            number += isinstance(block, Paragraph)
            within = f"{section}." if numbering == "sections" else ""
            shown = {"paragraphs": f"{number}.", "sections": f"{within}{number}", "none": ""}[numbering]
            of_heading = within if isinstance(block, SectionHeading) and block.level == 1 else ""
            yield told | asdict(block) | {"number": of_heading if isinstance(block, SectionHeading) else shown}


def _picture(block: Picture, width: int, room: float) -> dict[str, Any]:
    """Return a chart as its drawing in our type, as wide as its share of the room that ``width`` pixels have."""
    drawn = svg(block.chart, width=width)
    wide, high = (
        float(found[1]) if (found := re.search(rf'{side}="([\d.]+)"', drawn)) else width for side in ("width", "height")
    )
    share = min(1.0, wide / width, room * block.most_cm * PIXELS / high * wide / width)
    return {"svg": drawn, "alt": block.chart.alt, "caption": block.caption, "width": share}


def _size(table: TableBlock) -> float:
    """Return the size of a table's type: smaller where its columns ask for more room than the page has."""
    wide = sum(width for at, width in enumerate(table.widths) if not table.is_open(at))
    least = WRITTEN_SIZE if any(map(table.is_open, range(len(table.heads)))) else LEAST_SIZE
    return max(least, min(TABLE_SIZE, TABLE_SIZE * ROOMY / wide))
