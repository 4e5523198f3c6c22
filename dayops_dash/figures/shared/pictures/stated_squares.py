"""Squares for things of which a paper may say something: filled where it does, a broken outline where it is silent."""

from __future__ import annotations

from collections.abc import Sequence

from dayops_dash.figures.shared.link import Link
from dayops_dash.figures.shared.look import BLUE, QUIET
from dayops_dash.figures.shared.model import Chart
from dayops_dash.figures.shared.pictures.unit_drawing import unit_drawing
from dayops_dash.figures.shared.pictures.units import UnitChart, UnitGroup, UnitSquare, group_words

GIVEN, IN_PART, UNSTATED = "given", "not_yet", "unstated"  # how a square looks
MARKS = {GIVEN: "●", IN_PART: "○", UNSTATED: "?"}
COLOURS = {GIVEN: BLUE, IN_PART: BLUE, UNSTATED: QUIET}


def stated_group(label: str, meaning: str, look: str, things: Sequence[tuple[str, Link]], listed: Link) -> UnitGroup:
    """Return things of one kind, each by its name and where it is told at length; ``listed`` is where all of them are."""
    mark, colour = MARKS[look], COLOURS[look]
    squares = tuple(UnitSquare(name, label, link, mark, look, colour) for name, link in things)
    return UnitGroup(label, meaning, mark, squares, listed)


def stated_chart(heading: str, groups: Sequence[UnitGroup]) -> UnitChart | None:
    """Return the groups that have any square, under a heading; None where none has."""
    held = tuple(group for group in groups if group.units)
    return UnitChart(heading, held) if held else None


def drawn(shown: UnitChart | None) -> Chart | None:
    """Return squares drawn for where nothing can be touched; None where there are none."""
    if shown is None:
        return None
    told = f"{shown.heading}: {group_words(shown.groups)}."
    return Chart(unit_drawing(shown), told, unit_drawing(shown, narrow=True))
