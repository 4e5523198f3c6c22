"""Where do we stand? One screen for five minutes before the meeting."""

from functools import lru_cache

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.overview import beside_figure, next_dates_figure
from dayops_dash.figures.standing import silent_words, standing_figure, standing_title
from dayops_dash.measures import progress
from dayops_dash.stories.model import Story

QUESTION = "Where do we stand?"


@lru_cache(maxsize=128)
def overview(council: Council) -> Story:
    """Return the overview of a council as at its date."""
    answer = wording.sentence(standing_title(council))
    if progress.reports_status(council):
        answer = f"{answer} {silent_words(council)}".strip()
        caution = ""
    else:
        caution = "The papers of this council report no progress. What follows is the timetable that they set, against the as-at date."
    figures = (standing_figure(council), beside_figure(council), next_dates_figure(council))
    return Story("overview", QUESTION, answer, council.short_title, council.as_at, figures, caution)
