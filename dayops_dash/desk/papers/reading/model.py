"""A paper that was read, however it was made: headings, paragraphs with their printed number, tables, with page and box of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from dayops_dash.dataset.files.text_file import DatasetError


class PaperRefused(DatasetError):
    """A file that cannot be read as a paper. The message says why, and what to do."""


class BlockKind(StrEnum):
    """What a stretch of a paper's text is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    FOOTNOTE = "footnote"
    CONTENTS = "contents"
    MARGIN = "margin"  # headers, footers, page numbers


@dataclass(frozen=True)
class PaperBox:
    """Where something stands: the page from 1, and the box on it in points from its top left corner. Page 0 where none is known."""

    page: int
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def joined(self, other: PaperBox) -> PaperBox:
        """Return the box round both, where they are on one page."""
        if self.page != other.page:
            return self
        left, top = min(self.left, other.left), min(self.top, other.top)
        return PaperBox(self.page, left, top, max(self.right, other.right), max(self.bottom, other.bottom))


NOWHERE = PaperBox(0)


@dataclass(frozen=True)
class PlacedText:
    """Text with the box of each stretch of it: ``boxes`` holds where a stretch begins, and its box.

    ``struck`` is text that was struck through, or deleted by a tracked change: it is no longer said.
    """

    text: str
    boxes: tuple[tuple[int, PaperBox], ...] = ()
    struck: str = ""

    def box_at(self, offset: int) -> PaperBox:
        """Return the box of the stretch in which a character stands."""
        found = NOWHERE
        for start, box in self.boxes:
            if start > offset:
                break
            found = box
        return found if found.page or not self.boxes else self.boxes[0][1]

    @property
    def page(self) -> int:
        return self.boxes[0][1].page if self.boxes else 0

    @property
    def box(self) -> PaperBox:
        """The box round all of it that stands on its first page."""
        found = self.boxes[0][1] if self.boxes else NOWHERE
        for _, box in self.boxes:
            found = found.joined(box)
        return found


@dataclass(frozen=True)
class PaperParagraph:
    """A heading, paragraph, bullet or note. ``number`` is as printed, without the mark behind it; ``level`` of a heading, or of a list."""

    kind: BlockKind
    content: PlacedText
    number: str = ""
    level: int = 0

    @property
    def text(self) -> str:
        return self.content.text


@dataclass(frozen=True)
class PaperCell:
    """A cell of a table: it may stretch over several rows and columns."""

    content: PlacedText
    is_header: bool = False
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        return self.content.text


@dataclass(frozen=True)
class PaperTable:
    """A table as a grid: each row has a cell, or None where a wider cell reaches in. Rows broken over pages are whole."""

    rows: tuple[tuple[PaperCell | None, ...], ...]
    caption: str = ""
    header_rows: int = 0
    caption_box: PaperBox = NOWHERE

    @property
    def columns(self) -> int:
        return max(map(len, self.rows), default=0)

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell; "" where there is none."""
        line = self.rows[row]
        cell = line[column] if column < len(line) else None
        return cell.text if cell else ""

    def spanned(self, row: int, column: int) -> str:
        """Return the text of the cell above that stretches down into a row; "" where none does."""
        for above in range(row - 1, -1, -1):
            cell = self.rows[above][column] if column < len(self.rows[above]) else None
            if cell is not None:
                return cell.text if above + cell.row_span > row else ""
        return ""

    def head(self, column: int) -> str:
        """Return what heads a column: the header cells over it, the widest first."""
        words = []
        for row in range(self.header_rows):
            text = self._over(row, column)
            if text and text not in words:
                words.append(text)
        return " ".join(words)

    def _over(self, row: int, column: int) -> str:
        for left in range(column, -1, -1):
            cell = self.rows[row][left] if left < len(self.rows[row]) else None
            if cell is not None:
                return cell.text if left + cell.column_span > column else ""
        return ""

    def cells(self) -> Iterator[tuple[int, int, PaperCell]]:
        """Yield each cell with its row and column, from 0."""
        for number, row in enumerate(self.rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    yield number, column, cell


Block = PaperParagraph | PaperTable


@dataclass(frozen=True)
class PaperRead:
    """A paper as it was read: its blocks in order, the size of each page in points, and what a reader should be told of the reading.

    ``how`` says by what it was read: its tags, its lines, or its elements. ``unprinted`` is text of the file that its pages do not
    show, each after the reason: deleted, hidden, or in a comment.
    """

    file: str
    blocks: tuple[Block, ...]
    sizes: tuple[tuple[float, float], ...] = ()
    notes: tuple[str, ...] = ()
    how: str = ""
    struck: tuple[str, ...] = ()
    pdf: bytes = field(default=b"", repr=False, compare=False)  # that its pages and boxes are of
    unprinted: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        return len(self.sizes)
