"""What could stop it?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import choose
from dayops_dash.stories.risks import named, risks

view = st.session_state["view"]
heading = st.container()
known = named(view.council)
chosen = choose("Look closer at", "risk", list(known), shown=known.__getitem__) if len(known) > 2 else ""
story = risks(view.council, chosen)
with heading:
    show.head(story)
show.show(story, view)
