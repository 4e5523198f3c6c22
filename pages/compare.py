"""How do councils differ?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.compare import compare, others, usual

view = st.session_state["view"]
controls = Controls()
titles = {c.slug: c.short_title for c in others(view.council)}
asked = controls.tick("Compare with", "with", titles, usual(view.council)) if titles else ()
show.page(compare(view.council, asked), view, controls.shown)
