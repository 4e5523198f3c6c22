"""Each council's model of support, mapped by us onto one frame of levels so that they can be read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import LevelsRow
from dayops_dash.dataset.vocabulary import LevelKind, SupportLevel
from dayops_dash.figures.compare.common import Summary, Topic, lower, number_of, side_by_side
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures import compare

NUMBERED = (LevelKind.LEVEL, LevelKind.TIER)
LEVEL_NAMES = {level: f"{place}. {wording.capital(level)}" for place, level in enumerate(SupportLevel, 1)}
OUR_READING = (
    "The four levels and where each model's parts stand on them are our reading, with the reason in each cell; no paper compares "
    "itself with another. The lightest support comes first. A part that reaches into a second level stands at both."
)


def model_figure(councils: Sequence[Council]) -> Figure:
    """Each council's levels, tiers or elements, a line for each level of the frame."""
    levels = (Topic(LEVEL_NAMES[level], partial(level_told, level=level)) for level in SupportLevel)
    topics = (Topic("The model", model_told), *levels, Topic("Other parts of the model", other_told))
    return side_by_side("models", model_title(councils), OUR_READING, topics, councils)


def model_title(councils: Sequence[Council]) -> str:
    """Return the finding: how many describe the heaviest support, and how many the time-limited kind."""
    specialist = number_of(councils, SupportLevel.SPECIALIST, "describes", "describe")
    short = compare.how_many(councils, SupportLevel.SHORT_TERM)
    ending = wording.spelled(short) if short else "none"
    return f"By our reading, {specialist} specialist long-term support; {ending}, short-term enablement"


def model_told(council: Council) -> Summary:
    """Return the model's name and how many parts the paper lists; else what a paper says of a model without its levels."""
    rows = council.rows("levels")
    if rows:
        models = wording.listed(list(dict.fromkeys(r.model for r in rows)))
        return Summary(models, (wording.count(len(rows), rows[0].kind) + " listed",), (rows[0],))
    said = compare.model_told(council)
    if not said:
        return Summary()
    return Summary(
        "Described without levels", tuple(part for r in said for part in (r.statement, r.note) if part), said
    )


def level_told(council: Council, level: SupportLevel) -> Summary:
    """Return the parts of a council's model that we read as one level: for whom, and why we read it so."""
    rows = compare.at_level(council, level)
    if not rows:
        return Summary()
    parts = [(r, _parts(r, level)) for r in rows]
    details = [part for r, said in parts for part in ([f"{r.title}: {'. '.join(said)}"] if len(rows) > 1 else said)]
    return Summary("; ".join(_named(r) for r in rows), tuple(details), rows)


def _parts(row: LevelsRow, level: SupportLevel) -> list[str]:
    whom = [f"For {lower(row.for_whom)}"] if row.for_whom else []
    reach = (
        "" if row.support_level == level else f"it stands at {lower(row.support_level)} and reaches into this level; "
    )
    return [*whom, f"Our reading: {reach}{lower(row.support_level_reason)}"]


def _named(row: LevelsRow) -> str:
    if row.kind in NUMBERED:
        return f"{wording.capital(row.kind)} {row.position}: {row.title}"
    return str(row.title)


def other_told(council: Council) -> Summary:
    """Return the parts of a council's model that are no level of support, and what they are instead."""
    rows = compare.at_no_level(council)
    if not rows:
        return Summary("None listed" if council.rows("levels") else "Not stated")
    details = tuple(f"{r.title}: {lower(r.support_level_reason)}" for r in rows)
    return Summary("; ".join(r.title for r in rows), (*details, "Our reading"), rows)
