"""The places of a paper: each paragraph, bullet, heading and table with its locator as this dataset writes it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.language.when import CORE
from dayops_dash.desk.papers.proposing.site_words import (
    CAPTION,
    RECOMMENDATIONS,
    caption_below,
    is_caption,
    quoted,
    short,
    tables_whole,
)
from dayops_dash.desk.papers.reading.assembled import without
from dayops_dash.desk.papers.reading.model import BlockKind, PaperParagraph, PaperRead, PaperTable, PlacedText
from dayops_dash.desk.papers.reading.printed_number import HIGH, PLAIN, RAISED

DIGIT_NUMBER = re.compile(r"\d")
FOOTNOTE_MARK = re.compile(rf"(\d{{1,3}}|[{HIGH}]+)(?:[.)]?\s+|(?<=[{HIGH}])(?=\w))(?=\D)")


@dataclass(frozen=True)
class Site:
    """A stretch of text with its place: ``lead`` is what introduces a list, ``note`` the footnotes that it is marked with."""

    index: int
    content: PlacedText
    kind: str
    locator: str
    heading: str = ""
    number: str = ""
    lead: str = ""
    row: int = -1
    column: int = -1
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.content.text


@dataclass(frozen=True)
class TableSite:
    """A table with its place; ``cells`` has the site of each cell by row and column, ``before`` the paragraph before it."""

    table: PaperTable
    locator: str
    heading: str
    before: str
    cells: dict[tuple[int, int], Site]
    caption: Site | None = None
    sections: tuple[str, ...] = ()  # for each row the section that it is under
    numbers: tuple[int, ...] = ()  # for each row its number among those that say something, from 1; 0 for a heading


Place = Site | TableSite


class SiteMaker:
    """Goes through a paper once, and knows at each block under which heading and number it stands."""

    def __init__(self, paper: PaperRead) -> None:
        self.paper = paper
        self.found: list[Place] = []
        self.index = 0
        self.heading = self.heading_place = ""
        self.number = ""
        self.paragraphs = self.bullets = self.dates = self.tables = 0
        self.lead = ""
        blocks = [block for block in paper.blocks if isinstance(block, PaperParagraph)]
        self.repeated = Counter(b.number for b in blocks if self._is_numbered(b))
        self.heads = Counter(quoted(b) for b in blocks if b.kind is BlockKind.HEADING)
        self.seen: Counter[str] = Counter()
        self.marked: dict[str, str] = {}  # the place of each mark of a footnote that was not met yet
        self.order = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")

    def places(self) -> list[Place]:
        blocks = tables_whole(self.paper.blocks)
        at = 0
        while at < len(blocks):
            block = blocks[at]
            following = blocks[at + 1] if at + 1 < len(blocks) else None
            if isinstance(block, PaperTable):
                below = caption_below(block, blocks[at + 1 : at + 3])
                self._table(block, below)
                at += 1 if below else 0
            elif isinstance(following, PaperTable) and is_caption(block):
                self._table(following, block)
                at += 1
            else:
                self._paragraph(block)
            at += 1
        return self.found

    def _is_numbered(self, block: PaperParagraph) -> bool:
        return bool(DIGIT_NUMBER.search(block.number)) and block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING)

    def _add(self, content: PlacedText, kind: str, locator: str) -> None:
        self._marks(content.text, locator)
        self.found.append(Site(self.index, content, kind, locator, self.heading, self.number, self.lead))
        self.index += 1

    def _marks(self, text: str, locator: str) -> None:
        """Remember which footnotes a place is marked with."""
        for mark in RAISED.findall(text):
            self.marked[mark.translate(PLAIN)] = locator

    def _named(self, name: str, times: int) -> str:
        """Return a name with which of several it is, where the paper uses it more than once."""
        self.seen[name] += 1
        at = self.seen[name] - 1
        return f"{name} ({self.order[at]})" if times > 1 and at < len(self.order) else name

    def _paragraph(self, block: PaperParagraph) -> None:
        kind = block.kind
        if re.match(r"contents\b", self.heading, re.I) and kind in (BlockKind.PARAGRAPH, BlockKind.BULLET):
            kind = BlockKind.CONTENTS
        if kind in (BlockKind.MARGIN, BlockKind.CONTENTS):
            self._add(block.content, kind, f"page {block.content.page}, {'margin' if kind == 'margin' else 'contents'}")
        elif kind is BlockKind.FOOTNOTE:
            self._footnote(block)
        elif kind is BlockKind.HEADING and CORE.match(block.text) and re.search(r"\s[–—:-]\s", block.text):
            self.dates += 1
            self._add(block.content, "date", f"{self._here()}, date {self.dates}")
        elif kind is BlockKind.HEADING and not self._is_paragraph_like(block):
            self._heading(block)
        elif kind is BlockKind.BULLET:
            self.bullets += 1
            word = "point" if self.number else "bullet"
            self._add(block.content, "bullet", f"{self._here(with_paragraph=True)}, {word} {self.bullets}")
        else:
            self._text(block)

    def _footnote(self, block: PaperParagraph) -> None:
        """Add a footnote under the place that its mark stands in: a page has its footnotes at its foot."""
        found = FOOTNOTE_MARK.match(block.text)
        mark = found[1].translate(PLAIN) if found else ""
        content = without(block.content, found.end()) if found else block.content
        self._add(content, block.kind, f"{self.marked.pop(mark, '') or self._here()}, footnote")

    def _is_paragraph_like(self, block: PaperParagraph) -> bool:
        return bool(re.search(r"\d\.\d", block.number))

    def _heading(self, block: PaperParagraph) -> None:
        name = quoted(block)
        self.heading = block.text
        self.heading_place = self._named(f"heading '{name}'", self.heads[name])
        self.number = self.lead = ""
        self.paragraphs = self.bullets = self.dates = self.tables = 0
        self._add(block.content, "heading", self.heading_place)

    def _text(self, block: PaperParagraph) -> None:
        self.bullets = 0
        number = block.number
        if number and DIGIT_NUMBER.search(number) and not RECOMMENDATIONS.search(self.heading):
            self.number = self._named(f"paragraph {number}", self.repeated[number])
            self.paragraphs = self.dates = self.tables = 0
            if block.kind is BlockKind.HEADING:
                self.heading = block.text
            place = self.number
        elif number and (DIGIT_NUMBER.search(number) or RECOMMENDATIONS.search(self.heading)):
            place = f"{self.heading_place or self._here()}, number {number}"
        elif number:
            place = f"{self._here()}({number})" if self.number else f"{self._here()}, {number}"
        elif self.number:
            place = self.number
        else:
            self.paragraphs += 1
            place = (
                f"{self._here()}, paragraph {self.paragraphs}"
                if self.heading_place
                else f"paragraph {self.paragraphs} of the paper"
            )
        self.lead = block.text
        self._marks(block.text, place)
        kind = "date" if CORE.match(block.text) and re.match(r".{3,40}?\s?[–—:]\s", block.text) else "paragraph"
        self.found.append(Site(self.index, block.content, kind, place, self.heading, number or self.number, self.lead))
        self.index += 1

    def _here(self, *, with_paragraph: bool = False) -> str:
        if self.number:
            return self.number
        place = self.heading_place or "beginning of the paper"
        return f"{place}, paragraph {self.paragraphs}" if with_paragraph and self.paragraphs else place

    def _table(self, table: PaperTable, before: PaperParagraph | None) -> None:
        caption = table.caption or (before.text if before else "")
        found = CAPTION.match(caption)
        self.tables += 1
        which = f", table {self.tables}" if self.tables > 1 else ", table"
        if found:
            place = found[1][0].upper() + found[1][1:]
        elif caption:
            place = f"table '{short(caption)}'"
        else:
            place = f"{self._here()}{which}"
        site = None
        if caption:
            content = before.content if before else PlacedText(caption, ((0, table.caption_box),))
            site = Site(self.index, content, "caption", place, self.heading, self.number)
            self.found.append(site)
            self.index += 1
        sections, numbers = _sections(table)
        whole = TableSite(replace(table, caption=caption), place, self.heading, self.lead, {}, site, sections, numbers)
        for row, column, cell in table.cells():
            where = _cell_place(whole, row, column)
            self._marks(cell.text, where)
            whole.cells[row, column] = Site(
                self.index, cell.content, "cell", where, self.heading, self.number, "", row, column
            )
            self.index += 1
        self.found.append(whole)


def _sections(table: PaperTable) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return for each row the section that it stands under, and its number among the rows of figures; a section has 0."""
    sections, numbers, section, count = [], [], "", 0
    for at, row in enumerate(table.rows):
        filled = [cell for cell in row if cell and cell.text]
        if at < table.header_rows or not filled:
            numbers.append(0)
        elif (
            len(filled) == 1
            and table.columns > 1
            and row[0] == filled[0]
            and not re.fullmatch(r"[£\d,.%\s]+", filled[0].text)
        ):
            section = filled[0].text
            numbers.append(0)
        else:
            count += 1
            numbers.append(count)
        sections.append(section)
    return tuple(sections), tuple(numbers)


def _cell_place(site: TableSite, row: int, column: int) -> str:
    number = site.numbers[row]
    if not number:
        return f"{site.locator}, {'heading' if row < site.table.header_rows else 'section'}"
    label = site.table.text(row, 0)
    if re.fullmatch(r"[a-z]{1,2}[.)]?|[A-Z]{1,3}\d+|\d+(?:\.\d+)*[a-z]?[.)]?", label) and site.table.columns > 1:
        place = f"{site.locator}, row {label.rstrip('.)')}"
    else:
        place = f"{site.locator}, row {number}"
    head = site.table.head(column)
    if column and head and re.search(r"\d{4}", head) and len(head) < 40:
        return f"{place}, column {head}"
    return place


def sites_of(paper: PaperRead) -> list[Place]:
    """Return the places of a paper in order."""
    return SiteMaker(paper).places()


def every_site(places: Sequence[Place]) -> list[Site]:
    """Return every stretch of text of a paper: of tables each cell."""
    found: list[Site] = []
    for place in places:
        found += place.cells.values() if isinstance(place, TableSite) else [place]
    return found
