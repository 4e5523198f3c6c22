"""Demand: who comes over time, how it changed, what is projected, and who attends against who lives there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.row_types import ContextRow, PeopleRow, ProjectionsRow
from dayops_dash.dataset.rows import text_of
from dayops_dash.dataset.vocabulary import SeriesKind
from dayops_dash.measures import people
from dayops_dash.measures.record.arithmetic.checks import table_sums
from dayops_dash.measures.record.arithmetic.sum import Sum
from dayops_dash.measures.shared.method import MethodNote
from dayops_dash.measures.shared.uncertainty import ConfidenceInterval, wilson

METHOD = MethodNote(
    title="Demand",
    what="Attendance, projections, and who attends against who lives there.",
    why="To plan for who is coming.",
    how="Growth is worked out from its two figures; projections are drawn apart from counts.",
    limits="Census years and ages differ from those who attend.",
)

PEOPLE, CHANGE, FINDING = "people", "change", "finding"
FALLS = re.compile(r"\b(?:lower|fewer|less|falls?|fell|drop\w*|decreas\w*|reduc\w*|declin\w*)\b", re.IGNORECASE)
RISES = re.compile(r"\b(?:higher|more|rises?|rose|grow\w*|increas\w*)\b", re.IGNORECASE)
TELLS_OF_DEMAND = (  # measures, as the papers' rows name them
    "change",
    "growth",
    "demand",
    "demand for day opportunities",
    "share likely to seek day opportunities",
    "share of population",
    "capacity",
    "reasons for change",
)
TELLS_OF_PEOPLE = ("attending", "attendance", "occupancy", "people in day", "population")  # in a subject


CountedRow = ContextRow | PeopleRow | ProjectionsRow
Counted = TypeVar("Counted", ContextRow, PeopleRow, ProjectionsRow)


@dataclass(frozen=True)
class Series(Generic[Counted]):
    """The same people counted for two periods or more, in the order of the paper. ``place`` is "" for the council itself."""

    subject: str
    place: str
    rows: tuple[Counted, ...]

    @property
    def highest(self) -> Counted:
        return max(self.rows, key=lambda r: r.value)

    def change(self, row: CountedRow, since: CountedRow) -> float:
        """Return a row against another, per cent: below nought where there are fewer."""
        return float(row.value / since.value - 1) * 100


def _numbered(rows: Iterable[Counted]) -> list[Counted]:
    return [r for r in rows if not wording.missing(r.value)]


def _series(rows: Iterable[Counted], same: Sequence[str]) -> tuple[Series[Counted], ...]:
    """Return the rows that count the same in two periods or more."""
    found: dict[tuple[str, ...], dict[str, Counted]] = {}
    for row in rows:
        if row.unit == PEOPLE and row.period:
            found.setdefault(tuple(text_of(row, c) for c in same), {})[row.period] = row
    every = [tuple(rows.values()) for rows in found.values() if len(rows) > 1]
    return tuple(Series(rows[0].subject, text_of(rows[0], "place"), rows) for rows in every)


def attendance(council: Council) -> Series[PeopleRow] | None:
    """Return the longest count of people who attend the council's services over time; None where no paper gives one."""
    rows = [r for r in people.counted_once(council) if r.client_group]
    found = _series(rows, ("document_id", "subject", "provider_kind", "client_group"))
    return max(found, key=lambda s: len(s.rows), default=None)


def elsewhere(council: Council) -> tuple[Series[ContextRow], ...]:
    """Return counts over time that papers quote of other places, such as the country."""
    return _series(_numbered(council.rows("context")), ("document_id", "subject", "measure", "place", "quoted_from"))


def changes(council: Council) -> tuple[PeopleRow, ...]:
    """Return the rises and falls in attendance that papers print as a percentage."""
    return tuple(r for r in _numbered(council.rows("people")) if r.measure == CHANGE and r.unit.startswith("%"))


def is_fall(row: PeopleRow) -> bool:
    """Return whether a change that is printed is a fall, by its unit or, where that does not say, by its subject."""
    return _turns(row, FALLS, RISES)


def is_rise(row: PeopleRow) -> bool:
    """Return whether it is a rise, by the same words."""
    return _turns(row, RISES, FALLS)


def _turns(row: PeopleRow, this: re.Pattern[str], other: re.Pattern[str]) -> bool:
    said = next((text for text in (row.unit, row.subject) if FALLS.search(text) or RISES.search(text)), "")
    return bool(this.search(said)) and not other.search(said)


def counts(council: Council) -> tuple[PeopleRow, ...]:
    """Return counts of everyone in day opportunities or services, each person once, whether or not a year is given."""
    return tuple(r for r in people.counted_once(council) if "day " in r.subject)


def caveats(council: Council) -> tuple[PeopleRow, ...]:
    """Return what papers themselves find of their counts of everyone who attends, such as that they are too low."""
    rows = (r for r in council.rows("people") if r.measure == FINDING and r.statement and not r.breakdown)
    return tuple(r for r in rows if "day " in r.subject)


def statements(council: Council) -> tuple[ContextRow | PeopleRow, ...]:
    """Return what papers say of attendance and need without a number: rows of ``people``, then of ``context``."""
    rows: tuple[ContextRow | PeopleRow, ...] = (
        *(r for r in council.rows("people") if not r.breakdown),
        *council.rows("context"),
    )
    return tuple(r for r in rows if r.statement and _tells(r))


