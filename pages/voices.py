"""What did people tell us?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.voices import has_intervals, stages, voices

INTERVALS = {"": "Hidden", "shown": "Shown"}

view = st.session_state["view"]
controls = Controls()
held = stages(view.council)
stage = controls.choose("Stage or survey", "stage", list(held), shown=held.__getitem__) if len(held) > 1 else ""
asked = has_intervals(view.council, stage) and controls.switch("Intervals", "intervals", INTERVALS) == "shown"
show.page(voices(view.council, stage, intervals=asked), view, controls.shown)
