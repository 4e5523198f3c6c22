"""Who is reached, where? A map of the council's areas, one layer at a time, and a page for one area's member."""

import re
from dataclasses import replace

from dayops_dash import wording
from dayops_dash.address import Address
from dayops_dash.cache import per_council, per_figure
from dayops_dash.dataset import Council
from dayops_dash.figures.places.areas import LAYER_NAMES, map_figure
from dayops_dash.figures.places.funnel import beside_paper, funnel_figure
from dayops_dash.figures.places.ground_map import HEIGHTS
from dayops_dash.figures.places.ward import ward_figure
from dayops_dash.figures.shared.grid import Grid, Heading
from dayops_dash.figures.shared.model import Figure
from dayops_dash.figures.shared.states import NOT_STATED
from dayops_dash.measures import places
from dayops_dash.measures.places import Layer
from dayops_dash.stories.shared.model import Story
from dayops_dash.stories.shared.page import Page, PageFigure, Section

NO_COUNTS = "The papers' text gives no number of people reached in each {word}."
TILES, GROUND, HEIGHT = "tiles", "ground", "height"  # what an address says for the kind of map
MAPS = {TILES: "Names and values", GROUND: "On the ground", HEIGHT: "With height"}
COUNT_RESIDENTS = (Layer.OLDER, Layer.POPULATION)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
BESIDE = (Layer.OLDER, Layer.POPULATION, Layer.SITES)  # layers that say nothing of who is reached


@per_council
def wards(council: Council, layer: str = "", area: str = "") -> Story:
    """Return the story of a council's areas: one layer, by default what tells most, and the area chosen, if any."""
    there = places.layers(council)
    word = council.dataset.area_word
    if not there:
        answer = f"The dataset holds no {word} of this council yet."
        return PAGE.tell(council, answer, (_none(council, word),))
    shown = Layer(layer) if layer in there else there[0]
    drawn = map_figure(council, shown, area)
    figures: list[Figure] = [drawn]
    if shown is Layer.REACHED and (plot := funnel_figure(council)):
        figures.append(plot)
    own = ward_figure(council, area)
    figures += [own] if own else []
    caution = _caution(council, word, shown)
    answer = f"{drawn.title}."
    if shown is Layer.REACHED and (unlike := beside_paper(council)):
        answer += f" {unlike}"
    if shown in BESIDE and not places.reached(council):
        answer = f"{NO_COUNTS.format(word=word)} Shown instead: {wording.uncapital(drawn.title)}."
    if own:
        answer = _of_one(own, is_reached=bool(places.reached(council)))
    return PAGE.tell(council, answer, tuple(figures), caution)


def _of_one(own: Figure, *, is_reached: bool) -> str:
    """Return what is known first of the area that is chosen: who is reached; where no paper says it, who lives there."""
    name = own.entries[0].title
    known = {t.label: t.detail for t in own.tiles if t.link and t.link.page == PAGE.name and t.value != NOT_STATED}
    finding = known.pop(LAYER_NAMES[Layer.PAPER], "")
    said = f" The paper suggests that it is {finding}." if finding else ""
    first = next(iter(known.values()), "")
    if is_reached:
        return f"{name}: {first or 'nothing is counted of it alone'}.{said}"
    who = f" {wording.capital(wording.listed(list(known.values())[:2]))}." if known else ""
    return f"The papers' text gives no number of people reached in {name}.{said}{who}"


@per_figure
def without_drawing(figure: Figure) -> Figure:
    """Return what a figure says beside a map that takes its drawing's place."""
    return replace(figure, chart=None, title="The same in words and numbers", figure_id="ground")


def layer_and_area(council: Council, address: Address) -> tuple[str, str]:
    """Return the layer that an address asks for, by default what tells most, and the area; "" for none."""
    there = places.layers(council)
    if not there:
        return "", ""
    layer = address.choice("layer", there, there[0])
    areas = {row.area_code for row in places.areas(council, Layer(layer))}
    return layer, address.choice("area", areas)


def map_of(council: Council, address: Address) -> str:
    """Return the kind of map that an address asks for: a key of ``MAPS``."""
    layer, _ = layer_and_area(council, address)
    shape = address.choice("map", MAPS, TILES)
    return shape if layer and (shape != HEIGHT or layer in HEIGHTS) else TILES


def chosen(council: Council, address: Address) -> Story:
    """Return the story of the layer and the area that an address asks for, its first figure without a drawing on the ground.

    What is known of the area that is chosen stands before the map, which shows all of them.
    """
    layer, area = layer_and_area(council, address)
    story = wards(council, layer, area)
    if map_of(council, address) == TILES:
        *others, last = story.figures
        return replace(story, figures=(last, *others)) if area else story
    first, *rest = story.figures
    return replace(story, figures=(without_drawing(first), *rest))


PAGE = Page(
    name="wards",
    title="Wards",
    question="Who is reached, where?",
    menu="Places",
    place=90,
    icon="hexagon",
    story=wards,
    section=Section("Wards and districts", 5, usual=True),
    slides=(
        PageFigure("area-map"),
        PageFigure("funnel"),
    ),
    chosen=chosen,
)


def _caution(council: Council, word: str, layer: Layer) -> str:
    """Return which boundaries are shown, why an area may be missing, and that no counts are given, where that is so."""
    others = places.other_vintages(council, layer)
    missing = (
        f"What is of {wording.listed(list(others))} is not shown here: the two cannot be compared."
        if others
        else f"A {word} made since is not shown: its numbers cannot be compared with these."
    )
    said = f"Boundaries: {places.vintage(council, layer)}. {missing}{_later_words(council, layer)}"
    told = places.reached(council) or not places.findings(
        council
    )  # else the answer is of a paper's words, and has no counts
    return said if told else f"{NO_COUNTS.format(word=word)} {said}"


def _later_words(council: Council, layer: Layer) -> str:
    """Return that residents were counted only after the day shown, where they were; "" else."""
    if layer not in COUNT_RESIDENTS:
        return ""
    later = [p for p in places.residents_of(council) if all(int(y) > council.as_at.year for y in YEAR.findall(p))]
    return f" Residents are those of {wording.listed(later)}, after the day shown." if later else ""


def _none(council: Council, word: str) -> Figure:
    return Figure(
        "no-areas",
        f"No {word} in the dataset",
        f"{council.short_title}, as at {wording.day(council.as_at)}",
        f"Add areas.csv to the council's folder, with the official code of each {word}; the documentation lists its columns.",
        Grid((Heading("area", "Area"),), ()),
    )
