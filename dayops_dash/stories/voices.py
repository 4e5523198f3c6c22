"""What did people tell us? The main finding first; then one engagement at a time, for those that a paper prints findings of."""

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import VoiceKind
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.voices.agreement import agreement_figure, agreement_title, asked_of_groups
from dayops_dash.figures.voices.answers import answers_figure, has_intervals
from dayops_dash.figures.voices.comments import kinds_words, no_answers_figure, said_figure
from dayops_dash.figures.voices.engagements import engagement_figure
from dayops_dash.figures.voices.themes import themes_figure
from dayops_dash.measures.voices import said as measure
from dayops_dash.measures.voices.themes import themes
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

__all__ = ["BY_THEME", "has_intervals", "stages", "voices"]
BRIEF = "In brief"
THEMES_SAID = "What people said and answered stands beside what is planned, theme by theme."
BY_THEME = "by-theme"  # what an address says for themes across all engagements
SHOWN = "shown"  # what an address says for intervals
CAUTION = (
    "Shares are of those who answered, who are not a random sample. Where a paper does not say how many answered, the numbers "
    "that fit its percentages are worked out here."
)


def stages(council: Council) -> dict[str, str]:
    """Return what can be read one at a time: "" for the whole in brief, what is said of each theme, the engagements with findings."""
    by_theme = {BY_THEME: "By theme"} if themes(council) else {}
    return {"": BRIEF, **by_theme, **{e.engagement_id: e.title for e in measure.engagements_with_findings(council)}}


@per_council
def voices(council: Council, stage: str = "", *, intervals: bool = False) -> Story:
    """Return what people told a council in brief, or all of one engagement, with intervals where that is asked for."""
    known = stage and stage in stages(council)
    if known and stage == BY_THEME:
        found: tuple[Figure | None, ...] = (themes_figure(council),)
    else:
        found = _stage(council, stage, intervals=intervals) if known else _brief(council)
    figures = tuple(figure for figure in found if figure)
    caution = CAUTION if council.rows("survey_questions") else ""
    answer = THEMES_SAID if known and stage == BY_THEME else answer_words(council)
    return PAGE.tell(council, answer, figures, caution)


def chosen(council: Council, address: Address) -> Story:
    """Return what people said at the stage that an address asks for, with intervals where it asks for them and there are some."""
    stage = address.choice("stage", stages(council))
    intervals = has_intervals(council, stage) and address.choice("intervals", (SHOWN,)) == SHOWN
    return voices(council, stage, intervals=intervals)


PAGE = Page(
    name="voices",
    title="Voices",
    question="What did people tell us?",
    menu="Money and people",
    place=60,
    icon="forum",
    story=voices,
    section=Section(
        "What people told us",
        9,
        usual=True,
        tables=(
            PageFigure(
                "agreement",
                ("statement", "agree_in_all", "dont_know", "neither_agree_nor_disagree", "disagree_in_all"),
            ),
        ),
    ),
    slides=(
        PageFigure("agreement", ("statement", "agree_in_all", "disagree_in_all")),
        PageFigure("answers"),
        PageFigure("said"),
        PageFigure("engagement", ("engagement", "state", "when")),
    ),
    chosen=chosen,
)


def _brief(council: Council) -> tuple[Figure | None, ...]:
    main = agreement_figure(council) or answers_figure(council, measure.most_answered(council))
    if not measure.engagements(council):
        return (engagement_figure(council),)
    scaled = {q.row.engagement_id: None for q in measure.scales(council)}
    beside = (said_figure(council, engagement_id) for engagement_id in scaled)
    return (main, *beside, said_figure(council), no_answers_figure(council), engagement_figure(council))


def _stage(council: Council, stage: str, *, intervals: bool) -> tuple[Figure | None, ...]:
    return (
        agreement_figure(council, stage),
        answers_figure(council, stage, intervals=intervals),
        said_figure(council, stage),
    )


def answer_words(council: Council) -> str:
    """Return the answer: what came out of it all, as far as a paper says so; else what the papers name."""
    scales, whole = measure.scales(council), measure.comments(council, "")
    themes = [v.words for v in whole if v.kind == VoiceKind.THEME]
    every = measure.counted_engagements(council)
    if scales:
        title, where = agreement_title(council, scales), scales[0].row.engagement_id
        raised = measure.comments(council, where)
        also = f" The paper also tells of {kinds_words(raised)}." if raised else ""
        question = f" Asked: “{scales[0].title}”" if asked_of_groups(scales) else ""
        return f"Of those who answered, {wording.uncapital(title)}.{question}{also}"
    if themes:
        if len(themes) == 1:
            return f"One theme came from what people said: {wording.uncapital(themes[0])}."
        begun = ["One is", *["another is"] * (len(themes) - 2), "the last is" if len(themes) > 2 else "the other is"]
        each = " ".join(
            f"{wording.capital(begins)} {wording.uncapital(theme)}."
            for begins, theme in zip(begun, themes, strict=True)
        )
        return f"{wording.begin(wording.count(len(themes), 'theme'))} came from what people said. {each}"
    if not every:
        return "No paper published by then says how people were asked, or what they said."
    planned = sum(measure.is_planned(e) for e in every)
    told = f" In words they tell of {kinds_words(whole)}." if whole else ""
    named = wording.count(len(every), "engagement")
    which = "all of them" if planned == len(every) else f"{wording.spelled(planned)} of them"
    return f"The papers name {named}, {which} planned at the time, and print no survey answers.{told}"
