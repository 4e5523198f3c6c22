"""What a story is: a question, its answer in a sentence, and the figures that show it, in order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dayops_dash.dataset import Council
from dayops_dash.figures.plan.headline import today_words
from dayops_dash.figures.shared.day import evidence_today, evidence_words, no_paper_words, unread_words
from dayops_dash.figures.shared.grid import Grid, markdown_text
from dayops_dash.figures.shared.model import Figure, Panel
from dayops_dash.figures.shared.pictures.units import UnitChart
from dayops_dash.wording import day

__all__ = [
    "Finding",
    "Story",
    "evidence_today",
    "evidence_words",
    "no_paper_words",
    "seen_on",
    "today_words",
    "unread_words",
]


MANY_BARS = 5
OF_A_DAY = re.compile(
    r"\b(overdue|due|late|later|passed|past|next|ahead|begun|became|changed|not yet|no (?:news|update))\b",
    re.IGNORECASE,
)


def seen_on(council: Council) -> str:
    """Return a council with the day that its figures are true of, and how old the evidence is on it."""
    return _seen_on(council.short_title, council.as_at, evidence_words(council))


def _seen_on(name: str, as_at: date, evidence: str) -> str:
    return ". ".join(part for part in (f"{name}, as at {day(as_at)}", evidence) if part)


@dataclass(frozen=True)
class Story:
    """What a page tells of one council on one day. ``caution`` is said before the figures, where there is need.

    ``evidence`` says how old the latest paper is; ``today`` what is different today, "" where the day shown is today. ``plan`` is
    the whole plan in squares, small, on the pages that are of it. ``headline`` is the answer in about ten words, for a wall, where
    its first figure's title says something else.
    """

    page: str
    question: str
    answer: str
    council: str
    as_at: date
    figures: tuple[Figure, ...]
    caution: str = ""
    evidence: str = ""
    today: str = ""
    plan: UnitChart | None = None
    headline: str = ""

    @staticmethod
    def of(
        council: Council,
        page: str,
        question: str,
        answer: str,
        figures: tuple[Figure, ...],
        caution: str = "",
        plan: UnitChart | None = None,
    ) -> Story:
        """Return what a page tells of a council, with the day that it is true of and what is different today."""
        evidence, today = evidence_words(council), today_words(council)
        return Story(
            page, question, answer, council.short_title, council.as_at, figures, caution, evidence, today, plan
        )

    @property
    def seen_on(self) -> str:
        """The council, the day that everything here is true of, and how old the evidence is."""
        return _seen_on(self.council, self.as_at, self.evidence)

    def markdown(self) -> str:
        """Return the whole story as plain Markdown, with every figure's table, words, notes and sources."""
        head = [f"# {markdown_text(self.question)}", f"{markdown_text(self.seen_on)}", markdown_text(self.today)]
        head += [f"**{markdown_text(self.answer)}**", markdown_text(self.caution)]
        return "\n\n".join(part for part in [*head, *(figure.markdown() for figure in self.figures)] if part) + "\n"


@dataclass(frozen=True, eq=False)
class Finding:
    """One finding to be shown by itself and read from across a room: the page and question it comes from, and its figure.

    ``line`` is the finding in one sentence. ``grid`` and ``panels`` are what a room can read of the figure's, and ``whole``
    is the grid with all of its rows. ``drawn`` says whether its drawing can be read so far away.
    """

    page: str
    question: str
    figure: Figure
    line: str
    grid: Grid
    whole: Grid
    panels: tuple[Panel, ...]
    drawn: bool

    @property
    def of_a_day(self) -> bool:
        """Whether it speaks of what is late, next, due or begun, in its words or its table: true of one day only."""
        figure = self.figure
        cells = (str(cell) for row in figure.grid.rows for cell in row)
        tiles = (part for tile in figure.tiles for part in (tile.label, tile.detail))
        return any(OF_A_DAY.search(words) for words in (figure.title, figure.words, self.line, *tiles, *cells))

    @property
    def more_rows(self) -> int:
        """How many rows a room is not shown."""
        return len(self.whole.rows) - len(self.grid.rows)

    @property
    def has_many_bars(self) -> bool:
        """Whether its bars say it themselves, and need the room."""
        return sum(len(panel.bars) for panel in self.panels) > MANY_BARS

    @property
    def beside(self) -> bool:
        """Whether its drawing has a shape of its own, and stands beside the sentence."""
        return bool(self.figure.chart and not self.figure.chart.fluid)

    def measure(self, *, drawn: bool) -> str:
        """Return what is measured; how its drawing is read, which a subtitle says last, only where that is what is shown."""
        return self.figure.subtitle if drawn else self.figure.measure
