"""Is it making a difference?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.screen.view import Controls
from dayops_dash.stories.outcomes import kinds, outcomes

view = st.session_state["view"]
controls = Controls()
held = kinds(view.council)
kind = controls.choose("Kind of aim", "kind", list(held), shown=held.__getitem__) if len(held) > 2 else ""
show.page(outcomes(view.council, kind), view, controls.shown)
