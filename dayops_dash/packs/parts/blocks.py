"""What a report is made of: headings, paragraphs, tables and pictures in order. The Word report and the PDF are both made of these."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash.figures.shared.grid import Grid, Kind
from dayops_dash.figures.shared.model import Chart

LEAST_WIDTH, MOST_WIDTH = 7, 34  # characters that a column is given room for
NO_ENTRY = "–"


@dataclass(frozen=True)
class SectionHeading:
    level: int
    words: str


@dataclass(frozen=True)
class Cite:
    """A paper by its number in the list of background papers, and places in it."""

    number: int
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the report, numbered through all sections as council reports are. ``lead`` is what it is about, in bold."""

    words: str
    lead: str = ""
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True)
class Fine:
    """Small print under what it belongs to: a source, a note. One that leads to what follows stands on the same page as that."""

    words: str
    leads: bool = False
    cites: tuple[Cite, ...] = ()


@dataclass(frozen=True)
class Gap:
    """What no paper gives and the officer must write. It stands out, so that no report goes out with it unseen."""

    words: str


@dataclass(frozen=True)
class Items:
    lines: tuple[str, ...]
    fine: bool = False


@dataclass(frozen=True)
class Letters:
    """Things to decide, lettered (a), (b), (c) so that a minute can name them."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Papers:
    """The background papers, numbered: what paragraphs cite."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class ContentsList:
    """A list of headings, which Word keeps right: of each its level, its number among all headings from 1, and its words."""

    lines: tuple[tuple[int, int, str], ...]


@dataclass(frozen=True)
class Hyperlink:
    """An address that opens the same view. ``scanned``: on paper it stands with a code for a telephone's camera, and in letters."""

    words: str
    address: str
    scanned: bool = False


@dataclass(frozen=True)
class Picture:
    chart: Chart
    caption: str
    most_cm: float = 19  # how high it may stand, so that its caption, or words beside it, have room


@dataclass(frozen=True)
class Pictures:
    """Two pictures side by side, each drawn for half of a page's width."""

    pair: tuple[Picture, ...]


@dataclass(frozen=True)
class TableBlock:
    """A real table: its headings are repeated on each page, and its first column names the row.

    A column without an entry is for writing in: it has a third of the width, or its share of that. ``row_cm`` is how high a row
    below the headings is at least.
    """

    caption: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[bool, ...]
    row_cm: float = 0.0

    @property
    def widths(self) -> tuple[int, ...]:
        """The room for each column, in characters: its longest cell within bounds, and never less than its longest word."""
        columns = [[head, *(row[place] for row in self.rows)] for place, head in enumerate(self.heads)]
        longest = [max(len(line) for cell in column for line in cell.split("\n")) for column in columns]
        word = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
        wide = [max(LEAST_WIDTH, w + 1, min(n, MOST_WIDTH)) for n, w in zip(longest, word, strict=True)]
        open_ = [at for at in range(len(self.heads)) if self.is_open(at)]
        rest = sum(width for at, width in enumerate(wide) if at not in open_)
        return tuple(max(width, rest // (2 * len(open_))) if at in open_ else width for at, width in enumerate(wide))

    def is_open(self, column: int) -> bool:
        """Whether a column is for writing in: no row has an entry."""
        return bool(self.rows) and not any(row[column] for row in self.rows)


@dataclass(frozen=True)
class Sideways:
    """From here on the pages lie on their side: for tables of many columns."""


Block = (
    SectionHeading
    | Paragraph
    | Fine
    | Gap
    | Items
    | Letters
    | Papers
    | ContentsList
    | Hyperlink
    | Picture
    | Pictures
    | TableBlock
    | Sideways
)


@dataclass(frozen=True)
class Report:
    """A whole report. A fact without words is for the officer to give.

    ``numbering`` is "paragraphs" for 1, 2, 3 through the report, "sections" for 1.1, 1.2, "none" for none. A ``compact`` one is set
    in smaller type, for papers of few pages. ``controls`` are words for a template's content controls, by tag.
    ``for_officer`` is what is still to be written or confirmed: at the end of a file that can be written in, and of no other.
    """

    title: str
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    foot: str
    banner: str  # stands on every page; "" where nothing need be said
    contact: str
    subject: str
    numbering: str = "paragraphs"
    compact: bool = False
    controls: tuple[tuple[str, str], ...] = ()
    for_officer: tuple[Block, ...] = ()


def with_contents(blocks: Sequence[Block], level: int = 1) -> tuple[Block, ...]:
    """Return the blocks of a long report after a list of their headings down to a level."""
    every = [block for block in blocks if isinstance(block, SectionHeading)]
    lines = tuple((block.level, at, block.words) for at, block in enumerate(every, 1) if block.level <= level)
    return (ContentsList(lines), *blocks)


def grid_table(grid: Grid, caption: str) -> tuple[TableBlock, tuple[str, ...]]:
    """Return a grid as a table, as the screen shows it, and the headings of the columns left out because no row has an entry."""
    shown = grid.shown()
    held = [h.on_screen for h in grid.headings]
    empty = [bool(shown) and place > 0 and all(row[place] == NO_ENTRY for row in shown) for place in range(len(held))]
    kept = [place for place, (on, none) in enumerate(zip(held, empty, strict=True)) if on and not none]
    return TableBlock(
        caption,
        tuple(grid.headings[place].label for place in kept),
        tuple(tuple(row[place] for place in kept) for row in shown),
        tuple(grid.headings[place].kind not in (Kind.TEXT, Kind.PLACE, Kind.DATE) for place in kept),
    ), tuple(h.label for h, on, none in zip(grid.headings, held, empty, strict=True) if on and none)


def text_table(caption: str, heads: Sequence[str], rows: Sequence[Sequence[str]], row_cm: float = 0.0) -> TableBlock:
    """Return a table of words."""
    return TableBlock(caption, tuple(heads), tuple(tuple(row) for row in rows), (False,) * len(heads), row_cm)


def first_columns(table: TableBlock, number: int, caption: str) -> TableBlock:
    """Return the first columns of a table, under another caption."""
    return TableBlock(caption, table.heads[:number], tuple(row[:number] for row in table.rows), table.numeric[:number])
