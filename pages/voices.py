"""What did people tell us?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.voices import SHOWN, chosen, has_intervals, stages

INTERVALS = {"": "Hidden", SHOWN: "Shown"}

view = st.session_state["view"]
controls = Controls()
held = stages(view.council)
stage = controls.choose("Stage or survey", "stage", list(held), shown=held.__getitem__) if len(held) > 1 else ""
if has_intervals(view.council, stage):
    controls.switch("Intervals", "intervals", INTERVALS)
show.page(chosen(view.council, controls.asked), view, controls.shown)
