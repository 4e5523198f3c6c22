"""The wards page: its table holds every area and number; a hidden count is nowhere; the map on the ground asks for nothing."""

from __future__ import annotations

import csv
import json
import math
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dayops_dash.dataset import DATA, Library
from dayops_dash.dataset.boundaries import FILE
from dayops_dash.figures.places.areas import tiles_of
from dayops_dash.figures.places.ground_map import area_picked, ground_map
from dayops_dash.figures.places.tile_map import MOST_NOTED, PHONE, WALL, MapFit, tile_map
from dayops_dash.measures.places import AgainstChance, Layer, layers, reached
from dayops_dash.stories.places import wards
from tests.made_up import council
from tests.measures.questions.test_evidence import NAMED, area
from tests.measures.test_places import made_up
from tests.publishing.acts import look_again

REAL = ["solihull", "dorset", "cheshire-east", "nottinghamshire"]


@pytest.mark.parametrize("slug", REAL)
@pytest.mark.parametrize("layer", [Layer.OLDER, Layer.POPULATION])
def test_the_table_holds_what_the_file_holds(slug: str, layer: Layer) -> None:
    figure = wards(Library().dataset(slug).at(), layer).figures[0]
    codes = [h.code for h in figure.grid.headings]
    with (DATA / slug / "areas.csv").open(encoding="utf-8", newline="") as file:
        plain = {r["area_code"]: r for r in csv.DictReader(file)}
    assert len(figure.grid.rows) == len(plain)
    for row in figure.grid.rows:
        told = dict(zip(codes, row, strict=True))
        one = plain[str(told["area_code"])]
        assert (told["area"], told["population"]) == (one["area_name"], int(one["population"]))
        share = int(one["aged_65_and_over"]) / int(one["population"]) * 100
        assert told["aged_65_and_over_pct"] == pytest.approx(share, abs=0.05)


@pytest.mark.parametrize("slug", REAL)
def test_each_hexagon_has_a_place_of_its_own_a_name_and_a_spoken_name(slug: str) -> None:
    found = Library().dataset(slug).at()
    chart = wards(found).figures[0].chart
    assert chart
    data = list(chart.spec["datasets"].values())[0] if "datasets" in chart.spec else chart.spec["data"]["values"]  # noqa: RUF015
    places = {(round(d["x"]), round(d["y"])) for d in data}
    assert len(places) == len(data) == len(found.rows("areas"))
    for d in data:
        assert d["spoken"].startswith(d["name"].replace("\n", " ")) and ":" in d["spoken"]
        assert d["name"].count("\n") <= 2


def test_hidden_counts_are_nowhere_in_the_page(tmp_path: Path) -> None:
    """A hidden cell gives no number to table, words, drawing, tooltip or CSV."""
    found = made_up(tmp_path)
    story = wards(found, "reached")  # type: ignore[arg-type]
    table = story.figures[0].grid
    cedar = next(row for row in table.rows if row[0] == "Cedar")
    assert cedar[1] == "[c]" and cedar[3:6] == (None, None, None) and cedar[6] == "hidden"
    assert "Cedar" not in {row[0] for row in story.figures[1].grid.rows}
    told = json.dumps(story.figures[0].chart.spec)  # type: ignore[union-attr]
    assert "Cedar: a hidden number reached" in told
    dale = next(row for row in table.rows if row[0] == "Dale")
    assert dale[1] == "" and dale[6] == "no count"  # not the same as hidden


def test_solihulls_not_named_is_no_finding() -> None:
    figure = wards(Library().dataset("solihull").at()).figures[0]
    said = {row[0]: row[1] for row in figure.grid.rows}
    assert list(said.values()).count("not stated") == 12 and said["Olton"] == "over-represented"
    assert any("not" in note and "as expected" in note for note in figure.notes)
    spread = [note for note in figure.notes if note.startswith("In 2022 the strategy said of people a")]
    assert len(spread) == 2 and "less affluent wards in the north and west appear more likely to attend" in spread[1]


def test_your_ward_and_an_unknown_one() -> None:
    found = Library().dataset("solihull").at()
    own = wards(found, "", "E05001294").figures[-1]
    assert own.figure_id == "your-area" and own.title.startswith("Olton") and own.entries[0].pairs
    assert [f.figure_id for f in wards(found, "nonsense", "E00000000").figures] == ["area-map"]


