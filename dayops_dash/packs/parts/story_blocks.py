"""A story as part of a report: its answer, then each figure with its words, drawing, tables, notes and sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from dayops_dash import wording
from dayops_dash.figures.shared.model import Entry, Figure, Panel, Source, source_line
from dayops_dash.packs.parts.blocks import (
    Block,
    Fine,
    Items,
    Paragraph,
    Picture,
    SectionHeading,
    TableBlock,
    first_columns,
    grid_table,
    text_table,
)
from dayops_dash.stories.shared.model import Story

MOST_ROWS, MOST_COLUMNS = 12, 5  # of a table that stands in the text; larger ones stand whole in the appendix
FIRST_COLUMNS = 4  # of a wide table, which stand in the text all the same


@dataclass
class Tables:
    """The tables of a report, numbered as they come: those in the text, and those kept for the appendix."""

    in_text: int = 0
    pictures: int = 0
    appendix: list[tuple[str, list[Block]]] = field(default_factory=list)

    def numbered(self, table: TableBlock) -> TableBlock:
        self.in_text += 1
        return replace(table, caption=f"Table {self.in_text}. {table.caption}")

    def put_off(self, title: str, table: TableBlock, after: list[Block]) -> str:
        """Keep a table for the appendix, and return its name there."""
        name = f"Table A{len(self.appendix) + 1}"
        whole = replace(table, caption=f"{name}. {table.caption}")
        self.appendix.append((f"{name}: {title}", [whole, *after]))
        return name


Columns = Callable[[str], tuple[str, ...]]  # of a figure's wide table, by the figure's id: () for its first columns


def _first_ones(figure_id: str) -> tuple[str, ...]:
    return ()


def story_blocks(
    story: Story, title: str, figures: Sequence[Figure], tables: Tables, columns: Columns = _first_ones
) -> list[Block]:
    """Return a story under its title, with those of its figures that are wanted."""
    found: list[Block] = [SectionHeading(1, title), Paragraph(story.answer)]
    found += [Paragraph(story.caution)] if story.caution else []
    for figure in figures:
        found += figure_blocks(figure, tables, columns(figure.figure_id))
    return found


def figure_blocks(figure: Figure, tables: Tables, columns: tuple[str, ...] = ()) -> list[Block]:
    """Return a figure with everything that the screen shows of it. ``columns`` of a wide table stand in the text; else its first."""
    found: list[Block] = [SectionHeading(2, figure.title), Paragraph(figure.words)]
    found += _drawn(figure, tables)
    grid = _grid_blocks(figure, tables, columns)
    told = bool(grid) and isinstance(grid[0], TableBlock)
    for panel in figure.panels:
        found += _panel_blocks(panel, told)
    for entry in figure.entries:
        found += _entry_blocks(entry)
    found += grid
    if figure.tiles and not figure.grid.rows:
        found.append(
            Items(tuple(f"{t.label}: {t.value}" + (f" ({t.detail})" if t.detail else "") for t in figure.tiles))
        )
    found += [Items(figure.notes, fine=True)] if figure.notes else []
    return found + _source(figure.sources)


def _drawn(figure: Figure, tables: Tables) -> list[Block]:
    found: list[Block] = []
    if figure.chart:
        tables.pictures += 1
        found.append(Picture(figure.chart, f"Figure {tables.pictures}. {figure.subtitle}"))
    if figure.matrix:
        head, *rows = figure.matrix.table()
        found.append(tables.numbered(text_table(figure.subtitle, head, rows)))
        found += [Fine(figure.matrix.note)] if figure.matrix.note else []
    return found


def _grid_blocks(figure: Figure, tables: Tables, columns: tuple[str, ...]) -> list[Block]:
    """Return the figure's table; or, where it is large, its first columns and where in the appendix the whole stands."""
    if not figure.grid.rows:
        return []
    table, empty = grid_table(figure.grid, figure.measure)
    after: list[Block] = [Fine(f"Not stated for any row: {', '.join(map(wording.uncapital, empty))}.")] if empty else []
    few = len(table.rows) <= MOST_ROWS
    if few and len(table.heads) <= MOST_COLUMNS:
        return [tables.numbered(table), *after]
    name = tables.put_off(figure.title, table, [*after, *_source(figure.sources)])
    if not few or figure.panels or figure.entries:
        return [Fine(f"In full: {name} in the appendix.")]
    if columns:
        short, _ = grid_table(figure.grid.only(columns), figure.measure)
    else:
        short = first_columns(table, FIRST_COLUMNS, figure.measure)
    return [tables.numbered(short), Fine(f"With its other columns: {name} in the appendix.")]


def _panel_blocks(panel: Panel, told: bool) -> list[Block]:
    """Return a panel as a list; nothing where it only draws what the table beside it tells."""
    if told and not panel.items:
        return []
    bars = (f"{bar.label}{f' ({bar.detail})' if bar.detail else ''}: {bar.words}" for bar in panel.bars)
    found: list[Block] = [SectionHeading(3, panel.title)]
    found += [Fine(panel.detail, leads=True)] if panel.detail else []
    found.append(Items((*bars, *panel.items)))
    return found + ([Fine(panel.note)] if panel.note else [])


def _entry_blocks(entry: Entry) -> list[Block]:
    found: list[Block] = [SectionHeading(3, entry.title)]
    found += [Paragraph(entry.summary)] if entry.summary else []
    found += [Items(tuple(f"{name}: {words}" for name, words in entry.pairs))] if entry.pairs else []
    if entry.history:
        found += [Fine(entry.history_title, leads=True), Items(entry.history)]
    return [*found, *_source(entry.sources)]


def _source(found: Sequence[Source]) -> list[Block]:
    line = source_line(found)
    return [Fine(f"Source: {line}")] if line else []
