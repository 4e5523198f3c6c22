"""Areas: what is known of each ward, division or district, and whether more or fewer people are reached than chance explains.

Codes and boundary vintage are the join, never names or the number of areas. Areas are never ranked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import cos, hypot, radians

from dayops_dash import wording
from dayops_dash.cache import per_council
from dayops_dash.dataset import Council
from dayops_dash.dataset.row_types import AreaFindingsRow, AreasRow, PeopleRow, ReachRow, ServicesRow
from dayops_dash.dataset.vocabulary import AreaFinding, Shorthand
from dayops_dash.measures.shared.method import MethodNote
from dayops_dash.measures.shared.uncertainty import ConfidenceInterval, funnel, ratio

METHOD = MethodNote(
    title="Areas",
    what="People reached in an area against as many as its population would give.",
    why="Most differences between wards are chance.",
    how="Observed / expected; named only beyond the 99.8% limits, called possible beyond 95%.",
    limits="More people reached may mean more need: areas are never ranked.",
    source="Funnel plots: Spiegelhalter (2005)",
)

POSSIBLE, FIRM = 0.95, 0.998  # levels of the limits (rules of the domain, section 5)
UNPLACED = ("area", "not known")  # the breakdown and group of people in no known area
NEAREST = 3  # areas that are named as near another
KM_A_DEGREE = 111.2  # of latitude


class Layer(StrEnum):
    """What a map of areas can show."""

    REACHED = "reached"
    PAPER = "paper"
    OLDER = "older"
    POPULATION = "population"
    SITES = "sites"


class AgainstChance(StrEnum):
    """People reached in an area against as many as its population would give. Higher is not worse: it may be need."""

    HIGHER = "higher than expected"
    MAYBE_HIGHER = "possibly higher"
    NEITHER = "not distinguishable"
    MAYBE_LOWER = "possibly lower"
    LOWER = "lower than expected"
    HIDDEN = "hidden"
    NOT_AVAILABLE = "not available"


@dataclass(frozen=True)
class Reached:
    """One area's people reached, as published, with how many its share of the population would give.

    ``people`` is None where the count is hidden or not available; ``index`` is reached / expected, with its 95% interval.
    """

    area: AreasRow
    people: int | None
    expected: float
    index: float | None
    interval: ConfidenceInterval | None
    standing: AgainstChance
    row: ReachRow


def areas(council: Council, layer: Layer | None = None) -> tuple[AreasRow, ...]:
    """Return the council's areas of the boundaries that a layer is of, by name: rows of ``areas``."""
    of = vintage(council, layer)
    found = [r for r in council.rows("areas") if r.boundary_vintage == of]
    return tuple(sorted(found, key=lambda r: str(r.area_name)))


def residents_of(council: Council) -> tuple[str, ...]:
    """Return of when the residents of the areas were counted, each once, as the source says it: mid-2020; Census 2021."""
    return tuple(dict.fromkeys(str(row.population_period) for row in areas(council) if row.population_period))


@per_council
def vintage(council: Council, layer: Layer | None = None) -> str:
    """Return the boundaries that a layer is of, in the dataset's words; of one that is of residents, those of the counts.

    A council may hold two: those of a paper's findings, and newer ones of its counts. They are never shown together, since
    numbers of one do not belong to areas of the other.
    """
    of = {r.area_code: str(r.boundary_vintage) for r in council.rows("areas")}
    counted, named = [r.area_code for r in _counts(council)], list(findings(council))
    own: dict[Layer | None, list[str]] = {Layer.PAPER: named, Layer.SITES: list(sites(council))}
    return next((of[code] for code in [*own.get(layer, ()), *counted, *named, *of] if code in of), "")


def other_vintages(council: Council, layer: Layer) -> tuple[str, ...]:
    """Return the boundaries of the council's areas that a layer is not of."""
    every = dict.fromkeys(str(r.boundary_vintage) for r in council.rows("areas"))
    return tuple(each for each in every if each != vintage(council, layer))


