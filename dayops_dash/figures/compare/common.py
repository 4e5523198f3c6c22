"""Councils side by side: a table with a column for each, whose every cell says its own basis, year and place in a paper."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.rows import Placed
from dayops_dash.figures.demand.attendance import CELL
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure, Source
from dayops_dash.measures import compare
from dayops_dash.measures.shared import neighbours

NOT_STATED = "Not stated"
NOTE_BASES = "Bases differ between papers, so nothing is added up, averaged or put in order of size."


@dataclass(frozen=True)
class Summary:
    """What one council's papers say of one thing: the main words, what stands under them, and the rows they come from."""

    words: str = NOT_STATED
    details: tuple[str, ...] = ()
    rows: tuple[Placed, ...] = ()


@dataclass(frozen=True)
class Topic:
    """A line of a comparison: its name, and what a council's papers say of it."""

    name: str
    tell: Callable[[Council], Summary]


def place(council: Council, rows: Sequence[Placed]) -> str:
    """Return the first place of rows in each paper: strategy, paragraph 6, and 2 more. The figure's sources have every one."""
    papers: dict[str, dict[str, None]] = {}
    for row in rows:
        places = row.locator if len(rows) == 1 else CELL.sub("", row.locator)
        papers.setdefault(council.document_kind(row.document_id), {}).update(dict.fromkeys(places.split("; ")))
    return "; ".join(f"{kind}, {_first(list(places))}" for kind, places in papers.items())


def _first(places: Sequence[str]) -> str:
    more = len(places) - 1
    return f"{places[0]}, and {wording.count(more, 'more place')}" if more else places[0]


def cell(council: Council, told: Summary) -> str:
    """Return a cell: its words on the first line, its basis and its place on lines of their own."""
    if council.latest_paper is None:
        return f"No paper by {wording.short_day(council.as_at)}"
    where = place(council, told.rows)
    return "\n".join(line for line in (told.words, *told.details, f"Source: {where}" if where else "") if line)


def lower(text: str) -> str:
    """Return a sentence from a paper's row as the end of another: its first letter small, no full stop."""
    return f"{wording.uncapital(text)}".rstrip(".")


def name(council: Council) -> str:
    unsaid = neighbours.is_made_up(council) and "illustrative" not in council.short_title
    return f"{council.short_title} (illustrative)" if unsaid else council.short_title


ComparedLine = tuple[Topic, list[Summary]]  # a topic, and what each council's papers say of it


def _column(place_of: int, council: Council) -> GridColumn[ComparedLine]:
    return GridColumn(council.slug.replace("-", "_"), name(council), lambda line: cell(council, line[1][place_of]))


def side_by_side(
    figure_id: str, title: str, words: str, topics: Sequence[Topic], councils: Sequence[Council]
) -> Figure:
    """Return a figure with a line for each topic and a column for each council."""
    told = [[topic.tell(c) for c in councils] for topic in topics]
    columns = [_column(place_of, c) for place_of, c in enumerate(councils)]
    names = GridColumn[ComparedLine]("compared", "Compared", lambda line: line[0].name)
    cited = [
        Source(f"{name(c)}: {c.document_title(row.document_id)}", row.locator)
        for place_of, c in enumerate(councils)
        for line in told
        for row in line[place_of].rows
    ]
    return Figure(
        figure_id,
        title,
        _subtitle(councils),
        words,
        grid_of(list(zip(topics, told, strict=True)), names, *columns, even=True),
        notes=(NOTE_BASES,),
        sources=tuple(dict.fromkeys(cited)),
        grid_first=True,
    )


def _subtitle(councils: Sequence[Council]) -> str:
    """Return which councils stand side by side, and of which of them a title counts: of those shown, and never of a made-up one."""
    real, day = neighbours.counted(councils), wording.day(councils[0].as_at)
    counts = f"; counts are of the {wording.spelled(len(real))} real ones" if 0 < len(real) < len(councils) else ""
    return f"Each council shown, as known on {day}{counts}"


def some(found: int, one: str, many: str) -> str:
    """three describe; one describes; none describes"""
    return f"{wording.spelled(found) if found else 'none'} {one if found < 2 else many}"


def of_all(found: int, councils: Sequence[Council], one: str, many: str) -> str:
    """Return how many of the real councils do something: three of four describe; both describe; all three real councils describe."""
    real = neighbours.counted(councils)
    known = [council for council in real if council.latest_paper] or real  # others are silent for want of a paper
    total, kind = len(known), " real councils" if len(known) == len(real) < len(councils) else ""
    if total == 1:
        return f"{'the one' if found else 'no'} real council {one}"
    if found == total:
        return f"{'both' if total == 2 else f'all {wording.spelled(total)}'}{kind} {many}"
    of = f"of {wording.spelled(total)}{kind} "
    return some(found, of + one, of + many)


def number_of(councils: Sequence[Council], thing: str, one: str, many: str) -> str:
    """Return how many councils' papers state a thing, in a clause."""
    return of_all(compare.how_many(councils, thing), councils, one, many)
