"""What headings and captions are called in places, and tables that go on behind one another."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayops_dash.desk.papers.reading.grid import continued
from dayops_dash.desk.papers.reading.model import Block, PaperParagraph, PaperTable

CAPTION = re.compile(
    r"((?:Table|Figure|Chart)\s+(?:\d+[a-z]?\b|[A-Z]\d{0,2}(?=\s*[:.–—-])))\s*[:.–—-]*\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)


RECOMMENDATIONS = re.compile(
    r"^(?:\d+\.?\s*)?(?:recommendations?(?:/s)?|recommended|decisions? (?:asked|required|sought|requested)(?: for)?|that)\s*:?$",
    re.IGNORECASE,
)


SHORTEST_QUOTE = 90


def tables_whole(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a table that goes on behind another with the same headings is one table with it."""
    found: list[Block] = []
    for block in blocks:
        last = found[-1] if found else None
        if (
            isinstance(block, PaperTable)
            and isinstance(last, PaperTable)
            and not block.caption
            and _same_heads(last, block)
        ):
            found[-1] = continued(last, block)
        else:
            found.append(block)
    return found


def _same_heads(first: PaperTable, second: PaperTable) -> bool:
    if first.columns != second.columns or not (first.header_rows and second.header_rows):
        return False
    heads = [(first.head(at), second.head(at)) for at in range(first.columns)]
    filled = [(one, other) for one, other in heads if one and other]
    return len(filled) > 1 and all(one == other for one, other in filled)


def quoted(block: PaperParagraph) -> str:
    text = f"{block.number}. {block.text}" if block.number and "." not in block.number else block.text
    return text if len(text) <= SHORTEST_QUOTE else text[:SHORTEST_QUOTE].rsplit(" ", 1)[0]


def short(caption: str) -> str:
    words = re.sub(r"\s\([^()]*\)$", "", caption)
    return words if len(words) <= SHORTEST_QUOTE else words[:SHORTEST_QUOTE].rsplit(" ", 1)[0]


def is_caption(block: PaperParagraph) -> bool:
    return len(block.text) < 260 and bool(CAPTION.match(block.text)) and block.text[:5].casefold() in ("table", "chart")


def caption_below(table: PaperTable, following: Sequence[Block]) -> PaperParagraph | None:
    """Return the caption that stands under a table: not that of the next one, or of another before it."""
    first = following[0] if following else None
    if table.caption or not isinstance(first, PaperParagraph) or not is_caption(first):
        return None
    return None if len(following) > 1 and isinstance(following[1], PaperTable) else first
