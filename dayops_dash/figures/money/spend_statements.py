"""What papers say about money without an amount."""

from __future__ import annotations

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Tile, sources
from dayops_dash.figures.shared.paper_words import said_heading
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures.money import spend

NO_AMOUNT = "No paper gives an amount of budget or spend"


def said_figure(council: Council) -> Figure | None:
    """What papers say of money in words, with where to look next where there is no amount at all; None for nothing to say."""
    said, amounts = spend.statements(council), spend.headline(council)
    if amounts and not said:
        return None
    number = f"{wording.spelled(len(said))} statement{'' if len(said) == 1 else 's'}"
    nothing = "The papers known on this day say nothing about money."
    own = "its" if len(said) == 1 else "their"  # one may name the budget's
    other = any(row.as_written for row in said)  # an overspend, or spend of part of a year
    is_none = "None is a budget or a whole year's spend" if other else "None gives an amount of its own"
    words = f"{is_none}, so nothing is drawn or added up." if said else nothing
    return Figure(
        "said",
        f"{wording.capital(number)} about money{', not added up' if other else f' without an amount of {own} own'}"
        if amounts
        else NO_AMOUNT,
        f"In our words, {council.short_title}, as at {wording.day(council.as_at)}",
        words,
        grid_of(
            said,
            GridColumn("subject", "About", lambda r: r.subject),
            GridColumn("said", said_heading(council, said), lambda r: r.statement),
            GridColumn("place", "Place in paper", lambda r: r.locator, Kind.PLACE),
        ),
        tiles=() if amounts else (_where_next(),),
        notes=row_notes(said),
        sources=sources(council, said),
        grid_first=True,
        absent=amounts is None,
    )


def _where_next() -> Tile:
    link = Link("sources", "See which papers are here", (("show", "papers"),))
    return Tile("Not stated", "Budget or spend", "the council's published budget may have it", link=link)
