"""Whom the money reaches: people by who provides, those counted twice as a part of their own, and the cost a person."""

from __future__ import annotations

from typing import NamedTuple

from dayops_dash import wording
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import PeopleRow
from dayops_dash.dataset.vocabulary import ProviderKind
from dayops_dash.figures.money.split import pounds
from dayops_dash.figures.shared.grid import Cell, Grid, GridColumn, Kind, grid_of, hedged
from dayops_dash.figures.shared.look import PROVIDER_COLOUR, QUIET
from dayops_dash.figures.shared.model import Chart, Figure, Tile, sources
from dayops_dash.figures.shared.paper_words import when_said
from dayops_dash.figures.shared.parts import Part, Whole, parts_chart
from dayops_dash.figures.shared.row_notes import row_notes
from dayops_dash.measures import people
from dayops_dash.measures.money import spend
from dayops_dash.measures.money.spend import PerPerson
from dayops_dash.measures.people import Split, Twice

ORDER = (ProviderKind.INTERNAL, ProviderKind.BOTH, ProviderKind.EXTERNAL)
CAVEAT = (
    "An average over people who attend more or less often and whose needs differ. It does not show what a place "
    "costs or which kind of provider is cheaper. Nor does it compare councils: what each amount covers differs."
)


def people_figure(council: Council) -> Figure | None:
    """People by who provides in one bar, those counted twice drawn apart; None where no paper gives people by provider."""
    split = people.by_kind(council)
    if not split:
        return None
    twice, paid = people.counted_twice(council, split), people.direct_payments(council)
    rows = [split.total, *split.parts, *([twice.once] if twice else []), *([paid] if paid else [])]
    words = _people_words(split, twice, paid)
    return Figure(
        "people",
        people_title(council, split, twice),
        f"Number of people{_in_period(split.total)}, by who provides, {council.short_title}",
        words,
        _people_grid(split, twice, paid),
        chart=Chart(parts_chart(_bars(split, twice, paid)), f"Stacked bars. {words}"),
        notes=row_notes(rows),
        sources=sources(council, rows),
    )


def _in_period(row: PeopleRow) -> str:
    return f", {row.period}" if row.period else ", date not stated"


def _count(row: PeopleRow) -> int:
    return int(row.value)


def _cell(row: PeopleRow) -> Cell:
    """Return a count as a cell, with the paper's hedge; a whole number where it has none."""
    return hedged(row.value, row.qualifier) if row.qualifier else _count(row)


def _people(row: PeopleRow) -> str:
    """Return a count with the paper's hedge: about 1,400"""
    return wording.hedged(f"{_count(row):,}", row.qualifier)


def _ordered(split: Split) -> list[PeopleRow]:
    """Return the parts with those who use both between the two kinds that they use."""
    return sorted(split.parts, key=lambda r: ORDER.index(r.provider_kind) if r.provider_kind in ORDER else len(ORDER))


def _name(row: PeopleRow, split: Split) -> str:
    if row.provider_kind == ProviderKind.BOTH:
        return "Both"
    only = " only" if split.both else ""
    return f"{wording.capital(wording.provider(row.provider_kind))}{only}"


def _from(row: PeopleRow, split: Split) -> str:
    """Return where a number comes from, and what of its name is ours: as printed; “only” is our reading"""
    return "as printed; “only” is our reading" if _name(row, split).endswith(" only") else "as printed"


def _part(name: str, row: PeopleRow, colour: str) -> Part:
    return Part(name, row.value, f"{_people(row)} {'person' if _count(row) == 1 else 'people'}", colour)


def _bars(split: Split, twice: Twice | None, paid: PeopleRow | None) -> list[Whole]:
    total = _people(split.total)
    drawn = tuple(_part(_name(p, split), p, PROVIDER_COLOUR[p.provider_kind]) for p in _ordered(split))
    heading = (
        f"{wording.capital(total)} people in all"
        if split.both
        else f"{wording.capital(total)} when each kind of provider is added"
    )
    bars = [Whole(heading, drawn)]
    if twice:
        sum_words = f"{total} − {_people(twice.once)} = {twice.number:,}"
        again = Part("Difference", twice.number, sum_words, PROVIDER_COLOUR[ProviderKind.BOTH])
        bars.append(
            Whole("The paper’s other count, and the difference", (_part("Also given", twice.once, QUIET), again))
        )
    if paid:
        part = _part("Direct payment", paid, PROVIDER_COLOUR[ProviderKind.DIRECT_PAYMENT])
        bars.append(Whole(f"Beside these, {paid.period or 'date not stated'}", (part,)))
    return bars


