"""The plan by quarter and by owner: a square for each commitment, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.figures.plan.actions import NO_OWNER, Choices, action_grid, quarter_key, quarter_words
from dayops_dash.figures.plan.against_date import noun
from dayops_dash.figures.plan.squares import drawn_squares, square
from dayops_dash.figures.plan.standing import NO_PAPER, NOTE_DERIVED, papers_of, standing_words
from dayops_dash.figures.shared.day import on_day, tense
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup
from dayops_dash.measures.plan import progress
from dayops_dash.measures.plan.line import Line
from dayops_dash.measures.plan.status import Standing
from dayops_dash.measures.plan.work import Quarter, by_owner, by_quarter

NAMED = 2  # of a group that stand with their names
NOTE_QUARTER = (
    "Each stands in the quarter in which its time ends; one that only has a start, in the quarter in which it starts."
)


class _Group(NamedTuple):
    """Some lines under a name, and the choice of an address that lists them."""

    label: str
    choice: tuple[str, str]
    lines: Sequence[Line]


def quarter_figure(council: Council, choices: Choices) -> Figure:
    """What is due in each quarter, the earliest first, and what has no date."""
    chosen = _chosen(council, choices)
    groups = by_quarter(chosen)
    found = [_Group(quarter_words(q), ("quarter", quarter_key(q)), lines) for q, lines in groups.items()]
    return _figure(council, choices, "by-quarter", _quarter_title(council, groups), found, (NOTE_QUARTER, NOTE_DERIVED))


def owner_figure(council: Council, choices: Choices) -> Figure:
    """What each role owns, who has most overdue first."""
    groups = by_owner(_chosen(council, choices))
    found = [_Group(wording.capital(o or NO_OWNER), ("owner", o or NO_OWNER), lines) for o, lines in groups.items()]
    return _figure(council, choices, "by-owner", _owner_title(council, groups), found, (NOTE_DERIVED,))


def _chosen(council: Council, choices: Choices) -> list[Line]:
    return sorted((line for line in progress.counted(council) if choices.keeps(line)), key=progress.attention)


def _figure(
    council: Council,
    choices: Choices,
    figure_id: str,
    title: str,
    groups: Sequence[_Group],
    notes: tuple[str, ...],
) -> Figure:
    lines = [line for group in groups for line in group.lines]
    squares = _squares(council, groups) if lines else None
    within = f" ({choices.words()})" if choices.words() else ""
    return Figure(
        figure_id,
        NO_PAPER.format(day=wording.day(council.as_at)) if council.latest_paper is None else title,
        f"Each square is one {noun(council, lines)}{within}, {council.short_title}, as at {wording.day(council.as_at)}",
        standing_words(council, lines),
        action_grid(council, lines),
        chart=drawn_squares(squares) if squares else None,
        units=squares,
        brief=True,
        notes=notes,
        sources=papers_of(council, lines),
    )


def _squares(council: Council, groups: Sequence[_Group]) -> UnitChart:
    what = noun(council, [line for group in groups for line in group.lines])
    return UnitChart(
        f"Each {what} by its state",
        tuple(
            UnitGroup(
                group.label,
                _in_words(group.lines),
                "",
                tuple(square(line) for line in group.lines),
                Link("progress", f"{group.label}: the action plan", (("view", "actions"), group.choice)),
            )
            for group in groups
        ),
    )


def _in_words(held: Sequence[Line]) -> str:
    """Return the names of a few with the state of each; of more, how many are in each state: 1 Overdue, 2 Complete."""
    if len(held) <= NAMED:
        return "; ".join(f"{line.label}: {line.standing}" for line in held)
    counts = progress.counts(tuple(held))
    return ", ".join(f"{number} {state}" for state, number in counts.items() if number)


def _quarter_title(council: Council, groups: Mapping[Quarter | None, Sequence[Line]]) -> str:
    """Return how many are due in the quarter of the day shown and in the one after."""
    now = Quarter.of(council.as_at)
    here, after = len(groups.get(now, ())), len(groups.get(now.following, ()))
    what = noun(council) + ("" if here < 2 else "s")
    is_ = tense(council).verbs(here or 1)["be"]
    due = f"{wording.capital(wording.spelled(here))} {what} {is_} due in {now.words}"
    return f"{due}; {wording.spelled(after) if after else 'none'} in the next quarter"


def _owner_title(council: Council, groups: Mapping[str, Sequence[Line]]) -> str:
    """Return how many owners have something that is overdue."""
    owners = [owner for owner in groups if owner]
    if not owners:
        return f"No paper names an owner for any {noun(council)}"
    late = sum(any(line.standing is Standing.PAST for line in groups[owner]) for owner in owners)
    have = tense(council).verbs(late or 1)["have"]
    roles, thing = "owner" if len(owners) == 1 else "owners", "something" if late else "anything"
    told = f"{wording.capital(wording.out_of(late, len(owners)))} {roles} {have} {thing} overdue {on_day(council)}"
    ownerless, every = len(groups.get("", ())), sum(map(len, groups.values()))
    if not ownerless:
        return told
    verb = "has" if ownerless == 1 else "have"
    return f"{told}; {ownerless} of {wording.count(every, noun(council))} {verb} no owner stated"
