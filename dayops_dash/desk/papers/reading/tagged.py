"""Blocks of a tagged PDF: headings, paragraphs, lists and tables as its structure tree says, across pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.reading.assembled import Placed, assembled, without
from dayops_dash.desk.papers.reading.chars import PageChar, PageContent
from dayops_dash.desk.papers.reading.grid import grid_of, in_columns
from dayops_dash.desk.papers.reading.model import Block, BlockKind, PaperCell, PaperParagraph, PlacedText
from dayops_dash.desk.papers.reading.printed_number import BULLETS, number_before
from dayops_dash.desk.papers.reading.tags import Element

HEADINGS = ("H", "H1", "H2", "H3", "H4", "H5", "H6", "Title")
NOTES = ("Note", "FENote")
INLINE = ("Span", "Link", "Reference", "Quote", "Em", "Strong", "Sub", "Annot", "Code", "BibEntry", "Ruby", "Warichu")
HELD_BY_TREE = 0.85  # of the characters between the margins: a tree that holds fewer is not to be relied on
MARGIN = 0.09  # of the page, above and below


@dataclass
class TaggedReader:
    """The content of pages by page and marked content, and what of it was taken."""

    pieces: Mapping[tuple[int, int], list[Placed]]
    taken: set[tuple[int, int]]

    def text(self, element: Element, skip: Sequence[str] = ()) -> PlacedText:
        chars: list[Placed] = []
        for piece in element.content(skip):
            if piece not in self.taken:
                self.taken.add(piece)
                chars += self.pieces.get(piece, [])
        return assembled(chars)

    def blocks(self, element: Element, depth: int = 0) -> Iterator[Block]:
        """Yield the blocks of an element and of what is within it, in order."""
        loose = [part for part in element.parts if isinstance(part, tuple) or part.type in INLINE]
        if (
            loose
            and element.type not in ("L", "LI", "Table", "TR")
            and (text := self.text(Element(element.type, list(loose))))
        ):
            yield from _paragraph(text, BlockKind.PARAGRAPH, depth)
        for part in element.parts:
            if isinstance(part, Element) and part.type not in INLINE:
                yield from self._element(part, depth)

    def _element(self, part: Element, depth: int) -> Iterator[Block]:
        if part.type in HEADINGS:
            level = int(part.type[1:] or 1) if part.type != "Title" and part.type[1:].isdigit() else 1
            yield from _paragraph(self.text(part, NOTES), BlockKind.HEADING, level)
        elif part.type == "P":
            nested = list(part.within("Table", "L", *NOTES))
            yield from _paragraph(self.text(part, ("Table", "L", *NOTES)), BlockKind.PARAGRAPH, depth)
            for one in nested:
                yield from self._element(one, depth)
        elif part.type in NOTES:
            yield from _paragraph(self.text(part), BlockKind.FOOTNOTE, 0)
        elif part.type == "TOC":
            for one in part.within("TOCI", "P"):
                yield from _paragraph(self.text(one), BlockKind.CONTENTS, 0)
        elif part.type == "L":
            for item in part.within("LI", "L"):
                yield from self._element(item, depth) if item.type == "L" else self._item(item, depth + 1)
        elif part.type == "Table":
            yield from self._table(part)
        elif part.type == "Caption":
            yield from _paragraph(self.text(part), BlockKind.PARAGRAPH, 0)
        elif part.type != "Artifact":
            yield from self.blocks(part, depth)

    def _item(self, item: Element, depth: int) -> Iterator[Block]:
        label = Element("LI", [one for one in item.parts if isinstance(one, Element) and one.type == "Lbl"])
        number = self.text(label).text.strip()
        rest = Element("LI", [one for one in item.parts if not (isinstance(one, Element) and one.type == "Lbl")])
        first = True
        for block in self._item_blocks(rest, depth):
            if first and isinstance(block, PaperParagraph) and block.kind in (BlockKind.PARAGRAPH, BlockKind.BULLET):
                block = _labelled(block, number, depth)
                first = False
            yield block

    def _item_blocks(self, rest: Element, depth: int) -> Iterator[Block]:
        for body in rest.parts:
            if isinstance(body, Element) and body.type == "LBody":
                yield from self.blocks(body, depth)
            elif isinstance(body, Element):
                yield from self._element(body, depth)
            else:
                yield from _paragraph(self.text(Element("LI", [body])), BlockKind.PARAGRAPH, depth)

    def _table(self, table: Element) -> Iterator[Block]:
        caption = " ".join(self.text(one).text for one in table.within("Caption"))
        rows = []
        for row in table.within("TR"):
            cells = [(cell, self.text(cell, ("Table",))) for cell in row.within("TH", "TD")]
            rows.append([PaperCell(text, cell.type == "TH", cell.row_span, cell.column_span) for cell, text in cells])
        yield grid_of(in_columns(rows), caption)
        for inner in (one for cell in table.within("TH", "TD") for one in cell.within("Table")):
            yield from self._table(inner)


def _paragraph(text: PlacedText, kind: BlockKind, level: int) -> Iterator[PaperParagraph]:
    if not text.text and not text.struck:
        return
    number, length = number_before(text.text)
    is_bullet = text.text[:1] in BULLETS and kind is BlockKind.PARAGRAPH
    if is_bullet:
        yield PaperParagraph(BlockKind.BULLET, without(text, 1), "", level)
    else:
        yield PaperParagraph(kind, without(text, length) if number else text, number, level)


def _labelled(block: PaperParagraph, label: str, depth: int) -> PaperParagraph:
    """Return the first paragraph of a list's item with the number that is printed before it; a bullet is none."""
    number, _length = number_before(f"{label} A")
    if number and label:
        return replace(block, kind=BlockKind.PARAGRAPH, number=number, level=depth)
    if block.number and not label:
        return replace(block, level=depth)
    return replace(block, kind=BlockKind.BULLET, level=depth)


def tagged_blocks(tree: Element, pages: Sequence[PageContent]) -> tuple[list[Block], set[tuple[int, int]]]:
    """Return the blocks of a tree, and the marked content that it holds."""
    pieces: dict[tuple[int, int], list[Placed]] = {}
    for page in pages:
        for char in page.chars:
            if char.marked >= 0:
                pieces.setdefault((page.number, char.marked), []).append((page.number, char))
    reader = TaggedReader(pieces, set())
    return list(reader.blocks(tree)), reader.taken


def is_reliable(pages: Sequence[PageContent], taken: set[tuple[int, int]]) -> bool:
    """Whether a tree holds nearly all that stands between the margins of the pages."""
    inner = [(page, char) for page in pages for char in page.chars if _is_inner(page, char)]
    held = sum((page.number, char.marked) in taken for page, char in inner)
    return bool(inner) and held >= HELD_BY_TREE * len(inner)


def _is_inner(page: PageContent, char: PageChar) -> bool:
    middle = (char.top + char.bottom) / 2
    return not char.made and not char.text.isspace() and MARGIN * page.height < middle < (1 - MARGIN) * page.height


def left_over(pages: Sequence[PageContent], taken: set[tuple[int, int]]) -> Iterator[PaperParagraph]:
    """Yield what the tree does not hold, line by line: headers, footers and page numbers."""
    for page in pages:
        line: list[Placed] = []
        for char in page.chars:
            if (page.number, char.marked) in taken:
                continue
            if line and char.top > line[-1][1].bottom:
                yield from _margin(line)
                line = []
            line.append((page.number, char))
        yield from _margin(line)


def _margin(line: list[Placed]) -> Iterator[PaperParagraph]:
    text = assembled(line)
    if text.text:
        yield PaperParagraph(BlockKind.MARGIN, text)
