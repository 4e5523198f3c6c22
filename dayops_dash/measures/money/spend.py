"""Money: the headline amount of a council, its parts, its groups of people, its periods, and what it comes to a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.dates import read_due
from dayops_dash.dataset.row_types import PeopleRow, SavingsRow, SpendRow
from dayops_dash.dataset.rows import number_of
from dayops_dash.dataset.vocabulary import MoneyBasis, ProviderKind, Qualifier
from dayops_dash.dataset.written import HEDGES, exactly, range_of, step_of
from dayops_dash.measures import people
from dayops_dash.measures.shared.method import MethodNote

METHOD = MethodNote(
    title="Spend",
    what="Amounts by who provides, with what they cover.",
    why="Spend splits are asked about first.",
    how="As printed; shares are worked out here.",
    limits="Budgets and spend, and what is in them, differ between councils: they are not compared by rank.",
)

KINDS = (ProviderKind.INTERNAL, ProviderKind.EXTERNAL, ProviderKind.DIRECT_PAYMENT, ProviderKind.COMMUNITY)
BESIDE = (ProviderKind.TRANSPORT, ProviderKind.DIRECT_PAYMENT, ProviderKind.COMMUNITY)  # may be given outside a total
FINE, COARSE = (
    100,
    1_000,
)  # pounds to which a cost per person is rounded; the coarser where an amount or count is "about"


@dataclass(frozen=True)
class Headline:
    """The council's total for day opportunities with its parts: rows of ``spend``, amounts in pounds, largest part first."""

    total: SpendRow
    parts: tuple[SpendRow, ...]

    def share(self, part: SpendRow) -> float:
        """Return a part's share of the printed total, per cent."""
        return float(part.amount_gbp / self.total.amount_gbp * 100)

    @property
    def exact(self) -> bool:
        """Whether the paper hedges neither the total nor a part: else a share of the one in the other is none."""
        return not any(row.qualifier in HEDGES for row in (self.total, *self.parts))

    @property
    def rest(self) -> float:
        """Pounds of the total that no part accounts for: 0 where the parts make the whole, or may by what the paper hedges."""
        added = sum((range_of(p.amount_gbp, p.qualifier) for p in self.parts), exactly(0))
        if not self.exact and not added.gap(range_of(self.total.amount_gbp, self.total.qualifier)):
            return 0.0
        return float(self.total.amount_gbp - sum(p.amount_gbp for p in self.parts)) if self.parts else 0.0


def headline(council: Council) -> Headline | None:
    """Return the latest total that has parts, from its most precise print; None where no paper gives an amount."""
    totals = _totals(council)
    return max(totals, key=_standing) if totals else None


def _totals(council: Council) -> list[Headline]:
    rows = [r for r in council.rows("spend") if not wording.missing(r.amount_gbp)]
    totals = [r for r in rows if r.provider_kind == ProviderKind.ALL and not r.part_of]
    return [Headline(total, _parts(total, rows)) for total in totals]


def _standing(amounts: Headline) -> tuple[bool, str, float, float]:
    total = amounts.total
    step = step_of(total.as_written, total.amount_gbp)
    return bool(amounts.parts), str(total.financial_year), -step, total.amount_gbp


def _parts(total: SpendRow, rows: list[SpendRow]) -> tuple[SpendRow, ...]:
    parts = (r for r in rows if r.part_of == total.spend_id)
    return tuple(sorted(parts, key=lambda r: -r.amount_gbp))


def restated(council: Council, amounts: Headline) -> tuple[SpendRow, ...]:
    """Return other totals for the same year and basis: the same money printed again, mostly more roundly."""
    same = ("financial_year", "basis")
    others = (other.total for other in _totals(council))
    return tuple(r for r in others if r != amounts.total and all(r[c] == amounts.total[c] for c in same))


def beside(council: Council) -> tuple[SpendRow, ...]:
    """Return amounts for transport, direct payments or the community that are in no total."""
    rows = council.rows("spend")
    return tuple(r for r in rows if not wording.missing(r.amount_gbp) and _is_beside(r))


def _is_beside(row: SpendRow) -> bool:
    return row.provider_kind in BESIDE and not row.part_of


def share_range(amounts: Headline, part: SpendRow) -> tuple[float, float]:
    """Return the least and greatest share, per cent, that a part may be of all parts once their rounding is undone."""
    other = sum(p.amount_gbp for p in amounts.parts) - part.amount_gbp
    slack = step_of(part.as_written, part.amount_gbp) / 2
    around = sum(step_of(p.as_written, p.amount_gbp) / 2 for p in amounts.parts if p != part)
    low, high = part.amount_gbp - slack, part.amount_gbp + slack
    return low / (low + other + around) * 100, high / (high + other - around) * 100


def statements(council: Council) -> tuple[SavingsRow | SpendRow, ...]:
    """Return what papers say of money where they give no amount: rows of spend, then of savings."""
    rows = council.rows("spend") + council.rows("savings")
    return tuple(r for r in rows if r.statement and wording.missing(r.amount_gbp))


def is_budget(row: SpendRow) -> bool:
    return bool(row.basis == MoneyBasis.BUDGET)


