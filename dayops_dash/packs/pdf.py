"""The committee report as a tagged PDF, to PDF/UA-1: headings, tables, words for every picture, language and title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import UTC, datetime, time
from functools import lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import typst

from dayops_dash.figures.drawn import svg
from dayops_dash.packs.blocks import Block, Gap, Link, Paragraph, Picture, Report, Sideways, Table
from dayops_dash.packs.content import TO_COMPLETE, content
from dayops_dash.packs.pack import Pack, PackError

SCRIPT = Path(__file__).with_name("report.typ")
FONTS = Path(__file__).with_name("fonts")
TYPE = "Committee Sans"
CHART = 620  # pixels wide: on a page its type is then about 10 points
TALLEST = 720  # of those pixels: a picture and its caption stand on one page
TABLE_SIZE, LEAST_SIZE, ROOMY = (
    9.5,
    7.5,
    110,
)  # points of a table's type; and the characters in a row from which it shrinks


def pdf(pack: Pack) -> bytes:
    """Return the committee report as a PDF. The same pack gives the same bytes: its date is the as-at date."""
    told = content(pack)
    on = datetime.combine(pack.council.as_at, time(), UTC)
    data = json.dumps(_told(told, f"{told.title}, as at {pack.council.as_at}"), ensure_ascii=False)
    try:
        made = typst.compile(
            SCRIPT.read_bytes(),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"told": data},
            pdf_standards=["ua-1"],
            timestamp=on,
            format="pdf",
        )
    except typst.TypstError as error:
        raise PackError(f"The PDF cannot be made: {error.message}") from error
    assert isinstance(made, bytes)
    return made


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Return our own type and what typst brings, so that every machine gives the same pages."""
    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


def _told(told: Report, document_title: str) -> dict[str, Any]:
    upright = list(takewhile(lambda block: not isinstance(block, Sideways), told.blocks))
    parts = list(_parts(told.blocks))
    return {
        "title": told.title,
        "document_title": document_title,
        "subject": told.subject,
        "contact": told.contact,
        "foot": told.foot,
        "banner": told.banner,
        "facts": [(label, words or f"[{TO_COMPLETE}]", not words) for label, words in told.facts],
        "upright": parts[: len(upright)],
        "sideways": parts[len(upright) :],
    }


def _parts(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    """Yield each block as plain data, the paragraphs with their numbers."""
    number = 0
    for block in blocks:
        if isinstance(block, Sideways):
            continue
        told = {"kind": type(block).__name__.lower()}
        if isinstance(block, Picture):
            yield told | _picture(block)
        elif isinstance(block, Table):
            yield told | asdict(block) | {"widths": block.widths, "size": _size(block)}
        elif isinstance(block, Gap):
            yield told | {"words": f"[{TO_COMPLETE}: {block.words}]"}
        elif isinstance(block, Link):
            yield told | asdict(block) | {"live": block.address.startswith(("https://", "http://"))}
        else:
            number += isinstance(block, Paragraph)
            yield told | asdict(block) | {"number": number}


def _picture(block: Picture) -> dict[str, Any]:
    """Return a chart as its drawing in our type, as wide as its share of the page."""
    drawn = re.sub(r'font-family="[^"]*"', f'font-family="{TYPE}"', svg(block.chart, width=CHART))
    wide, high = (
        float(found[1]) if (found := re.search(rf'{side}="([\d.]+)"', drawn)) else CHART for side in ("width", "height")
    )
    share = min(1.0, wide / CHART, TALLEST / high * wide / CHART)
    return {"svg": drawn, "alt": block.chart.alt, "caption": block.caption, "width": share}


def _size(table: Table) -> float:
    """Return the size of a table's type: smaller where its columns ask for more room than the page has."""
    return max(LEAST_SIZE, min(TABLE_SIZE, TABLE_SIZE * ROOMY / sum(table.widths)))
