"""Which findings are shown one at a time, from across a room: the same ones, in the same order, in the slides and when presenting."""

from __future__ import annotations

from dataclasses import replace

from dayops_dash.figures.shared.grid import Grid, Kind
from dayops_dash.figures.shared.model import Bar, Chart, Figure, Panel
from dayops_dash.stories.sections import SECTIONS
from dayops_dash.stories.shared.model import Finding, Story

MOST = 12  # findings; with a title and a closing slide, what an agenda item bears
MOST_OF_ONE = 2  # findings of one section
FEW_COLUMNS = 3
FEW_ROWS = 5
FEW_PANELS = 2
FEW_LINES = 5  # bars or items of a panel
FEW_BARS = 8  # of a panel that stands for a whole drawing
TALLEST = 480  # pixels of a drawing that can still be read when it is fitted to a wall


def _few_panels(figure: Figure) -> tuple[Panel, ...]:
    alone = (
        figure.panels and figure.panels[0].wide
    )  # it takes the whole width, and others would be pushed off the screen
    return tuple(_short(panel) for panel in figure.panels[: 1 if alone else FEW_PANELS])


def _short(panel: Panel) -> Panel:
    left = max(len(panel.bars) - FEW_LINES, 0) + max(len(panel.items) - FEW_LINES, 0)
    note = f"And {left} more. {panel.note}".strip() if left else panel.note
    return replace(panel, bars=panel.bars[:FEW_LINES], items=panel.items[:FEW_LINES], note=note)


def deck(stories: tuple[Story, ...]) -> tuple[Finding, ...]:
    """Return the findings of some stories in their order: of each story the most telling, then second ones while there is room.

    A section that has nothing to show is left out; where none has anything, each story's first figure says so.
    """
    told = [[figure for n, figure in enumerate(_telling(story)) if not n or _is_picture(figure)] for story in stories]
    told = [found[:MOST_OF_ONE] for found in told]
    if not any(told):
        told = [list(story.figures[:1]) for story in stories]
    room = MOST - sum(bool(found) for found in told)
    findings: list[Finding] = []
    for story, found in zip(stories, told, strict=True):
        kept = found[: 1 + (room > 0)]
        room -= len(kept) > 1
        findings += [finding(story, figure) for figure in kept]
    return tuple(findings[:MOST])


def _telling(story: Story) -> list[Figure]:
    by_id = {figure.figure_id: figure for figure in story.figures}
    page = SECTIONS.get(story.page)
    named = [shown.figure_id for shown in page.slides] if page else []
    wanted = named or [figure.figure_id for figure in story.figures[:1]]
    return [by_id[name] for name in wanted if name in by_id and _shows(by_id[name])]


def _shows(figure: Figure) -> bool:
    """Whether there is something to show: not that no paper says anything."""
    return not figure.absent and bool(figure.grid.rows or figure.chart or figure.tiles or figure.panels)


def _is_picture(figure: Figure) -> bool:
    """Whether a figure is looked at and not read."""
    drawn = figure.is_touched or figure.matrix or (figure.chart and _legible(figure.chart))
    return bool(drawn or any(panel.bars for panel in figure.panels))


def finding(story: Story, figure: Figure) -> Finding:
    """Return a figure of a story as a room can read it: the story's first under its headline, where it has one."""
    if story.headline and figure.figure_id == story.figures[0].figure_id:
        figure = replace(figure, title=story.headline)
    first, full_stop, _ = figure.words.partition(". ")
    whole = _few_columns(story.page, figure)
    few = Grid(whole.headings, whole.rows[:FEW_ROWS])
    return Finding(
        story.page,
        story.question,
        figure,
        first + full_stop.strip(),
        few,
        whole,
        _as_bars(figure, few) or _few_panels(figure),
        bool(figure.chart and _legible(figure.chart)),
    )


def _as_bars(figure: Figure, few: Grid) -> tuple[Panel, ...]:
    """Return a drawing that is too tall for a wall as bars of its first share, each row one; () where there are too many."""
    shares = [heading for heading in few.headings if heading.kind is Kind.PERCENT]
    if not figure.chart or _legible(figure.chart) or not shares or len(figure.grid.rows) > FEW_BARS:
        return ()
    every = figure.grid.only([few.headings[0].code, shares[0].code])
    shown = zip(every.rows, every.shown(), strict=True)
    bars = tuple(Bar(str(row[0]), float(row[1]), words[1]) for row, words in shown if isinstance(row[1], int | float))
    return (Panel(shares[0].label, bars=bars, wide=True),) if len(bars) == len(every.rows) else ()


def _few_columns(page: str, figure: Figure) -> Grid:
    grid, wanted = figure.grid, SECTIONS[page].columns_on_slides(figure.figure_id) if page in SECTIONS else ()
    kept = [
        place
        for place, heading in enumerate(grid.headings)
        if (heading.code in wanted if wanted else heading.on_screen and heading.kind is not Kind.PLACE)
    ]
    kept = kept if wanted else kept[:FEW_COLUMNS]
    rows = tuple(tuple(row[place] for place in kept) for row in grid.rows)
    return Grid(tuple(grid.headings[place] for place in kept), rows)


def _legible(chart: Chart) -> bool:
    """Whether a drawing can be read when fitted to a wall. A map says where, which no table does, so it is always drawn."""
    height = chart.spec.get("height")
    return not chart.fluid or (isinstance(height, int | float) and height <= TALLEST)
