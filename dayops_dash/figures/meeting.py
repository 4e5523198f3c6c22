"""What a document will hold, section by section."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import Grid, Heading, Kind
from dayops_dash.figures.shared.model import Figure

HEADINGS = (
    Heading("section", "Section"),
    Heading("answer", "What it says"),
    Heading("findings", "Findings", Kind.COUNT),
    Heading("drawings", "Charts", Kind.COUNT),
    Heading("rows", "Rows in tables", Kind.COUNT),
)


def parts_figure(council: Council, told: Sequence[tuple[str, str, Sequence[Figure]]]) -> Figure:
    """Return the sections of a document: the title, the answer and the figures of each, as numbers and words."""
    rows = tuple(
        (title, answer, len(figures), sum(figure.chart is not None for figure in figures), _rows(figures))
        for title, answer, figures in told
    )
    findings, drawings = sum(row[2] for row in rows), sum(row[3] for row in rows)
    return Figure(
        "parts",
        f"{wording.capital(wording.count(len(rows), 'section'))}, {wording.count(findings, 'finding')}, {wording.count(drawings, 'chart')}",
        f"What the document holds, {council.short_title}, as at {wording.day(council.as_at)}",
        "Each section gives its answer, then each finding with its words, its table and its sources to the paragraph. The Word report "
        "and the PDF add the parts of a committee report round them, with gaps marked for the officer where no paper says anything.",
        Grid(HEADINGS, rows),
        notes=(
            "The same council, day, sections and meeting give the same file, byte for byte, for as long as the data stay the same.",
        ),
        grid_first=True,
        brief=True,
    )


def _rows(figures: Sequence[Figure]) -> int:
    return sum(len(figure.grid.rows) for figure in figures)
