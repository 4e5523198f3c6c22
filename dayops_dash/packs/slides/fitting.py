"""Whether words fit where they are to stand, in the widest type that a reader's machine may put in our type's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PIL import ImageFont

from dayops_dash.cache import once, per_text

WIDER = 1.2  # than Pillow's own type, which is on every machine: Arial is 1.05 and DejaVu Sans 1.16 of it
BOLD = 1.13  # how much wider bold type is
LINE = 1.22  # of the type's size, from one line to the next
MEASURED_AT = 100
LONG = 240.0  # points that a column's cells are given before they turn to another line
MOST_OF_ROOM = 0.4  # that one long word may ask for
CUT = "…"
LEAST = (18.0, 16.0, 14.0, 12.0)  # points of a title that has no room in any of its own sizes


@once
def _type() -> ImageFont.FreeTypeFont:
    found = ImageFont.load_default(MEASURED_AT)
    assert isinstance(found, ImageFont.FreeTypeFont)
    return found


@per_text
def _length(words: str) -> float:
    return _type().getlength(words) / MEASURED_AT * WIDER


def length(words: str, size: float, *, bold: bool = False) -> float:
    """Return how many points a line of words is long, at most."""
    return _length(words) * size * (BOLD if bold else 1)


def lines(words: str, size: float, width: float, *, bold: bool = False) -> int:
    """Return how many lines words take in a width in points; a word too long for a line is broken."""
    found = 0
    for paragraph in words.split("\n"):
        used, found = 0.0, found + 1
        for word in paragraph.split():
            long = length(word, size, bold=bold)
            space = length(" ", size, bold=bold) if used else 0.0
            if used and used + space + long > width:
                used, space, found = 0.0, 0.0, found + 1
            used += space + long
            while used > width:
                used, found = used - width, found + 1
    return found


def height(words: str, size: float, width: float, *, bold: bool = False) -> float:
    """Return how many points high words stand in a width."""
    return lines(words, size, width, bold=bold) * size * LINE


def fitted(words: str, width: float, room: float, sizes: Sequence[float], *, bold: bool = False) -> tuple[str, float]:
    """Return words and the largest of some sizes in which they fit a width and a height; cut, and marked so, where none will do.

    A size that breaks no word goes before a larger one that does.
    """
    fitting = [size for size in sizes if height(words, size, width, bold=bold) <= room]
    longest = max((_length(word) for word in words.split()), default=0.0) * (BOLD if bold else 1)
    if fitting:
        return words, next((size for size in fitting if longest * size <= width), fitting[0])
    least, kept = sizes[-1], words.split()
    while kept and height(" ".join(kept) + CUT, least, width, bold=bold) > room:
        kept.pop()
    return " ".join(kept) + CUT, least


def whole(words: str, width: float, room: float, sizes: Sequence[float], deepest: float) -> tuple[float, float] | None:
    """Return the size of type in which bold words stand whole, and the height that they take: at least the room.

    The largest size that fits the room and breaks no word; else the room grows, in the least of the sizes, down to ``deepest``.
    None where even that is too little.
    """
    kept, size = fitted(words, width, room, sizes, bold=True)
    if kept == words:
        return size, room
    for smaller in (sizes[-1], *(size for size in LEAST if size < sizes[-1])):
        if (high := height(words, smaller, width, bold=True)) <= deepest:
            return smaller, max(room, high)
    return None


def least_room(rows: Sequence[Sequence[str]], size: float, *, beside: float) -> float:
    """Return the points across that a table needs so that no word in it is broken. ``rows`` begin with the headings."""
    return sum(word + beside for word, _ in _longest(rows, size))


def _longest(rows: Sequence[Sequence[str]], size: float) -> Iterator[tuple[float, float]]:
    """Yield for each column how many points its longest word and its longest line are. Headings and the first column are bold."""
    for place, column in enumerate(zip(*rows, strict=True)):
        cells = [(cell, not place or not at) for at, cell in enumerate(column)]
        word = max((length(word, size, bold=strong) for cell, strong in cells for word in cell.split()), default=0.0)
        line = max(length(line, size, bold=strong) for cell, strong in cells for line in cell.split("\n"))
        yield word, line


def column_widths(rows: Sequence[Sequence[str]], room: float, size: float, *, beside: float) -> list[float]:
    """Return each column's width in points, together the room: none breaks a word while there is room for every longest one.

    ``rows`` begin with the headings; those and the first column are bold. ``beside`` is what a cell keeps free at its sides.
    What is left after the longest words goes to the columns whose cells are longer, up to ``LONG``.
    """
    least, wanted = [], []
    for word, line in _longest(rows, size):
        least.append(min(word + beside, room * MOST_OF_ROOM))
        wanted.append(max(least[-1], min(LONG, line + beside)))
    spare = room - sum(least)
    if spare <= 0:
        return [width * room / sum(least) for width in least]
    asked = [wish - width for wish, width in zip(wanted, least, strict=True)]
    if spare >= sum(asked):  # every wish is met: what is left is shared by length
        return [wish * room / sum(wanted) for wish in wanted]
    return [width + spare * more / sum(asked) for width, more in zip(least, asked, strict=True)]
