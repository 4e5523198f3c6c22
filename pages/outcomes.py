"""Is it making a difference?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import choose
from dayops_dash.stories.outcomes import kinds, outcomes

view = st.session_state["view"]
heading = st.container()
held = kinds(view.council)
kind = choose("Kind of aim", "kind", list(held), shown=held.__getitem__) if len(held) > 2 else ""
story = outcomes(view.council, kind)
with heading:
    show.head(story)
show.show(story, view)
