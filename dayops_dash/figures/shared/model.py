"""What a figure is: a plain value that the screen, a document or a test can show without working anything out again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dayops_dash.dataset import Council
from dayops_dash.dataset.rows import Placed
from dayops_dash.figures.shared.ask import Ask
from dayops_dash.figures.shared.exempt_places import marked_place
from dayops_dash.figures.shared.grid import Grid, markdown_text, table_markdown
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.matrix import Matrix
from dayops_dash.figures.shared.pictures.cards import CardGroup
from dayops_dash.figures.shared.pictures.flow import FlowChart
from dayops_dash.figures.shared.pictures.paths import DescentPath
from dayops_dash.figures.shared.pictures.spans import SpanChart
from dayops_dash.figures.shared.pictures.units import UnitChart, group_words
from dayops_dash.frozen import frozen


@dataclass(frozen=True, order=True)
class Source:
    """A place in a paper. ``addresses`` are where it can be read: the paper's, then one for each place, with its page; "" for none."""

    title: str
    locator: str
    addresses: tuple[str, ...] = ()

    @property
    def paper(self) -> Source:
        """The paper as a whole."""
        return Source(self.title, "", self.addresses[:1])

    def __str__(self) -> str:
        return f"{self.title}, {self.locator}" if self.locator else self.title


def sources(council: Council, rows: Sequence[Placed]) -> tuple[Source, ...]:
    """Return where rows come from, each place once, in the order of the rows. A row needs document_id and locator."""
    return tuple(dict.fromkeys(source_at(council, row.document_id, row.locator) for row in rows))


def source_at(council: Council, document_id: str, locator: str = "") -> Source:
    """Return a place in a paper, with the addresses at which the paper and the place's pages can be read."""
    title, address = council.document_title(document_id), council.paper_address(document_id)
    marked = marked_place(council, document_id, locator)
    if not address:
        return Source(title, marked)
    places = [council.paper_address(document_id, place) for place in locator.split("; ") if place]
    return Source(title, marked, (address, *places))


@dataclass(frozen=True)
class Chart:
    """A drawing: a Vega-Lite specification, which no reader can change, and the words that stand for it.

    ``narrow`` is the same for a phone's width, ``wall`` for a whole screen, where it is laid out otherwise there. A chart that is
    ``live`` changes with each move of a control: the reader's browser draws it, where any other is drawn once for all readers.
    """

    spec: Mapping[str, Any] = field(repr=False)
    alt: str
    narrow: Mapping[str, Any] | None = field(default=None, repr=False)
    live: bool = False
    wall: Mapping[str, Any] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "spec", frozen(self.spec))
        for name in ("narrow", "wall"):
            object.__setattr__(self, name, frozen(spec) if (spec := getattr(self, name)) else None)

    @property
    def fluid(self) -> bool:
        """Whether it is as wide as there is room; else it has a shape of its own, as a map of hexagons has."""
        return self.spec.get("width") == "container"


@dataclass(frozen=True)
class Tile:
    """One number or short phrase to be read from across a room, what it is, and where to read on.

    ``mark`` is the symbol that stands for it beside its colour; "" where it needs none.
    """

    value: str
    label: str
    detail: str = ""
    mark: str = ""
    tone: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Bar:
    """One share drawn as a bar: of what, per cent, the words at its end, what stands under the label, and its interval if asked for.

    A count is drawn as its share of the longest beside it. One that is ``hollow`` is projected, not counted. One with a ``start``,
    per cent, begins where the one before it ended. One with a ``whole`` is a change of what that outline stands for, per cent: an
    arrow back from the outline's end is a fall, one on from it a rise.
    """

    label: str
    share: float
    words: str
    detail: str = ""
    interval: tuple[float, float] | None = None
    hollow: bool = False
    start: float = 0.0
    whole: float = 0.0

    @property
    def falls(self) -> bool:
        """Whether it is drawn as a fall."""
        return 0 < self.start + self.share <= self.whole + 0.01


@dataclass(frozen=True)
class Panel:
    """One of several small drawings or lists: bars, items, or both. They stand side by side, but for those that are ``wide``."""

    title: str
    detail: str = ""
    bars: tuple[Bar, ...] = ()
    items: tuple[str, ...] = ()
    note: str = ""
    wide: bool = False

    def markdown(self) -> str:
        parts = [f"### {markdown_text(self.title)}", markdown_text(self.detail)]
        lines = [
            *(f"{bar.label}{f' ({bar.detail})' if bar.detail else ''}: {bar.words}" for bar in self.bars),
            *self.items,
        ]
        parts += ["\n".join(f"- {markdown_text(line)}" for line in lines), markdown_text(self.note)]
        return "\n\n".join(part for part in parts if part)


