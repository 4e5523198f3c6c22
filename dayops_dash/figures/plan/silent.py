"""The intentions of earlier papers that are matched to no line of a later report."""

from __future__ import annotations

from collections.abc import Callable

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.against_date import noun, to_line
from dayops_dash.figures.plan.standing import papers_of, predicate, silent_words
from dayops_dash.figures.shared.day import tense
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing


def silent_figure(council: Council, keeps: Callable[[Line], bool]) -> Figure | None:
    """The intentions of earlier papers that no report mentions; None where there are none."""
    silent = [line for line in progress.not_reported(council) if keeps(line)]
    if not silent:
        return None
    return Figure(
        "not-reported",
        silent_words(council).rstrip(".")
        if len(silent) == len(progress.not_reported(council))
        else f"{len(silent)} chosen {predicate(Standing.NOT_REPORTED, len(silent), tense(council))}",
        f"{wording.capital(noun(council))}s with no status and no date, {council.short_title}, as at {wording.day(council.as_at)}",
        "We match none of these to a line of a later report. So whether they have begun, when they are due and what came of "
        "them is not known here. A report may speak of their subjects in its text, or under another name.",
        grid_of(
            silent,
            GridColumn("intention", wording.capital(noun(council)), lambda line: line.label),
            GridColumn("theme", "Theme", lambda line: line.theme),
            GridColumn("place", "Place in paper", lambda line: line.locator, Kind.PLACE),
            link=to_line,
        ),
        sources=papers_of(council, silent),
    )
