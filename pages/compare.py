"""How do councils differ?"""

import streamlit as st

from dayops_dash.screen import html, show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.compare import asked_for, chosen, offered, to_add, usual

view = st.session_state["view"]
controls = Controls()
asked = asked_for(view.council, controls.asked)
titles = {c.slug: c.short_title for c in offered(view.council, asked)}
if titles:
    controls.tick("Compare with", "with", titles, usual(view.council))
if more := to_add(view.council, asked):
    controls.add(html.select("Compare with another", "with", more, next(iter(more))))
show.page(chosen(view.council, controls.asked), view, controls.shown)
