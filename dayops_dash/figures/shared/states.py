"""The one table of states: what each is called, how it is said of several commitments, what it means, its mark and its colour.

A state has this one name in every tile, row, chart, filter, document and slide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dayops_dash.dataset.vocabulary import Evidence, Response
from dayops_dash.figures.shared.look import BLUE, ORANGE, PINK, QUIET, TURQUOISE
from dayops_dash.measures.plan.status import Standing

NOT_STATED = "Not stated"  # a paper says nothing about it
UNSAID = (str(Response.NONE_STATED), str(Evidence.NONE_STATED))


@dataclass(frozen=True)
class StateWords:
    """``of_several`` follows a number, with the verbs of a tense (``Tense.verbs``). Its mark is in our type, so that no line of
    a document falls back to another; ``meaning_proposed`` is the meaning where the plan is only proposed."""

    of_several: str
    meaning: str
    mark: str
    colour: str
    meaning_proposed: str = ""


STATES: Mapping[Standing, StateWords] = MappingProxyType(
    {
        Standing.COMPLETE: StateWords("{be} complete", "the council's word", "✔", TURQUOISE),
        Standing.PAST: StateWords(
            "{be} overdue", "the last day has passed", "▲", PINK, "the last day proposed has passed"
        ),
        Standing.DUE_NOW: StateWords("{be} {due}", "in the time set", "●", ORANGE),
        Standing.BEGUN: StateWords(
            "should {under} under way, with no end date",
            "the start date has passed, and no end is set",
            "►",
            ORANGE,
            "the proposed start has passed; approval not known",
        ),
        Standing.NOT_YET: StateWords("{be} not yet due", "the date lies ahead", "○", BLUE),
        Standing.CONDITIONAL: StateWords("{depend} on a condition", "a timescale, if the condition is met", "◆", QUIET),
        Standing.NO_DATE: StateWords("{have} no date set", "no day can be held against it", "□", QUIET),
        Standing.NOT_REPORTED: StateWords(
            "{have} no update published", "no later line is about it (our reading)", "?", QUIET
        ),
    }
)


def meaning(standing: Standing, *, proposed: bool, ahead: bool = False) -> str:
    """Return what a state means, in a few words; ``ahead``: of a day still to come."""
    words = STATES[standing]
    said = (proposed and words.meaning_proposed) or words.meaning
    return said.replace("has passed", "will have passed") if ahead else said


def stated(said: str) -> str:
    """Return a word of a closed list as a reader sees it: what a paper does not say is "not stated" wherever that is shown."""
    return NOT_STATED.casefold() if said in UNSAID else said
