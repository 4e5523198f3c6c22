"""How do councils differ?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.compare import chosen, others, usual

view = st.session_state["view"]
controls = Controls()
titles = {c.slug: c.short_title for c in others(view.council)}
if titles:
    controls.tick("Compare with", "with", titles, usual(view.council))
show.page(chosen(view.council, controls.asked), view, controls.shown)
