"""What should we ask?"""

import streamlit as st

from dayops_dash.screen import html, show
from dayops_dash.stories.questions import questions

view = st.session_state["view"]
story = questions(view.council, st.query_params.get("aside", ""))
show.head(story)
st.html(html.live("questions", story.answer, seen=False))
show.show(story, view)