@dataclass(frozen=True, eq=False)
class Figure:
    """One finding. ``title`` states it; ``words`` say it in full; ``grid`` holds every number that the drawing shows."""

    figure_id: str
    title: str
    subtitle: str
    words: str
    grid: Grid
    chart: Chart | None = None
    matrix: Matrix | None = None
    units: UnitChart | None = None  # drawn in place of the chart where its squares can be touched
    spans: SpanChart | None = None  # the same: drawn in place of the chart
    flow: FlowChart | None = None  # the same
    cards: tuple[CardGroup, ...] = ()  # shown before the table
    paths: tuple[DescentPath, ...] = ()
    tiles: tuple[Tile, ...] = ()
    panels: tuple[Panel, ...] = ()
    entries: tuple[Entry, ...] = ()
    asks: tuple[Ask, ...] = ()
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    grid_first: bool = False  # the table is the figure, not its fallback
    brief: bool = False  # the tiles say it all: words, table and notes stand behind one disclosure
    absent: bool = False  # it tells that no paper says anything of its subject: not for a wall

    @property
    def is_touched(self) -> bool:
        """Whether its drawing is one of which each part can be touched."""
        return bool(self.units or self.spans or self.flow)

    @property
    def measure(self) -> str:
        """What is measured, without how the drawing is read, which a subtitle says after its first sentence."""
        drawn = self.chart or any(panel.bars for panel in self.panels)
        return self.subtitle.partition(". ")[0] if drawn else self.subtitle

    def markdown(self) -> str:
        """Return the whole figure as plain Markdown."""
        parts = [f"## {markdown_text(self.title)}", markdown_text(self.subtitle), markdown_text(self.words)]
        parts += [table_markdown(self.matrix.table()), markdown_text(self.matrix.note)] if self.matrix else []
        parts += [_units_markdown(self.units)] if self.units else []
        parts += ["\n".join(f"- {markdown_text(_tile_words(tile))}" for tile in self.tiles)] if self.tiles else []
        parts += ["\n".join(f"- {markdown_text(path.words)}" for path in self.paths)] if self.paths else []
        parts += [panel.markdown() for panel in self.panels]
        parts += [entry.markdown() for entry in self.entries]
        parts += [_ask_markdown(ask) for ask in self.asks]
        parts += [self.grid.markdown()] if self.grid.rows else []
        parts += ["\n".join(f"- {markdown_text(note)}" for note in self.notes)] if self.notes else []
        parts += ["Source: " + markdown_text(source_line(self.sources))] if self.sources else []
        return "\n\n".join(part for part in parts if part)


def _units_markdown(shown: UnitChart) -> str:
    """Return the things of each state by name, and how many there were of each on the earlier day."""
    lines = [f"{group.words}: {'; '.join(unit.name for unit in group.units)}" for group in shown.groups]
    lines += [f"{shown.earlier_heading}: {group_words(shown.earlier)}"] if shown.earlier else []
    return "\n".join(f"- {markdown_text(line)}" for line in lines)


def _ask_markdown(ask: Ask) -> str:
    evidence = "\n".join(f"- {markdown_text(line)}" for line in ask.evidence)
    return "\n\n".join((f"### {markdown_text(ask.question)}", markdown_text(f"{ask.why} {ask.matters}"), evidence))


@dataclass(frozen=True)
class Entry:
    """One thing told at length: a title, a line under it, pairs of a name and its words, a list, and what it rests on."""

    entry_id: str
    title: str
    summary: str
    pairs: tuple[tuple[str, str], ...] = ()
    history: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    history_title: str = "What the papers have said"

    def markdown(self) -> str:
        parts = [f"### {markdown_text(self.title)}", markdown_text(self.summary)]
        parts += ["\n".join(f"- {markdown_text(name)}: {markdown_text(words)}" for name, words in self.pairs)]
        parts += ["\n".join(f"- {markdown_text(line)}" for line in self.history)]
        parts += ["Source: " + markdown_text(source_line(self.sources))] if self.sources else []
        return "\n\n".join(part for part in parts if part)


def _tile_words(tile: Tile) -> str:
    return f"{tile.label}: {tile.value}" + (f". {tile.detail}" if tile.detail else "")


@dataclass(frozen=True)
class SourceGroup:
    """A paper of a line of sources, with its address, and its places, each with the address of its page; "" for none."""

    title: str
    address: str
    places: Mapping[str, str]


def source_groups(found: Sequence[Source]) -> tuple[SourceGroup, ...]:
    """Return places in papers as a line groups them: each paper once, with its places."""
    papers: dict[str, dict[str, str]] = {}
    addresses: dict[str, str] = {}
    for source in found:
        places = papers.setdefault(source.title, {})
        addresses[source.title] = addresses.get(source.title) or next(iter(source.addresses), "")
        parts = [part for part in source.locator.split("; ") if part]
        for at, part in enumerate(parts, 1):
            places.setdefault(part, source.addresses[at] if at < len(source.addresses) else "")
    return tuple(SourceGroup(title, addresses[title], places) for title, places in papers.items())


def source_line(found: Sequence[Source]) -> str:
    """Return places in papers as one line: each paper once, with its places."""
    return "; ".join(
        f"{one.title} ({', '.join(one.places)})" if one.places else one.title for one in source_groups(found)
    )


def sources_named(found: Sequence[Source]) -> str:
    """Return what sources are called in a line: the paper where it is one, else how many there are."""
    papers = source_groups(found)
    if len(papers) != 1:
        return f"Sources: {len(papers)} papers"
    (paper,) = papers
    return f"Source: {paper.title}" + (f", {len(paper.places)} places" if len(paper.places) > 1 else "")
