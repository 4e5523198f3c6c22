"""What do members need to see?"""

import streamlit as st

from dayops_dash.screen import html
from dayops_dash.screen.stage import Turns, stage
from dayops_dash.stories.model import seen_on, today_words
from dayops_dash.stories.present import findings

view = st.session_state["view"]
sections = tuple(name for name in st.query_params.get("sections", "").split(",") if name)
found = findings(view.council, sections)
asked = st.query_params.get("slide", "1")
place = min(max(int(asked), 1), len(found)) - 1 if asked.isdecimal() else 0
noted = st.query_params.get("notes") == "shown"
turns = Turns(
    place,
    tuple(view.here(slide=str(number + 1)) for number in range(len(found))),
    view.address(found[place].page),
    view.here(notes="" if noted else "shown"),
    noted,
)
day = f"{seen_on(view.council)}. {today_words(view.council)}".strip()
said = f"{place + 1} of {len(found)}: {found[place].figure.title}"
st.html(html.Markup(stage(found, turns, view.address, day) + html.live("slide", said, seen=False)))
