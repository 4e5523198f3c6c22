"""Areas: what is known of each, and whether a count is more than chance. No area is ranked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from math import asin, cos, exp, radians, sin, sqrt
from pathlib import Path

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.figures.places.areas import map_figure
from dayops_dash.measures.places import (
    AgainstChance,
    Layer,
    area_named,
    areas,
    findings,
    layers,
    near,
    older_share,
    older_share_of_all,
    over_and_under,
    reached,
    sites,
    standing,
)
from tests.made_up import council

SOLIHULL = Library().dataset("solihull").at()


def lines(slug: str) -> list[dict[str, str]]:
    with (DATA / slug / "areas.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("slug", ["solihull", "dorset", "cheshire-east", "nottinghamshire"])
def test_shares_by_a_plain_loop(slug: str) -> None:
    found = Library().dataset(slug).at()
    rows = {row["area_code"]: row for row in lines(slug)}
    for area in areas(found):
        row = rows[area["area_code"]]
        assert older_share(area) == pytest.approx(int(row["aged_65_and_over"]) * 100 / int(row["population"]))
    whole = (
        sum(int(r["aged_65_and_over"]) for r in rows.values()) * 100 / sum(int(r["population"]) for r in rows.values())
    )
    assert older_share_of_all(found) == pytest.approx(whole)
    assert [a["area_name"] for a in areas(found)] == sorted(r["area_name"] for r in rows.values())


def test_solihulls_paper_names_two_and_three_wards() -> None:
    over, under = over_and_under(SOLIHULL)
    assert [a["area_name"] for a in over] == ["Kingshurst and Fordbridge", "Olton"]
    assert [a["area_name"] for a in under] == ["Blythe", "Knowle", "St Alphege"]
    assert len(findings(SOLIHULL)) == 5 and layers(SOLIHULL)[0] is Layer.PAPER and not reached(SOLIHULL)


def test_near_is_by_distance_and_never_itself() -> None:
    olton = next(a for a in areas(SOLIHULL) if a["area_name"] == "Olton")
    found = [a["area_name"] for a in near(SOLIHULL, olton)]
    assert len(found) == 3 and "Olton" not in found and "Lyndon" in found
    assert area_named(SOLIHULL, "E99999999") is None and not sites(SOLIHULL)


def poisson(count: int, mean: float) -> float:
    term = total = exp(-mean)
    for n in range(1, count + 1):
        term *= mean / n
        total += term
    return total


@pytest.mark.parametrize("expected", [2.0, 5.5, 13.0, 40.0])
def test_standing_is_firm_only_beyond_998_in_a_thousand(expected: float) -> None:
    """By adding up Poisson chances: firm where less than 0.1% lies that far out, possible where less than 2.5% does."""
    for people in range(int(expected * 4) + 6):
        above, below = 1 - (poisson(people - 1, expected) if people else 0.0), poisson(people, expected)
        said = standing(people, expected)
        if people > expected:
            wanted = (
                AgainstChance.HIGHER
                if above <= 0.001
                else AgainstChance.MAYBE_HIGHER
                if above <= 0.025
                else AgainstChance.NEITHER
            )
        else:
            wanted = (
                AgainstChance.LOWER
                if below <= 0.001
                else AgainstChance.MAYBE_LOWER
                if below <= 0.025
                else AgainstChance.NEITHER
            )
        assert said is wanted, (people, expected, above, below)


COUNTS = {"E05999001": "40", "E05999002": "18", "": "60"}


def made_up(root: Path, counts: Mapping[str, str] = COUNTS, unplaced: str = "", cedar: str = "hidden") -> object:
    """Four wards: one far above, one as expected, one hidden, one without any count."""
    places = [
        ("E05999001", "Ash", 1000),
        ("E05999002", "Beech", 1000),
        ("E05999003", "Cedar", 1000),
        ("E05999004", "Dale", 500),
    ]
    shared = {"area_type": "ward", "boundary_vintage": "made up", "document_id": "first", "population_period": "mid-2020",
              "population_source": "made up", "tile_row": "0"}  # fmt: skip
    rows = [
        {**shared, "area_code": code, "area_name": name, "population": str(n), "aged_65_and_over": str(n // 5),
         "longitude": f"-1.{i}", "latitude": "52.0", "tile_column": str(i)}
        for i, (code, name, n) in enumerate(places)
    ]  # fmt: skip
    cell = {"measure": "people", "unit": "people", "snapshot_on": "2024-03-31", "document_id": "first"}
    reach = [{**cell, "reach_id": f"r{i}", "area_code": code, "value": n} for i, (code, n) in enumerate(counts.items())]
    if unplaced:
        what = {"shorthand": unplaced} if unplaced == "hidden" else {"value": unplaced}
        reach.append({**cell, "reach_id": "unplaced", "breakdown": "area", "group": "not known", **what})
    reach.append({**cell, "reach_id": "hidden", "area_code": "E05999003", "shorthand": cedar})
    reach.append({**cell, "reach_id": "old", "area_code": "E05999001", "value": "7", "snapshot_on": "2020-03-31"})
    placed = {"service_id": "hub", "kind": "site", "title": "Hub", "area_code": "E05999002", "document_id": "first"}
    return council(root, areas=rows, reach=reach, services=[placed]).at()


def test_reached_against_expected(tmp_path: Path) -> None:
    found = {r.area["area_name"]: r for r in reached(made_up(tmp_path))}  # type: ignore[arg-type]
    assert set(found) == {"Ash", "Beech", "Cedar"}  # Dale has no count at all, which is not a hidden one
    assert found["Ash"].expected == pytest.approx(20) and found["Ash"].people == 40
    assert found["Ash"].standing is AgainstChance.HIGHER and found["Beech"].standing is AgainstChance.NEITHER
    assert (
        found["Cedar"].people is None
        and found["Cedar"].standing is AgainstChance.HIDDEN
        and found["Cedar"].index is None
    )
    assert found["Ash"].index == pytest.approx(2) and found["Ash"].interval and found["Ash"].interval.low > 1


def test_a_count_that_is_not_available_is_neither_0_nor_hidden(tmp_path: Path) -> None:
    """Nobody was found in Cedar, and some people's area is not known: "not available" in the folder."""
    its = made_up(tmp_path, cedar="not available")
    cedar = next(r for r in reached(its) if r.area["area_name"] == "Cedar")
    assert cedar.people is None and cedar.standing is AgainstChance.NOT_AVAILABLE
    figure = map_figure(its, Layer.REACHED)
    (row,) = (cells for cells in figure.grid.rows if "Cedar" in cells)
    assert "[x]" in row and "not available" in row and "[c]" not in row
    assert "[x] is not available" in figure.words and "1 not available" in figure.words


