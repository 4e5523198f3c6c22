"""Figures of what people told a council: how they were asked, and what they said in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow, SurveyQuestionsRow, VoicesRow
from dayops_dash.dataset.rows import Place
from dayops_dash.dataset.vocabulary import Audience, EngagementState, VoiceKind
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
NOTE_PLANNED = "Planned is what the paper said on its day. No paper here says that a planned one was held since."
NO_NEWS = "date passed, no news"
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


def engagement_figure(council: Council) -> Figure:
    """Each time that people were asked, held ones first, then those under way, then those that are planned."""
    by_state = measure.by_state(council)
    counted = [row for rows in by_state.values() for row in rows]
    every = sorted(measure.engagements(council), key=lambda row: [*EngagementState].index(row.state))
    if not counted:
        return _none(council, "engagement", "No paper published by then names any engagement", "Engagement")
    planned = len(by_state[EngagementState.PLANNED])
    beside = [row for row in every if row not in counted]
    answers = bool(council.rows("survey_questions"))
    return Figure(
        "engagement",
        f"{wording.begun(len(counted))} engagements are named: {_split(council, by_state)}",
        f"How people were asked or were to be, {council.short_title}, as at {wording.day(council.as_at)}",
        " ".join(part for part in (_answered_words(council, counted), _beside_words(beside)) if part),
        grid_of(
            every,
            GridColumn("engagement", "Engagement", lambda e: e.title),
            GridColumn("state", "State", lambda e: _state(council, e)),
            GridColumn("when", "When, as written", _when_words),
            GridColumn("who", "Who", lambda e: wording.capital(e.audience)),
            GridColumn("how", "How", lambda e: e.methods),
            GridColumn(
                "answered", "How many answered", lambda e: _answered(council, e), on_screen=planned < len(counted)
            ),
            GridColumn(
                "found",
                "Shares printed",
                lambda e: found_words(council, e.engagement_id) or None,
                on_screen=answers,
            ),
            GridColumn("note", "Note", lambda e: e.note, on_screen=not answers),
            GridColumn("place", "Place in paper", lambda e: e.locator, Kind.PLACE, on_screen=False),
        ),
        notes=(NOTE_PLANNED,) if planned else (),
        sources=brief_sources(council, every),
        grid_first=True,
        brief=True,
    )


def _state(council: Council, row: EngagementsRow) -> str:
    """Return how far an engagement had come, and that nothing is heard of one whose date is gone."""
    if row.state == EngagementState.UNDER_WAY:
        return f"{row.state} at the time"
    return f"{row.state}, {NO_NEWS}" if measure.date_passed(council, row) else str(row.state)


def _split(council: Council, by_state: Mapping[EngagementState, Sequence[EngagementsRow]]) -> str:
    """Return how many engagements had come how far: one under way, eleven planned at the time; all held.

    Of those that were planned, how many have had no news since their date went by.
    """
    found = {state: len(rows) for state, rows in by_state.items() if rows}
    planned = by_state[EngagementState.PLANNED]
    late = sum(measure.date_passed(council, row) for row in planned)
    of_its_time = "" if set(found) == {EngagementState.HELD} else " at the time"
    if late:
        which = "" if late == len(planned) else f"{wording.spelled(late)} "
        of_its_time = f" ({which}{NO_NEWS if late == 1 else NO_NEWS.replace('date', 'dates', 1)})"
    if len(found) == 1:
        (only,) = found
        return f"all {'only ' if only == EngagementState.PLANNED else ''}{only}{of_its_time}"
    then = {EngagementState.UNDER_WAY: " then"} if late else {}
    return ", ".join(f"{wording.spelled(n)} {state}{then.get(state, '')}" for state, n in found.items()) + of_its_time


def _answered_words(council: Council, every: Sequence[EngagementsRow]) -> str:
    stated = [e for e in every if e.responses_as_written]
    parts = [f"{e.title}, {some}" for e in every if e not in stated and (some := some_answered(council, e))]
    in_part = f" In part: {'; '.join(parts)}." if parts else ""
    if not stated:
        return f"No paper says how many answered{' in all' if parts else ''}.{in_part}"
    said = [f"{e.title}, {_responses(e)}" for e in stated]
    return f"How many answered is stated for {wording.spelled(len(said))} of {len(every)}: {'; '.join(said)}.{in_part}"


def _beside_words(rows: Sequence[EngagementsRow]) -> str:
    """Return what the table has beside the engagements that are counted: members' own meetings."""
    return " ".join(f"{row.title} is not counted: it was of members." for row in rows)


def _responses(row: EngagementsRow) -> str:
    """Return how many answered as the paper prints it, with its hedge; "" where it says nothing."""
    return row.responses_as_written and wording.as_hedged(row.responses_as_written, row.qualifier)


def some_answered(council: Council, row: EngagementsRow) -> str:
    """Return how many of some audience answered, where a survey's base says it and nothing says how many did in all; else ""."""
    asked = measure.questions(council, row.engagement_id)
    known = dict.fromkeys(f"{q.base:,} {q.row.audience}" for q in asked if q.base)
    return f"{wording.listed(list(known))}; others not stated" if known else ""


def _when_words(row: EngagementsRow) -> str:
    return row.held_as_written or ("no date" if measure.is_planned(row) else "not stated")


def _answered(council: Council, row: EngagementsRow) -> str | None:
    printed = _responses(row) or some_answered(council, row)
    return printed or (None if measure.is_planned(row) else "not stated")


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
    return _none(council, "no-answers", "No paper used here prints answers to a survey", "Survey answers")


def _none(council: Council, figure_id: str, title: str, label: str) -> Figure:
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
