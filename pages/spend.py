"""Where does the money go?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.stories.money import spend

view = st.session_state["view"]
show.page(spend(view.council), view)
