"""Tables of an untagged PDF: by the rules that are drawn round their cells, else by columns of text that stand in line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dayops_dash.desk.papers.reading.assembled import assembled
from dayops_dash.desk.papers.reading.chars import PageChar, PageContent, PageRule
from dayops_dash.desk.papers.reading.grid import grid_of
from dayops_dash.desk.papers.reading.lines import TextLine, text_of
from dayops_dash.desk.papers.reading.model import PaperCell, PaperTable, PlacedText
from dayops_dash.desk.papers.reading.printed_number import BULLETS, number_before

SNAP = 3.0  # points: rules no further apart are one
FEWEST_ROWS_IN_LINE = 3  # of a table that has no rules
MOST_RULES = 6_000  # a drawing, not a table
SAME_EDGE = 1.0  # points
WORD_GAP = 0.15  # of the height: so far from one word to the next at least
LARGEST_ROW_GAP = 2.6  # of the height of a line


@dataclass(frozen=True)
class FoundTable:
    """A table on a page: its box, the table, and the left edges of its columns."""

    page: int
    left: float
    top: float
    right: float
    bottom: float
    table: PaperTable
    edges: tuple[float, ...]
    touches: tuple[bool, bool] = (False, False)  # the top and the bottom of what stands on its page


def ruled_tables(page: PageContent) -> list[FoundTable]:
    """Return the tables of a page that have rules round their cells."""
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

    if not 4 <= len(page.rules) <= MOST_RULES:
        return []
    edges = merge_edges([_edge(rule) for rule in page.rules], SNAP, SNAP, SNAP, SNAP)
    cells = intersections_to_cells(edges_to_intersections(edges, SNAP, SNAP))
    found = [_found(page, table) for table in cells_to_tables(cells)]
    return sorted((one for one in found if one), key=lambda one: (one.top, one.left))


def _edge(rule: PageRule) -> dict[str, object]:
    x, y = (rule.left + rule.right) / 2, (rule.top + rule.bottom) / 2
    if rule.is_level:
        box = {"x0": rule.left, "x1": rule.right, "top": y, "bottom": y, "orientation": "h"}
    else:
        box = {"x0": x, "x1": x, "top": rule.top, "bottom": rule.bottom, "orientation": "v"}
    return {**box, "width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"]}  # type: ignore[operator]


def _found(page: PageContent, boxes: Sequence[tuple[float, float, float, float]]) -> FoundTable | None:
    lefts = _snapped([box[0] for box in boxes] + [box[2] for box in boxes])
    tops = _snapped([box[1] for box in boxes] + [box[3] for box in boxes])
    if len(lefts) < 3 or len(tops) < 2:  # one column is a frame round text
        return None
    rows: list[list[PaperCell]] = [[] for _ in tops[:-1]]
    for box in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column = _at(tops, box[1]), _at(lefts, box[0])
        spans = max(_at(tops, box[3]) - row, 1), max(_at(lefts, box[2]) - column, 1)
        if row < len(rows):
            rows[row].append(PaperCell(_inside(page, box), False, *spans))
    table = grid_of(rows)
    if table.columns < 2 or not any(cell.text for _, _, cell in table.cells()):
        return None
    return FoundTable(page.number, lefts[0], tops[0], lefts[-1], tops[-1], table, tuple(lefts))


def _snapped(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > SNAP:
            found.append(value)
    return found


def _at(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - value))


def _inside(page: PageContent, box: tuple[float, float, float, float]) -> PlacedText:
    left, top, right, bottom = box
    return assembled(
        [
            (page.number, char)
            for char in page.chars
            if left <= (char.left + char.right) / 2 <= right and top <= (char.top + char.bottom) / 2 <= bottom
        ]
    )


def is_within(char: PageChar, tables: Sequence[FoundTable]) -> bool:
    """Whether a character stands in one of some tables."""
    x, y = (char.left + char.right) / 2, (char.top + char.bottom) / 2
    return any(one.left <= x <= one.right and one.top <= y <= one.bottom for one in tables)


def aligned_tables(page: PageContent, lines: Sequence[TextLine]) -> list[tuple[int, int, FoundTable]]:
    """Return the tables without rules: stretches of lines, as where they begin and end, that stand in two columns or more.

    Each row is set as pieces side by side; a piece alone under another goes on with its cell.
    """
    found = []
    start = 0
    while start < len(lines):
        end, rows = _rows_from(lines, start)
        if len(rows) >= FEWEST_ROWS_IN_LINE and (table := _aligned(page, rows)):
            found.append((start, end, table))
            start = end
        else:
            start += 1
    return found


def _rows_from(lines: Sequence[TextLine], start: int) -> tuple[int, list[list[TextLine]]]:
    """Return the rows of side-by-side pieces from a line on, and where they end."""
    rows: list[list[TextLine]] = []
    at = start
    while at < len(lines):
        row = [lines[at]]
        at += 1
        while at < len(lines) and _beside(row[-1], lines[at]):
            row.append(lines[at])
            at += 1
        if rows and _too_far(rows[-1], row):
            return at - len(row), rows
        if len(row) < 2 or _is_numbered(row):
            if len(row) < 2 and rows and len(rows[-1]) >= 2 and _under(rows[-1], row[0]):
                rows[-1].append(row[0])
                continue
            return at - len(row), rows
        rows.append(row)
    return at, rows


def _is_numbered(row: Sequence[TextLine]) -> bool:
    """Whether a row is a paragraph that hangs behind its number or bullet."""
    first = row[0].content.text
    return len(row) == 2 and (
        first in BULLETS or bool(number_before(f"{first} A")[0] or number_before(f"{first}. A")[0])
    )


def _beside(one: TextLine, other: TextLine) -> bool:
    return abs(one.middle - other.middle) < 0.5 * one.height and other.left >= one.right


def _too_far(above: Sequence[TextLine], row: Sequence[TextLine]) -> bool:
    return (
        row[0].top - max(line.bottom for line in above) > LARGEST_ROW_GAP * row[0].height or row[0].top < above[0].top
    )


def _under(row: Sequence[TextLine], line: TextLine) -> bool:
    lefts = [piece.left for piece in row]
    near = line.top - max(piece.bottom for piece in row) < 0.5 * line.height
    return near and any(abs(line.left - left) < line.height for left in lefts)


def _aligned(page: PageContent, rows: Sequence[Sequence[TextLine]]) -> FoundTable | None:
    """Return rows of pieces as a table, where their pieces stand in common columns; a number's right edge counts as well."""
    rows = [[part for piece in row for part in _split(piece, rows)] for row in rows]
    body = _columns([piece for row in rows[1:] for piece in row])
    columns = _columns([piece for row in rows for piece in row])
    if len(body) > len(columns):  # headings that stand so close that they were read as one line
        rows = [[part for piece in rows[0] for part in _parted(piece, body)], *rows[1:]]
        columns = body
    pieces = [piece for row in rows for piece in row]
    if not 2 <= len(columns) <= 12:
        return None
    grid = []
    for row in rows:
        cells: dict[int, list[TextLine]] = {}
        for piece in row:
            cells.setdefault(_column_of(columns, piece), []).append(piece)
        grid.append([PaperCell(text_of(cells.get(at, []))) for at in range(len(columns))])
    table = grid_of(grid)
    box = (min(p.left for p in pieces), min(p.top for p in pieces), max(p.right for p in pieces))
    return FoundTable(page.number, *box, max(p.bottom for p in pieces), table, tuple(left for left, _ in columns))


