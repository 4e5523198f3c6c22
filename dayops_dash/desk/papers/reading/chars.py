"""The characters of a PDF's pages, each with its box, the marked content that it belongs to, and whether it is struck through."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile
from typing import Any

import pypdfium2.raw as pdfium

THIN = 2.6  # points: a path no thicker is a rule
SHORTEST_RULE = 3.0
DEEPEST = 4  # forms within forms
HYPHENS = ("\u0002", "\ufffe", "\u00ad")
SMALL_DIGIT, HIGH_DIGIT = 0.5, 0.33  # of a box: how tall a raised digit is at most, and how high it begins at least
WORD = re.compile(r"[^\W\d_]+")
ENDS_IN_SPACE = 0.7  # of the lines: a program that ends so many with a space means something where it does not
LINE_ABOVE = 0.3  # of the height: so far may a line reach into the one above
SAME_LINE = 0.5  # points between the feet of two characters of one line
STRIKE = (0.28, 0.68)  # where a rule crosses a character, from its top, when it strikes it through


@dataclass(frozen=True)
class PageChar:
    """A character: its box from the page's top left corner, its height, and the number of its marked content (-1 for none)."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    marked: int
    bold: bool
    struck: bool = False
    made: bool = False  # a space or line end that the reader put in
    raised: bool = False  # a digit that is drawn small and high within its box
    goes_on: bool = False  # it begins a line within a word: its cell was too narrow for the word

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True)
class PageRule:
    """A straight line on a page, level or upright."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_level(self) -> bool:
        return self.right - self.left >= self.bottom - self.top


@dataclass(frozen=True)
class PageContent:
    """What stands on a page: its number from 1, its size, its characters in the order of the file, its rules, and how much is pictures."""

    number: int
    width: float
    height: float
    chars: tuple[PageChar, ...]
    rules: tuple[PageRule, ...]
    pictures: float  # share of the page


def with_broken_words(pages: Sequence[PageContent]) -> list[PageContent]:
    """Return pages with the characters marked that go on with a word of the line before.

    A program that puts a space at the end of a line where it breaks it between words puts none where it breaks it within one: in a
    cell that is narrower than the word, which then stands alone on its line. Both halves are words nowhere else in the paper.
    """
    breaks = [(page.number, *one) for page in pages for one in _breaks(page.chars)]
    ends = sum(before[-1].text.isspace() for _, before, _ in breaks)
    if not breaks or ends < ENDS_IN_SPACE * len(breaks):
        return [*pages]
    words = Counter(WORD.findall(" ".join("".join(char.text for char in page.chars) for page in pages)))
    halves = [(_text(before), _text(now), (page, now[0])) for page, before, now in breaks]
    here = Counter(half for pair in halves for half in pair[:2])
    within = {
        first
        for before, now, first in halves
        if before.isalpha() and now.isalpha() and words[before] <= here[before] and words[now] <= here[now]
    }
    return [
        replace(page, chars=tuple(replace(c, goes_on=True) if (page.number, c) in within else c for c in page.chars))
        for page in pages
    ]


def _text(chars: Sequence[PageChar]) -> str:
    return "".join(char.text for char in chars)


def _breaks(chars: Sequence[PageChar]) -> Iterator[tuple[Sequence[PageChar], Sequence[PageChar]]]:
    """Yield each line with the first word of the next one below it, where that begins with a small letter."""
    lines = _lines(chars)
    for before, now in pairwise(lines):
        last, first = before[-1], now[0]
        is_below = last.bottom - LINE_ABOVE * last.height < first.top < last.bottom + last.height
        if is_below and first.text.islower() and (last.text.isspace() or last.text.isalpha()):
            yield before, [*takewhile(lambda char: char.text.isalpha(), now)]


def _lines(chars: Sequence[PageChar]) -> list[list[PageChar]]:
    lines: list[list[PageChar]] = []
    for char in chars:
        if char.made:
            continue
        last = lines[-1][-1] if lines else None
        if last and abs(char.left - last.right) < LINE_ABOVE * last.height and char.top < last.bottom:
            lines[-1].append(char)
        else:
            lines.append([char])
    return lines


def page_content(page: Any, number: int) -> PageContent:
    """Return what stands on a page of an open PDF."""
    width, height = page.get_size()
    left, bottom, _, _ = page.get_cropbox(fallback_ok=True)
    rules, pictures = _paths(page, height + bottom, left)
    chars = tuple(_chars(page, height + bottom, left, [rule for rule in rules if rule.is_level]))
    return PageContent(number, width, height, chars, tuple(rules), min(pictures / max(width * height, 1), 1.0))


def _chars(page: Any, height: float, x0: float, level: list[PageRule]) -> Iterator[PageChar]:
    textpage = page.get_textpage()
    raw = textpage.raw
    loose, marks, bolds = pdfium.FS_RECTF(), _Cached(pdfium.FPDFPageObj_GetMarkedContentID), _Bold(raw)
    last = -1
    line_top, line_bottom = 0.0, -1.0  # of the line: a full stop and a space are short boxes within it
    strikes = [rule for rule in level if rule.bottom - rule.top <= THIN]
    for index in range(textpage.count_chars()):
        code = pdfium.FPDFText_GetUnicode(raw, index)
        text = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if not text:
            continue
        made = pdfium.FPDFText_IsGenerated(raw, index) == 1
        pointer = None if made else pdfium.FPDFText_GetTextObject(raw, index)
        if pointer:
            last = marks.of(pointer)
        text = "-" if text in HYPHENS else " " if text.isspace() and text not in "\r\n" else text
        pdfium.FPDFText_GetLooseCharBox(raw, index, loose)
        box = (loose.left - x0, height - loose.top, loose.right - x0, height - loose.bottom)
        line_top = min(line_top, box[1]) if abs(box[3] - line_bottom) < SAME_LINE else box[1]
        line_bottom = box[3]
        whole = (box[0], line_top, box[2], box[3])
        struck = not made and any(_strikes(rule, whole) for rule in strikes)
        raised = text.isdigit() and _is_raised(raw, index, loose)
        yield PageChar(text, *box, last, not made and bolds.of(index, pointer), struck, made, raised)
    textpage.close()


def _is_raised(raw: Any, index: int, loose: Any) -> bool:
    """Whether a digit is a mark of a footnote by its shape: fonts have small high digits of the same size."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    if not pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top):
        return False
    tall = loose.top - loose.bottom
    inked = top.value - bottom.value
    return tall > 0 and 0 < inked < SMALL_DIGIT * tall and bottom.value - loose.bottom > HIGH_DIGIT * tall


