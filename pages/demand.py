"""What is coming?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.stories.demand import demand

view = st.session_state["view"]
show.page(demand(view.council), view)
