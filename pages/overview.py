"""Where do we stand?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.stories.plan.overview import overview

view = st.session_state["view"]
show.page(overview(view.council), view)
