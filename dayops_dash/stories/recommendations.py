"""What became of what the committee asked? How many have an answer, then each, kind by kind."""

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import RecommendationKind
from dayops_dash.figures.recommendations import SILENT, answered_figure, kind_figure, kinds, many, none_figure
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures import recommendations as measure
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, Section


@per_council
def recommendations(council: Council) -> Story:
    """Return every recommendation and decision asked for, as at the council's date."""
    found: tuple[Figure, ...] = (none_figure(council),)
    if measure.recommendations(council):
        found = (answered_figure(council), *(kind_figure(council, kind) for kind in kinds(council)))
    return PAGE.tell(council, answer_words(council), found)


PAGE = Page(
    name="recommendations",
    title="Recommendations",
    question="What became of what the committee asked?",
    menu="Assurance",
    place=120,
    icon="rule",
    story=recommendations,
    of_plan=True,
    section=Section("Earlier recommendations", 10, usual=True),
)


def answer_words(council: Council) -> str:
    """Return how many of each kind there are and how many are answered; else what is said of them, or that nothing is."""
    told = [_kind_words(council, kind) for kind in kinds(council)]
    if kinds(council) in ((), (RecommendationKind.NATIONAL,)):
        told.insert(0, "No paper known on this day asks a committee for anything.")
    return " ".join(told)


def _kind_words(council: Council, kind: RecommendationKind) -> str:
    found = measure.of_kind(council, kind)
    number = measure.counted(found)
    head = wording.capital(many(number, kind))
    if answered := measure.counted([each for each in found if each.answered]):
        return f"{head}: {wording.spelled(answered)} answered."
    said = found[0].latest_words("action") if len(found) == 1 else ""
    return f"{head}: {SILENT[kind]}. {wording.sentence(said)}".strip()