@dataclass(frozen=True)
class Group:
    """People of one client group with one kind of provider: the spend, people and providers that papers give for them."""

    kind: str
    client_group: str
    spend: SpendRow | None
    people: PeopleRow | None
    providers: PeopleRow | None

    @property
    def rows(self) -> tuple[PeopleRow | SpendRow, ...]:
        return tuple(r for r in (self.spend, self.people, self.providers) if r)


def groups(council: Council, kind: str) -> tuple[Group, ...]:
    """Return the client groups of a kind of provider, by spend, then by people: parts of a part of the headline."""
    found = headline(council)
    part = next((p for p in found.parts if p.provider_kind == kind), None) if found else None
    spent = [r for r in council.rows("spend") if part and r.part_of == part.spend_id]
    spend = {r.client_group: r for r in spent if r.client_group and not wording.missing(r.amount_gbp)}
    reach = people.by_group(council, kind)
    sites = people.by_group(council, kind, people.PROVIDERS)
    names = dict.fromkeys((*spend, *reach))
    every = (Group(kind, name, spend.get(name), reach.get(name), sites.get(name)) for name in names)
    return tuple(
        sorted(every, key=lambda g: (-(g.spend.amount_gbp if g.spend else 0.0), -(g.people.value if g.people else 0.0)))
    )


@dataclass(frozen=True)
class SpendPeriod:
    """Who provided in one year: a row for each kind of provider, all on one basis."""

    year: str
    rows: tuple[SpendRow, ...]

    def amount(self, kind: str, column: str = "amount_gbp") -> float | None:
        """Return what a kind of provider had; None where it is not stated."""
        return next((number_of(r, column) for r in self.rows if r.provider_kind == kind), None)


def periods(council: Council) -> tuple[SpendPeriod, ...]:
    """Return the split by kind of provider for each year, on the basis that most years have; earliest first.

    Budget and spend, and amounts with and without transport or food, never share a series.
    """
    series: dict[tuple[str, ...], dict[str, Headline]] = {}
    for found in sorted(_totals(council), key=_standing):
        year = str(found.total.financial_year)
        if found.parts and year:
            basis = tuple(str(found.total[c]) for c in ("basis", "transport_included", "food_included"))
            series.setdefault(basis, {})[year] = found
    longest = max(series.values(), key=lambda years: (len(years), max(years)), default={})
    return tuple(_period(council, longest[year]) for year in sorted(longest))


def _period(council: Council, found: Headline) -> SpendPeriod:
    year, basis = found.total.financial_year, found.total.basis
    own = {p.provider_kind for p in found.parts}
    more = (r for r in beside(council) if (r.financial_year, r.basis) == (year, basis))
    rows = (*found.parts, *(r for r in more if r.provider_kind not in own))
    return SpendPeriod(year, tuple(r for r in rows if r.provider_kind in KINDS))


def shared_kinds(found: Sequence[SpendPeriod], column: str = "amount_gbp") -> tuple[ProviderKind, ...]:
    """Return the kinds of provider that every period states, so that shares of their sum can be compared."""
    return tuple(k for k in KINDS if found and all(p.amount(k, column) is not None for p in found))


@dataclass(frozen=True)
class PerPerson:
    """A total and the people that the paper itself says it is for, each counted once. ``others``: other counts of that year."""

    spend: SpendRow
    people: PeopleRow
    others: tuple[PeopleRow, ...]

    @property
    def about(self) -> bool:
        return Qualifier.ABOUT in (self.spend.qualifier, self.people.qualifier)

    def pounds(self, counted: PeopleRow | None = None) -> int:
        """Return pounds a person a year, rounded to what the figures bear, over ``people`` or another count."""
        count = counted or self.people
        step = COARSE if self.about or count.qualifier == Qualifier.ABOUT else FINE
        return round(self.spend.amount_gbp / count.value / step) * step


def per_person(council: Council) -> PerPerson | None:
    """Return the cost a person where its base is sound, else None.

    Sound: the same place in a paper gives the money and the people, and no one is counted twice in them. It is never
    worked out for a kind of provider, since people use both and needs differ (rules of the domain, section 6).
    """
    totals = sorted(_totals(council), key=_standing, reverse=True)
    for count in people.counted_once(council):
        for total in (found.total for found in totals):
            if _same_place(total, count):
                return PerPerson(total, count, _other_counts(council, total, count))
    return None


def _same_place(one: SpendRow, other: PeopleRow) -> bool:
    shared = set(one.locator.split("; ")) & set(other.locator.split("; "))
    return bool(one.document_id == other.document_id and shared)


def _other_counts(council: Council, total: SpendRow, counted: PeopleRow) -> tuple[PeopleRow, ...]:
    year = total.financial_year
    every = people.counted_once(council)
    return tuple(r for r in every if r.value != counted.value and year and _overlap(r.period, year))


def _overlap(one: str, other: str) -> bool:
    """Whether two periods as written (2021-2022, April 2022) share a day."""
    a, b = read_due(one).interval, read_due(other).interval
    ends = (a.earliest, a.latest, b.earliest, b.latest)
    return all(ends) and a.earliest <= b.latest and b.earliest <= a.latest  # type: ignore[operator]
