"""What could stop it? The risks on the council's own matrix, how much is stated of them, then each at length."""

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.figures.risks.register import counts_figure, lacking, none_figure, register_figure
from dayops_dash.figures.risks.score_matrix import matrix_figure
from dayops_dash.figures.risks.scores_in_words import by_band_words, dated_words
from dayops_dash.measures import risks as risk
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section


def named(council: Council) -> dict[str, str]:
    """Return the risks to choose from, by id; "" for all."""
    return {
        "": "All risks",
        **{found.risk_id: f"{found.number}. {found.row.title}" for found in risk.register(council)},
    }


@per_council
def risks(council: Council, chosen: str = "") -> Story:
    """Return every risk of a council as at its date, or one of them: a key of ``named``."""
    chosen = chosen if chosen in named(council) else ""
    if not risk.register(council):
        return _story(council, (none_figure(council),))
    counts = None if chosen else counts_figure(council)
    found = (matrix_figure(council, chosen), counts, register_figure(council, chosen))
    return _story(council, tuple(figure for figure in found if figure))


def chosen_risk(council: Council, address: Address) -> Story:
    """Return the risks, or the one of them that an address asks for."""
    return risks(council, address.choice("risk", named(council)))


PAGE = Page(
    name="risks",
    title="Risks",
    question="What could stop it?",
    menu="Assurance",
    place=100,
    icon="warning",
    story=risks,
    section=Section("Risks", 6, usual=True),
    slides=(
        PageFigure("risk-matrix", ("term", "score", "impact_word", "likelihood_word")),
        PageFigure("risk-counts"),
        PageFigure("no-risks"),
    ),
    chosen=chosen_risk,
    empty=lambda council: not risk.register(council),
)


def _story(council: Council, figures: tuple) -> Story:
    return PAGE.tell(council, answer_words(council), figures)


def answer_words(council: Council) -> str:
    """Return how many risks are named and scored, the one score where there is one, and how much is stated of what is done."""
    every, scored, unscored = risk.register(council), risk.scored(council), risk.not_scored(council)
    if not every:
        return "The papers do not say: none of them names a risk. That is not to say that there are none."
    many = f"{wording.capital(wording.spelled(len(every)))} risk{' is' if len(every) == 1 else 's are'} named"
    if len(every) == len(scored) == 1:
        told = f"{many}: {wording.uncapital(every[0].row.title)}. {dated_words(council, every[0])}."
    elif not scored:
        told = f"{many} and none is scored."
    elif not unscored:
        told = f"{many}, each scored: {by_band_words(council)}."
    else:
        told = f"{many}: {len(scored)} scored ({by_band_words(council)}), {len(unscored)} not scored."
    doing = [each for found in every for each in found.mitigations]
    if not doing:
        return f"{told} No paper says what is done about {'it' if len(every) == 1 else 'them'}."
    return f"{told} Of {wording.count(len(doing), 'mitigation')}, {lacking(doing)}."