def test_where_an_order_of_deprivation_is_supplied_the_table_is_in_it_and_else_by_name() -> None:
    """As in Solihull's chart of wards, whose order its paper does not give in words."""
    with (DATA / "exampleshire" / "areas.csv").open(encoding="utf-8", newline="") as file:
        order = {int(r["deprivation_order"]): r["area_name"] for r in csv.DictReader(file)}
    figure = wards(Library().dataset("exampleshire").at()).figures[0]
    assert [(row[1], row[0]) for row in figure.grid.rows] == sorted(order.items()) and set(order) == set(range(1, 21))
    assert "order of deprivation" in " ".join(figure.notes)
    for slug in REAL:
        figure = wards(Library().dataset(slug).at()).figures[0]
        names = [row[0] for row in figure.grid.rows]
        assert names == sorted(names) and "order of deprivation" not in " ".join(figure.notes)
        assert "deprivation_order" not in [h.code for h in figure.grid.headings]


def test_no_areas_says_what_to_add(tmp_path: Path) -> None:
    story = wards(council(tmp_path).at())
    assert story.figures[0].figure_id == "no-areas" and "areas.csv" in story.figures[0].words


@pytest.mark.parametrize("height", [False, True])
@pytest.mark.parametrize("slug", REAL)
def test_the_map_on_the_ground_asks_for_no_basemap(slug: str, height: bool) -> None:
    found = Library().dataset(slug).at()
    deck = json.loads(ground_map(found, layers(found)[0], found.rows("areas")[0]["area_code"], height=height).to_json())
    assert deck["mapStyle"] == "__MAP_STYLE__"  # what pydeck leaves where no basemap is wanted
    assert "http" not in json.dumps(deck)
    layer = next(x for x in deck["layers"] if x["id"] == "areas")
    assert len(layer["data"]) == len(found.rows("areas"))


@pytest.mark.parametrize("slug", REAL)
def test_names_on_the_ground_lie_on_no_other_name_and_on_no_other_hexagon(slug: str) -> None:
    found = Library().dataset(slug).at()
    deck = json.loads(ground_map(found, layers(found)[0]).to_json())
    hexagons, named = (next(x for x in deck["layers"] if x["id"] == name) for name in ("areas", "names"))
    scale = 512 * 2 ** deck["initialViewState"]["zoom"] / (2 * math.pi * 6_378_137)  # pixels of a metre, at the equator
    boxes = [_box(row, scale) for row in named["data"]]
    assert len(boxes) >= (17 if slug == "solihull" else 5)
    for at, (name, box) in enumerate(boxes):
        assert not any(_meet(box, other) for _, other in boxes[at + 1 :]), name
    for row, (name, box) in zip(named["data"], boxes, strict=True):
        for other in hexagons["data"]:
            if other["position"] != row["position"]:
                near = 0.9 * scale / math.cos(math.radians(other["position"][1]))
                x, y, wide = *_pixel(other["position"], scale), hexagons["radius"] * near
                assert not _meet(box, (x - wide, y - wide, x + wide, y + wide)), (name, other["spoken"])


def _pixel(position: list[float], scale: float) -> tuple[float, float]:
    """Return a place by the projection that web maps use, in pixels."""
    longitude, latitude = map(math.radians, position)
    return 6_378_137 * longitude * scale, -6_378_137 * math.log(math.tan(math.pi / 4 + latitude / 2)) * scale


def _box(row: dict[str, Any], scale: float) -> tuple[str, tuple[float, float, float, float]]:
    """Return about the ground that a name covers: letters of half the type's height."""
    (x, y), (right, down), lines = _pixel(row["position"], scale), row["offset"], row["name"].split("\n")
    wide, high = 6.5 * max(map(len, lines)), 12 * len(lines)
    left = x + right - {"start": 0, "middle": wide / 2, "end": wide}[row["anchor"]]
    top = y + down - {"top": 0, "center": high / 2, "bottom": high}[row["baseline"]]
    return row["name"], (left, top, left + wide, top + high)


