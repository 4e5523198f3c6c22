"""Opening a PDF within limits, and reading it: by its structure tree where it has a good one, else by its lines."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

from dayops_dash.desk.papers.reading.by_lines import blocks_by_lines
from dayops_dash.desk.papers.reading.chars import PageContent, page_content, with_broken_words
from dayops_dash.desk.papers.reading.engine import pdf_lock
from dayops_dash.desk.papers.reading.model import Block, PaperParagraph, PaperRead, PaperRefused, PaperTable
from dayops_dash.desk.papers.reading.printed_number import numbered_bare, numbered_in_turn
from dayops_dash.desk.papers.reading.tagged import is_reliable, left_over, tagged_blocks
from dayops_dash.desk.papers.reading.tags import tree_of

MOST_PAGES = 500
MOST_CHARS = 3_000_000
PICTURE_PAGE = 0.4  # of a page: with next to no text on it, a page that is so much picture was scanned
FEW_CHARS = 25
Progress = Callable[[int, int], None]


def no_progress(page: int, pages: int) -> None:
    """Say nothing of how far a reading is."""


def read_pdf(content: bytes, file: str, on_page: Progress = no_progress) -> PaperRead:
    """Return a PDF as it was read. Raises PaperRefused where it cannot be, with what to do."""
    with pdf_lock():
        document = _opened(content, file)
        try:
            pages = _pages(document, file, on_page)
        finally:
            document.close()
    scanned = [page.number for page in pages if _is_scan(page)]
    if len(scanned) == len(pages):
        raise PaperRefused(
            f"{file}: it is a scan: its pages are pictures, without text. Nothing is read from pictures. "
            "Ask for the file that it was printed from, or run it through text recognition and check that."
        )
    blocks, how = _blocks(content, pages)
    notes = [_scan_note(scanned)] if scanned else []
    struck = tuple(_struck(blocks))
    if struck:
        notes.append(f"Struck-through text is not read as said: {'; '.join(struck)[:300]}")
    return PaperRead(file, tuple(blocks), tuple((p.width, p.height) for p in pages), tuple(notes), how, struck, content)


def _opened(content: bytes, file: str) -> Any:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold():
            told = f"{file}: it has a password. Save a copy without one, and add that."
        else:
            told = f"{file}: it is damaged and cannot be opened. Fetch it again, or print it anew as PDF."
        raise PaperRefused(told) from error
    if not count:
        raise PaperRefused(f"{file}: it has no pages.")
    if count > MOST_PAGES:
        document.close()
        raise PaperRefused(
            f"{file}: it has {count} pages; {MOST_PAGES} is the most. Save the item's own pages and add those."
        )
    return document


def _pages(document: Any, file: str, on_page: Progress) -> list[PageContent]:
    import pypdfium2

    found: list[PageContent] = []
    chars = 0
    for number in range(1, len(document) + 1):
        on_page(number, len(document))
        try:
            page = document[number - 1]
            found.append(page_content(page, number))
            page.close()
        except pypdfium2.PdfiumError as error:
            raise PaperRefused(f"{file}: page {number} is damaged. Print the paper anew as PDF.") from error
        chars += len(found[-1].chars)
        if chars > MOST_CHARS:
            raise PaperRefused(f"{file}: it holds more than {MOST_CHARS:,} characters. Add the item's own pages alone.")
    return with_broken_words(found)


def _is_scan(page: PageContent) -> bool:
    letters = sum(not char.made and not char.text.isspace() for char in page.chars)
    return letters < FEW_CHARS and (page.pictures > PICTURE_PAGE or not letters)


def _scan_note(pages: list[int]) -> str:
    listed = ", ".join(map(str, pages[:20]))
    return f"Without text, and so not read: page{'s' * (len(pages) > 1)} {listed}. Nothing is read from pictures."


def _blocks(content: bytes, pages: list[PageContent]) -> tuple[list[Block], str]:
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            tree = tree_of(pdf)
    except (pikepdf.PdfError, RecursionError, ValueError, KeyError):
        tree = None
    if tree:
        blocks, taken = tagged_blocks(tree, pages)
        if is_reliable(pages, taken):
            return [*numbered_in_turn(blocks), *left_over(pages, taken)], "its tags"
    return numbered_in_turn(numbered_bare(blocks_by_lines(pages))), "its lines"


def _struck(blocks: list[Block]) -> list[str]:
    found = []
    for block in blocks:
        if isinstance(block, PaperParagraph):
            found.append(block.content.struck)
        elif isinstance(block, PaperTable):
            found += [cell.content.struck for _, _, cell in block.cells()]
    return [text for text in found if text]