def _columns(pieces: Sequence[TextLine]) -> list[tuple[float, float]]:
    """Return the stretches across the page that no piece leaves: each column's left and right."""
    found: list[list[float]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if found and piece.left <= found[-1][1]:
            found[-1][1] = max(found[-1][1], piece.right)
        else:
            found.append([piece.left, piece.right])
    return [(left, right) for left, right in found]


def _split(piece: TextLine, rows: Sequence[Sequence[TextLine]]) -> list[TextLine]:
    """Return a piece as two or more where a word of it begins just where pieces of other rows do: its cells stand close."""
    lefts = [one.left for row in rows if piece not in row for one in row[1:]]
    parts: list[list[PageChar]] = [[]]
    for before, char in zip((None, *piece.chars), piece.chars, strict=False):
        is_word = before and (before.text.isspace() or char.left - before.right > WORD_GAP * piece.height)
        if is_word and any(abs(char.left - left) < SAME_EDGE for left in lefts):
            parts.append([])
        parts[-1].append(char)
    return [replace(piece, chars=tuple(p), left=p[0].left, right=p[-1].right) for p in parts]


def _parted(piece: TextLine, columns: Sequence[tuple[float, float]]) -> list[TextLine]:
    """Return a line of headings as one for each column over which its words begin."""
    parts: dict[int, list[PageChar]] = {}
    at = 0
    for before, char in zip((None, *piece.chars), piece.chars, strict=False):
        if before is None or before.text.isspace() or char.left - before.right > WORD_GAP * piece.height:
            over = [number for number, (left, _) in enumerate(columns) if left <= char.left + piece.height]
            at = over[-1] if over else 0
        parts.setdefault(at, []).append(char)
    return [replace(piece, chars=tuple(p), left=p[0].left, right=p[-1].right) for p in parts.values()]


def _column_of(columns: Sequence[tuple[float, float]], piece: TextLine) -> int:
    """Return the column in which a piece stands: the last that begins no further right."""
    within = (at for at, (left, right) in enumerate(columns) if left - 1 <= piece.left <= right + 1)
    before = [at for at, (left, _) in enumerate(columns) if left <= piece.left + piece.height]
    return next(within, before[-1] if before else 0)