def people_title(council: Council, split: Split, twice: Twice | None) -> str:
    """Return the finding with the year of its counts; where none is given, with when its paper came out."""
    periods = [p for p in dict.fromkeys(p.period for p in (split.total, *_ordered(split))) if p]
    when = wording.listed(periods) or when_said(council, split.total.document_id)
    total = f"{wording.capital(_people(split.total))} people in {when}"
    if split.both:
        lead = f"In {when}, " if split.total.period else f"As printed in {when}, "
        return f"{lead}{_people(split.both)} of {_people(split.total)} people used both kinds of provider"
    if twice:
        return f"{total} when both kinds of provider are added; the paper also gives {_people(twice.once)}"
    return f"{total}; any who used both kinds are counted twice"


def _people_words(split: Split, twice: Twice | None, paid: PeopleRow | None) -> str:
    said = [f"{_people(p)} {wording.uncapital(_name(p, split))}" for p in _ordered(split)]
    parts = [f"{wording.capital(wording.listed(said))}: {_people(split.total)} in all."]
    if split.both:
        parts.append(
            "“Only” is our reading: it holds if those who use both are in no other number, which the paper does not say in words."
        )
    if twice:
        parts.append(
            f"The difference of {twice.number} from {_people(twice.once)} is our calculation: it may be people who use both kinds of "
            "provider. No paper says how many do. It is not shared out between the two."
        )
    if paid:
        parts.append(f"A further {_people(paid)} have a direct payment.")
    return " ".join(parts)


class PeopleLine(NamedTuple):
    """A line of the table of people: who, how many, how the number came to be, and its place."""

    name: str
    people: Cell
    origin: str
    place: str


def _people_grid(split: Split, twice: Twice | None, paid: PeopleRow | None) -> Grid:
    lines = [PeopleLine(_name(p, split), _cell(p), _from(p, split), p.locator) for p in _ordered(split)]
    lines.append(PeopleLine("Total", _cell(split.total), "as printed", split.total.locator))
    if twice:
        lines.append(PeopleLine("Also given", _cell(twice.once), "as printed", twice.once.locator))
        lines.append(PeopleLine("Difference", twice.number, "worked out here, by subtraction", ""))
    if paid:
        lines.append(PeopleLine("Direct payment", _cell(paid), "as printed", paid.locator))
    return grid_of(
        lines,
        GridColumn("who_provides", "Who provides", lambda x: x.name),
        GridColumn("people", "People", lambda x: x.people, Kind.COUNT),
        GridColumn("from", "From", lambda x: x.origin),
        GridColumn("place", "Place in paper", lambda x: x.place, Kind.PLACE),
    )


def cost_figure(council: Council) -> Figure | None:
    """Pounds a person, a year where the paper names one; None where no paper gives money and the people that it is for together."""
    found = spend.per_person(council)
    if not found:
        return None
    counts = (found.people, *found.others)
    unit = "pounds a year" if found.spend.financial_year else "pounds (the paper names no year)"
    return Figure(
        "cost-per-person",
        f"About £{found.pounds():,} a person, on the paper's count of {_people(found.people)}",
        f"{wording.capital(found.spend.basis)} divided by people, {unit}, worked out here, {council.short_title}",
        f"{CAVEAT} It is worked out because one place in the paper gives both the money and the people."
        + (" A count from elsewhere stands beside it." if found.others else ""),
        _cost_grid(found),
        tiles=tuple(_cost_tile(found, count) for count in counts),
        notes=row_notes((found.spend, *counts)),
        sources=sources(council, [found.spend, *counts]),
    )


def _cost_tile(found: PerPerson, count: PeopleRow) -> Tile:
    own = "A person a year" if found.spend.financial_year else "A person"
    label = own if count == found.people else "On another count of the papers"
    outside = [w for w in ("transport", "food") if found.spend[f"{w}_included"] == "no"]
    left_out = f"; {wording.listed(outside)} not in it" if outside and count == found.people else ""
    when = f" ({count.period})" if count.period else ""
    return Tile(f"£{found.pounds(count):,}", label, f"{pounds(found.spend)} ÷ {_people(count)} people{when}{left_out}")


def _cost_grid(found: PerPerson) -> Grid:
    return grid_of(
        (found.people, *found.others),
        GridColumn("people", "People", lambda c: _cell(c), Kind.COUNT),
        GridColumn("period", "When counted", lambda c: c.period or "not stated"),
        GridColumn("amount_gbp", "Amount", lambda c: hedged(found.spend.amount_gbp, found.spend.qualifier), Kind.MONEY),
        GridColumn("per_person_gbp", "Pounds a person, rounded", lambda c: found.pounds(c), Kind.COUNT),
        GridColumn("place", "Place in paper", lambda c: c.locator, Kind.PLACE),
    )
