"""Where do we stand? One screen for five minutes before the meeting."""

from dataclasses import replace

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.beside import beside_figure
from dayops_dash.figures.plan.headline import overview_words
from dayops_dash.figures.plan.next_dates import next_dates_figure
from dayops_dash.figures.plan.squares import standing_figure
from dayops_dash.figures.plan.standing import standing_title
from dayops_dash.measures.plan import progress
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

NO_STATUS = "This council's papers give no status for anything in the plan, so only their dates are shown."
PROPOSED = " The dates are proposals: no paper here says whether they were agreed."
DATED = " By the papers, {agreed} of {every} intentions {were} adopted."
THEIRS = " The dates are of the {proposed} only proposed; no paper here says whether those were agreed."
BOTH = " By the papers, {agreed} of {every} intentions {were} adopted; {proposed} {are} only proposed."


def only_dates(council: Council) -> str:
    """Return that no paper gives a status, and that its dates are proposals where no paper tells whether they were agreed."""
    if progress.reports_status(council) or council.latest_paper is None:
        return ""
    if not progress.only_proposed(council):
        return NO_STATUS
    every = progress.counted(council)
    proposed = sum(line.proposed for line in every)
    agreed = len(every) - proposed
    if not agreed or not proposed:
        return NO_STATUS + PROPOSED
    is_theirs = not any(line.due_words for line in every if not line.proposed)
    both = (DATED + THEIRS) if is_theirs else PROPOSED + BOTH
    return NO_STATUS + both.format(
        agreed=wording.spelled(agreed),
        every=wording.spelled(len(every)),
        were="was" if agreed == 1 else "were",
        proposed=wording.spelled(proposed),
        are="is" if proposed == 1 else "are",
    )


@per_council
def overview(council: Council) -> Story:
    """Return the overview of a council as at its date."""
    found = (standing_figure(council), beside_figure(council), next_dates_figure(council))
    figures = tuple(figure for figure in found if figure)
    told = PAGE.tell(council, overview_words(council), figures, only_dates(council))
    return replace(told, headline=standing_title(council))


PAGE = Page(
    name="overview",
    title="Overview",
    question="Where do we stand?",
    menu="Delivery",
    place=10,
    icon="home",
    story=overview,
    opens=True,
    section=Section("Where we stand", 1, usual=True, next_steps=("next-dates",)),
    slides=(
        PageFigure("standing"),
        PageFigure("next-dates"),
    ),
)
