"""What the first step shows of a tracker: what was understood, the form of its columns, and what is asked of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dayops_dash import wording
from dayops_dash.dataset.vocabulary import WordMeaning
from dayops_dash.desk.imports.columns import KINDS, TrackerField
from dayops_dash.desk.imports.questions import ImportQuestion, QuestionKind, column_choices
from dayops_dash.desk.proposal import ProposalState
from dayops_dash.desk.reading import ReturnsReading
from dayops_dash.desk.web.tracker.acts import field_of
from dayops_dash.desk.web.tracker.kept import KeptTable, KeptTracker

MOST_ASKED = 40  # questions of a kind that are asked on one page
TITLES = MappingProxyType({"actions": "The action", "recommendations": "The recommendation", "risks": "The risk"})
ABOUT = MappingProxyType(
    {
        QuestionKind.REWORDED: (
            "Other words than those published",
            "A reference of the tracker has other words than before.",
        ),
        QuestionKind.DAY_ORDER: ("Dates", "Nothing in the tracker says whether the day or the month comes first."),
        QuestionKind.WORD: (
            "Words for status",
            "Say once what each stands for. It goes into the council's table of words, which readers can see.",
        ),
        QuestionKind.RATING_WORD: ("Words for a rating", "Say once which rating each stands for, as R for Red."),
        QuestionKind.STATUS_COLOUR: ("Colours as a status", "These cells have a colour and no word."),
        QuestionKind.RATING_COLOUR: ("Colours as a rating", "These cells have a colour and no word."),
        QuestionKind.PERSON: (
            "Leads and their roles",
            "A person's name is never published. Say which role stands for it. The list lies in the council's folder, for its owner alone.",
        ),
    }
)


@dataclass(frozen=True)
class ColumnChoice:
    """A column to be named: its place, what it is called, its first values, what it is taken for and why, and what it may be."""

    place: int
    label: str
    examples: tuple[str, ...]
    chosen: str
    why: str
    choices: tuple[tuple[str, str], ...]
    is_derived: bool


@dataclass(frozen=True)
class AskedQuestion:
    """A question as a form asks it: its field, its words, and what may be chosen; of a word for status, the council's ``own``."""

    field: str
    asked: str
    choices: tuple[str, ...]
    own: tuple[str, ...] = ()

    @property
    def meanings(self) -> tuple[str, ...]:
        """Our words, for a word that the council keeps."""
        return tuple(one for one in self.choices if one not in self.own)


@dataclass(frozen=True)
class QuestionGroup:
    """The questions of one kind: what they are about, why they are asked, those on this page, and how many more there are."""

    kind: QuestionKind
    title: str
    why: str
    questions: tuple[AskedQuestion, ...]
    more: int


def tracker_page(
    typed: Mapping[str, str], tracker: KeptTracker | None, reading: ReturnsReading | None
) -> dict[str, Any]:
    """Return what the template of the step is filled with."""
    table = tracker.table if tracker else None
    groups = question_groups(tracker.questions) if tracker else []
    return {
        "kept": tracker,
        "columns": column_choices_of(table) if table else [],
        "kinds": tuple(KINDS),
        "groups": groups,
        "asked": sum(len(one.questions) + one.more for one in groups),
        "roles": tracker.roles if tracker else (),
        "summary": summary(reading) if reading else [],
        "typed": typed,
    }


def column_choices_of(table: KeptTable) -> list[ColumnChoice]:
    """Return the columns of a table to be named."""
    mapped = table.as_guess()
    choices = tuple((name, field_words(name, table.kind)) for name in column_choices(mapped))
    return [
        ColumnChoice(
            one.place,
            f"Column {one.letter}: {one.heading or 'no heading'}",
            one.examples,
            str(TrackerField.NOT_READ if one.field is TrackerField.DERIVED else one.field),
            one.why,
            choices,
            mapped.is_derived(one.heading),
        )
        for one in table.columns
    ]


def field_words(name: str, kind: str) -> str:
    """Return what a column can be, as the form says it."""
    return TITLES[kind] if name == TrackerField.TITLE else wording.capital(name)


def question_groups(questions: Sequence[ImportQuestion]) -> list[QuestionGroup]:
    """Return the questions by what they are about, each kind with as many as a page takes."""
    groups = []
    for kind, (title, why) in ABOUT.items():
        own = [one for one in questions if one.kind == kind]
        if own:
            asked = tuple(_asked(one) for one in own[:MOST_ASKED])
            groups.append(QuestionGroup(kind, title, why, asked, len(own) - len(asked)))
    return groups


def _asked(one: ImportQuestion) -> AskedQuestion:
    own = (word for word in one.choices if word not in tuple(WordMeaning))
    return AskedQuestion(field_of(one), one.asked, one.choices, tuple(own) if one.kind is QuestionKind.WORD else ())


def summary(reading: ReturnsReading) -> list[tuple[str, str]]:
    """Return what a reading found, in a few lines: each with its count and where it is listed."""
    new = sum(one.form == "new_actions" for one in reading.proposals)
    gone = sum(one.form == "descents" for one in reading.proposals)
    lines = [
        ("Rows that are published already", str(reading.rows_matched)),
        ("Rows that may be new actions", str(new)),
        ("Actions that are not in it any more", str(gone)),
        ("Values read without a doubt", str(len(reading.of(ProposalState.TAKEN)))),
        ("Values that say nothing new", str(len(reading.of(ProposalState.SAME)))),
    ]
    return [*(line for line in lines if line[1] != "0"), ("Compared with", f"version {reading.version}")]
