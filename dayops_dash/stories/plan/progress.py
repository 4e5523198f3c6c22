"""Is the plan being delivered? The timeline for members, the action plan for directors; the same counts in both."""

from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.actions import Choices, action_figure
from dayops_dash.figures.plan.intention import intention_figure
from dayops_dash.figures.plan.silent import silent_figure
from dayops_dash.figures.plan.standing import answer_words
from dayops_dash.figures.plan.timeline import timeline_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.stories.plan.overview import only_dates
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Needs, Page, PageFigure, Section


@per_council
def timeline(council: Council, choices: Choices | None = None, intention: str = "") -> Story:
    """Return the timeline, one intention at length where one is chosen, and what no report mentions."""
    choices = choices or Choices()
    found = (
        intention_figure(council, intention),
        timeline_figure(council, choices),
        silent_figure(council, choices.keeps),
    )
    return _story(council, tuple(figure for figure in found if figure))


PAGE = Page(
    name="progress",
    title="Progress",
    question="Is the plan being delivered?",
    menu="Delivery",
    icon="timeline",
    story=timeline,
    needs=(Needs.CHARTS,),
    section=Section("Progress", 2, usual=True),
    slides=(
        PageFigure("timeline", ("intention", "against_its_date", "due_as_written")),
        PageFigure("not-reported"),
    ),
    of_a_day=True,
)


@per_council
def actions(council: Council, choices: Choices | None = None, order: str = "attention", intention: str = "") -> Story:
    """Return the director's action plan, sorted by ``order``, and one intention at length where one is chosen."""
    found = (intention_figure(council, intention), action_figure(council, choices or Choices(), order))
    return _story(council, tuple(figure for figure in found if figure))


def _story(council: Council, figures: tuple[Figure, ...]) -> Story:
    return PAGE.tell(council, answer_words(council), figures, only_dates(council))
