"""What every join of ``prepare`` left unmatched: people without an area by reason, areas without postcodes, providers without records.

An area in which nobody was found is 0 only where everybody was found somewhere: else those who were not found may live there. What is
published of them is a sign that there are any, and only where zeros are shown: a hidden number of them is then known to be 1 or more
already, so the sign narrows no count.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from dayops_dash import wording
from dayops_dash.prepare.counting import day_support as day
from dayops_dash.prepare.counting import method
from dayops_dash.prepare.engines.engine import Engine
from dayops_dash.prepare.engines.steps import step
from dayops_dash.prepare.places.lookup_columns import MOST_NAMED
from dayops_dash.prepare.places.lookups import ENDED, WHY, Lookup, Why
from dayops_dash.prepare.records.columns import RecordsError
from dayops_dash.prepare.records.fields import NOT_KNOWN, Field
from dayops_dash.prepare.records.scope import Frame

MOST = 1 / 2  # of the people, who may be without an area: of more, the lookup is not the council's
NO_ADDRESS = "ZZ99"  # begins the postcodes that the NHS uses for no fixed abode and for an address that is not known
IN_ORDER = (  # where several are true of a person's records, the last is said
    *(Why.NO_POSTCODE, Why.NO_ADDRESS, Why.NOT_IN_LOOKUP, Why.NO_AREA, Why.TERMINATED, Why.TWO_AREAS, Why.ELSEWHERE),
    Why.DISAGREE,
)
MEND = {
    Why.NO_POSTCODE: "Fill the postcode of the person's home in the records.",
    Why.NO_ADDRESS: "Give the postcode of where the person stays, if there is one.",
    Why.NOT_IN_LOOKUP: "Take the latest lookup of all of the council's postcodes; look for misspelled postcodes in the records.",
    Why.NO_AREA: "Take a lookup that gives these postcodes an area.",
    Why.TERMINATED: "Ask for the person's present postcode, or take a lookup that keeps the areas of terminated ones.",
    Why.TWO_AREAS: "Keep one row a postcode in the lookup.",
    Why.ELSEWHERE: "People who live elsewhere are right here; for others, take areas and lookup of the same boundaries.",
    Why.DISAGREE: "Give the person one postcode in all records that count.",
}


@dataclass(frozen=True)
class Placing:
    """How the people and the records of day support were joined to areas: in all, and without an area by why.

    ``ended`` counts records that have an area by a terminated postcode.
    """

    rows: int
    people: int
    rows_without: Mapping[str, int]
    people_without: Mapping[str, int]
    ended: int

    @property
    def without(self) -> int:
        """How many people have no area."""
        return sum(self.people_without.values())

    @property
    def zeros_are_certain(self) -> bool:
        """Whether an area in which nobody was found has nobody: everybody was found in another.

        An area that is not in the areas given is no proof: it may be one of them under its code of another year, of which a lookup
        can have either code on some postcodes.
        """
        return not self.without

    def worst_first(self) -> list[tuple[str, int, int]]:
        """Return each reason that is true of anybody, with how many people and rows it leaves without an area."""
        reasons = [(why, self.people_without.get(why, 0), self.rows_without.get(why, 0)) for why in IN_ORDER]
        return sorted((reason for reason in reasons if any(reason[1:])), key=lambda reason: (-reason[1], -reason[2]))

    def lines(self) -> list[str]:
        """Return sentences for the officer on who has no area and why; none where everybody has one."""
        lines = []
        if self.without:
            share = f"{self.without / self.people:.0%}"
            lines.append(f"People without an area: {self.without:,} of {self.people:,} with day support ({share}).")
            lines += [
                f"{people:>14,} people, {rows:,} rows: {why}. {MEND[why]}" for why, people, rows in self.worst_first()
            ]
        if not self.zeros_are_certain:
            lines.append(
                "Counts by area may be too low by these people. An area with nobody is “not available” and never 0, "
                "since some of them may live there."
            )
        if self.ended:
            lines.append(
                f"{wording.count(self.ended, 'row')} placed by a terminated postcode, in the area where it was."
            )
        return lines


def refuse_most_without(placing: Placing, lookup: Lookup) -> None:
    """Raise RecordsError where most people have no area: what would be published is a table of the lookup's gaps."""
    if placing.without <= placing.people * MOST:
        return
    worst = max(placing.people_without, key=lambda why: placing.people_without[why])
    raise RecordsError(
        f"Nothing was written: {placing.without:,} of {placing.people:,} people with day support have no area, most of them for "
        f"{worst} ({placing.people_without[worst]:,}). {lookup.path.name} was read by its columns {lookup.columns.postcode} and "
        f"{lookup.columns.area_code}. {MEND[worst]}"
    )


