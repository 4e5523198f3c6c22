"""Rows of cells as a grid: cells that stretch, header rows, and a table that goes on over pages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from dayops_dash.desk.papers.reading.assembled import joined
from dayops_dash.desk.papers.reading.model import NOWHERE, PaperBox, PaperCell, PaperTable, PlacedText

NUMBER = re.compile(r"^[£(\-–]?\s?\d[\d,.]*\s?(?:%|k|m|bn|million)?\)?\*{0,2}$", re.IGNORECASE)
YEAR = re.compile(r"^(?:19|20)\d\d(?:\s?[-/–]\s?(?:\d\d)?\d\d)?$")
DIGIT = re.compile(r"[£%]|\d")
MOST_HEADER_ROWS = 4
MOST_COLUMNS = 80

EMPTY = PaperCell(PlacedText(""))

Cells = Sequence[PaperCell]


def grid_of(rows: Sequence[Cells], caption: str = "") -> PaperTable:
    """Return rows of cells as a table: each cell in its column, a cell that stretches in its first."""
    grid: list[list[PaperCell | None]] = [[] for _ in rows]
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            if column >= MOST_COLUMNS:
                break
            for down in range(cell.row_span):
                for across in range(cell.column_span):
                    taken.add((number + down, column + across))
            grid[number] += [None] * (column + 1 - len(grid[number]))
            grid[number][column] = cell
            column += cell.column_span
    wide = max((column + 1 for _, column in taken), default=0)
    whole = [(*row, *[None] * (wide - len(row))) for row in grid]
    whole = [row for row in whole if any(cell and (cell.text or cell.content.struck) for cell in row)]
    return _titled(PaperTable(tuple(_without_repeats(whole)), caption, _header_rows(whole)))


def in_columns(rows: Sequence[Cells]) -> list[Cells]:
    """Return rows in which each cell of a row that lacks some stands under those of the other rows: some programs tag no empty ones.

    Rows in which a cell stretches, down or across, are left as they are, and so is a row whose cells have no certain column.
    """
    wide = max((sum(cell.column_span for cell in row) for row in rows), default=0)
    whole = [row for row in rows if len(row) == wide]
    if any(cell.row_span > 1 for row in rows for cell in row) or len(whole) < 2:
        return [*rows]
    columns = [_stretch([row[at].content.box for row in whole]) for at in range(wide)]
    return [row if len(row) == wide else _placed(row, columns) or row for row in rows]


def _stretch(boxes: Sequence[PaperBox]) -> tuple[float, float]:
    found = [box for box in boxes if box is not NOWHERE and box.right > box.left]
    return (min(box.left for box in found), max(box.right for box in found)) if found else (0.0, 0.0)


def _placed(row: Cells, columns: Sequence[tuple[float, float]]) -> list[PaperCell] | None:
    if any(cell.column_span > 1 for cell in row):
        return None
    found = [EMPTY] * len(columns)
    last = -1
    for cell in row:
        box = cell.content.box
        shared = [min(box.right, right) - max(box.left, left) for left, right in columns]
        best = max(range(len(columns)), key=lambda at: shared[at])
        if shared[best] <= 0 or best <= last:
            return None
        found[best] = cell
        last = best
    return found


def _without_repeats(rows: Sequence[tuple[PaperCell | None, ...]]) -> list[tuple[PaperCell | None, ...]]:
    """Return rows without those that only print the headings again, as a table does on each page."""
    count = _header_rows(rows)
    heads = [_texts(row)[1:] for row in rows[:count] if len([text for text in _texts(row)[1:] if text]) > 1]
    return [row for at, row in enumerate(rows) if at < count or _texts(row)[1:] not in heads]


def _header_rows(rows: Sequence[Sequence[PaperCell | None]]) -> int:
    """Return how many rows are headings: those whose cells are all marked so, else those above the first row with numbers."""
    marked = 0
    for row in rows:
        cells = [cell for cell in row if cell and cell.text]
        if not all(cell.is_header for cell in cells) or any(_is_value(cell.text) for cell in cells):
            break
        marked += 1
    if marked == len(rows):
        marked = 0
    if marked:
        return _without_sections(rows, marked)
    for number, row in enumerate(rows[:MOST_HEADER_ROWS]):
        texts = [cell.text for cell in row[1:] if cell and cell.text]
        if any(_is_value(text) for text in texts):
            return number
        if texts and all(YEAR.match(text) for text in texts):
            return number + 1
    heads = [cell.text for cell in rows[0] if cell and cell.text] if len(rows) > 1 else []
    return (
        1
        if len(heads) > 1
        and all(
            len(text) <= 60 and not (text.endswith(".") and " " in text) and not DIGIT.search(text) for text in heads
        )
        else 0
    )


def _is_value(text: str) -> bool:
    return bool(NUMBER.match(text)) and not YEAR.match(text)


def _without_sections(rows: Sequence[Sequence[PaperCell | None]], marked: int) -> int:
    """Return the number of header rows without a last one that fills one cell and heads the rows below it, not the columns."""
    filled = [sum(1 for cell in row if cell and cell.text) for row in rows[:marked]]
    while marked > 1 and filled[marked - 1] == 1 and filled[marked - 2] > 1:
        marked -= 1
    return marked


def _titled(table: PaperTable) -> PaperTable:
    """Return a table whose first row is one cell over all columns with that as its caption, where it has none."""
    if len(table.rows) < 2 or table.columns < 2 or table.caption:
        return table
    first = [cell for cell in table.rows[0] if cell and cell.text]
    second = [cell for cell in table.rows[1] if cell and cell.text]
    if len(first) != 1 or len(second) < 2 or table.rows[0][0] is None or not table.rows[0][0].text:
        return table
    if first[0].column_span < table.columns and len(table.rows) < 3:
        return table
    rest = table.rows[1:]
    return PaperTable(rest, first[0].text, _header_rows(rest), first[0].content.box)


def continued(first: PaperTable, second: PaperTable) -> PaperTable:
    """Return two parts of one table as one: headings that are printed again are left out, a row that was broken is joined."""
    rows = list(second.rows)
    heads = [_texts(row) for row in first.rows[: max(first.header_rows, 1)]]
    heads += [("", *row[1:]) for row in heads]
    while rows and heads and (_texts(rows[0]) in heads or (("", *_texts(rows[0])[1:]) in heads and second.header_rows)):
        rows.pop(0)
    tails = [head[1:] for head in heads if len([text for text in head[1:] if text]) > 1]
    rows = [row for row in rows if _texts(row)[1:] not in tails]
    before = list(first.rows)
    if rows and before and _goes_on(before[-1], rows[0]):
        before[-1] = _whole_row(before[-1], rows.pop(0))
    return replace(first, rows=(*before, *rows))


def _texts(row: Sequence[PaperCell | None]) -> tuple[str, ...]:
    return tuple(cell.text if cell else "" for cell in row)


def _goes_on(last: Sequence[PaperCell | None], first: Sequence[PaperCell | None]) -> bool:
    """Whether a row goes on: the next has no first cell, or begins in the middle of a sentence that the other left open."""
    filled = [cell for cell in first if cell and cell.text]
    if not filled or (
        len(filled) == len([c for c in last if c and c.text]) > 1 and first[0] and first[0].text[:1].isupper()
    ):
        return False
    if not (first[0] and first[0].text):
        pairs = [(above, cell) for above, cell in zip(last, first, strict=False) if cell and cell.text]
        return all(not NUMBER.match(cell.text) or _is_year_of(above, cell) for above, cell in pairs)
    return first[0].text[:1].islower() and len(filled) <= len([c for c in last if c and c.text])


def _is_year_of(above: PaperCell | None, cell: PaperCell) -> bool:
    """Whether a cell is the year of a date that the cell above it began: September, 2026."""
    return bool(YEAR.match(cell.text) and above and above.text[-1:].isalpha())


def _whole_row(last: Sequence[PaperCell | None], rest: Sequence[PaperCell | None]) -> tuple[PaperCell | None, ...]:
    found: list[PaperCell | None] = []
    for one, more in zip(last, rest, strict=False):
        if one and more:
            found.append(replace(one, content=joined([one.content, more.content])))
        else:
            found.append(one or more)
    return tuple(found)
