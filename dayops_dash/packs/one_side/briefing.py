"""The chair's briefing on one side: the answer, three pictures, five questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from dayops_dash import wording
from dayops_dash.figures.shared.model import Chart
from dayops_dash.packs.one_side.sheet import one_side
from dayops_dash.packs.pack import Pack
from dayops_dash.packs.parts.blocks import Block, Items, Paragraph, Picture, Pictures, Report, SectionHeading
from dayops_dash.stories.sections import SECTIONS

PICTURES = (  # the first three that a council has, in this order
    ("overview", "standing"),
    ("spend", "split"),
    ("voices", "agreement"),
    ("spend", "people"),
    ("demand", "attendance"),
    ("risks", "risk-matrix"),
    ("demand", "projections"),
    ("wards", "area-map"),
)
MOST_PICTURES, MOST_QUESTIONS = 3, 5
PAIR_CM, WIDE_CM = 6.9, 3.8  # how high the two beside each other, and the one below, may stand
LOW = 460  # pixels of a drawing that can be read so; a map says where, which no words do


def briefing(pack: Pack) -> Report:
    """Return the chair's briefing."""
    council = pack.council
    blocks: list[Block] = [Paragraph(SECTIONS["overview"].story(council).answer)]
    blocks += _laid_out(list(islice(_pictures(pack), MOST_PICTURES)))
    asks = SECTIONS["questions"].story(council).figures[0].asks[:MOST_QUESTIONS]
    if asks:
        number = "A question" if len(asks) == 1 else f"{wording.begun(len(asks))} questions"
        blocks += [SectionHeading(1, f"{number} to ask"), Items(tuple(ask.question for ask in asks))]
    return one_side(pack, f"Chair’s briefing: {wording.uncapital(pack.title)}", blocks)


def _laid_out(drawn: Sequence[Picture]) -> list[Block]:
    """Return two pictures beside each other, and the lowest of three under them, as wide as the page."""
    if len(drawn) < MOST_PICTURES:
        return [Pictures(tuple(drawn))] if drawn else []
    at = min(range(len(drawn)), key=lambda place: _height(drawn[place].chart))
    pair = tuple(picture for place, picture in enumerate(drawn) if place != at)
    return [Pictures(pair), replace(drawn[at], most_cm=WIDE_CM)]


def _pictures(pack: Pack) -> Iterator[Picture]:
    """Yield the council's pictures that can be read at a third of a page, in the order in which they matter."""
    for page, figure_id in PICTURES:
        for figure in SECTIONS[page].story(pack.council).figures:
            if figure.figure_id == figure_id and figure.chart and (_height(figure.chart) <= LOW or page == "wards"):
                yield Picture(figure.chart, wording.sentence(figure.title), PAIR_CM)


def _height(chart: Chart) -> float:
    """Return how many pixels high a chart is drawn; none where it does not say."""
    height = chart.spec.get("height")
    return float(height) if isinstance(height, int | float) else 0.0
