"""How do councils differ?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import tick
from dayops_dash.stories.compare import compare, others, usual

view = st.session_state["view"]
heading = st.container()
titles = {c.slug: c.short_title for c in others(view.council)}
asked = tick("Compare with", "with", titles, usual(view.council)) if titles else ()
story = compare(view.council, asked)
with heading:
    show.head(story)
show.show(story, view)
