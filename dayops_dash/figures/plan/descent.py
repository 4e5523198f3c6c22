"""Lines of descent: what became of each intention from paper to paper, in words and as a table."""

from __future__ import annotations

from collections import Counter

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import Became
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure, source_at
from dayops_dash.measures.plan import descent, progress
from dayops_dash.measures.plan.descent import DescentStep

READING = "our reading"


def descent_figure(council: Council) -> Figure | None:
    """What became of earlier intentions, one row a step; None where no paper states any."""
    steps = descent.steps(council)
    if not steps:
        return None
    names = {line.intention_id: line.label for line in progress.lines(council)}
    counts = Counter(step.became for step in steps)
    said = wording.listed([f"{wording.spelled(counts[kind])} {kind.past}" for kind in Became if counts[kind]])
    earlier = len({step.earlier for step in steps})
    return Figure(
        "descent",
        f"What became of {wording.count(earlier, 'earlier intention')}: {said}",
        f"Lines of descent over the papers, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{wording.capital(said)}, as the papers say or, where marked, by our reading.",
        grid_of(
            steps,
            GridColumn("earlier", "Earlier intention", lambda step: names.get(step.earlier, "")),
            GridColumn("became", "What became of it", _became),
            GridColumn("later", "Later intention", lambda step: names.get(step.later, "")),
            GridColumn("reason", "Why", lambda step: step.reason),
            GridColumn(
                "place",
                "Where it is said",
                lambda step: str(source_at(council, step.document_id, step.locator)),
            ),
        ),
        sources=tuple(dict.fromkeys(source_at(council, step.document_id) for step in steps)),
        grid_first=True,
    )


def _became(step: DescentStep) -> str:
    return f"{wording.capital(step.became)}{f' ({READING})' if step.is_reading else ''}"


def descent_words(council: Council, intention_id: str, names: dict[str, str]) -> str:
    """Return an intention's line of descent in words, the earliest step first; "" where no paper states any."""
    return "; ".join(_step_words(council, step, names) for step in descent.line_of(council, intention_id))


def _step_words(council: Council, step: DescentStep, names: dict[str, str]) -> str:
    later = f" “{names.get(step.later, '')}”" if step.later else ""
    why = f", because {wording.uncapital(step.reason.rstrip('.'))}" if step.reason else ""
    ours = f", {READING}" if step.is_reading else ""
    return f"“{names.get(step.earlier, '')}” {step.became}{later}{why} ({council.dated(step.document_id)}{ours})"
