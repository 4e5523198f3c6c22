"""Each time that people were asked, or were to be: how, when, and how many answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import EngagementsRow
from dayops_dash.dataset.vocabulary import EngagementState
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.voices.comments import brief_sources, found_words, none_figure
from dayops_dash.measures.voices import said as measure

NOTE_PLANNED = "Planned is what the paper said on its day. No paper here says that a planned one was held since."
NO_NEWS = "date passed, no news"
BEGUN_NO_NEWS = "should be under way, no news"


def engagement_figure(council: Council) -> Figure:
    """Each time that people were asked, held ones first, then those under way, then those that are planned."""
    by_state = measure.by_state(council)
    counted = [row for rows in by_state.values() for row in rows]
    every = sorted(measure.engagements(council), key=lambda row: [*EngagementState].index(row.state))
    if not counted:
        return none_figure(council, "engagement", "No paper published by then names any engagement", "Engagement")
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
    return f"{row.state}, {_no_news([row])}" if measure.date_passed(council, row) else str(row.state)


def _no_news(late: Sequence[EngagementsRow]) -> str:
    """Return what is so of engagements whose dates are gone; of those without an end as Progress says it of a commitment."""
    if all(row.held_edtf.endswith("..") for row in late):
        return BEGUN_NO_NEWS
    return NO_NEWS if len(late) == 1 else NO_NEWS.replace("date", "dates", 1)


def _split(council: Council, by_state: Mapping[EngagementState, Sequence[EngagementsRow]]) -> str:
    """Return how many engagements had come how far: one under way, eleven planned at the time; all held.

    Of those that were planned, how many have had no news since their date went by.
    """
    found = {state: len(rows) for state, rows in by_state.items() if rows}
    planned = by_state[EngagementState.PLANNED]
    late = [row for row in planned if measure.date_passed(council, row)]
    of_its_time = "" if set(found) == {EngagementState.HELD} else " at the time"
    if late:
        which = "" if len(late) == len(planned) else f"{wording.spelled(len(late))} "
        of_its_time = f" ({which}{_no_news(late)})"
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
    return f"How many answered is stated for {wording.spelled(len(said))} of {wording.spelled(len(every))}: {'; '.join(said)}.{in_part}"


def _beside_words(rows: Sequence[EngagementsRow]) -> str:
    """Return what the table has beside the engagements that are counted: members' own meetings, and others told of together."""
    return " ".join(f"{row.title} is not counted: {_why_not_counted(row)}." for row in rows)


def _why_not_counted(row: EngagementsRow) -> str:
    if row.state != EngagementState.IN_ALL:
        return "it was of members"
    some = _responses(row)
    return "it is several of the others together" + (f", in which {some} took part" if some else "")


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