def _meet(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_a_click_on_the_ground_names_its_area() -> None:
    found = Library().dataset("solihull").at()
    assert area_picked(found, Layer.PAPER, {"areas": [0]}) == "E05001284"  # Bickenhill is first by name
    assert area_picked(found, Layer.PAPER, {}) == "" == area_picked(found, Layer.PAPER, {"areas": [99]})


def test_boundaries_of_another_vintage_are_not_drawn(tmp_path: Path) -> None:
    dataset = made_up(tmp_path).dataset  # type: ignore[attr-defined]
    square = {"type": "Polygon", "coordinates": [[[0, 0], [0, 1], [1, 1], [1, 0], [0, 0]]]}
    codes = [row["area_code"] for row in dataset.at(date.max).rows("areas")]
    features = [{"type": "Feature", "properties": {"area_code": c}, "geometry": square} for c in codes]
    for vintage, drawn in (("another", "point"), ("made up", "geoshape")):
        about = {"boundary_vintage": vintage, "source": "A", "licence": "B"}
        (dataset.folder / FILE).write_text(
            json.dumps({"type": "FeatureCollection", "dayops": about, "features": features})
        )
        look_again()
        found = Library(dataset.home.parent).dataset(dataset.slug)
        spec = json.dumps(wards(found.at(date.max)).figures[0].chart.spec)  # type: ignore[union-attr]
        assert f'"type": "{drawn}"' in spec
    (dataset.folder / FILE).write_text("{")
    look_again()
    last = Library(dataset.home.parent).dataset(dataset.slug)
    wards.cache_clear()
    assert '"type": "geoshape"' in json.dumps(wards(last.at(date.max)).figures[0].chart.spec), "as it passed check last"  # type: ignore[union-attr]


def test_the_title_names_the_areas_beyond_chance_and_the_answer_says_where_no_paper_counts() -> None:
    story = wards(Library().dataset("exampleshire").at())
    assert story.answer.startswith(
        "More people were reached than expected in Eastfleet and Gorse Hill, fewer in Netherby Cross (31 March 2026). "
    )
    assert wards(Library().dataset("dorset").at()).answer.startswith(
        "The papers' text gives no number of people reached in each ward. "
    )
    assert "(two named)" in wards(Library().dataset("solihull").at()).answer


def test_alike_numbers_are_tinted_alike_and_heights_are_the_numbers() -> None:
    for slug in REAL:
        tints: dict[str, set[int]] = {}
        for tile in tiles_of(Library().dataset(slug).at(), Layer.OLDER):
            tints.setdefault(tile.value, set()).add(tile.tint)
        assert all(len(found) == 1 for found in tints.values()), slug
    found = Library().dataset("exampleshire").at()
    deck = json.loads(ground_map(found, Layer.REACHED, height=True).to_json())
    layer = next(x for x in deck["layers"] if x["id"] == "areas")
    held = {r["area_code"]: r["value"] for r in found.rows("reach") if r["measure"] == "people" and not r["group"]}
    most = max(v for code, v in held.items() if code and v == v)
    for row in layer["data"]:
        number = held[row["code"]]
        assert row["height"] == pytest.approx(
            number / most * 6_000 if number == number else 0
        )  # a hidden count has none


def counted(**cells: str) -> list[dict[str, str]]:
    """Return counts of people by the code of their area; in all under ``whole``, in no known area under ``nowhere``."""
    row = {"measure": "people", "snapshot_on": "2023-03-13", "unit": "people", "document_id": "first"}
    place = {"whole": {}, "nowhere": {"breakdown": "area", "group": "not known"}}
    return [
        {
            **row,
            "reach_id": code,
            **place.get(code, {"area_code": code}),
            **({"value": n} if n else {"shorthand": "hidden"}),
        }
        for code, n in cells.items()
    ]


def test_areas_of_two_vintages_are_never_on_one_map(tmp_path: Path) -> None:
    """A paper's findings are of the old wards and counts of the new: each layer shows its own, and adds up no resident twice."""
    old = [area(f"E0500000{n}", boundary_vintage="2004") for n in (1, 2)]
    new = [area(f"E0500001{n}", boundary_vintage="2026", population="900") for n in (1, 2, 3)]
    found = council(
        tmp_path, areas=[*old, *new], reach=counted(whole="60", E05000011="20", E05000012="20", E05000013="20"), **NAMED
    )
    now = found.at(date.max)
    for layer, vintage, other, size in (
        ("reached", "2026", "2004", 3),
        ("paper", "2004", "2026", 2),
        ("population", "2026", "2004", 3),
    ):
        story = wards(now, layer)
        figure = story.figures[0]
        assert len(figure.grid.rows) == size and figure.subtitle.endswith(f"boundaries: {vintage}")
        assert f"Boundaries: {vintage}. What is of {other} is not shown here" in story.caution
        assert len(json.loads(ground_map(now, Layer(layer)).to_json())["layers"][0]["data"]) == size
    assert "2,700 in all" in wards(now, "population").figures[0].title
    assert [t.label for t in wards(now, "paper", "E05000001").figures[-1].tiles][:1] == ["What the paper says"]


def test_people_in_no_known_area_are_nobodys_share(tmp_path: Path) -> None:
    """With half of the people placed nowhere, an area of half of the residents is not short of the half that it cannot have."""
    two = [area("E05000001"), area("E05000002")]
    found = council(tmp_path, areas=two, reach=counted(whole="400", E05000001="100", E05000002="100", nowhere="200"))
    story = wards(found.at(date.max))
    assert story.answer == "No area differed from what was expected by more than chance (13 March 2023)."
    assert "200 of 400 people are in no known area and not compared." in story.figures[0].words
    assert [row[2] for row in story.figures[0].grid.rows] == [100, 100]


def test_a_hidden_total_is_too_few_to_show_and_not_no_paper(tmp_path: Path) -> None:
    two = [area("E05000001"), area("E05000002")]
    story = wards(council(tmp_path, areas=two, reach=counted(whole="", E05000001="", E05000002="")).at(date.max))
    assert story.answer == "Too few people are reached to show how many in any area."
    assert [row[1:3] for row in story.figures[0].grid.rows] == [("[c]", None)] * 2


def test_no_colour_on_the_ground_says_what_chance_may_explain() -> None:
    """Possibly higher, possibly lower, not distinguishable and hidden are one grey; beyond 99.8% there is a colour."""
    found = Library().dataset("exampleshire").at()
    rows = json.loads(ground_map(found, Layer.REACHED).to_json())["layers"][0]["data"]
    standing = {r.area["area_code"]: r.standing for r in reached(found)}
    firm = {AgainstChance.HIGHER, AgainstChance.LOWER}
    grey = {tuple(row["colour"]) for row in rows if standing[row["code"]] not in firm}
    assert len(grey) == 1 and len({tuple(row["colour"]) for row in rows}) == 3


OF_ONE = (("exampleshire", "E05999007"), ("nottinghamshire", "E07000170"))


def test_the_answer_is_of_the_area_that_is_chosen() -> None:
    """As the counts have it where there are any; else that none are given, what a paper calls it, and who lives there."""
    shown = {code: wards(Library().dataset(slug).at(), "", code).answer for slug, code in OF_ONE}
    assert shown["E05999007"].startswith("Gorse Hill: 87 people reached, 39.3 expected, higher than expected (31 March")
    assert "The paper suggests that it is over-represented." in shown["E05999007"]
    assert shown["E07000170"] == (
        "The papers' text gives no number of people reached in Ashfield. 20% aged 65 or over (Census 2021) and 126,292 residents "
        "(Census 2021)."
    )


@pytest.mark.parametrize("slug", [*REAL, "exampleshire"])
@pytest.mark.parametrize(("fit", "height", "width"), [(WALL, 68.0, 124.0), (PHONE, 999.0, 286.0)])
def test_on_a_wall_and_a_telephone_words_are_large_and_name_what_the_map_is_about(
    slug: str, fit: MapFit, height: float, width: float
) -> None:
    """A wall is 100 high, of which words must be 2.5; a telephone is in pixels, of which they must be 12."""
    here = Library().dataset(slug).at()
    for layer in layers(here):
        tiles = tiles_of(here, layer)
        drawn = tile_map(tiles, "", fit)
        scale = min(height / drawn["height"], width / drawn["width"])
        sizes = [layer["mark"]["fontSize"] for layer in drawn["layer"] if "fontSize" in layer["mark"]]
        assert sizes and min(sizes) * scale >= (2.5 if fit is WALL else 12)
        (values,) = drawn["datasets"].values() if "datasets" in drawn else [drawn["data"]["values"]]
        named = {one["choice_area"] for one in values if one["name"]}
        assert len(values) == len(tiles) and all(one["spoken"] for one in values)
        if len(named) < len(tiles):
            tinted = {t.code for t in tiles if t.tint}
            highest = max(tiles, key=lambda t: t.amount).code
            assert named <= tinted if 0 < len(tinted) <= MOST_NOTED else highest in named, layer


def test_a_telephone_has_a_map_of_its_own_width_and_a_page_names_every_area() -> None:
    chart = wards(Library().dataset("dorset").at(), Layer.OLDER).figures[0].chart
    assert chart and chart.narrow and chart.wall
    words = [str(one["name"]) for one in chart.spec["data"]["values"]]
    assert len(words) == 52 and all(words), "on a page every ward is named"


def test_what_a_paper_says_of_a_ward_stands_beside_a_count_that_does_not_show_it() -> None:
    """Exampleshire's report of May 2026 calls Gorse Hill over-represented, Oxlip Vale and Netherby Cross under-represented."""
    answer = wards(Library().dataset("exampleshire").at()).answer
    assert answer.endswith(
        "In May 2026 the report said that Oxlip Vale is under-represented: 36 people were reached there and 42 expected, "
        "which chance can explain."
    )
    assert "Gorse Hill is" not in answer and "Netherby Cross is" not in answer
    assert "Oxlip" not in wards(Library().dataset("exampleshire").at(), "older").answer
