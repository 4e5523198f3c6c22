"""Characters put together into text: spaces, line ends, footnote marks, and what is struck through kept apart."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dayops_dash.desk.papers.reading.chars import PageChar
from dayops_dash.desk.papers.reading.model import PaperBox, PlacedText

SMALL, RAISED = 0.8, 0.12  # of the text's height: a mark of a footnote is smaller, and stands higher
HIGH = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
SPACES = re.compile(r"[ \t\r\n\u00a0\u2000-\u200b\u202f\u3000]+")
LETTERS = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl", "\u2011": "-"})
GAP = 0.22  # of the height: characters further apart are two words

Placed = tuple[int, PageChar]  # a character with its page


def assembled(chars: Sequence[Placed]) -> PlacedText:
    """Return text of characters in their order: one box for each line of it, struck text apart."""
    tall = _usual_height(chars)
    parts: list[str] = []
    boxes: list[tuple[int, PaperBox]] = []
    struck: list[str] = []
    length = 0
    before: Placed | None = None
    for page, char in chars:
        if before and parts and parts[-1] == " " and _within_word(before, (page, char)):
            length -= len(parts.pop())  # the line's end
        mark = _space_before(before, (page, char), parts)
        if char.struck:
            struck.append(mark + char.text)
            before = (page, char)
            continue
        if before and before[1].struck and parts and not parts[-1].endswith(" ") and char.text not in ".,;:)":
            mark = " "
        text = mark + _raised(char, tall, before)
        if text.isspace() and (not parts or parts[-1].endswith(" ")):
            before = (page, char) if not char.made else before
            continue
        box = PaperBox(page, char.left, char.top, char.right, char.bottom)
        if not char.made and not char.text.isspace():
            if boxes and _same_line(boxes[-1][1], box):
                boxes[-1] = (boxes[-1][0], boxes[-1][1].joined(box))
            else:
                boxes.append((length + len(mark), box))
        parts.append(" " if text.isspace() else text)
        length += len(parts[-1])
        before = (page, char) if not char.made else before
    return _trimmed("".join(parts), boxes, SPACES.sub(" ", "".join(struck)).strip())


def _usual_height(chars: Sequence[Placed]) -> float:
    heights = Counter(round(char.height, 1) for _, char in chars if not char.made and not char.text.isspace())
    return heights.most_common(1)[0][0] if heights else 0.0


def _space_before(before: Placed | None, now: Placed, parts: Sequence[str]) -> str:
    """Return a space where two characters stand apart and none is between them."""
    if before is None or now[1].made or now[1].text.isspace() or before[1].text.isspace():
        return ""
    if parts and parts[-1].endswith(" "):
        return ""
    old, new = before[1], now[1]
    other_line = before[0] != now[0] or new.top > old.bottom - 0.3 * old.height or new.bottom < old.top
    if other_line and _within_word(before, now):
        return ""
    if other_line:
        return "" if old.text == "-" and new.text.isalpha() else " "
    return " " if new.left - old.right > GAP * max(old.height, 1) else ""


def _within_word(before: Placed, now: Placed) -> bool:
    """Whether a character goes on with the word of the line above it."""
    old, new = before[1], now[1]
    return new.goes_on and before[0] == now[0] and old.text.isalpha() and new.top < old.bottom + old.height


def _raised(char: PageChar, tall: float, before: Placed | None) -> str:
    """Return a character, a digit that stands raised as one that is no number."""
    text = char.text.translate(LETTERS)
    if char.raised:
        return text.translate(HIGH)
    if text.isdigit() and before and tall and char.height < SMALL * tall:
        lower = before[1].bottom - char.bottom
        if lower > RAISED * tall or (not before[1].text.isdigit() and before[1].text in "⁰¹²³⁴⁵⁶⁷⁸⁹"):
            return text.translate(HIGH)
        if before[1].height < SMALL * tall and char.bottom == before[1].bottom:
            return text.translate(HIGH)
    return text


def _same_line(line: PaperBox, box: PaperBox) -> bool:
    middle = (box.top + box.bottom) / 2
    return line.page == box.page and line.top <= middle <= line.bottom and box.left >= line.left - 1


def _trimmed(text: str, boxes: Sequence[tuple[int, PaperBox]], struck: str) -> PlacedText:
    """Return text with single spaces and none at its ends, and the starts of its boxes moved with it."""
    lead = len(text) - len(text.lstrip())
    kept: list[str] = []
    moved: list[int] = []
    for char in text:
        moved.append(len(kept))
        if char == " " and kept and kept[-1] == " ":
            continue
        kept.append(char)
    starts = [(max(moved[start] - lead, 0) if start < len(moved) else 0, box) for start, box in boxes]
    return PlacedText("".join(kept).strip(), tuple(starts), struck)


def joined(texts: Sequence[PlacedText], mark: str = " ") -> PlacedText:
    """Return texts one behind another, with their boxes."""
    whole, boxes = "", []
    for one in texts:
        if not one.text:
            continue
        lead = mark if whole and not whole.endswith(mark) else ""
        start = len(whole) + len(lead)
        boxes += [(start + at, box) for at, box in one.boxes]
        whole += lead + one.text
    return PlacedText(whole, tuple(boxes), " ".join(one.struck for one in texts if one.struck))


def without(text: PlacedText, count: int) -> PlacedText:
    """Return text without its first characters, and without the spaces behind them."""
    rest = text.text[count:]
    cut = count + len(rest) - len(rest.lstrip())
    starts = [(max(start - cut, 0), box) for start, box in text.boxes]
    first = max((at for at, (start, _) in enumerate(text.boxes) if start <= cut), default=0)
    return PlacedText(text.text[cut:], tuple(starts[first:]), text.struck)
