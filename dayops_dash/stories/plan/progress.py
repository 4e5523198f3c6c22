"""Is the plan being delivered? The timeline for members; for directors the action plan, and the work by quarter and by owner."""

from collections.abc import Mapping
from types import MappingProxyType

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.actions import NO_OWNER, ORDERS, Choices, action_figure, quarter_key, silent_figure
from dayops_dash.figures.plan.headline import answer_words
from dayops_dash.figures.plan.intention import intention_answer, intention_figures, line_of_id
from dayops_dash.figures.plan.standing import standing_words
from dayops_dash.figures.plan.timeline import timeline_figure
from dayops_dash.figures.plan.work import owner_figure, quarter_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.plan import progress as measure
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.work import by_quarter
from dayops_dash.stories.plan.overview import only_dates
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

ATTENTION = "attention"  # the order of the action plan where none is chosen
INTENTION = "intention"  # the parameter of an address that chooses one
VIEWS = {"timeline": "Timeline", "actions": "Action plan", "quarters": "By quarter", "owners": "By owner"}


def intentions(council: Council) -> dict[str, str]:
    """Return the intentions that can be looked at closer, by id."""
    return {line.intention_id: line.label for line in measure.lines(council)}


@per_council
def filters(council: Council) -> Mapping[str, tuple[str, ...]]:
    """Return what the intentions can be chosen by, by parameter of the address: the values that there are, "" for all."""
    lines = measure.counted(council)
    values = {
        "stands": (standing.name.lower() for standing in Standing),
        "status": sorted({line.reported_status or line.status_as_written or "none reported" for line in lines}),
        "theme": sorted({line.theme for line in lines} - {""}),
        "priority": sorted({line.priority for line in lines} - {""}),
        "owner": sorted({line.owner_role or NO_OWNER for line in lines}),
        "quarter": (quarter_key(quarter) for quarter in by_quarter(lines)),
    }
    return MappingProxyType({name: ("", *found) for name, found in values.items()})


def choices_of(council: Council, address: Address) -> Choices:
    """Return by what an address chooses among the intentions."""
    found = {name: address.choice(name, values) for name, values in filters(council).items()}
    standing = Standing[found["stands"].upper()] if found["stands"] else ""
    return Choices(
        *(found["theme"], found["status"], standing, found["priority"]),
        *(address.words("search"), found["owner"], found["quarter"]),
    )


@per_council
def timeline(council: Council, choices: Choices | None = None) -> Story:
    """Return the timeline, and what no report mentions."""
    choices = choices or Choices()
    found = (timeline_figure(council, choices), silent_figure(council, choices.keeps))
    return _story(council, choices, tuple(figure for figure in found if figure))


@per_council
def one_intention(council: Council, intention: str) -> Story:
    """Return everything about one intention in one place; the timeline where none of that id is known."""
    line = line_of_id(council, intention)
    if line is None:
        return timeline(council)
    figures = intention_figures(council, intention)
    return Story.of(council, PAGE.name, line.label, intention_answer(council, line), figures)


def chosen(council: Council, address: Address) -> Story:
    """Return one intention, the timeline or the action plan, as an address asks for it."""
    if intention := address.choice(INTENTION, intentions(council)):
        return one_intention(council, intention)
    choices = choices_of(council, address)
    view = address.choice("view", VIEWS)
    if view == "actions":
        return actions(council, choices, address.choice("order", ORDERS, ATTENTION))
    return work(council, choices, view) if view in WORK else timeline(council, choices)


PAGE = Page(
    name="progress",
    title="Progress",
    question="Is the plan being delivered?",
    menu="Delivery",
    place=20,
    icon="timeline",
    story=timeline,
    of_plan=True,
    section=Section("Progress", 2, usual=True),
    slides=(PageFigure("timeline", ("intention", "against_its_date", "due_as_written")),),
    chosen=chosen,
)


@per_council
def actions(council: Council, choices: Choices | None = None, order: str = ATTENTION) -> Story:
    """Return the director's action plan, sorted by ``order``."""
    choices = choices or Choices()
    return _story(council, choices, (action_figure(council, choices, order),))


@per_council
def work(council: Council, choices: Choices, view: str) -> Story:
    """Return the work by quarter or by owner."""
    return _story(council, choices, (WORK[view](council, choices),))


WORK = {"quarters": quarter_figure, "owners": owner_figure}


def _story(council: Council, choices: Choices, figures: tuple[Figure, ...]) -> Story:
    """Return a story of the plan; of one owner's work where one is chosen, what is said is of that alone."""
    said = answer_words(council)
    if choices.owner:
        held = [line for line in measure.counted(council) if choices.keeps(line)]
        said = f"{wording.capital(choices.owner)}. {standing_words(council, held)}"
    return PAGE.tell(council, said, figures, only_dates(council))