def placing_of(services: Frame, people: Frame, postcodes: Frame, lookup: Lookup, engine: Engine) -> Placing:
    """Return how records of day support and their people were joined to the areas of a lookup.

    ``services`` are records, ``people`` those of ``day_support.attending``, and ``postcodes`` the lookup's frame.
    """
    of_rows = engine.rows(step(_of_rows, services, postcodes))
    counted = engine.rows(step(_of_people, services, people, postcodes, list(lookup.areas)))
    return Placing(
        rows=sum(int(row["rows"]) for row in of_rows),
        people=sum(int(row["people"]) for row in counted),
        rows_without=_by_why(of_rows, "rows"),
        people_without=_by_why(counted, "people"),
        ended=sum(int(row["by_ended"]) for row in of_rows),
    )


def _of_rows(services: Frame, postcodes: Frame) -> Frame:
    """Return how many records there are by ``rank``, and how many of these have an area by a terminated postcode."""
    return _judged(services, postcodes).group_by("rank").agg(nw.len().alias("rows"), nw.col("by_ended").sum())


def _of_people(services: Frame, people: Frame, postcodes: Frame, codes: Sequence[str]) -> Frame:
    """Return how many people there are by ``rank``: the last of their records', where that is why they have no area."""
    by_person = _judged(services, postcodes).group_by(method.PERSON).agg(nw.col("rank").max())
    area = nw.col(day.AREA)
    rank = (
        nw.when(area.is_in(codes))
        .then(nw.lit(-1))
        .when(area != NOT_KNOWN)
        .then(nw.lit(IN_ORDER.index(Why.ELSEWHERE)))
        .when(nw.col("rank").is_in([-1, IN_ORDER.index(Why.ELSEWHERE)]))
        .then(nw.lit(IN_ORDER.index(Why.DISAGREE)))
        .otherwise(nw.col("rank"))
    )
    of_people = (
        people.select(nw.col(method.PERSON), area)
        .join(by_person, on=method.PERSON, how="inner")
        .select(rank.alias("rank"))
    )
    return of_people.group_by("rank").agg(nw.len().alias("people"))


def _by_why(counted: Sequence[Mapping[str, Any]], name: str) -> dict[str, int]:
    return {IN_ORDER[int(row["rank"])]: int(row[name]) for row in counted if int(row["rank"]) >= 0}


def _judged(services: Frame, postcodes: Frame) -> Frame:
    """Return one row a record: whose it is, ``rank`` in ``IN_ORDER`` of why it has no area (-1: it has one), and whether it has one by a
    terminated postcode."""
    place, code, why = nw.col(day.PLACE), nw.col("area_code"), nw.col(WHY)
    rank = nw.when(place.is_null() | (place == "")).then(nw.lit(IN_ORDER.index(Why.NO_POSTCODE)))
    rank = rank.when(place.str.starts_with(NO_ADDRESS)).then(nw.lit(IN_ORDER.index(Why.NO_ADDRESS)))
    rank = rank.when(code.is_null() & why.is_null()).then(nw.lit(IN_ORDER.index(Why.NOT_IN_LOOKUP)))
    for number, word in enumerate(IN_ORDER):
        rank = rank.when(~why.is_null() & (why == word)).then(nw.lit(number))
    own = services.select(nw.col(method.PERSON), day.place_of(nw.col(Field.POSTCODE)).alias(day.PLACE))
    joined = own.join(postcodes, on=day.PLACE, how="left")
    by_ended = nw.when(~code.is_null() & why.is_null()).then(nw.col(ENDED)).otherwise(nw.lit(0))
    return joined.select(
        nw.col(method.PERSON),
        rank.otherwise(nw.lit(-1)).alias("rank"),
        by_ended.alias("by_ended"),
    )


def lookup_notes(lookup: Lookup) -> list[str]:
    """Return sentences for the officer on how postcodes were joined to areas, and which areas were not matched."""
    used, fits = lookup.columns.area_code, lookup.columns.fits
    notes = [f"Areas are looked up in {lookup.path.name} by its column {used}."]
    if len(fits) > 1:
        notes[0] += f" Columns that have codes of the areas, the best first: {'; '.join(map(str, fits[:MOST_NAMED]))}."
    if lookup.without_postcodes:
        some = _some(lookup.without_postcodes)
        notes.append(
            f"No postcode of {lookup.path.name} leads to {wording.count(len(lookup.without_postcodes), 'area')} of {lookup.listed} "
            f"({some}), so nobody can be counted there. Give a lookup of the same boundaries."
        )
    if lookup.uncounted:
        notes.append(
            f"The folder has {wording.count(len(lookup.uncounted), 'area')} of the same boundaries that "
            f"{lookup.listed or lookup.path.name} does not have ({_some(lookup.uncounted)}): no count is written for them."
        )
    unpopulated = [code for code, cells in lookup.areas.items() if not cells.get("population")]
    if 0 < len(unpopulated) < len(lookup.areas):
        notes.append(
            f"{lookup.listed} has no population for {wording.count(len(unpopulated), 'area')} of {len(lookup.areas):,} "
            f"({_some(unpopulated)}), so no expected number is worked out there."
        )
    return notes


def _some(codes: Sequence[str]) -> str:
    return ", ".join(codes[:MOST_NAMED]) + (f" and {len(codes) - MOST_NAMED} more" if len(codes) > MOST_NAMED else "")
