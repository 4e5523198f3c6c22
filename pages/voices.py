"""What did people tell us?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import choose, switch
from dayops_dash.stories.voices import has_intervals, stages, voices

INTERVALS = {"": "Hidden", "shown": "Shown"}

view = st.session_state["view"]
heading = st.container()
held = stages(view.council)
with st.container(horizontal=True, vertical_alignment="bottom"):
    stage = choose("Stage or survey", "stage", list(held), shown=held.__getitem__) if len(held) > 1 else ""
    asked = has_intervals(view.council, stage) and switch("Intervals", "intervals", INTERVALS) == "shown"
story = voices(view.council, stage, intervals=asked)
with heading:
    show.head(story)
show.show(story, view)
