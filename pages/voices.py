"""What did people tell us?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import choose
from dayops_dash.stories.voices import stages, voices

view = st.session_state["view"]
heading = st.container()
held = stages(view.council)
stage = choose("Stage or survey", "stage", list(held), shown=held.__getitem__) if len(held) > 1 else ""
story = voices(view.council, stage)
with heading:
    show.head(story)
show.show(story, view)
