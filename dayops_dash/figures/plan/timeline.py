"""The timeline: when each commitment is due, how late it is, and the day that it is seen from."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import DueSense
from dayops_dash.figures.plan.actions import Choices, action_grid, unfilled_note
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.plan.spans import drawn, span_chart
from dayops_dash.figures.plan.standing import (
    NO_PAPER,
    NOTE_DERIVED,
    WORST_FIRST,
    by_dates,
    papers_of,
    predicate,
    standing_title,
    standing_words,
)
from dayops_dash.figures.shared.day import on_day, tense
from dayops_dash.figures.shared.model import Chart, Figure
from dayops_dash.figures.shared.pictures.span_drawing import span_drawing
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing

HOW_READ = (
    "Hatching runs from the last due day to the day shown. A bar is paler the older the news of it, and fades where its day is "
    "not certain. An outline is still ahead, an arrow has no end, and an upright mark is a deadline"
)


def timeline_figure(council: Council, choices: Choices) -> Figure:
    """When each commitment that the reader chose is due, and the day that they are seen from."""
    chosen = sorted((x for x in progress.followed(council) if choices.keeps(x)), key=progress.attention)
    lines, grid = drawn(chosen), action_grid(council, chosen)
    within = f" ({choices.words()})" if choices.words() else ""
    words = f"{standing_words(council, chosen)}{_last_due(council, chosen)}{_undrawn(chosen, lines)}"
    words = f"{standing_title(council)}." if _none_dated(council, within) else words
    spans = span_chart(council, lines) if lines else None
    return Figure(
        "timeline",
        _title(council, chosen, within),
        f"When each {noun(council, chosen)} with a date is due, {council.short_title}, as at {wording.day(council.as_at)}",
        words,
        grid,
        chart=Chart(span_drawing(spans), f"Timeline. {words}", span_drawing(spans, narrow=True)) if spans else None,
        spans=spans,
        notes=(f"{HOW_READ}.", NOTE_DERIVED, *_vague_note(chosen), *unfilled_note(council, grid)),
        sources=papers_of(council, chosen),
    )


def _title(council: Council, chosen: Sequence[Line], within: str) -> str:
    """Return how many of the lines chosen stand where it matters most, on the day shown."""
    counts, what = progress.counts(tuple(chosen)), noun(council, chosen) + ("" if len(chosen) == 1 else "s")
    if council.latest_paper is None:
        return NO_PAPER.format(day=wording.day(council.as_at))
    worst = next((s for s in WORST_FIRST if counts[s]), None)
    if _none_dated(council, within):
        return standing_title(council)
    if worst is None:
        return f"{wording.count(len(chosen), noun(council, chosen))}{within} on {wording.day(council.as_at)}"
    stands = predicate(worst, counts[worst], tense(council))
    by = by_dates(council) if progress.only_proposed(council) else ""
    of = "the one" if len(chosen) == 1 else wording.out_of(counts[worst], len(chosen))
    return f"{wording.capital(by + of)} {what}{within} {stands} {on_day(council)}"


def _none_dated(council: Council, within: str) -> bool:
    """Whether there are commitments, all are chosen, and no paper gives a date or a status for any of them."""
    return not within and not progress.followed(council) and bool(progress.counted(council))


def _last_due(council: Council, chosen: Sequence[Line]) -> str:
    """Return the last due date of what is not complete, in a sentence that is true on the day shown and today."""
    ends = [(x.due.latest, x.due_quoted) for x in chosen if x.due.latest and x.standing is not Standing.COMPLETE]
    if not ends:
        return ""
    day, written = max(ends)
    return f" The last due date {'was' if day < max(council.as_at, council.today) else 'is'} {written}."


def _undrawn(chosen: Sequence[Line], lines: Sequence[Line]) -> str:
    left = len(chosen) - len(lines)
    have, are = ("has", "is") if left == 1 else ("have", "are")
    return (
        f" {wording.capital(wording.spelled(left))} {have} no dates to draw and {are} in the table only."
        if left
        else ""
    )


def _vague_note(chosen: Sequence[Line]) -> tuple[str, ...]:
    vague = [line for line in chosen if line.due_sense == DueSense.VAGUE]
    return tuple(f"{x.due_quoted} ({x.label}) is vague: its days are inferred." for x in vague)