def _strikes(rule: PageRule, box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    middle, tall = (rule.top + rule.bottom) / 2, bottom - top
    across = rule.left - 1 <= (left + right) / 2 <= rule.right + 1
    return tall > 0 and across and top + STRIKE[0] * tall < middle < top + STRIKE[1] * tall


class _Cached:
    """The marked content of text objects, by their address: one object holds many characters."""

    def __init__(self, ask: Any) -> None:
        self.ask, self.known = ask, dict[int, int]()

    def of(self, pointer: Any) -> int:
        address = ctypes.addressof(pointer.contents)
        if address not in self.known:
            self.known[address] = self.ask(pointer)
        return self.known[address]


class _Bold:
    """Whether characters are bold, by their text object."""

    def __init__(self, raw: Any) -> None:
        self.raw, self.known = raw, dict[int, bool]()

    def of(self, index: int, pointer: Any) -> bool:
        if not pointer:
            return False
        address = ctypes.addressof(pointer.contents)
        if address not in self.known:
            size = pdfium.FPDFText_GetFontInfo(self.raw, index, None, 0, None)
            name = ctypes.create_string_buffer(max(size, 1))
            pdfium.FPDFText_GetFontInfo(self.raw, index, name, size, None)
            words = name.value.decode("utf-8", "replace").casefold()
            heavy = pdfium.FPDFText_GetFontWeight(self.raw, index) >= 600
            self.known[address] = heavy or any(word in words for word in ("bold", "black", "heavy", "semibold"))
        return self.known[address]


def _paths(page: Any, height: float, x0: float) -> tuple[list[PageRule], float]:
    """Return the rules of a page, and the area of its pictures."""
    rules: list[PageRule] = []
    pictures = 0.0
    for item in page.get_objects(max_depth=DEEPEST):
        if item.type not in (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE):
            continue
        left, bottom, right, top = item.get_bounds()
        if item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            pictures += max(right - left, 0) * max(top - bottom, 0)
            continue
        box = (left - x0, height - top, right - x0, height - bottom)
        rules += _rules_of(item, box)
    return rules, pictures


def _rules_of(item: Any, box: tuple[float, float, float, float]) -> Iterator[PageRule]:
    left, top, right, bottom = box
    wide, tall = right - left, bottom - top
    if min(wide, tall) <= THIN:
        if max(wide, tall) >= SHORTEST_RULE:
            yield PageRule(*box)
        return
    count = pdfium.FPDFPath_CountSegments(item.raw)
    if count in (4, 5):  # a rectangle: its sides, where they are drawn
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(item.raw, fill, stroke)
        if stroke.value or fill.value:
            yield from (PageRule(left, y, right, y) for y in (top, bottom))
            yield from (PageRule(x, top, x, bottom) for x in (left, right))
