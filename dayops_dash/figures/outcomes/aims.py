"""What should come of it: what can be judged at all, the numbers that there are, and every aim with its definition."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.vocabulary import Direction, NationalMatch, OutcomeKind, ValueRole
from dayops_dash.figures.outcomes.outcome_words import national_words, stated_words, value_words
from dayops_dash.figures.shared.grid import GridColumn, Kind, grid_of
from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.model import Figure, Source, Tile, sources
from dayops_dash.figures.shared.pictures.stated_squares import (
    GIVEN,
    IN_PART,
    UNSTATED,
    drawn,
    stated_chart,
    stated_group,
)
from dayops_dash.figures.shared.pictures.units import UnitChart
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import outcomes as measure
from dayops_dash.measures.outcomes import Aim, Judged

NONE = NOT_STATED.casefold()
RECORDED = Link("sources", "See them as recorded", (("table", "outcomes"),))
JUDGED_BY = {  # whether an aim has a number and a target: what that is called, what it means, how its square looks
    (True, True): ("Number and target", "can be judged", GIVEN),
    (True, False): ("Number, no target", "can be watched", IN_PART),
    (False, True): ("Target, no number", "nothing to hold against it", IN_PART),
    (False, False): ("No number, no target", "cannot be judged", UNSTATED),
}
ROLES = (ValueRole.BASELINE, ValueRole.PREVIOUS, ValueRole.LATEST, ValueRole.TARGET, ValueRole.COMPARATOR)


def kinds_words(kind: OutcomeKind, number: int) -> str:
    """1 outcome, 6 success measures"""
    return wording.count(number, kind.value)


def of_words(number: int, every: int) -> str:
    """none of 20 aims has, 1 of 20 aims has, 2 of 20 aims have"""
    verb = "has" if number < 2 else "have"
    return f"{number or 'none'} of {wording.count(every, 'aim')} {verb}"


def judged_title(found: Judged) -> str:
    """Return the finding: how many aims have a number, and how many a target."""
    if not found.aims:
        return "No paper known by then says what should come of it"
    if not found.with_number:
        also = "or a target" if not found.with_target else f"and {found.with_target} a target"
        return wording.capital(f"{of_words(0, found.aims)} a number {also}")
    targets = found.with_target or "none"
    return wording.capital(
        f"{of_words(found.with_number, found.aims)} a number; {targets} {'have' if found.with_target > 1 else 'has'} a target"
    )


def judged_figure(council: Council) -> Figure:
    """How many aims have what is needed to judge them: a way that is better, a number, a baseline, a target."""
    every = measure.aims(council)
    found, squares = measure.judged(every), _squares(council, every)
    rows = [(kind, measure.judged([a for a in every if a.row.kind == kind])) for kind in measure.AIM_KINDS]
    return Figure(
        "judged",
        judged_title(found),
        f"Aims in the papers of {council.short_title}, known on {wording.day(council.as_at)}",
        _judged_words(found),
        grid_of(
            [*((wording.capital(kind.value), j) for kind, j in rows if j.aims), ("All", found)],
            GridColumn("kind", "Kind of aim", lambda pair: pair[0]),
            GridColumn("aims", "Aims", lambda pair: pair[1].aims, Kind.COUNT),
            GridColumn("with_direction", "Say which way is better", lambda pair: pair[1].with_direction, Kind.COUNT),
            GridColumn("with_number", "Have a number", lambda pair: pair[1].with_number, Kind.COUNT),
            GridColumn("with_baseline", "Have a baseline", lambda pair: pair[1].with_baseline, Kind.COUNT),
            GridColumn("with_target", "Have a target", lambda pair: pair[1].with_target, Kind.COUNT),
            GridColumn("national", "Are a national measure", lambda pair: pair[1].national, Kind.COUNT),
        ),
        chart=drawn(squares),
        units=squares,
        tiles=_tiles(found) if found.aims else (_nothing_tile(),),
        brief=True,
        notes=(
            f"An aim is counted once for each paper that states it: a later report often says an earlier aim again.{_again(every)}",
            "A number is the council's own: a baseline, an earlier or the latest value. A comparator alone is none.",
        ),
        sources=papers_of(council, every),
    )


def _squares(council: Council, every: Sequence[Aim]) -> UnitChart | None:
    """Return a square for each aim, by what the papers give to judge it by; None where there is no aim."""
    held: dict[tuple[bool, bool], list[Aim]] = {}
    for aim in every:
        held.setdefault((aim.has_number, bool(aim.given(ValueRole.TARGET))), []).append(aim)
    groups = [
        stated_group(label, meaning, look, [(str(a.row.title), _to_kind(a)) for a in held.get(has, ())], RECORDED)
        for has, (label, meaning, look) in JUDGED_BY.items()
    ]
    return stated_chart(f"Aims of {council.short_title}", groups)


def _to_kind(aim: Aim) -> Link:
    kind = OutcomeKind(aim.row.kind)
    return Link("outcomes", str(aim.row.title), (("kind", kind.name.lower()),))


def _again(every: Sequence[Aim]) -> str:
    """Return how many aims stand in more than one paper in the same words, in a sentence; "" where none does."""
    papers: dict[str, set[str]] = {}
    for aim in every:
        papers.setdefault(str(aim.row.title).casefold(), set()).add(str(aim.row.document_id))
    number = sum(len(told) > 1 for told in papers.values())
    if not number:
        return ""
    return f" {wording.capital(wording.spelled(number))} {'stands' if number == 1 else 'stand'} in two papers in the same words."


def papers_of(council: Council, found: Sequence[Aim]) -> tuple[Source, ...]:
    """Return the papers behind aims, without the places, which stand in the table beside each."""
    return tuple(dict.fromkeys(s.paper for s in sources(council, [aim.row for aim in found])))


def _judged_words(found: Judged) -> str:
    if not found.aims:
        return "Choose a later date above, or see which papers there are."
    missing = [
        f"a {name}"
        for name, number in (
            ("number", found.with_number),
            ("baseline", found.with_baseline),
            ("target", found.with_target),
        )
        if not number
    ]
    lacks = f" No paper gives {wording.listed(missing, 'or')} for any aim." if missing else ""
    return f"{found.with_direction} of {wording.count(found.aims, 'aim')} say which way is better.{lacks}"


def _tiles(found: Judged) -> tuple[Tile, ...]:
    plan, people = Link("progress", "See the plan"), Link("voices", "See what people said")
    return (
        Tile(f"{found.aims:,}", "Aims in the papers", "measures, outcomes, objectives, aspirations", link=RECORDED),
        Tile(f"{found.with_direction:,}", "Say which way is better", "more, fewer, or as it is"),
        Tile(
            f"{found.with_number:,}",
            "Have a number",
            "of the council's own",
            link=None if found.with_number else people,
        ),
        Tile(f"{found.with_baseline:,}", "Have a baseline", "to measure change from"),
        Tile(
            f"{found.with_target:,}", "Have a target", "to judge it against", link=None if found.with_target else plan
        ),
    )


def _nothing_tile() -> Tile:
    return Tile(
        "None",
        "Aims known on this day",
        "no paper was out",
        link=Link("sources", "See the papers", (("show", "papers"),)),
    )


def aims_figure(council: Council, kind: OutcomeKind) -> Figure | None:
    """Every aim of a kind, with what the papers give for it; None where there is none."""
    every = [aim for aim in measure.aims(council) if aim.row.kind == kind]
    if not every:
        return None
    found = measure.judged(every)
    several = len({aim.row.document_id for aim in every}) > 1
    success = kind is OutcomeKind.SUCCESS_MEASURE
    stated, coded = success or any(a.values for a in every), success or any(a.row.ascof_code for a in every)
    silent = [part for part, told in (("no baseline stated", stated), ("no national measure named", coded)) if not told]
    return Figure(
        f"aims-{kind.name.lower().replace('_', '-')}",
        wording.capital(aims_title(kind, found)),
        f"Each with its definition and place, {council.short_title}, as at {wording.day(council.as_at)}{_silent_words(silent)}",
        _aims_words(kind, found),
        grid_of(
            every,
            GridColumn("aim", wording.capital(kind.value), lambda aim: aim.row.title),
            GridColumn("definition", "What it means", lambda aim: aim.row.definition or "not defined"),
            GridColumn("direction", "Better", _direction_words),
            GridColumn("stated", "What is stated", stated_words, on_screen=stated),
            *map(_role_column, ROLES),
            GridColumn("national", "National measure", national_words, on_screen=coded),
            GridColumn("place", "Place in paper", lambda aim: _place(council, aim, several=several), Kind.PLACE),
        ),
        grid_first=bool(found.with_number or found.with_target),  # else one line, and its list behind a touch
        brief=True,
        sources=papers_of(council, every),
    )


def _silent_words(silent: Sequence[str]) -> str:
    return f". {wording.capital(wording.listed(silent))}" if silent else ""


def aims_title(kind: OutcomeKind, found: Judged) -> str:
    """6 success measures: 1 has a number, none has a target"""
    named, number, target = kinds_words(kind, found.aims), found.with_number, found.with_target
    if found.aims == 1:
        has = wording.listed([name for name, held in (("a number", number), ("a target", target)) if held])
        lacks = wording.listed([name for name, held in (("a number", number), ("a target", target)) if not held], "or")
        return named + (f", with {has}" if has else "") + (f", without {lacks}" if lacks else "")
    if not number and not target:
        return f"{named}: none has a number or a target"
    numbered = f"{number or 'none'} {'have' if number > 1 else 'has'} a number"
    return f"{named}: {numbered}, {target or 'none'} {'have' if target > 1 else 'has'} a target"


def _aims_words(kind: OutcomeKind, found: Judged) -> str:
    rest = found.aims - found.with_direction
    silent = f" For {rest} of them no paper says which way is better." if rest else ""
    number = wording.begun(found.national)
    national = (
        f"{number} of them are national measures" if found.national > 1 else f"{number} of them is a national measure"
    )
    reading = " Our reading: the paper uses a national measure's words and names no code." if found.national else ""
    return f"{wording.capital(aims_title(kind, found))}.{silent} {national}.{reading}"


def _role_column(role: ValueRole) -> GridColumn[Aim]:
    """Return the column of one sort of value, which is said on the screen with the others; its CSV has it apart."""
    return GridColumn(
        role.value,
        wording.capital(role.value),
        lambda aim: "; ".join(value_words(v, whose=True) for v in aim.values if v.role == role) or NONE,
        on_screen=False,
    )


def _direction_words(aim: Aim) -> str:
    direction = Direction(aim.row.direction)
    return "not stated" if direction is Direction.NOT_STATED else direction.removesuffix(" is better")


def _place(council: Council, aim: Aim, *, several: bool) -> str:
    """Return an aim's place, with its kind of paper where the table is of several papers."""
    paper = f"{wording.capital(council.document_kind(aim.row.document_id))}: " if several else ""
    return f"{paper}{aim.row.locator}"


def is_apart(aim: Aim) -> bool:
    return bool(aim.row.ascof_match == NationalMatch.OTHER)
