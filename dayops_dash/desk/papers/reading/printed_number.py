"""The number that is printed before a paragraph: 5.12.2, 13., (a), iv), and bullets, which are none.

Some numbers of a list stand so near to their paragraph that no space is between them (10.Volunteers): they are known by their turn.
The mark before a footnote is a number too: it is that of the footnote.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dayops_dash.desk.papers.reading.assembled import without
from dayops_dash.desk.papers.reading.model import Block, BlockKind, PaperParagraph, PlacedText

BULLETS = tuple("\uf0b7\uf0a7\uf0d8•●○▪■□–—-*·◦‣➢❖✓")
PATTERN = re.compile(
    r"""
    (?P<number>
        \d{1,2}(?:\.\d{1,3}){1,4}(?=[.)]?\s)        # 5.12.2
      | \d{1,3}(?=[.)]\s)                           # 13.  13)
      | \d{1,2}(?=\s+[A-Z][a-z]+(?:\s[A-Z&a-z]+){0,5}$)  # 7 Ward Members Affected
      | \((?:\d{1,2}|[a-z]|[ivx]{1,5})\)(?=\s)      # (a)
      | (?:[a-z]|[ivx]{1,5})(?=[.)]\s)              # a)  iv.
      | [A-Z](?=[.)]\s[A-Z])                        # A. Title
    )
    [.)]?\s+(?=\S)
    """,
    re.VERBOSE,
)
AMOUNT = re.compile(
    r"\d{1,2}\.\d+\s+(?:per\s?cent|percent|million|billion|years?|days?|hours?|weeks?|months?|people)\b"
)
HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = re.compile(f"[{HIGH}]+")
PLAIN = str.maketrans(HIGH, "0123456789")
FEWEST_IN_TURN = 3
LISTED = (BlockKind.PARAGRAPH, BlockKind.BULLET)


def number_before(text: str) -> tuple[str, int]:
    """Return the number with which a paragraph begins, without its marks, and how long it is with them; "" and 0 where there is none."""
    found = PATTERN.match(text)
    if not found or AMOUNT.match(text):
        return "", 0
    return found["number"].strip("()"), found.end()


def numbered_in_turn(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a paragraph that begins with the number next in turn, and no space behind it, has that number.

    Word sets a number of two digits close to its text: "19." and "46 staff" look like "19.46 staff".
    """
    found: list[Block] = []
    last = 0
    for block in blocks:
        if isinstance(block, PaperParagraph) and block.kind in LISTED:
            block = _in_turn(block, last + 1) if last else block
            last = int(block.number) if block.number.isdecimal() else last
        found.append(block)
    return found


def is_next(number: int, text: str) -> bool:
    """Whether a line begins with the number that comes after another, with no space behind it."""
    return bool(re.match(rf"{number + 1}[.)]\S", text))


BARE = re.compile(r"(\d{1,3})\s+(?=[A-Z])")


def begins_in_turn(first: str, text: str, last: str) -> bool:
    """Whether a line begins a paragraph whose number has no mark behind it: the next after the number of the paragraph before."""
    before, now = BARE.match(first), BARE.match(text)
    return bool(before and now and int(now[1]) == int(before[1]) + 1 and ends_sentence(last))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does, but for the mark of a footnote."""
    return text.rstrip(f" {HIGH}")[-1:] in (".", "?", "!", ";", ":")


def numbered_bare(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which paragraphs that begin with 1, 2, 3 in turn, with no mark behind, have those numbers."""
    found = [*blocks]
    run: list[tuple[int, int]] = []
    for at, block in enumerate(blocks):
        if not isinstance(block, PaperParagraph) or block.kind is not BlockKind.PARAGRAPH or block.number:
            continue
        match = BARE.match(block.text)
        if match and int(match[1]) == len(run) + 1:
            run.append((at, match.end()))
    if len(run) >= FEWEST_IN_TURN:
        for number, (at, length) in enumerate(run, 1):
            block = found[at]
            assert isinstance(block, PaperParagraph)
            found[at] = replace(block, content=without(block.content, length), number=str(number))
    return found


def with_notes(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which a paragraph that begins with the mark of a footnote on its page is that footnote, of whatever size."""
    found: list[Block] = []
    marks: set[tuple[int, str]] = set()
    for block in blocks:
        if isinstance(block, PaperParagraph):
            mark = re.match(r"(\d{1,3})\s+\D", block.text)
            if mark and (block.content.page, mark[1]) in marks and block.kind in LISTED and not block.number:
                block = replace(block, kind=BlockKind.FOOTNOTE)
            marks |= {(block.content.page, raised.translate(PLAIN)) for raised in RAISED.findall(block.text)}
        found.append(block)
    return found


def _in_turn(block: PaperParagraph, number: int) -> PaperParagraph:
    if match := re.match(rf"{number}[.)](?=\S)", block.text if not block.number else ""):
        return replace(block, kind=BlockKind.PARAGRAPH, content=without(block.content, match.end()), number=str(number))
    if match := re.fullmatch(rf"{number}\.(\d{{1,3}})", block.number):
        lead = f"{match[1]} "
        boxes = tuple((start + len(lead) if at else 0, box) for at, (start, box) in enumerate(block.content.boxes))
        content = PlacedText(lead + block.text, boxes, block.content.struck)
        return replace(block, content=content, number=str(number))
    return block
