"""Who is reached, where?"""

import streamlit as st

from dayops_dash.figures.areas import LAYER_NAMES
from dayops_dash.figures.ground_map import HEIGHTS, area_picked, caption, ground_map
from dayops_dash.measures import areas
from dayops_dash.measures.areas import Layer
from dayops_dash.screen import html, show
from dayops_dash.screen.view import choose, switch
from dayops_dash.stories.wards import wards

MAPS = {"tiles": "Names and values", "ground": "On the ground", "height": "With height"}

view = st.session_state["view"]
council = view.council
heading = st.container()
there = areas.layers(council)
layer, area, shape = "", "", "tiles"
if there:
    word = council.dataset.area_word.capitalize()
    with st.container(key="filters", horizontal=True, vertical_alignment="bottom"):
        layer = choose("Show", "layer", list(there), shown=lambda x: LAYER_NAMES[Layer(x)], default=there[0])
        names = {a["area_code"]: a["area_name"] for a in areas.areas(council)}
        area = choose(word, "area", ["", *names], shown=lambda code: names.get(code, "All"))
        shape = switch(
            "Map", "map", {name: said for name, said in MAPS.items() if name != "height" or layer in HEIGHTS}
        )

story = wards(council, layer, area)
with heading:
    show.head(story)
if there:
    st.html(html.live("area", "" if not area else f"{names[area]} is chosen.", seen=False))
if shape == "tiles":
    show.show(story, view)
else:
    tall = shape == "height"
    deck = ground_map(council, Layer(layer), area, height=tall)
    picked = show.ground(deck, caption(council, Layer(layer), height=tall), story.figures[0], view)
    code = area_picked(council, Layer(layer), picked)
    if code and code != area:
        st.query_params["area"] = code
        st.rerun()
    for figure in story.figures[1:]:
        show.show_figure(figure, view)
