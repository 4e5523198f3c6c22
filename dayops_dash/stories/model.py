"""What a story is: a question, its answer in a sentence, and the figures that show it, in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dayops_dash.figures.model import Figure, Grid, Panel, markdown_text
from dayops_dash.wording import day


@dataclass(frozen=True)
class Story:
    """What a page tells of one council on one day. ``caution`` is said before the figures, where there is need."""

    page: str
    question: str
    answer: str
    council: str
    as_at: date
    figures: tuple[Figure, ...]
    caution: str = ""

    def markdown(self) -> str:
        """Return the whole story as plain Markdown, with every figure's table, words, notes and sources."""
        head = [f"# {markdown_text(self.question)}", f"{markdown_text(self.council)}, as at {day(self.as_at)}"]
        head += [f"**{markdown_text(self.answer)}**", markdown_text(self.caution)]
        return "\n\n".join(part for part in [*head, *(figure.markdown() for figure in self.figures)] if part) + "\n"


@dataclass(frozen=True, eq=False)
class Finding:
    """One finding to be shown by itself and read from across a room: the page and question it comes from, and its figure.

    ``line`` is the finding in one sentence. ``grid`` and ``panels`` are what a room can read of the figure's; ``more_rows`` are
    left out. ``drawn`` says whether its drawing can be read so far away.
    """

    page: str
    question: str
    figure: Figure
    line: str
    grid: Grid
    more_rows: int
    panels: tuple[Panel, ...]
    drawn: bool

    @property
    def beside(self) -> bool:
        """Whether its drawing has a shape of its own, and stands beside the sentence."""
        return bool(self.figure.chart and not self.figure.chart.fluid)

    def measure(self, *, drawn: bool) -> str:
        """Return what is measured; how its drawing is read, which a subtitle says last, only where that is what is shown."""
        return self.figure.subtitle if drawn else self.figure.measure
