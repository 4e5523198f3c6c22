"""What became of what the committee asked?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.stories.recommendations import recommendations

view = st.session_state["view"]
show.page(recommendations(view.council), view)
