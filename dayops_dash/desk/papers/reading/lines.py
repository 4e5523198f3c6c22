"""Lines of a page as they were set: characters that stand side by side, in the order of the file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dayops_dash.desk.papers.reading.assembled import Placed, assembled
from dayops_dash.desk.papers.reading.chars import PageChar, PageContent
from dayops_dash.desk.papers.reading.model import PlacedText

NEAR = 6  # characters before one say how high its line is
TALL = 0.9  # of the letters are no taller than a line is called: in some fonts a small letter's box is small, and a figure's is tall
COLUMN_GAP = 0.7  # of the height: a gap so wide, within what is set on one line, parts columns


@dataclass(frozen=True)
class TextLine:
    """A line: its characters and its box, how tall its letters are, and whether they are bold."""

    page: int
    chars: tuple[PageChar, ...]
    left: float
    top: float
    right: float
    bottom: float
    height: float
    bold: bool

    @property
    def content(self) -> PlacedText:
        return text_of([self])

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def text_of(lines: Iterable[TextLine]) -> PlacedText:
    """Return the text of lines one after another."""
    chars: list[Placed] = [(line.page, char) for line in lines for char in line.chars]
    return assembled(chars)


def lines_of(page: PageContent, chars: Sequence[PageChar] | None = None) -> list[TextLine]:
    """Return the lines of a page in the order of the file; a wide gap within one begins another."""
    found: list[TextLine] = []
    line: list[PageChar] = []
    for char in page.chars if chars is None else chars:
        if char.made or (char.text.isspace() and not line):
            continue
        if line and _begins(line[-NEAR:], char):
            _close(found, line, page.number)
            line = []
        line.append(char)
    _close(found, line, page.number)
    return found


def _begins(line: Sequence[PageChar], char: PageChar) -> bool:
    """Whether a character begins another line than the characters before it: the mark of a footnote behind a full stop does not."""
    last = line[-1]
    tall = max(last.height, char.height, 1.0)
    top, bottom = min(one.top for one in line), max(one.bottom for one in line)
    overlap = min(bottom, char.bottom) - max(top, char.top)
    if overlap < 0.4 * min(bottom - top or 1, char.height or 1):
        return True
    if char.text.isspace() or last.text.isspace():
        return char.left - last.right > COLUMN_GAP * tall or char.right < last.left - tall
    return char.left - last.right > COLUMN_GAP * tall or char.left < last.left - 0.5 * tall


def _close(found: list[TextLine], line: Sequence[PageChar], page: int) -> None:
    inked = [char for char in line if not char.text.isspace()]
    if not inked:
        return
    heights = sorted(round(char.height, 1) for char in inked)
    bold = sum(char.bold for char in inked) > 0.8 * len(inked)
    box = (min(c.left for c in inked), min(c.top for c in inked), max(c.right for c in inked))
    found.append(
        TextLine(page, tuple(line), *box, max(c.bottom for c in inked), heights[int(TALL * len(heights))], bold)
    )


def body_height(lines: Iterable[TextLine]) -> float:
    """Return the height of most letters of a paper."""
    heights: Counter[float] = Counter()
    for line in lines:
        heights[line.height] += len(line.chars)
    return heights.most_common(1)[0][0] if heights else 0.0
