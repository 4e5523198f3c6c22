"""How values of outcomes, their changes and their national measures are said."""

from __future__ import annotations

import re

from dayops_dash import wording
from dayops_dash.dataset.ascof.codes import Framework, since_words
from dayops_dash.dataset.row_types import OutcomeValuesRow
from dayops_dash.dataset.vocabulary import NationalMatch, Shorthand, ValueRole
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import outcomes as measure
from dayops_dash.measures.outcomes import Aim, OutcomeChange

WITHOUT_NUMBER = {
    Shorthand.HIDDEN: "hidden at the source, to protect people",
    Shorthand.NOT_AVAILABLE: "not available",
    Shorthand.NOT_APPLICABLE: "not applicable",
    Shorthand.LOW: "too low to print, but not zero",
}


def number_words(value: OutcomeValuesRow) -> str:
    """Return a value as printed, with its published margin of error; or why there is none."""
    if wording.missing(value.value):
        return WITHOUT_NUMBER[Shorthand(value.shorthand)] if value.shorthand else str(value.statement)
    unit = value.unit if value.unit == "%" else f" {value.unit}"  # 44%, 57 people
    printed = value.as_written or f"{wording.plain(value.value)}{unit}".strip()
    printed = wording.as_hedged(printed, value.qualifier if value.qualifier in wording.HEDGES else "")
    margin = value.margin_of_error
    return f"{printed} ± {wording.plain(margin)}" if not wording.missing(margin) else str(printed)


WANTED = re.compile(r"(More|Fewer|Less|Higher|Lower|Better) ", re.IGNORECASE)


def measured(aim: Aim) -> str:
    """Return what an aim's numbers count, without the change that it wants: "More people in work: 3.2%" would read as a rise."""
    title = str(aim.row.title)
    return wording.capital(WANTED.sub("", title, count=1)) if WANTED.match(title) else title


def value_words(value: OutcomeValuesRow, *, whose: bool = False) -> str:
    """3.2% (2021/22); with whose: England 5.1% (2020/21)"""
    who = f"{value.place} " if whose else ""
    return f"{who}{number_words(value)} ({value.period or 'year not stated'})"


def code_words(aim: Aim) -> str:
    """ASCOF 1I(1) to 2022-23 (5A from 2023-24)"""
    framework = Framework(aim.row.ascof_framework_year)
    return f"ASCOF {aim.row.ascof_code} {framework} ({since_words(aim.row.ascof_code, framework)})"


def national_words(aim: Aim) -> str:
    """Return which national measure an aim is, and who says so; or that no paper names one."""
    match aim.row.ascof_match:
        case NationalMatch.OTHER:
            return f"Not {code_words(aim)}: another question"
        case NationalMatch.OUR_READING:
            return f"{code_words(aim)}, our reading"
        case NationalMatch.NAMED | NationalMatch.ITSELF:
            return code_words(aim)
    return NOT_STATED


def stated_words(aim: Aim) -> str:
    """Return what the papers give for an aim, and what they do not: 3.2% (2021/22); no baseline, no target stated"""
    own = [v for v in reversed(aim.values) if v.role in measure.OF_THE_COUNCIL]
    said = [value_words(v) if v.role == ValueRole.LATEST else f"{v.role} {value_words(v)}" for v in own]
    said += [f"target {value_words(v)}" for v in aim.values if v.role == ValueRole.TARGET]
    lacks = [
        name for name, held in (("baseline", ValueRole.BASELINE), ("target", ValueRole.TARGET)) if not aim.given(held)
    ]
    if not said:
        return "No number, baseline or target stated" if len(lacks) == 2 else f"No number, no {lacks[0]} stated"
    return "; ".join([*said, *([f"no {wording.listed(lacks, 'or')} stated"] if lacks else [])])


def step_words(aim: Aim, found: OutcomeChange) -> str:
    """75% (2020/21), 3 percentage points lower than 78% (2019/20), which is worse"""
    if not found.points:
        return f"{value_words(found.latest)}, the same as {value_words(found.before)}"
    points, up = wording.plain(abs(found.points)), found.points > 0
    if found.latest.unit == "%":
        way = f"percentage point{'' if points == '1' else 's'} {'higher' if up else 'lower'}"
    else:
        way = "more" if up else "fewer"
    sure = None if found.within_margins else measure.better(aim, found.points)
    good = {True: ", which is better", False: ", which is worse", None: ""}[sure]
    return f"{value_words(found.latest)}, {points} {way} than {value_words(found.before)}{good}"


def change_words(aim: Aim, found: OutcomeChange) -> str:
    """Return the last step in words, and whether the published margins overlap."""
    chance = (
        ". The published margins of error overlap, so it may be chance" if found.points and found.within_margins else ""
    )
    return f"{step_words(aim, found)}, worked out here{chance}"
