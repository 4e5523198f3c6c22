"""What is coming? Who attends over time, what is projected, and who attends against who lives there."""

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.demand.attendance import attendance_figure, attendance_title, number_words, told_figure
from dayops_dash.figures.demand.projections import growth_title, projected_title, projections_figure
from dayops_dash.figures.demand.representation import representation_figure
from dayops_dash.figures.shared.paper_words import said_that
from dayops_dash.measures import demand as measure
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

FIGURES = (attendance_figure, projections_figure, representation_figure, told_figure)


@per_council
def demand(council: Council) -> Story:
    """Return who comes and who is coming, as far as the papers known on its date say."""
    counted = measure.attendance(council) or measure.changes(council)
    builders = FIGURES if counted else (projections_figure, attendance_figure, representation_figure, told_figure)
    figures = tuple(figure for build in builders if (figure := build(council)))
    return PAGE.tell(council, answer_words(council), figures, caution_words(council))


PAGE = Page(
    name="demand",
    title="Demand",
    question="What is coming?",
    menu="Money and people",
    place=70,
    icon="trending_up",
    story=demand,
    section=Section("Demand", 4, usual=True),
    slides=(
        PageFigure("attendance"),
        PageFigure("projections"),
    ),
)


def answer_words(council: Council) -> str:
    """Return the answer: attendance, then the largest growth or the first population projected; else what is said in words."""
    grown, said, series = measure.growths(council), measure.statements(council), measure.projected(council)
    numbers = measure.attendance(council) or measure.changes(council)
    parts = [attendance_title(council)] if numbers else []
    if grown:
        parts.append(growth_title(grown[0]))
    elif series:
        parts.append(projected_title(series))
    if not parts:
        first = "No paper known on this day counts attendance over time or projects need"
        many = f"{wording.spelled(len(said))} statement{' speaks' if len(said) == 1 else 's speak'}"
        return f"{first}. {wording.begin(many)} of attendance or need without a number." if said else f"{first}."
    missing = "" if grown or series else " No paper projects how many people will need support."
    return " ".join(wording.sentence(part) for part in parts) + missing


def caution_words(council: Council) -> str:
    """Return what the papers say against their own latest count: their caveats, and their other counts of that year."""
    latest = measure.attendance(council)
    if not latest:
        return ""
    now = latest.rows[-1].value
    others = [f"{number_words(r)} people for {r.period}" for r in measure.possible_bases(council) if r.value != now]
    parts = [
        said_that(council, measure.caveats(council)),
        f"The papers also count {wording.listed(others)}." if others else "",
    ]
    return " ".join(part for part in parts if part)