def _tells(row: ContextRow | PeopleRow) -> bool:
    subject = row.subject.lower()
    who_comes = row.measure == PEOPLE and "day " in subject
    return who_comes or row.measure in TELLS_OF_DEMAND or any(word in subject for word in TELLS_OF_PEOPLE)


@dataclass(frozen=True)
class Growth:
    """A growth that is projected: as a paper prints it (``row``), or worked out here from two projections."""

    subject: str
    age_band: str
    period: str
    per_cent: float
    row: ProjectionsRow | None = None
    ends: tuple[ProjectionsRow, ...] = ()


def projected(council: Council) -> tuple[Series[ProjectionsRow], ...]:
    """Return each population that is projected for two years or more, whole populations before their parts."""
    rows = [r for r in council.rows("projections") if r.kind != SeriesKind.GROWTH]
    found = _series(rows, ("document_id", "subject", "age_band", "kind"))
    return tuple(sorted(found, key=lambda s: bool(s.rows[0].part_of)))


def growths(council: Council) -> tuple[Growth, ...]:
    """Return the growths that papers print, the largest first."""
    rows = (r for r in council.rows("projections") if r.kind == SeriesKind.GROWTH)
    printed = (Growth(r.subject, r.age_band, r.period, float(r.value), r) for r in rows)
    return tuple(sorted(printed, key=lambda g: -g.per_cent))


def worked_out(council: Council) -> tuple[Growth, ...]:
    """Return the growth of each part of a projected population from first to last year, which no paper prints."""
    parts = [s for s in projected(council) if s.rows[0].part_of]
    ends = [(s, s.rows[0], s.rows[-1]) for s in parts]
    return tuple(
        Growth(s.subject, a.age_band, f"{a.period} to {b.period}", s.change(b, a), ends=(a, b))
        for s, a, b in ends
        if a.value
    )


def checks(council: Council) -> tuple[Sum, ...]:
    """Return the sums of the projections, worked out again."""
    return tuple(table_sums(council, "projections"))


class ShareVerdict(StrEnum):
    """What a share of those attending says against the share of residents."""

    HIGHER = "higher than among residents"
    LOWER = "lower than among residents"
    SAME = "cannot be told apart from residents"
    DEPENDS = "depends on how many attend"
    UNKNOWN = "not known: no number of people is stated"


@dataclass(frozen=True)
class Represented:
    """A group's share of those who attend beside its share of residents, in per cent."""

    row: PeopleRow
    residents: PeopleRow
    bases: tuple[PeopleRow, ...]

    @property
    def index(self) -> float:
        """Return the representation index: 1 is the same share as among residents."""
        return float(self.row.value / self.residents.value)

    def interval(self, base: PeopleRow) -> ConfidenceInterval:
        """Return the Wilson interval of the share, in per cent, were it of so many people."""
        whole = int(base.value)
        return wilson(round(self.row.value / 100 * whole), whole)

    def index_interval(self, base: PeopleRow) -> ConfidenceInterval:
        """Return the interval of the index. The residents' share is taken as known."""
        found, own = self.interval(base), self.residents.value
        return ConfidenceInterval(found.low / own, found.high / own)

    @property
    def verdict(self) -> ShareVerdict:
        found = {_verdict(self.index_interval(base)) for base in self.bases}
        return found.pop() if len(found) == 1 else ShareVerdict.DEPENDS if found else ShareVerdict.UNKNOWN


def _verdict(found: ConfidenceInterval) -> ShareVerdict:
    return ShareVerdict.SAME if found.holds(1) else ShareVerdict.HIGHER if found.low > 1 else ShareVerdict.LOWER


def represented(council: Council) -> tuple[Represented, ...]:
    """Return each group whose share of those attending a paper sets beside its share of residents."""
    rows = {r.people_id: r for r in _numbered(council.rows("people"))}
    pairs = [(rows.get(r.comparator_of), r) for r in rows.values() if r.comparator_of]
    bases = possible_bases(council)
    return tuple(Represented(own, other, bases) for own, other in pairs if own and other.value)


def possible_bases(council: Council) -> tuple[PeopleRow, ...]:
    """Return the numbers of people that the shares may be of: counts for the year of the latest attendance, fewest first.

    The papers state no number of people beside their shares.
    """
    latest = attendance(council)
    if not latest:
        return ()
    year = latest.rows[-1].period
    rows = [r for r in people.counted_once(council) if r.client_group == latest.rows[-1].client_group]
    return tuple(sorted((r for r in rows if _same_year(r.period, year)), key=lambda r: float(r.value)))


def _same_year(one: str, other: str) -> bool:
    a, b = read_due(one).interval, read_due(other).interval
    return one == other or (a.earliest is not None and (a.earliest, a.latest) == (b.earliest, b.latest))


def not_disclosed(council: Council, found: Represented) -> PeopleRow | None:
    """Return the share who did not disclose, of the same breakdown; None where no paper gives it."""
    rows = _numbered(council.rows("people"))
    same = (r for r in rows if r.breakdown == found.row.breakdown and "disclose" in r.group)
    return next(same, None)


def findings(council: Council) -> tuple[PeopleRow, ...]:
    """Return what papers themselves conclude of who attends, for the breakdowns that have shares to compare."""
    breakdowns = {r.row.breakdown for r in represented(council)}
    rows = council.rows("people")
    return tuple(r for r in rows if r.measure == FINDING and r.statement and r.breakdown in breakdowns)
