"""What is proposed of a paper: rows of tables with their place, and the numbers that no row holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dayops_dash.desk.papers.reading.model import NOWHERE, PaperBox


class Ground(StrEnum):
    """Why a proposal is as sure as it is. The first ones speak for it; from NO_PROVIDER on each is a reason to look closely."""

    UNIT_BESIDE = "the unit stands beside the number"
    COLUMN_HEAD = "the column's heading says what it is"
    CAPTION = "the table's caption says what it is"
    SENTENCE = "the sentence says what it is"
    DATE_READ = "the date is read without doubt"
    OVER_UNDER = "it is an overspend or underspend, so it is put in words and added to nothing"
    PART_YEAR = "it is of part of a year, so it is put in words and added to nothing"
    DIFFERENCE = "it is the difference of two amounts, so it is put in words and added to nothing"
    HEADING = "the heading above it says what it is"
    NO_PROVIDER = "the paper does not say beside it who provides"
    NO_AUDIENCE = "the paper does not say beside it who was asked"
    NO_BASIS = "the paper does not say whether it is a budget or spend"
    MAYBE_SAVING = "the words above it name savings and something else: refuse it if it is no saving"
    UNIT_FROM_HEAD = "the unit comes from a heading, not from beside the number"
    SPELLED = "the number is spelled out"
    RANGE = "it is a range, and the table holds one number"
    NEGATIVE = "it is negative, or in brackets: say whether that is an overspend"
    ONLY_PLACE = "nothing says which table it belongs to: it is offered as context"
    DATE_UNREAD = "the date can be read in no way, or in two"
    NO_DAY = "the paper gives no day"
    NO_LEVEL = "no level or tier is named beside it"
    SUM = "the sum it belongs to does not come out"
    CHANGED_TEXT = "the file has tracked changes here: it is read as if they were accepted"
    NOT_MARKED = "the file does not mark this table: its rows come from lines on the page"


DOUBTS = frozenset(tuple(Ground)[tuple(Ground).index(Ground.NO_PROVIDER) :])


class Sureness(StrEnum):
    """How closely a person should look, by the grounds."""

    CLEAR = "clear"
    LOOK = "look closely"
    UNSURE = "not sure which table"


@dataclass(frozen=True)
class PaperPlace:
    """Where a proposal stands: the printed place, the page and box, and the sentence, row or cell that says it."""

    locator: str
    page: int
    words: str
    box: PaperBox = NOWHERE


@dataclass(frozen=True)
class ProposedRow:
    """A row that a paper proposes. ``parents`` are rows that it refers to, by table and key: they come in with it.

    ``holds`` are the numbers of the paper that it holds: the site, and where each begins.
    """

    table: str
    key: str
    cells: Mapping[str, str]
    place: PaperPlace
    grounds: tuple[Ground, ...] = ()
    label: str = ""
    parents: tuple[tuple[str, str], ...] = ()
    holds: frozenset[tuple[int, int]] = frozenset()

    @property
    def doubts(self) -> tuple[Ground, ...]:
        return tuple(one for one in self.grounds if one in DOUBTS)

    @property
    def sureness(self) -> Sureness:
        if Ground.ONLY_PLACE in self.grounds:
            return Sureness.UNSURE
        return Sureness.LOOK if self.doubts else Sureness.CLEAR


@dataclass(frozen=True)
class UnheldNumber:
    """A number of the paper that no proposed row holds: its words, what it seems to be, and where it stands."""

    words: str
    reason: str
    place: PaperPlace


@dataclass(frozen=True)
class ProposedPaper:
    """All that a paper proposes: the rows, the numbers that none holds, sums that were checked, and notes on the reading."""

    rows: tuple[ProposedRow, ...]
    unheld: tuple[UnheldNumber, ...]
    sums: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    document: Mapping[str, str] = field(default_factory=dict)
