"""Blocks of an untagged PDF: lines put together into headings, paragraphs and bullets, with tables joined over pages."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.reading.assembled import without
from dayops_dash.desk.papers.reading.chars import PageContent
from dayops_dash.desk.papers.reading.grid import continued
from dayops_dash.desk.papers.reading.lines import TextLine, body_height, lines_of, text_of
from dayops_dash.desk.papers.reading.model import Block, BlockKind, PaperParagraph, PaperTable
from dayops_dash.desk.papers.reading.printed_number import (
    BULLETS,
    begins_in_turn,
    ends_sentence,
    is_next,
    number_before,
    with_notes,
)
from dayops_dash.desk.papers.reading.ruled import FoundTable, aligned_tables, is_within, ruled_tables

MARGIN = 0.085  # of the page: what stands there, above and below, and comes again is no part of the text
DOTS = re.compile(r"\.{4,}\s*\d+$|…\s*\d+$")
PAGE_NUMBER = re.compile(r"^(?:page\s+)?\d{1,3}(?:\s+of\s+\d{1,3})?$", re.IGNORECASE)
LONGEST_HEADING = 110
NOTE_SIZE = 0.88  # of the text's height

Piece = TextLine | FoundTable


@dataclass(frozen=True)
class PageSetting:
    """How a paper is set: the height of its letters, the gap between its lines, and what comes again in its margins."""

    height: float
    gap: float
    repeated: frozenset[str]
    stretches: Mapping[int, tuple[tuple[float, float], ...]]  # from where to where the lines of each page's text go


def blocks_by_lines(pages: Sequence[PageContent]) -> list[Block]:
    """Return the blocks of pages without tags."""
    every = [_pieces(page) for page in pages]
    lines = [piece for pieces in every for piece in pieces if isinstance(piece, TextLine)]
    setting = PageSetting(body_height(lines), _usual_gap(lines), _repeated(pages, lines), _stretches(lines))
    margins: list[Block] = []
    inner: list[Piece] = []
    for page, pieces in zip(pages, every, strict=True):
        for piece in pieces:
            if isinstance(piece, TextLine) and _is_margin(piece, page, setting):
                margins.append(PaperParagraph(BlockKind.MARGIN, piece.content))
            else:
                inner.append(piece)
    return [*_blocks(inner, setting), *margins]


def _pieces(page: PageContent) -> list[Piece]:
    """Return what stands on a page in order: its lines, and its tables where they begin."""
    tables = ruled_tables(page)
    rest = [char for char in page.chars if not is_within(char, tables)]
    lines = lines_of(page, rest)
    found: list[Piece] = []
    aligned = {start: (end, table) for start, end, table in aligned_tables(page, lines)}
    at = 0
    while at < len(lines):
        if at in aligned:
            at, table = aligned[at]
            found.append(table)
        else:
            found.append(lines[at])
            at += 1
    for one in tables:
        place = next((at for at, piece in enumerate(found) if piece.top > one.top), len(found))
        found.insert(place, one)
    return found


def _usual_gap(lines: Sequence[TextLine]) -> float:
    gaps: Counter[float] = Counter()
    for above, below in itertools.pairwise(lines):
        if above.page == below.page and 0 < below.middle - above.middle < 3 * below.height:
            gaps[round(below.middle - above.middle)] += 1
    return gaps.most_common(1)[0][0] if gaps else 0.0


def _stretches(lines: Sequence[TextLine]) -> dict[int, tuple[tuple[float, float], ...]]:
    found: dict[int, list[tuple[float, float]]] = {}
    for line in lines:
        if not line.bold:
            found.setdefault(line.page, []).append((line.left, line.right))
    return {page: tuple(ends) for page, ends in found.items()}


def _plain(line: TextLine) -> str:
    return re.sub(r"\d+", "0", line.content.text)


def _is_outer(line: TextLine, page: PageContent) -> bool:
    return line.middle < MARGIN * page.height or line.middle > (1 - MARGIN) * page.height


def _repeated(pages: Sequence[PageContent], lines: Sequence[TextLine]) -> frozenset[str]:
    by_number = {page.number: page for page in pages}
    outer = {(line.page, _plain(line)) for line in lines if _is_outer(line, by_number[line.page])}
    seen = Counter(text for _, text in outer)
    return frozenset(text for text, count in seen.items() if count >= max(2, len(pages) // 3))


def _is_margin(line: TextLine, page: PageContent, setting: PageSetting) -> bool:
    outer = _is_outer(line, page)
    return outer and (_plain(line) in setting.repeated or bool(PAGE_NUMBER.match(line.content.text)))


def _blocks(pieces: Sequence[Piece], setting: PageSetting) -> list[Block]:
    found: list[Block] = []
    lines: list[TextLine] = []
    last: FoundTable | None = None
    at = -1  # where the last table stands, while nothing but notes at a page's foot has come since
    for piece in pieces:
        if isinstance(piece, TextLine):
            if lines and not _goes_on(lines, piece, setting):
                found += _paragraph(lines, setting)
                lines = []
            if piece.height >= NOTE_SIZE * setting.height:
                last = None
            lines.append(piece)
            continue
        found += _paragraph(lines, setting) if lines else []
        lines = []
        whole = found[at] if last and at >= 0 else None
        if last and isinstance(whole, PaperTable) and _is_continued(last, piece):
            found[at] = continued(whole, piece.table)
        else:
            at = len(found)
            found.append(piece.table)
        last = piece
    found += _paragraph(lines, setting) if lines else []
    return with_notes([_captioned(block, found[at - 1] if at else None) for at, block in enumerate(found)])


def _is_continued(above: FoundTable, below: FoundTable) -> bool:
    """Whether a table goes on with that of the page before: nothing but margins is between them, and its columns are the same."""
    same = len(above.edges) == len(below.edges)
    return (
        same
        and below.page == above.page + 1
        and all(abs(a - b) < 12 for a, b in zip(above.edges, below.edges, strict=True))
    )


def _captioned(block: Block, before: Block | None) -> Block:
    """Return a table with the line before it as its caption, where that says that it is one."""
    if not isinstance(block, PaperTable) or block.caption or not isinstance(before, PaperParagraph):
        return block
    if re.match(r"(?:table|figure)\s+\d+", before.text, re.IGNORECASE) and len(before.text) < 250:
        return replace(block, caption=before.text, caption_box=before.content.box)
    return block


def _goes_on(lines: Sequence[TextLine], line: TextLine, setting: PageSetting) -> bool:
    """Whether a line belongs to the paragraph of the lines before it."""
    last, first = lines[-1], lines[0]
    text = line.content.text
    beside = line.page == last.page and abs(line.middle - last.middle) < 0.4 * last.height and line.left >= last.right
    if beside:
        return True
    if (
        number_before(text)[0]
        or number_before(f"{text} A")[0]
        or text[:1] in BULLETS
        or DOTS.search(last.content.text)
        or DOTS.search(text)
    ):
        return False
    if (turn := re.match(r"(\d{1,3})[.)]", first.content.text)) and is_next(int(turn[1]), text):
        return False
    if begins_in_turn(first.content.text, text, last.content.text):
        return False
    if abs(line.height - last.height) > 0.12 * max(last.height, 1) or (
        line.bold != last.bold and (_is_heading(lines, setting) or (line.bold and ends_sentence(last.content.text)))
    ):
        return False
    if _had_room(lines, line, setting):
        return False
    if line.page != last.page:
        return not last.content.text.rstrip().endswith((".", ":", "?", "!")) and not _is_heading(lines, setting)
    if line.middle < last.middle - 0.5 * last.height:  # the next column
        return text[:1].islower()
    if abs(line.middle - last.middle) < 0.4 * last.height:
        return True
    if line.left < first.left - 2.5 * line.height and len(lines) > 1:
        return False
    return line.middle - last.middle <= max(1.35 * setting.gap, 1.5 * line.height)


def _had_room(lines: Sequence[TextLine], line: TextLine, setting: PageSetting) -> bool:
    """Whether a line of a title ended though the next one's first word had room behind it: then each is a line by itself."""
    last = lines[-1]
    if line.page != last.page or not _is_heading(lines, setting):
        return False
    across = sorted(right for left, right in setting.stretches.get(line.page, ()) if left <= last.left + 3 <= right)
    if not across:
        return False
    word = next((at for at, char in enumerate(line.chars) if char.text.isspace()), len(line.chars))
    room = across[3 * len(across) // 4] - last.right
    return line.chars[word - 1].right - line.left + 2 * line.height < room


def _is_heading(lines: Sequence[TextLine], setting: PageSetting) -> bool:
    text = " ".join(line.content.text for line in lines)
    short = len(text) <= LONGEST_HEADING and len(lines) <= 3 and not text.rstrip().endswith((".", ";", ","))
    larger = lines[0].height > 1.12 * setting.height
    capitals = text.upper() == text and sum(char.isalpha() for char in text) > 3
    return short and (larger or all(line.bold for line in lines) or capitals) and any(char.isalpha() for char in text)


def _paragraph(lines: Sequence[TextLine], setting: PageSetting) -> Iterator[PaperParagraph]:
    content = text_of(lines)
    if not content.text and not content.struck:
        return
    if DOTS.search(content.text):
        yield PaperParagraph(BlockKind.CONTENTS, content)
        return
    number, length = number_before(content.text)
    level = max(1, min(6, round(6 - 2 * (lines[0].height / max(setting.height, 1) - 1) / 0.2)))
    if content.text[:1] in BULLETS:
        yield PaperParagraph(BlockKind.BULLET, without(content, 1))
    elif _is_heading(lines, setting):
        yield PaperParagraph(BlockKind.HEADING, without(content, length) if number else content, number, level)
    elif lines[0].height < NOTE_SIZE * setting.height and re.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹*]|\d{1,2}\s", content.text):
        yield PaperParagraph(BlockKind.FOOTNOTE, content)
    else:
        yield PaperParagraph(BlockKind.PARAGRAPH, without(content, length) if number else content, number)
