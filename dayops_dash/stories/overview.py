"""Where do we stand? One screen for five minutes before the meeting."""

from functools import lru_cache

from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DocumentKind, Response
from dayops_dash.figures.overview import beside_figure, next_dates_figure
from dayops_dash.figures.standing import answer_words, standing_figure
from dayops_dash.measures import progress
from dayops_dash.stories.model import Story

QUESTION = "Where do we stand?"


NO_STATUS = "This council's papers give no status for any intention, so only their dates are shown."


def undecided(council: Council) -> str:
    """Return that the latest paper makes proposals whose outcome no paper here tells; "" where it makes none."""
    latest = council.latest_paper
    if not latest or latest["kind"] != DocumentKind.COMMITTEE_REPORT:
        return ""
    asked = [row for row in council.rows("recommendations") if row["document_id"] == latest["document_id"]]
    waiting = any(row["response"] == Response.NONE_STATED for row in asked)
    return " They are proposals: no paper here says whether they were agreed." if waiting else ""


@lru_cache(maxsize=128)
def overview(council: Council) -> Story:
    """Return the overview of a council as at its date."""
    caution = "" if progress.reports_status(council) else NO_STATUS + undecided(council)
    figures = (standing_figure(council), beside_figure(council), next_dates_figure(council))
    return Story.of(council, "overview", QUESTION, answer_words(council), figures, caution)