def by_deprivation(council: Council, layer: Layer) -> tuple[AreasRow, ...]:
    """Return a layer's areas from the most deprived; empty where not every area has its place in that order."""
    every = areas(council, layer)
    if any(r.deprivation_order is None for r in every):
        return ()
    return tuple(sorted(every, key=lambda r: r.deprivation_order or 0))


def area_named(council: Council, code: str) -> AreasRow | None:
    """Return the area with a code; None where there is none."""
    return next((r for r in council.rows("areas") if r.area_code == code), None)


def older_share(area: AreasRow) -> float | None:
    """Return the per cent of an area's residents who are 65 or over; None where either number is absent."""
    if area.aged_65_and_over is None or not area.population:
        return None
    return area.aged_65_and_over / area.population * 100


def older_share_of_all(council: Council) -> float | None:
    """Return the per cent of the residents of all areas together who are 65 or over."""
    known = [a for a in areas(council) if older_share(a) is not None]
    people = sum(a.population or 0 for a in known)
    return sum(a.aged_65_and_over or 0 for a in known) / people * 100 if people else None


def findings(council: Council) -> Mapping[str, AreaFindingsRow]:
    """Return what a paper says of areas, by code. An area that is not in it is not named, which is not 'as expected'."""
    return {r.area_code: r for r in council.rows("area_findings")}


BEARS_OUT = {
    AreaFinding.OVER: (AgainstChance.HIGHER, AgainstChance.MAYBE_HIGHER),
    AreaFinding.UNDER: (AgainstChance.LOWER, AgainstChance.MAYBE_LOWER),
}


def not_borne_out(council: Council) -> tuple[tuple[Reached, AreaFindingsRow], ...]:
    """Return the areas that a paper calls over- or under-represented where the people reached do not show it; none that are hidden."""
    said = findings(council)
    counted = [r for r in reached(council) if r.area.area_code in said and r.people is not None]
    pairs = [(r, said[r.area.area_code]) for r in counted]
    return tuple((r, finding) for r, finding in pairs if r.standing not in BEARS_OUT[AreaFinding(finding.finding)])


def statements(council: Council) -> tuple[PeopleRow, ...]:
    """Return what papers say in words of how people are spread over the areas, without a number or the name of one."""
    words = (council.dataset.area_word, UNPLACED[0])
    return tuple(r for r in council.rows("people") if r.statement and not r.group and r.breakdown in words)


def sites(council: Council) -> Mapping[str, tuple[ServicesRow, ...]]:
    """Return the services and sites that a paper places in an area, by code."""
    found: dict[str, list[ServicesRow]] = {}
    for row in council.rows("services"):
        if row.area_code:
            found.setdefault(row.area_code, []).append(row)
    return {code: tuple(rows) for code, rows in found.items()}


def layers(council: Council) -> tuple[Layer, ...]:
    """Return the layers that the dataset has numbers or findings for, what tells most first."""
    known = areas(council)
    there = {
        Layer.REACHED: bool(reached(council)),
        Layer.PAPER: any(a.area_code in findings(council) for a in areas(council, Layer.PAPER)),
        Layer.OLDER: any(older_share(a) is not None for a in known),
        Layer.POPULATION: any(not wording.missing(a.population) for a in known),
        Layer.SITES: bool(sites(council)),
    }
    return tuple(layer for layer, held in there.items() if held and known)


def _counts(council: Council) -> tuple[ReachRow, ...]:
    """Return how many people were reached at the latest snapshot, in all and by area: rows of ``reach``."""
    cells = [r for r in council.rows("reach") if r.measure == "people" and r.breakdown in ("", UNPLACED[0])]
    latest = max((r.snapshot_on for r in cells), default=None)
    return tuple(r for r in cells if r.snapshot_on == latest)


def _in_all(council: Council, *cell: str) -> int | None:
    """Return the count of a breakdown's group over all areas; None where it is hidden or not there."""
    found = (r for r in _counts(council) if not r.area_code and (r.breakdown, r.group) == cell)
    return next((int(r.value) for r in found if not wording.missing(r.value)), None)


