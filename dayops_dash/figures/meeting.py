"""What a document will hold, section by section."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure


class DocumentPart(NamedTuple):
    """A section of a document: its title, its answer, and its figures."""

    title: str
    answer: str
    figures: Sequence[Figure]

    @property
    def drawings(self) -> int:
        return sum(figure.chart is not None for figure in self.figures)

    @property
    def rows(self) -> int:
        return sum(len(figure.grid.rows) for figure in self.figures)


def parts_figure(council: Council, told: Sequence[tuple[str, str, Sequence[Figure]]]) -> Figure:
    """Return the sections of a document: the title, the answer and the figures of each, as numbers and words."""
    parts = [DocumentPart(*part) for part in told]
    findings, drawings = sum(len(part.figures) for part in parts), sum(part.drawings for part in parts)
    return Figure(
        "parts",
        f"{wording.capital(wording.count(len(parts), 'section'))}, {wording.count(findings, 'finding')}, "
        f"{wording.count(drawings, 'chart')}",
        f"What the longer report holds, {council.short_title}, as at {wording.day(council.as_at)}",
        "Each section gives its answer, then each finding with its words, its table and its sources to the paragraph. The longer report "
        "adds the parts of a committee report round them, with gaps marked for the officer where no paper says anything.",
        grid_of(
            parts,
            GridColumn("section", "Section", lambda p: p.title),
            GridColumn("answer", "What it says", lambda p: p.answer),
            GridColumn("findings", "Findings", lambda p: len(p.figures), Kind.COUNT),
            GridColumn("drawings", "Charts", lambda p: p.drawings, Kind.COUNT),
            GridColumn("rows", "Rows in tables", lambda p: p.rows, Kind.COUNT),
        ),
        notes=(
            "The same council, day, sections and meeting give the same file, byte for byte, for as long as the data stay the same.",
        ),
        grid_first=True,
        brief=True,
    )
