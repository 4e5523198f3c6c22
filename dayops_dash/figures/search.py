"""What a search found, what can be searched, and what to try where nothing was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure, Panel

ADVICE = (
    "Check the spelling.",
    "Use one word rather than several, such as transport, budget or carers.",
    "Try another word for the same thing: bus for transport, money for budget.",
)


class ResultRow(NamedTuple):
    """A result as a row: the heading it stands under, what it is, its name, why it was found, its council and its page."""

    group: str
    what: str
    title: str
    shown: str
    council: str
    page: str


def results_figure(council: Council, rows: Sequence[ResultRow]) -> Figure:
    """Every result, one row each."""
    return Figure(
        "results",
        f"{wording.capital(wording.count(len(rows), 'result'))}, grouped by kind",
        f"Results of the search, {council.short_title}, as at {wording.day(council.as_at)}",
        "Choose a result to open it.",
        grid_of(
            rows,
            GridColumn("title", "Result", lambda r: r.title),
            GridColumn("what", "What it is", lambda r: r.what),
            GridColumn("group", "Group", lambda r: r.group),
            GridColumn("shown", "Words around it", lambda r: r.shown),
            GridColumn("council", "Council", lambda r: r.council),
            GridColumn("page", "Page", lambda r: r.page),
        ),
        grid_first=True,
    )


def searchable_figure(council: Council, counts: Mapping[str, int]) -> Figure:
    """What can be searched, by heading, with how many of each there are."""
    return Figure(
        "searchable",
        "You can search everything that the papers and pages say",
        f"Number of things that a search looks through, {council.short_title}, as at {wording.day(council.as_at)}",
        "A search forgives slips of a letter or two, and finds other endings of a word.",
        grid_of(
            list(counts.items()),
            GridColumn("group", "Group", lambda pair: pair[0]),
            GridColumn("number", "Number", lambda pair: pair[1], Kind.COUNT),
        ),
        grid_first=True,
    )


def nothing_figure(council: Council) -> Figure:
    """What to try where nothing was found."""
    return Figure(
        "no-results",
        "No result: try another word",
        f"Suggestions, {council.short_title}, as at {wording.day(council.as_at)}",
        "The papers may use another word, or say nothing about it.",
        Grid((), ()),
        panels=(Panel("What you can try", items=ADVICE),),
    )
