"""What could stop it?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.risks import named, risks

view = st.session_state["view"]
controls = Controls()
known = named(view.council)
chosen = controls.choose("Look closer at", "risk", list(known), shown=known.__getitem__) if len(known) > 2 else ""
show.page(risks(view.council, chosen), view, controls.shown)
