"""When the data of a council was published, and why: the public part of the record of publications."""

from __future__ import annotations

from datetime import datetime

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.shared.grid import GridColumn, grid_of
from dayops_dash.figures.shared.model import Figure

WHAT = {"adopt": "first data", "publish": "published", "undo": "earlier version shown again"}


def publications_figure(council: Council) -> Figure | None:
    """Every publication of the council's data, the latest first; None where its data has no versions."""
    acts = council.dataset.published
    if not acts:
        return None
    latest = datetime.fromisoformat(acts[-1].at).date()
    return Figure(
        "publications",
        f"The data shown was published on {wording.day(latest)}",
        f"Publications of the data of {council.short_title}, times in UTC",
        f"{wording.capital(wording.count(len(acts), 'act'))} of publishing: when, what was done and why. Each version stays, so that what "
        "was shown on any day can be shown again.",
        grid_of(
            reversed(acts),
            GridColumn("when", "When", lambda act: _moment(act.at)),
            GridColumn("what", "What", lambda act: WHAT.get(act.act, act.act)),
            GridColumn("why", "Why", lambda act: act.because),
            GridColumn("version", "Version", lambda act: act.version[:12]),
        ),
        grid_first=True,
    )


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{wording.day(moment.date())}, {moment:%H:%M}"
