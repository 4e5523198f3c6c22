"""A paper that is a web page: its headings, paragraphs, lists and tables. Nothing in it is run or fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dayops_dash.desk.papers.reading.assembled import without
from dayops_dash.desk.papers.reading.grid import grid_of
from dayops_dash.desk.papers.reading.model import (
    Block,
    BlockKind,
    PaperCell,
    PaperParagraph,
    PaperRead,
    PaperRefused,
    PaperTable,
    PlacedText,
)
from dayops_dash.desk.papers.reading.printed_number import BULLETS, number_before

LEFT_OUT = ("script", "style", "noscript", "template", "head", "nav", "svg", "form", "iframe", "object")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
BLOCKS = (
    *HEADINGS,
    "p",
    "li",
    "dt",
    "dd",
    "blockquote",
    "pre",
    "address",
    "figcaption",
    "table",
    "ul",
    "ol",
    "div",
    "section",
)
STRUCK = ("s", "strike", "del")
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
MOST_BLOCKS = 50_000
DEEPEST = 200


def read_html(content: bytes, file: str) -> PaperRead:
    """Return a web page as it was read. Raises PaperRefused where it holds no text."""
    from lxml import etree, html

    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True, huge_tree=False, encoding=_encoding(content))
        root = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, LookupError) as error:
        raise PaperRefused(f"{file}: the web page cannot be read. Print it as PDF, and add that.") from error
    body = root.find("body")
    blocks: list[Block] = []
    for block in _blocks(body if body is not None else root, 0):
        blocks.append(block)
        if len(blocks) > MOST_BLOCKS:
            raise PaperRefused(f"{file}: it is too long. Add the item's own pages alone.")
    if not any(isinstance(block, PaperTable) or block.text for block in blocks):
        raise PaperRefused(f"{file}: the web page holds no text. Print it as PDF, and add that.")
    struck = tuple(text for text in (_struck(block) for block in blocks) if text)
    notes = ("A web page has no pages: source lines lead to the page as a whole.",)
    return PaperRead(file, tuple(blocks), (), notes, "its elements", struck)


def _encoding(content: bytes) -> str | None:
    found = re.search(rb"charset=[\"']?([\w-]+)", content[:2048], re.IGNORECASE)
    return found[1].decode("ascii") if found else "utf-8"


def _struck(block: Block) -> str:
    if isinstance(block, PaperParagraph):
        return block.content.struck
    return " ".join(cell.content.struck for _, _, cell in block.cells() if cell.content.struck)


def _blocks(element: Any, depth: int) -> Iterator[Block]:
    """Yield the blocks of an element: text between blocks is a paragraph of its own."""
    if depth > DEEPEST:
        return
    loose: list[tuple[str, bool]] = [(element.text or "", False)]
    number = int(element.get("start", "1")) if element.tag == "ol" and element.get("start", "1").isdigit() else 1
    for child in element:
        if not isinstance(child.tag, str) or child.tag in LEFT_OUT:
            loose.append((child.tail or "", False))
            continue
        if child.tag in BLOCKS or _holds_blocks(child):
            yield from _paragraph(_text(loose), BlockKind.PARAGRAPH)
            loose = []
            yield from _element(child, depth, number if element.tag == "ol" else 0)
            number += child.tag == "li"
        else:
            loose += _pieces(child)
        loose.append((child.tail or "", False))
    yield from _paragraph(_text(loose), BlockKind.PARAGRAPH)


def _holds_blocks(element: Any) -> bool:
    return any(isinstance(one.tag, str) and one.tag in BLOCKS for one in element.iterdescendants())


def _element(child: Any, depth: int, number: int) -> Iterator[Block]:
    if child.tag in HEADINGS:
        yield from _paragraph(_text(_pieces(child)), BlockKind.HEADING, int(child.tag[1]))
    elif child.tag == "table":
        yield _table(child)
    elif child.tag == "li":
        first = True
        for block in _blocks(child, depth + 1):
            if first and isinstance(block, PaperParagraph):
                printed = block.number or (str(number) if number else "")
                kind = BlockKind.PARAGRAPH if printed else BlockKind.BULLET
                block = PaperParagraph(kind, block.content, printed, 1)
                first = False
            yield block
    elif child.tag in ("p", "dt", "dd", "pre", "figcaption", "address") and not _holds_blocks(child):
        yield from _paragraph(_text(_pieces(child)), BlockKind.PARAGRAPH)
    else:
        yield from _blocks(child, depth + 1)


def _pieces(element: Any, struck: bool = False) -> list[tuple[str, bool]]:
    """Return the text within an element in pieces, each with whether it is struck through."""
    if not isinstance(element.tag, str) or element.tag in LEFT_OUT:
        return []
    struck = struck or element.tag in STRUCK or "line-through" in element.get("style", "")
    raised = element.tag == "sup"
    found = [((element.text or "").translate(HIGH) if raised else element.text or "", struck)]
    for child in element:
        found += [(" ", struck)] if child.tag == "br" else _pieces(child, struck)
        found.append((child.tail or "", struck))
    return found


def _text(pieces: list[tuple[str, bool]]) -> PlacedText:
    said = "".join(text for text, struck in pieces if not struck)
    gone = "".join(text for text, struck in pieces if struck)
    return PlacedText(" ".join(said.split()), (), " ".join(gone.split()))


def _paragraph(text: PlacedText, kind: BlockKind, level: int = 0) -> Iterator[PaperParagraph]:
    if not text.text and not text.struck:
        return
    number, length = number_before(text.text)
    if text.text[:1] in BULLETS and kind is BlockKind.PARAGRAPH:
        yield PaperParagraph(BlockKind.BULLET, without(text, 1), "", level)
    else:
        yield PaperParagraph(kind, without(text, length) if number else text, number, level)


def _table(table: Any) -> PaperTable:
    caption = " ".join(" ".join(one.itertext()) for one in table.iterchildren("caption"))
    rows = []
    for row in table.iterdescendants("tr"):
        if next(row.iterancestors("table")) != table:
            continue
        rows.append(
            [
                PaperCell(
                    _text(_pieces(cell)), cell.tag == "th", _whole(cell.get("rowspan")), _whole(cell.get("colspan"))
                )
                for cell in row
                if cell.tag in ("td", "th")
            ]
        )
    return grid_of(rows, " ".join(caption.split()))


def _whole(stated: str | None) -> int:
    return min(max(int(stated), 1), 60) if stated and stated.isdigit() else 1
