"""The numbers that there are for aims and national measures, each beside its own comparators, with the year of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.ascof.codes import Framework, family_of
from dayops_dash.dataset.row_types import OutcomeValuesRow
from dayops_dash.dataset.vocabulary import Direction, Qualifier, ValueRole
from dayops_dash.figures.outcomes.aims import is_apart
from dayops_dash.figures.outcomes.outcome_words import (
    change_words,
    code_words,
    measured,
    national_words,
    number_words,
    value_words,
)
from dayops_dash.figures.shared.grid import Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.model import Bar, Figure, Panel, sources
from dayops_dash.measures import outcomes as measure
from dayops_dash.measures.outcomes import Aim

MOST_WORDS = 16  # of a title
ASCOF = "ASCOF is the national Adult Social Care Outcomes Framework."
ADDED = "Values are as published. A hidden value is neither missing nor zero. Margins of error (±) are the publisher's."
SCALE = "Bars run from 0 to 100%."
HOLLOW = "A dashed outline is a target, not a result."
APART = "Each value keeps its own year, and measures with different wording have panels of their own."


def numbers_figure(council: Council) -> Figure | None:
    """The aims that papers give a number for; None where there is none."""
    found = [aim for aim in measure.aims(council) if aim.values]
    if not found:
        return None
    panels = tuple(_panel(aim) for aim in found)
    return Figure(
        "numbers",
        numbers_title(found),
        f"As the papers of {council.short_title} print them, known on {wording.day(council.as_at)}",
        " ".join([*(_told(aim) for aim in found), *([ASCOF] if any(aim.row.ascof_code for aim in found) else [])]),
        _grid(council, found),
        panels=panels,
        notes=_scale(panels),
        sources=sources(council, [v for aim in found for v in aim.values]),
    )


def national_figure(council: Council) -> Figure | None:
    """The national measures with their published values, the council's beside England's; None where none was added."""
    found = measure.national(council)
    if not found:
        return None
    panels = tuple(_panel(aim) for aim in found)
    return Figure(
        "national",
        national_title(found),
        f"Adult Social Care Outcomes Framework (ASCOF), official statistics, {council.short_title} and England",
        f"{' '.join(_told(aim) for aim in found)} {ADDED}",
        _grid(council, found),
        panels=panels,
        notes=(
            ADDED,
            *_scale(panels),
            "A code means nothing without its framework: codes were given anew from 2023-24.",
        ),
        sources=sources(council, [v for aim in found for v in aim.values]),
    )


def _scale(panels: Sequence[Panel]) -> tuple[str, ...]:
    """Return how the bars are to be read, as far as there are any."""
    bars = [bar for panel in panels for bar in panel.bars]
    if not bars:
        return (APART,)
    return (" ".join([SCALE, *([HOLLOW] if any(bar.hollow for bar in bars) else []), APART]),)


def national_title(found: Sequence[Aim]) -> str:
    """3 national measures to 2022-23: 1 better than in 2021-22, 1 too close to tell, 1 without a number"""
    newest = max(v.period for aim in found for v in aim.values)
    parts = moved_words(found, str)
    return f"{wording.count(len(found), 'national measure')} to {newest}" + (f": {parts}" if parts else "")


def than_words(found: Sequence[Aim]) -> str:
    """Return what the latest numbers are held against: than in 2024/25; "than before" where that is of several years."""
    periods = {step.before.period for aim in found if (step := measure.change(aim))}
    return f"than in {periods.pop()}" if len(periods) == 1 and all(periods) else "than before"


def moved_words(found: Sequence[Aim], number: Callable[[int], str]) -> str:
    """Return which way aims moved: 3 better than in 2024/25, 2 worse, 1 without a number; "" where none did."""
    moved, than = measure.moved(found), than_words(found)
    told = {
        f"better {than}": moved.better,
        "worse" if moved.better else f"worse {than}": moved.worse,
        "the same": moved.same,
        "too close to tell": moved.unsure,
        "changed, with no way said to be better": moved.unsaid,
        "without a number": moved.without_number,
    }
    return ", ".join(f"{number(many)} {name}" for name, many in told.items() if many)


def numbers_title(found: Sequence[Aim]) -> str:
    """Return which way the aims moved; of one alone its latest number with its comparator, or how many there are."""
    moved = measure.moved(found)
    if moved.changes > 1:
        number, which = moved_words(found, wording.spelled).split(" ", 1)
        verb = "is" if number == wording.spelled(1) else "are"
        return f"Of {wording.count(moved.changes, 'aim')} with two numbers, {number} {verb} {which}"
    first, now = found[0], measure.latest(found[0])
    against = first.given(ValueRole.COMPARATOR)
    if now:
        beside = f"; {_beside(against[-1])} printed beside it {value_words(against[-1])}" if against else ""
        title = f"{measured(first)}: {value_words(now)}{beside}"
        if len(title.split()) <= MOST_WORDS:
            return title
    return wording.capital(f"{wording.count(len(found), 'aim')} {'has' if len(found) == 1 else 'have'} a number")


def _beside(comparator: OutcomeValuesRow) -> str:
    """Return whose a comparator is: average, where the paper does not say of which area; England"""
    return "average" if comparator.qualifier == Qualifier.AVERAGE else str(comparator.place)


def _told(aim: Aim) -> str:
    """Return what an aim's numbers show over time, in a sentence."""
    found = measure.change(aim)
    return wording.sentence(f"{measured(aim)}: {change_words(aim, found) if found else _no_change(aim)}")


