"""What became of what the committee asked?"""

import streamlit as st

from dayops_dash.screen import show
from dayops_dash.stories.recommendations import recommendations

view = st.session_state["view"]
story = recommendations(view.council)
show.head(story)
show.show(story, view)
