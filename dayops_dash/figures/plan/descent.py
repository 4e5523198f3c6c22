"""Lines of descent: what became of each intention from paper to paper, in words and as a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import Became
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure, source_at
from dayops_dash.figures.shared.pictures.paths import DescentPath, PathStop
from dayops_dash.measures.plan import descent, progress
from dayops_dash.measures.plan.descent import DescentStep
from dayops_dash.measures.plan.line import Line

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
        f"What became of {wording.count(earlier, f'earlier {noun(council)}')}: {said}",
        f"Lines of descent over the papers, {council.short_title}, as at {wording.day(council.as_at)}",
        f"{wording.capital(said)}, as the papers say or, where marked, by our reading.",
        grid_of(
            steps,
            GridColumn("earlier", f"Earlier {noun(council)}", lambda step: names.get(step.earlier, "")),
            GridColumn("became", "What became of it", _became),
            GridColumn("later", f"Later {noun(council)}", lambda step: names.get(step.later, "")),
            GridColumn("reason", "Why", lambda step: step.reason),
            GridColumn(
                "place",
                "Where it is said",
                lambda step: str(source_at(council, step.document_id, step.locator)),
                Kind.PLACE,
            ),
        ),
        sources=tuple(dict.fromkeys(source_at(council, step.document_id) for step in steps)),
        paths=paths(council, steps),
        brief=True,
    )


def _became(step: DescentStep) -> str:
    return f"{wording.capital(step.became)}{f' ({READING})' if step.is_reading else ''}"


def paths(council: Council, steps: Sequence[DescentStep]) -> tuple[DescentPath, ...]:
    """Return each chain of some steps from its first commitment to its last, every branch of a split as a chain of its own."""
    lines = {line.intention_id: line for line in progress.lines(council)}
    later = {step.later for step in steps}
    roots = dict.fromkeys(step.earlier for step in steps if step.earlier not in later)
    return tuple(
        DescentPath((_first_stop(council, root, lines), *tail))
        for root in roots
        for tail in _onward(council, root, steps, lines)
    )


def _onward(
    council: Council, at: str, steps: Sequence[DescentStep], lines: Mapping[str, Line], seen: tuple[str, ...] = ()
) -> Iterator[tuple[PathStop, ...]]:
    onward = [step for step in steps if step.earlier == at and step.later not in (*seen, at)]
    if not onward:
        yield ()
    for step in onward:
        name = lines[step.later].label if step.later in lines else ""
        why = wording.uncapital(step.reason.rstrip("."))
        how = f"{step.became}{f' ({READING})' if step.is_reading else ''}"
        stop = PathStop(name or wording.capital(str(step.became)), council.dated(step.document_id), how, why, not name)
        for tail in _onward(council, step.later, steps, lines, (*seen, at)) if step.later else [()]:
            yield (stop, *tail)


def _first_stop(council: Council, intention_id: str, lines: Mapping[str, Line]) -> PathStop:
    line = lines.get(intention_id)
    return PathStop(line.label, council.dated(line.document_id)) if line else PathStop("", "")


def descent_words(council: Council, intention_id: str, names: dict[str, str]) -> str:
    """Return an intention's line of descent in words, the earliest step first; "" where no paper states any."""
    return "; ".join(_step_words(council, step, names) for step in descent.line_of(council, intention_id))


def _step_words(council: Council, step: DescentStep, names: dict[str, str]) -> str:
    later = f" “{names.get(step.later, '')}”" if step.later else ""
    why = f", because {wording.uncapital(step.reason.rstrip('.'))}" if step.reason else ""
    ours = f", {READING}" if step.is_reading else ""
    became = f"“{names.get(step.earlier, '')}” {step.became}{later}{_date_words(council, step)}{why}"
    return f"{became} ({council.dated(step.document_id)}{ours})"


def _date_words(council: Council, step: DescentStep) -> str:
    """Return from which due date to which a step led; "" where either has none, or both say the same."""
    dues = {line.intention_id: line.due_quoted for line in progress.lines(council)}
    before, now = dues.get(step.earlier, ""), dues.get(step.later, "")
    return f", its date from {before} to {now}" if before and now and before != now else ""