def _no_change(aim: Aim) -> str:
    now = measure.latest(aim)
    return (
        f"{value_words(now)}, one number only, so no change can be shown" if now else "no number of the council's own"
    )


def _remarks(aim: Aim) -> tuple[str, ...]:
    now = measure.latest(aim)
    return tuple(part for part in (*_other_years(aim), apart_words(aim), now.note if now else "") if part)


def apart_words(aim: Aim) -> str:
    """Return why an aim is not drawn against the national measure of its subject; "" where it is that measure, or none."""
    if not is_apart(aim):
        return ""
    family = family_of(aim.row.ascof_code, Framework(aim.row.ascof_framework_year))
    counts = f", which counts one answer, “{wording.uncapital(family.subject)}”" if family else ""
    return f"Not drawn against {code_words(aim)}{counts}. {aim.row.note}"


def _other_years(aim: Aim) -> tuple[str, ...]:
    """Return, of each comparator of another year than the latest value, that it is."""
    now = measure.latest(aim)
    others = [v for v in aim.given(ValueRole.COMPARATOR) if now and v.period != now.period]
    if not now or len(others) != len(aim.given(ValueRole.COMPARATOR)):
        return ()  # one of the same year is there to compare with
    return tuple(
        f"The comparator is of {v.period} and {now.place}'s value of {now.period}. {v.note}".strip() for v in others
    )


def _panel(aim: Aim) -> Panel:
    bars = tuple(_bar(v) for v in aim.values if v.unit == "%" and not wording.missing(v.value))
    rest = [v for v in aim.values if v.unit != "%" or wording.missing(v.value)]
    direction = Direction(aim.row.direction)
    better = "" if direction is Direction.NOT_STATED else wording.sentence(direction.value)
    said = (aim.row.definition, better, wording.sentence(national_words(aim)) if aim.is_national else "")
    return Panel(
        measured(aim),
        " ".join(part for part in said if part),
        bars,
        tuple(f"{_label(v)}: {number_words(v)}" for v in rest),
        " ".join(_remarks(aim)),
    )


def _bar(value: OutcomeValuesRow) -> Bar:
    base = f", {value.base_count:,} answered" if not wording.missing(value.base_count) else ""
    if value.role == ValueRole.TARGET:
        return Bar(_label(value), float(value.value), number_words(value), "aimed at, not a result", hollow=True)
    label = f"{value.place}, {value.period or 'year not stated'}"
    return Bar(label, float(value.value), number_words(value), f"{value.role}{base}")


def _label(value: OutcomeValuesRow) -> str:
    """Target, 2028/29; Latest, 2025/26; Comparator, England, 2021/22"""
    whose = f", {value.place}" if value.role == ValueRole.COMPARATOR else ""
    return f"{wording.capital(value.role)}{whose}, {value.period or 'year not stated'}"


def _grid(council: Council, found: Sequence[Aim]) -> Grid:
    papers = {value.document_id for aim in found for value in aim.values}
    return grid_of(
        [(aim, value) for aim in found for value in aim.values],
        GridColumn("measure", "Aim or measure", lambda pair: pair[0].row.title),
        GridColumn("role", "What it is", lambda pair: pair[1].role),
        GridColumn("whose", "Whose", lambda pair: pair[1].place),
        GridColumn("period", "Year", lambda pair: pair[1].period),
        GridColumn("value", "Value", lambda pair: hedged(pair[1].value, pair[1].qualifier), Kind.COUNT),
        GridColumn("unit", "Unit", lambda pair: pair[1].unit),
        GridColumn("no_number", "Why no number", lambda pair: pair[1].shorthand or pair[1].statement),
        GridColumn("margin_of_error", "Margin of error", lambda pair: _or_none(pair[1].margin_of_error), Kind.COUNT),
        GridColumn("base_count", "Answered", lambda pair: pair[1].base_count, Kind.COUNT),
        GridColumn("note", "Note", lambda pair: pair[1].note),
        GridColumn(
            "place", "Place in paper", lambda pair: _place(council, pair[1], several=len(papers) > 1), Kind.PLACE
        ),
    )


def _place(council: Council, value: OutcomeValuesRow, *, several: bool) -> str:
    """Return where a value stands; with its paper, where the values of a table come from more than one."""
    if not several:
        return value.locator
    return f"{wording.capital(council.document_kind(value.document_id))} of {council.dated(value.document_id)}: {value.locator}"


def _or_none(number: float) -> float | None:
    return None if wording.missing(number) else number
