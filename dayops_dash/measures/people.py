"""People: counts by kind of provider, who is counted twice, and which counts have each person once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="People",
    what="Who is counted, and who is counted twice.",
    why="Totals by provider count some people twice.",
    how="People in both kinds are drawn as a part of their own; where a paper gives both counts, by subtraction.",
    limits="Cost per person is shown only where one place ties money to people counted once.",
)

ONE_KIND = (ProviderKind.INTERNAL, ProviderKind.EXTERNAL)
PEOPLE, PROVIDERS = "people", "providers"
UNITS = {PEOPLE: ("people",), PROVIDERS: ("providers", "centres or providers")}
WHOLE = (ProviderKind.ALL, ProviderKind.BOTH)


@dataclass(frozen=True)
class Split:
    """A count of people with its parts by kind of provider: rows of ``people``."""

    total: PeopleRow
    parts: tuple[PeopleRow, ...]

    @property
    def both(self) -> PeopleRow | None:
        """The people who use both kinds, where the paper counts them apart."""
        return next((p for p in self.parts if p.provider_kind == ProviderKind.BOTH), None)


def _counts(council: Council, measure: str = PEOPLE) -> list[PeopleRow]:
    """Return counts for the council's own services: no shares, single sites, carers or population to compare with."""
    units = UNITS[measure]
    apart = ("service_id", "breakdown", "comparator_of")
    return [
        r
        for r in council.rows("people")
        if r.measure == measure and r.unit in units and not wording.missing(r.value) and not any(r[c] for c in apart)
    ]


def splits(council: Council, measure: str = PEOPLE) -> tuple[Split, ...]:
    """Return every count that is given with its parts by kind of provider, in the order of the papers."""
    rows = _counts(council, measure)
    found = (
        Split(total, tuple(r for r in rows if r.part_of == total.people_id))
        for total in rows
        if total.provider_kind in WHOLE and not total.part_of
    )
    return tuple(s for s in found if {p.provider_kind for p in s.parts} >= set(ONE_KIND))


def by_kind(council: Council, measure: str = PEOPLE) -> Split | None:
    """Return the latest count with its parts by kind of provider; None where no paper gives one."""
    return max(splits(council, measure), key=lambda s: str(s.total.period), default=None)


@dataclass(frozen=True)
class Twice:
    """People counted twice in a split, worked out: those counted by kind of provider, less each person once."""

    split: Split
    once: PeopleRow

    @property
    def number(self) -> int:
        return int(self.split.total.value - self.once.value)


def counted_twice(council: Council, split: Split) -> Twice | None:
    """Return who is counted twice, by subtraction; None where the paper counts them apart or gives no lower count.

    The lower count must be of the same people: same paper, period, kind of provider and client group.
    """
    if split.both:
        return None
    same = ("document_id", "period", "provider_kind", "client_group")
    lower = [
        r
        for r in _counts(council)
        if all(r[c] == split.total[c] for c in same) and not r.part_of and r.value < split.total.value
    ]
    return Twice(split, max(lower, key=lambda r: float(r.value))) if lower else None


@per_council
def counted_once(council: Council) -> tuple[PeopleRow, ...]:
    """Return counts of everyone with each person once, in the order of the papers.

    A total of those at council-run and at independent services has the people who use both twice, unless they are a part
    of their own.
    """
    added = [s.total.people_id for s in splits(council) if not s.both]
    rows = (r for r in _counts(council) if r.provider_kind in WHOLE and not r.part_of)
    return tuple(r for r in rows if r.people_id not in added)


def direct_payments(council: Council) -> PeopleRow | None:
    """Return the broadest count of people with a direct payment; None where no paper counts them."""
    rows = [r for r in _counts(council) if r.provider_kind == ProviderKind.DIRECT_PAYMENT and not r.part_of]
    return max(rows, key=lambda r: (str(r.period), float(r.value)), default=None)


def of_kind(council: Council, kind: str, measure: str = PEOPLE) -> PeopleRow | None:
    """Return the part of the latest split that is of one kind of provider."""
    split = by_kind(council, measure)
    return next((p for p in split.parts if p.provider_kind == kind), None) if split else None


def by_group(council: Council, kind: str, measure: str = PEOPLE) -> Mapping[str, PeopleRow]:
    """Return people or providers of a kind by client group: the parts of that kind's part of the latest split."""
    whole = of_kind(council, kind, measure)
    rows = _counts(council, measure) if whole else []
    return {r.client_group: r for r in rows if whole and r.part_of == whole.people_id and r.client_group}
