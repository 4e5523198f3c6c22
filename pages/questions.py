"""What should we ask?"""

import streamlit as st

from dayops_dash.screen import html, show
from dayops_dash.stories.questions import questions

view = st.session_state["view"]
story = questions(view.council, st.query_params.get("aside", ""))
show.page(story, view, live=html.live("questions", story.answer, seen=False))
