"""Figures of what people told a council: what they said in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow, SurveyQuestionsRow, VoicesRow
from dayops_dash.dataset.rows import Place
from dayops_dash.dataset.vocabulary import Audience, VoiceKind
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Panel, Source, Tile, sources
from dayops_dash.measures.voices import said as measure
from dayops_dash.measures.voices.said import AGREE, SurveyQuestion

KINDS = {  # what sort of thing was said: the panel's heading, and one and several of it in a sentence
    VoiceKind.I_STATEMENT: ("What people want to be able to say", "“I” statement", "“I” statements"),
    VoiceKind.WISH: ("What they would like", "wish", "wishes"),
    VoiceKind.VALUED: ("What they value", "thing valued", "things valued"),
    VoiceKind.BARRIER: ("What stands in the way", "barrier", "barriers"),
    VoiceKind.ISSUE: ("Issues they raised", "issue raised", "issues raised"),
    VoiceKind.THEME: ("Themes", "theme", "themes"),
}
NOTE_PHRASES = "Short phrases, as the papers print them or in our words; the table has each one's place."
OF_NO_ENGAGEMENT = "In the papers, tied to no one engagement"
OWN_ACCOUNT = "The papers themselves say this of people. Which people were asked, and how many said so, is not stated."
BY_THE_PAPERS = ", by the papers' account"
PLACE_IN_LIST = re.compile(r", (?:row|statement|bullet) \d+(?=;|$)")
FITS_TOLD = 3  # bases that fit: no more are named one by one


def brief_sources(
    council: Council, rows: Sequence[EngagementsRow | SurveyQuestionsRow | VoicesRow]
) -> tuple[Source, ...]:
    """Return where rows come from, to the table or the list; the row of each stands in the figure's table."""
    found = sources(council, [Place(row.document_id, PLACE_IN_LIST.sub("", row.locator)) for row in rows])
    return tuple(sorted(found, key=lambda source: source.title))


def per_cent(share: float) -> str:
    """Return a share rounded to a whole number, as charts and titles say it."""
    return f"{share:.0f}%"


def base_words(question: SurveyQuestion) -> str:
    """Return how many answered: as stated, or as worked out here from what is printed."""
    fits = question.fitting
    if question.base:
        return f"{question.base} answered"
    if question.answered_survey:
        return f"base not stated; {question.answered_survey} answered the survey"
    if not fits:
        return "base not stated"
    if len(fits) > FITS_TOLD:
        return f"base not stated; at least {fits[0]} (worked out here)"
    return f"base not stated; {wording.listed([str(n) for n in fits], 'or')} fits (worked out here)"


def spread(shares: Sequence[float]) -> str:
    """54% to 73%"""
    low, high = per_cent(min(shares)), per_cent(max(shares))
    return low if low == high else f"{low} to {high}"


def found_words(council: Council, engagement_id: str) -> str:
    """Return the most common answers in one engagement, in a clause; "" where the paper prints no share."""
    asked = measure.questions(council, engagement_id)
    scales = [q for q in asked if q.is_scale]
    if scales:
        agreed = spread([q.total(AGREE) for q in scales])
        if len(scales) > 1 and len({q.title for q in scales}) == 1:
            return f"{agreed} of {wording.spelled(len(scales))} groups agreed with one statement"
        return f"{agreed} agreed with {wording.spelled(len(scales))} statement{'' if len(scales) == 1 else 's'}"
    said = [f"{tell_answer(q)}, {per_cent(q.shared[0].share or 0)} ({q.audience})" for q in top_questions(asked)]
    return "; ".join(said)


def tell_answer(question: SurveyQuestion) -> str:
    """Return a question's most common answer in quotation marks, with the question where it alone would tell nothing."""
    return (
        f"“{question.shared[0].words}”"
        if is_broad(question)
        else f"“{asked_words(question)} {question.shared[0].words}”"
    )


def asked_words(question: SurveyQuestion) -> str:
    """Return a question so that its answer can follow: with its own question mark, or a colon."""
    return question.title if question.title.endswith("?") else f"{question.title}:"


def is_broad(question: SurveyQuestion) -> bool:
    """Whether a question prints so many shares that it is drawn by itself."""
    return len(question.shared) > measure.FEW


def top_questions(asked: Sequence[SurveyQuestion]) -> list[SurveyQuestion]:
    """Return for each audience the question with the most common answer."""
    best: dict[str, SurveyQuestion] = {}
    for question in asked:
        if question.shared and not question.is_scale:
            now = best.get(question.audience)
            if now is None or (question.shared[0].share or 0) > (now.shared[0].share or 0):
                best[question.audience] = question
    return list(best.values())


def said_figure(council: Council, engagement_id: str = "") -> Figure | None:
    """What was said in words: in one engagement, or what the papers tie to none alone. None where nothing is."""
    rows = measure.comments(council, engagement_id)
    if not rows:
        return None
    where = {e.engagement_id: e.title for e in measure.engagements(council)}.get(engagement_id, "")
    return Figure(
        f"said-{engagement_id}" if engagement_id else "said",
        f"{'Said in words:' if where else 'The papers report'} {kinds_words(rows)}",
        f"{where or OF_NO_ENGAGEMENT}, {council.short_title}",
        "How many people said each is not stated." if where else OWN_ACCOUNT,
        grid_of(
            rows,
            GridColumn("words", "What was said" if where else "What the paper says", lambda r: r.words),
            GridColumn("kind", "Kind", lambda r: r.kind),
            GridColumn("audience", "Who said it" if where else "Of whom", lambda r: r.audience),
            GridColumn("note", "Note", lambda r: r.note),
            GridColumn("place", "Place in paper", lambda r: r.locator, Kind.PLACE),
        ),
        panels=_said_panels(rows, "" if where else BY_THE_PAPERS),
        notes=(NOTE_PHRASES,),
        sources=brief_sources(council, rows),
    )


def kinds_words(rows: Sequence[VoicesRow]) -> str:
    """nine wishes, three barriers and one issue raised"""
    found = [(sum(r.kind == kind for r in rows), one, many) for kind, (_, one, many) in KINDS.items()]
    return wording.listed([f"{wording.spelled(n)} {one if n == 1 else many}" for n, one, many in found if n])


def _said_panels(rows: Sequence[VoicesRow], by_whom: str) -> tuple[Panel, ...]:
    """One panel for each kind and audience: people who use services first, carers beside them."""
    panels = []
    for kind, (title, _, _) in KINDS.items():
        for audience in Audience:
            items = tuple(wording.capital(r.words) for r in rows if (r.kind, r.audience) == (kind, audience))
            panels += [Panel(f"{title}{by_whom}", wording.capital(audience), items=items)] if items else []
    return tuple(panels)


def no_answers_figure(council: Council) -> Figure | None:
    """That no paper prints answers to a survey, and where to look. None where one does."""
    if council.rows("survey_questions"):
        return None
    return none_figure(council, "no-answers", "No paper used here prints answers to a survey", "Survey answers")


def none_figure(council: Council, figure_id: str, title: str, label: str) -> Figure:
    link = Link("sources", "See the papers", (("show", "papers"),))
    detail = "an appendix or a paper that is not used here may have more"
    return Figure(
        figure_id,
        title,
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        f"{label}: not stated. {wording.sentence(detail)}",
        grid_of([label], GridColumn("what", "What", str), GridColumn("value", "Value", lambda _: "not stated")),
        tiles=(Tile("Not stated", label, detail, link=link),),
        sources=brief_sources(council, measure.engagements(council)),
        brief=True,
    )
