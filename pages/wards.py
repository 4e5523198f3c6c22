"""Who is reached, where?"""

from dayops_dash.figures.places.areas import LAYER_NAMES
from dayops_dash.figures.places.ground_map import HEIGHTS, area_picked, caption, ground_map
from dayops_dash.measures import places
from dayops_dash.measures.places import Layer
from dayops_dash.screen import html, show
from dayops_dash.screen.surface import surface
from dayops_dash.screen.view import Controls, opened
from dayops_dash.stories.places import HEIGHT, MAPS, TILES, chosen, layer_and_area, map_of, wards

view = opened()
council = view.council
controls = Controls()
there = places.layers(council)
layer, area = layer_and_area(council, controls.asked)
shape = map_of(council, controls.asked)
if there:
    word = council.dataset.area_word.capitalize()
    names = {a["area_code"]: a["area_name"] for a in places.areas(council, Layer(layer))}
    controls.choose(word, "area", ["", *names], shown=lambda code: names.get(code, "All"))
    controls.choose("Show", "layer", list(there), shown=lambda x: LAYER_NAMES[Layer(x)], default=there[0])
    controls.switch("Map", "map", {name: said for name, said in MAPS.items() if name != HEIGHT or layer in HEIGHTS})

story = chosen(council, controls.asked)
said = f"{names[area]} is chosen." if area else ""
live = html.live("area", said, seen=False) if there else ""
if area and shape != TILES:
    own = story.figures[-1]
    live += html.further_down(own.figure_id, own.title)
if shape == TILES:
    show.page(story, view, controls.shown, live)
else:
    sheet = show.begin(story, controls.shown, live)
    sheet.end()
    tall = shape == HEIGHT
    picked = show.ground(
        ground_map(council, Layer(layer), area, height=tall),
        caption(council, Layer(layer), height=tall),
        wards(council, layer, area).figures[0],
    )
    code = area_picked(council, Layer(layer), picked)
    if code and code != area:
        surface().choose("area", code)
    for one in story.figures:
        show.show_figure(one, view, sheet)
    sheet.end()