def unplaced(council: Council) -> tuple[int, int] | None:
    """Return how many people are in no known area, and of how many in all; None where either is not shown."""
    left, whole = _in_all(council, *UNPLACED), _in_all(council, "", "")
    return None if left is None or whole is None else (left, whole)


def shared_out(council: Council) -> tuple[int, int | None] | None:
    """Return of how many people reached the expected counts are shares: all, and those of them in no known area, who are left out.

    The second is None where that number is not shown: then they are shared out too. None where the total is hidden and nothing is expected.
    """
    whole = _in_all(council, "", "")
    return None if whole is None else (whole, _in_all(council, *UNPLACED))


@per_council
def reached(council: Council) -> tuple[Reached, ...]:
    """Return people reached by area against expected, by name; nothing where no protected counts are in the dataset.

    Expected is the area's share of the residents of all areas, of the people that ``shared_out`` gives: people in no known area are
    nobody's share where their number is shown. All counts are as published, so nothing hidden can be worked out from them. Where even
    the total is hidden nothing is expected.
    """
    whole, left = shared_out(council) or (0, None)
    by_code = {r.area_code: r for r in _counts(council) if r.area_code}
    known = [a for a in areas(council, Layer.REACHED) if a.area_code in by_code and a.population is not None]
    residents = sum(a.population or 0 for a in known)
    if not residents:
        return ()
    placed = whole - (left or 0)
    return tuple(_reached(a, by_code[a.area_code], placed * (a.population or 0) / residents) for a in known)


def _reached(area: AreasRow, cell: ReachRow, expected: float) -> Reached:
    if wording.missing(cell.value) or expected <= 0:
        why = AgainstChance.NOT_AVAILABLE if cell.shorthand == Shorthand.NOT_AVAILABLE else AgainstChance.HIDDEN
        return Reached(area, None, expected, None, None, why, cell)
    people = int(cell.value)
    index, interval = people / expected, ratio(people, expected, level=POSSIBLE)
    return Reached(area, people, expected, index, interval, standing(people, expected), cell)


def standing(people: int, expected: float) -> AgainstChance:
    """Return where a count stands against the limits of chance: firm beyond 99.8%, possible beyond 95%."""
    firm, possible = funnel(expected, level=FIRM), funnel(expected, level=POSSIBLE)
    if people > firm.high:
        return AgainstChance.HIGHER
    if people < firm.low:
        return AgainstChance.LOWER
    if people > possible.high:
        return AgainstChance.MAYBE_HIGHER
    return AgainstChance.MAYBE_LOWER if people < possible.low else AgainstChance.NEITHER


def near(council: Council, area: AreasRow) -> tuple[AreasRow, ...]:
    """Return the areas whose centres are nearest to one's own, the nearest first."""
    others = [
        a
        for a in council.rows("areas")
        if a.boundary_vintage == area.boundary_vintage
        and a.area_code != area.area_code
        and not wording.missing(a.longitude)
    ]
    if wording.missing(area.longitude):
        return ()
    return tuple(sorted(others, key=lambda a: _kilometres(area, a))[:NEAREST])


def _kilometres(one: AreasRow, other: AreasRow) -> float:
    north = (float(one.latitude) - float(other.latitude)) * KM_A_DEGREE
    east = (float(one.longitude) - float(other.longitude)) * KM_A_DEGREE * cos(radians(float(one.latitude)))
    return hypot(north, east)


def over_and_under(council: Council) -> tuple[tuple[AreasRow, ...], tuple[AreasRow, ...]]:
    """Return the areas that a paper calls over-represented, and under-represented."""
    said = findings(council)
    named = [a for a in areas(council, Layer.PAPER) if a.area_code in said]
    over = tuple(a for a in named if said[a.area_code].finding == AreaFinding.OVER)
    return over, tuple(a for a in named if said[a.area_code].finding == AreaFinding.UNDER)
