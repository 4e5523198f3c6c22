"""What should we ask?"""

import streamlit as st

from dayops_dash.screen import html, show
from dayops_dash.screen.view import asked
from dayops_dash.stories.questions import chosen

view = st.session_state["view"]
story = chosen(view.council, asked())
show.page(story, view, live=html.live("questions", story.answer, seen=False))
