"""What should we ask? Questions that rules find in the data, the weightiest first; those set aside for the meeting stand below."""

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.questions import aside_figure, count_words, nothing_figure, questions_figure, rules_figure
from dayops_dash.figures.shared.day import opening
from dayops_dash.figures.shared.model import Figure
from dayops_dash.measures.questions import rules as measure
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

NONE = "No rule finds a question in the papers known on this day"
ALL_ASIDE = "Every question is set aside for this meeting"


@per_council
def questions(council: Council, aside: str = "") -> Story:
    """Return the questions for the meeting; ``aside`` lists the rules set aside, by key, with commas between."""
    keys = tuple(key for key in dict.fromkeys(aside.split(",")) if key in measure.BY_KEY)
    shown, put_by = measure.chosen(council, keys)
    if shown:
        first = questions_figure(council, shown, keys)
        verb = "follows" if len(shown) == 1 else "follow"
        reason = wording.uncapital(shown[0].rule.because)
        number = count_words(len(shown))
        begun = number if council.is_today else f"{opening(council)}{wording.uncapital(number)}"
        answer = f"{begun} {verb} from the papers. The first is asked because {reason}."
    else:
        title = ALL_ASIDE if put_by else NONE
        first, answer = nothing_figure(council, title), f"{title}."
    figures: list[Figure | None] = [first, aside_figure(council, put_by, keys), rules_figure(council)]
    found = tuple(figure for figure in figures if figure)
    return PAGE.tell(council, answer, found)


def chosen(council: Council, address: Address) -> Story:
    """Return the questions, those set aside that an address lists."""
    return questions(council, ",".join(address.choices("aside", measure.BY_KEY)))


PAGE = Page(
    name="questions",
    title="Questions",
    question="What should we ask?",
    menu="Assurance",
    place=130,
    icon="contact_support",
    story=questions,
    of_plan=True,
    section=Section("Questions raised", 12),
    slides=(PageFigure("questions", ("question",)),),
    on_wall=True,
    chosen=chosen,
)