@pytest.mark.parametrize(
    ("counts", "unplaced", "total", "says"),
    [
        (COUNTS, "6", 54, "of 54 people: 60 people reached in all less 6 in no known area."),
        (COUNTS, "0", 60, "of all 60 people reached."),
        (COUNTS, "hidden", 60, "How many of them are in no known area is not shown, so they are shared out too."),
        (COUNTS, "", 60, "is not shown, so they are shared out too."),
        ({"E05999001": "40", "E05999002": "18"}, "", 0, "Nothing is expected of an area"),
    ],
)
def test_the_map_says_of_which_total_the_expected_counts_are_shares(
    tmp_path: Path, counts: Mapping[str, str], unplaced: str, total: int, says: str
) -> None:
    found = made_up(tmp_path, counts, unplaced)
    assert sum(one.expected for one in reached(found)) == pytest.approx(total)  # type: ignore[arg-type]
    notes = " ".join(map_figure(found, Layer.REACHED).notes)  # type: ignore[arg-type]
    assert says in notes


def test_every_layer_is_there_where_the_dataset_holds_it(tmp_path: Path) -> None:
    found = made_up(tmp_path)
    assert layers(found) == (Layer.REACHED, Layer.OLDER, Layer.POPULATION, Layer.SITES)  # type: ignore[arg-type]
    assert [r["title"] for r in sites(found)["E05999002"]] == ["Hub"]  # type: ignore[arg-type]


def kilometres(one: object, other: object) -> float:
    """The distance of two centres on a globe, by the haversine formula."""
    (south, west), (north, east) = (
        (radians(float(a.latitude)), radians(float(a.longitude)))  # type: ignore[attr-defined]
        for a in (one, other)
    )
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371 * asin(sqrt(half))


@pytest.mark.parametrize("slug", Library().slugs())
def test_near_agrees_with_distances_on_a_globe(slug: str) -> None:
    """A degree of longitude is 60% of one of latitude here: without that, most areas have other neighbours."""
    council = Library().dataset(slug).at()
    for area in council.rows("areas"):
        others = [a for a in council.rows("areas") if a.boundary_vintage == area.boundary_vintage and a != area]
        placed = [a for a in others if a.longitude == a.longitude]
        if area.longitude != area.longitude:
            assert near(council, area) == ()
            continue
        found = [kilometres(area, a) for a in near(council, area)]
        assert found == pytest.approx(sorted(kilometres(area, a) for a in placed)[: len(found)], rel=1e-3)
